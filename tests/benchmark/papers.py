"""A Word document with one long table, beside the same XML written by hand and zipped."""

import io
import re
import time
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from statistics import median
from xml.sax.saxutils import escape

from tests.benchmark.report import Measure
from tracker.reports.docx.values import Column, Letterhead, Paper, Table
from tracker.reports.docx.writing import write

SIZES = (50, 500, 5_000)
TIMES = 7
AIM_AT, AIM = 500, 3.0
"""A table of so many rows within so many times the floor."""

WIDTHS = 6


def measure_papers() -> Iterator[Measure]:
    """Time and memory of each size."""
    write(_paper(_rows(5)))
    for size in SIZES:
        rows = _rows(size)
        parts = _parts(write(_paper(rows)))
        ours, floor = _seconds(lambda: write(_paper(rows)), lambda: _by_hand(rows, parts))  # noqa: B023
        aim = AIM * floor * 1000 if size == AIM_AT else None
        yield Measure("-", size, ".docx, rows of 6", ours * 1000, floor * 1000, "ms", aim)
        kept = [
            _memory(lambda: write(_paper(rows))),  # noqa: B023
            _memory(lambda: _by_hand(rows, parts)),  # noqa: B023
        ]
        yield Measure("-", size, ".docx, memory at the most", kept[0], kept[1], "MB")


def _rows(size: int) -> list[tuple[str, ...]]:
    return [
        (
            str(number), f"Rà soát, hệ thống hóa văn bản quy phạm pháp luật đợt {number}",
            "Báo cáo kết quả", "Sở Tư pháp", "Quý I/2025", "Báo cáo số 15/BC-STP ngày 05/02/2025",
        )
        for number in range(1, size + 1)
    ]  # fmt: skip


def _paper(rows: list[tuple[str, ...]]) -> Paper:
    columns = tuple(Column(f"Cột {place}", 10) for place in range(1, WIDTHS + 1))
    head = Letterhead("Sở Nội vụ", "BC-SNV", "Sóc Trăng", "UBND tỉnh", day=date(2025, 6, 18))
    return Paper(head, "Báo cáo", "Kết quả", blocks=(Table(columns, rows),))


def _parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _by_hand(rows: list[tuple[str, ...]], parts: dict[str, bytes]) -> bytes:
    """The same document: its rows formatted as text, the other parts as they are, zipped."""
    main = parts["word/document.xml"].decode()
    start = main.index("</w:tr>", main.index("<w:tblHeader/>")) + len("</w:tr>")
    row = main[start : main.index("</w:tr>", start)] + "</w:tr>"
    tail = main[main.rindex("</w:tbl>") :]
    form = re.sub("<w:t>[^<]*", "<w:t>%s", row)
    text = "".join([form % tuple(map(escape, cells)) for cells in rows])
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            filled = main[:start] + text + tail if name == "word/document.xml" else content
            archive.writestr(name, filled)
    return out.getvalue()


def _seconds(*works: Callable[[], object]) -> list[float]:
    """The median of the processor's time of each, taken in turn."""
    taken: list[list[float]] = [[] for _ in works]
    for _ in range(TIMES):
        for work, times in zip(works, taken, strict=True):
            start = time.process_time()
            work()
            times.append(time.process_time() - start)
    return [median(times) for times in taken]


def _memory(work: Callable[[], object]) -> float:
    """The most that was held at once, in MB."""
    tracemalloc.start()
    work()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most / 2**20
