"""Files of plans as they arrive, without the process that reads foreign ones."""

from datetime import UTC, date, datetime

from tests.intake.appendices import KH196, grid
from tests.intake.building import raw_of
from tests.support.people import TESTER
from tests.tasks.factories import make_plan
from tracker.calendar.workdays import DaysOff
from tracker.calendar.zone import VIETNAM
from tracker.db import write_transaction
from tracker.documents.models import Document
from tracker.documents.operations import Paper
from tracker.documents.storage import StoredFile
from tracker.extensions import db
from tracker.intake.arriving import Arrived
from tracker.intake.models import PlanIntake
from tracker.intake.operations.confirming import AmendingPaper, confirm_intake
from tracker.intake.operations.deciding import keep_rows
from tracker.intake.operations.receiving import read_for, receive
from tracker.intake.queries.intakes import rows_of
from tracker.intake.queries.review import review
from tracker.plans.models import Plan
from tracker.tasks.operations.desired import Settings
from tracker.tasks.operations.editing_rows import Saving

NOW = datetime(2025, 1, 6, 3, 0, tzinfo=UTC)
LATER = datetime(2025, 6, 10, 3, 0, tzinfo=UTC)
SETTINGS = Settings(date(2025, 1, 1), DaysOff(frozenset(), frozenset()))
HEADS = ["TT", "Nhiệm vụ", "Sản phẩm", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian"]
PAPER = Paper("Quyết định", "812/QĐ-UBND", date(2025, 6, 2), "UBND tỉnh", "Sửa đổi kế hoạch")


def saving(now=NOW):
    """Who saves, when."""
    return Saving(SETTINGS, TESTER, now)


def amending(on=date(2025, 6, 2)):
    """The paper that amends a plan from a day on."""
    return AmendingPaper(PAPER, on)


def arrived(*grids, name="phu-luc.docx"):
    """What a Word file of these tables reads to."""
    raw = raw_of(*grids)
    digest = f"{abs(hash(raw)):064x}"[-64:]
    return Arrived("docx", StoredFile(digest, 1000, "application/zip", name), raw)


def appendix(plan=KH196):
    """The appendix of a plan as its file."""
    return arrived(grid(plan))


def next_plan(code="KH-MOI"):
    """A plan without rows that says of itself what Kế hoạch 196/KH-UBND does; its id."""
    like = db.session.scalars(db.select(Plan).where(Plan.code == KH196)).one()
    paper = db.session.get_one(Document, like.document_id).id
    return make_plan(like.owner_unit_id, code, document_id=paper)


def received(plan_id, file, now=NOW):
    """The id of the reading of a file for a plan."""
    with write_transaction():
        plan = db.session.get_one(Plan, plan_id)
        reading = read_for(plan, file.raw, now.astimezone(VIETNAM).date())
        return receive(plan, file, reading, TESTER, now).id


def opened(intake_id):
    """The reading."""
    return db.session.get_one(PlanIntake, intake_id)


def accept(intake_id):
    """Say of everything that is asked that it was read rightly; the keys of what was asked."""
    with write_transaction():
        intake = opened(intake_id)
        asking = set(review(intake).asking)
        rows = [row for row in rows_of(intake_id) if row.id in asking]
        keep_rows(intake, {row.id: row.version for row in rows}, TESTER, NOW)
        return {row.key for row in rows}


def confirmed(intake_id, now=NOW, **more):
    """Confirm the reading as it is now."""
    with write_transaction():
        intake = opened(intake_id)
        return confirm_intake(intake, intake.version, saving(now), **more)
