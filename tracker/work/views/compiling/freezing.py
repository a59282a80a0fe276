"""Freeze a draft as a version, with the document made of it."""

from flask import flash, redirect, render_template, request
from werkzeug.wrappers import Response

from tracker import clock
from tracker.db import write_transaction
from tracker.permissions import Permission
from tracker.refusals import Refused, Stale
from tracker.reports.operations.compilations import FrozenPaper, freeze, texts_of
from tracker.reports.queries.heads import frozen_forms, made_paper
from tracker.reports.rules.drafts import empty_words
from tracker.reports.rules.frozen import from_json
from tracker.reports.rules.papers import PaperForm, unwritten
from tracker.web.fields import offered
from tracker.web.gate import allow, current_actor
from tracker.work.compiling.blueprint import blueprint
from tracker.work.compiling.forms import FreezeForm
from tracker.work.compiling.papers import bytes_of, stored_docx
from tracker.work.views.compiling.place import REPORT, Place, compiled_place

Answer = str | tuple[str, int] | Response


@blueprint.route(f"{REPORT}/chot", methods=["GET", "POST"])
@allow(Permission.COMPILE)
def freezing(regime_code: str, code: str, which: str) -> Answer:
    """Ask for the form of the paper, then freeze the draft as it was seen."""
    place = compiled_place(regime_code, code, which)
    place.draft()
    posted = request.method == "POST"
    form = FreezeForm() if posted else FreezeForm(data={"form": PaperForm.OWN.value})
    kinds = frozen_forms(place.target, place.which)
    form.form.choices = offered((one.value, one.label) for one in kinds)
    if not posted:
        return _page(place, form)
    if not form.validate():
        return _page(place, form, 422)
    paper = _paper(place, form)
    if paper is None:
        return _page(place, form, 422)
    try:
        with write_transaction():
            locked = compiled_place(regime_code, code, which).draft(lock=True)
            version = freeze(
                locked, paper, form.version.number, actor=current_actor(), now=clock.now()
            ).number
    except Refused as refused:
        form.show(refused.problems)
        return _page(place, form, 422)
    except Stale:
        return _page(place, form, 409)
    flash(f"Đã chốt bản số {version}. Tải văn bản Word, trình ký, rồi ghi số và ngày.", "success")
    return redirect(place.url("version", number=version))


def _paper(place: Place, form: FreezeForm) -> FrozenPaper | None:
    """The document of the draft as it stands, kept in the data folder."""
    asked = PaperForm(form.form.data)
    made = made_paper(place.target, place.which, asked, clock.today())
    if made.facts is None:
        told = f"{made.missing} chưa có phần đầu và phần ký văn bản: thêm trong Quản trị."
        form.show({"form": told})
        return None
    row = place.draft()
    content = bytes_of(from_json(row.source).compiled, texts_of(row), made.facts)
    file = stored_docx(content, f"{asked.value}-{place.target.round.code}.docx")
    return FrozenPaper(asked.value, made.facts.issuer, made.facts.subject, file)


def _page(place: Place, form: FreezeForm, status: int = 200) -> Answer:
    row = place.draft()
    form.version.data = str(row.version)
    compiled = from_json(row.source).compiled
    page = render_template(
        "compilations/freeze.html", place=place, row=row, form=form, compiled=compiled,
        problem=empty_words(unwritten(compiled, texts_of(row))), stale=status == 409,
        today=clock.today(),
    )  # fmt: skip
    return page, status
