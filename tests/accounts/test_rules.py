from datetime import UTC, datetime, timedelta

import pytest

from tracker.accounts.rules import (
    is_login,
    needs_second_factor,
    password_problems,
    session_ends_at,
)
from tracker.permissions import Role

NINE = datetime(2025, 6, 10, 9, 0, tzinfo=UTC)


def problems(password, *, second_factor=False):
    return password_problems(password, login="soytecb01", second_factor=second_factor)


@pytest.mark.parametrize(
    ("password", "second_factor"),
    [
        ("Mua-Xuan-2025!", False),  # 14 characters, four classes
        ("Đường về quê 07.", False),
        ("mua xuan", True),  # 8 with a second factor, no classes asked
    ],
)
def test_good_passwords(password, second_factor):
    assert problems(password, second_factor=second_factor) == []


@pytest.mark.parametrize(
    ("password", "second_factor", "word"),
    [
        ("Mua-Xuan-202!", False, "14 ký tự"),  # 13
        ("mua-xuan-2025!", False, "chữ hoa"),
        ("MUA-XUAN-2025!", False, "chữ thường"),
        ("Mua-Xuan-Sang!", False, "chữ số"),
        ("MuaXuanSang2025", False, "ký tự khác"),
        ("muaxuan", True, "8 ký tự"),
        ("Matkhau@12345678", False, "dễ đoán"),
        ("Mật khẩu 123456!", False, "dễ đoán"),
        ("A1!soytecb01.xyz", False, "dễ đoán"),
        ("12345678", True, "dễ đoán"),
        ("aaaaaaaa", True, "dễ đoán"),
        ("x" * 201, True, "200 ký tự"),
    ],
)
def test_bad_passwords_say_why(password, second_factor, word):
    assert word in " ".join(problems(password, second_factor=second_factor))


def test_session_ends_when_idle():
    assert session_ends_at(NINE, NINE, [Role.FOCAL]) == NINE + timedelta(minutes=60)


def test_session_of_administrator_ends_sooner():
    ends = session_ends_at(NINE, NINE, [Role.FOCAL, Role.ADMINISTRATOR])
    assert ends == NINE + timedelta(minutes=30)


def test_session_ends_after_twelve_hours_however_busy():
    seen = NINE + timedelta(hours=11, minutes=50)
    assert session_ends_at(NINE, seen, [Role.HEAD]) == NINE + timedelta(hours=12)


@pytest.mark.parametrize(
    ("roles", "production", "needed"),
    [
        ([Role.ADMINISTRATOR], True, True),
        ([Role.ADMINISTRATOR], False, False),
        ([Role.HEAD], True, False),
        ([], True, False),
    ],
)
def test_second_factor_is_for_real_administrators(roles, production, needed):
    assert needs_second_factor(roles, production=production) is needed


@pytest.mark.parametrize(
    ("typed", "good"),
    [("stp.daumoi", True), ("a1-b_c", True), ("ab", False), ("Stp", False), ("sở", False)],
)
def test_login_names(typed, good):
    assert is_login(typed) is good
