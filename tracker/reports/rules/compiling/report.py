"""From everything collected to the whole compilation: upward, or with what stays inside (pure)."""

from dataclasses import replace

from tracker.reports.rules.collected import Collected, Figure
from tracker.reports.rules.compiled import Compiled, Grid, IndicatorFigure, Numbered, Section
from tracker.reports.rules.compiling import appendices, estimates, tables
from tracker.reports.rules.compiling.counts import duties_of, figures_of, overdue, silent
from tracker.reports.rules.compiling.merging import said_in
from tracker.reports.rules.compiling.texts import sentences_of
from tracker.reports.rules.contributions import ReportState
from tracker.reports.rules.outline import OutlineLine, Purpose, theme_keys
from tracker.reports.rules.texts import own_lines
from tracker.text import roman, vn_list

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
    """The outline with a part for the Đề án where there is work of one, without it elsewhere.

    Parts are numbered anew where one was put in or left out.
    """
    lines = list(collected.outline)
    needed = any(row.programme and row.duties for row in collected.rows)
    held = [line for line in lines if line.purpose is Purpose.PROGRAMME]
    if needed == bool(held):
        return tuple(lines)
    if needed:
        judged = (i for i, line in enumerate(lines) if line.purpose is Purpose.EVALUATION)
        lines.insert(next(judged, len(lines)), PROGRAMME)
    elif any(said_in(collected, line.key) for line in held) or len(held) > 1:
        return tuple(lines)
    else:
        lines.remove(held[0])
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
    plan = theme_keys(lines).get(Purpose.PLAN, lines[0].key)
    judged = next((one.key for one in lines if one.purpose is Purpose.EVALUATION), plan)
    programme = next((one.key for one in lines if one.purpose is Purpose.PROGRAMME), plan)
    made = (
        (plan, tables.by_field(collected)), (plan, tables.by_unit(collected)),
        (plan, estimates.by_unit(collected, tables.units_of(collected))),
        (plan, tables.targets(collected, programme=False)),
        (programme, tables.targets(collected, programme=True)),
        (judged, tables.compared(collected)),
    )  # fmt: skip
    return tuple((key, grid) for key, grid in made if grid is not None)


def _warnings(collected: Collected) -> tuple[str, ...]:
    """What the compiler should know before signing."""
    counted = [one for one in collected.contributions if one.counted]
    waiting = sum(
        one.state in (ReportState.MISSING, ReportState.DRAFTING, ReportState.WAITING)
        for one in counted
    )
    asked = sum(one.state is ReportState.ASKED for one in counted)
    held = duties_of(collected.rows)
    keys = {line.key for line in collected.outline}
    homeless = {
        one.unit_name
        for one in counted
        for key, text in one.sections
        if key not in keys and own_lines(text).strip()
    }
    named = vn_list(sorted(homeless))
    told = (
        (len(homeless), f"Có nội dung dưới đề mục không còn trong đề cương: {named}."),
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
