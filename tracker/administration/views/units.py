"""Cơ quan, đơn vị: the register, a unit by hand, its names, its end."""

from datetime import date
from typing import Any

from flask import Response, abort, current_app, flash, redirect, render_template, request, url_for

from tracker import clock
from tracker.administration.blueprint import blueprint
from tracker.administration.planning.forms.base import DraftForm
from tracker.administration.planning.stale import last_saved
from tracker.administration.register.forms.units import (
    EndForm,
    NameForm,
    NewUnitForm,
    RenameForm,
    UnitForm,
    name_facts,
    offer,
    unit_facts,
)
from tracker.administration.register.operations import edit_unit, end_free_unit
from tracker.administration.register.queries import left_of, opened_plans
from tracker.administration.register.tables import units_table
from tracker.administration.views.keeping import Answer
from tracker.administration.views.saving import Attempt, attempt, saving, told
from tracker.documents.tables import Table
from tracker.documents.views import paper, printing, workbook
from tracker.permissions import Permission
from tracker.text import vn_date
from tracker.units.models import Unit, UnitName
from tracker.units.operations import bodies
from tracker.units.queries import RegisterUnit, kept_unit, names_on, register, units_in_scope
from tracker.units.rules import UnitKind
from tracker.web.gate import allow, current_actor, current_viewer

NEEDED = Permission.MANAGE_UNITS
HAND_OVER_PAGE = "administration.handovers"


@blueprint.get("/don-vi")
@allow(NEEDED)
def units() -> str:
    """The register in official order, divisions under their body."""
    if printing():
        return paper(_units())
    rows = _scoped()
    inside: dict[int | None, list[Any]] = {}
    for unit in rows:
        if unit.kind == UnitKind.DIVISION:
            inside.setdefault(unit.parent_id, []).append(unit)
    tops = _tops(rows)
    return render_template(
        "administration/units.html", tops=tops, inside=inside, count=len(rows),
        kinds={kind.value: kind.label for kind in UnitKind}, names=names_on(clock.today()),
        today=clock.today(), whole=current_viewer().scope(NEEDED) is None,
    )  # fmt: skip


@blueprint.get("/don-vi.xlsx")
@allow(NEEDED)
def units_xlsx() -> Response:
    """The same register as a file."""
    return workbook(_units())


def _units() -> Table:
    rows, today = _scoped(), clock.today()
    ordered = [one for top in _tops(rows) for one in (top, *_inside(top, rows))]
    kinds = {kind.value: kind.label for kind in UnitKind}
    return units_table(ordered, names_on(today), kinds, today)


def _scoped() -> list[RegisterUnit]:
    """The units that the viewer keeps, in official order."""
    scope = current_viewer().scope(NEEDED)
    return [unit for unit in register() if scope is None or unit.id in scope]


def _tops(rows: list[RegisterUnit]) -> list[RegisterUnit]:
    """Those that stand under no other of them."""
    shown = {unit.id for unit in rows}
    return [unit for unit in rows if unit.kind != UnitKind.DIVISION or unit.parent_id not in shown]


def _inside(top: RegisterUnit, rows: list[RegisterUnit]) -> list[RegisterUnit]:
    return [one for one in rows if one.kind == UnitKind.DIVISION and one.parent_id == top.id]


@blueprint.get("/don-vi/<int:unit_id>")
@allow(NEEDED)
def unit(unit_id: int) -> str:
    """One unit: facts, names over time, what can be done."""
    row = _kept(unit_id)
    return _page("administration/units_show.html", row)


@blueprint.route("/don-vi/moi", methods=["GET", "POST"])
@allow(NEEDED)
def unit_new() -> Answer:
    """Add a unit with its first name."""
    form = NewUnitForm(data={"parent": request.args.get("thuoc", type=int) or 0})
    offer(form, _parents())
    if not form.is_submitted():
        return _page("administration/units_form.html", None, form=form)
    made: list[int] = []

    def act() -> None:
        facts, name = unit_facts(form), name_facts(form)
        row = bodies.create_unit(form.code.data, facts, name, current_actor(), clock.now())
        made.append(row.id)

    tried = attempt(form, [], None, act) if _valid(form) else Attempt(status=422)
    if not tried.saved:
        return _page("administration/units_form.html", None, tried, form=form)
    flash("Đã thêm cơ quan, đơn vị.", "success")
    return redirect(url_for("administration.unit", unit_id=made[0]))


