"""Nhóm đơn vị: wordings and members; changed members are previewed and laid out."""

from collections import Counter
from typing import Any

from flask import Response, abort, flash, redirect, render_template, request, url_for

from tracker import clock
from tracker.administration.blueprint import blueprint
from tracker.administration.planning.forms.base import DraftForm
from tracker.administration.planning.stale import last_saved
from tracker.administration.register.forms.groups import (
    GroupForm,
    NewGroupForm,
    group_facts,
    joining_problem,
    member_changes,
    members_form,
    stored_group,
)
from tracker.administration.register.operations import change_group_members
from tracker.administration.register.queries import plans_addressing
from tracker.administration.register.tables import groups_table
from tracker.administration.views.keeping import Answer, require_whole
from tracker.administration.views.saving import WORDS, Attempt, attempt, saving, told
from tracker.documents.tables import Table
from tracker.documents.views import paper, printing, workbook
from tracker.permissions import Permission
from tracker.tasks.rules.effects import Effect, Fate
from tracker.text import vn_date
from tracker.units.models import UnitGroup, UnitGroupMember
from tracker.units.operations.groups import change_group, create_group
from tracker.units.queries import group_lines, kept_group, memberships, names_on, units_in_scope
from tracker.web.gate import allow, current_actor

NEEDED = Permission.MANAGE_UNITS


@blueprint.get("/nhom-don-vi")
@allow(NEEDED)
def groups() -> str:
    """Every group with the number of its members today."""
    require_whole(NEEDED)
    if printing():
        return paper(_groups())
    today = clock.today()
    return render_template("administration/groups.html", groups=group_lines(today), today=today)


@blueprint.get("/nhom-don-vi.xlsx")
@allow(NEEDED)
def groups_xlsx() -> Response:
    """The same list as a file."""
    require_whole(NEEDED)
    return workbook(_groups())


def _groups() -> Table:
    today = clock.today()
    return groups_table(group_lines(today), today)


@blueprint.route("/nhom-don-vi/moi", methods=["GET", "POST"])
@allow(NEEDED)
def group_new() -> Answer:
    """Add a group; its members come after."""
    require_whole(NEEDED)
    form = NewGroupForm()
    if not form.is_submitted():
        return _form_page(form, None, Attempt())
    made: list[int] = []

    def act() -> None:
        code, facts = form.code.data or "", group_facts(form)
        made.append(create_group(code, facts, current_actor(), clock.now()).id)

    tried = attempt(form, [], None, act) if form.validate() else Attempt(status=422)
    if not tried.saved:
        return _form_page(form, None, tried)
    flash("Đã thêm nhóm. Tiếp theo, chọn thành viên.", "success")
    return redirect(url_for("administration.group_members", group_id=made[0]))


@blueprint.route("/nhom-don-vi/<int:group_id>", methods=["GET", "POST"])
@allow(NEEDED)
def group_edit(group_id: int) -> Answer:
    """Change what a group is called."""
    require_whole(NEEDED)
    row = _kept(group_id)
    form = GroupForm(data=stored_group(row))
    if not form.is_submitted():
        return _form_page(form, row, Attempt())

    def act() -> None:
        locked, facts = _kept(group_id, lock=True), group_facts(form)
        change_group(locked, facts, form.opened_version, current_actor(), clock.now())

    tried = attempt(form, [], None, act) if form.validate() else Attempt(status=422)
    if tried.saved:
        flash("Đã lưu nhóm.", "success")
        return redirect(url_for("administration.groups"))
    row = _kept(group_id)
    if tried.stale:
        form.version.data = str(row.version)
    return _form_page(form, row, tried)


