"""Clear the data folder of files that came with a form which was never accepted."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path

from tracker import history
from tracker.documents import storage
from tracker.documents.queries import registered
from tracker.permissions import Actor

KEPT_FOR = timedelta(days=7)
"""How long a file waits for its form."""
BATCH = 500


@dataclass(frozen=True, slots=True)
class Abandoned:
    """Files without a row that nobody handed in for KEPT_FOR."""

    paths: tuple[Path, ...]
    size: int


def abandoned(data_dir: Path, real_now: datetime) -> Abandoned:
    """What cleaning would remove; `real_now` is the clock that the files' own days follow."""
    found = tuple(_without_row(storage.unused_since(data_dir, real_now - KEPT_FOR)))
    return Abandoned(found, sum(path.stat().st_size for path in found))


def _without_row(paths: Iterator[Path]) -> Iterator[Path]:
    while batch := list(islice(paths, BATCH)):
        known = registered([path.name for path in batch])
        yield from (path for path in batch if path.name not in known)


def remove(
    found: Abandoned, data_dir: Path, actor: Actor, *, real_now: datetime, now: datetime
) -> int:
    """Remove these files and note it in the audit; returns how many went.

    One that was handed in again meanwhile stays.
    """
    before = real_now - KEPT_FOR
    gone = [path.name for path in found.paths if storage.remove(data_dir, path, before)]
    if gone:
        history.record(actor, "files.clean", at=now, subject="blobs", ids=gone)
    return len(gone)
