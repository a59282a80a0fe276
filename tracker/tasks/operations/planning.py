"""Open years of one plan, record that a proposed plan was issued, change a plan's period."""

from collections.abc import Iterable

from tracker import history
from tracker.documents.operations import Paper, record_paper
from tracker.extensions import db
from tracker.plans.models import Plan, PlanOpening
from tracker.plans.operations import PlanFacts, change_plan
from tracker.plans.rules import Standing
from tracker.refusals import Refused, check_version
from tracker.tasks.operations.editing_rows import Saving, settle
from tracker.tasks.operations.laying_out import Counts, lay_out_plan
from tracker.tasks.queries import layout

NOT_ISSUED = "Kế hoạch mới đề xuất: hãy ghi nhận văn bản giao nhiệm vụ trước khi mở năm."
OUTSIDE = "Năm {} không nằm trong thời gian thực hiện của kế hoạch."


def years_to_open(plan: Plan, last: int, tracking_from: int) -> list[int]:
    """The years up to `last` that the plan reaches into and that are not opened yet."""
    first = max(plan.period_start.year, tracking_from)
    opened = set(layout.opened_years(plan.id))
    return [year for year in range(first, min(last, plan.period_end.year) + 1)
            if year not in opened]  # fmt: skip


def open_plan(plan: Plan, last: int, version: int, saving: Saving) -> Counts:
    """Open every year of the plan up to `last`, and lay it out. Raises Stale and Refused."""
    check_version(plan.version, version)
    if plan.standing != Standing.ISSUED:
        raise Refused({"": NOT_ISSUED})
    if not plan.period_start.year <= last <= plan.period_end.year:
        raise Refused({"": OUTSIDE.format(last)})
    years = years_to_open(plan, last, saving.settings.tracking_from.year)
    layout.lock_plan(plan.id)
    _open(plan, years, saving)
    history.record(
        saving.actor, "plan.open", at=saving.now, subject=f"plan:{plan.code}",
        detail={"years": years},
    )  # fmt: skip
    return lay_out_plan(plan, saving.settings, saving.actor, saving.now)


def _open(plan: Plan, years: Iterable[int], saving: Saving) -> None:
    for year in years:
        db.session.add(
            PlanOpening(
                plan_id=plan.id, year=year, opened_at=saving.now, actor_label=saving.actor.label
            )
        )
    db.session.flush()


def issue_plan(plan: Plan, paper: Paper, last: int, version: int, saving: Saving) -> Counts:
    """Record the paper that orders what was proposed, and open the plan up to the year `last`.

    The printed rows stay; the ordering paper becomes the plan's document. Raises Stale.
    """
    check_version(plan.version, version)
    plan.standing = Standing.ISSUED.value
    plan.document_id = record_paper(paper).id
    plan.version += 1
    years = years_to_open(plan, last, saving.settings.tracking_from.year)
    _open(plan, years, saving)
    history.record(
        saving.actor, "plan.issue", at=saving.now, subject=f"plan:{plan.code}",
        detail={"paper": paper.number, "years": years},
    )  # fmt: skip
    return settle(plan, saving)


def edit_plan(plan: Plan, facts: PlanFacts, version: int, saving: Saving) -> Counts:
    """Change what is said of a plan, and lay it out by its new period. Raises Stale, Refused."""
    change_plan(plan, facts, version, saving.actor, saving.now)
    return settle(plan, saving)
