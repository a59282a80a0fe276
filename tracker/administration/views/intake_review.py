"""What is left to look at in a plan's file, answered on one page, many rows by one answer."""

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from tracker import clock
from tracker.administration.blueprint import blueprint
from tracker.administration.intake.asking import AskedField, Asking, asking_of
from tracker.administration.intake.forms.answers import (
    REST,
    FieldForm,
    NamesForm,
    PickForm,
    field_form,
    names_form,
    versions_in,
)
from tracker.administration.intake.readings import names_for
from tracker.administration.intake.stored import decided_line, offer_of_file
from tracker.administration.planning.stale import last_saved
from tracker.administration.views.intake_upload import opened_intake
from tracker.administration.views.saving import NEEDED
from tracker.db import write_transaction
from tracker.intake.models import PlanIntake
from tracker.intake.operations.deciding import (
    Versions,
    answer_addressees,
    keep_rows,
    set_field,
    set_taken,
)
from tracker.intake.queries.changes import changes
from tracker.intake.queries.intakes import rows_of
from tracker.intake.queries.links import links_of
from tracker.intake.queries.review import review
from tracker.plans.queries import plan_fields
from tracker.refusals import Refused, Stale
from tracker.web.gate import allow, current_actor

Answer = str | tuple[str, int] | Response
NOTHING_PICKED = "Chưa đánh dấu dòng nào."
NO_FIELD = "Chưa chọn lĩnh vực."
MOVED = "Người khác vừa sửa dòng đã đánh dấu. Xem lại rồi chọn lần nữa."


@blueprint.get("/nhap/<int:intake_id>")
@allow(NEEDED)
def intake(intake_id: int) -> Answer:
    """What waits in a file for a person, and what may be taken from its text."""
    return _page(opened_intake(intake_id))


@blueprint.post("/nhap/<int:intake_id>/nhom")
@allow(NEEDED)
def intake_names(intake_id: int) -> Answer:
    """Say whom printed names mean, in every row that prints them."""
    kept = opened_intake(intake_id)
    asked = asking_of(rows_of(kept.id), review(kept)).names
    form = names_form(asked, offer_of_file(kept, clock.today()), MultiDict(request.form))
    rest = REST in request.form
    if not form.validate():
        return _page(kept, form, status=422)
    answers, versions = form.answers(rest=rest), form.versions(rest=rest)
    if not answers:
        form.demand()
        return _page(kept, form, status=422)

    return _answered(
        intake_id, form, versions,
        lambda locked: answer_addressees(locked, answers, versions, current_actor(), clock.now()),
    )  # fmt: skip


@blueprint.post("/nhap/<int:intake_id>/linh-vuc")
@allow(NEEDED)
def intake_field(intake_id: int) -> Answer:
    """Give rows their field."""
    form = field_form(_field_choices())
    if not form.validate() or not form.field_id.data:
        form.show({} if form.errors else {"field_id": NO_FIELD})
        return _page(opened_intake(intake_id), form, status=422)
    field_id, versions = form.field_id.data, form.versions
    return _answered(
        intake_id, form, versions,
        lambda locked: set_field(locked, field_id, versions, current_actor(), clock.now()),
    )  # fmt: skip


@blueprint.post("/nhap/<int:intake_id>/giu")
@allow(NEEDED)
def intake_keep(intake_id: int) -> Answer:
    """Say of ticked rows that they are read rightly."""
    versions = versions_in(request.form.getlist("dong"))
    return _picked(
        intake_id, versions, "Đã ghi: các dòng đã đánh dấu đọc đúng.",
        lambda locked: keep_rows(locked, versions, current_actor(), clock.now()),
    )  # fmt: skip


@blueprint.post("/nhap/<int:intake_id>/lay")
@allow(NEEDED)
def intake_take(intake_id: int) -> Answer:
    """Take ticked rows or paragraphs into the plan, or leave them out."""
    versions = versions_in(request.form.getlist("dong"))
    taken = request.form.get("lay") == "1"
    told = "Đã đưa vào kế hoạch." if taken else "Đã để ngoài kế hoạch."
    return _picked(
        intake_id, versions, told,
        lambda locked: set_taken(locked, versions, current_actor(), clock.now(), taken=taken),
    )  # fmt: skip


