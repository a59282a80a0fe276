"""The ways by which a digest leaves the house, behind one small interface.

A further channel carries nothing but task codes, counts, days and a link: `note` is all that it is
ever given. Its first adapter is the library Apprise, which need not be installed.
"""

import importlib
import importlib.util
import logging
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from tracker.mail.letters import Envelope, Letter, compose
from tracker.mail.rules import Fate, Outcome
from tracker.mail.smtp import Post
from tracker.text import vn_date

CHAT_KINDS = (
    "gchat", "matrix", "matrixs", "mmost", "mmosts", "msteams", "ntfys", "rocket", "rockets",
    "slack", "tgram", "workflows", "zulip",
)  # fmt: skip
"""The services an address may name; others of the library run programs or reach into the house."""
_SHOWN = 10


class Carrier(Protocol):
    """One way out. `open` answers None when letters may be handed over, else what is wrong."""

    def open(self) -> Outcome | None:
        """Make ready."""

    def send(self, letter: Letter, envelope: Envelope) -> Outcome:
        """Hand over one letter."""

    def close(self) -> None:
        """Take leave."""


@dataclass(frozen=True, slots=True)
class MailCarrier:
    """By the operator's mail server."""

    post: Post

    def open(self) -> Outcome | None:
        """Connect and sign in."""
        return self.post.open()

    def send(self, letter: Letter, envelope: Envelope) -> Outcome:
        """Hand over one letter; one that cannot be written down goes nowhere."""
        try:
            content = compose(letter, envelope)
        except ValueError as error:
            return Outcome(Fate.REFUSED, f"Không soạn được thư: {error}")
        return self.post.send(content, envelope.recipient)

    def close(self) -> None:
        """Take leave of the server."""
        self.post.close()


@dataclass(frozen=True, slots=True)
class ChatCarrier:
    """By a chat service that Apprise knows; a recipient is an address of it (tgram://token/chat)."""

    kinds: tuple[str, ...] = CHAT_KINDS

    def open(self) -> Outcome | None:
        """Whether the library is there."""
        if has_chat_library():
            return None
        return Outcome(Fate.BROKEN, "Chưa cài thư viện Apprise cho kênh nhắn tin")

    def send(self, letter: Letter, envelope: Envelope) -> Outcome:
        """Hand over the note; the service's own words are not known, only whether it took it."""
        if envelope.recipient.partition("://")[0].lower() not in self.kinds:
            return Outcome(Fate.REFUSED, "Địa chỉ kênh nhắn tin thuộc loại không được dùng")
        sender = _apprise().Apprise()
        if not sender.add(envelope.recipient):
            return Outcome(Fate.REFUSED, "Địa chỉ kênh nhắn tin không đọc được")
        if sender.notify(title=letter.subject, body=letter.text):
            return Outcome(Fate.SENT)
        return Outcome(Fate.LATER, "Dịch vụ nhắn tin không nhận")

    def close(self) -> None:
        """Nothing stays open."""


def has_chat_library() -> bool:
    """Whether Apprise is installed."""
    return importlib.util.find_spec("apprise") is not None


def note(matters: Iterable[tuple[str, date]], day: date, link: str) -> Letter:
    """What a further channel carries of a digest's lines, each a task code and its day."""
    counted = Counter(matters)
    rows = sorted(counted.items(), key=lambda one: (one[0][1], one[0][0]))
    shown = [_row(code, due, number) for (code, due), number in rows[:_SHOWN]]
    if len(rows) > _SHOWN:
        shown.append(f"- và {sum(n for _, n in rows[_SHOWN:])} dòng khác")
    title = f"Nhắc việc ngày {vn_date(day)}: {counted.total()} dòng"
    return Letter(title, "\n".join([*shown, f"Xem: {link}"]))


def _row(code: str, due: date, number: int) -> str:
    times = f" ({number} dòng)" if number > 1 else ""
    return f"- {code}: {vn_date(due)}{times}" if code else f"- {vn_date(due)}{times}"


def _apprise() -> Any:  # noqa: ANN401 - a module that need not be there
    logging.getLogger("apprise").setLevel(logging.CRITICAL)  # its lines hold the addresses' secrets
    return importlib.import_module("apprise")
