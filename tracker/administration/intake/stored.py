"""A row of a plan's file between its table and the form that rows of plans have."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from tracker.administration.intake.readings import names_for
from tracker.administration.planning.forms.rows import Offer
from tracker.intake.models import IntakeRow
from tracker.plans.queries import plan_fields
from tracker.tasks.queries.addressees import nameable
from tracker.text import shortened

SHORT = 80


def offer_of(row: IntakeRow, rows: Sequence[IntakeRow], today: date) -> Offer:
    """What the form of a row offers; it may stand under the other rows of its file."""
    below = _below(row, rows)
    parents = [
        (one.id, ". ".join(filter(None, (one.number, shortened(one.title, SHORT)))))
        for one in rows
        if one.taken and one.id not in below
    ]
    fields = [(field.id, field.name) for field in plan_fields().values()]
    names = names_for([row], today)
    named = {("unit", one[3]) for one in row.addressees if one[3]}
    extra = {f"unit:{unit_id}": names.get(("unit", unit_id), "") for _, unit_id in named}
    return Offer(nameable(today), parents, fields, extra)


def offer_of_file(today: date) -> Offer:
    """What the names of a file may mean."""
    return Offer(nameable(today))


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
