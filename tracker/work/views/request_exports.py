"""The lists of requests as Excel files: all rows of the filter, up to MOST_ROWS."""

from collections.abc import Iterable, Iterator
from datetime import date

from flask import Response, request, send_file

from tracker import clock
from tracker.documents import xlsx
from tracker.documents.xlsx import Cell, Column, Sheet
from tracker.permissions import Permission
from tracker.plans.queries import plan_lines
from tracker.tasks.queries import cooperation, extensions
from tracker.tasks.rules.states import ExtensionStatus
from tracker.text import vn_weekday_date
from tracker.units.queries import names_on, screen_names
from tracker.web.gate import allow, current_viewer
from tracker.work.blueprint import blueprint
from tracker.work.sheets import MOST_ROWS, cut_notice
from tracker.work.views.cooperation import request_cut
from tracker.work.views.extension import status_asked

_TASK = (Column("STT", 6), Column("Mục", 8), Column("Nhiệm vụ", 60))
_COOPERATION = (
    *_TASK,
    Column("Đơn vị chủ trì", 30),
    Column("Đơn vị được đề nghị", 30),
    Column("Văn bản", 26),
    Column("Nội dung đề nghị", 50),
    Column("Ngày đề nghị", 14),
    Column("Trả lời trước hết ngày", 14),
    Column("Tình hình", 22),
    Column("Ngày trả lời", 14),
    Column("Nội dung trả lời", 50),
)
_EXTENSIONS = (
    *_TASK,
    Column("Kế hoạch", 18),
    Column("Đơn vị", 30),
    Column("Thời hạn hiện tại", 14),
    Column("Hạn ban đầu", 14),
    Column("Xin gia hạn đến", 14),
    Column("Ngày đề nghị", 14),
    Column("Văn bản đề nghị", 26),
    Column("Lý do", 50),
    Column("Ý kiến", 24),
    Column("Gia hạn đến", 14),
    Column("Văn bản trả lời", 30),
    Column("Ngày văn bản trả lời", 14),
)


@blueprint.get("/phoi-hop.xlsx")
@allow(Permission.EXPORT_WORK)
def cooperations_xlsx() -> Response:
    """The requests between leads and partners, with the filter of the address."""
    viewer, today = current_viewer(), clock.today()
    named = names_on(today)
    rows = cooperation.requests(viewer, request_cut(named), today, limit=MOST_ROWS + 1)
    cells = _cooperation(rows[:MOST_ROWS], screen_names(today, named), today)
    return _send(_sheet("Đề nghị phối hợp", _COOPERATION, today), cells, len(rows), today)


def _cooperation(
    rows: Iterable[cooperation.Request], names: dict[int, str], today: date
) -> Iterator[list[Cell]]:
    for number, row in enumerate(rows, start=1):
        yield [
            number, row.number, row.title, names[row.lead_unit_id], names[row.partner_unit_id],
            row.paper, row.words, row.asked_on, row.answer_by,
            row.state(today).label, row.answered_on, row.answer_words,
        ]  # fmt: skip


@blueprint.get("/gia-han.xlsx")
@allow(Permission.EXPORT_WORK)
def extensions_xlsx() -> Response:
    """The requests for a later day, with the filter of the address."""
    viewer, today = current_viewer(), clock.today()
    rows = extensions.requests(viewer, status_asked(request.args), limit=MOST_ROWS + 1)
    names = screen_names(today, names_on(today))
    cells = _extensions(rows[:MOST_ROWS], names)
    return _send(_sheet("Đề nghị gia hạn", _EXTENSIONS, today), cells, len(rows), today)


def _extensions(
    rows: Iterable[extensions.ExtensionLine], names: dict[int, str]
) -> Iterator[list[Cell]]:
    plans = plan_lines()
    for number, row in enumerate(rows, start=1):
        paper = ", ".join(filter(None, (row.document, row.issuer)))
        yield [
            number, row.number, row.title, plans[row.plan_id].label, names[row.unit_id],
            row.due_on, row.original_due_on, row.requested_until, row.asked_on, row.paper,
            row.reason, ExtensionStatus(row.status).label, row.granted_until, paper,
            row.decided_on,
        ]  # fmt: skip


def _sheet(name: str, columns: tuple[Column, ...], today: date) -> Sheet:
    return Sheet(name, name.upper(), f"Tính đến {vn_weekday_date(today)}", columns)


def _send(sheet: Sheet, cells: Iterator[list[Cell]], total: int, today: date) -> Response:
    file = xlsx.write(sheet, cells, cut_notice(total))
    name = f"{sheet.name} {today:%Y-%m-%d}.xlsx"
    return send_file(file, xlsx.MEDIA_TYPE, as_attachment=True, download_name=name)
