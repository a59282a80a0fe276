"""The answer "không thay đổi" in one click, and its taking back."""

from flask import abort, flash, redirect, url_for
from werkzeug.wrappers import Response

from tracker import clock
from tracker.db import write_transaction
from tracker.permissions import Permission
from tracker.refusals import Refused, Stale
from tracker.tasks.operations.updating import Submission, record_update
from tracker.tasks.operations.updating_many import When, take_back_no_change
from tracker.tasks.queries.visibility import updatable_obligation
from tracker.tasks.rules.states import State
from tracker.tasks.rules.updating import Said
from tracker.text import vn_date
from tracker.web.gate import allow, current_actor, current_viewer
from tracker.web.paths import safe_next
from tracker.work.blueprint import blueprint
from tracker.work.grid.forms import ActForm
from tracker.work.update_page import newest_line

NOTHING_TYPED = Said(State.NOT_STARTED, None, "", None, unchanged=True)


@blueprint.post("/phan-viec/<int:id>/khong-thay-doi")
@allow(Permission.UPDATE_WORK)
def no_change(id: int) -> Response:  # noqa: A002 - the name in the address
    """Record that the obligation stands as it stood."""
    form, today = ActForm(), clock.today()
    back = safe_next(form.next.data, url_for("work.share", id=id))
    version = form.opened_version
    submission = Submission(NOTHING_TYPED, version, f"khong-thay-doi-{id}-{version}")
    try:
        with write_transaction():
            row = updatable_obligation(current_viewer(), id)
            if row is None:
                abort(404)
            record_update(row, submission, current_actor(), today=today, now=clock.now())
    except Refused as refused:
        flash(" ".join(refused.problems.values()), "warning")
        asks = "cause" in refused.problems
        return redirect(url_for("work.update", id=id, next=back) if asks else back)
    except Stale:
        return _changed(id, back)
    flash(
        f"Đã ghi “Không thay đổi” ngày {vn_date(today)}. Có thể hoàn tác ngay tại dòng.", "success"
    )
    return redirect(back)


@blueprint.post("/phan-viec/<int:id>/hoan-tac")
@allow(Permission.CORRECT_WORK)
def take_back(id: int) -> Response:  # noqa: A002 - the name in the address
    """Put what held before in the place of the last "không thay đổi"."""
    form = ActForm()
    back = safe_next(form.next.data, url_for("work.share", id=id))
    version = form.opened_version
    submission = Submission(NOTHING_TYPED, version, f"hoan-tac-{id}-{version}")
    when = When(clock.today(), clock.now())
    try:
        with write_transaction():
            row = updatable_obligation(current_viewer(), id, Permission.CORRECT_WORK)
            if row is None:
                abort(404)
            take_back_no_change(row, submission, current_actor(), when)
    except Refused as refused:
        flash(" ".join(refused.problems.values()), "warning")
        return redirect(back)
    except Stale:
        return _changed(id, back)
    flash("Đã hoàn tác “Không thay đổi”; tình hình trở lại như trước.", "success")
    return redirect(back)


def _changed(obligation_id: int, back: str) -> Response:
    """Somebody wrote meanwhile: tell what, and let the person decide again."""
    line = newest_line(obligation_id)
    told = f" {line.actor_label}: “{line.words or 'Không thay đổi'}”." if line else ""
    flash(
        f"Phần việc đã có nội dung mới sau khi trang được mở, nên chưa ghi gì.{told} "
        "Nếu vẫn đúng, hãy bấm lại.",
        "warning",
    )
    return redirect(back)
