"""Chờ xác định: deadlines and owners that a person must tell, events to record."""

from typing import Any

from flask import render_template, request

from tracker import clock
from tracker.administration.blueprint import blueprint
from tracker.administration.views.saving import NEEDED
from tracker.permissions import Permission, can
from tracker.plans.queries import plan_lines
from tracker.tasks.queries.planning import eventless_rows, unnamed_rows, unread_rows
from tracker.web.gate import allow, current_viewer

TABS = {"thoi-han": "Thời hạn", "co-quan": "Cơ quan", "su-kien": "Sự kiện"}


@blueprint.get("/cho-xac-dinh")
@allow(NEEDED)
def queue() -> str:
    """What waits for a decision; the tab and the plan are in the address."""
    viewer, today = current_viewer(), clock.today()
    tab = request.args.get("muc", "")
    plans = plan_lines()
    wanted = next((one.id for one in plans.values() if one.code == request.args.get("kehoach")), 0)

    def of_plan(rows: list[Any]) -> list[Any]:
        return [row for row in rows if not wanted or row.plan_id == wanted]

    groups = of_plan(unread_rows(viewer))
    owners, events = of_plan(unnamed_rows(viewer)), of_plan(eventless_rows(viewer, today.year))
    return render_template(
        "administration/queues.html", tab=tab if tab in TABS else "thoi-han", tabs=TABS,
        counts={"thoi-han": sum(len(group.rows) for group in groups), "co-quan": len(owners),
                "su-kien": len(events)},
        groups=groups, owners=owners, events=events, plans=plans, plan=plans.get(wanted),
        may_record=can(viewer, Permission.RECORD_EVENT), today=today,
    )  # fmt: skip
