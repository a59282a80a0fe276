"""A plan's file on its way into the plan of the province: pasted, with something to answer."""

from datetime import UTC, datetime

from tests.support.people import TESTER
from tracker.db import write_transaction
from tracker.documents.storage import keep_text
from tracker.extensions import db
from tracker.intake import pasted
from tracker.intake.arriving import Arrived
from tracker.intake.models import IntakeRow
from tracker.intake.operations.receiving import read_for, receive
from tracker.plans.models import Plan

NOW = datetime(2025, 6, 10, 5, tzinfo=UTC)
_LINES = (
    "Tổ chức thực hiện",
    "1. Giao Sở Y tế",
    "Báo cáo kết quả trước ngày 30/9/2025",
    "TT|Nhiệm vụ|Sản phẩm|Cơ quan chủ trì|Cơ quan phối hợp|Thời gian thực hiện",
    "1|Lập danh mục dữ liệu số {}|Danh mục|Sở Tư pháp|Cơ quan lạ|Quý III/2025",
    "2|Tập huấn dùng dữ liệu số {}|Báo cáo|Cơ quan lạ||Theo Công văn số 156/UBND",
)


def table(number):
    """A table as Word copies it, in words of its own."""
    return "\n".join(_LINES).replace("|", "\t").format(number, number)


def build(data_dir, number=1):
    """The file read for the plan; ids of the reading, of its first row, of its paragraph."""
    text = table(number)
    file = keep_text(data_dir, text, pasted.NAME)
    with write_transaction():
        plan = db.session.scalars(db.select(Plan).filter_by(code="KH196-2025")).one()
        arrived = Arrived("pasted", file, pasted.read(text.encode()))
        reading = read_for(plan, arrived.raw, NOW.date())
        made = receive(plan, arrived, reading, TESTER, NOW).id
        rows = db.select(IntakeRow.id).filter_by(intake_id=made).order_by(IntakeRow.position)
        first = db.session.scalars(rows.filter_by(origin="table")).first()
        passage = db.session.scalars(rows.filter_by(origin="passage")).first()
    return made, first, passage


def pages(world):
    """Every page of the file."""
    here = f"/quan-tri/nhap/{world.intake}"
    parts = ("doi-chieu", "cot", "lien-ket", "thay-doi", "xac-nhan", "bo", "tep")
    return [here, f"{here}/dong/{world.file_row}", *(f"{here}/{part}" for part in parts)]
