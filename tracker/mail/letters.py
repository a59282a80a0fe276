"""A letter as values, and as the message that a mail server takes."""

import re
import uuid
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Any
from urllib.parse import urlsplit

_NAMES = uuid.UUID("6f0d2f0e-5e0a-5d55-9a53-1f0f4b0a7c11")
_FETCHES = re.compile(
    r"<\s*(img|link|script|iframe|object|embed)\b|url\s*\(|@import|\bsrc\s*=", re.IGNORECASE
)
_POLICY = SMTP.clone(cte_type="7bit")  # some relays still take nothing else


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


def compose(letter: Letter, envelope: Envelope) -> EmailMessage:
    """The message of a letter; the same values give the same bytes.

    Raises ValueError when the HTML would fetch anything, or when a header is not one line.
    """
    if _FETCHES.search(letter.html):
        raise ValueError("The HTML of a letter may fetch nothing")
    message = EmailMessage(policy=_POLICY)
    message["Subject"] = letter.subject
    message["From"] = envelope.sender
    message["To"] = envelope.recipient
    message["Date"] = format_datetime(envelope.written_at)
    message["Message-ID"] = envelope.message_id
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    message.set_content(letter.text)
    boundary = uuid.uuid5(_NAMES, envelope.message_id).hex
    if letter.html:
        message.make_alternative(boundary=f"{boundary}-a")
        message.add_alternative(letter.html, subtype="html")
    if letter.attachments:
        message.make_mixed(boundary=f"{boundary}-m")
    for file in letter.attachments:
        subtype = file.type.removeprefix("text/")
        message.add_attachment(file.text, subtype=subtype, filename=file.name)
    return message
