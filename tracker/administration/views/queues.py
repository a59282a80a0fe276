"""Chờ xác định: deadlines and owners that a person must tell, events to record."""

from dataclasses import dataclass
from datetime import date

from flask import Response, render_template, request

from tracker import clock
from tracker.administration.blueprint import blueprint
from tracker.administration.planning.tables import deadlines_table, events_table, owners_table
from tracker.administration.views.saving import NEEDED
from tracker.documents.tables import Table
from tracker.documents.views import paper, printing, workbook
from tracker.permissions import Permission, can
from tracker.plans.queries import PlanLine, plan_lines
from tracker.tasks.queries.planning import (
    EventlessRow,
    UnnamedRow,
    UnreadGroup,
    eventless_rows,
    unnamed_rows,
    unread_rows,
)
from tracker.web.gate import allow, current_viewer

DEADLINES, OWNERS, EVENTS = "thoi-han", "co-quan", "su-kien"
TABS = {DEADLINES: "Thời hạn", OWNERS: "Cơ quan", EVENTS: "Sự kiện"}


@dataclass(frozen=True, slots=True)
class _Waiting:
    """What waits in the plans that the viewer keeps, or in the one that the address names."""

    plans: dict[int, PlanLine]
    plan: PlanLine | None
    deadlines: list[UnreadGroup]
    owners: list[UnnamedRow]
    events: list[EventlessRow]


@blueprint.get("/cho-xac-dinh")
@allow(NEEDED)
def queue() -> str:
    """What waits for a decision; the tab and the plan are in the address."""
    viewer, today = current_viewer(), clock.today()
    if printing():
        return paper(_table(today))
    found = _waiting(today)
    return render_template(
        "administration/queues.html", tab=_tab(), tabs=TABS,
        counts={
            DEADLINES: sum(len(group.rows) for group in found.deadlines),
            OWNERS: len(found.owners), EVENTS: len(found.events),
        },
        groups=found.deadlines, owners=found.owners, events=found.events, plans=found.plans,
        plan=found.plan, may_record=can(viewer, Permission.RECORD_EVENT), today=today,
    )  # fmt: skip


@blueprint.get("/cho-xac-dinh.xlsx")
@allow(NEEDED)
def queue_xlsx() -> Response:
    """The list of the same tab as a file."""
    return workbook(_table(clock.today()))


def _table(today: date) -> Table:
    found, tab = _waiting(today), _tab()
    told = [f"Kế hoạch: {found.plan.label}"] if found.plan else []
    if tab == OWNERS:
        return owners_table(found.owners, found.plans, today, told)
    if tab == EVENTS:
        return events_table(found.events, found.plans, today, told)
    return deadlines_table(found.deadlines, found.plans, today, told)


def _tab() -> str:
    tab = request.args.get("muc", "")
    return tab if tab in TABS else DEADLINES


def _waiting(today: date) -> _Waiting:
    viewer, plans = current_viewer(), plan_lines()
    code = request.args.get("kehoach")
    plan = next((one for one in plans.values() if one.code == code), None)
    wanted = {plan.id} if plan else set(plans)
    return _Waiting(
        plans, plan,
        [row for row in unread_rows(viewer) if row.plan_id in wanted],
        [row for row in unnamed_rows(viewer) if row.plan_id in wanted],
        [row for row in eventless_rows(viewer, today.year) if row.plan_id in wanted],
    )  # fmt: skip
