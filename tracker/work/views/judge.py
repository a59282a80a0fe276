"""Confirm the result of one phần việc, or ask the unit to complete it."""

import secrets
from dataclasses import dataclass
from datetime import date

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from tracker import clock
from tracker.db import write_transaction
from tracker.permissions import Permission
from tracker.refusals import Refused, Stale
from tracker.tasks.operations.confirming import Judging, judge_results
from tracker.tasks.queries.confirmations import judge_of, to_judge
from tracker.tasks.queries.history import WritableShare, readable_share
from tracker.tasks.rules.confirming import Judge
from tracker.tasks.rules.states import State, UpdateKind
from tracker.text import vn_date
from tracker.web.gate import allow, current_actor, current_viewer
from tracker.web.paths import safe_next
from tracker.work.blueprint import blueprint
from tracker.work.confirmation.forms import JudgeForm
from tracker.work.confirmation.page import evidence_shown
from tracker.work.update_page import newest_line

Answer = str | tuple[str, int] | Response


@dataclass(frozen=True, slots=True)
class Opened:
    """One obligation before those who may judge it."""

    share: WritableShare
    judge: Judge
    kind: UpdateKind
    today: date


@blueprint.route("/phan-viec/<int:id>/xac-nhan", methods=["GET", "POST"])
@allow(Permission.CONFIRM_WORK)
def confirm(id: int) -> Answer:  # noqa: A002 - the name in the address
    """Confirm that the result is there."""
    return _answer(_opened(id, UpdateKind.CONFIRMED))


@blueprint.route("/phan-viec/<int:id>/de-nghi-bo-sung", methods=["GET", "POST"])
@allow(Permission.CONFIRM_WORK)
def ask_to_complete(id: int) -> Answer:  # noqa: A002 - the name in the address
    """Ask for more, with reasons: the work is taken up again from that day."""
    return _answer(_opened(id, UpdateKind.ASKED))


def _opened(obligation_id: int, kind: UpdateKind) -> Opened:
    viewer, today = current_viewer(), clock.today()
    share = readable_share(viewer, obligation_id, today)
    judge = judge_of(viewer, today)
    if share is None or not judge.may(share.unit_id, share.field_id):
        abort(404)
    return Opened(share, judge, kind, today)


def _form(opened: Opened) -> JudgeForm:
    return JudgeForm(
        version=str(opened.share.version), form_key=secrets.token_urlsafe(12),
        happened_on=opened.today,
    )  # fmt: skip


def _answer(opened: Opened) -> Answer:
    form = _form(opened)
    if request.method != "POST":
        form.next.data = safe_next(request.args.get("next"), "")
        return _page(opened, form)
    if not form.validate():
        return _page(opened, form, 422)
    return _judge(opened, form)


def _judge(opened: Opened, form: JudgeForm) -> Answer:
    share, kind = opened.share, opened.kind
    judging = Judging(current_actor(), form.form_key.data or "", opened.today, clock.now())
    try:
        with write_transaction():
            rows = to_judge(opened.judge, [share.id])
            judge_results(rows, {share.id: form.opened_version}, form.judgement(kind), judging)
    except Refused as refused:
        form.show(refused.problems)
        return _page(opened, form, 422)
    except Stale:
        now = _opened(share.id, kind)
        form.version.data = str(now.share.version)
        return _page(now, form, 409)
    flash(_told(opened, form), "success")
    return redirect(safe_next(form.next.data, url_for("work.share", id=share.id)))


def _told(opened: Opened, form: JudgeForm) -> str:
    day, unit = vn_date(form.happened_on.data), opened.share.unit_name
    if opened.kind is UpdateKind.CONFIRMED:
        return f"Đã xác nhận kết quả từ ngày {day}."
    return (
        f"Đã đề nghị {unit} bổ sung, hoàn thiện từ ngày {day}. Phần việc trở lại trạng thái "
        f"“{State.IN_PROGRESS.label}” và đứng đầu Việc của tôi của đơn vị."
    )


def _page(opened: Opened, form: JudgeForm, status: int = 200) -> tuple[str, int]:
    share, stale = opened.share, status == 409
    page = render_template(
        "work/confirm_one.html", share=share, form=form, today=opened.today, stale=stale,
        asking=opened.kind is UpdateKind.ASKED, said_done=share.stopped_on is not None,
        state_label=State(share.state).label, evidence=evidence_shown([share.id])[share.id],
        newest=newest_line(share.id) if stale else None,
        back=safe_next(form.next.data, url_for("work.share", id=share.id)),
    )  # fmt: skip
    return page, status
