"""One word for a field's standing work, applied to its rows in one operation."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from tracker import clock
from tracker.db import write_transaction
from tracker.permissions import Permission
from tracker.tasks.operations.updating import Submission
from tracker.tasks.operations.updating_many import RowsRefused, When, record_updates
from tracker.tasks.queries import grid as queries
from tracker.tasks.queries.history import SaidLine
from tracker.tasks.queries.rows import Scope, WorkRow, scope_of
from tracker.tasks.rules.states import State
from tracker.tasks.rules.updating import Said
from tracker.text import vn_number
from tracker.web.fields import number_in
from tracker.web.gate import allow, current_actor, current_viewer
from tracker.work import filters
from tracker.work.blueprint import blueprint
from tracker.work.days import DayCount
from tracker.work.grid.forms import StandingForm, prefix_of
from tracker.work.grid.posting import locked_rows
from tracker.work.grid.said import newest_lines
from tracker.work.lines import Line, lines
from tracker.workdays.queries import days_off

CHOOSE = "Hãy chọn ít nhất một nhiệm vụ."
LIST_CHANGED = "Danh sách nhiệm vụ vừa thay đổi: hãy xem lại các dòng được chọn rồi lưu lại."

Answer = str | tuple[str, int] | Response


@dataclass(frozen=True, slots=True)
class Place:
    """A unit and a field with standing work, and how many rows there are."""

    unit_id: int
    field_id: int
    label: str
    count: int
    url: str


@blueprint.route("/thuong-xuyen", methods=["GET", "POST"])
@allow(Permission.UPDATE_WORK)
def standing() -> Answer:
    """Choose a field, then say one word of all its standing rows, or of those left ticked."""
    today = clock.today()
    scope = scope_of(current_viewer(), Permission.UPDATE_WORK)
    offered = filters.choices(today)
    places = _places(scope, offered)
    chosen = next((one for one in places if one.url == _asked()), None)
    if chosen is None:
        if "linhvuc" in request.args:
            abort(404)
        return render_template("work/standing.html", places=places, chosen=None, today=today)
    found = queries.standing_rows(scope, chosen.unit_id, chosen.field_id, today.year)
    page = _Page(places, chosen, lines(found, offered, DayCount(days_off(), today)), today)
    if request.method != "POST":
        ticked = [row.id for row in found]
        form = StandingForm(form_key=secrets.token_urlsafe(16), happened_on=today, rows=ticked)
        return page.draw(_with_rows(form, found))
    return _save(page, _with_rows(StandingForm(), found), found)


def _places(scope: Scope, offered: filters.Choices) -> list[Place]:
    """Where there is standing work, by unit and field in official order."""
    found = queries.standing_fields(scope, offered.today.year)
    many = len({unit for unit, _ in found}) > 1
    return [
        Place(
            unit.id, field.id, f"{unit.name}: {field.name}" if many else field.name,
            found[unit.id, field.id], _url(unit.code, field.code),
        )
        for unit in offered.units.values()
        for field in offered.fields.values()
        if (unit.id, field.id) in found
    ]  # fmt: skip


def _url(unit: str, field: str) -> str:
    return url_for("work.standing", donvi=unit, linhvuc=field)


def _asked() -> str:
    return _url(request.args.get("donvi", ""), request.args.get("linhvuc", ""))


def _with_rows(form: StandingForm, found: Sequence[WorkRow]) -> StandingForm:
    form.rows.choices = [SelectChoice(str(row.id), row.title) for row in found]
    return form


@dataclass(frozen=True, slots=True)
class _Page:
    """The page of one field."""

    places: list[Place]
    chosen: Place
    lines: list[Line]
    today: date

    def draw(
        self,
        form: StandingForm,
        theirs: dict[int, SaidLine | None] | None = None,
        problems: dict[int, dict[str, str]] | None = None,
    ) -> str:
        return render_template(
            "work/standing.html", places=self.places, chosen=self.chosen, lines=self.lines,
            form=form, today=self.today, theirs=theirs or {}, problems=problems or {},
        )  # fmt: skip


def _save(page: _Page, form: StandingForm, found: Sequence[WorkRow]) -> Answer:
    if not form.validate():
        return page.draw(form), 422
    ticked = set(form.rows.data or ())
    ids = [row.id for row in found if row.id in ticked]
    if not ids or len(ids) != len(ticked):
        form.rows.errors = [CHOOSE if not ticked else LIST_CHANGED]
        return page.draw(form), 422
    said = Said(State.IN_PROGRESS, form.happened_on.data, form.words.data or "", None)
    try:
        written = _write(ids, said, form, When(page.today, clock.now()))
    except RowsRefused as refused:
        newest = newest_lines(refused.stale)
        theirs = {stale: newest.get(stale) for stale in refused.stale}
        return page.draw(form, theirs, refused.problems), 409 if refused.stale else 422
    flash(f"Đã ghi nội dung cho {vn_number(written)} nhiệm vụ thường xuyên.", "success")
    return redirect(url_for("work.standing"))


def _write(ids: Sequence[int], said: Said, form: StandingForm, when: When) -> int:
    submissions = {
        one: Submission(
            said, number_in(request.form.get(f"{prefix_of(one)}version")),
            f"{form.form_key.data or ''}-{one}",
        )
        for one in ids
    }  # fmt: skip
    with write_transaction():
        locked = locked_rows(current_viewer(), ids)
        return record_updates(locked, submissions, current_actor(), when)
