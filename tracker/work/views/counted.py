"""The rows behind a figure of the headline: the nhiệm vụ that one cell counts."""

from flask import Response, abort, render_template, request

from tracker import clock
from tracker.documents.tables import MOST_ROWS, Table
from tracker.documents.views import paper, printing, workbook
from tracker.permissions import Permission
from tracker.tasks.queries import counted as queries
from tracker.tasks.queries.counting import COUNTED, headline
from tracker.tasks.rules.states import Cell
from tracker.web.gate import allow
from tracker.work import filters
from tracker.work.blueprint import blueprint
from tracker.work.filter_words import told_count
from tracker.work.links import STATE_OF_CELL, kept_arguments, same_view, task_addresses, tasks_in
from tracker.work.sheets import counted_table
from tracker.work.views.overdue import scope_asked

CELLS = {STATE_OF_CELL[cell].value: cell for cell in COUNTED}


@blueprint.get("/ket-qua/<state>")
@allow(Permission.READ_OVERDUE)
def counted(state: str) -> str:
    """The nhiệm vụ of one cell, for the same filter as the overdue page."""
    cell = _cell(state)
    if printing():
        return paper(_table(cell, Permission.READ_OVERDUE))
    today = clock.today()
    offered = filters.choices(today)
    cut = filters.count_filter(request.args, offered)
    place = filters.task_key(request.args.get("after", ""))
    scope = scope_asked()
    rows = queries.tasks_in_cell(scope, cut, today, cell, after=place)
    shown = rows[: queries.PAGE]
    return render_template(
        "work/counted.html",
        cell=cell,
        rows=shown,
        total=headline(scope, cut, today).tasks[cell],
        after="~".join(map(str, shown[-1].key)) if len(rows) > len(shown) else None,
        offered=offered,
        cut=cut,
        address=task_addresses(),
        done=(Cell.DONE_ON_TIME, Cell.DONE_LATE),
        late=Cell.OPEN_OVERDUE,
        every=COUNTED,
        back=same_view("work.overdue"),
        rows_url=tasks_in(STATE_OF_CELL[cell], nam=cut.year, **kept_arguments()),
        today=today,
    )


@blueprint.get("/ket-qua/<state>.xlsx")
@allow(Permission.EXPORT_WORK)
def counted_xlsx(state: str) -> Response:
    """The nhiệm vụ of one cell, with the filter of the address."""
    return workbook(_table(_cell(state), Permission.EXPORT_WORK))


def _cell(state: str) -> Cell:
    return CELLS.get(state) or abort(404)


def _table(cell: Cell, permission: Permission) -> Table:
    today = clock.today()
    offered = filters.choices(today)
    cut, scope = filters.count_filter(request.args, offered), scope_asked(permission)
    rows = queries.tasks_in_cell(scope, cut, today, cell, size=MOST_ROWS)
    by_field = request.args.get("phamvi") == filters.BY_FIELD
    return counted_table(cell.label, rows, offered, told_count(cut, offered, by_field=by_field))
