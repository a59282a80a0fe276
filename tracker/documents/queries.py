"""What is known of stored files. Who may open one is asked where the file is used."""

from collections.abc import Collection

from sqlalchemy import select

from tracker.documents.models import Blob
from tracker.extensions import db


def sizes_of(sha256s: Collection[str]) -> dict[str, int]:
    """The size in bytes of each file, by its digest."""
    if not sha256s:
        return {}
    query = select(Blob.sha256, Blob.size).where(Blob.sha256.in_(sha256s))
    return dict(db.session.execute(query).tuples().all())
