"""The hand-over files that come with the program."""

from dataclasses import dataclass
from typing import Any

import yaml

from tracker.administration.seeding.reading import OFFICIAL
from tracker.handover.reading import SuccessionFile, read_succession

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
    file = read_succession(text)
    raw = yaml.safe_load(text)
    notes = raw.get("notes") or []
    told = tuple(map(str, notes)) if isinstance(notes, list) else ()
    return ReadyFile(name, file, raw, told)
