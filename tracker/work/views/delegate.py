"""Hand one phần việc to a division or an officer of the unit, change that, take it back."""

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from tracker import clock
from tracker.db import write_transaction
from tracker.permissions import Permission
from tracker.refusals import Refused, Stale
from tracker.tasks.operations.delegating import Act, hand_inside, take_back
from tracker.tasks.queries.delegations import delegations_of, to_hand_on
from tracker.tasks.queries.history import WritableShare, writable_share
from tracker.tasks.rules.delegating import House
from tracker.units.queries import names_on, screen_names
from tracker.web.gate import allow, current_actor, current_viewer
from tracker.web.paths import safe_next
from tracker.work.blueprint import blueprint
from tracker.work.delegation.forms import HandForm
from tracker.work.delegation.page import handed_lines, told
from tracker.work.house import house_of

Answer = str | tuple[str, int] | Response


@blueprint.route("/phan-viec/<int:id>/giao", methods=["GET", "POST"])
@allow(Permission.DELEGATE)
def delegate(id: int) -> Answer:  # noqa: A002 - the name in the address
    """Hand it on; what was open ends and stays in its history."""
    share, house = _opened(id)
    form = _form(share, house)
    if request.method != "POST":
        form.next.data = safe_next(request.args.get("next"), "")
        return _page(share, form)
    if not form.validate():
        return _page(share, form, 422)
    return _hand(share, house, form)


@blueprint.post("/phan-viec/<int:id>/thu-hoi")
@allow(Permission.DELEGATE)
def take_share_back(id: int) -> Answer:  # noqa: A002 - the name in the address
    """Take it back: nobody inside the unit holds it any more."""
    share, house = _opened(id)
    form = _form(share, house)
    actor, now = current_actor(), clock.now()
    try:
        with write_transaction():
            rows = to_hand_on(current_viewer(), [id])
            take_back(rows, {id: form.opened_version}, actor, now)
    except Stale:
        return _stale(id)
    flash("Đã thu hồi phần việc đã giao trong đơn vị.", "success")
    return redirect(url_for("work.share", id=id))


def _opened(obligation_id: int) -> tuple[WritableShare, House]:
    viewer, today = current_viewer(), clock.today()
    share = writable_share(viewer, obligation_id, Permission.DELEGATE, today)
    if share is None:
        abort(404)
    return share, house_of(share.unit_id, today)


def _form(share: WritableShare, house: House) -> HandForm:
    found = delegations_of(share.id) if request.method != "POST" else []
    form = HandForm(
        version=str(share.version), division=str(share.division_id or ""),
        officer=str(share.holder_id or ""), internal_due_on=share.internal_due_on,
        note=next((one.note for one in found if one.ended_at is None), ""),
    )  # fmt: skip
    form.offer(house, house.divisions)
    return form


def _hand(share: WritableShare, house: House, form: HandForm) -> Answer:
    viewer, today, handing = current_viewer(), clock.today(), form.handing()
    act = Act(house, current_actor(), today, clock.now())
    try:
        with write_transaction():
            rows = to_hand_on(viewer, [share.id])
            hand_inside(rows, {share.id: form.opened_version}, handing, act)
    except Refused as refused:
        form.show(refused.problems)
        return _page(share, form, 422)
    except Stale:
        return _stale(share.id)
    flash(told(1, handing, house), "success")
    return redirect(safe_next(form.next.data, url_for("work.share", id=share.id)))


def _stale(obligation_id: int) -> Answer:
    """Somebody wrote meanwhile: what stands now, and what was entered, to be saved again."""
    share, house = _opened(obligation_id)
    form = _form(share, house)
    form.version.data = str(share.version)
    return _page(share, form, 409)


def _page(share: WritableShare, form: HandForm, status: int = 200) -> tuple[str, int]:
    today = clock.today()
    names = screen_names(today, names_on(today))
    page = render_template(
        "work/delegate.html", share=share, form=form, stale=status == 409, today=today,
        handed=handed_lines(delegations_of(share.id), names),
        back=safe_next(form.next.data, url_for("work.share", id=share.id)),
    )  # fmt: skip
    return page, status
