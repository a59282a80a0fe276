"""The appendices: tasks, number form, criteria, papers; and those for UBND alone (pure)."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from tracker.reports.rules.collected import AtStake, Collected, Duty, IssuedPaper, PlanRow
from tracker.reports.rules.compiled import Grid, GridBand, GridColumn, GridRow, Kind
from tracker.reports.rules.compiling.counts import (
    OFFICIAL,
    by_owner,
    cell_of,
    duties_of,
    overdue,
    silent,
)
from tracker.reports.rules.compiling.wording import UNKNOWN, name_of, number
from tracker.reports.rules.contributions import ReportState
from tracker.tasks.rules.states import Cell
from tracker.text import vn_date, vn_list

_ORDER = GridColumn("TT", Kind.TEXT, 0.7)
_MOST_PAPERS = 3
"""Papers named beside one nhiệm vụ; the list of documents has them all."""
CAUSE_LABELS = {"objective": "Khách quan", "subjective": "Chủ quan"}


def all_of(collected: Collected) -> tuple[Grid, ...]:
    """Every appendix that has rows, in the order of the report."""
    made = (
        tasks(collected), papers(collected), numbers(collected), criteria(collected),
        at_risk(collected), late_units(collected), explained(collected),
    )  # fmt: skip
    return tuple(grid for grid in made if grid.rows)


def tasks(collected: Collected) -> Grid:
    """Every nhiệm vụ of the yearly plans with its result, as the plan prints it."""
    shown = _papers_by_duty(collected.papers)
    rows: list[GridRow] = []
    for name, group in _by_field(collected, programme=False):
        rows.append(GridBand(name))
        rows.extend(
            (
                row.number, row.title, row.product, row.lead, row.deadline, _result(row),
                _numbers(row, shown), _reasons(row.duties),
            )
            for row in group
        )  # fmt: skip
    columns = (
        _ORDER, GridColumn("Nhiệm vụ", share=3.4), GridColumn("Sản phẩm", share=1.8),
        GridColumn("Cơ quan chủ trì", share=1.9), GridColumn("Thời hạn", share=1.5),
        GridColumn("Kết quả, tình trạng", share=1.6), GridColumn("Văn bản minh chứng", share=2.1),
        GridColumn("Lý do chậm", share=0.9),
    )  # fmt: skip
    return Grid("nhiem-vu", "Tình hình thực hiện nhiệm vụ trong kế hoạch", columns, tuple(rows))


def _by_field(collected: Collected, *, programme: bool) -> Iterator[tuple[str, list[PlanRow]]]:
    for code, name in (*collected.fields.items(), ("", "Nội dung khác")):
        group = [row for row in collected.rows if row.field == code and row.programme is programme]
        if group:
            yield name, group


def _result(row: PlanRow) -> str:
    """The cell in words; of many units how many are done."""
    cell = cell_of(row)
    label = cell.label if cell else "–"
    counted = [duty for duty in row.duties if duty.cell in OFFICIAL]
    if len(counted) < 2:
        return label
    done = sum(duty.cell in (Cell.DONE_ON_TIME, Cell.DONE_LATE) for duty in counted)
    return f"{label} ({done}/{len(counted)} phần việc hoàn thành)"


def _papers_by_duty(papers: Iterable[IssuedPaper]) -> dict[int, list[IssuedPaper]]:
    found: dict[int, list[IssuedPaper]] = {}
    for paper in papers:
        found.setdefault(paper.duty_id, []).append(paper)
    return found


def _numbers(row: PlanRow, shown: dict[int, list[IssuedPaper]]) -> str:
    told = dict.fromkeys(
        f"{paper.number} ngày {vn_date(paper.issued_on)}"
        for duty in row.duties
        for paper in shown.get(duty.id, ())
    )
    named, left = list(told)[:_MOST_PAPERS], len(told) - _MOST_PAPERS
    more = (f"và {number(left)} văn bản khác trong danh mục kèm theo",) if left > 0 else ()
    return "; ".join((*named, *more))


def _reasons(duties: Iterable[Duty]) -> str:
    """The causes told of overdue work, each once."""
    late = overdue(duties)
    told = dict.fromkeys(CAUSE_LABELS.get(duty.cause, "Chưa nêu nguyên nhân") for duty in late)
    return "; ".join(told)


def papers(collected: Collected) -> Grid:
    """The documents shown as evidence that were issued inside the window."""
    ordered = sorted(collected.papers, key=lambda one: (one.issued_on, one.number, one.duty_id))
    unique = {(one.number, one.issued_on, one.issuer): one for one in reversed(ordered)}
    rows = tuple(
        (str(place), one.number, one.issued_on, one.issuer, one.subject, one.unit)
        for place, one in enumerate(reversed(unique.values()), start=1)
    )
    columns = (
        _ORDER, GridColumn("Số, ký hiệu", share=1.4), GridColumn("Ngày ban hành", Kind.DAY, 1),
        GridColumn("Cơ quan ban hành", share=1.6), GridColumn("Trích yếu", share=3.2),
        GridColumn("Đơn vị báo cáo", share=1.6),
    )  # fmt: skip
    return Grid("van-ban", "Danh mục văn bản ban hành trong kỳ", columns, rows)


def numbers(collected: Collected) -> Grid:
    """The number form in its own order, with where each figure is from.

    What nobody gave is blank, not zero, and names nobody.
    """
    rows: list[GridRow] = []
    for code, group in groupby(collected.figures, lambda one: one.field):
        rows.append(GridBand(collected.fields.get(code, "Nội dung khác")))
        rows.extend(
            (
                one.number, one.name, one.measure,
                None if one.value is None else round(one.value, 2),
                one.numerator if one.ratio else None, one.denominator if one.ratio else None,
                one.before, one.last_year, "" if one.numerator is None else one.source,
            )
            for one in group
        )  # fmt: skip
    part = "Tử số, mẫu số (nếu là tỷ lệ)"
    columns = (
        _ORDER, GridColumn("Chỉ tiêu thống kê", share=3.4), GridColumn("Đơn vị tính", share=0.9),
        GridColumn("Số liệu", Kind.DECIMAL, 1), GridColumn("Tử số", Kind.DECIMAL, 0.8, part),
        GridColumn("Mẫu số", Kind.DECIMAL, 0.8, part), GridColumn("Kỳ trước", Kind.DECIMAL, 0.9),
        GridColumn("Cùng kỳ năm trước", Kind.DECIMAL, 0.9), GridColumn("Nguồn, ghi chú", share=1.4),
    )  # fmt: skip
    return Grid("so-lieu", "Biểu số liệu thống kê", columns, tuple(rows))


def criteria(collected: Collected) -> Grid:
    """Field → criterion → the rows that move it and their state → points."""
    rows_by_id = {row.id: row for row in collected.rows}
    rows: list[GridRow] = []
    for name, group in groupby(collected.criteria, lambda one: one.field):
        rows.append(GridBand(name))
        rows.extend(
            (
                one.number, one.name, _moved(one, rows_by_id), one.maximum, one.last, one.missing,
            )
            for one in group
        )  # fmt: skip
    columns = (
        _ORDER, GridColumn("Tiêu chí", share=2.4),
        GridColumn("Nhiệm vụ tác động và tình trạng", share=3.6),
        GridColumn("Điểm tối đa", Kind.DECIMAL, 0.8, blank=UNKNOWN),
        GridColumn("Kết quả gần nhất", Kind.DECIMAL, 0.9, blank=UNKNOWN),
        GridColumn("Điểm còn thiếu", Kind.DECIMAL, 0.9, blank=UNKNOWN),
    )  # fmt: skip
    return Grid("tieu-chi", "Tiêu chí Chỉ số cải cách hành chính liên quan", columns, tuple(rows))


def _moved(one: AtStake, rows: dict[int, PlanRow]) -> str:
    told = (rows[task] for task in one.task_ids if task in rows)
    return "; ".join(f"{row.number or row.code}: {_result(row)}" for row in told)


def at_risk(collected: Collected) -> Grid:
    """Criteria with points at risk: each its own estimate, never a sum."""
    rows = tuple(
        (str(place), one.name, one.maximum, one.risk, one.risk_words)
        for place, one in enumerate((one for one in collected.criteria if one.risk), start=1)
    )
    columns = (
        _ORDER, GridColumn("Tiêu chí", share=3), GridColumn("Điểm tối đa", Kind.DECIMAL, 0.8),
        GridColumn("Điểm có nguy cơ (ước tính nội bộ)", Kind.DECIMAL, 1.1),
        GridColumn("Cách tính", share=3.6),
    )  # fmt: skip
    note = "Số ước tính nội bộ của từng tiêu chí; không cộng thành một số chung."
    return Grid("nguy-co", "Tiêu chí có nguy cơ mất điểm", columns, rows, note, internal=True)


def late_units(collected: Collected) -> Grid:
    """Units with overdue work, with standing work without a word, or without a report in time."""
    held = duties_of(row for row in collected.rows if not row.programme)
    of = [by_owner(part) for part in (overdue(held), silent(held))]
    names = {one.unit_id: one.unit_name for one in collected.contributions if one.counted}
    names = names | {duty.unit_id: duty.unit for duty in held if duty.unit_id not in names}
    reports = {one.unit_id: _report(one.state, on_time=one.on_time, empty=one.empty)
               for one in collected.contributions if one.counted}  # fmt: skip
    rows: list[GridRow] = []
    for unit_id, name in names.items():
        counts = [len(part.get(unit_id, ())) for part in of]
        report = reports.get(unit_id, "")
        if any(counts) or report:
            rows.append((str(len(rows) + 1), name, *counts, report))
    columns = (
        _ORDER, GridColumn("Cơ quan, đơn vị", share=3),
        GridColumn("Phần việc quá hạn", Kind.INTEGER),
        GridColumn("Việc thường xuyên chưa cập nhật trong kỳ", Kind.INTEGER, 1.4),
        GridColumn("Báo cáo kỳ này", share=2),
    )  # fmt: skip
    title = "Đơn vị có phần việc quá hạn, chưa cập nhật hoặc chậm báo cáo"
    return Grid("don-vi-cham", title, columns, tuple(rows), internal=True)


def _report(state: ReportState, *, on_time: bool, empty: bool) -> str:
    """What is wrong with the report; empty when it came in time."""
    if state in (ReportState.MISSING, ReportState.DRAFTING, ReportState.WAITING):
        return "Chưa gửi"
    if empty:
        return "Gửi báo cáo không có nội dung"
    return "" if on_time else "Gửi quá hạn"


def explained(collected: Collected) -> Grid:
    """The explanation table: criterion, unit, cause, remedy, day, result of overdue work."""
    moved: dict[int, list[str]] = {}
    for one in collected.criteria:
        for task in one.task_ids:
            moved.setdefault(task, []).append(one.name)
    rows: list[GridRow] = [
        (
            str(place), vn_list(moved.get(row.id, [])), name_of(row), duty.unit,
            CAUSE_LABELS.get(duty.cause, "Chưa nêu"), "", duty.due_on, duty.words,
        )
        for place, (row, duty) in enumerate(
            ((row, duty) for row in collected.rows for duty in overdue(row.duties)), start=1
        )
    ]  # fmt: skip
    columns = (
        _ORDER, GridColumn("Tiêu chí", share=2), GridColumn("Nhiệm vụ", share=2.4),
        GridColumn("Đơn vị", share=1.4), GridColumn("Nguyên nhân", share=1),
        GridColumn("Giải pháp", share=1.6), GridColumn("Thời hạn", Kind.DAY, 1),
        GridColumn("Kết quả", share=2),
    )  # fmt: skip
    note = f"Bảng có {number(len(rows))} phần việc quá hạn đến ngày chốt số liệu." if rows else ""
    return Grid("giai-trinh", "Bảng giải trình", columns, tuple(rows), note, internal=True)
