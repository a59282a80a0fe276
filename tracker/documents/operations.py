"""Register stored files and papers; the bytes lie in the data folder before the row is written."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from tracker.documents.models import Blob, Document
from tracker.documents.storage import StoredFile
from tracker.extensions import db
from tracker.statements import insert_or_skip
from tracker.text import fold

_CODE_LENGTH = 60


def register_files(files: Iterable[StoredFile], now: datetime) -> None:
    """Give every stored file its row; one that is known already keeps the row it has."""
    for file in files:
        values = {
            "sha256": file.sha256, "size": file.size, "media_type": file.media_type,
            "created_at": now,
        }  # fmt: skip
        insert_or_skip(Blob, values)


@dataclass(frozen=True, slots=True)
class Paper:
    """An official paper as a person names it."""

    kind: str
    number: str
    issued_on: date | None
    issuer: str
    subject: str


def record_paper(paper: Paper) -> Document:
    """The paper's row in the register: the one of this number, day and issuer, or a new one."""
    known = select(Document).where(
        Document.number == paper.number, Document.issued_on == paper.issued_on,
        Document.issuer == paper.issuer,
    )  # fmt: skip
    found = db.session.scalars(known.order_by(Document.id)).first() if paper.number else None
    if found is not None:
        return found
    row = Document(
        code=_free_code(paper), number=paper.number, kind=paper.kind, issued_on=paper.issued_on,
        issuer=paper.issuer, subject=paper.subject, source="Nhập trên trang quản trị",
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    return row


def _free_code(paper: Paper) -> str:
    year = f"-{paper.issued_on.year}" if paper.issued_on else ""
    words = fold(f"{paper.number or paper.kind}")
    base = re.sub(r"[^a-z0-9]+", "-", words).strip("-").upper()[: _CODE_LENGTH - 12] + year
    taken = set(db.session.scalars(select(Document.code).where(Document.code.startswith(base))))
    code, number = base, 1
    while code in taken:
        number += 1
        code = f"{base}-{number}"
    return code
