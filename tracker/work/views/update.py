"""Say how far an obligation is, and put right what was said."""

from dataclasses import replace
from typing import Any

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from sqlalchemy import Row
from werkzeug.wrappers import Response

from tracker import clock
from tracker.accounts.drafts import draft_of, drop_draft
from tracker.db import write_transaction
from tracker.documents.operations import register_files
from tracker.documents.rules import ACCEPT, WHAT_IS_TAKEN
from tracker.permissions import Permission
from tracker.refusals import Refused, Stale
from tracker.tasks.models.obligation import Obligation
from tracker.tasks.operations.caching import facts_of
from tracker.tasks.operations.updating import Submission, record_update
from tracker.tasks.queries.visibility import updatable_obligation
from tracker.tasks.rules.asof import Standing
from tracker.tasks.rules.cells import cell_on
from tracker.tasks.rules.states import State, UpdateKind
from tracker.tasks.rules.year_end import ANSWERS
from tracker.web.filters import file_size
from tracker.web.gate import allow, current_actor, current_viewer
from tracker.web.paths import safe_next
from tracker.work import telling
from tracker.work.blueprint import blueprint
from tracker.work.forms import EnteredForm, UpdateForm
from tracker.work.update_page import (
    Opening,
    correction_of,
    draft_key,
    in_the_way,
    new_form,
    newest_line,
    only_day,
    open_share,
    was_put_right,
)

Answer = str | tuple[str, int] | Response


@blueprint.route("/phan-viec/<int:id>/cap-nhat", methods=["GET", "POST"])
@allow(Permission.UPDATE_WORK)
def update(id: int) -> Answer:  # noqa: A002 - the name in the address
    """Record what the unit says of its obligation."""
    opening = open_share(current_viewer(), id, Permission.UPDATE_WORK, clock.today())
    if opening is None:
        abort(404)
    return _answer(opening, Permission.UPDATE_WORK)


@blueprint.route("/phan-viec/<int:id>/dinh-chinh/<int:update_id>", methods=["GET", "POST"])
@allow(Permission.CORRECT_WORK)
def correct(id: int, update_id: int) -> Answer:  # noqa: A002 - the name in the address
    """Put a line of the history right; the old line stays, marked as replaced."""
    opened = open_share(current_viewer(), id, Permission.CORRECT_WORK, clock.today())
    if opened is None:
        abort(404)
    opening = correction_of(opened, update_id)
    if opening is not None:
        return _answer(opening, Permission.CORRECT_WORK)
    if request.method != "POST" or not was_put_right(id, update_id):
        abort(404)
    return _too_late(opened)


@blueprint.route("/phan-viec/<int:id>/nhap-thay", methods=["GET", "POST"])
@allow(Permission.ENTER_FOR)
def enter_for(id: int) -> Answer:  # noqa: A002 - the name in the address
    """Enter for a unit what it answered by paper, phone or mail."""
    opening = open_share(current_viewer(), id, Permission.ENTER_FOR, clock.today())
    if opening is None:
        abort(404)
    return _answer(replace(opening, entering=True), Permission.ENTER_FOR)


def _too_late(opened: Opening) -> Answer:
    """Somebody else put the line right meanwhile: both texts, to be saved as an update."""
    form = new_form(opened)
    form.validate()
    form.keep_files(current_viewer().user_id)
    return _conflict(opened, form, Permission.CORRECT_WORK)


def _answer(opening: Opening, permission: Permission) -> Answer:
    if request.method != "POST":
        draft = draft_of(current_viewer().user_id, draft_key(opening))
        form = new_form(opening, draft)
        form.next.data = safe_next(request.args.get("next"), "")
        return _page(opening, form, draft=draft)
    form = new_form(opening)
    valid = form.validate()
    form.keep_files(current_viewer().user_id)
    if not valid or form.errors:
        return _page(opening, form, 422)
    return _record(opening, form, permission)


def _record(opening: Opening, form: UpdateForm, permission: Permission) -> Answer:
    submission = Submission(
        form.said(opening.share.unit_name), form.opened_version, form.form_key.data or "",
        opening.corrected.id if opening.corrected else None, frozenset(form.kept.data or ()),
        form.answered if isinstance(form, EnteredForm) else None,
    )  # fmt: skip
    viewer, actor, now = current_viewer(), current_actor(), clock.now()
    try:
        with write_transaction():
            row = updatable_obligation(viewer, opening.share.id, permission)
            if row is None:
                abort(404)
            register_files(form.held_files(), now)
            drop_draft(viewer.user_id, draft_key(opening))
            line = record_update(row, submission, actor, today=opening.today, now=now)
            told = _told(row, line, opening)
    except Refused as refused:
        form.show(refused.problems)
        afresh = opening.corrected is None and not opening.entering
        may_stand = afresh and only_day(refused.problems)
        instead = in_the_way(opening.share.id, submission.said.proofs) if may_stand else None
        return _page(opening, form, 422, instead=instead)
    except Stale:
        return _conflict(opening, form, permission)
    flash(told, "success")
    return redirect(safe_next(form.next.data, url_for("work.task", code=opening.share.code)))


def _told(row: Obligation, line: Row[Any], opening: Opening) -> str:
    if line.kind == UpdateKind.YEAR_END:
        return f"Đã ghi kết quả năm {row.year}: {ANSWERS[State(line.state)].lower()}."
    standing = Standing(State(row.state), row.state_on, line.id, row.stopped_on)
    cell = cell_on(facts_of(row, standing), opening.today)
    told = telling.recorded(State(line.state), line.happened_on, standing.state, cell, row.due_on)
    return f"{told} {telling.ENTERED}" if opening.entering else told


def _conflict(opening: Opening, form: UpdateForm, permission: Permission) -> Answer:
    """Both texts, with the form ready to be sent again on the new version."""
    fresh = open_share(current_viewer(), opening.share.id, permission, opening.today)
    if fresh is None:
        abort(404)
    form.version.data = str(fresh.share.version)
    return _page(
        replace(fresh, corrected=opening.corrected, entering=opening.entering),
        form,
        409,
        theirs=newest_line(fresh.share.id),
    )


def _action(opening: Opening) -> str:
    line = opening.corrected
    if opening.entering:
        return url_for("work.enter_for", id=opening.share.id)
    if line is None:
        return url_for("work.update", id=opening.share.id)
    return url_for("work.correct", id=opening.share.id, update_id=line.id)


def _page(opening: Opening, form: UpdateForm, status: int = 200, **more: object) -> Answer:
    context = {"corrected": opening.corrected, "theirs": None, "stale": status == 409}
    context |= {"instead": None, "action": _action(opening), "draft": None} | more
    most = file_size(current_app.config["MAX_CONTENT_LENGTH"])
    page = render_template(
        "work/update.html", opening=opening, share=opening.share, form=form, accept=ACCEPT,
        what_is_taken=f"{WHAT_IS_TAKEN} Cả lần gửi, mọi tệp cộng lại, không quá {most}.",
        draft_key=draft_key(opening), here=request.full_path.rstrip("?"),
        back=safe_next(form.next.data, url_for("work.task", code=opening.share.code)),
        **context,
    )  # fmt: skip
    return page, status
