"""The states of a digest that leaves, and what follows from the outcome of an attempt (pure)."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.text import Labelled, vn_date


class MessageState(Labelled):
    """Where a digest stands; the last four are final and carry a reason (sent needs none)."""

    QUEUED = "queued", "Chờ gửi"
    SENDING = "sending", "Đang gửi"
    SENT = "sent", "Đã gửi"
    DEAD = "dead", "Không gửi được"
    CANCELLED = "cancelled", "Đã hủy"
    EXPIRED = "expired", "Quá thời gian gửi"

    @property
    def is_final(self) -> bool:
        """Whether nothing more happens by itself."""
        return self not in {MessageState.QUEUED, MessageState.SENDING}


class Channel(Labelled):
    """By which way a person is told."""

    IN_APP = "in_app", "Trong phần mềm"
    MAIL = "mail", "Thư điện tử"
    CHAT = "chat", "Kênh nhắn tin"


class Fate(Labelled):
    """What an attempt came to."""

    SENT = "sent", "Đã gửi"
    REFUSED = "refused", "Bị từ chối"  # this address or letter never goes: no further attempt
    LATER = "later", "Gửi lại sau"  # the server works; this letter has to wait
    BROKEN = "broken", "Không liên lạc được"  # nothing goes by this channel at the moment


class Stage(Labelled):
    """How far the talk with a mail server had come when it answered, or stopped answering."""

    CONNECT = "connect", "kết nối"
    LOGIN = "login", "đăng nhập"
    SENDER = "sender", "địa chỉ người gửi"
    RECIPIENT = "recipient", "địa chỉ người nhận"
    DATA = "data", "nội dung thư"
    ANSWER = "answer", "xác nhận đã nhận thư"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an attempt came to, in words for an administrator.

    `perhaps_sent`: the whole letter was handed over and no answer came, so that it may have gone.
    """

    fate: Fate
    words: str = ""
    perhaps_sent: bool = False


BACK_OFF = tuple(timedelta(seconds=s) for s in (30, 60, 120, 300, 600, 1800, 3600))
JITTER = 0.2
KEPT_TRYING = timedelta(days=3)
FAILURES_TO_OPEN = 5
PROBE_EVERY = timedelta(minutes=1)
_OF_THE_SERVER = frozenset({421, 530, 534, 535, 538})
"""Replies that speak of the server or our sign-in, whatever was asked (RFC 5321, 4954)."""
_WRONG_PASSWORD = frozenset({535, 534})
_WORDS = 200


def wait_after(attempt: int, share: float) -> timedelta:
    """How long to wait after the attempt of this number (from 1); `share` in [0, 1) spreads it.

    The wait is the rung's length less up to a fifth, so that what failed together does not return
    together and nothing waits longer than an hour.
    """
    rung = BACK_OFF[min(max(attempt, 1), len(BACK_OFF)) - 1]
    return rung * (1 - JITTER * share)


def last_day_of_trying(day: date) -> date:
    """The last day on which the digest of `day` is still sent."""
    return day + KEPT_TRYING


def first_day_still_sent(today: date) -> date:
    """The oldest digest day that is still sent on `today`."""
    return today - KEPT_TRYING


def answered(stage: Stage, code: int, words: str) -> Outcome:
    """What a server's reply means: 5xx for an address or a letter is final, 4xx is not.

    A refusal before the recipient was named concerns every letter: the operator has to put it
    right, and no letter is given up for it.
    """
    said = shortened(f"{code} {words}")
    if 200 <= code < 300:
        return Outcome(Fate.SENT, said)
    if stage is Stage.LOGIN and code in _WRONG_PASSWORD:
        text = f"Máy chủ thư không nhận tên đăng nhập hoặc mật khẩu đã khai báo: {said}"
        return Outcome(Fate.BROKEN, text)
    if code in _OF_THE_SERVER or stage in {Stage.CONNECT, Stage.LOGIN, Stage.SENDER}:
        return Outcome(Fate.BROKEN, f"Máy chủ thư từ chối ở bước {stage.label}: {said}")
    if code >= 500:
        return Outcome(Fate.REFUSED, f"Máy chủ thư từ chối {stage.label}: {said}")
    return Outcome(Fate.LATER, f"Máy chủ thư hẹn gửi lại ({stage.label}): {said}")


def unanswered(stage: Stage, words: str) -> Outcome:
    """What a broken connection or a silence means."""
    text = f"Mất liên lạc với máy chủ thư ở bước {stage.label}: {shortened(words)}"
    return Outcome(Fate.BROKEN, text, perhaps_sent=stage is Stage.ANSWER)


def unsupported(words: str) -> Outcome:
    """The server does not do what was set up: STARTTLS, or signing in."""
    text = "Máy chủ thư không hỗ trợ kiểu mã hóa hoặc cách đăng nhập đã khai báo"
    return Outcome(Fate.BROKEN, f"{text}: {shortened(words)}")


def not_encrypted(words: str, *, is_untrusted: bool) -> Outcome:
    """No encrypted connection came about; nothing was said before it, no password either."""
    why = (
        "Chứng thư của máy chủ thư không được máy chủ này tin cậy" if is_untrusted
        else "Không lập được kết nối mã hóa với máy chủ thư; kiểu mã hóa và cổng có thể không khớp"
    )  # fmt: skip
    return Outcome(Fate.BROKEN, f"{why}: {shortened(words)}")


def shortened(words: str) -> str:
    """A server's words on one line, cut to what a row keeps."""
    line = " ".join("".join(c if c.isprintable() else " " for c in words).split())
    return line if len(line) <= _WORDS else line[: _WORDS - 1] + "…"


def expiry_words(day: date, attempts: int, last_error: str) -> str:
    """Why a digest is not sent any more."""
    tried = f"đã thử {attempts} lần" if attempts else "chưa thử lần nào"
    why = f"; lần cuối: {last_error}" if last_error else ""
    return f"Quá {KEPT_TRYING.days} ngày kể từ ngày nhắc {vn_date(day)}, {tried}{why}"[:300]


def is_address(text: str) -> bool:
    """Whether a mail address can be handed to a server: one @, visible ASCII, a domain."""
    return (
        re.fullmatch(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*", text)
        is not None
    )
