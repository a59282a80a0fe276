"""Lay a file beside the rows that its plan has: which of them each row is."""

from tracker.extensions import db
from tracker.intake.models import PlanIntake
from tracker.intake.queries.changes import running_rows
from tracker.refusals import Refused, check_version

NOT_OPEN = "Tệp này đã được xác nhận hoặc bỏ, không sửa được nữa."


def check_open(intake: PlanIntake, version: int) -> None:
    """Raises Refused for a reading that is confirmed or dropped, and Stale."""
    if intake.state != "open":
        raise Refused({"": NOT_OPEN})
    check_version(intake.version, version)


def compare(intake: PlanIntake) -> None:
    """Find each row of the file in the plan; what the plan says of unchanged cells is kept."""
    there = running_rows(intake.plan_id)
    intake.compared = [[row.id, row.version] for row in there]
    db.session.flush()
