"""Lists kept under a name, for oneself or for one's unit."""

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response
from wtforms import BooleanField, HiddenField, StringField
from wtforms.validators import InputRequired, Length

from tracker import clock
from tracker.accounts.saved_views import (
    ViewRefused,
    forget_view,
    keep_view,
    own_view,
    rename_view,
    views_of,
)
from tracker.db import write_transaction
from tracker.permissions import Permission
from tracker.web.forms import BaseForm
from tracker.web.gate import allow, current_actor, current_viewer
from tracker.web.paths import safe_next
from tracker.work.blueprint import blueprint

OWN = Permission.MANAGE_OWN_ACCOUNT
LONGEST = 2000


class ViewForm(BaseForm):
    """Under which name the list is kept, and for whom."""

    name = StringField("Tên", [InputRequired(), Length(max=120)])
    shared = BooleanField("Cho cả đơn vị cùng dùng")
    address = HiddenField()


@blueprint.get("/cach-xem")
@allow(OWN)
def saved_views() -> str:
    """One's own lists and those of one's unit."""
    return render_template("work/saved_views.html", views=views_of(current_viewer()))


@blueprint.route("/cach-xem/luu", methods=["GET", "POST"])
@allow(OWN)
def keep() -> str | tuple[str, int] | Response:
    """Keep the list at an address of this site."""
    form = ViewForm()
    address = _address(form.address.data if request.method == "POST" else request.args.get("xem"))
    if address is None:
        flash("Chỉ lưu được cách xem của một danh sách trong chương trình.", "warning")
        return redirect(url_for("work.saved_views"))
    form.address.data = address
    if request.method == "POST" and form.validate():
        try:
            with write_transaction():
                keep_view(
                    current_viewer(), form.name.data or "", address, shared=form.shared.data,
                    actor=current_actor(), now=clock.now(),
                )  # fmt: skip
        except ViewRefused as refused:
            form.form_errors.append(str(refused))
        else:
            flash(f"Đã lưu cách xem “{form.name.data}”.", "success")
            return redirect(url_for("work.saved_views"))
    page = render_template("work/saved_view.html", form=form, address=address, kept=None)
    return page, 422 if form.errors else 200


@blueprint.route("/cach-xem/<int:id>/sua", methods=["GET", "POST"])
@allow(OWN)
def rename(id: int) -> str | tuple[str, int] | Response:  # noqa: A002 - the name in the address
    """Call one of one's own lists otherwise, share it with the unit or not."""
    kept = own_view(current_viewer(), id) or abort(404)
    form = ViewForm(data={"name": kept.name, "shared": kept.unit_id is not None})
    if request.method == "POST" and form.validate():
        try:
            with write_transaction():
                row = own_view(current_viewer(), id) or abort(404)
                rename_view(
                    current_viewer(), row, form.name.data or "", shared=form.shared.data,
                    actor=current_actor(), now=clock.now(),
                )  # fmt: skip
        except ViewRefused as refused:
            form.form_errors.append(str(refused))
        else:
            flash(f"Đã lưu cách xem “{form.name.data}”.", "success")
            return redirect(url_for("work.saved_views"))
    page = render_template("work/saved_view.html", form=form, address=None, kept=id)
    return page, 422 if form.errors else 200


@blueprint.post("/cach-xem/<int:id>/xoa")
@allow(OWN)
def forget(id: int) -> Response:  # noqa: A002 - the name in the address
    """Forget one of one's own lists."""
    with write_transaction():
        forgotten = forget_view(current_viewer(), id, current_actor(), clock.now())
    if not forgotten:
        abort(404)
    flash("Đã xóa cách xem.", "success")
    return redirect(url_for("work.saved_views"))


def _address(raw: str | None) -> str | None:
    """A page of this program, with its filter; None for anything else."""
    address = safe_next(raw, "")
    if not address or len(address) > LONGEST:
        return None
    try:
        current_app.url_map.bind("").match(address.split("?")[0], method="GET")
    except HTTPException:
        return None
    return address
