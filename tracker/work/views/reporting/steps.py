"""The steps of a unit's report that are one button: hand up, take back, approve, accept."""

from flask import flash, redirect
from werkzeug.wrappers import Response

from tracker.db import write_transaction
from tracker.permissions import Permission
from tracker.refusals import Refused, Stale
from tracker.reports.operations.unit_reports import Why, move, send
from tracker.reports.rules.unit_report import RULES, Step
from tracker.web.fields import VersionField
from tracker.web.forms import BaseForm
from tracker.web.gate import allow
from tracker.work.reporting.blueprint import blueprint
from tracker.work.views.reporting.place import Address, told, writing
from tracker.work.views.reporting.report import REPORT

CHANGED = "Báo cáo đã thay đổi sau khi trang này được mở nên chưa ghi gì. Xem lại rồi làm tiếp."
EMPTY = (
    "Đã gửi, nhưng báo cáo không có nội dung: tình hình gửi ghi là “báo cáo trống” và không tính "
    "đúng hạn. Đề nghị nơi tổng hợp cho bổ sung, hoàn thiện."
)


class StepForm(BaseForm):
    """One button with the version of the report."""

    version = VersionField()


@blueprint.post(f"{REPORT}/trinh")
@allow(Permission.UPDATE_WORK)
def hand_up(regime_code: str, code: str, unit_code: str) -> Response:
    """Put the text before the head of the unit."""
    at = Address(regime_code, code, unit_code)
    return _moved(at, Step.HAND_UP, "Đã trình. Lãnh đạo đơn vị mở trang này để duyệt và gửi.")


@blueprint.post(f"{REPORT}/rut")
@allow(Permission.UPDATE_WORK)
def take_back(regime_code: str, code: str, unit_code: str) -> Response:
    """Take the text back from the head, to go on writing."""
    at = Address(regime_code, code, unit_code)
    return _moved(at, Step.TAKE_BACK, "Đã rút lại. Sửa xong, trình lại lãnh đạo.")


@blueprint.post(f"{REPORT}/tiep-nhan")
@allow(Permission.COMPILE)
def accept(regime_code: str, code: str, unit_code: str) -> Response:
    """Take the report in."""
    at = Address(regime_code, code, unit_code)
    return _moved(at, Step.ACCEPT, "Đã tiếp nhận báo cáo.")


@blueprint.post(f"{REPORT}/duyet")
@allow(Permission.APPROVE)
def approve(regime_code: str, code: str, unit_code: str) -> Response:
    """The head approves on screen: the report is sent."""
    at = Address(regime_code, code, unit_code)
    at.report(RULES[Step.SEND].side)
    form = StepForm()
    try:
        with write_transaction():
            seen = at.report(RULES[Step.SEND].side, lock=True)
            sent = send(seen, told(seen), form.version.number, writing())
            empty = sent.empty
    except Refused as refused:
        flash(str(refused), "warning")
    except Stale:
        flash(CHANGED, "warning")
    else:
        flash(EMPTY if empty else "Đã duyệt và gửi báo cáo.", "warning" if empty else "success")
    return redirect(at.url("show"))


def _moved(at: Address, step: Step, said: str) -> Response:
    side = RULES[step].side
    at.report(side)
    form = StepForm()
    try:
        with write_transaction():
            move(at.report(side, lock=True), step, form.version.number, Why(), writing())
    except Refused as refused:
        flash(str(refused), "warning")
    except Stale:
        flash(CHANGED, "warning")
    else:
        flash(said, "success")
    return redirect(at.url("show"))
