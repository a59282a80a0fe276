"""Đối chiếu: every row of a plan's file as it stands there, beside what is read of it."""

from flask import render_template, request
from werkzeug.wrappers import Response

from tracker import clock
from tracker.administration.blueprint import blueprint
from tracker.administration.intake.forms.columns import heads_of, shown_tables
from tracker.administration.intake.original import OriginalLine, lines_of
from tracker.administration.intake.readings import names_for, readings_of
from tracker.administration.views.intake_upload import opened_intake
from tracker.administration.views.saving import NEEDED
from tracker.intake.models import IntakeRow, PlanIntake
from tracker.intake.queries.intakes import given_of, raw_of, rows_of
from tracker.plans.queries import plan_fields
from tracker.web.filters import query_url
from tracker.web.gate import allow

Answer = str | tuple[str, int] | Response
A_PAGE = 25
"""Rows of the file on one page."""


@blueprint.get("/nhap/<int:intake_id>/doi-chieu")
@allow(NEEDED)
def intake_whole(intake_id: int) -> str:
    """A page of the file beside its reading."""
    kept = opened_intake(intake_id)
    rows = rows_of(intake_id)
    first = max(request.args.get("after", 0, type=int), 0)
    every = original_lines(kept, rows)
    shown = every[first : first + A_PAGE]
    begun = {row.id for line in shown for row in line.begins}
    more = first + A_PAGE < len(every)
    return render_template(
        "administration/intake/whole.html", intake=kept, plan=kept.plan, lines=shown,
        total=len(every), readings=readings_of(rows, kept.plan, begun),
        names=names_for(rows, clock.today()), by_id={row.id: row for row in rows},
        fields={field.id: field.name for field in plan_fields().values()},
        next_url=query_url(after=first + A_PAGE) if more else None,
        first_url=query_url() if first else None,
    )  # fmt: skip


def original_lines(kept: PlanIntake, rows: list[IntakeRow]) -> list[OriginalLine]:
    """Every row of the file, with the rows of the plan that it gives."""
    raw = raw_of(kept)
    return lines_of(raw, rows, heads_of(shown_tables(raw, given_of(kept))))
