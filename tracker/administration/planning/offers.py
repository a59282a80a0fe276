"""The choices of a row's fields, and the live reading of what is typed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.administration.planning.forms.rows import Offer
from tracker.calendar.grammar import read
from tracker.calendar.schedule import PlanContext, Reading
from tracker.plans.models import Plan
from tracker.plans.queries import plan_fields
from tracker.tasks.models.printed import Task
from tracker.tasks.queries.addressees import nameable
from tracker.tasks.queries.planning import rows_to_stand_under
from tracker.tasks.rules.addressees import Named, exact, offered, parts
from tracker.tasks.rules.rows import listed
from tracker.units.queries import names_on

SHORT = 80


def offer_for(plan: Plan | None, today: date, rows: Iterable[Task] = ()) -> Offer:
    """What the fields of a plan's rows offer; `rows` may name bodies that have ended since."""
    parents = []
    if plan is not None:
        parents = [
            (line.id, ". ".join(filter(None, (line.number, _short(line.title)))))
            for line in rows_to_stand_under(plan.id)
        ]
    fields = [(field.id, field.name) for field in plan_fields().values()]
    named = {one.unit_id for row in rows for one in row.assignments if one.unit_id}
    extra = {f"unit:{unit.id}": unit.name for unit in names_on(today, named).values()}
    return Offer(nameable(today), parents, fields, extra)


def _short(text: str) -> str:
    return text if len(text) <= SHORT else f"{text[:SHORT].rsplit(' ', 1)[0]}…"


@dataclass(frozen=True, slots=True)
class ReadAddressee:
    """One part of an addressee cell: the body it names, or those it may name."""

    printed: str
    taken: Named | None
    offered: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class LiveReading:
    """What the program reads in a row that is being typed."""

    deadline: Reading
    leads: list[ReadAddressee]
    partners: list[ReadAddressee]
    products: list[str]


def live_reading(
    cells: dict[str, str], context: PlanContext, named: Sequence[Named]
) -> LiveReading:
    """The reading of the cells "deadline_text", "lead_text", "partners_text", "product_text"."""
    products = listed(cells["product_text"])
    fitted = PlanContext(context.start, context.end, context.year, max(len(products), 1))
    return LiveReading(
        read(cells["deadline_text"], fitted), _read_names(cells["lead_text"], named),
        _read_names(cells["partners_text"], named), products,
    )  # fmt: skip


def _read_names(text: str, named: Sequence[Named]) -> list[ReadAddressee]:
    return [
        ReadAddressee(part, exact(part, named), tuple(offered(part, named)))
        for part in parts(text, named)
    ]
