"""Hand many phần việc on at once: those with nobody yet, or all that one officer has."""

from dataclasses import dataclass
from datetime import date

from flask import Response as FlaskResponse
from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from tracker import clock
from tracker.db import write_transaction
from tracker.documents.tables import MOST_ROWS, Table
from tracker.documents.views import paper, printing, workbook
from tracker.permissions import Permission
from tracker.refusals import Refused, Stale
from tracker.tasks.operations.delegating import Act, hand_inside
from tracker.tasks.queries import delegations
from tracker.tasks.queries.delegations import HandFilter, to_hand_on
from tracker.tasks.queries.rows import WorkRow
from tracker.tasks.rules.delegating import House
from tracker.web.gate import allow, current_actor, current_viewer
from tracker.work import filters
from tracker.work.blueprint import blueprint
from tracker.work.days import DayCount
from tracker.work.delegation.forms import HandManyForm
from tracker.work.delegation.page import Giver, giver_of, givers, told
from tracker.work.delegation.table import handing_table
from tracker.work.filter_words import bounds
from tracker.work.house import house_of, own_units
from tracker.work.lines import lines
from tracker.work.links import same_view
from tracker.workdays.queries import days_off

Answer = str | tuple[str, int] | Response


@dataclass(frozen=True, slots=True)
class Picking:
    """One page of rows to tick: of which unit, what is offered, what is listed.

    `givers` are those who hold work, on the page for somebody who leaves; None on the other.
    """

    house: House
    units: dict[int, str]
    offered: filters.Choices
    cut: HandFilter
    givers: list[Giver] | None
    today: date

    @property
    def ready(self) -> bool:
        """Whether rows may be listed: on the page for one who leaves, once that one is named."""
        return self.givers is None or bool(self.cut.holder_id or self.cut.division_id)


@blueprint.route("/giao-viec", methods=["GET", "POST"])
@allow(Permission.DELEGATE)
def delegate_many() -> Answer:
    """Open rows of the unit that nobody holds: tick, name a division or an officer."""
    return _answer(_picking(leaving=False))


@blueprint.route("/ban-giao-viec", methods=["GET", "POST"])
@allow(Permission.DELEGATE)
def hand_over_all() -> Answer:
    """All open rows of one officer, for another: one operation, internal days kept."""
    return _answer(_picking(leaving=True))


@blueprint.get("/giao-viec.xlsx")
@allow(Permission.DELEGATE)
def delegate_many_xlsx() -> FlaskResponse:
    """The rows that nobody holds, with the filter of the address."""
    return workbook(_table(_picking(leaving=False)))


@blueprint.get("/ban-giao-viec.xlsx")
@allow(Permission.DELEGATE)
def hand_over_all_xlsx() -> FlaskResponse:
    """The rows of the officer or division that the address names."""
    return workbook(_table(_picking(leaving=True)))


def _table(picking: Picking) -> Table:
    rows = _open_rows(picking, MOST_ROWS + 1)
    ready, cut = lines(rows, picking.offered, DayCount(days_off(), picking.today)), picking.cut
    parts = [picking.units[picking.house.unit_id]]
    if picking.givers is not None:
        asked = request.args.get("tu")
        title = "Phần việc đang giao cho một cán bộ, một phòng"
        parts.append(next((one.name for one in picking.givers if one.key == asked), "chưa chọn"))
    else:
        title = "Phần việc chưa giao cho phòng, cán bộ nào"
        role = "phối hợp" if cut.role == "partner" else "chủ trì"
        parts += [f"Vai trò: {role}", *bounds(picking.offered, cut.plan_id, cut.field_id)]
    return handing_table(ready, title, picking.today, ["; ".join(parts)])


def _open_rows(picking: Picking, limit: int) -> list[WorkRow]:
    return delegations.open_rows(current_viewer(), picking.cut, limit) if picking.ready else []


def _picking(*, leaving: bool) -> Picking:
    today = clock.today()
    offered = filters.choices(today)
    units = {number: offered.unit_names[number] for number in own_units(current_viewer())}
    if not units:
        abort(404)
    asked = next((n for n in units if offered.units[n].code == request.args.get("donvi")), None)
    unit_id = asked or next(iter(units))
    cut = filters.list_filter(request.args, offered)
    house = house_of(unit_id, today)
    found = givers(delegations.holdings([unit_id]), house, offered.unit_names) if leaving else None
    giver = giver_of(request.args.get("tu", "")) if leaving else (None, None)
    return Picking(
        house, units, offered,
        HandFilter(unit_id, cut.role.value, cut.plan_id, cut.field_id, *giver), found, today,
    )  # fmt: skip


def _answer(picking: Picking) -> Answer:
    if printing():
        return paper(_table(picking))
    form = HandManyForm()
    form.offer(picking.house, picking.house.divisions)
    if request.method != "POST":
        return _page(picking, form)
    if not form.validate():
        return _page(picking, form, 422)
    return _hand(picking, form)


def _hand(picking: Picking, form: HandManyForm) -> Answer:
    viewer, handing = current_viewer(), form.handing(keeps_day=picking.givers is not None)
    act = Act(picking.house, current_actor(), picking.today, clock.now())
    try:
        with write_transaction():
            rows = to_hand_on(viewer, form.versions)
            number = hand_inside(rows, form.versions, handing, act)
    except Refused as refused:
        form.show(refused.problems)
        return _page(picking, form, 422)
    except Stale:
        return _page(picking, form, 409)
    flash(told(number, handing, picking.house), "success")
    leaving = picking.givers is not None
    return redirect(url_for("work.mine") if leaving else same_view("work.delegate_many"))


def _page(picking: Picking, form: HandManyForm, status: int = 200) -> tuple[str, int]:
    rows = _open_rows(picking, delegations.PAGE + 1)
    shown = rows[: delegations.PAGE]
    page = render_template(
        "work/delegate_many.html", picking=picking, form=form, stale=status == 409,
        lines=lines(shown, picking.offered, DayCount(days_off(), picking.today)),
        more=len(rows) > len(shown), ticked=_ticked(picking, form, shown), today=picking.today,
        partner=picking.cut.role == "partner", action=same_view(request.endpoint or ""),
    )  # fmt: skip
    return page, status


def _ticked(picking: Picking, form: HandManyForm, rows: list[WorkRow]) -> frozenset[int]:
    """What stands ticked: what was posted; at first all that somebody leaves behind."""
    if request.method == "POST":
        return frozenset(form.versions)
    every = picking.givers is not None or request.args.get("chon") == "tat-ca"
    return frozenset(row.id for row in rows) if every else frozenset()
