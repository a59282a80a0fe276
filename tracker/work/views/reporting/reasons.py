"""The steps that need words: give back, ask to complete, open again after the lock."""

from dataclasses import dataclass

from flask import flash, redirect, render_template, request
from werkzeug.wrappers import Response

from tracker import clock
from tracker.db import write_transaction
from tracker.permissions import Permission
from tracker.refusals import Refused, Stale
from tracker.reports.operations.unit_reports import move
from tracker.reports.queries.unit_reports import what_is_asked
from tracker.reports.rules.unit_report import RULES, Step, problem
from tracker.web.gate import allow
from tracker.work.reporting.blueprint import blueprint
from tracker.work.reporting.forms import WHY, ReasonForm, reason_form
from tracker.work.views.reporting.place import Address, shown_report, writing
from tracker.work.views.reporting.report import REPORT

Answer = str | tuple[str, int] | Response


@dataclass(frozen=True, slots=True)
class Words:
    """What the page of a step says."""

    step: Step
    title: str
    purpose: str
    button: str
    done: str
    by_section: bool = True


GIVE_BACK = Words(
    Step.RETURN, "Trả lại để sửa",
    "Nêu rõ cần sửa gì; cán bộ soạn thấy các ý kiến này ở từng mục.",
    "Trả lại", "Đã trả lại kèm ý kiến. Cán bộ soạn sửa rồi trình lại.",
)  # fmt: skip
ASK = Words(
    Step.ASK, "Đề nghị bổ sung, hoàn thiện",
    "Ghi nội dung cần bổ sung ở từng mục. Ngày gửi lần đầu vẫn được giữ để xét đúng hạn.",
    "Gửi đề nghị", "Đã gửi đề nghị bổ sung, hoàn thiện; đơn vị thấy ngay trên trang báo cáo.",
)  # fmt: skip
REOPEN = Words(
    Step.REOPEN, "Mở lại sau ngày khóa",
    "Đơn vị soạn và gửi lại được cho đến khi gửi. Lý do được lưu trong diễn biến báo cáo.",
    "Mở lại", "Đã mở lại. Đơn vị soạn và gửi được ngay.", by_section=False,
)  # fmt: skip


@blueprint.route(f"{REPORT}/tra-lai", methods=["GET", "POST"])
@allow(Permission.APPROVE)
def give_back(regime_code: str, code: str, unit_code: str) -> Answer:
    """The head gives the text back with reasons."""
    return _answer(Address(regime_code, code, unit_code), GIVE_BACK)


@blueprint.route(f"{REPORT}/de-nghi-bo-sung", methods=["GET", "POST"])
@allow(Permission.COMPILE)
def ask(regime_code: str, code: str, unit_code: str) -> Answer:
    """The receiver asks to complete, with a reason per section."""
    return _answer(Address(regime_code, code, unit_code), ASK)


@blueprint.route(f"{REPORT}/mo-lai", methods=["GET", "POST"])
@allow(Permission.COMPILE)
def reopen(regime_code: str, code: str, unit_code: str) -> Answer:
    """The receiver lets the unit write after the round was locked."""
    return _answer(Address(regime_code, code, unit_code), REOPEN)


def _answer(at: Address, words: Words) -> Answer:
    seen = at.report(RULES[words.step].side)
    shown = shown_report(seen, clock.today())
    form = reason_form(shown.lines if words.by_section else ())
    if request.method != "POST":
        if why := problem(words.step, shown.standing):
            flash(why, "warning")
            return redirect(at.url("show"))
        return _page(at, form, words)
    if not form.validate():
        return _page(at, form, words, 422)
    return _write(at, form, words)


def _write(at: Address, form: ReasonForm, words: Words) -> Answer:
    try:
        with write_transaction():
            seen = at.report(RULES[words.step].side, lock=True)
            move(seen, words.step, form.version.number, form.why(), writing())
    except Refused as refused:
        form.show(refused.problems)
        return _page(at, form, words, 422)
    except Stale:
        return _page(at, form, words, 409)
    flash(words.done, "success")
    return redirect(at.url("show"))


def _page(at: Address, form: ReasonForm, words: Words, status: int = 200) -> Answer:
    seen = at.report(RULES[words.step].side)
    shown = shown_report(seen, clock.today())
    form.version.data = str(seen.version)
    page = render_template(
        "reporting/reason.html", at=at, seen=seen, shown=shown, form=form, words=words, WHY=WHY,
        line=seen.round.line, texts=shown.texts(), stale=status == 409,
        asked=what_is_asked(seen.row.id) if seen.row else None,
    )  # fmt: skip
    return page, status
