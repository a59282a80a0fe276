"""A plan of many rows costs in proportion: time of the processor, memory of the other process."""

import resource
import time

import pytest

from tests.intake.appendices import KH196, grid
from tests.intake.building import Grid, docx, xlsx
from tests.intake.comparing import reading
from tracker.intake import sandbox

LINES = [[text if isinstance(text, str) else "" for text in row] for row in grid(KH196).rows[1:]]


def table(count):
    """So many numbered rows, with the texts of a real plan."""
    rows = [[str(n + 1), *LINES[n % len(LINES)][1:]] for n in range(count)]
    return Grid([["TT", "Nhiệm vụ", "Sản phẩm", "Chủ trì", "Phối hợp", "Thời hạn"], *rows])


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
