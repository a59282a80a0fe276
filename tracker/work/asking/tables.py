"""The requests between units, and for a later day, as tables."""

from collections.abc import Mapping, Sequence
from datetime import date

from tracker.documents.tables import Column, Kind, Table, as_of
from tracker.plans.queries import PlanLine
from tracker.tasks.queries.cooperation import Request
from tracker.tasks.queries.extensions import ExtensionLine
from tracker.tasks.rules.states import ExtensionStatus

Names = Mapping[int, str]

_TASK = (
    Column("Mục", lambda row: row.number, Kind.CODE, paper=False),
    Column("Nhiệm vụ", lambda row: row.title, Kind.TITLE),
)


def cooperation_table(
    rows: Sequence[Request], names: Names, today: date, told: Sequence[str]
) -> Table:
    """What leads asked of partners."""
    columns = (
        *_TASK,
        Column("Đơn vị chủ trì", lambda row: names[row.lead_unit_id], Kind.NAME),
        Column("Đơn vị được đề nghị", lambda row: names[row.partner_unit_id], Kind.NAME),
        Column("Văn bản", lambda row: row.paper, Kind.NAME, paper=False),
        Column("Nội dung đề nghị", lambda row: row.words, Kind.WORDS),
        Column("Ngày đề nghị", lambda row: row.asked_on, Kind.DAY),
        Column("Trả lời trước hết ngày", lambda row: row.answer_by, Kind.DAY),
        Column("Tình hình", lambda row: row.state(today).label),
        Column("Ngày trả lời", lambda row: row.answered_on, Kind.DAY),
        Column("Nội dung trả lời", lambda row: row.answer_words, Kind.WORDS, paper=False),
    )
    return Table("Đề nghị phối hợp", "Đề nghị phối hợp", as_of(today), columns, rows, told)


def extension_table(
    rows: Sequence[ExtensionLine], names: Names, plans: Mapping[int, PlanLine], today: date,
    told: Sequence[str],
) -> Table:  # fmt: skip
    """What units asked of the plans' issuers."""
    columns = (
        *_TASK,
        Column("Kế hoạch", lambda row: plans[row.plan_id].label),
        Column("Đơn vị", lambda row: names[row.unit_id], Kind.NAME),
        Column("Thời hạn hiện tại", lambda row: row.due_on, Kind.DAY),
        Column("Hạn ban đầu", lambda row: row.original_due_on, Kind.DAY, paper=False),
        Column("Xin gia hạn đến", lambda row: row.requested_until, Kind.DAY),
        Column("Ngày đề nghị", lambda row: row.asked_on, Kind.DAY, paper=False),
        Column("Văn bản đề nghị", lambda row: row.paper, Kind.NAME, paper=False),
        Column("Lý do", lambda row: row.reason, Kind.WORDS),
        Column("Ý kiến", lambda row: ExtensionStatus(row.status).label),
        Column("Gia hạn đến", lambda row: row.granted_until, Kind.DAY),
        Column("Văn bản trả lời", _answer, Kind.NAME),
        Column("Ngày văn bản trả lời", lambda row: row.decided_on, Kind.DAY, paper=False),
    )
    return Table("Đề nghị gia hạn", "Đề nghị gia hạn", as_of(today), columns, rows, told)


def _answer(row: ExtensionLine) -> str:
    return ", ".join(filter(None, (row.document, row.issuer)))
