"""The rows behind a figure of the headline: the nhiệm vụ that one cell counts."""

from flask import abort, render_template, request

from tracker import clock
from tracker.permissions import Permission
from tracker.tasks.queries import counted as queries
from tracker.tasks.queries.counting import COUNTED
from tracker.tasks.rules.states import Cell
from tracker.web.gate import allow
from tracker.work import filters
from tracker.work.blueprint import blueprint
from tracker.work.links import STATE_OF_CELL, kept_arguments, same_view, task_addresses, tasks_in
from tracker.work.views.overdue import scope_asked

CELLS = {STATE_OF_CELL[cell].value: cell for cell in COUNTED}


@blueprint.get("/ket-qua/<state>")
@allow(Permission.READ_OVERDUE)
def counted(state: str) -> str:
    """The nhiệm vụ of one cell, for the same filter as the overdue page."""
    cell = CELLS.get(state)
    if cell is None:
        abort(404)
    today = clock.today()
    offered = filters.choices(today)
    cut = filters.count_filter(request.args, offered)
    size = filters.PRINT_ROWS if filters.printing(request.args) else queries.PAGE
    place = filters.task_key(request.args.get("after", ""))
    rows = queries.tasks_in_cell(scope_asked(), cut, today, cell, after=place, size=size)
    shown = rows[:size]
    return render_template(
        "work/counted.html",
        cell=cell,
        rows=shown,
        after="~".join(map(str, shown[-1].key)) if len(rows) > len(shown) else None,
        offered=offered,
        cut=cut,
        address=task_addresses(),
        done=(Cell.DONE_ON_TIME, Cell.DONE_LATE),
        late=Cell.OPEN_OVERDUE,
        every=COUNTED,
        back=same_view("work.overdue"),
        xlsx_url=same_view("work.counted_xlsx", state=state),
        rows_url=tasks_in(STATE_OF_CELL[cell], nam=cut.year, **kept_arguments()),
        today=today,
    )
