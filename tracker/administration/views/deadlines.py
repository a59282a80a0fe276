"""Settle a deadline by hand: of rows of one plan together, or of one phần việc."""

from collections.abc import Sequence

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from tracker import clock
from tracker.administration.blueprint import blueprint
from tracker.administration.planning.forms.deadlines import DeadlineForm, OwnDayForm, own_day
from tracker.administration.planning.stale import last_saved
from tracker.administration.views.saving import NEEDED, Attempt, attempt, saving, told
from tracker.calendar.periods import label as period_label
from tracker.tasks.models.obligation import Obligation
from tracker.tasks.models.printed import Task
from tracker.tasks.operations.settling import set_own_day, settle_deadline
from tracker.tasks.queries.planning import manageable_obligation, manageable_tasks, plan_of_rows
from tracker.text import vn_date
from tracker.units.queries import names_on
from tracker.web.gate import allow, current_viewer
from tracker.web.paths import safe_next

Answer = str | tuple[str, int] | Response
MOST = 200
"""Rows that one decision may serve."""


@blueprint.route("/thoi-han", methods=["GET", "POST"])
@allow(NEEDED)
def deadline() -> Answer:
    """One decision for the rows that the address names; they stand in one plan."""
    ids = sorted(set(request.args.getlist("nhiemvu", type=int)))[:MOST]
    rows = _rows(ids)
    form, tried = DeadlineForm(data={"versions": _versions(rows)}), Attempt()
    if not form.is_submitted():
        form.next.data = safe_next(request.args.get("next"), "")
    elif not form.validate():
        tried = Attempt(status=422)
    else:
        tried = _settle(form, ids, rows[0].plan_id)
    if tried.saved:
        words = f"Đã xác định thời hạn của {len(ids):02d} dòng."
        flash(told(words, tried.effect), "success")
        return redirect(safe_next(form.next.data, url_for("administration.queue")))
    return _page(form, _rows(ids), tried)


def _settle(form: DeadlineForm, ids: Sequence[int], plan_id: int) -> Attempt:
    decision = form.decision()
    versions = {row_id: form.opened_versions().get(row_id, 0) for row_id in ids}

    def act() -> None:
        settle_deadline(_rows(ids, lock=True), decision, versions, saving())

    return attempt(form, [plan_id], (tuple(ids), decision), act)


def _rows(ids: Sequence[int], *, lock: bool = False) -> list[Task]:
    """The rows, all of one plan of the viewer's and all still in force; 404 otherwise."""
    rows = manageable_tasks(current_viewer(), ids, lock=lock)
    if not rows or len(rows) != len(ids) or plan_of_rows(rows) is None:
        abort(404)
    if any(row.ended_on is not None or not row.owes for row in rows):
        abort(404)
    return rows


def _versions(rows: Sequence[Task]) -> str:
    return ",".join(f"{row.id}:{row.version}" for row in rows)


def _page(form: DeadlineForm, rows: Sequence[Task], tried: Attempt) -> Answer:
    theirs = None
    if tried.stale:
        form.versions.data = _versions(rows)
        theirs = [(f"Dòng {row.number}", "; ".join(rule.label for rule in row.schedule))
                  for row in rows]  # fmt: skip
    page = render_template(
        "administration/tasks_deadline.html", form=form, rows=rows, plan=rows[0].plan,
        preview=tried.preview, theirs=theirs,
        who=last_saved(f"plan:{rows[0].plan.code}") if theirs else None,
        back=safe_next(form.next.data, url_for("administration.queue")),
    )  # fmt: skip
    return page, tried.status


@blueprint.route("/phan-viec/<int:id>/han", methods=["GET", "POST"])
@allow(NEEDED)
def own_deadline(id: int) -> Answer:  # noqa: A002 - the name in the address
    """Give one phần việc a day of its own, with reason and paper."""
    row = _share(id)
    form, tried = OwnDayForm(data={"version": str(row.version)}), Attempt()
    if not form.is_submitted():
        form.next.data = safe_next(request.args.get("next"), "")
    elif not form.validate():
        tried = Attempt(status=422)
    else:
        own = own_day(form)

        def act() -> None:
            set_own_day(_share(id, lock=True), own, form.opened_version, saving())

        tried = attempt(form, [row.plan_id], own, act)
    row = _share(id)
    back = safe_next(form.next.data, url_for("work.task", code=row.task.code))
    if tried.saved:
        flash(f"Đã ghi ngày đến hạn riêng: {vn_date(row.due_on)}.", "success")
        return redirect(back)
    return _share_page(form, row, tried, back)


def _share(obligation_id: int, *, lock: bool = False) -> Obligation:
    row = manageable_obligation(current_viewer(), obligation_id, lock=lock)
    if row is None:
        abort(404)
    return row


def _share_page(form: OwnDayForm, row: Obligation, tried: Attempt, back: str) -> Answer:  # type: ignore[valid-type]
    if tried.stale:
        form.version.data = str(row.version)  # type: ignore[attr-defined]
    page = render_template(
        "administration/tasks_own_day.html", form=form, row=row, task=row.task,
        unit=names_on(clock.today(), [row.unit_id])[row.unit_id].name,
        period=period_label(row.period_key), preview=tried.preview, back=back,
        theirs=[("Ngày đến hạn", vn_date(row.due_on) if row.due_on else "")]
        if tried.stale
        else None,
    )  # fmt: skip
    return page, tried.status
