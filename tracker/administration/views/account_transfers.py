"""People of a unit that ended or handed over go to its successor."""

from flask import flash, redirect, render_template, request, url_for

from tracker import clock
from tracker.accounts.operations import AccountError
from tracker.administration.accounts import queries
from tracker.administration.accounts.forms import TransferForm
from tracker.administration.accounts.operations.transfers import Transfer, transfer
from tracker.administration.accounts.queries import AccountRow, GrantRow
from tracker.administration.accounts.rules import KnownUnit
from tracker.administration.blueprint import blueprint
from tracker.administration.views.account import Answer
from tracker.administration.views.accounts import KEEP, scope
from tracker.db import write_transaction
from tracker.refusals import Stale
from tracker.units.queries import heirs_on
from tracker.web.fields import offered
from tracker.web.gate import allow, current_actor

CHANGED = "Vai trò đã có người sửa sau khi trang này được mở. Xem lại danh sách rồi chuyển."


@blueprint.route("/tai-khoan/chuyen-don-vi", methods=["GET", "POST"])
@allow(KEEP)
def accounts_transfer() -> Answer:
    """Choose the unit handing over, then its people and the unit that takes over."""
    today = clock.today()
    units = queries.known_units(scope(), today)
    movable = _movable(units)
    giver = next((one for one in units if one.code == request.args.get("donvi")), None)
    if giver is None:
        return render_template(
            "administration/accounts/transfer.html", giver=None, givers=movable, form=None
        )
    form = TransferForm()
    people = movable.get(giver.id, (giver, []))[1]
    form.grants.choices = offered(
        (f"{grant.id}:{grant.version}", row.name) for row, grant in _roles(people, giver)
    )
    takers = [one for one in units if not one.ended and one.id != giver.id]
    form.to_unit.choices = offered([(0, "Chọn đơn vị"), *((one.id, one.name) for one in takers)])
    if not form.is_submitted():
        heirs = heirs_on(today).get(giver.id, [])
        form.process(
            data={
                "from_day": today,
                "to_unit": heirs[0] if len(heirs) == 1 else 0,
                "grants": _ticked(people, giver),
            }
        )
        return _page(giver, people, form)
    return _transfer(giver, people, form)


def _ticked(people: list[AccountRow], giver: KnownUnit) -> list[str]:
    """All roles, or only those of the person from whose page one comes."""
    person = request.args.get("nguoi", type=int)
    return [
        f"{grant.id}:{grant.version}"
        for row, grant in _roles(people, giver)
        if person in {None, row.id}
    ]


def _transfer(giver: KnownUnit, people: list[AccountRow], form: TransferForm) -> Answer:
    known = {choice.value for choice in form.grants.choices}
    if not set(form.grants.data or ()) <= known:
        form.grants.data = [value for value in form.grants.data if value in known]
        return _page(giver, people, form, 409, problem=CHANGED)
    if not form.validate():
        return _page(giver, people, form, 422)
    asked = Transfer(
        giver.id, form.to_unit.data, form.from_day.data, f"Chuyển từ {giver.name}"[:200]
    )
    actor, now, today = current_actor(), clock.real_now(), clock.today()
    try:
        with write_transaction():
            new = transfer(form.chosen, asked, scope(), actor, today=today, now=now)
    except Stale:
        return _page(giver, people, form, 409, problem=CHANGED)
    except AccountError as error:
        return _page(giver, people, form, 422, problem=str(error))
    flash(
        f"Đã chuyển {len(new)} vai trò: vai trò cũ chỉ xem, vai trò mới có hiệu lực sau khi duyệt.",
        "success",
    )
    return redirect(url_for("administration.grants_waiting"))


def _movable(units: list[KnownUnit]) -> dict[int, tuple[KnownUnit, list[AccountRow]]]:
    """The units with people whose roles may go over, ended ones first."""
    rows = [row for row in queries.accounts(scope()) if row.disabled_at is None]
    found = {}
    for one in sorted(units, key=lambda unit: not unit.ended):
        people = [row for row in rows if _roles([row], one)]
        if people:
            found[one.id] = (one, people)
    return found


def _roles(people: list[AccountRow], unit: KnownUnit) -> list[tuple[AccountRow, GrantRow]]:
    """The roles at this unit that can go over, with their accounts."""
    today, ended = clock.today(), bool(unit.ended)
    return [
        (row, grant)
        for row in people
        for grant in row.grants
        if grant.unit_id == unit.id and grant.may_go_over(today, unit_ended=ended)
    ]


def _page(
    giver: KnownUnit, people: list[AccountRow], form: TransferForm, status: int = 200, *,
    problem: str = "",
) -> Answer:  # fmt: skip
    page = render_template(
        "administration/accounts/transfer.html", giver=giver, form=form, problem=problem,
        roles=[(f"{grant.id}:{grant.version}", row, grant) for row, grant in _roles(people, giver)],
    )  # fmt: skip
    return page, status
