"""Which stored files have a row."""

from collections.abc import Collection

from sqlalchemy import select

from tracker.documents.models import Blob
from tracker.extensions import db


def registered(digests: Collection[str]) -> set[str]:
    """Those of the SHA-256 digests that have a row; everything that keeps a file points at one."""
    return set(db.session.scalars(select(Blob.sha256).where(Blob.sha256.in_(digests))))
