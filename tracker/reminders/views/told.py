"""Ai đã nhận gì: every line that was decided, for the administrator and for compilers in scope.

An administrator reads no report content: of requests between units and of reports only the kind
is named.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from flask import Response, render_template, request

from tracker import clock
from tracker.documents.tables import MOST_ROWS, Table, in_batches
from tracker.documents.views import paper, printing, workbook
from tracker.permissions import Permission
from tracker.reminders.blueprint import blueprint
from tracker.reminders.queries.told import PAGE, Asked, ToldLine, count_of, page_of, people_named
from tracker.reminders.rules.subjects import SubjectKind
from tracker.reminders.table import told_table
from tracker.reminders.views.keeping import key_of, place_asked, require_whole
from tracker.text import vn_date
from tracker.units.queries import names_on, units_in_scope
from tracker.web.fields import DayField
from tracker.web.forms import BaseForm
from tracker.web.gate import allow, current_viewer

KEEPER, COMPILER = Permission.MANAGE_REMINDERS, Permission.RELEASE_REMINDERS
USUAL = timedelta(days=30)
_PRINTED = {
    SubjectKind.OBLIGATION, SubjectKind.STANDING, SubjectKind.DEADLINE_SET,
    SubjectKind.ROUND_DATA, SubjectKind.ROUND_ON_TIME, SubjectKind.ROUND_FORWARD,
}  # fmt: skip
"""Kinds whose title is that of a printed row or of a round."""


class _Days(BaseForm):
    """The span of days in the address."""

    tu = DayField("Từ ngày")
    den = DayField("Đến ngày")

    class Meta(BaseForm.Meta):
        """Read from the address: nothing is written."""

        csrf = False


@blueprint.get("/quan-tri/nhac-viec/ai-da-nhan")
@allow(KEEPER)
def admin_told() -> str:
    """For the administrator: everybody, without content of reports."""
    require_whole(KEEPER)
    return _page(KEEPER)


@blueprint.get("/quan-tri/nhac-viec/ai-da-nhan.xlsx")
@allow(KEEPER)
def admin_told_xlsx() -> Response:
    """The same as a file."""
    require_whole(KEEPER)
    return workbook(_table(KEEPER))


@blueprint.get("/nhac-viec/ai-da-nhan")
@allow(COMPILER)
def told() -> str:
    """For a compiler: what was told about the units covered."""
    return _page(COMPILER)


@blueprint.get("/nhac-viec/ai-da-nhan.xlsx")
@allow(COMPILER)
def told_xlsx() -> Response:
    """The same as a file."""
    return workbook(_table(COMPILER))


def _page(needed: Permission) -> str:
    if printing():
        return paper(_table(needed))
    today, asked, place = clock.today(), _asked(needed), place_asked()
    rows = page_of(asked, place, PAGE + 1)
    shown = _readable(rows[:PAGE], needed)
    return render_template(
        "reminders/told.html", rows=shown, total=count_of(asked), asked=asked,
        units=units_in_scope(current_viewer().scope(needed), today),
        names=names_on(today, {one.unit_id for one in shown}), keeper=needed is KEEPER,
        older=key_of(shown[-1].day, shown[-1].id) if len(rows) > PAGE else "",
        first=place is None,
    )  # fmt: skip


def _table(needed: Permission) -> Table:
    today, asked = clock.today(), _asked(needed)

    def read(last: ToldLine | None, size: int) -> list[ToldLine]:
        return _readable(page_of(asked, (last.day, last.id) if last else None, size), needed)

    words = [f"Ngày nhắc từ {vn_date(asked.first)} đến hết {vn_date(asked.last)}"]
    if request.args.get("nguoi"):
        words.append(f"Người nhận: {request.args['nguoi']}")
    total = min(count_of(asked), MOST_ROWS + 1)
    return told_table(in_batches(read), total, names_on(today), today, words)


def _asked(needed: Permission) -> Asked:
    """The filter of the address within the scope; the last month where no days are named."""
    today, scope = clock.today(), current_viewer().scope(needed)
    days = _Days(request.args)
    days.validate()
    last = days.den.data or today
    first = days.tu.data or last - USUAL
    code, who = request.args.get("donvi", ""), request.args.get("nguoi", "")
    if code:
        scope = frozenset(one.id for one in units_in_scope(scope, today) if one.code == code)
    return Asked(scope, first, last, people_named(who) if who else None)


def _readable(rows: Iterable[ToldLine], needed: Permission) -> list[ToldLine]:
    """The lines as the viewer may read them."""
    hide = needed is KEEPER
    return [
        replace(one, title=one.kind.label) if hide and one.kind not in _PRINTED else one
        for one in rows
    ]
