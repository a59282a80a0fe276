"""Preview a hand-over, and apply it on its day."""

from flask import abort, flash, redirect, render_template, url_for

from tracker import clock
from tracker.administration.blueprint import blueprint
from tracker.administration.rehearsing import rehearse
from tracker.administration.succession.forms.base import PostForm
from tracker.administration.succession.previewing import Preview, preview
from tracker.administration.views.handover import NEEDED, Answer, require_whole
from tracker.administration.views.handover_draft import CHANGED, basis_words, kept_draft
from tracker.db import write_transaction
from tracker.handover.drafts.operations import apply_draft
from tracker.handover.drafts.queries import applied_draft, open_draft
from tracker.handover.reading import SuccessionFileError
from tracker.permissions import Permission, can
from tracker.refusals import Stale
from tracker.tasks.jobs import layout_settings
from tracker.text import vn_date
from tracker.web.gate import allow, current_actor, current_viewer

AGAIN = "Bàn giao này đã được áp dụng trước đó; không có gì thay đổi."


@blueprint.get("/ban-giao/ban-soan/<int:draft_id>/xem-truoc")
@allow(NEEDED)
def handover_preview(draft_id: int) -> Answer:
    """What the hand-over would do; nothing is kept."""
    require_whole()
    kept_draft(draft_id)
    return _page(draft_id)


@blueprint.post("/ban-giao/ban-soan/<int:draft_id>/ap-dung")
@allow(NEEDED)
def handover_apply(draft_id: int) -> Answer:
    """Apply the draft that was previewed, all of it or nothing."""
    require_whole()
    if open_draft(draft_id) is None:
        done = applied_draft(draft_id) or abort(404)
        flash(AGAIN, "info")
        return redirect(url_for("administration.handover_log", file_code=done.code))
    version, actor, now = PostForm().version.number, current_actor(), clock.now()
    try:
        with write_transaction():
            draft = kept_draft(draft_id, lock=True)
            code = draft.code
            applied = apply_draft(draft, version, layout_settings(), actor, now)
    except Stale:
        return _page(draft_id, 409, [CHANGED])
    except SuccessionFileError as error:
        return _page(draft_id, 422, str(error).split("\n"))
    flash(AGAIN if applied.already else _told(applied.obligations.ended), "success")
    return redirect(url_for("administration.handover_log", file_code=code))


def _told(ended: int) -> str:
    return (
        f"Đã áp dụng bàn giao: {ended} phần việc kết thúc ở cơ quan giao. "
        "Tiếp theo, in biên bản và xác định nơi nhận phần việc còn lại."
    )


def _page(draft_id: int, status: int = 200, problems: list[str] | None = None) -> Answer:
    viewer, actor, now = current_viewer(), current_actor(), clock.now()
    found: Preview | None = None
    try:
        found = rehearse(
            lambda: preview(kept_draft(draft_id), viewer, layout_settings(), actor, now)
        )
    except SuccessionFileError as error:
        problems = [*(problems or []), *str(error).split("\n")]
    draft, today = kept_draft(draft_id), clock.today()
    page = render_template(
        "administration/handover_preview.html", draft=draft, found=found, today=today,
        problems=list(dict.fromkeys(problems or [])), basis=basis_words(draft),
        ahead=draft.effective_on > today, day=vn_date(draft.effective_on),
        form=PostForm(formdata=None, data={"version": draft.version}),
        may_transfer=can(viewer, Permission.MANAGE_ACCOUNTS),
    )  # fmt: skip
    return page, status
