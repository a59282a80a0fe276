"""A frozen version: read it, download it, compare two of them, record what was signed."""

from flask import Response as FlaskResponse
from flask import abort, flash, redirect, render_template, request
from werkzeug.wrappers import Response

from tracker import clock
from tracker.db import write_transaction
from tracker.documents import storage
from tracker.documents.views import attachment
from tracker.documents.xlsx import MEDIA_TYPE as XLSX
from tracker.permissions import Permission
from tracker.refusals import Refused, Stale
from tracker.reports import xlsx
from tracker.reports.docx.writing import MEDIA_TYPE as DOCX
from tracker.reports.operations.compilations import issue
from tracker.reports.queries.versions import VersionLine, whole_of
from tracker.reports.rules.drafts import (
    FIGURES,
    Change,
    FigurePair,
    changes,
    differing,
    figure_text,
    paired,
)
from tracker.reports.rules.frozen import Frozen, from_json
from tracker.reports.rules.papers import PaperForm
from tracker.web.gate import allow, current_actor, current_viewer
from tracker.work.compiling.blueprint import blueprint
from tracker.work.compiling.forms import FIGURE, IssueForm, issue_form
from tracker.work.uploads import data_dir
from tracker.work.views.compiling.draft import as_file
from tracker.work.views.compiling.place import REPORT, Place, compiled_place, read_place

Answer = str | tuple[str, int] | Response
VERSION = f"{REPORT}/ban/<int:number>"


@blueprint.get(VERSION)
@allow(Permission.READ_WORK)
def version(regime_code: str, code: str, which: str, number: int) -> str:
    """What was frozen, as it was."""
    place = read_place(regime_code, code, which)
    line = place.version(number)
    frozen = _frozen(line)
    return render_template(
        "compilations/version.html", place=place, version=line, frozen=frozen,
        otherwise=_signed_otherwise(frozen, line),
        form=PaperForm(line.form), labels=FIGURES, figure_text=figure_text,
        others=[one for one in place.versions() if one.number != number],
    )  # fmt: skip


@blueprint.get(f"{VERSION}/bao-cao.docx")
@allow(Permission.READ_WORK)
def version_docx(regime_code: str, code: str, which: str, number: int) -> FlaskResponse:
    """The document of that moment, byte for byte."""
    place = read_place(regime_code, code, which)
    name = f"{place.which.label} {place.target.round.code} bản {number}.docx"
    return _stored(place.version(number).docx_sha256, DOCX, name)


@blueprint.get(f"{VERSION}/bieu.xlsx")
@allow(Permission.READ_WORK)
def version_xlsx(regime_code: str, code: str, which: str, number: int) -> FlaskResponse:
    """The frozen tables as a workbook."""
    place = read_place(regime_code, code, which)
    content = xlsx.write(_frozen(place.version(number)).compiled)
    return as_file(content, XLSX, f"Biểu {place.target.round.code} bản {number}.xlsx")


@blueprint.get(f"{VERSION}/bao-cao.json")
@allow(Permission.READ_WORK)
def version_json(regime_code: str, code: str, which: str, number: int) -> FlaskResponse:
    """The frozen JSON, of which the digest is shown."""
    place = read_place(regime_code, code, which)
    content = whole_of(place.version(number).id).encode()
    return as_file(content, "application/json", f"{place.target.round.code} bản {number}.json")


@blueprint.get(f"{VERSION}/van-ban-da-ky")
@allow(Permission.READ_WORK)
def signed_file(regime_code: str, code: str, which: str, number: int) -> FlaskResponse:
    """The copy of the signed paper."""
    issued = read_place(regime_code, code, which).version(number).issued
    if issued is None or issued.blob_sha256 is None:
        abort(404)
    return _stored(issued.blob_sha256, "application/pdf", issued.file_name)


