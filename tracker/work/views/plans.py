"""Kế hoạch: the printed plans. Everyone signed in reads the print; states follow the scope."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO

from flask import Blueprint, Response, abort, render_template, send_file, url_for

from tracker import clock
from tracker.documents.tables import Table
from tracker.documents.views import paper, printing, workbook
from tracker.documents.xlsx import MEDIA_TYPE as XLSX
from tracker.intake.going_out import appendix_of
from tracker.permissions import Permission, Viewer, can
from tracker.plans.queries import (
    PlanLine,
    amendments_of,
    manageable_plan,
    manageable_plans,
    plan_by_code,
    plan_fields,
    plan_lines,
    replaced_plans,
)
from tracker.plans.rules import PlanKind
from tracker.reports.docx.writing import MEDIA_TYPE as DOCX
from tracker.tasks.queries.mine import Review, review_by_plan
from tracker.tasks.queries.plan_rows import (
    PlanRow,
    Reading,
    awaits_deadline,
    plan_rows,
    rows_per_plan,
)
from tracker.units.queries import names_on
from tracker.web.gate import allow, current_viewer
from tracker.work.plan_tables import plan_table, plans_table

blueprint = Blueprint("plans", __name__)

KINDS = {kind.value: kind.label for kind in PlanKind}
CALLED = {"programme": "Đề án", "proposal": "Báo cáo", "assignment": "Văn bản"}
"""What a plan is called before its number; a kế hoạch where nothing else is said."""

DAYS_SHOWN = 4


@blueprint.get("/ke-hoach")
@allow(Permission.READ_PLANS)
def index() -> str:
    """Every plan with its period and size."""
    if printing():
        return paper(_plans())
    viewer, today = current_viewer(), clock.today()
    keeps = manageable_plans(viewer) if can(viewer, Permission.MANAGE_PLANS) else []
    return render_template(
        "plans/index.html",
        kept={plan.id for plan in keeps},
        replaced=replaced_plans(),
        plans=list(plan_lines().values()),
        kinds=KINDS,
        owners=names_on(today),
        sizes=rows_per_plan(),
        reviews=review_by_plan(),
        no_review=Review(),
        today=today,
    )


@blueprint.get("/ke-hoach.xlsx")
@allow(Permission.READ_PLANS)
def plans_xlsx() -> Response:
    """The same list as a file."""
    return workbook(_plans())


def _plans() -> Table:
    today = clock.today()
    plans = list(plan_lines().values())
    return plans_table(plans, names_on(today), rows_per_plan(), review_by_plan(), today)


@blueprint.get("/ke-hoach/<code>")
@allow(Permission.READ_PLANS)
def show(code: str) -> str:
    """One plan's rows as a tree."""
    plan = plan_by_code(code) or abort(404)
    if printing():
        return paper(_rows(plan))
    today = clock.today()
    rows = plan_rows(current_viewer(), plan.id, today)
    return render_template(
        "plans/show.html",
        plan=plan,
        amendments=amendments_of(plan.id),
        keep_url=_keep_url(current_viewer(), plan.id),
        called=f"{CALLED.get(plan.kind, 'Kế hoạch')} {plan.number}" if plan.number else plan.label,
        owner=names_on(today, [plan.owner_unit_id])[plan.owner_unit_id],
        sections=sections(rows, {field.id: field.name for field in plan_fields().values()}),
        days_shown=DAYS_SHOWN,
        awaits_deadline=awaits_deadline,
        due_days=due_days,
        today=today,
    )


@blueprint.get("/ke-hoach/<code>.xlsx")
@allow(Permission.READ_PLANS)
def rows_xlsx(code: str) -> Response:
    """The rows as a file."""
    return workbook(_rows(plan_by_code(code) or abort(404)))


@blueprint.get("/ke-hoach/<code>/phu-luc.docx")
@allow(Permission.READ_PLANS)
def appendix_docx(code: str) -> Response:
    """The plan as an appendix for Word."""
    found = appendix_of(code, clock.today()) or abort(404)
    return _as_file(found.docx(), DOCX, f"Phụ lục {code}.docx")


@blueprint.get("/ke-hoach/<code>/phu-luc.xlsx")
@allow(Permission.READ_PLANS)
def appendix_xlsx(code: str) -> Response:
    """The plan as an appendix for Excel."""
    found = appendix_of(code, clock.today()) or abort(404)
    return _as_file(found.xlsx(), XLSX, f"Phụ lục {code}.xlsx")


def _as_file(content: bytes, media_type: str, name: str) -> Response:
    return send_file(BytesIO(content), media_type, as_attachment=True, download_name=name)


def _rows(plan: PlanLine) -> Table:
    today = clock.today()
    names = {field.id: field.name for field in plan_fields().values()}
    found = sections(plan_rows(current_viewer(), plan.id, today), names)
    rows = [(section.name, row) for section in found for row in section.rows]
    return plan_table(plan, rows, due_days, today)


def _keep_url(viewer: Viewer, plan_id: int) -> str:
    """Where the plan is kept, for those who keep it."""
    may = can(viewer, Permission.MANAGE_PLANS) and manageable_plan(viewer, plan_id)
    return url_for("administration.plan", plan_id=plan_id) if may else ""


@dataclass(frozen=True, slots=True)
class Section:
    """Rows of one field that stand together in the print."""

    name: str
    rows: list[PlanRow]


def sections(rows: Sequence[PlanRow], names: dict[int, str]) -> list[Section]:
    """The rows in printed order, cut where the field changes."""
    found: list[Section] = []
    for row in rows:
        name = names.get(row.printed.field_id or 0, "")
        if not found or (found[-1].name != name and row.depth == 0):
            found.append(Section(name, []))
        found[-1].rows.append(row)
    return found


def due_days(readings: Sequence[Reading]) -> list[date]:
    """Every due day of a row, in order, no day twice."""
    return sorted({day for reading in readings for day in reading.due_days})
