"""The seed files as rows of text: CSV with a head, UTF-8."""

import csv
from datetime import date
from pathlib import Path

from tracker.config import ROOT
from tracker.text import clean

OFFICIAL = ROOT / "seeds" / "official"

SeedRow = dict[str, str]


def read_csv(path: Path) -> list[SeedRow]:
    """The rows of one seed file, cells cleaned; a file that is not there has no rows."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as stream:
        return [
            {name: clean(cell or "") for name, cell in row.items()}
            for row in csv.DictReader(stream)
        ]


def day(text: str) -> date | None:
    """An ISO day, or None where the cell is blank."""
    return date.fromisoformat(text) if text else None
