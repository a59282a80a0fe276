"""Lĩnh vực: names, order, other names, the body that follows each."""

from typing import Any

from flask import Response, abort, flash, redirect, render_template, request, url_for

from tracker import clock
from tracker.administration.blueprint import blueprint
from tracker.administration.planning.stale import last_saved
from tracker.administration.register.forms.fields import (
    USED_IN,
    FieldForm,
    NewFieldForm,
    field_facts,
    follower_changes,
    followers_form,
    stored_field,
)
from tracker.administration.register.tables import fields_table
from tracker.administration.views.keeping import Answer, require_whole
from tracker.administration.views.saving import Attempt, attempt
from tracker.documents.tables import Table
from tracker.documents.views import paper, printing, workbook
from tracker.permissions import Permission
from tracker.plans.fields.operations import change_field, change_followers, create_field
from tracker.plans.fields.queries import KeptField, kept_field, kept_fields, locked_field
from tracker.plans.models import Field
from tracker.text import vn_date
from tracker.units.queries import names_on, units_in_scope
from tracker.web.gate import allow, current_actor

NEEDED = Permission.MANAGE_PLANS


@blueprint.get("/linh-vuc")
@allow(NEEDED)
def fields() -> str:
    """Every field with the body that follows it today."""
    require_whole(NEEDED)
    if printing():
        return paper(_fields())
    today = clock.today()
    return render_template(
        "administration/fields.html", fields=kept_fields(), names=names_on(today), today=today,
        used_in=dict(USED_IN),
    )  # fmt: skip


@blueprint.get("/linh-vuc.xlsx")
@allow(NEEDED)
def fields_xlsx() -> Response:
    """The same list as a file."""
    require_whole(NEEDED)
    return workbook(_fields())


def _fields() -> Table:
    today = clock.today()
    return fields_table(kept_fields(), names_on(today), dict(USED_IN), today)


@blueprint.route("/linh-vuc/moi", methods=["GET", "POST"])
@allow(NEEDED)
def field_new() -> Answer:
    """Add a field."""
    require_whole(NEEDED)
    form = NewFieldForm(data={"used_in": "both", "sort_order": len(kept_fields()) + 1})
    if not form.is_submitted():
        return _page(form, None, Attempt())
    made: list[int] = []

    def act() -> None:
        code, facts = form.code.data or "", field_facts(form)
        made.append(create_field(code, facts, current_actor(), clock.now()).id)

    tried = attempt(form, [], None, act) if form.validate() else Attempt(status=422)
    if not tried.saved:
        return _page(form, None, tried)
    flash("Đã thêm lĩnh vực. Tiếp theo, ghi cơ quan theo dõi.", "success")
    return redirect(url_for("administration.field_followers", field_id=made[0]))


@blueprint.route("/linh-vuc/<int:field_id>", methods=["GET", "POST"])
@allow(NEEDED)
def field(field_id: int) -> Answer:
    """Change what a field is called and where it stands."""
    require_whole(NEEDED)
    kept = _kept(field_id)
    form = FieldForm(data=stored_field(kept))
    if not form.is_submitted():
        return _page(form, kept, Attempt())

    def act() -> None:
        row, facts = _locked(field_id), field_facts(form)
        change_field(row, facts, form.opened_version, current_actor(), clock.now())

    tried = attempt(form, [], None, act) if form.validate() else Attempt(status=422)
    if tried.saved:
        flash("Đã lưu lĩnh vực.", "success")
        return redirect(url_for("administration.fields"))
    kept = _kept(field_id)
    if tried.stale:
        form.version.data = str(kept.row.version)
    return _page(form, kept, tried)


@blueprint.route("/linh-vuc/<int:field_id>/theo-doi", methods=["GET", "POST"])
@allow(NEEDED)
def field_followers(field_id: int) -> Answer:
    """Who follows a field from when to when; one body on one day."""
    require_whole(NEEDED)
    kept = _kept(field_id)
    form = followers_form(kept, _names(kept))
    if not form.is_submitted():
        return _followers_page(form, kept, Attempt())
    if form.opened_version != kept.row.version:
        return _followers_page(_freshened(kept), kept, Attempt(status=409, stale=True))
    if form.validate() and form.unit.data and not form.unit_first.data:
        form.show({"unit_first": "Hãy nhập ngày bắt đầu theo dõi."})
    if form.errors:
        return _followers_page(form, kept, Attempt(status=422))
    changes = follower_changes(form, kept)

    def act() -> None:
        row = _locked(field_id)
        change_followers(row, changes, form.opened_version, current_actor(), clock.now())

    tried = attempt(form, [], None, act)
    if tried.saved:
        flash("Đã lưu cơ quan theo dõi lĩnh vực.", "success")
        return redirect(url_for("administration.fields"))
    kept = _kept(field_id)
    if tried.stale:
        form = _freshened(kept)
    return _followers_page(form, kept, tried)


def _freshened(kept: KeptField) -> Any:  # noqa: ANN401 - a form of followers
    """What was typed, with the rows that were added since."""
    form = followers_form(kept, _names(kept))
    for one in kept.followers:
        if f"first_{one.id}" not in request.form:
            form[f"first_{one.id}"].data = one.valid_from
            form[f"last_{one.id}"].data = one.valid_to
    form.version.data = str(kept.row.version)
    return form


def _kept(field_id: int) -> KeptField:
    kept = kept_field(field_id)
    if kept is None:
        abort(404)
    return kept


def _locked(field_id: int) -> Field:
    row = locked_field(field_id)
    if row is None:
        abort(404)
    return row


def _names(kept: KeptField) -> dict[int, str]:
    """The bodies that may follow a field: those of today, and whoever followed it."""
    today = clock.today()
    found = {unit.id: unit.name for unit in units_in_scope(None, today)}
    named = names_on(today, [one.unit_id for one in kept.followers])
    return found | {number: unit.name for number, unit in named.items()}


def _page(form: FieldForm, kept: KeptField | None, tried: Attempt) -> Answer:
    theirs = None
    if tried.stale and kept is not None:
        row = kept.row
        theirs = [
            ("Tên lĩnh vực", row.name), ("Thứ tự", str(row.sort_order)),
            ("Dùng trong", dict(USED_IN)[row.used_in]),
            ("Tên gọi khác", stored_field(kept)["aliases"]), ("Căn cứ", row.source),
        ]  # fmt: skip
    page = render_template(
        "administration/fields_form.html", form=form, kept=kept, theirs=theirs,
        who=last_saved(f"field:{kept.row.code}") if theirs and kept else None,
    )  # fmt: skip
    return page, tried.status


def _followers_page(form: Any, kept: KeptField, tried: Attempt) -> Answer:  # noqa: ANN401
    names, theirs = _names(kept), None
    if tried.stale:
        theirs = [
            (names[one.unit_id], f"{_day(one.valid_from)} – {_day(one.valid_to)}")
            for one in kept.followers
        ] or [("Cơ quan theo dõi", "")]  # fmt: skip
    page = render_template(
        "administration/fields_followers.html", form=form, kept=kept, names=names, theirs=theirs,
        who=last_saved(f"field:{kept.row.code}") if tried.stale else None,
    )  # fmt: skip
    return page, tried.status


def _day(day: Any) -> str:  # noqa: ANN401 - a day or none
    return vn_date(day) if day else "không ghi"
