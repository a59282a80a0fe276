"""A letter as values, and as the message that a mail server takes."""

import re
import uuid
from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from email.header import Header
from email.utils import format_datetime, formataddr, parseaddr
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

_NAMES = uuid.UUID("6f0d2f0e-5e0a-5d55-9a53-1f0f4b0a7c11")
_FETCHES = re.compile(
    r"<\s*(img|link|script|iframe|object|embed)\b|url\s*\(|@import|\bsrc\s*=", re.IGNORECASE
)
_LINE_END = re.compile(r"\r\n|\r|\n")
_ROW = 76
"""Characters of a line of base64 (RFC 2045)."""


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

    Raises ValueError when the HTML would fetch anything, or when a header is not one line. Written
    out here: the library's own classes parse each header anew and cost ten times as much.
    """
    if _FETCHES.search(letter.html):
        raise ValueError("The HTML of a letter may fetch nothing")
    if any(map(_LINE_END.search, (letter.subject, envelope.sender, envelope.recipient))):
        raise ValueError("Header values are one line")
    heads = {
        "Subject": _words("Subject", letter.subject),
        "From": _mailbox(envelope.sender),
        "To": envelope.recipient,
        "Date": format_datetime(envelope.written_at),
        "Message-ID": envelope.message_id,
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        "MIME-Version": "1.0",
    }
    lines = [f"{name}: {value}" for name, value in heads.items()]
    boundary = uuid.uuid5(_NAMES, envelope.message_id).hex
    content = "\r\n".join([*lines, _content(letter, boundary)])
    return content.encode("ascii", "replace")  # an address beyond ASCII ends the talk itself


def _content(letter: Letter, boundary: str) -> str:
    """Text, the same as HTML where there is one, and the files, each only where there is any."""
    content = _part("text/plain", letter.text)
    if letter.html:
        content = _together("alternative", f"{boundary}-a", [
            content, _part("text/html", letter.html),
        ])  # fmt: skip
    if letter.attachments:
        files = [_part(one.type, one.text, one.name) for one in letter.attachments]
        content = _together("mixed", f"{boundary}-m", [content, *files])
    return content


def _part(media: str, text: str, name: str = "") -> str:
    """One part from its headers on; with a `name` a file."""
    body = b64encode(_LINE_END.sub("\r\n", text).encode()).decode()
    heads = [f'Content-Type: {media}; charset="utf-8"', "Content-Transfer-Encoding: base64"]
    if name:
        heads.append(f'Content-Disposition: attachment; filename="{name}"')
    rows = [body[start : start + _ROW] for start in range(0, len(body), _ROW)]
    return "\r\n".join([*heads, "", *rows, ""])


def _together(kind: str, boundary: str, parts: Iterable[str]) -> str:
    inside = "".join(f"--{boundary}\r\n{part}" for part in parts)
    return (
        f'Content-Type: multipart/{kind}; boundary="{boundary}"\r\n\r\n{inside}--{boundary}--\r\n'
    )


@lru_cache(maxsize=500)
def _words(name: str, value: str) -> str:
    """A header's words, folded and encoded (RFC 2047); many letters of a day bear the same."""
    return Header(value, header_name=name).encode(linesep="\r\n")


def _mailbox(sender: str) -> str:
    name, address = parseaddr(sender)
    if name.isascii():
        return formataddr((name, address))
    return f"{_words('From', name)} <{address}>"
