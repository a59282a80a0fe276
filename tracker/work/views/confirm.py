"""Chờ xác nhận: what units said is done, the oldest first; several are confirmed at once."""

import secrets
from datetime import date

from flask import Response as FlaskResponse
from flask import flash, redirect, render_template, request
from werkzeug.wrappers import Response

from tracker import clock
from tracker.db import write_transaction
from tracker.documents.tables import MOST_ROWS, Table, in_batches
from tracker.documents.views import paper, printing, workbook
from tracker.permissions import Permission
from tracker.refusals import Refused, Stale
from tracker.tasks.operations.confirming import Judging, judge_results
from tracker.tasks.queries import confirmations
from tracker.tasks.queries.confirmations import QueueFilter, judge_of, to_judge
from tracker.tasks.queries.rows import WorkRow
from tracker.tasks.rules.states import UpdateKind
from tracker.web.gate import allow, current_actor, current_viewer
from tracker.work import filters
from tracker.work.blueprint import blueprint
from tracker.work.confirmation.forms import JudgeManyForm
from tracker.work.confirmation.page import evidence_shown
from tracker.work.confirmation.table import Result, results_table
from tracker.work.days import DayCount
from tracker.work.filter_words import told_count
from tracker.work.lines import lines
from tracker.work.links import same_view
from tracker.workdays.queries import days_off

Answer = str | tuple[str, int] | Response


@blueprint.route("/xac-nhan", methods=["GET", "POST"])
@allow(Permission.CONFIRM_WORK)
def confirm_queue() -> Answer:
    """The queue; ticked rows are confirmed in one operation."""
    today = clock.today()
    if printing():
        return paper(_table(today))
    form = JudgeManyForm(form_key=secrets.token_urlsafe(12), happened_on=today)
    if request.method != "POST":
        return _page(form, today)
    if not form.validate():
        return _page(form, today, 422)
    return _confirm(form, today)


@blueprint.get("/xac-nhan.xlsx")
@allow(Permission.CONFIRM_WORK)
def confirm_xlsx() -> FlaskResponse:
    """The queue with the filter of the address."""
    return workbook(_table(clock.today()))


def _table(today: date) -> Table:
    judge, offered = judge_of(current_viewer(), today), filters.choices(today)
    cut, count = _cut(offered), DayCount(days_off(), today)

    def read(last: Result | None, size: int) -> list[Result]:
        after = (last[0].row.stopped_on or today, last[0].row.id) if last else None
        rows = confirmations.queue(judge, cut, after, size)
        evidence = evidence_shown([row.id for row in rows])
        return [(line, evidence[line.row.id]) for line in lines(rows, offered, count)]

    told = told_count(filters.count_filter(request.args, offered), offered)
    total = confirmations.number_waiting(judge, cut, MOST_ROWS + 1)
    return results_table(in_batches(read), total, today, told)


def _cut(offered: filters.Choices) -> QueueFilter:
    asked = filters.count_filter(request.args, offered)
    return QueueFilter(asked.plan_id, asked.field_id, asked.unit_id, asked.year)


def _confirm(form: JudgeManyForm, today: date) -> Answer:
    judge = judge_of(current_viewer(), today)
    judging = Judging(current_actor(), form.form_key.data or "", today, clock.now())
    if not form.versions:
        form.form_errors.append("Hãy chọn ít nhất một phần việc để xác nhận.")
        return _page(form, today, 422)
    try:
        with write_transaction():
            rows = to_judge(judge, form.versions)
            judgement = form.judgement(UpdateKind.CONFIRMED)
            written = judge_results(rows, form.versions, judgement, judging)
    except Refused as refused:
        form.show(refused.problems)
        return _page(form, today, 422)
    except Stale:
        return _page(form, today, 409)
    flash(f"Đã xác nhận kết quả của {len(written):02d} phần việc.", "success")
    return redirect(same_view("work.confirm_queue"))


def _page(form: JudgeManyForm, today: date, status: int = 200) -> tuple[str, int]:
    judge, offered = judge_of(current_viewer(), today), filters.choices(today)
    cut = _cut(offered)
    after = filters.list_key(request.args.get("after", ""))
    rows = confirmations.queue(judge, cut, after)
    shown = rows[: confirmations.PAGE]
    last = shown[-1] if len(rows) > len(shown) else None
    page = render_template(
        "work/confirm_queue.html", form=form, today=today, stale=status == 409, cut=cut,
        lines=lines(shown, offered, DayCount(days_off(), today)), offered=offered,
        units=list(offered.units.values()), judge=judge,
        evidence=evidence_shown([row.id for row in shown]),
        total=confirmations.number_waiting(judge, cut), ticked=_ticked(form, shown),
        years=[*filters.years(offered), (filters.ALL_YEARS, "Tất cả các năm")],
        after=filters.list_place(last.stopped_on, last.id) if last else None,
        fields=[offered.fields[n].name for n in sorted(judge.fields) if n in offered.fields],
        action=same_view("work.confirm_queue"),
    )  # fmt: skip
    return page, status


def _ticked(form: JudgeManyForm, rows: list[WorkRow]) -> frozenset[int]:
    every = request.method != "POST" and request.args.get("chon") == "tat-ca"
    return frozenset(row.id for row in rows) if every else frozenset(form.versions)
