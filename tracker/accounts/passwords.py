"""Codecs of secrets: password hashes, session tokens, one-time codes, generated passwords."""

import hashlib
import secrets
import string
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pyotp
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

# 19 MiB, t=2, p=1: OWASP's second setting; the library's default costs 64 MiB per sign-in.
_HASHER = PasswordHash((Argon2Hasher(memory_cost=19 * 1024, time_cost=2, parallelism=1),))
_STEP_SECONDS = 30
_MARKS = "!#$%*+-=?@"


def hash_password(password: str) -> str:
    """The argon2id hash to store."""
    return _HASHER.hash(password)


_NOBODY = hash_password(secrets.token_urlsafe(16))


def verify_password(password: str, kept: str | None) -> bool:
    """Whether the password fits; takes the same time when there is no such account."""
    return _HASHER.verify(password, kept or _NOBODY) and kept is not None


def generated_password() -> str:
    """A password of 18 characters with all four classes, easy to read aloud (no l, I, O, 0, 1)."""
    groups = (
        "".join(set(string.ascii_lowercase) - set("lo")),
        "".join(set(string.ascii_uppercase) - set("IO")),
        "23456789",
        _MARKS,
    )
    characters = [secrets.choice(group) for group in groups]
    characters += [secrets.choice("".join(groups[:3])) for _ in range(14)]
    secrets.SystemRandom().shuffle(characters)
    return "".join(characters)


def initial_passwords(count: int) -> list[tuple[str, str]]:
    """As many generated passwords, each with its hash; hashing takes all processors at hand."""
    made = [generated_password() for _ in range(count)]
    with ThreadPoolExecutor(max_workers=4) as pool:
        return list(zip(made, pool.map(hash_password, made), strict=True))


def new_token() -> str:
    """A random session id, 256 bits."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """What is stored of a session id."""
    return hashlib.sha256(token.encode()).hexdigest()


def new_totp_secret() -> str:
    """A fresh secret for an authenticator, base32."""
    return pyotp.random_base32()


def accepted_step(secret: str, code: str, at: datetime, last_step: int) -> int | None:
    """The time step the code belongs to, one step of drift allowed; None when it does not fit.

    A step at or before `last_step` is refused: a code opens only once.
    """
    totp = pyotp.TOTP(secret)
    now_step = int(at.timestamp()) // _STEP_SECONDS
    for step in (now_step - 1, now_step, now_step + 1):
        if step > last_step and pyotp.utils.strings_equal(totp.at(step * _STEP_SECONDS), code):
            return step
    return None


def totp_address(secret: str, login: str) -> str:
    """The otpauth:// address that an authenticator reads."""
    return pyotp.TOTP(secret).provisioning_uri(name=login, issuer_name="Theo dõi CCHC")


def qr_data_uri(text: str) -> str:
    """A QR code as an SVG data address for an image element."""
    import segno  # noqa: PLC0415 - 1 MB that is needed once for each account

    return segno.make(text, error="m").svg_data_uri(scale=5, border=2)
