"""Register stored files; the bytes lie in the data folder before the row is written."""

from collections.abc import Iterable
from datetime import datetime

from tracker.db import insert_or_skip
from tracker.documents.models import Blob
from tracker.documents.storage import StoredFile


def register_files(files: Iterable[StoredFile], now: datetime) -> None:
    """Give every stored file its row; one that is known already keeps the row it has."""
    for file in files:
        values = {
            "sha256": file.sha256, "size": file.size, "media_type": file.media_type,
            "created_at": now,
        }  # fmt: skip
        insert_or_skip(Blob, values)
