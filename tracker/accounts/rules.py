"""Decisions about accounts: password policy, session limits, second factor. Pure."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime, timedelta

from tracker.permissions import Role
from tracker.text import fold

LONG_ENOUGH_ALONE = 14
LONG_ENOUGH_WITH_SECOND_FACTOR = 8
LONGEST = 200

IDLE_LIMIT = timedelta(minutes=60)
IDLE_LIMIT_ADMINISTRATOR = timedelta(minutes=30)
ABSOLUTE_LIMIT = timedelta(hours=12)
SEEN_EVERY = timedelta(minutes=5)
SECOND_FACTOR_WITHIN = timedelta(minutes=5)

FREE_MISSES_PER_LOGIN = 5
FREE_MISSES_PER_ADDRESS = 100

EMAIL = re.compile(r"[^@\s<>\",;:]+@[^@\s<>\",;:]+\.[^@\s<>\",;:.]+")
PHONE = re.compile(r"\+?[0-9][0-9 .()-]{6,30}")
LOGIN_RULE = (
    "Tên đăng nhập: 3 đến 60 ký tự a-z, 0-9, dấu chấm, gạch nối; không dấu, không viết hoa."
)
EMAIL_RULE = "Địa chỉ thư điện tử không hợp lệ; nhập dạng ten@soctrang.gov.vn."
PHONE_RULE = "Số điện thoại chỉ gồm chữ số, dấu cách, dấu chấm; ít nhất 7 chữ số."

_CLASSES = (
    ("chữ thường", str.islower),
    ("chữ hoa", str.isupper),
    ("chữ số", str.isdigit),
    ("ký tự khác", lambda c: not c.isalnum()),
)
# Words that officials' passwords are guessed with; compared without marks, digits and signs.
_COMMON = frozenset(
    {
        "password",
        "passw0rd",
        "matkhau",
        "admin",
        "administrator",
        "quantri",
        "quantrivien",
        "ubnd",
        "ubndtinh",
        "soctrang",
        "caicachhanhchinh",
        "cchc",
        "vanphong",
        "sonoivu",
        "sotaichinh",
        "qwerty",
        "qwertyuiop",
        "asdfgh",
        "abc",
        "abcd",
        "abcdef",
        "iloveyou",
        "welcome",
        "letmein",
        "tracker",
        "vietnam",
        "user",
        "demo",
        "test",
    }
)


def normal_password(typed: str) -> str:
    """The password as it is hashed: NFC, so that one keyboard's marks equal another's."""
    return unicodedata.normalize("NFC", typed)


def password_problems(password: str, *, login: str, second_factor: bool) -> list[str]:
    """What is wrong with a new password, as sentences; empty when it may be used.

    14 characters of four classes, or 8 with a second factor (TCVN 14423:2026 as the project has
    decided it); neither a common word with trimmings nor one that holds the account's name.
    """
    least = LONG_ENOUGH_WITH_SECOND_FACTOR if second_factor else LONG_ENOUGH_ALONE
    problems = []
    if len(password) < least:
        problems.append(f"Mật khẩu cần ít nhất {least} ký tự.")
    if len(password) > LONGEST:
        problems.append(f"Mật khẩu không quá {LONGEST} ký tự.")
    missing = [name for name, belongs in _CLASSES if not any(map(belongs, password))]
    if missing and not second_factor:
        problems.append(f"Mật khẩu còn thiếu: {', '.join(missing)}.")
    if _is_common(password, login):
        problems.append("Mật khẩu dễ đoán: chứa tên đăng nhập hoặc là từ thông dụng.")
    return problems


def _is_common(password: str, login: str) -> bool:
    folded = fold(password)
    letters = re.sub(r"[^a-z]", "", folded)
    return (
        letters in _COMMON
        or len(set(folded)) < 4
        or (len(login) >= 3 and fold(login) in folded)
        or folded in "01234567890123456789"
    )


def session_ends_at(created: datetime, last_seen: datetime, roles: Iterable[Role]) -> datetime:
    """When a session ends if nothing more is heard: idle or absolute limit, whichever is first."""
    is_administrator = Role.ADMINISTRATOR in set(roles)
    idle = IDLE_LIMIT_ADMINISTRATOR if is_administrator else IDLE_LIMIT
    return min(last_seen + idle, created + ABSOLUTE_LIMIT)


def needs_second_factor(roles: Iterable[Role], *, production: bool) -> bool:
    """Administrators of a real installation must enrol one."""
    return production and Role.ADMINISTRATOR in set(roles)


def is_login(typed: str) -> bool:
    """Whether a login name is well formed: lower-case ASCII, so that nobody mistypes marks."""
    return re.fullmatch(r"[a-z0-9][a-z0-9._-]{2,59}", typed) is not None


def contact_problems(name: str, email: str, phone: str) -> list[str]:
    """What is wrong with the name an account shows and how its person is reached, as sentences."""
    problems = []
    if not name:
        problems.append("Chưa có họ và tên hoặc chức danh hiển thị.")
    if len(name) > 200:
        problems.append("Họ và tên dài quá 200 ký tự.")
    if email and (len(email) > 200 or not EMAIL.fullmatch(email)):
        problems.append(EMAIL_RULE)
    if phone and not PHONE.fullmatch(phone):
        problems.append(PHONE_RULE)
    return problems
