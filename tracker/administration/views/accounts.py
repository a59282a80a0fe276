"""Accounts: the list with its filters, and the same list as an Excel file."""

from flask import Response, render_template, request

from tracker import clock
from tracker.administration.accounts import queries
from tracker.administration.accounts.listing import (
    AccountState,
    Cut,
    Moment,
    fits,
    in_order,
    page_after,
)
from tracker.administration.accounts.queries import AccountRow
from tracker.administration.accounts.rules import KnownUnit, is_unused
from tracker.administration.accounts.sheets import accounts_table
from tracker.administration.blueprint import blueprint
from tracker.documents.tables import Table
from tracker.documents.views import paper, printing, workbook
from tracker.permissions import Permission, Role
from tracker.web.gate import allow, current_viewer

KEEP = Permission.MANAGE_ACCOUNTS


@blueprint.get("/tai-khoan")
@allow(KEEP)
def accounts() -> str:
    """Every account that the administrator keeps."""
    if printing():
        return paper(_table())
    at, units = _moment(), _units()
    rows = _wanted(at, units)
    after = request.args.get("after", type=int)
    page, following = page_after(rows, after)
    return render_template(
        "administration/accounts/index.html",
        rows=page, total=len(rows), following=following, first=after is None,
        cut=_cut(units), names=_names(units), today=at.today,
        unit_options=[(one.code, one.name) for one in units],
        role_options=[(role.value, role.label) for role in Role],
        state_options=[(state.value, state.label) for state in AccountState],
        waiting=len(queries.pending_grants(scope())),
        unused={row.id for row in page if is_unused(row.used_at, row.created_at, at.now)},
    )  # fmt: skip


@blueprint.get("/tai-khoan.xlsx")
@allow(KEEP)
def accounts_xlsx() -> Response:
    """The list with the filter of the address, for the periodic review."""
    return workbook(_table())


def _table() -> Table:
    at, units = _moment(), _units()
    names, cut = _names(units), _cut(units)
    told = [
        *([f"Từ khóa: “{cut.words}”"] if cut.words else []),
        *([f"Cơ quan, đơn vị: {names[cut.unit_id]}"] if cut.unit_id else []),
        *([f"Vai trò: {cut.role.label}"] if cut.role else []),
        *([f"Trạng thái: {cut.state.label}"] if cut.state else []),
    ]
    rows = _wanted(at, units)
    return accounts_table(rows, names, at.today, at.now, ["; ".join(told)] if told else [])


def scope() -> queries.Scope:
    """The units in which the administrator keeps accounts; None means all."""
    return current_viewer().scope(KEEP)


def _moment() -> Moment:
    return Moment(clock.today(), clock.real_now())


def _units() -> list[KnownUnit]:
    return queries.known_units(None, clock.today())


def _names(units: list[KnownUnit]) -> dict[int, str]:
    return {one.id: one.name for one in units}


def _cut(units: list[KnownUnit]) -> Cut:
    """What the address asks for; unknown values ask for nothing."""
    asked = request.args
    by_code = {one.code: one.id for one in units}
    role, state = asked.get("vaitro", ""), asked.get("trangthai", "")
    return Cut(
        asked.get("q", "").strip()[:200],
        by_code.get(asked.get("donvi", "")),
        Role(role) if role in {one.value for one in Role} else None,
        AccountState(state) if state in {one.value for one in AccountState} else None,
    )


def _wanted(at: Moment, units: list[KnownUnit]) -> list[AccountRow]:
    cut, names = _cut(units), _names(units)
    rows = [row for row in queries.accounts(scope()) if fits(row, cut, names, at)]
    return in_order(rows, {one.id: place for place, one in enumerate(units)})
