"""One hand-over draft: its page, its head, its lines."""

from collections.abc import Mapping
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for

from tracker import clock
from tracker.administration.blueprint import blueprint
from tracker.administration.planning.stale import last_saved
from tracker.administration.succession.forms.base import PostForm, cited
from tracker.administration.succession.forms.drafts import (
    LINE_FORMS,
    SLUGS,
    HeadForm,
    LineForm,
    Offer,
    line_words,
)
from tracker.administration.views.handover import NEEDED, Answer, require_whole
from tracker.db import write_transaction
from tracker.documents.models import Document
from tracker.handover.drafts.operations import paper_of, remove_draft, save_head, save_line
from tracker.handover.drafts.queries import bodies, file_of, open_draft, papers, task_titles
from tracker.handover.models import HandoverDraft
from tracker.handover.queries import code_faults
from tracker.handover.reading import LISTS, SuccessionFileError
from tracker.handover.rules import MoveKind, MoveScope
from tracker.plans.queries import plan_fields
from tracker.refusals import Refused, Stale
from tracker.text import vn_date
from tracker.units.queries import group_lines
from tracker.units.rules import UnitKind
from tracker.web.gate import allow, current_actor

CHANGED = "Bản soạn đã có người sửa sau khi trang này được mở. Xem lại rồi thực hiện."


def kept_draft(draft_id: int, *, lock: bool = False) -> HandoverDraft:
    """The draft; 404 where there is none, or it was applied."""
    draft = open_draft(draft_id, lock=lock)
    if draft is None:
        abort(404)
    return draft


@blueprint.get("/ban-giao/ban-soan/<int:draft_id>")
@allow(NEEDED)
def handover_draft(draft_id: int) -> Answer:
    """What the draft says, line by line, and what is missing."""
    require_whole()
    draft = kept_draft(draft_id)
    return render_template(
        "administration/handover_draft.html", draft=draft, offer=offer_for(draft),
        basis=basis_words(draft), faults=_faults(draft), lists=LISTS,
        rows={name: draft.content.get(name) or [] for name in LISTS},
        slugs={name: slug for slug, name in SLUGS.items()}, kinds=_labels(MoveKind),
        scopes=_labels(MoveScope), unit_kinds=_labels(UnitKind),
        form=PostForm(data={"version": draft.version}),
    )  # fmt: skip


@blueprint.route("/ban-giao/ban-soan/<int:draft_id>/thong-tin", methods=["GET", "POST"])
@allow(NEEDED)
def handover_head(draft_id: int) -> Answer:
    """What the draft is, from when, by which paper."""
    require_whole()
    draft = kept_draft(draft_id)
    form = HeadForm()
    form.offer_papers(papers())
    if not form.is_submitted():
        form.process(data=_head_values(draft))
        return _head_page(form, draft)
    if not form.validate():
        return _head_page(form, draft, 422)
    head, version, actor, now = form.head, form.version.number, current_actor(), clock.now()
    try:
        with write_transaction():
            save_head(kept_draft(draft_id, lock=True), head, version, actor, now)
    except Refused as refused:
        form.show(refused.problems)
        return _head_page(form, kept_draft(draft_id), 422)
    except Stale:
        return _head_page(form, kept_draft(draft_id), 409)
    flash("Đã lưu thông tin bàn giao.", "success")
    return redirect(url_for("administration.handover_draft", draft_id=draft_id))


@blueprint.route("/ban-giao/ban-soan/<int:draft_id>/<slug>/<int:place>", methods=["GET", "POST"])
@allow(NEEDED)
def handover_line(draft_id: int, slug: str, place: int) -> Answer:
    """One line of the draft; place 0 is a new one."""
    require_whole()
    draft, name = kept_draft(draft_id), SLUGS.get(slug) or abort(404)
    rows = draft.content.get(name) or []
    if place > len(rows) and not request.form:
        abort(404)
    form = LINE_FORMS[name]()
    form.offer(offer_for(draft))
    if not form.is_submitted():
        form.fill((rows[place - 1] if place else _started(name)) | {"version": str(draft.version)})
        return _line_page(form, draft, (name, place))
    if not form.validate():
        return _line_page(form, draft, (name, place), 422)
    values, version, actor, now = form.values(), form.version.number, current_actor(), clock.now()
    try:
        with write_transaction():
            locked = kept_draft(draft_id, lock=True)
            save_line(locked, (name, place), values, version, actor, now=now)
    except Stale:
        return _line_page(form, kept_draft(draft_id), (name, place), 409)
    flash("Đã lưu dòng.", "success")
    return redirect(url_for("administration.handover_draft", draft_id=draft_id))


@blueprint.post("/ban-giao/ban-soan/<int:draft_id>/<slug>/<int:place>/bo")
@allow(NEEDED)
def handover_line_remove(draft_id: int, slug: str, place: int) -> Answer:
    """Take a line out."""
    require_whole()
    kept_draft(draft_id)
    name = SLUGS.get(slug) or abort(404)
    version, actor, now = PostForm().version.number, current_actor(), clock.now()
    try:
        with write_transaction():
            locked = kept_draft(draft_id, lock=True)
            save_line(locked, (name, place), None, version, actor, now=now)
    except Stale:
        flash(CHANGED, "warning")
    else:
        flash("Đã bỏ dòng.", "success")
    return redirect(url_for("administration.handover_draft", draft_id=draft_id))


