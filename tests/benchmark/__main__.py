"""`python -m tests.benchmark --size 1000,10000 --database sqlite,postgresql`."""

import argparse
import shutil
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.benchmark.compiling import measure_compiling
from tests.benchmark.feeds import measure_feeds
from tests.benchmark.history import measure_history
from tests.benchmark.intake import measure_entering, measure_files
from tests.benchmark.layout import measure_layout
from tests.benchmark.pages import measure_pages
from tests.benchmark.papers import measure_papers
from tests.benchmark.reminding import Reckoned, measure_reminders
from tests.benchmark.report import HEAD, Figure, Measure, growth

DATABASES = ("sqlite", "postgresql")
WHOLE = {
    "feeds": measure_feeds, "history": measure_history, "compiling": measure_compiling,
    "intake": measure_entering,
}  # fmt: skip
"""Parts with sizes of their own."""
SIZED = {"pages": measure_pages, "reminders": measure_reminders}
"""Parts of the sizes that are asked for."""
WITHOUT = {"papers": measure_papers, "intake": measure_files}
"""Parts that need no database."""
SIZES = "1000,10000,100000,1000000"


def main() -> int:
    """Measure what was asked for and print it as it comes; 1 when an aim was missed."""
    warnings.simplefilter("ignore")
    asked = _arguments()
    print(HEAD)
    figures: list[Figure | Measure | Reckoned] = []
    for figure in _figures(asked):
        print(figure, flush=True)
        figures.append(figure)
    for line in growth([one for one in figures if isinstance(one, Figure)]):
        print(line)
    return int(any(one.missed for one in figures))


def _figures(asked: argparse.Namespace) -> Iterator[Figure | Measure | Reckoned]:
    parts = asked.part.split(",")
    for part, measured in WITHOUT.items():
        if part in parts:
            yield from measured()
    for kind in asked.database.split(","):
        yield from _on_database(kind, asked, parts)


def _on_database(
    kind: str, asked: argparse.Namespace, parts: list[str]
) -> Iterator[Figure | Measure | Reckoned]:
    for size in map(int, asked.size.split(",")):
        for part, measured in SIZED.items():
            if part in parts:
                with _folder() as folder:
                    yield from measured(kind, size, folder)
    for units in (40, 1000):
        if "layout" in parts:
            with _folder() as folder:
                yield from measure_layout(kind, units, folder)
    for part, whole in WHOLE.items():
        if part in parts:
            with _folder() as folder:
                yield from whole(kind, folder)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmark", description=__doc__)
    parser.add_argument("--size", default=SIZES, help="numbers of obligations, by comma")
    parser.add_argument("--database", default=",".join(DATABASES), help="kinds, by comma")
    parser.add_argument(
        "--part",
        default="pages,layout,history,compiling,papers,reminders,feeds,intake",
        help="what to measure, by comma",
    )
    return parser.parse_args()


@contextmanager
def _folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="tracker-bench-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