@blueprint.get(f"{REPORT}/so-sanh")
@allow(Permission.READ_WORK)
def compare(regime_code: str, code: str, which: str) -> str:
    """Two versions, the last two unless named: figures side by side, texts with what changed."""
    place = read_place(regime_code, code, which)
    numbers = [one.number for one in place.versions()][:2] or [0]
    before = place.version(request.args.get("truoc", numbers[-1], type=int))
    after = place.version(request.args.get("sau", numbers[0], type=int))
    first, second = _frozen(before), _frozen(after)
    old, new = _texts(first), _texts(second)
    rows = (*second.compiled.indicators, *first.compiled.indicators)
    sections = [
        (heading, changes(old.get(key, ("", ""))[1], text)) for key, (heading, text) in new.items()
    ]
    sections += [(heading, changes(text, "")) for key, (heading, text) in old.items()
                 if key not in new]  # fmt: skip
    return render_template(
        "compilations/compare.html", place=place, before=before, after=after,
        figures=paired(before.signed_figures, after.signed_figures), Change=Change,
        indicators=differing(rows, before.signed_indicators, after.signed_indicators),
        sections=[one for one in sections if any(kind is not Change.SAME for kind, _ in one[1])],
    )  # fmt: skip


@blueprint.route(f"{VERSION}/da-ky", methods=["GET", "POST"])
@allow(Permission.COMPILE)
def signed(regime_code: str, code: str, which: str, number: int) -> Answer:
    """Record the number, day, copy and changed figures of what was signed."""
    place = compiled_place(regime_code, code, which)
    line = place.version(number)
    rows = _frozen(line).compiled.indicators
    form = issue_form(line.signed_figures, rows, line.signed_indicators)
    if not form.is_submitted():
        _begin(form, line)
        return _sign_page(place, line, form)
    valid = form.validate()
    form.keep_file(current_viewer().user_id)
    given = form.signed()
    if not valid or form.errors:
        return _sign_page(place, line, form, 422)
    try:
        with write_transaction():
            locked = compiled_place(regime_code, code, which).version(number)
            issue(
                locked.id, given, form.version.number, actor=current_actor(), now=clock.now(),
                today=clock.today(),
            )  # fmt: skip
    except Refused as refused:
        form.show(refused.problems)
        return _sign_page(place, line, form, 422)
    except Stale:
        return _sign_page(place, place.version(number), form, 409)
    flash("Đã ghi văn bản đã ký. Kỳ sau so sánh với số liệu đã ký.", "success")
    return redirect(place.url("version", number=number))


def _begin(form: IssueForm, line: VersionLine) -> None:
    form.version.data = str(line.issued.ordinal if line.issued else 0)
    if line.issued:
        form.number.data, form.signed_on.data = line.issued.number, line.issued.signed_on
        form.note.data = line.issued.note


def _sign_page(place: Place, line: VersionLine, form: IssueForm, status: int = 200) -> Answer:
    if status == 409:
        form.version.data = str(line.issued.ordinal if line.issued else 0)
    page = render_template(
        "compilations/signed.html", place=place, version=line, form=form, stale=status == 409,
        figures=[form[FIGURE + name] for name in form.names],
        theirs=_theirs(line) if status == 409 else [],
    )  # fmt: skip
    return page, status


def _theirs(line: VersionLine) -> list[FigurePair]:
    """The figures that somebody else recorded as signed otherwise than frozen."""
    told = [one for one in paired(line.figures, line.signed_figures) if one.differs]
    return told + _signed_otherwise(_frozen(line), line)


def _signed_otherwise(frozen: Frozen, line: VersionLine) -> list[FigurePair]:
    """The rows of the number form that were signed otherwise than frozen."""
    return differing(frozen.compiled.indicators, line.indicators, line.signed_indicators)


def _frozen(line: VersionLine) -> Frozen:
    return from_json(whole_of(line.id))


def _texts(frozen: Frozen) -> dict[str, tuple[str, str]]:
    """Heading and text by section key."""
    return {
        one.key: (f"{one.number}. {one.title}".removeprefix(". "), frozen.texts.get(one.key, ""))
        for one in frozen.compiled.sections
    }


def _stored(sha256: str, media_type: str, name: str) -> FlaskResponse:
    """A kept file as an attachment; it is never shown inside a page of ours."""
    if not storage.is_stored(data_dir(), sha256):
        abort(404)
    return attachment(storage.path_of(data_dir(), sha256), media_type, name)
