"""Báo cáo của đơn vị: one unit's report to a round, as it stands; its Word document, its papers."""

import io
from typing import Any

from flask import Response, abort, render_template, send_file

from tracker import clock
from tracker.documents import storage
from tracker.documents.views import attachment
from tracker.permissions import Permission
from tracker.reports.docx.writing import MEDIA_TYPE, write
from tracker.reports.queries.unit_reports import SeenReport, events_of, paper_file, what_is_asked
from tracker.reports.queries.working import Arisen, arisen_since
from tracker.reports.rules.compiling.counts import duties_in, duties_of, overdue
from tracker.reports.rules.contributions import ReportState
from tracker.reports.rules.unit_report import Step, steps_open, timeliness
from tracker.rounds.rules.clocks import late_from
from tracker.tasks.rules.states import Cause
from tracker.web.gate import allow, current_viewer
from tracker.work.reporting.blueprint import blueprint
from tracker.work.reporting.paper import head_on, report_paper
from tracker.work.reporting.shown import Shown
from tracker.work.uploads import data_dir
from tracker.work.views.reporting.place import Address, shown_report, told
from tracker.workdays.queries import days_off

REPORT = "/ky-bao-cao/<regime_code>/<code>/<unit_code:unit_code>"
STEPS = {one.value: one.label for one in Step}
CAUSES = {one.value: one.label.lower() for one in Cause}
ASKED = (ReportState.ASKED, ReportState.DRAFTING)


@blueprint.get(REPORT)
@allow(Permission.READ_WORK)
def show(regime_code: str, code: str, unit_code: str) -> str:
    """One unit's report: where it stands, its text, what is late, what came after it was sent."""
    at = Address(regime_code, code, unit_code)
    seen, today, calendar = at.report(), clock.today(), days_off()
    shown = shown_report(seen, today)
    line = seen.round.line
    return render_template(
        "reporting/show.html",
        at=at, seen=seen, shown=shown, line=line, texts=shown.texts(), today=today,
        open={one.value for one in steps_open(shown.standing, seen.sides)},
        came=timeliness([one.sending for one in shown.sent], line.clocks, calendar),
        late_from=late_from(line.clocks, calendar),
        asked=what_is_asked(seen.row.id) if seen.row and shown.standing.state in ASKED else None,
        arisen=_arisen(seen, shown), events=events_of(seen.row.id) if seen.row else [],
        has_head=head_on(seen, today) is not None,
        steps=STEPS, **_work(seen),
    )  # fmt: skip


def _work(seen: SeenReport) -> dict[str, Any]:
    """The figures of the unit's work on the closing day, for those who may read its work."""
    units = current_viewer().scope(Permission.READ_WORK)
    if units is not None and units.isdisjoint({seen.unit.unit_id, *seen.unit.writers}):
        return {"counts": None, "late": [], "causes": CAUSES}
    rows = told(seen).collected.rows
    held = duties_of(rows)
    late = [(row, duty) for row in rows for duty in overdue(row.duties)]
    return {"counts": duties_in(held), "late": late, "causes": CAUSES}


def _arisen(seen: SeenReport, shown: Shown) -> list[Arisen]:
    """What happened in the window and was recorded after the last sending."""
    if not shown.sent:
        return []
    units = current_viewer().scope(Permission.READ_WORK)
    place = seen.place()
    if units is not None and units.isdisjoint(place.units):
        return []
    sent_at = shown.sent[-1].revision.sent_at
    return arisen_since(place.units, place.line.window, sent_at, clock.now())


@blueprint.get(f"{REPORT}/bao-cao.docx")
@allow(Permission.READ_WORK)
def document(regime_code: str, code: str, unit_code: str) -> Response:
    """The report as a Word document with the unit's head; number and day stay blank."""
    seen, today = Address(regime_code, code, unit_code).report(), clock.today()
    shown, particulars = shown_report(seen, today), head_on(seen, today)
    if particulars is None or not shown.texts():
        abort(404)
    content = write(report_paper(shown, particulars, clock.now()))
    name = f"Báo cáo {seen.unit.code.replace('/', '-')} {seen.round.line.code}.docx"
    return send_file(io.BytesIO(content), MEDIA_TYPE, as_attachment=True, download_name=name)


@blueprint.get(f"{REPORT}/van-ban/<int:paper_id>")
@allow(Permission.READ_FILES)
def signed_file(regime_code: str, code: str, unit_code: str, paper_id: int) -> Response:
    """The signed paper of a sending, as an attachment."""
    seen = Address(regime_code, code, unit_code).report()
    paper = paper_file(seen.row.id, paper_id) if seen.row else None
    sha256 = paper.blob_sha256 if paper else None
    if paper is None or not sha256 or not storage.is_stored(data_dir(), sha256):
        abort(404)
    return attachment(storage.path_of(data_dir(), sha256), "application/pdf", paper.file_name)
