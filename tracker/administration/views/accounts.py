"""Accounts: the list with its filters, and the same list as an Excel file."""

from flask import Response, render_template, request, send_file, url_for

from tracker import clock
from tracker.administration.accounts import queries, sheets
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
from tracker.administration.blueprint import blueprint
from tracker.documents import xlsx
from tracker.permissions import Permission, Role
from tracker.web.gate import allow, current_viewer

KEEP = Permission.MANAGE_ACCOUNTS
FILTERS = ("q", "donvi", "vaitro", "trangthai")


@blueprint.get("/tai-khoan")
@allow(KEEP)
def accounts() -> str:
    """Every account that the administrator keeps."""
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
        waiting=len(queries.pending_grants(scope())), export_url=_export_url(),
        unused={row.id for row in page if is_unused(row.used_at, row.created_at, at.now)},
    )  # fmt: skip


@blueprint.get("/tai-khoan.xlsx")
@allow(KEEP)
def accounts_xlsx() -> Response:
    """The list with the filter of the address, for the periodic review."""
    at, units = _moment(), _units()
    rows = _wanted(at, units)
    lines = sheets.cells(rows, _names(units), at.today, at.now)
    file = xlsx.write(sheets.review_sheet(at.today), lines)
    name = f"Tài khoản {at.today:%Y-%m-%d}.xlsx"
    return send_file(file, xlsx.MEDIA_TYPE, as_attachment=True, download_name=name)


def _export_url() -> str:
    """The file with the filter of this address."""
    kept = {name: request.args[name] for name in FILTERS if name in request.args}
    return url_for("administration.accounts_xlsx", **kept)  # type: ignore[arg-type]


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
