"""Phần đầu và phần ký văn bản: what each unit's papers print, from a day on."""

import io
from typing import Any

from flask import Response, abort, flash, redirect, render_template, request, send_file, url_for

from tracker import clock
from tracker.administration.blueprint import blueprint
from tracker.administration.planning.stale import last_saved
from tracker.administration.register.forms.letterheads import (
    LetterheadForm,
    NewLetterheadForm,
    offer,
    particulars_of,
    source_of,
    stored,
    suggested,
)
from tracker.administration.views.keeping import Answer
from tracker.administration.views.saving import Attempt, attempt
from tracker.permissions import Permission, can
from tracker.province.queries import province
from tracker.reports.docx.writing import MEDIA_TYPE, write
from tracker.reports.models.letterheads import ReportLetterhead
from tracker.reports.operations.letterheads import add_letterhead, change_letterhead, subject_of
from tracker.reports.queries.letterheads import (
    kept_letterhead,
    letterhead_on,
    letterheads,
    printed_of,
)
from tracker.reports.rules.letterheads import Form
from tracker.reports.sample import sample
from tracker.text import vn_date
from tracker.units.queries import kept_unit, names_on, units_in_scope
from tracker.units.rules import UnitKind
from tracker.web.gate import allow, current_actor, current_viewer

NEEDED = Permission.MANAGE_ROUNDS
FORMS = {"bao-cao": Form.REPORT, "to-trinh": Form.PROPOSAL, "cong-van": Form.LETTER}
SHOWN = (
    ("superior", "Cơ quan chủ quản"), ("issuer", "Cơ quan ban hành"),
    ("symbol", "Tên viết tắt trong ký hiệu"),
    ("drafted_by", "Đơn vị soạn thảo trong ký hiệu công văn"), ("place", "Địa danh"),
    ("authority", "Quyền hạn của người ký"), ("post", "Chức vụ người ký"),
    ("recipients", "Nơi nhận"), ("source", "Căn cứ"),
)  # fmt: skip


@blueprint.get("/phan-dau-van-ban")
@allow(NEEDED)
def letterheads_index() -> str:
    """Every head within the viewer's scope."""
    today = clock.today()
    rows = letterheads(current_viewer().scope(NEEDED))
    return render_template(
        "administration/letterheads.html", rows=rows, names=names_on(today), today=today,
        forms=FORMS, sets_up=can(current_viewer(), Permission.SET_UP),
    )  # fmt: skip


@blueprint.route("/phan-dau-van-ban/moi", methods=["GET", "POST"])
@allow(NEEDED)
def letterhead_new() -> Answer:
    """What a unit's papers print from a day on."""
    form = NewLetterheadForm(data=_beginning())
    offer(form, {one.id: one.name for one in _units()})
    if not form.is_submitted():
        return _page(form, None, Attempt())

    def act() -> None:
        add_letterhead(
            form.unit.data, particulars_of(form), form.valid_from.data, source_of(form),
            actor=current_actor(), now=clock.now(),
        )  # fmt: skip

    valid = form.validate()
    if not form.unit.data:
        form.show({"unit": "Hãy chọn cơ quan, đơn vị."})
        valid = False
    tried = attempt(form, [], None, act) if valid else Attempt(status=422)
    if not tried.saved:
        return _page(form, None, tried)
    flash("Đã lưu mẫu mới. Mở “Báo cáo” để xem trên văn bản.", "success")
    return redirect(url_for("administration.letterheads_index"))


@blueprint.route("/phan-dau-van-ban/<int:letterhead_id>", methods=["GET", "POST"])
@allow(NEEDED)
def letterhead(letterhead_id: int) -> Answer:
    """Put a head right; another one from a day on is a new one."""
    row = _kept(letterhead_id)
    form = LetterheadForm(data=stored(row))
    if not form.is_submitted():
        return _page(form, row, Attempt())

    def act() -> None:
        change_letterhead(
            _kept(letterhead_id, lock=True), particulars_of(form), source_of(form),
            form.opened_version, actor=current_actor(), now=clock.now(),
        )  # fmt: skip

    tried = attempt(form, [], None, act) if form.validate() else Attempt(status=422)
    if tried.saved:
        flash("Đã lưu. Văn bản lập từ nay in theo mẫu này.", "success")
        return redirect(url_for("administration.letterheads_index"))
    row = _kept(letterhead_id)
    if tried.stale:
        form.version.data = str(row.version)
    return _page(form, row, tried)


@blueprint.get("/phan-dau-van-ban/<int:letterhead_id>/mau/<form>")
@allow(NEEDED)
def letterhead_sample(letterhead_id: int, form: str) -> Response:
    """A paper without content that prints this head and signature."""
    row = _kept(letterhead_id)
    asked = FORMS.get(form)
    if asked is None or (asked is Form.LETTER and not row.drafted_by):
        abort(404)
    content = write(sample(printed_of(row), asked, clock.today()))
    name = f"Mẫu {asked.label.lower()} {row.symbol}.docx"
    return send_file(io.BytesIO(content), MEDIA_TYPE, as_attachment=True, download_name=name)


def _kept(letterhead_id: int, *, lock: bool = False) -> ReportLetterhead:
    row = kept_letterhead(current_viewer().scope(NEEDED), letterhead_id, lock=lock)
    if row is None:
        abort(404)
    return row


def _units() -> list[Any]:
    return units_in_scope(current_viewer().scope(NEEDED), clock.today())


def _beginning() -> dict[str, Any]:
    """What the form begins with: the unit's present head, else what the register says of it."""
    unit_id = request.args.get("donvi", type=int)
    unit = kept_unit(current_viewer().scope(NEEDED), unit_id) if unit_id else None
    if unit is None:
        return {"unit": 0}
    row = letterhead_on(unit.id, clock.today())
    own = province() if unit.kind == UnitKind.PROVINCE.value else None
    begun = stored(row) | {"source": ""} if row else suggested(unit.names[-1], own)
    return begun | {"unit": unit.id, "version": ""}


def _page(form: LetterheadForm, row: ReportLetterhead | None, tried: Attempt) -> Answer:
    theirs = who = None
    if tried.stale and row is not None:
        theirs = [(label, getattr(row, name)) for name, label in SHOWN]
        who = last_saved(subject_of(row.unit_id))
    page = render_template(
        "administration/letterheads_form.html", form=form, row=row, theirs=theirs, who=who,
        days=_days(row), names=names_on(clock.today(), [row.unit_id]) if row else {},
    )  # fmt: skip
    return page, tried.status


def _days(row: ReportLetterhead | None) -> str:
    if row is None:
        return ""
    last = f" đến {vn_date(row.valid_to)}" if row.valid_to else ""
    return f"dùng từ {vn_date(row.valid_from)}{last}"
