"""One row of a plan's file, corrected by hand beside what stands in the file."""

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from tracker import clock
from tracker.administration.blueprint import blueprint
from tracker.administration.intake.forms.rows import FileRowForm, file_row_form
from tracker.administration.intake.stored import (
    nameable_in,
    offer_of,
    printed_pairs,
    sharers_of,
)
from tracker.administration.planning.forms.rows import (
    CELLS,
    Offer,
    part_anew,
    part_of,
    stored_values,
)
from tracker.administration.planning.offers import LiveReading, live_reading
from tracker.administration.planning.stale import last_saved
from tracker.administration.views.intake_upload import opened_intake, past
from tracker.administration.views.intake_whole import original_lines
from tracker.administration.views.saving import NEEDED
from tracker.calendar.schedule import PlanContext
from tracker.db import write_transaction
from tracker.intake.models import IntakeRow, PlanIntake
from tracker.intake.operations.deciding import Beside, correct_row
from tracker.intake.queries.intakes import facts_of, kept_row, rows_of
from tracker.refusals import Refused, Stale
from tracker.web.gate import allow, current_actor, current_viewer
from tracker.web.paths import safe_next

Answer = str | tuple[str, int] | Response


def opened_row(intake_id: int, row_id: int, *, lock: bool = False) -> IntakeRow:
    """A row of a file, where its plan is the viewer's to keep; 404 otherwise."""
    row = kept_row(current_viewer(), row_id, lock=lock)
    if row is None or row.intake_id != intake_id:
        abort(404)
    return row


@blueprint.route("/nhap/<int:intake_id>/dong/<int:row_id>", methods=["GET", "POST"])
@allow(NEEDED)
def intake_row(intake_id: int, row_id: int) -> Answer:
    """Correct a row; one that was left out enters the plan when it is saved."""
    row = opened_row(intake_id, row_id)
    rows, kept = rows_of(intake_id), opened_intake(intake_id)
    if (away := past(kept)) is not None:
        return away
    offer = offer_of(row, rows, kept, clock.today())
    form, parted = _form(row, offer, sharers_of(row, rows))
    if not form.is_submitted() or parted or not form.validate():
        return _page(form, row, 422 if form.errors else 200, parted=parted)
    facts, version = form.part.facts(form, offer), form.opened_version
    beside = Beside(form.note.data or "", form.cells_from_id.data or None)
    actor, now = current_actor(), clock.now()
    try:
        with write_transaction():
            locked = opened_row(intake_id, row_id, lock=True)
            correct_row(locked, facts, version, actor, now, taken=True, beside=beside)
    except Refused as refused:
        form.show(refused.problems)
        return _page(form, opened_row(intake_id, row_id), 422)
    except Stale:
        row = opened_row(intake_id, row_id)
        form.version.data = str(row.version)
        return _page(form, row, 409, theirs=printed_pairs(row))
    flash("Đã lưu dòng.", "success")
    return redirect(
        safe_next(form.next.data, url_for("administration.intake", intake_id=intake_id))
    )


def _form(row: IntakeRow, offer: Offer, sharers: list[tuple[int, str]]) -> tuple[FileRowForm, bool]:
    """The form, and whether cells were just parted anew, so that a person must look first."""
    if request.method != "POST":
        stored = stored_values(facts_of(row)) | {
            "version": str(row.version), "note": row.note, "cells_from_id": row.cells_from_id or 0,
            "next": safe_next(request.args.get("next"), ""),
        }  # fmt: skip
        return file_row_form(offer, part_of(stored), sharers, data=stored), False
    posted: MultiDict[str, str] = MultiDict(request.form)
    parted = part_anew(posted, "", offer.named)
    return file_row_form(offer, part_of(posted), sharers, posted=posted), parted


def _page(
    form: FileRowForm, row: IntakeRow, status: int, *, parted: bool = False,
    theirs: list[tuple[str, str]] | None = None,
) -> Answer:  # fmt: skip
    kept = opened_intake(row.intake_id)
    lines = [
        line
        for line in original_lines(kept, rows_of(kept.id))
        if any(one.id == row.id for one in (*line.begins, *line.goes_on))
    ]
    default = url_for("administration.intake", intake_id=kept.id)
    page = render_template(
        "administration/intake/row.html", form=form, part=form.part, row=row, intake=kept,
        plan=kept.plan, lines=lines, parted=parted, theirs=theirs,
        reading=_reading(form, kept),
        who=last_saved(f"plan:{kept.plan.code}") if theirs else None,
        back=safe_next(form.next.data, default),
    )  # fmt: skip
    return page, status


def _reading(form: FileRowForm, kept: PlanIntake) -> LiveReading:
    plan = kept.plan
    cells = {name: form.part.get(form, name).data or "" for name in CELLS}
    context = PlanContext(plan.period_start, plan.period_end, plan.year)
    return live_reading(cells, context, nameable_in(kept, clock.today()))
