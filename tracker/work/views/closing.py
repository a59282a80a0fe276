"""Closing a plan's year: the sheet of its last day, decisions in batches."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from flask import Response as FlaskResponse
from flask import abort, flash, redirect, render_template, request
from werkzeug.wrappers import Response

from tracker import clock
from tracker.calendar.schedule import Reading
from tracker.db import write_transaction
from tracker.documents.tables import Table
from tracker.documents.views import paper, printing, workbook
from tracker.permissions import Permission
from tracker.plans.models import Plan
from tracker.refusals import Refused, Stale
from tracker.tasks.jobs import layout_settings
from tracker.tasks.operations import closing as operations
from tracker.tasks.operations.carrying_year import readings_of
from tracker.tasks.operations.editing_rows import Saving
from tracker.tasks.queries import closing as queries
from tracker.tasks.queries.closing import SheetCut, SheetKey
from tracker.tasks.rules.closing import NO_TARGET, Decided, check_choice
from tracker.tasks.rules.states import ClosingDecision
from tracker.web.gate import allow, current_actor, current_viewer
from tracker.work import filters
from tracker.work.blueprint import blueprint
from tracker.work.closing.forms import ClosingForm
from tracker.work.closing.page import PAGE, YearSheet, ready, year_sheet
from tracker.work.closing.sheet import closing_table, years_table
from tracker.work.days import DayCount
from tracker.work.filter_words import bounds
from tracker.work.links import same_view
from tracker.workdays.queries import days_off

CHANGED = (
    "Có phần việc vừa được hoàn thành, bàn giao hoặc quyết định. Chưa ghi gì; xem lại danh sách "
    "rồi chọn lại."
)
Answered = str | tuple[str, int] | Response


@blueprint.get("/ket-thuc-nam")
@allow(Permission.CLOSE_YEAR)
def closing_years() -> str:
    """The opened years of the plans on one's side, with what is undecided of those that ended."""
    if printing():
        return paper(_years())
    viewer, today = current_viewer(), clock.today()
    return render_template(
        "work/closing_years.html", years=queries.closable_years(viewer),
        over=_undecided(today), today=today,
    )  # fmt: skip


@blueprint.get("/ket-thuc-nam.xlsx")
@allow(Permission.CLOSE_YEAR)
def closing_years_xlsx() -> FlaskResponse:
    """The same list as a file."""
    return workbook(_years())


def _years() -> Table:
    today = clock.today()
    return years_table(queries.closable_years(current_viewer()), _undecided(today), today)


def _undecided(today: date) -> dict[tuple[int, int], int]:
    found = queries.undecided_years(current_viewer(), today)
    return {(plan.id, year): number for plan, year, number in found}


@dataclass(frozen=True, slots=True)
class Asked:
    """The sheet that the address asks for, and how it is cut."""

    sheet: YearSheet
    cut: SheetCut
    offered: filters.Choices

    @property
    def shown(self) -> list[SheetKey]:
        """The rows of the chosen decision."""
        return self.sheet.of(self.cut.decided)


def _asked(code: str, year: int) -> Asked:
    viewer = current_viewer()
    plan = queries.closable_plan(viewer, code)
    if plan is None or not plan.period_start.year <= year <= plan.period_end.year:
        abort(404)
    today = clock.today()
    offered = filters.choices(today)
    wide = filters.count_filter(request.args, offered)
    named = {one.value: one for one in Decided}
    decided = named.get(request.args.get("quyetdinh", ""), Decided.OPEN)
    cut = SheetCut(decided, wide.field_id, wide.unit_id)
    return Asked(year_sheet(viewer, plan, year, cut, today=today), cut, offered)


@blueprint.route("/ket-thuc-nam/<code>/<int:year>", methods=["GET", "POST"])
@allow(Permission.CLOSE_YEAR)
def closing_sheet(code: str, year: int) -> Answered:
    """The sheet; a post first shows what would change, then, confirmed, writes it."""
    asked, form = _asked(code, year), ClosingForm()
    form.read_own(request.form)
    if printing():
        return paper(_table(asked))
    targets = queries.later_plans(current_viewer(), asked.sheet.plan, year)
    form.offer(targets)
    if request.method != "POST" or form.back.data:
        return _page(asked, form)
    ids = _chosen(asked, form)
    if not form.validate():
        return _page(asked, form), 422
    if form.every.data != "1" and form.rows.data and not ids:
        return _changed(asked, form)
    try:
        check_choice(form.choice(), ids, year, asked.sheet.today)
        readings = _readings(form, ids, targets, year)
    except Refused as refused:
        form.show(refused)
        return _page(asked, form), 422
    stamp = _stamp(ids)
    seen, form.confirmed.data = form.confirmed.data == stamp, stamp
    return _write(asked, form, ids) if seen else _preview(asked, form, ids, readings)


def _chosen(asked: Asked, form: ClosingForm) -> list[int]:
    """The ids of the rows that the form decides, in the order of the sheet."""
    undecided = [key.id for key in asked.sheet.of(Decided.OPEN)]
    if form.every.data == "1":
        return undecided
    ticked = set(form.rows.data or ())
    return [number for number in undecided if number in ticked]