@blueprint.route("/don-vi/<int:unit_id>/sua", methods=["GET", "POST"])
@allow(NEEDED)
def unit_edit(unit_id: int) -> Answer:
    """Change what a unit is; changed days are previewed."""
    row = _kept(unit_id)
    form = UnitForm(data=_stored(row) | {"version": str(row.version)})
    offer(form, _parents(row), row.kind)
    if row.valid_to is None:
        del form.valid_to
    if not form.is_submitted():
        return _page("administration/units_form.html", row, form=form)
    tried = Attempt(status=422)
    if _valid(form):
        facts = unit_facts(form, form.valid_to.data if "valid_to" in form else None)
        dated = (facts.valid_from, facts.valid_to) != (row.valid_from, row.valid_to)

        def act() -> None:
            edit_unit(_kept(unit_id, lock=True), facts, form.opened_version, saving())

        tried = attempt(form, opened_plans() if dated else [], facts, act)
    return _after(form, unit_id, tried, "administration/units_form.html", "Đã lưu.")


@blueprint.route("/don-vi/<int:unit_id>/ten-moi", methods=["GET", "POST"])
@allow(NEEDED)
def unit_rename(unit_id: int) -> Answer:
    """Another name from a day on."""
    row = _kept(unit_id)
    form = RenameForm(data=_named(row.names[-1]) | {"version": str(row.version), "day": None})
    template = "administration/units_name.html"
    if not form.is_submitted():
        form.name_source.data = ""
        return _page(template, row, form=form, mended=None)

    def act() -> None:
        facts = name_facts(form, form.day.data)
        locked = _kept(unit_id, lock=True)
        bodies.rename_unit(locked, facts, form.opened_version, current_actor(), clock.now())

    tried = attempt(form, [], None, act) if form.validate() else Attempt(status=422)
    return _after(form, unit_id, tried, template, "Đã ghi tên mới.", mended=None)


@blueprint.route("/don-vi/<int:unit_id>/ten/<int:name_id>", methods=["GET", "POST"])
@allow(NEEDED)
def unit_name(unit_id: int, name_id: int) -> Answer:
    """Put a name right where it was mistyped."""
    row = _kept(unit_id)
    found = next((one for one in row.names if one.id == name_id), None)
    if found is None:
        abort(404)
    form = NameForm(data=_named(found) | {"version": str(row.version)})
    if found is not row.names[-1] or found is row.names[0]:
        del form.day
    template = "administration/units_name.html"
    if not form.is_submitted():
        return _page(template, row, form=form, mended=found)

    def act() -> None:
        facts = name_facts(form, form.day.data if "day" in form else None)
        locked, actor = _kept(unit_id, lock=True), current_actor()
        bodies.correct_name(
            locked, name_id, facts, form.opened_version, actor=actor, now=clock.now()
        )

    tried = attempt(form, [], None, act) if form.validate() else Attempt(status=422)
    return _after(form, unit_id, tried, template, "Đã sửa tên.", mended=found)


