"""Roles of an account given and ended, and standing in for somebody."""

from datetime import timedelta

from flask import Response as FlaskResponse
from flask import abort, flash, redirect, render_template, url_for

from tracker import clock
from tracker.accounts.operations import AccountError, grant_role
from tracker.administration.accounts import queries
from tracker.administration.accounts.forms import (
    EndGrantForm,
    RoleForm,
    StandInForm,
    VersionForm,
)
from tracker.administration.accounts.operations import grants
from tracker.administration.accounts.queries import AccountRow, GrantRow
from tracker.administration.accounts.sheets import waiting_table
from tracker.administration.blueprint import blueprint
from tracker.administration.views.account import Answer, held, shown, unit_names
from tracker.administration.views.accounts import KEEP, scope
from tracker.db import write_transaction
from tracker.documents.tables import Table
from tracker.documents.views import paper, printing, workbook
from tracker.refusals import Stale
from tracker.text import vn_date
from tracker.web.fields import offered
from tracker.web.gate import allow, current_actor

CHANGED = "Vai trò đã có người sửa sau khi trang này được mở. Xem lại rồi thực hiện."


@blueprint.route("/tai-khoan/<int:user_id>/vai-tro", methods=["GET", "POST"])
@allow(KEEP)
def account_grant(user_id: int) -> Answer:
    """Give the account one more role."""
    row, form, today = shown(user_id), RoleForm(), clock.today()
    units = [one for one in queries.known_units(scope(), today) if not one.ended]
    form.unit.choices = offered(
        [(0, "Chọn cơ quan, đơn vị"), *((one.id, one.name) for one in units)]
    )
    if not form.is_submitted():
        form.valid_from.data = today
        return _grant_page(row, form)
    if not form.validate():
        return _grant_page(row, form, 422)
    actor, now = current_actor(), clock.real_now()
    try:
        with write_transaction():
            grant_role(held(user_id), form.given, actor, now=now)
    except AccountError as error:
        form.form_errors = [str(error)]
        return _grant_page(row, form, 422)
    flash(f"Đã giao vai trò {form.given.role.label}.", "success")
    return redirect(url_for("administration.account", user_id=user_id))


@blueprint.route("/tai-khoan/vai-tro/<int:grant_id>/ket-thuc", methods=["GET", "POST"])
@allow(KEEP)
def grant_end(grant_id: int) -> Answer:
    """Let a role end on a day."""
    grant, row = _grant(grant_id)
    form, today = EndGrantForm(), clock.today()
    if not form.is_submitted():
        form.process(data={"version": grant.version, "last_day": grant.valid_to or today})
        return _end_page(row, grant, form)
    if not form.validate():
        return _end_page(row, grant, form, 422)
    actor, now, last_day = current_actor(), clock.real_now(), form.last_day.data
    try:
        with write_transaction():
            found = queries.managed_grant(scope(), grant_id, lock=True) or abort(404)
            version = form.version.number
            grants.end(found, last_day, version, actor, today=today, now=now)
    except Stale:
        grant, row = _grant(grant_id)
        form.version.data, form.form_errors = str(grant.version), [CHANGED]
        return _end_page(row, grant, form, 409)
    except AccountError as error:
        form.form_errors = [str(error)]
        return _end_page(row, grant, form, 422)
    flash(f"Vai trò có hiệu lực đến hết ngày {vn_date(last_day)}.", "success")
    return redirect(url_for("administration.account", user_id=row.id))


@blueprint.route("/tai-khoan/<int:user_id>/lam-thay", methods=["GET", "POST"])
@allow(KEEP)
def account_stand_in(user_id: int) -> Answer:
    """Let the account stand in for an absent person, from day to day."""
    row, form, today = shown(user_id), StandInForm(), clock.today()
    form.absent.choices = offered([(0, "Chọn người vắng mặt"), *_may_be_absent(row)])
    if not form.is_submitted():
        form.process(data={"first": today, "last": today + timedelta(days=13)})
        return _stand_in_page(row, form)
    if not form.validate():
        return _stand_in_page(row, form, 422)
    actor, now, days = current_actor(), clock.real_now(), (form.first.data, form.last.data)
    try:
        with write_transaction():
            absent = held(form.absent.data)
            grants.stand_in(held(user_id), absent, days, actor, now=now)
            told = absent.name
    except AccountError as error:
        form.form_errors = [str(error)]
        return _stand_in_page(row, form, 422)
    flash(f"Đã giao làm thay {told} từ {vn_date(days[0])} đến hết {vn_date(days[1])}.", "success")
    return redirect(url_for("administration.account", user_id=user_id))


