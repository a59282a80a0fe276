"""A row of a plan's file between its table and the form that rows of plans have."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from tracker.administration.intake.readings import names_for
from tracker.administration.planning.forms.rows import Offer
from tracker.intake.models import IntakeRow, PlanIntake
from tracker.plans.queries import plan_fields
from tracker.tasks.queries.addressees import nameable
from tracker.tasks.rules.addressees import Named
from tracker.text import shortened

SHORT = 80


def nameable_in(intake: PlanIntake, today: date) -> list[Named]:
    """Whom a file may name: the bodies of the day it is read for, and those of today."""
    found = {one.key: one for one in nameable(intake.read_on)}
    return [*found.values(), *(one for one in nameable(today) if one.key not in found)]


def offer_of(row: IntakeRow, rows: Sequence[IntakeRow], intake: PlanIntake, today: date) -> Offer:
    """What the form of a row offers; it may stand under the other rows of its file."""
    below = _below(row, rows)
    parents = [(one.id, _named(one)) for one in rows if one.taken and one.id not in below]
    fields = [(field.id, field.name) for field in plan_fields().values()]
    names = names_for([row], today)
    named = {one[3] for one in row.addressees if one[3]}
    extra = {f"unit:{unit_id}": names.get(("unit", unit_id), "") for unit_id in named}
    return Offer(nameable_in(intake, today), parents, fields, extra)


def sharers_of(row: IntakeRow, rows: Sequence[IntakeRow]) -> list[tuple[int, str]]:
    """The rows whose cells a row may share: those that stand before it."""
    before = [one for one in rows if one.taken and one.position < row.position]
    return [(one.id, _named(one)) for one in before]


def _named(row: IntakeRow) -> str:
    return ". ".join(filter(None, (row.number, shortened(row.title, SHORT))))


def offer_of_file(intake: PlanIntake, today: date) -> Offer:
    """What the names of a file may mean."""
    return Offer(nameable_in(intake, today))


def _below(row: IntakeRow, rows: Iterable[IntakeRow]) -> set[int]:
    """The row and everything that stands under it."""
    found, grown = {row.id}, True
    every = list(rows)
    while grown:
        more = {one.id for one in every if one.parent_id in found} - found
        found, grown = found | more, bool(more)
    return found


def printed_pairs(row: IntakeRow) -> list[tuple[str, str]]:
    """A stored row as words, for the page that shows both texts."""
    return [
        ("Mục", row.number), ("Nhiệm vụ", row.title), ("Sản phẩm", row.product_text),
        ("Cơ quan chủ trì", row.lead_text), ("Cơ quan phối hợp", row.partners_text),
        ("Thời hạn", row.deadline_text),
    ]  # fmt: skip


def decided_line(row: IntakeRow, bodies: Mapping[tuple[str, int], str]) -> str:
    """A stored row in a few lines, with whom its names are taken for."""
    named = [
        f"{printed}: {bodies.get(('unit', unit_id)) or bodies.get(('group', group_id)) or '–'}"
        for _, printed, _, unit_id, group_id in row.addressees
    ]
    field = plan_fields().get(row.field_id or 0)
    return "\n".join(filter(None, (row.title, *named, field.name if field else "")))
