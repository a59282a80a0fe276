"""One obligation: where it stands, what is open beside it, what may be done."""

from flask import abort, render_template

from tracker import clock
from tracker.permissions import Permission, can
from tracker.reminders.queries.told import told_of_share
from tracker.tasks.queries import cooperation, extensions
from tracker.tasks.queries.closing import decisions_of
from tracker.tasks.rules.states import ExtensionStatus
from tracker.web.gate import allow, current_viewer
from tracker.work.blueprint import blueprint
from tracker.work.closing.page import decided_words
from tracker.work.share_page import share_page


@blueprint.get("/phan-viec/<int:id>")
@allow(Permission.READ_WORK)
def share(id: int) -> str:  # noqa: A002 - the name in the address
    """The page of one phần việc, for those who may read all its words."""
    viewer, today = current_viewer(), clock.today()
    page = share_page(viewer, id, today)
    if page is None:
        abort(404)
    wishes, (reminded, more) = extensions.of_share(viewer, id), told_of_share(id)
    return render_template(
        "work/share.html", page=page, share=page.share, today=today, names=page.unit_names,
        asked_of_others=cooperation.of_share(id),
        extension_requests=wishes, closings=decisions_of(id), decided_words=decided_words,
        extended=any(one.status == ExtensionStatus.GRANTED for one in wishes),
        extension_labels={state.value: state.label for state in ExtensionStatus},
        reminded=reminded, reminded_more=more,
        may_withdraw_extension=can(viewer, Permission.ASK_OTHERS, page.share.unit_id),
    )  # fmt: skip
