"""Ước thực hiện đến 31/12: what a unit expects of its open work, for the annual round."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from tracker import clock
from tracker.db import write_transaction
from tracker.permissions import Permission
from tracker.tasks.operations.estimating import record_estimates
from tracker.tasks.operations.updating_many import RowsRefused, When
from tracker.tasks.queries import year_end as queries
from tracker.tasks.queries.listing import PAGE
from tracker.tasks.queries.rows import Scope, WorkRow, scope_of
from tracker.tasks.rules.year_end import asking_begins, estimates_open
from tracker.text import vn_number
from tracker.web.gate import allow, current_actor, current_viewer
from tracker.work import filters
from tracker.work.blueprint import blueprint
from tracker.work.days import DayCount
from tracker.work.grid.forms import GridForm
from tracker.work.grid.posting import locked_rows, posted_rows, save_touched, wrong_among
from tracker.work.grid.year_end import EstimateLine, estimate_rows, expected, refuse_estimates
from tracker.work.lines import lines
from tracker.workdays.queries import days_off

Answer = str | tuple[str, int] | Response


@dataclass(frozen=True, slots=True)
class _Asked:
    """Whose open work, on which day."""

    scope: Scope
    when: When

    @property
    def year(self) -> int:
        return self.when.today.year

    @property
    def open(self) -> bool:
        return estimates_open(self.year, self.when.today)

    @property
    def here(self) -> str:
        return url_for("work.estimates", **request.args.to_dict())

    def rows(self, found: Sequence[WorkRow]) -> list[EstimateLine]:
        today = self.when.today
        named = lines(found, filters.choices(today), DayCount(days_off(), today))
        return estimate_rows(named, queries.estimates_of([row.id for row in found], self.year))


@blueprint.route("/uoc-thuc-hien", methods=["GET", "POST"])
@allow(Permission.UPDATE_WORK)
def estimates() -> Answer:
    """The open rows with what is expected of them; a post records the rows that were touched."""
    scope = scope_of(current_viewer(), Permission.UPDATE_WORK)
    asked = _Asked(scope, When(clock.today(), clock.now()))
    if request.method == "POST":
        return _save(asked)
    if not asked.open:
        return _page(asked, [], GridForm())
    place = filters.list_key(request.args.get("after", ""))
    found = queries.to_estimate(scope, asked.year, place)
    shown = found[:PAGE]
    last = shown[-1] if len(found) > len(shown) else None
    after = filters.list_place(last.sort_on, last.id) if last else None
    return _page(asked, asked.rows(shown), GridForm(), after=after)


def _save(asked: _Asked) -> Answer:
    def refuse(touched: Sequence[EstimateLine], refused: RowsRefused) -> None:
        refuse_estimates(touched, refused, queries.estimates_of(refused.stale, asked.year))

    form, rows = GridForm(), asked.rows(posted_rows(asked.scope))
    tried = save_touched(form, rows, partial(_write, asked), refuse)
    if tried.status:
        return _page(asked, rows, form, wrong=wrong_among(tried.touched)), tried.status
    if tried.touched:
        told = vn_number(tried.written)
        flash(f"Đã ghi ước thực hiện đến 31/12 của {told} phần việc.", "success")
    else:
        flash("Chưa có ước thực hiện nào thay đổi, nên không có gì để lưu.", "warning")
    return redirect(asked.here)


def _write(asked: _Asked, touched: Sequence[EstimateLine]) -> int:
    with write_transaction():
        locked = locked_rows(current_viewer(), [row.id for row in touched])
        return record_estimates(locked, expected(touched), current_actor(), asked.when)


def _page(asked: _Asked, rows: list[EstimateLine], form: GridForm, **more: object) -> str:
    return render_template(
        "work/year_end_estimates.html", rows=rows, form=form, year=asked.year, open=asked.open,
        today=asked.when.today, begins=asking_begins(asked.year), here=asked.here,
        total=queries.count_to_estimate(asked.scope, asked.year) if asked.open else 0,
        after=more.get("after"), single_unit=asked.scope.single_unit, wrong=more.get("wrong", ()),
    )  # fmt: skip