def _stamp(ids: Sequence[int]) -> str:
    """Names the rows that were shown: others found later are shown again first."""
    return hashlib.sha256(",".join(map(str, ids)).encode()).hexdigest()[:16]


def _readings(
    form: ClosingForm, ids: Sequence[int], targets: Sequence[Plan], year: int
) -> Mapping[str, Reading]:
    """How the new deadlines read in the chosen plan; none where nothing is carried."""
    if form.decision.data != ClosingDecision.CARRIED:
        return {}
    target = next((plan for plan in targets if plan.id == form.target.data), None)
    if target is None:
        raise Refused({"target": NO_TARGET})
    return readings_of(target, form.choice(), ids, year)


def _write(asked: Asked, form: ClosingForm, ids: Sequence[int]) -> Answered:
    sheet, choice = asked.sheet, form.choice()
    saving = Saving(layout_settings(), current_actor(), clock.now())
    try:
        with write_transaction():
            plan = queries.closable_plan(current_viewer(), sheet.plan.code)
            if plan is None:
                abort(404)
            closed = operations.close_rows(
                operations.Sheet(plan, sheet.year), ids, choice, form.paper(), saving
            )
    except Refused as refused:
        form.show(refused)
        return _page(asked, form), 422
    except Stale:
        return _changed(_asked(sheet.plan.code, sheet.year), form)
    told = f"Đã ghi “{choice.decision.label}” cho {closed.rows:02d} phần việc."
    if closed.heirs:
        told += f" Mở {closed.new_tasks:02d} nhiệm vụ, {closed.heirs:02d} phần việc ở kế hoạch sau."
    flash(told, "success")
    return redirect(same_view("work.closing_sheet", code=sheet.plan.code, year=str(sheet.year)))


def _page(asked: Asked, form: ClosingForm) -> str:
    sheet, keys = asked.sheet, asked.shown
    first = _first(request.args.get("after", ""), len(keys))
    part = keys[first : first + PAGE]
    rows = ready(sheet, part, asked.offered, DayCount(days_off(), sheet.today))
    return render_template(
        "work/closing_sheet.html", sheet=sheet, cut=asked.cut, form=form, rows=rows,
        total=len(keys), offered=asked.offered, ticked=set(form.rows.data or ()),
        after=first + PAGE if first + PAGE < len(keys) else None,
        units=[asked.offered.units[one] for one in _units(sheet, asked.offered)],
        targets=[choice for choice in form.target.choices if choice.value],
        decisions=[(one.value, one.label) for one in Decided], undecided=Decided.OPEN,
        today=sheet.today,
    )  # fmt: skip


def _changed(asked: Asked, form: ClosingForm) -> Answered:
    """Rows that were ticked are decided or done by now: what stands there, and what was typed."""
    form.confirmed.data = ""
    form.form_errors.append(CHANGED)
    sheet, ticked = asked.sheet, set(form.rows.data or ())
    keys = [key for key in sheet.keys if key.id in ticked and key.decided is not Decided.OPEN]
    for row in ready(sheet, keys[:PAGE], asked.offered, DayCount(days_off(), sheet.today)):
        form.form_errors.append(f"{row.line.title} ({row.line.unit}): {row.told}.")
    return _page(asked, form), 409


def _first(place: str, total: int) -> int:
    """Where the page begins; a place beyond the end is the beginning."""
    number = int(place) if place.isascii() and place.isdigit() and len(place) < 8 else 0
    return number if number < total else 0


def _units(sheet: YearSheet, offered: filters.Choices) -> list[int]:
    """The units of the sheet in official order."""
    there = {key.unit_id for key in sheet.keys}
    return [unit for unit in offered.units if unit in there]


def _preview(
    asked: Asked, form: ClosingForm, ids: Sequence[int], readings: Mapping[str, Reading]
) -> str:
    sheet, chosen = asked.sheet, set(ids)
    keys = [key for key in sheet.keys if key.id in chosen]
    target = next((one for one in form.target.choices if one.value == form.target.data), None)
    return render_template(
        "work/closing_preview.html", sheet=sheet, form=form, number=len(keys),
        tasks=len({key.task_id for key in keys}), units=len({key.unit_id for key in keys}),
        rest=len(sheet.of(Decided.OPEN)) - len(keys), readings=readings, target=target,
        choice=form.choice(),
        rows=ready(sheet, keys[:PAGE], asked.offered, DayCount(days_off(), sheet.today)),
        decision=ClosingDecision(form.decision.data), back=same_view(
            "work.closing_sheet", code=sheet.plan.code, year=str(sheet.year)
        ),
    )  # fmt: skip


@blueprint.get("/ket-thuc-nam/<code>/<int:year>.xlsx")
@allow(Permission.CLOSE_YEAR)
def closing_xlsx(code: str, year: int) -> FlaskResponse:
    """The rows of the sheet that the page shows, as an Excel file."""
    return workbook(_table(_asked(code, year)))


def _table(asked: Asked) -> Table:
    cut, sheet = asked.cut, replace(asked.sheet, keys=asked.shown)
    told = [
        f"Quyết định: {cut.decided.label.lower()}",
        *bounds(asked.offered, None, cut.field_id, cut.unit_id),
    ]
    count = DayCount(days_off(), sheet.today)
    return closing_table(sheet, asked.offered, count, ["; ".join(told)])
