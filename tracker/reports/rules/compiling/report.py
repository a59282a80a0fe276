"""From everything collected to the whole compilation: upward, or with what stays inside (pure)."""

from dataclasses import replace

from tracker.reports.rules.collected import Collected, Figure
from tracker.reports.rules.compiled import Compiled, Grid, IndicatorFigure, Numbered, Section
from tracker.reports.rules.compiling import appendices, tables
from tracker.reports.rules.compiling.counts import duties_of, figures_of, overdue, silent
from tracker.reports.rules.compiling.texts import DIRECTION, sentences_of
from tracker.reports.rules.contributions import ReportState
from tracker.reports.rules.outline import OutlineLine, Purpose
from tracker.text import roman

PROGRAMME = OutlineLine(
    "de-an", Numbered.PART, "", "KẾT QUẢ THỰC HIỆN ĐỀ ÁN CẢI THIỆN CHỈ SỐ CẢI CÁCH HÀNH CHÍNH",
    Purpose.PROGRAMME,
)  # fmt: skip
LISTED = frozenset({Purpose.NEXT, Purpose.PROPOSALS})
"""Sections whose sentences are a list."""


def compile_report(collected: Collected, *, internal: bool) -> Compiled:
    """The report upward; with `internal` the one to UBND and the steering committee.

    Late units, points at risk and the explanation table are in the internal one alone.
    """
    lines = outline_of(collected)
    grids = _tables(collected, lines)
    return Compiled(
        heading=replace(collected.heading, internal=internal),
        sections=tuple(_section(collected, line) for line in lines),
        tables=tuple((key, grid) for key, grid in grids if internal or not grid.internal),
        appendices=tuple(
            grid for grid in appendices.all_of(collected) if internal or not grid.internal
        ),
        figures=figures_of([row for row in collected.rows if not row.programme]),
        warnings=_warnings(collected),
        indicators=tuple(map(_indicator, collected.figures)),
    )


def _indicator(one: Figure) -> IndicatorFigure:
    parts = (one.numerator, one.denominator)
    return IndicatorFigure(one.code, one.number, one.name, one.measure, one.ratio, *parts)


def outline_of(collected: Collected) -> tuple[OutlineLine, ...]:
    """The outline, with a part for the Đề án where there is work of one and no part for it.

    Parts are numbered anew where one was put in.
    """
    lines = list(collected.outline)
    needed = any(row.programme and row.duties for row in collected.rows)
    if not needed or any(line.purpose is Purpose.PROGRAMME for line in lines):
        return tuple(lines)
    place = next(
        (i for i, line in enumerate(lines) if line.purpose is Purpose.EVALUATION), len(lines)
    )
    lines.insert(place, PROGRAMME)
    parts = [i for i, line in enumerate(lines) if line.level is Numbered.PART]
    for order, i in enumerate(parts, start=1):
        lines[i] = replace(lines[i], number=roman(order))
    return tuple(lines)


def _section(collected: Collected, line: OutlineLine) -> Section:
    return Section(
        line.key, line.level, line.number, line.title, sentences_of(collected, line),
        bullets=line.purpose in LISTED,
    )  # fmt: skip


def _tables(collected: Collected, lines: tuple[OutlineLine, ...]) -> tuple[tuple[str, Grid], ...]:
    direction = next((one.key for one in lines if one.field == DIRECTION), lines[0].key)
    judged = next((one.key for one in lines if one.purpose is Purpose.EVALUATION), direction)
    comparison = tables.compared(collected)
    return (
        (direction, tables.by_field(collected)),
        (direction, tables.by_unit(collected)),
        *(((judged, comparison),) if comparison else ()),
    )


def _warnings(collected: Collected) -> tuple[str, ...]:
    """What the compiler should know before signing."""
    counted = [one for one in collected.contributions if one.counted]
    waiting = sum(
        one.state in (ReportState.MISSING, ReportState.DRAFTING, ReportState.WAITING)
        for one in counted
    )
    asked = sum(one.state is ReportState.ASKED for one in counted)
    held = duties_of(collected.rows)
    told = (
        (waiting, f"{waiting}/{len(counted)} đơn vị chưa gửi báo cáo kỳ này."),
        (asked, f"{asked} đơn vị đang được đề nghị bổ sung, hoàn thiện báo cáo."),
        (len(overdue(held)), f"{len(overdue(held))} phần việc quá hạn đến ngày chốt số liệu."),
        (len(silent(held)), f"{len(silent(held))} phần việc thường xuyên chưa cập nhật trong kỳ."),
        (
            sum(one.value is None for one in collected.figures),
            "Biểu số liệu còn chỉ tiêu chưa có số: để trống, không tính là 0.",
        ),
    )
    return tuple(words for count, words in told if count)