@blueprint.route("/don-vi/<int:unit_id>/ket-thuc", methods=["GET", "POST"])
@allow(NEEDED)
def unit_end(unit_id: int) -> Answer:
    """End a unit that has nothing left; else say what is left and where it is handed over."""
    row = _kept(unit_id)
    if row.valid_to is not None or row.kind == UnitKind.PROVINCE:
        abort(404)
    form = EndForm(data={"version": str(row.version)})
    template = "administration/units_end.html"
    handover = HAND_OVER_PAGE if HAND_OVER_PAGE in current_app.view_functions else ""
    more = {"left": left_of(unit_id, clock.today()), "handover": handover}
    if not form.is_submitted():
        return _page(template, row, form=form, **more)
    tried = Attempt(status=422)
    if form.validate():
        day: date = form.last_day.data

        def act() -> None:
            end_free_unit(_kept(unit_id, lock=True), day, form.opened_version, saving())

        tried = attempt(form, opened_plans(), day, act)
    words = "Đã ghi ngày kết thúc hoạt động."
    return _after(form, unit_id, tried, template, words, **more)


def _kept(unit_id: int, *, lock: bool = False) -> Unit:
    row = kept_unit(current_viewer().scope(NEEDED), unit_id, lock=lock)
    if row is None:
        abort(404)
    return row


def _parents(row: Unit | None = None) -> dict[int, str]:
    """The bodies under which the viewer may put a unit, the present one always among them."""
    today, scope = clock.today(), current_viewer().scope(NEEDED)
    found = {unit.id: unit.name for unit in units_in_scope(scope, today)}
    if row is not None and row.parent_id is not None and row.parent_id not in found:
        found[row.parent_id] = names_on(today, [row.parent_id])[row.parent_id].name
    return found


def _valid(form: Any) -> bool:  # noqa: ANN401 - a unit's form
    """Whether the form holds; below the whole province a unit stands under one of one's own."""
    if not form.validate():
        return False
    whole = current_viewer().scope(NEEDED) is None
    if not whole and not form.parent.data:
        form.show({"parent": "Hãy chọn cơ quan mà đơn vị này trực thuộc."})
        return False
    return True


def _stored(row: Unit) -> dict[str, Any]:
    return {
        "kind": row.kind, "parent": row.parent_id or 0, "sort_order": row.sort_order,
        "valid_from": row.valid_from, "valid_to": row.valid_to, "source": row.source,
    }  # fmt: skip


def _named(name: UnitName) -> dict[str, Any]:
    return {
        "name": name.name, "short_name": name.short_name, "place": name.place,
        "superior": name.superior, "name_source": name.source, "day": name.valid_from,
    }  # fmt: skip


def _after(
    form: DraftForm, unit_id: int, tried: Attempt, template: str, words: str, **more: object
) -> Answer:
    """Lead on when it was saved; else show the form again, with both texts when it was stale."""
    if tried.saved:
        flash(told(words, tried.effect), "success")
        return redirect(url_for("administration.unit", unit_id=unit_id))
    row = _kept(unit_id)
    if tried.stale:
        form.version.data = str(row.version)
        more |= {"theirs": _saved_words(row), "who": last_saved(f"unit:{row.code}")}
    return _page(template, row, tried, form=form, **more)


def _saved_words(row: Unit) -> list[tuple[str, str]]:
    last = row.names[-1]
    days = f"từ {_day(row.valid_from)} đến {_day(row.valid_to)}"
    return [
        ("Tên hiện nay", last.name), ("Tên viết tắt", last.short_name), ("Địa danh", last.place),
        ("Cơ quan chủ quản", last.superior), ("Loại", UnitKind(row.kind).label),
        ("Thứ tự", str(row.sort_order)), ("Hoạt động", days), ("Căn cứ", row.source),
    ]  # fmt: skip


def _day(day: date | None) -> str:
    return vn_date(day) if day else "(để trống)"


def _page(template: str, row: Unit | None, tried: Attempt | None = None, **more: Any) -> Answer:  # noqa: ANN401
    today = clock.today()
    names = names_on(today)
    context = {
        "row": row, "names": names, "today": today, "theirs": None, "who": None,
        "preview": tried.preview if tried else None,
        "kinds": {kind.value: kind.label for kind in UnitKind},
        "children": _children(row), "form": None,
    } | more  # fmt: skip
    return render_template(template, **context), tried.status if tried else 200


def _children(row: Unit | None) -> list[Any]:
    return [one for one in register() if row is not None and one.parent_id == row.id]
