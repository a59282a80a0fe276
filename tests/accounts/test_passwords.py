from datetime import UTC, datetime, timedelta

import pyotp

from tracker.accounts import passwords
from tracker.accounts.rules import password_problems

NOON = datetime(2025, 6, 10, 12, 0, 10, tzinfo=UTC)
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code_at(instant):
    return pyotp.TOTP(SECRET).at(instant)


def test_hash_is_argon2id_and_checks():
    kept = passwords.hash_password("Đúng mật khẩu")
    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert passwords.verify_password("Đúng mật khẩu", kept)
    assert not passwords.verify_password("Sai mật khẩu", kept)


def test_missing_account_never_fits():
    assert not passwords.verify_password("bất kỳ", None)


def test_generated_passwords_satisfy_the_policy_and_differ():
    made = {passwords.generated_password() for _ in range(50)}
    assert len(made) == 50
    for password in made:
        assert password_problems(password, login="quantri", second_factor=False) == []


def test_code_fits_with_one_step_of_drift():
    for drift in (-30, 0, 30):
        assert passwords.accepted_step(SECRET, code_at(NOON + timedelta(seconds=drift)), NOON, 0)
    assert passwords.accepted_step(SECRET, code_at(NOON + timedelta(seconds=90)), NOON, 0) is None


def test_code_opens_only_once():
    step = passwords.accepted_step(SECRET, code_at(NOON), NOON, 0)
    assert step == int(NOON.timestamp()) // 30
    assert passwords.accepted_step(SECRET, code_at(NOON), NOON, step) is None


def test_qr_is_an_svg_address():
    assert passwords.qr_data_uri("otpauth://totp/x").startswith("data:image/svg+xml")
