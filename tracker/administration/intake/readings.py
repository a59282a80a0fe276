"""What the rows of a plan's file come to once blank cells are filled: deadlines, whom they name."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.calendar.grammar import read
from tracker.calendar.schedule import PlanContext, Reading
from tracker.intake.models import IntakeRow
from tracker.plans.models import Plan
from tracker.tasks.queries.addressees import nameable
from tracker.tasks.rules.inheritance import PrintedRow, read_rows
from tracker.units.queries import names_on

LONGEST_PHRASE = 400
"""Characters of a deadline that are read."""


@dataclass(frozen=True, slots=True)
class RowReading:
    """Whether a row owes work, its deadline as read, and by cell the row that prints it instead.

    `borrowed` has "product", "lead", "partners" and "deadline" of rows that leave the cell blank.
    """

    owes: bool
    deadline: Reading | None
    borrowed: dict[str, IntakeRow]


def readings_of(
    rows: Sequence[IntakeRow], plan: Plan, wanted: Collection[int]
) -> dict[int, RowReading]:
    """The readings of those of the wanted rows that enter the plan, by row id."""
    by_code = {str(row.id): row for row in rows if row.taken}
    found = read_rows(_printed(row, by_code) for row in by_code.values())
    context = PlanContext(plan.period_start, plan.period_end, plan.year)
    made: dict[int, RowReading] = {}
    for code in (str(row_id) for row_id in wanted if str(row_id) in found):
        read_row = found[code]
        told = {
            name: getattr(read_row, name) for name in ("product", "lead", "partners", "deadline")
        }
        borrowed = {name: by_code[other] for name, other in told.items() if other and other != code}
        deadline = _deadline(told, by_code, context) if read_row.owes else None
        made[int(code)] = RowReading(read_row.owes, deadline, borrowed)
    return made


def _deadline(
    told: dict[str, str | None], by_code: dict[str, IntakeRow], context: PlanContext
) -> Reading:
    phrase = by_code[told["deadline"]].deadline_text if told["deadline"] else ""
    products = len(by_code[told["product"]].products) if told["product"] else 1
    fitted = PlanContext(context.start, context.end, context.year, max(products, 1))
    return read(phrase[:LONGEST_PHRASE], fitted)


def _printed(row: IntakeRow, known: dict[str, IntakeRow]) -> PrintedRow:
    above, beside = str(row.parent_id), str(row.cells_from_id)
    return PrintedRow(
        str(row.id), above if above in known else None, row.is_heading, row.product_text,
        row.lead_text, row.partners_text, row.deadline_text, beside if beside in known else None,
    )  # fmt: skip


def names_for(rows: Iterable[IntakeRow], today: date) -> dict[tuple[str, int], str]:
    """The names of every body and group that the rows name, by kind and id; ended ones too."""
    found = {_split(one.key): one.name for one in nameable(today)}
    missing = {
        one[3] for row in rows for one in row.addressees
        if one[3] and ("unit", one[3]) not in found
    }  # fmt: skip
    ended = names_on(today, missing) if missing else {}
    return found | {("unit", unit_id): named.name for unit_id, named in ended.items()}


def _split(key: str) -> tuple[str, int]:
    kind, _, number = key.partition(":")
    return kind, int(number)
