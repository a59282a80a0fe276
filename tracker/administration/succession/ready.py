"""The hand-over files that come with the program."""

from dataclasses import dataclass
from typing import Any

from tracker.administration.seeding.reading import OFFICIAL
from tracker.handover.reading import SuccessionFile, succession_of, values_of

FOLDER = OFFICIAL / "successions"


@dataclass(frozen=True, slots=True)
class ReadyFile:
    """A file at hand: its name, what it says, its values as written, its remarks."""

    name: str
    file: SuccessionFile
    raw: dict[str, Any]
    notes: tuple[str, ...]


def ready_files() -> list[ReadyFile]:
    """The files in the order of their days."""
    return [
        taken(path.name, path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.yaml"))
    ]


def taken(name: str, text: str) -> ReadyFile:
    """A file's text as values. Raises SuccessionFileError."""
    raw = values_of(text)
    file = succession_of(raw)
    notes = raw.get("notes") or []
    told = tuple(map(str, notes)) if isinstance(notes, list) else ()
    return ReadyFile(name, file, raw, told)
