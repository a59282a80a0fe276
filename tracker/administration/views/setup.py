"""The first run: an overview of its steps, each of which stays as a page of settings."""

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from tracker import clock
from tracker.accounts.queries import has_people
from tracker.administration.blueprint import blueprint
from tracker.administration.setup.forms import StepForm
from tracker.administration.views import keeping
from tracker.db import write_transaction
from tracker.permissions import Permission
from tracker.province import operations
from tracker.province.models import Province
from tracker.province.queries import last_change, province
from tracker.province.rules import Step, steps_done, steps_left
from tracker.refusals import Stale
from tracker.web.gate import allow, current_actor

Answer = str | tuple[str, int] | Response

PAGES = {
    Step.PLANS: "administration.setup_plans",
    Step.TRACKING: "administration.setup_tracking",
    Step.LETTERHEAD: "administration.setup_letterhead",
    Step.MAIL: "administration.setup_mail",
    Step.ACCOUNTS: "administration.accounts_load",
}
PURPOSES = {
    Step.PLANS: "Chọn kế hoạch, đề án được theo dõi; phần việc chỉ được lập cho những văn bản này.",
    Step.TRACKING: "Việc đến hạn trước ngày này được ghi riêng, không tính là quá hạn.",
    Step.LETTERHEAD: "Tên tỉnh, và các dòng gợi ý cho mẫu văn bản của Ủy ban nhân dân tỉnh.",
    Step.MAIL: "Nơi gửi thư nhắc việc; có thể để sau, nhắc việc chỉ gửi khi được bật.",
    Step.ACCOUNTS: "Nạp cán bộ đầu mối, lãnh đạo đơn vị từ bảng tính và in phiếu tài khoản.",
}
CHANGED = "Thiết lập đã có người lưu sau khi trang này được mở; hãy xem lại rồi lưu."


@blueprint.get("/thiet-lap")
@allow(Permission.SET_UP)
def setup() -> str:
    """The steps with their state, and the end of the first run."""
    require_whole()
    row = province()
    done = gone_through(row)
    return render_template(
        "administration/setup/index.html",
        row=row, done=done, left=steps_left(done), steps=list(Step), pages=PAGES,
        purposes=PURPOSES, form=StepForm(data={"version": version_of(row)}),
        count=len(Step), mail_kept=bool(row and row.smtp_host),
    )  # fmt: skip


@blueprint.post("/thiet-lap/hoan-thanh")
@allow(Permission.SET_UP)
def setup_finish() -> Answer:
    """End the first run when every step was gone through."""
    require_whole()
    if steps_left(gone_through(province())):
        flash("Còn bước chưa thực hiện; hãy hoàn thành các bước trước.", "warning")
        return redirect(url_for("administration.setup"))
    form, actor, now = StepForm(), current_actor(), clock.now()
    try:
        with write_transaction():
            operations.finish_set_up(form.version.number, actor, now=now)
    except Stale:
        flash(CHANGED, "warning")
        return redirect(url_for("administration.setup"))
    flash("Đã hoàn thành thiết lập ban đầu. Các mục vẫn sửa được ở trang này.", "success")
    return redirect(url_for("administration.setup"))


def require_whole() -> None:
    """Only an administrator of the whole province sets the installation up."""
    keeping.require_whole(Permission.SET_UP)


def version_of(row: Province | None) -> int:
    """The version that a form carries; 0 while there is no row."""
    return row.version if row else 0


def gone_through(row: Province | None) -> frozenset[Step]:
    """The steps gone through so far."""
    return steps_done(row.steps_done if row else "", has_people=has_people())


def go_on(told: str) -> Response:
    """Tell what was saved, and lead to the next step while the first run is open."""
    row = province()
    flash(told, "success")
    left = steps_left(gone_through(row))
    open_still = row is not None and row.set_up_at is None
    return redirect(url_for(PAGES[left[0]] if left and open_still else "administration.setup"))


def frame(step: Step, row: Province | None) -> dict[str, object]:
    """What every step's page shows around its form."""
    steps = list(Step)
    return {
        "step": step, "number": steps.index(step) + 1, "count": len(steps), "row": row,
        "purpose": PURPOSES[step], "first_run": row is None or row.set_up_at is None,
        "both": None, "other": None,
    }  # fmt: skip


def conflict(both: object) -> dict[str, object]:
    """Both texts of a stale form, and who saved the other."""
    entry = last_change()
    label, at = (entry.actor_label, entry.at) if entry else ("Người khác", None)
    return {"both": both, "other": {"actor_label": label, "at": at}}
