"""What an applied hand-over moved: the log, the minutes to print and sign, the sheet."""

from datetime import timedelta

from flask import Response as FlaskResponse
from flask import abort, render_template, request

from tracker import clock
from tracker.administration.blueprint import blueprint
from tracker.administration.succession.forms.base import cited
from tracker.administration.succession.logbook import (
    Pair,
    letterhead,
    moved_table,
    pairs,
)
from tracker.administration.views.handover import NEEDED, require_whole
from tracker.documents.views import paper, printing, workbook
from tracker.handover.drafts.queries import draft_of
from tracker.handover.queries import AppliedFile, applied_files
from tracker.handover.rules import MoveKind, MoveScope
from tracker.plans.queries import plan_fields
from tracker.units.queries import names_on
from tracker.web.gate import allow, current_viewer


def applied_file(code: str) -> AppliedFile:
    """The hand-over on record; 404 where there is none."""
    found = next((one for one in applied_files() if one.code == code), None)
    return found or abort(404)


@blueprint.get("/ban-giao/nhat-ky/<file_code>")
@allow(NEEDED)
def handover_log(file_code: str) -> str:
    """What moved, from whom to whom, share by share."""
    require_whole()
    file = applied_file(file_code)
    if printing():
        return paper(moved_table(file, _asked(file), clock.today()))
    names = {one.id: one.name for one in names_on(file.effective_on).values()}
    return render_template(
        "administration/handover_log.html", file=file, draft=draft_of(file_code), names=names,
        basis=cited(file.basis) if file.basis else "", pairs=pairs(current_viewer(), file),
        kinds={one.value: one.label for one in MoveKind},
        scopes={one.value: one.label for one in MoveScope},
        fields={one.code: one.name for one in plan_fields().values()},
    )  # fmt: skip


@blueprint.get("/ban-giao/nhat-ky/<file_code>/bien-ban")
@allow(NEEDED)
def handover_minutes(file_code: str) -> str:
    """Biên bản bàn giao of one giver and one taker, to print and sign."""
    require_whole()
    file = applied_file(file_code)
    pair = next((one for one in _asked(file) if one.taker is not None), None) or abort(404)
    superior, place = letterhead(pair.giver.id, file.effective_on - timedelta(days=1))
    return render_template(
        "administration/handover_minutes.html", file=file, pair=pair, today=clock.today(),
        basis=cited(file.basis) if file.basis else "", superior=superior, place=place,
    )  # fmt: skip


@blueprint.get("/ban-giao/nhat-ky/<file_code>/danh-muc.xlsx")
@allow(NEEDED)
def handover_xlsx(file_code: str) -> FlaskResponse:
    """The same list as a workbook: of one pair, or of the whole hand-over."""
    require_whole()
    file = applied_file(file_code)
    return workbook(moved_table(file, _asked(file), clock.today()))


def _asked(file: AppliedFile) -> list[Pair]:
    """The pairs that the address names, by the codes of their units."""
    giver, taker = request.args.get("giao"), request.args.get("nhan")
    return [
        one
        for one in pairs(current_viewer(), file)
        if giver in {None, one.giver.code} and taker in {None, one.taker.code if one.taker else ""}
    ]
