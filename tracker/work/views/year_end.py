"""The year's end: "đã thực hiện / chưa thực hiện" of every standing duty."""

import secrets
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from tracker import clock
from tracker.accounts.drafts import DraftRefused, keep_draft
from tracker.db import write_transaction
from tracker.permissions import Permission
from tracker.tasks.operations.updating_many import RowsRefused, When, record_updates
from tracker.tasks.queries import year_end as queries
from tracker.tasks.queries.listing import PAGE
from tracker.tasks.queries.rows import Scope, WorkRow, scope_of
from tracker.tasks.rules.year_end import asking_begins, year_asked
from tracker.text import vn_number
from tracker.web.gate import allow, current_actor, current_viewer
from tracker.work import filters
from tracker.work.blueprint import blueprint
from tracker.work.days import DayCount
from tracker.work.grid.forms import GridForm
from tracker.work.grid.posting import locked_rows, posted_rows, save_touched, wrong_among
from tracker.work.grid.said import refuse, submissions, typed_fields
from tracker.work.grid.year_end import YearRow, year_rows
from tracker.work.lines import Line, lines
from tracker.workdays.queries import days_off

Answer = str | tuple[str, int] | Response


@dataclass(frozen=True, slots=True)
class _Asked:
    """Whose standing duties of which year, on which day."""

    scope: Scope
    when: When

    @property
    def year(self) -> int:
        return year_asked(self.when.today)

    @property
    def here(self) -> str:
        return url_for("work.year_end", **request.args.to_dict())

    def lines(self, rows: Sequence[WorkRow]) -> list[Line]:
        today = self.when.today
        return lines(rows, filters.choices(today), DayCount(days_off(), today))


@blueprint.route("/cuoi-nam", methods=["GET", "POST"])
@allow(Permission.UPDATE_WORK)
def year_end() -> Answer:
    """The standing duties that have no result of the year yet; a post answers those touched."""
    scope = scope_of(current_viewer(), Permission.UPDATE_WORK)
    asked = _Asked(scope, When(clock.today(), clock.now()))
    if request.method == "POST":
        return _save(asked)
    found = queries.unanswered(scope, asked.year, filters.list_key(request.args.get("after", "")))
    shown = found[:PAGE]
    last = shown[-1] if len(found) > len(shown) else None
    return _page(
        asked, _rows(asked, shown), GridForm(form_key=secrets.token_urlsafe(16)),
        after=filters.list_place(last.sort_on, last.id) if last else None,
    )  # fmt: skip


def _rows(asked: _Asked, found: Sequence[WorkRow]) -> list[YearRow]:
    shown = queries.evidence_counts([row.id for row in found])
    return year_rows(asked.lines(found), shown, asked.here)


def _save(asked: _Asked) -> Answer:
    form, rows = GridForm(), _rows(asked, posted_rows(asked.scope))
    tried = save_touched(
        form, rows, lambda touched: _write(asked, touched, form.form_key.data or ""),
        partial(_refuse, asked),
    )  # fmt: skip
    if tried.status:
        return _page(asked, rows, form, wrong=wrong_among(tried.touched)), tried.status
    if tried.touched:
        told = vn_number(tried.written)
        flash(f"Đã ghi kết quả năm {asked.year} của {told} nhiệm vụ.", "success")
    else:
        flash("Chưa trả lời nhiệm vụ nào, nên không có gì để lưu.", "warning")
    return redirect(asked.here)


def _write(asked: _Asked, touched: Sequence[YearRow], form_key: str) -> int:
    with write_transaction():
        locked = locked_rows(current_viewer(), [row.id for row in touched])
        return record_updates(locked, submissions(touched, form_key), current_actor(), asked.when)


def _refuse(asked: _Asked, touched: Sequence[YearRow], refused: RowsRefused) -> None:
    refuse(asked.scope, touched, refused)
    _carry_over(asked, touched)


def _carry_over(asked: _Asked, touched: Sequence[YearRow]) -> None:
    """What was typed of a row that needs evidence waits in the full form."""
    user_id = current_viewer().user_id
    with suppress(DraftRefused), write_transaction():
        for row in touched:
            if row.needs_full:
                bare = typed_fields(row.id, request.form, bare=True)
                keep_draft(user_id, f"cap-nhat-{row.id}", bare, now=asked.when.now)


def _page(asked: _Asked, rows: list[YearRow], form: GridForm, **more: object) -> str:
    waiting, told = queries.count_results(asked.scope, asked.year)
    today = asked.when.today
    begins = asking_begins(today.year)
    return render_template(
        "work/year_end.html", rows=rows, form=form, year=asked.year, today=today,
        waiting=waiting, told=told, here=asked.here, after=more.get("after"),
        begins=begins if today < begins else None, single_unit=asked.scope.single_unit,
        wrong=more.get("wrong", ()),
    )  # fmt: skip
