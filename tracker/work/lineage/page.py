"""A plan laid beside the programmes above it: what is linked, what is not, what is offered."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.criteria.queries.links import criterion_names
from tracker.intake.queries.likely import candidates, lines_of_plan, offers
from tracker.intake.rules.lineage import Kind, Offered, asked_in, plan_name
from tracker.plans.models import Plan
from tracker.tasks.queries.lineage import LinkOfPlan, NamedRow, links_of_plan, named_rows
from tracker.text import vn_list
from tracker.units.queries import names_on

NOBODY = "Chưa xác định cơ quan chủ trì"
MISSING = "Nhiệm vụ của Đề án chưa có dòng trong {}"
FREE = "Dòng không gắn nhiệm vụ nào của Đề án"


@dataclass(frozen=True, slots=True)
class Owned:
    """Rows that one body leads."""

    lead: str
    rows: tuple[NamedRow, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A link with both its rows."""

    link: LinkOfPlan
    row: NamedRow
    origin: NamedRow

    @property
    def kind(self) -> Kind:
        """What it says."""
        return Kind(self.link.kind)


@dataclass(frozen=True, slots=True)
class Compared:
    """A plan beside its programmes.

    `missing` are duties without a row in the plan, `free` rows without a duty, both by lead; none
    without a programme. `elsewhen` is how many duties ask for nothing in the plan's year and are
    left out of `missing`.
    """

    plan: Plan
    programmes: tuple[str, ...]
    before: tuple[NamedRow, ...]
    duties: tuple[NamedRow, ...]
    rows: tuple[NamedRow, ...]
    missing: tuple[Owned, ...]
    elsewhen: int
    free: tuple[Owned, ...]
    links: tuple[Link, ...]

    @property
    def when(self) -> str:
        """The plan's time inside a sentence."""
        return f"năm {self.plan.year}" if self.plan.year else "kế hoạch này"

    @property
    def headings(self) -> tuple[str, str]:
        """What the two lists are called."""
        return MISSING.format(self.when), FREE

    @property
    def called(self) -> str:
        """The programmes, in a line."""
        return vn_list(self.programmes)

    @property
    def counts(self) -> tuple[int, int]:
        """How many rows the two lists have."""
        missing, free = (sum(len(one.rows) for one in owned) for owned in (self.missing, self.free))
        return missing, free


def compared(plan: Plan, today: date) -> Compared:
    """The plan beside its programmes: a bounded number of statements. The caller checks it."""
    found, links = candidates(plan), links_of_plan(plan.id)
    before, duties = ([int(line.key) for line in lines] for lines in (found.before, found.duties))
    own = [int(line.key) for line in lines_of_plan(plan)]
    ends = {end for link in links for end in (link.task_id, link.origin_id)}
    named = named_rows({*before, *duties, *own, *ends})
    carrying = [link for link in links if link.kind == Kind.CARRIES_OUT and link.task_id in own]
    done, served = {link.origin_id for link in carrying}, {link.task_id for link in carrying}
    open_duties = [named[key] for key in duties if key not in done]
    asked = [row for row in open_duties if plan.year is None or asked_in(row.dues, plan.year)]
    names = {unit_id: unit.name for unit_id, unit in names_on(today).items()}
    return Compared(
        plan, tuple(dict.fromkeys(plan_of(named[key]) for key in duties)),
        tuple(named[key] for key in before), tuple(named[key] for key in duties),
        tuple(named[key] for key in own), by_lead(asked, names), len(open_duties) - len(asked),
        by_lead((named[key] for key in own if duties and key not in served), names),
        tuple(Link(link, named[link.task_id], named[link.origin_id]) for link in links),
    )  # fmt: skip


def plan_of(row: NamedRow) -> str:
    """The plan of a row, as in "Đề án 2437/QĐ-UBND"."""
    return plan_name(row.plan_kind, row.plan_number, row.plan_title)


def by_lead(rows: Iterable[NamedRow], names: Mapping[int, str]) -> tuple[Owned, ...]:
    """Rows under who leads them: the body where it is one, else as printed."""
    found: dict[str, list[NamedRow]] = {}
    for row in rows:
        printed = " ".join(row.lead_text.split())
        lead = names.get(row.unit_id or 0) or printed or NOBODY
        found.setdefault(lead, []).append(row)
    return tuple(Owned(lead, tuple(owned)) for lead, owned in found.items())


@dataclass(frozen=True, slots=True)
class Proposal:
    """An offered link as the page shows it: to an earlier row, or to a criterion by name."""

    offered: Offered
    row: NamedRow
    origin: NamedRow
    criterion: str = ""


def proposals(plan: Plan) -> Sequence[Proposal]:
    """What the program offers for the plan's rows, row by row, the likeliest first."""
    found = offers(plan)
    rows = named_rows({end for one in found for end in (one.row, one.task)})
    places = {row_id: place for place, row_id in enumerate(rows)}
    names = criterion_names([one.criterion for one in found if one.criterion])
    return [
        Proposal(one, rows[one.row], rows[one.task], names.get(one.criterion or 0, ""))
        for one in sorted(found, key=lambda one: (places[one.row], -one.likeness))
    ]
