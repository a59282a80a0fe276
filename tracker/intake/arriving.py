"""A plan's file as it comes in: read by a process of its own, then kept; nothing is written yet."""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from tracker.documents.storage import StoredFile, keep_text, receive
from tracker.intake import pasted
from tracker.intake.rules.raw import RawFile
from tracker.intake.sandbox import read_file, read_pasted


@dataclass(frozen=True, slots=True)
class Arrived:
    """A file that lies in the data folder with what stands in it; `kind` docx, xlsx or pasted."""

    kind: str
    file: StoredFile
    raw: RawFile


def arrived_file(data_dir: Path, name: str, content: bytes) -> Arrived:
    """An uploaded .docx or .xlsx. Raises FileRefused (Vietnamese); then nothing is kept."""
    raw = read_file(name, content)
    file = receive(data_dir, BytesIO(content), name)
    return Arrived(file.name.rpartition(".")[2].lower(), file, raw)


def arrived_text(data_dir: Path, text: str) -> Arrived:
    """A pasted table. Raises FileRefused (Vietnamese); then nothing is kept."""
    raw = read_pasted(text)
    return Arrived("pasted", keep_text(data_dir, text, pasted.NAME), raw)
