"""Hand-made values of a round: the closing day is Saturday, 14/6/2025."""

from datetime import UTC, date, datetime
from itertools import count

from tracker.reports.rules.collected import Collected, Duty, PlanRow
from tracker.reports.rules.compiled import Heading
from tracker.reports.rules.outline import DEFAULT, sections_of
from tracker.tasks.rules.states import Cell, State

FIELDS = {
    "CDDH": "Công tác chỉ đạo, điều hành", "CCTC": "Cải cách thể chế",
    "TTHC": "Cải cách thủ tục hành chính",
}  # fmt: skip
NAMES = {code: (name, f"{name} cải cách hành chính") for code, name in FIELDS.items()}
HEADING = Heading(
    "CCHC-TINH", "2025-H1", "6 tháng đầu năm 2025", "SNV", "Sở Nội vụ", "Bộ Nội vụ", 2025,
    date(2024, 12, 15), date(2025, 6, 14), datetime(2025, 6, 16, tzinfo=UTC), internal=False,
)  # fmt: skip
_numbers = count(1)


def duty(cell=Cell.OPEN_IN_TIME, unit="Sở Tư pháp", unit_id=1, **changes):
    """A lead phần việc; done ones are in the state that their cell asks for."""
    done = cell in (Cell.DONE_ON_TIME, Cell.DONE_LATE)
    values = {
        "id": next(_numbers), "task_id": 0, "unit_id": unit_id, "unit": unit, "cell": cell,
        "first_cell": cell, "state": State.DONE if done else State.IN_PROGRESS,
        "standing": cell is Cell.NO_DEADLINE, "year": 2025, "due_on": date(2025, 9, 30),
        "original_due_on": date(2025, 9, 30), "late_from": date(2025, 10, 1), "stopped_on": None,
    }  # fmt: skip
    return Duty(**values | changes)


def row(*duties, title="Ban hành kế hoạch", field="CCTC", **changes):
    """A nhiệm vụ of the yearly plan with its phần việc."""
    values = {
        "id": next(_numbers), "code": "KH/1", "plan": "Kế hoạch 196/KH-UBND", "programme": False,
        "number": "1.1", "product": "Kế hoạch", "lead": "Sở Tư pháp", "deadline": "Quý III/2025",
    }  # fmt: skip
    return PlanRow(title=title, field=field, duties=duties, **values | changes)


def collected(*rows, **changes):
    """A round of the province with the usual outline."""
    values = {"heading": HEADING, "outline": sections_of(DEFAULT, NAMES), "fields": FIELDS}
    return Collected(rows=rows, **values | changes)
