"""A plan of many rows costs in proportion: time of the processor, memory of the other process."""

import resource
import time

import pytest

from tests.intake.appendices import KH196, grid
from tests.intake.building import Grid, docx, raw_of, xlsx
from tests.intake.comparing import reading
from tracker.documents.rules import FileRefused
from tracker.intake import sandbox
from tracker.intake.rules.understanding import MOST_TASKS

LINES = [[text if isinstance(text, str) else "" for text in row] for row in grid(KH196).rows[1:]]

HEADS = ["TT", "Nhiệm vụ", "Sản phẩm", "Chủ trì", "Phối hợp", "Thời hạn"]


def table(count):
    """So many numbered rows, with the texts of a real plan."""
    rows = [[str(n + 1), *LINES[n % len(LINES)][1:]] for n in range(count)]
    return Grid([HEADS, *rows])


def spent():
    """Seconds of the processor, of this process and of those that ended."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def costs(name, make, count):
    """Seconds of the processor to read and understand so many rows."""
    content = make(table(count))
    began = spent()
    plan = reading(KH196, sandbox.read_file(name, content))
    assert len(plan.rows) == count
    return spent() - began


@pytest.mark.slow
@pytest.mark.parametrize(("name", "make"), [("a.docx", docx), ("a.xlsx", xlsx)])
def test_four_thousand_rows_cost_what_four_times_a_thousand_do(name, make):
    small, large = (min(costs(name, make, count) for _ in range(2)) for count in (1_000, 4_000))
    assert large < 6 * small
    assert small < 5


@pytest.mark.parametrize(
    ("what", "rows"),
    [
        ("rows", [[str(n), "Việc", "", "", "", ""] for n in range(MOST_TASKS + 1)]),
        ("characters", [["1", "Việc được giao " * 1_000, "", "", "", ""]] * 101),
        (
            "deadlines",
            [["1", "Việc", "", "", "", f"{n} được {'giao ở đó ' * 39}"] for n in range(260)],
        ),
    ],
)
def test_a_file_beyond_any_plan_is_refused(what, rows):
    raw = raw_of(Grid([HEADS, *rows]))
    with pytest.raises(FileRefused, match="quá nhiều"):
        reading(KH196, raw)


@pytest.mark.slow
def test_lists_of_nobody_cost_what_may_be_spent_on_them():
    """Hundreds of different lists of forty names that nobody bears, in two cells of each row."""
    rows = [
        [str(n), f"Việc {n}", "Báo cáo", *(", ".join(f"{who} {n} {k} được giao" for k in range(39))
                                           for who in ("Tổ", "Hội")), "Quý I"]
        for n in range(300)
    ]  # fmt: skip
    began = spent()
    plan = reading(KH196, raw_of(Grid([HEADS, *rows])))
    assert all(row.asked for row in plan.rows)
    assert spent() - began < 6
