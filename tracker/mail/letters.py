"""A letter as values, and as the message that a mail server takes."""

import re
import uuid
from dataclasses import dataclass
from datetime import datetime
from email.header import Header
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import compat32
from email.utils import format_datetime, formataddr, parseaddr
from typing import Any
from urllib.parse import urlsplit

_NAMES = uuid.UUID("6f0d2f0e-5e0a-5d55-9a53-1f0f4b0a7c11")
_FETCHES = re.compile(
    r"<\s*(img|link|script|iframe|object|embed)\b|url\s*\(|@import|\bsrc\s*=", re.IGNORECASE
)
_LINE_END = re.compile(r"\r\n|\r|\n")
_TRAVELLING = compat32.clone(linesep="\r\n")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A text file that goes with a letter; `type` is its media type ("text/calendar")."""

    name: str
    type: str
    text: str


@dataclass(frozen=True, slots=True)
class Letter:
    """What is told: as text, and as simple HTML where the channel shows it."""

    subject: str
    text: str
    html: str = ""
    attachments: tuple[Attachment, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """As `Message.letter` keeps it."""
        files = [{"name": f.name, "type": f.type, "text": f.text} for f in self.attachments]
        return {
            "subject": self.subject, "text": self.text, "html": self.html, "attachments": files,
        }  # fmt: skip

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Letter":
        """As `as_json` wrote it."""
        files = tuple(Attachment(**one) for one in kept.get("attachments", ()))
        return cls(kept["subject"], kept["text"], kept.get("html", ""), files)


def message_id_of(name: str, site: str) -> str:
    """The Message-ID of a digest's name: the same for every attempt, another at another site.

    `site` is the address people use: installations write to the same people.
    """
    return f"<{name}@{urlsplit(site).hostname or 'localhost'}>"


@dataclass(frozen=True, slots=True)
class Envelope:
    """From whom to whom; `written_at` is the letter's date, the same for every attempt."""

    message_id: str
    sender: str
    recipient: str
    written_at: datetime


def compose(letter: Letter, envelope: Envelope) -> bytes:
    """The message of a letter as it travels; the same values give the same bytes, all ASCII.

    Raises ValueError when the HTML would fetch anything, or when a header is not one line. The
    older classes of the library do: its newer ones parse each header anew, for three times as long.
    """
    if _FETCHES.search(letter.html):
        raise ValueError("The HTML of a letter may fetch nothing")
    if any(map(_LINE_END.search, (letter.subject, envelope.sender, envelope.recipient))):
        raise ValueError("Header values are one line")
    message = _content(letter, uuid.uuid5(_NAMES, envelope.message_id).hex)
    heads: dict[str, str | Header] = {
        "Subject": Header(letter.subject, "utf-8", header_name="Subject"),
        "From": _mailbox(envelope.sender),
        "To": envelope.recipient,
        "Date": format_datetime(envelope.written_at),
        "Message-ID": envelope.message_id,
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
    }
    for name, value in heads.items():
        message[name] = value
    return message.as_bytes(policy=_TRAVELLING)


def _content(letter: Letter, boundary: str) -> MIMEBase:
    """Text, the same as HTML where there is one, and the files, each only where there is any."""
    content: MIMEBase = _part("plain", letter.text)
    if letter.html:
        parts = [content, _part("html", letter.html)]
        content = MIMEMultipart("alternative", f"{boundary}-a", parts)
    if letter.attachments:
        files = [_file(one) for one in letter.attachments]
        content = MIMEMultipart("mixed", f"{boundary}-m", [content, *files])
    return content


def _part(kind: str, text: str) -> MIMEText:
    return MIMEText(_LINE_END.sub("\r\n", text), kind, "utf-8")


def _file(one: Attachment) -> MIMEText:
    part = _part(one.type.removeprefix("text/"), one.text)
    part.add_header("Content-Disposition", "attachment", filename=one.name)
    return part


def _mailbox(sender: str) -> str:
    """The sender with a name in any letters."""
    name, address = parseaddr(sender)
    return formataddr((name, address), "utf-8")
