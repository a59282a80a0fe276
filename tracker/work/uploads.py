"""Files that came with a form: kept at once, so that a refused form does not lose them.

What the form carries from then on is a note signed for this person; a note of somebody else's, or
a forged one, is worth nothing.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from flask import current_app
from itsdangerous import BadData, URLSafeSerializer
from werkzeug.datastructures import FileStorage

from tracker.documents import storage
from tracker.documents.rules import FileRefused
from tracker.documents.storage import StoredFile

_SALT = "uploaded-file"


@dataclass(frozen=True, slots=True)
class HeldFile:
    """A file already kept for a form that was not accepted yet, with its signed note."""

    note: str
    file: StoredFile


def data_dir() -> Path:
    """The data folder of this installation."""
    folder: Path = current_app.config["TRACKER"].data_dir
    return folder


def held(file: StoredFile, user_id: int) -> HeldFile:
    """The file with a note that only this person can hand in."""
    return HeldFile(str(_signer(user_id).dumps(asdict(file))), file)


def read_notes(notes: Iterable[str], user_id: int) -> list[HeldFile]:
    """The files of this person's notes that are still there; no file twice."""
    found: dict[str, HeldFile] = {}
    for note in notes:
        try:
            file = StoredFile(**_signer(user_id).loads(note))
        except (BadData, TypeError):
            continue
        if storage.hold(data_dir(), file.sha256):
            found.setdefault(file.sha256, HeldFile(note, file))
    return list(found.values())


def receive(uploads: Iterable[FileStorage], user_id: int) -> tuple[list[HeldFile], list[str]]:
    """Keep what may be kept; the files, and a Vietnamese message for each one refused."""
    files, problems = [], []
    for upload in uploads:
        if not upload.filename:
            continue
        try:
            stored = storage.receive(data_dir(), upload.stream, upload.filename)
        except FileRefused as refused:
            problems.append(str(refused))
        else:
            files.append(held(stored, user_id))
    return files, problems


def _signer(user_id: int) -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt=f"{_SALT}:{user_id}")
