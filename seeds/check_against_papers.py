# ruff: noqa: INP001  (a script beside the data it checks, not a package)
"""Check that every task title of a plan stands in the text of its paper.

    python seeds/check_against_papers.py PLAN TEXTFILE [--fuzzy 0.8]

A title is found when its words stand in the paper in the same order. A few gaps are allowed: a page
break may put the other columns of the table, a page number or a footnote inside a title.
`--fuzzy R` compares without accents and asks for a likeness of at least R; a text that has lost its
accents (OCR) is read that way without being told. Exits 1 when a row is not found.
"""

import argparse
import csv
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path

TASKS = Path(__file__).parent / "official" / "tasks"
# Letters that text extraction puts for others; none of them is Vietnamese.
ARTEFACTS = str.maketrans({"Ƣ": "Ư", "ƣ": "ư", "Ð": "Đ"})
SUPERSCRIPTS = re.compile("[¹²³⁰-⁹]+")
GAP = 90  # words between two parts of a title: the other cells of a row, or a repeated table head
RUN = 2  # words that must follow one another after a gap
LOST_ACCENTS = 0.10  # share of non-ASCII letters; Vietnamese has about 0.28


def normal(text: str) -> str:
    """Return `text` in NFC and lower case, without superscript marks and known artefacts."""
    repaired = unicodedata.normalize("NFC", text).translate(ARTEFACTS).casefold()
    return SUPERSCRIPTS.sub(" ", repaired).replace("phõng", "phòng")


def words(text: str) -> list[str]:
    """Return the words and numbers of `text`, punctuation dropped."""
    return re.findall(r"\w+", normal(text))


def folded(text: str) -> list[str]:
    """Return the words of `text` without accents, đ as d, w (what OCR makes of ư) as u."""
    plain = unicodedata.normalize("NFD", normal(text).replace("đ", "d").replace("w", "u"))
    return re.findall(r"[a-z0-9]+", "".join(c for c in plain if not unicodedata.combining(c)))


def runs_on(title: list[str], paper: list[str], at: int, gaps: int) -> bool:
    """Tell whether `title` stands in `paper` from word `at`, with at most `gaps` gaps."""
    done = 0
    while done < len(title) and at + done < len(paper) and title[done] == paper[at + done]:
        done += 1
    if done == len(title):
        return True
    if gaps == 0 or done < RUN:
        return False
    return any(resumes(title[cut:], paper, at + cut, gaps - 1) for cut in range(done, RUN - 1, -1))


def resumes(rest: list[str], paper: list[str], after: int, gaps: int) -> bool:
    """Tell whether the rest of a title goes on within GAP words after word `after`."""
    head = rest[:RUN]
    return any(
        paper[at : at + len(head)] == head and runs_on(rest, paper, at, gaps)
        for at in range(after + 1, min(after + 1 + GAP, len(paper)))
    )


def stands(title: str, paper: list[str]) -> bool:
    """Tell whether the words of `title` stand in order in the words of the paper."""
    wanted = words(title)
    gaps = 2 + len(wanted) // 40
    starts = (at for at, word in enumerate(paper) if word == wanted[0])
    return any(runs_on(wanted, paper, at, gaps) for at in starts)


def trigrams(text: str) -> Counter[str]:
    """Return the groups of three letters of `text` with their number."""
    return Counter(text[i : i + 3] for i in range(len(text) - 2))


def windows(wanted: str, paper: str) -> Iterator[str]:
    """Yield the passages of `paper` that share most letter groups with `wanted`, best first."""
    size, sought = len(wanted), trigrams(wanted)
    step = max(1, size // 8)
    starts = range(0, max(1, len(paper) - size + step), step)
    shared = {at: (sought & trigrams(paper[at : at + size])).total() for at in starts}
    best = max(6, 600 // size)  # short titles look alike: try more places
    for at in sorted(shared, key=lambda at: -shared[at])[:best]:
        for more in (0, size // 10, size // 5):
            yield paper[max(0, at - step) : at + size + step + more]


def likeness(title: str, paper: str) -> float:
    """Return the best share (0-1) of the letters of `title` found in order in one passage.

    `paper` is the folded text without spaces: OCR cuts and glues words.
    """
    wanted = "".join(folded(title))
    return max(covered(wanted, window) for window in windows(wanted, paper))


def covered(wanted: str, window: str) -> float:
    """Return the share of `wanted` that stands in `window`, in order."""
    blocks = SequenceMatcher(None, wanted, window, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / len(wanted)


def has_lost_accents(text: str) -> bool:
    """Tell whether `text` has too few accented letters to be Vietnamese as written."""
    letters = [c for c in text if c.isalpha()]
    return sum(c > "\x7f" for c in letters) < LOST_ACCENTS * len(letters)


def missing(titles: dict[str, str], text: str, fuzzy: float | None) -> list[str]:
    """Return one line for every title of `titles` (keyed by code) not found in `text`."""
    if fuzzy is None:
        paper = words(text)
        return [f"{code}: {title}" for code, title in titles.items() if not stands(title, paper)]
    plain = "".join(folded(text))
    found = {code: likeness(title, plain) for code, title in titles.items()}
    return [f"{code} ({found[code]:.2f}): {titles[code]}" for code in titles if found[code] < fuzzy]


def titles_of(plan: str) -> dict[str, str]:
    """Return the titles of the plan's rows by code, in printed order."""
    with (TASKS / f"{plan}.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["title"] for row in csv.DictReader(file)}


def main(arguments: list[str]) -> int:
    """Print the rows not found; return 1 when there is one."""
    parser = argparse.ArgumentParser(description="Look for every title of a plan in its paper.")
    parser.add_argument("plan", help="code of the plan, the name of its file in official/tasks")
    parser.add_argument("textfile", type=Path, help="text of the paper, UTF-8")
    parser.add_argument("--fuzzy", type=float, help="least likeness (0-1), without accents")
    asked = parser.parse_args(arguments)
    text = asked.textfile.read_text(encoding="utf-8")
    fuzzy = 0.8 if asked.fuzzy is None and has_lost_accents(text) else asked.fuzzy
    titles = titles_of(asked.plan)
    lines = missing(titles, text, fuzzy)
    for line in lines:
        sys.stdout.write(f"not found: {line}\n")
    sys.stdout.write(f"{len(titles) - len(lines)} of {len(titles)} titles found\n")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
