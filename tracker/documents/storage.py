"""The bytes of files in the data folder, by SHA-256: `blobs/ab/abcdef…`; written once, for good.

Nothing here touches the database: files are received and checked before a write transaction.
"""

import contextlib
import fcntl
import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import IO, BinaryIO

from tracker.documents import reading, rules

BLOBS, DRAFTS = "blobs", "drafts"
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that lies in the data folder: its digest, its size in bytes, its type and name."""

    sha256: str
    size: int
    media_type: str
    name: str


def path_of(data_dir: Path, sha256: str) -> Path:
    """Where the bytes of a digest lie. Raises ValueError for what is no SHA-256."""
    if not _SHA256.fullmatch(sha256):
        raise ValueError("not a SHA-256 in hexadecimal")
    return data_dir / BLOBS / sha256[:2] / sha256


def is_stored(data_dir: Path, sha256: str) -> bool:
    """Whether the bytes of this digest are there."""
    return bool(_SHA256.fullmatch(sha256)) and path_of(data_dir, sha256).is_file()


def hold(data_dir: Path, sha256: str) -> bool:
    """Whether the bytes of this digest are there; if so, cleaning counts their age from now."""
    if not _SHA256.fullmatch(sha256):
        return False
    path = path_of(data_dir, sha256)
    try:
        with _among(path.parent.parent, fcntl.LOCK_SH):
            os.utime(path)
    except FileNotFoundError:
        return False
    return True


def unused_since(data_dir: Path, before: datetime) -> Iterator[Path]:
    """Files of the folder that nobody handed in since `before`, drafts of broken-off ones too."""
    folder = data_dir / BLOBS
    for path in sorted(folder.glob("??/*")):
        if _SHA256.fullmatch(path.name) and _is_older(path, before):
            yield path
    for path in sorted((folder / DRAFTS).glob("*")):
        if _is_older(path, before):
            yield path


def remove(data_dir: Path, path: Path, before: datetime) -> bool:
    """Remove a file that is still unused since `before`; whether it was."""
    with _among(data_dir / BLOBS, fcntl.LOCK_EX):
        if not _is_older(path, before):
            return False
        path.unlink(missing_ok=True)
    return True


def _is_older(path: Path, before: datetime) -> bool:
    try:
        return path.stat().st_mtime < before.timestamp()
    except FileNotFoundError:
        return False


@contextlib.contextmanager
def _among(folder: Path, lock: int) -> Iterator[None]:
    """Hold the folder: many may hand files in at once, nobody while one is removed."""
    number = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(number, lock)
        yield
    finally:
        os.close(number)


def receive(data_dir: Path, stream: IO[bytes], raw_name: str) -> StoredFile:
    """Check a file and keep its bytes. Raises FileRefused; then nothing is kept."""
    name = rules.safe_name(raw_name)
    kind = rules.kind_of(name)
    with _draft(data_dir) as (draft, file):
        sha256, size = _copy(stream, file, name)
        reading.check_content(name, kind, file)
        file.flush()
        os.fsync(file.fileno())
        _settle(draft, path_of(data_dir, sha256))
    return StoredFile(sha256, size, kind.media_type, name)


def keep_text(data_dir: Path, text: str, name: str) -> StoredFile:
    """Keep a text that the program itself took in, such as a pasted table, as UTF-8."""
    with _draft(data_dir) as (draft, file):
        sha256, size = _copy(BytesIO(text.encode("utf-8", "replace")), file, name)
        file.flush()
        os.fsync(file.fileno())
        _settle(draft, path_of(data_dir, sha256))
    return StoredFile(sha256, size, "text/plain", name)


@contextlib.contextmanager
def _draft(data_dir: Path) -> Iterator[tuple[Path, BinaryIO]]:
    """A private file that disappears whatever happens."""
    folder = data_dir / BLOBS / DRAFTS
    folder.mkdir(parents=True, exist_ok=True)
    number, path = tempfile.mkstemp(dir=folder)
    try:
        with os.fdopen(number, "w+b") as file:
            yield Path(path), file
    finally:
        Path(path).unlink()


def _copy(stream: IO[bytes], file: BinaryIO, name: str) -> tuple[str, int]:
    """Copy while hashing; stops at the limit, however long the stream is."""
    digest, size = hashlib.sha256(), 0
    while chunk := stream.read(reading.CHUNK):
        size += len(chunk)
        if size > rules.FILE_LIMIT:
            rules.check_size(name, size)
        digest.update(chunk)
        file.write(chunk)
    return digest.hexdigest(), size


def _settle(draft: Path, final: Path) -> None:
    """Give the draft its final name at once; what lies there already is never overwritten."""
    final.parent.mkdir(parents=True, exist_ok=True)
    with _among(final.parent.parent, fcntl.LOCK_SH):
        try:
            os.link(draft, final)
        except FileExistsError:
            os.utime(final)
    for folder in (final.parent, final.parent.parent):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
