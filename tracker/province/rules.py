"""The steps of the first run and what is taken for them (pure)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tracker.text import Labelled


class Step(Labelled):
    """One step of the first run, in the order in which an administrator is led through."""

    PLANS = "plans", "Kế hoạch, đề án theo dõi"
    TRACKING = "tracking", "Ngày bắt đầu theo dõi"
    LETTERHEAD = "letterhead", "Tên tỉnh và phần đầu văn bản"
    MAIL = "mail", "Máy chủ thư điện tử"
    ACCOUNTS = "accounts", "Tài khoản người dùng"


class Security(Labelled):
    """How the connection to the mail server is protected."""

    NONE = "", "Không mã hóa (chỉ trong mạng nội bộ)"
    STARTTLS = "starttls", "STARTTLS (thường dùng cổng 587)"
    TLS = "tls", "TLS ngay khi kết nối (thường dùng cổng 465)"


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The province's name and the lines that stand at the head of compiled papers."""

    name: str
    superior: str
    body: str
    place: str


@dataclass(frozen=True, slots=True)
class MailServer:
    """How mail leaves; the password is not among it."""

    host: str
    port: int
    security: Security
    user: str
    sender: str


EARLIEST = date(2015, 1, 1)


def tracking_problem(day: date, today: date) -> str:
    """Why tracking cannot begin on this day; empty when it can."""
    latest = date(today.year + 1, 12, 31)
    if EARLIEST <= day <= latest:
        return ""
    return f"Chọn một ngày từ năm {EARLIEST.year} đến hết năm {latest.year}."


def steps_done(kept: str, *, has_people: bool) -> frozenset[Step]:
    """The steps gone through: `kept` as the table keeps them, and whether people have accounts."""
    done = {Step(name) for name in kept.split(",") if name}
    return frozenset(done | {Step.ACCOUNTS} if has_people else done)


def steps_left(done: Iterable[Step]) -> list[Step]:
    """The steps still to go, in order."""
    gone = set(done)
    return [step for step in Step if step not in gone]


def with_step(kept: str, step: Step) -> str:
    """The kept steps with one more, each once and in order."""
    gone = {Step(name) for name in kept.split(",") if name} | {step}
    return ",".join(one.value for one in Step if one in gone)