@blueprint.route("/nhom-don-vi/<int:group_id>/thanh-vien", methods=["GET", "POST"])
@allow(NEEDED)
def group_members(group_id: int) -> Answer:
    """Change who belongs to a group; what it does to phần việc is shown before."""
    require_whole(NEEDED)
    row, members = _kept(group_id), memberships(group_id)
    form = members_form(members, _names(members), row.version)
    if not form.is_submitted():
        return _members_page(form, row, members, Attempt())
    if form.opened_version != row.version:
        return _stale_members(row, members)
    problem = joining_problem(form) if form.validate() else ""
    if problem:
        form.show({"joining_first": problem})
    if form.errors:
        return _members_page(form, row, members, Attempt(status=422))
    changes = member_changes(form, members)

    def act() -> None:
        locked = _kept(group_id, lock=True)
        change_group_members(locked, changes, form.opened_version, saving())

    tried = attempt(form, plans_addressing(group_id), changes, act)
    if tried.saved:
        flash(told("Đã lưu thành viên của nhóm.", tried.effect), "success")
        return redirect(url_for("administration.groups"))
    row, members = _kept(group_id), memberships(group_id)
    if tried.stale:
        return _stale_members(row, members)
    return _members_page(form, row, members, tried)


def _stale_members(row: UnitGroup, members: list[UnitGroupMember]) -> Answer:
    """What was typed, with the members that joined since."""
    fresh: Any = members_form(members, _names(members), row.version)
    for one in members:
        if f"first_{one.id}" not in request.form:
            fresh[f"first_{one.id}"].data = one.valid_from
            fresh[f"last_{one.id}"].data = one.valid_to
    fresh.version.data, fresh.confirmed.data = str(row.version), ""
    return _members_page(fresh, row, members, Attempt(status=409, stale=True))


def by_unit(effect: Effect, names: dict[int, Any]) -> list[tuple[str, list[tuple[str, int]]]]:
    """What becomes of phần việc, unit by unit in official order."""
    counted = Counter((change.key[2], change.fate) for change in effect.changes)
    return [
        (unit.name, [(WORDS[fate], counted[unit_id, fate]) for fate in Fate
                     if counted[unit_id, fate]])
        for unit_id, unit in names.items()
        if any(counted[unit_id, fate] for fate in Fate)
    ]  # fmt: skip


def _kept(group_id: int, *, lock: bool = False) -> UnitGroup:
    row = kept_group(group_id, lock=lock)
    if row is None:
        abort(404)
    return row


def _names(members: list[UnitGroupMember]) -> dict[int, str]:
    """The units that may belong to a group: those of today, and whoever belonged to it."""
    today = clock.today()
    living = {unit.id: unit.name for unit in units_in_scope(None, today)}
    former = {one.unit_id for one in members} - living.keys()
    return living | ({number: unit.name for number, unit in names_on(today, former).items()}
                     if former else {})  # fmt: skip


def _ended(members: list[UnitGroupMember]) -> set[int]:
    """Those of the members that exist no more."""
    living = {unit.id for unit in units_in_scope(None, clock.today())}
    return {one.unit_id for one in members} - living


def _form_page(form: GroupForm, row: UnitGroup | None, tried: Attempt) -> Answer:
    theirs = None
    if tried.stale and row is not None:
        kept = stored_group(row)
        theirs = [
            ("Tên nhóm", row.name), ("Các cách gọi", kept["forms"]), ("Căn cứ", row.source)
        ]  # fmt: skip
    page = render_template(
        "administration/groups_form.html", form=form, row=row, theirs=theirs,
        who=last_saved(f"group:{row.code}") if theirs and row else None,
    )  # fmt: skip
    return page, tried.status


def _members_page(
    form: DraftForm, row: UnitGroup, members: list[UnitGroupMember], tried: Attempt
) -> Answer:
    today = clock.today()
    names, known = names_on(today), _names(members)
    theirs = None
    if tried.stale:
        theirs = [
            (known[one.unit_id], f"{_day(one.valid_from)} – {_day(one.valid_to)}")
            for one in members
        ]  # fmt: skip
    page = render_template(
        "administration/groups_members.html", form=form, row=row, members=members, names=known,
        preview=tried.preview, by_unit=by_unit(tried.effect, names), today=today, theirs=theirs,
        ended=_ended(members),
        who=last_saved(f"group:{row.code}") if tried.stale else None,
    )  # fmt: skip
    return page, tried.status


def _day(day: Any) -> str:  # noqa: ANN401 - a day or none
    return vn_date(day) if day else "không ghi"
