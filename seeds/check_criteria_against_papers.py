# ruff: noqa: INP001  (a script beside the data it checks, not a package)
"""Check that every criterion and every figure of a set stands in the text of its paper.

    python seeds/check_criteria_against_papers.py SET TEXTFILE

A name is looked for as the titles of plans are (`check_against_papers.py`), by likeness where the
text has lost its accents; a name that OCR broke, as its note says, is held to less. The figures of
a row, as `printed`, must stand within WINDOW characters; one that OCR broke is let pass only where
the row's note names it. Exits 1 when something is not found.
"""

import argparse
import csv
import re
import sys
from pathlib import Path

from check_against_papers import has_lost_accents, missing

FOLDER = Path(__file__).parent / "official" / "criteria"
WINDOW = 420  # characters
ALIKE, BROKEN = 0.7, 0.55  # least likeness of a name in OCR; of one whose note says it is broken
NEVER_PRINTED = {"total"}  # "Chỉ số tổng hợp" is our heading of the last line

Row = dict[str, str]


def read(name: str) -> list[Row]:
    """Return the rows of one seed file."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def digits(figure: str) -> str:
    """Return the digits of a figure: OCR drops the comma or reads a full stop."""
    return re.sub(r"\D", "", figure)


def places(figure: str, text: str) -> list[int]:
    """Return where a figure stands in the text, as a number of its own."""
    spelled = r"[.,]?".join(digits(figure))
    return [found.start() for found in re.finditer(rf"(?<![\d.,]){spelled}(?!\d)", text)]


def stand_together(figures: list[str], text: str) -> bool:
    """Tell whether all figures stand within WINDOW characters of one place."""
    found = [places(figure, text) for figure in figures]
    return any(
        all(any(abs(at - other) <= WINDOW // 2 for other in one) for one in found)
        for at in (found[-1] if found else [])
    )


def figures_of(row: Row) -> list[str]:
    """Return the printed figures of a result that OCR did not break."""
    named = re.split(r"[;/]", row["printed"])
    figures = [part.strip(" %") for part in named if part.strip()]
    return [figure for figure in figures if f"nhận dạng chữ hỏng số {figure}" not in row["note"]]


def unfound_names(rows: dict[str, Row], text: str, *, broken: bool) -> list[str]:
    """Return one line for every name not found, of those that OCR broke or of the others."""
    names = {
        code: row["name"]
        for code, row in rows.items()
        if row["kind"] not in NEVER_PRINTED and ("chữ hỏng tên" in row["note"]) == broken
    }
    least = (BROKEN if broken else ALIKE) if has_lost_accents(text) else None
    return missing(names, text, least)


def unfound(code: str, text: str) -> list[str]:
    """Return one line for every name and every result of a set that the text does not have."""
    rows = {row["code"]: row for row in read("criteria.csv") if row["set"] == code}
    lines = [line for broken in (False, True) for line in unfound_names(rows, text, broken=broken)]
    return lines + [
        f"{row['criterion']} {row['year']}: {row['printed']}"
        for row in read("scores.csv")
        if row["criterion"] in rows and not stand_together(figures_of(row), text)
    ]


def main(arguments: list[str]) -> int:
    """Print what is not found; return 1 when there is something."""
    parser = argparse.ArgumentParser(description="Look for the criteria of a set in its paper.")
    parser.add_argument("set", help="code of the set in official/criteria/sets.csv")
    parser.add_argument("textfile", type=Path, help="text of the paper, UTF-8")
    asked = parser.parse_args(arguments)
    lines = unfound(asked.set, asked.textfile.read_text(encoding="utf-8"))
    for line in lines:
        sys.stdout.write(f"not found: {line}\n")
    if not lines:
        sys.stdout.write("every name and every figure found\n")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