@blueprint.post("/ban-giao/ban-soan/<int:draft_id>/bo")
@allow(NEEDED)
def handover_remove(draft_id: int) -> Answer:
    """Throw the draft away."""
    require_whole()
    kept_draft(draft_id)
    version, actor, now = PostForm().version.number, current_actor(), clock.now()
    try:
        with write_transaction():
            remove_draft(kept_draft(draft_id, lock=True), version, actor, now)
    except Stale:
        flash(CHANGED, "warning")
        return redirect(url_for("administration.handover_draft", draft_id=draft_id))
    flash("Đã bỏ bản soạn.", "success")
    return redirect(url_for("administration.handovers"))


def offer_for(draft: HandoverDraft) -> Offer:
    """What lines of the draft may name."""
    fields = {one.code: one.name for one in plan_fields().values()}
    groups = {one.code: one.name for one in group_lines(draft.effective_on)}
    return Offer(bodies(draft), fields, groups, task_titles())


def basis_words(draft: HandoverDraft) -> str:
    """The legal basis as papers cite it; empty where the draft names one that is not known."""
    if draft.content.get("paper"):
        return cited(paper_of(draft.content["paper"]))
    paper: Document | None = next(
        (one for one in papers() if one.code == draft.content.get("basis")), None
    )
    return cited(paper) if paper else ""


def _faults(draft: HandoverDraft) -> list[str]:
    try:
        file = file_of(draft, "x" if draft.content.get("paper") else "")
    except SuccessionFileError as error:
        return str(error).split("\n")
    unnamed = "Căn cứ:" if draft.content.get("paper") else None
    return [fault for fault in code_faults(file) if not (unnamed and fault.startswith(unnamed))]


def _labels(words: Any) -> dict[str, str]:  # noqa: ANN401 - an enum with labels
    return {one.value: one.label for one in words}


def _started(name: str) -> dict[str, str]:
    """A new line; that of an exception begins with its unit, and its task or a field."""
    if name != "moves" or "giao" not in request.args:
        return {}
    task = request.args.get("nhiemvu", "")
    scope = MoveScope.TASK if task else MoveScope.FIELD
    return {"from": request.args["giao"], "kind": MoveKind.DUTY.value, "task": task,
            "scope": scope.value}  # fmt: skip


def _head_values(draft: HandoverDraft) -> dict[str, Any]:
    values = {"code": draft.code, "title": draft.title, "effective_on": draft.effective_on,
              "basis": draft.content.get("basis", ""), "version": draft.version}  # fmt: skip
    if draft.content.get("paper"):
        paper = paper_of(draft.content["paper"])
        values |= {"paper_kind": paper.kind, "paper_number": paper.number,
                   "paper_day": paper.issued_on, "paper_issuer": paper.issuer,
                   "paper_subject": paper.subject}  # fmt: skip
    return values


def _head_page(form: HeadForm, draft: HandoverDraft, status: int = 200) -> tuple[str, int]:
    theirs = None
    if status == 409:
        form.version.data = str(draft.version)
        theirs = [("Mã bàn giao", draft.code), ("Nội dung", draft.title),
                  ("Có hiệu lực từ ngày", vn_date(draft.effective_on)),
                  ("Căn cứ", basis_words(draft))]  # fmt: skip
    page = render_template(
        "administration/handover_head.html", form=form, draft=draft, theirs=theirs,
        who=last_saved(f"handover:{draft.id}"),
    )  # fmt: skip
    return page, status


def _line_page(
    form: LineForm, draft: HandoverDraft, where: tuple[str, int], status: int = 200
) -> tuple[str, int]:
    (name, place), theirs = where, None
    if status == 409:
        form.version.data = str(draft.version)
        theirs = _their_line(form, draft.content.get(name) or [], place)
    page = render_template(
        "administration/handover_line.html", form=form, draft=draft, name=name, place=place,
        what=LISTS[name], tasks=task_titles() if name == "moves" else {}, theirs=theirs,
        who=last_saved(f"handover:{draft.id}"),
    )  # fmt: skip
    return page, status


def _their_line(form: LineForm, rows: list[Mapping[str, str]], place: int) -> list[tuple[str, str]]:
    """What stands at the place now; a new line is shown what the list holds."""
    if 0 < place <= len(rows):
        return line_words(form, rows[place - 1])
    if place:
        return [("Dòng này", "đã được bỏ; lưu lại thì dòng vừa nhập được thêm vào cuối")]
    return [
        (f"Dòng {number}", "; ".join(f"{label}: {text}" for label, text in line_words(form, row)
                                     if text))
        for number, row in enumerate(rows, start=1)
    ]  # fmt: skip