def _write(intake_id: int, act: Callable[[PlanIntake], None]) -> None:
    with write_transaction():
        act(opened_intake(intake_id, lock=True))


def _answered(
    intake_id: int, form: NamesForm | FieldForm, versions: Versions,
    act: Callable[[PlanIntake], None],
) -> Answer:  # fmt: skip
    """The page once more, where what was chosen cannot be kept; else on to what is left."""
    try:
        _write(intake_id, act)
    except Refused as refused:
        form.show(refused.problems)
        return _page(opened_intake(intake_id), form, status=422)
    except Stale:
        rows = [row for row in rows_of(intake_id) if row.id in versions]
        bodies = names_for(rows, clock.today())
        theirs = [(f"Dòng {row.number or row.position}", decided_line(row, bodies)) for row in rows]
        if isinstance(form, NamesForm):
            form.renew(rows)
        else:
            theirs.append(("Lĩnh vực vừa chọn, chưa lưu", form.chosen))
        return _page(opened_intake(intake_id), form, status=409, theirs=theirs)
    flash("Đã ghi câu trả lời.", "success")
    return redirect(url_for("administration.intake", intake_id=intake_id))


def _picked(
    intake_id: int, versions: Versions, told: str, act: Callable[[PlanIntake], None]
) -> Answer:
    """Back to what is left, with what came of it."""
    kind = "success"
    form = PickForm()
    try:
        if not form.validate() or not versions:
            raise Refused({"": NOTHING_PICKED})
        _write(intake_id, act)
    except Refused as refused:
        told, kind = " ".join(refused.problems.values()), "warning"
    except Stale:
        told, kind = MOVED, "warning"
    opened_intake(intake_id)
    flash(told, kind)
    return redirect(url_for("administration.intake", intake_id=intake_id))


def _page(
    kept: PlanIntake, form: NamesForm | FieldForm | None = None, *, status: int = 200,
    theirs: list[tuple[str, str]] | None = None,
) -> Answer:  # fmt: skip
    rows, today, seen = rows_of(kept.id), clock.today(), review(kept)
    asking, links = asking_of(rows, seen), links_of(kept.id)
    page = render_template(
        "administration/intake/review.html", intake=kept, plan=kept.plan, review=seen, form=form,
        asking=asking, names=_names(kept, asking, form), fields=_fields(asking, form),
        passages=[row for row in rows if row.origin == "passage" and not row.taken],
        aside=[row for row in rows if row.origin != "passage" and not row.taken],
        known=names_for(rows, today), by_id={row.id: row for row in rows}, theirs=theirs,
        who=last_saved(f"plan:{kept.plan.code}") if theirs else None, rest=REST,
        sure=seen.taken - sum(one.row.taken for one in asking.rows),
        changes=changes(kept) if kept.compared else None, links=len(links),
        links_taken=sum(link.taken for link in links),
        all_ticked=request.args.get("chon") == "tat-ca",
    )  # fmt: skip
    return page, status


def _names(kept: PlanIntake, asking: Asking, posted: object) -> tuple[NamesForm, list[Any]]:
    """The form of names with, for each of its names, what is asked about it now."""
    form = posted if isinstance(posted, NamesForm) else None
    form = form or names_form(asking.names, offer_of_file(kept, clock.today()))
    known = {(one.role.value, "\n".join(one.printed)): one for one in asking.names}
    shown = [
        (slot, known.get((slot.get(form, "role").data, slot.get(form, "printed").data)))
        for slot in form.slots
    ]
    return form, shown


def _fields(asking: Asking, posted: object) -> list[tuple[AskedField, FieldForm]]:
    """What is asked about fields, each with its form; the posted one keeps what was chosen."""
    choices = _field_choices()
    made = [(one, field_form(choices, one)) for one in asking.fields]
    if not isinstance(posted, FieldForm):
        return made
    ids = set(posted.versions)
    return [
        (one, posted if ids and ids <= {row.id for row in one.rows} else form) for one, form in made
    ]


def _field_choices() -> list[tuple[int, str]]:
    return [(field.id, field.name) for field in plan_fields().values()]
