"""Cập nhật nhiều việc: many rows on one page, saved together or not at all."""

import secrets
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from tracker import clock
from tracker.accounts.drafts import DraftRefused, draft_of, drop_rows, keep_draft
from tracker.db import write_transaction
from tracker.permissions import Permission, Viewer
from tracker.tasks.operations.updating_many import When, record_updates
from tracker.tasks.queries import grid as queries
from tracker.tasks.queries.listing import COUNTED, PAGE, Days, ListFilter
from tracker.tasks.queries.rows import WorkRow, scope_of
from tracker.tasks.rules.listing import ListState
from tracker.tasks.rules.states import AssignmentRole
from tracker.text import vn_number
from tracker.web.gate import allow, current_actor, current_viewer
from tracker.work import filters
from tracker.work.blueprint import blueprint
from tracker.work.days import DayCount
from tracker.work.grid.forms import GridForm, prefix_of
from tracker.work.grid.page import DRAFT, GridRow, grid_rows
from tracker.work.grid.posting import locked_rows, posted_rows, save_touched, wrong_among
from tracker.work.grid.said import refuse, submissions, typed_fields
from tracker.work.lines import Line, lines
from tracker.work.links import same_view
from tracker.workdays.queries import days_off

Answer = str | tuple[str, int] | Response

STATES = (
    ListState.NEEDED, ListState.OVERDUE, ListState.MONTH, ListState.SILENT, ListState.UNCHANGED,
    ListState.STANDING, ListState.SUBMITTED, ListState.UNDETERMINED, ListState.UNFINISHED,
    ListState.OPEN,
)  # fmt: skip
"""What the grid may be cut by: open rows only."""


@dataclass(frozen=True, slots=True)
class _Request:
    """Who asks for which rows, on which day, at which instant."""

    viewer: Viewer
    today: date
    now: datetime
    offered: filters.Choices
    cut: ListFilter
    days: Days
    count: DayCount

    def lines(self, rows: Sequence[WorkRow]) -> list[Line]:
        return lines(rows, self.offered, self.count)


@blueprint.route("/cap-nhat-nhieu", methods=["GET", "POST"])
@allow(Permission.UPDATE_WORK)
def grid() -> Answer:
    """One page of open rows; a post saves all rows that were touched."""
    today, calendar = clock.today(), days_off()
    offered = filters.choices(today)
    asked = _Request(
        current_viewer(), today, clock.now(), offered, _cut(offered),
        filters.days_of(today, calendar), DayCount(calendar, today),
    )  # fmt: skip
    return _save(asked) if request.method == "POST" else _open(asked)


def _cut(offered: filters.Choices) -> ListFilter:
    cut = replace(filters.list_filter(request.args, offered), text="", latest_first=False)
    chosen = request.args.get("trangthai")
    return cut if chosen and cut.state in STATES else replace(cut, state=ListState.NEEDED)


def _open(asked: _Request) -> Answer:
    scope = scope_of(asked.viewer, Permission.UPDATE_WORK)
    after = filters.list_key(request.args.get("after", ""))
    found = queries.open_page(scope, asked.cut, asked.days, after)
    shown = found[:PAGE]
    last = shown[-1] if len(found) > len(shown) else None
    draft = draft_of(asked.viewer.user_id, DRAFT)
    rows = grid_rows(asked.lines(shown), asked.today, _here(), draft)
    drafted = any(row.drafted for row in rows)
    return _page(
        asked, rows, GridForm(form_key=secrets.token_urlsafe(16)),
        draft=draft if drafted else None,
        after=filters.list_place(last.sort_on, last.id) if last else None,
        total=queries.count_open(scope, asked.cut, asked.days),
    )  # fmt: skip


def _save(asked: _Request) -> Answer:
    scope = scope_of(asked.viewer, Permission.UPDATE_WORK)
    form, rows = GridForm(), grid_rows(asked.lines(posted_rows(scope)), asked.today, _here())
    tried = save_touched(
        form, rows, lambda touched: _write(asked, touched, form.form_key.data or ""),
        partial(refuse, scope),
    )  # fmt: skip
    if tried.status:
        _keep(asked, tried.touched)
        return _page(asked, rows, form, wrong=wrong_among(tried.touched)), tried.status
    if tried.touched:
        told = vn_number(tried.written)
        flash(f"Đã lưu {told} phần việc. Các phần việc không nhập gì giữ nguyên.", "success")
    else:
        flash("Chưa có phần việc nào được nhập nội dung, nên không có gì để lưu.", "warning")
    return redirect(_here())


def _write(asked: _Request, touched: Sequence[GridRow], form_key: str) -> int:
    """Write the touched rows and forget their draft; how many."""
    ids, when = [row.id for row in touched], When(asked.today, asked.now)
    with write_transaction():
        locked = locked_rows(asked.viewer, ids)
        written = record_updates(locked, submissions(touched, form_key), current_actor(), when)
        drop_rows(asked.viewer.user_id, DRAFT, [prefix_of(number) for number in ids])
    return written


def _keep(asked: _Request, touched: Sequence[GridRow]) -> None:
    """What was typed stays as a draft too, while the full form is visited."""
    user_id = asked.viewer.user_id
    with suppress(DraftRefused), write_transaction():
        for row in touched:
            keep_draft(user_id, DRAFT, typed_fields(row.id, request.form), now=asked.now)
            if row.needs_full:
                bare = typed_fields(row.id, request.form, bare=True)
                keep_draft(user_id, f"cap-nhat-{row.id}", bare, now=asked.now)


def _here() -> str:
    """The address of this page of the grid, with its filter."""
    return url_for("work.grid", **request.args.to_dict())


def _page(asked: _Request, rows: list[GridRow], form: GridForm, **more: object) -> str:
    scope = scope_of(asked.viewer, Permission.UPDATE_WORK)
    context: dict[str, object] = {"draft": None, "after": None, "total": None, "wrong": ()}
    return render_template(
        "work/grid.html", rows=rows, form=form, today=asked.today, cut=asked.cut,
        offered=asked.offered, units=asked.offered.offered_units(scope), counted=COUNTED,
        single_unit=scope.single_unit, states=[(state.value, state.label) for state in STATES],
        years=filters.years(asked.offered), here=_here(), draft_key=DRAFT,
        partner=asked.cut.role is AssignmentRole.PARTNER,
        active=bool(set(request.args) - {"after"}), first=same_view("work.grid"),
        **context | more,
    )  # fmt: skip
