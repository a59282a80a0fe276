"""What the columns of a plan's file mean, where a person knows better; the file is read again."""

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from tracker import clock
from tracker.administration.blueprint import blueprint
from tracker.administration.intake.forms.columns import (
    ColumnsForm,
    ShownTable,
    changed_in,
    columns_form,
    field_name,
    shown_tables,
)
from tracker.administration.planning.stale import last_saved
from tracker.administration.views.intake_upload import opened_intake, past
from tracker.administration.views.saving import NEEDED
from tracker.db import write_transaction
from tracker.documents.rules import FileRefused
from tracker.intake.models import PlanIntake
from tracker.intake.operations.receiving import read_anew, set_columns
from tracker.intake.queries.intakes import given_of, raw_of
from tracker.refusals import Refused, Stale
from tracker.web.gate import allow, current_actor

Answer = str | tuple[str, int] | Response


@blueprint.route("/nhap/<int:intake_id>/cot", methods=["GET", "POST"])
@allow(NEEDED)
def intake_columns(intake_id: int) -> Answer:
    """Say what columns mean; what was settled row by row stays."""
    kept = opened_intake(intake_id)
    if (away := past(kept)) is not None:
        return away
    tables = shown_tables(raw_of(kept), given_of(kept))
    form = columns_form(tables, kept.version)
    if not form.validate_on_submit():
        return _page(form, kept, tables, 422 if form.is_submitted() else 200)
    given = given_of(kept) | changed_in(form, tables)
    version = form.opened_version
    try:
        read = read_anew(kept, given)
        with write_transaction():
            locked = opened_intake(intake_id, lock=True)
            set_columns(locked, given, read, version, actor=current_actor(), now=clock.now())
    except FileRefused as refused:
        form.show({"": str(refused)})
    except Refused as refused:
        form.show(refused.problems)
    except Stale:
        return _stale(form, intake_id)
    else:
        flash("Đã đọc lại tệp theo các cột đã chọn.", "success")
        return redirect(url_for("administration.intake", intake_id=intake_id))
    return _page(form, opened_intake(intake_id), tables, 422)


def _stale(form: ColumnsForm, intake_id: int) -> Answer:
    kept = opened_intake(intake_id)
    tables = shown_tables(raw_of(kept), given_of(kept))
    form.version.data = str(kept.version)
    theirs = [
        (f"{table.label}, cột {one.column.head or one.column.number}", one.column.meaning.label)
        for table in tables
        for one in table.columns
    ]
    return _page(form, kept, tables, 409, theirs)


def _page(
    form: ColumnsForm, kept: PlanIntake, tables: list[ShownTable], status: int,
    theirs: list[tuple[str, str]] | None = None,
) -> Answer:  # fmt: skip
    page = render_template(
        "administration/intake/columns.html", form=form, intake=kept, plan=kept.plan,
        tables=tables, field_name=field_name, theirs=theirs,
        who=last_saved(f"plan:{kept.plan.code}") if theirs else None,
    )  # fmt: skip
    return page, status