@blueprint.get("/tai-khoan/cho-duyet")
@allow(KEEP)
def grants_waiting() -> str:
    """The roles that wait for approval."""
    if printing():
        return paper(_waiting())
    waiting = queries.pending_grants(scope())
    people = {row.id: row for row in queries.accounts(scope())}
    return render_template(
        "administration/accounts/waiting.html",
        waiting=waiting, people=people, names=unit_names(), today=clock.today(),
    )  # fmt: skip


@blueprint.get("/tai-khoan/cho-duyet.xlsx")
@allow(KEEP)
def grants_waiting_xlsx() -> FlaskResponse:
    """The same list as a file."""
    return workbook(_waiting())


def _waiting() -> Table:
    people = {row.id: row for row in queries.accounts(scope())}
    return waiting_table(queries.pending_grants(scope()), people, unit_names(), clock.today())


@blueprint.post("/tai-khoan/vai-tro/<int:grant_id>/duyet")
@allow(KEEP)
def grant_approve(grant_id: int) -> Answer:
    """Let a waiting role take effect."""
    return _decide(grant_id, approve=True)


@blueprint.post("/tai-khoan/vai-tro/<int:grant_id>/tu-choi")
@allow(KEEP)
def grant_refuse(grant_id: int) -> Answer:
    """Drop a waiting role."""
    return _decide(grant_id, approve=False)


def _decide(grant_id: int, *, approve: bool) -> Answer:
    form, actor, now = VersionForm(), current_actor(), clock.real_now()
    decide = grants.approve if approve else grants.refuse
    try:
        with write_transaction():
            found = queries.managed_grant(scope(), grant_id, lock=True) or abort(404)
            decide(found, form.version.number, actor, now=now)
    except Stale:
        flash("Vai trò này không còn chờ duyệt hoặc đã thay đổi.", "warning")
    else:
        told = "Đã duyệt vai trò." if approve else "Đã từ chối; vai trò cũ vẫn chỉ xem."
        flash(told, "success")
    return redirect(url_for("administration.grants_waiting"))


def _grant(grant_id: int) -> tuple[GrantRow, AccountRow]:
    """The role with its account; 404 when it is not the administrator's to keep."""
    found = queries.managed_grant(scope(), grant_id) or abort(404)
    row = shown(found.user_id)
    return next(grant for grant in row.grants if grant.id == grant_id), row


def _may_be_absent(row: AccountRow) -> list[tuple[int, str]]:
    """Everybody else who holds a role that is no stand-in, by name."""
    today, names = clock.today(), unit_names()
    found = []
    for one in queries.accounts(scope()):
        own = [grant for grant in one.grants_on(today) if not grant.stands_in_for_id]
        if own and one.id != row.id:
            found.append((one.id, f"{one.name} ({own[0].role.label}, {names[own[0].unit_id]})"))
    return found


def _grant_page(row: AccountRow, form: RoleForm, status: int = 200) -> Answer:
    return render_template("administration/accounts/grant.html", row=row, form=form), status


def _end_page(row: AccountRow, grant: GrantRow, form: EndGrantForm, status: int = 200) -> Answer:
    page = render_template(
        "administration/accounts/end_grant.html", row=row, grant=grant, form=form,
        names=unit_names(),
    )  # fmt: skip
    return page, status


def _stand_in_page(row: AccountRow, form: StandInForm, status: int = 200) -> Answer:
    return render_template("administration/accounts/stand_in.html", row=row, form=form), status
