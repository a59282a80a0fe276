"""Links of a file's rows to earlier rows, offered by likeness; a person ticks those that hold."""

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from tracker import clock
from tracker.administration.blueprint import blueprint
from tracker.administration.planning.forms.base import DraftForm
from tracker.administration.planning.stale import last_saved
from tracker.administration.views.intake_upload import opened_intake, past
from tracker.administration.views.saving import NEEDED
from tracker.db import write_transaction
from tracker.intake.operations.linking import take_links
from tracker.intake.queries.intakes import rows_of
from tracker.intake.queries.links import ShownLink, shown_links
from tracker.intake.rules.likeness import ALIKE
from tracker.intake.rules.lineage import Kind
from tracker.refusals import Refused, Stale
from tracker.web.gate import allow, current_actor

Answer = str | tuple[str, int] | Response


@blueprint.route("/nhap/<int:intake_id>/lien-ket", methods=["GET", "POST"])
@allow(NEEDED)
def intake_links(intake_id: int) -> Answer:
    """Say which of the offered links hold; they are written when the file is confirmed."""
    kept = opened_intake(intake_id)
    if (away := past(kept)) is not None:
        return away
    form = DraftForm(data={"version": str(kept.version)})
    if not form.validate_on_submit():
        return _page(form, intake_id, 422 if form.is_submitted() else 200)
    taken = set(request.form.getlist("lien_ket", type=int))
    version = form.opened_version
    try:
        with write_transaction():
            locked = opened_intake(intake_id, lock=True)
            take_links(locked, taken, version, actor=current_actor(), now=clock.now())
    except Refused as refused:
        form.show(refused.problems)
        return _page(form, intake_id, 422, taken)
    except Stale:
        form.version.data = str(opened_intake(intake_id).version)
        return _page(form, intake_id, 409, taken)
    flash("Đã lưu liên kết. Liên kết được ghi khi xác nhận tệp.", "success")
    return redirect(url_for("administration.intake", intake_id=intake_id))


def _page(form: DraftForm, intake_id: int, status: int, ticked: set[int] | None = None) -> Answer:
    kept, links = opened_intake(intake_id), shown_links(intake_id)
    every_row = rows_of(intake_id)
    rows = [(row, links[row.id]) for row in every_row if row.taken and links.get(row.id)]
    every = [link for _, found in rows for link in found]
    stale = status == 409
    page = render_template(
        "administration/intake/links.html", form=form, intake=kept, plan=kept.plan, rows=rows,
        by_id={row.id: row for row in every_row},
        total=len(every), kinds={kind.value: kind.label for kind in Kind},
        ticked=_ticked(every) if ticked is None else ticked, alike=round(ALIKE * 100),
        theirs=[("Liên kết đã lưu", _words(every))] if stale else None,
        who=last_saved(f"plan:{kept.plan.code}") if stale else None,
    )  # fmt: skip
    return page, status


def _ticked(links: list[ShownLink]) -> set[int]:
    """What was taken, and what the address asks to tick: every link, or those much alike."""
    chosen = request.args.get("chon")
    least = {"tat-ca": 0.0, "giong": ALIKE}.get(chosen or "", 1.1)
    return {link.id for link in links if link.taken or link.likeness >= least}


def _words(links: list[ShownLink]) -> str:
    taken = [
        link.criterion_code or f"{link.task_number} {link.task_title}"
        for link in links
        if link.taken
    ]
    return "\n".join(taken)
