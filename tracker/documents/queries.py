"""Which stored files have a row; papers of the register by their words."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from tracker.documents.models import Blob, Document, UidSpace
from tracker.extensions import db
from tracker.statements import holds


def registered(digests: Collection[str]) -> set[str]:
    """Those of the SHA-256 digests that have a row; everything that keeps a file points at one."""
    return set(db.session.scalars(select(Blob.sha256).where(Blob.sha256.in_(digests))))


def uid_space() -> UUID:
    """The name space in which calendar entries of this installation get their UID."""
    return UUID(db.session.scalars(select(UidSpace.value)).one())


@dataclass(frozen=True, slots=True)
class FoundPaper:
    """A paper of the register."""

    kind: str
    number: str
    issued_on: date | None
    issuer: str
    subject: str


def find_papers(words: Collection[str], most: int) -> list[FoundPaper]:
    """The newest papers whose number or subject holds all the folded words."""
    query = (
        select(
            Document.kind, Document.number, Document.issued_on, Document.issuer, Document.subject
        )
        .where(*holds(Document.search_key, words))
        .order_by(Document.issued_on.desc().nulls_last(), Document.id)
        .limit(most)
    )
    return [FoundPaper(*row) for row in db.session.execute(query)]
