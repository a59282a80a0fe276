"""The tables that stand in the text: results by field and by unit, comparison (pure)."""

from tracker.reports.rules.collected import Collected
from tracker.reports.rules.compiled import Grid, GridColumn, GridRow, GridTotal, Kind, Value
from tracker.reports.rules.compiling.counts import (
    OFFICIAL,
    Counts,
    by_owner,
    duties_in,
    duties_of,
    figures_of,
    tasks_in,
)
from tracker.reports.rules.compiling.wording import UNKNOWN, name_of
from tracker.reports.rules.targets import rate

_CELLS = (
    GridColumn("Đúng hạn", Kind.INTEGER, 0.9, "Hoàn thành"),
    GridColumn("Quá hạn", Kind.INTEGER, 0.9, "Hoàn thành"),
    GridColumn("Trong hạn", Kind.INTEGER, 0.9, "Chưa hoàn thành"),
    GridColumn("Quá hạn", Kind.INTEGER, 0.9, "Chưa hoàn thành"),
    GridColumn("Tỷ lệ hoàn thành (%)", Kind.PERCENT, 1.1, blank="–"),
)
_ORDER = GridColumn("TT", Kind.INTEGER, 0.5)
COMPARED = (
    ("tasks.given", "Nhiệm vụ có thời hạn", Kind.INTEGER),
    ("tasks.done", "Nhiệm vụ đã hoàn thành", Kind.INTEGER),
    ("tasks.open_overdue", "Nhiệm vụ chưa hoàn thành, quá hạn", Kind.INTEGER),
    ("tasks.rate", "Tỷ lệ hoàn thành nhiệm vụ (%)", Kind.PERCENT),
)


def by_field(collected: Collected) -> Grid:
    """Nhiệm vụ of the yearly plans by field, with their sum."""
    rows = [row for row in collected.rows if not row.programme]
    lines: list[GridRow] = []
    for code, name in collected.fields.items():
        counts = tasks_in(row for row in rows if row.field == code)
        if counts.given:
            lines.append((len(lines) + 1, name, counts.given, *_four(counts)))
    total = tasks_in(rows)
    lines.append(GridTotal((None, "Tổng cộng", total.given, *_four(total))))
    columns = (
        _ORDER,
        GridColumn("Lĩnh vực", share=3.2),
        GridColumn("Số nhiệm vụ", Kind.INTEGER),
        *_CELLS,
    )
    return Grid("theo-linh-vuc", "Kết quả thực hiện nhiệm vụ theo lĩnh vực", columns, tuple(lines))


def by_unit(collected: Collected) -> Grid:
    """Phần việc by the unit that leads, and how many of the year's rounds it reported in."""
    held = duties_of(row for row in collected.rows if not row.programme)
    of = by_owner(held)
    lines: list[GridRow] = []
    for unit_id, name in units_of(collected):
        counts = duties_in(of.get(unit_id, ()))
        sent, due = collected.rounds_sent.get(unit_id, (0, 0))
        told = f"{sent}/{due}" if due else None
        lines.append((len(lines) + 1, name, counts.given, *_four(counts), told))
    total = duties_in(held)
    lines.append(GridTotal((None, "Tổng cộng", total.given, *_four(total), None)))
    columns = (
        _ORDER, GridColumn("Cơ quan, đơn vị", share=2.8),
        GridColumn("Phần việc được giao", Kind.INTEGER), *_CELLS,
        GridColumn("Báo cáo đã gửi", Kind.TEXT, 0.9, blank="–"),
    )  # fmt: skip
    return Grid(
        "theo-don-vi", "Kết quả thực hiện theo cơ quan, đơn vị", columns, tuple(lines),
        internal=True,
    )  # fmt: skip


def compared(collected: Collected) -> Grid | None:
    """The headline beside earlier rounds; None where there is nothing to compare with."""
    if not collected.earlier:
        return None
    now = dict(figures_of([row for row in collected.rows if not row.programme]))
    columns = (
        GridColumn("Chỉ tiêu", share=3),
        GridColumn("Kỳ này", Kind.DECIMAL, blank="–"),
        *(GridColumn(_label(one.label, one.signed), Kind.DECIMAL, 1.4, blank="–")
          for one in collected.earlier),
    )  # fmt: skip
    rows = tuple(
        (label, _plain(now[name]), *(_plain(one.figures.get(name)) for one in collected.earlier))
        for name, label, _ in COMPARED
    )
    return Grid("so-sanh", "So sánh với kỳ trước và cùng kỳ năm trước", columns, rows)


def _label(label: str, signed: bool) -> str:
    return f"{label[:1].upper()}{label[1:]} ({'đã ban hành' if signed else 'tính lại'})"


def _plain(value: float | None) -> Value:
    return int(value) if value is not None and float(value).is_integer() else value


def _four(counts: Counts) -> tuple[Value, ...]:
    rate = None if counts.rate is None else round(counts.rate, 2)
    return (*map(counts.of, OFFICIAL), rate)


def units_of(collected: Collected) -> tuple[tuple[int, str], ...]:
    """Expected units first, in official order, then others that lead work of yearly plans."""
    found = {one.unit_id: one.unit_name for one in collected.contributions if one.counted}
    for duty in duties_of(row for row in collected.rows if not row.programme):
        if duty.cell in OFFICIAL:
            found.setdefault(duty.unit_id, duty.unit)
    return tuple(found.items())


def targets(collected: Collected, *, programme: bool) -> Grid | None:
    """The figures that plans print beside what was reached; None where no plan prints one."""
    rows_by_id = {row.id: row for row in collected.rows if row.programme is programme}
    rows: list[GridRow] = []
    for one in collected.targets:
        if one.task_id in rows_by_id:
            reached = rate(one.planned, one.reached)
            rows.append((
                len(rows) + 1, name_of(rows_by_id[one.task_id]), one.unit, one.planned,
                one.reached or None, one.before or None,
                None if reached is None else round(reached, 2),
            ))  # fmt: skip
    columns = (
        _ORDER, GridColumn("Nhiệm vụ", share=3), GridColumn("Đơn vị", share=1.4),
        GridColumn("Kế hoạch", share=1.5), GridColumn("Thực hiện", share=1.2, blank=UNKNOWN),
        GridColumn("Cùng kỳ năm trước", share=1.1, blank=UNKNOWN),
        GridColumn("Đạt so với kế hoạch (%)", Kind.PERCENT, 1, blank="–"),
    )  # fmt: skip
    key = "chi-tieu-de-an" if programme else "chi-tieu"
    title = "Kết quả thực hiện chỉ tiêu" + (" của Đề án" if programme else "")
    return Grid(key, title, columns, tuple(rows)) if rows else None
