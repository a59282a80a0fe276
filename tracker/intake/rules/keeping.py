"""What was read of a file as the rows that are kept until a person confirms them (pure).

Everything that the file holds becomes a row: a row of a table, a piece that was set aside, a duty
that a paragraph may give. Lists are as `IntakeRow` keeps them.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tracker.calendar.schedule import SURE, Reading
from tracker.intake.rules.lines import SetAside
from tracker.intake.rules.owners import ReadAddressee
from tracker.intake.rules.proposal import Candidate, ReadPlan, ReadProduct, ReadRow
from tracker.intake.rules.raw import Place
from tracker.intake.rules.words import shortened
from tracker.tasks.rules.rows import Addressee, ProductLine
from tracker.tasks.rules.states import AssigneeKind, AssignmentRole

Listed = list[Any]
ROW, FIELD, TASK = "row", "field", "task_id"
"""What a question may be about, beside a column of text."""
_ABOUT = {AssignmentRole.LEAD: "lead_text", AssignmentRole.PARTNER: "partners_text"}


@dataclass(frozen=True, slots=True)
class KeptRow:
    """One row to be kept; `parent` and `cells_from` are positions, `field` is a code."""

    position: int
    origin: str
    taken: bool
    anchor: str
    title: str
    places: tuple[Listed, ...]
    key: str = ""
    mark: str = ""
    number: str = ""
    parent: int | None = None
    cells_from: int | None = None
    product_text: str = ""
    lead_text: str = ""
    partners_text: str = ""
    deadline_text: str = ""
    target: str = ""
    note: str = ""
    is_heading: bool = False
    field: str = ""
    field_basis: str = ""
    addressees: tuple[Listed, ...] = ()
    products: tuple[Listed, ...] = ()
    questions: tuple[Listed, ...] = ()
    confidence: float = SURE


def kept_rows(plan: ReadPlan) -> list[KeptRow]:
    """Every row to be kept, those of tables in the order of the file, then the paragraphs.

    A row whose questions name an offered field has its codes; whoever keeps them knows the ids.
    """
    pieces: list[ReadRow | SetAside] = [*plan.rows, *plan.aside]
    pieces.sort(key=lambda one: _first(one.places))
    positions = {
        one.key: position for position, one in enumerate(pieces, 1) if isinstance(one, ReadRow)
    }
    made = [
        _of_table(one, position, positions)
        if isinstance(one, ReadRow)
        else _of_aside(one, position)
        for position, one in enumerate(pieces, 1)
    ]
    return [*made, *(_of_passage(one, len(made) + n) for n, one in enumerate(plan.candidates, 1))]


def _of_table(row: ReadRow, position: int, positions: dict[str, int]) -> KeptRow:
    return KeptRow(
        position, "table", taken=True, anchor=anchor_of(row.places), title=row.title.text,
        places=_listed(row.places), key=row.key, mark=row.mark, number=row.number,
        parent=positions.get(row.parent), cells_from=positions.get(row.cells_from),
        product_text=row.product.text, lead_text=row.lead.text, partners_text=row.partners.text,
        deadline_text=row.due.text, target=row.target.text, note=row.note.text,
        is_heading=row.is_heading, field=row.field.code, field_basis=row.field.basis,
        addressees=tuple(map(_addressee, row.addressees)),
        products=tuple(map(_product, row.products)),
        questions=tuple(_once(_questions(row))), confidence=row.confidence,
    )  # fmt: skip


def _of_aside(one: SetAside, position: int) -> KeptRow:
    asked: list[Listed] = [[ROW, one.question, []]] if one.question else []
    return KeptRow(
        position, "aside", taken=False, anchor=anchor_of(one.places), title=one.text,
        places=_listed(one.places), note=one.reason.label, questions=tuple(asked),
    )  # fmt: skip


def _of_passage(one: Candidate, position: int) -> KeptRow:
    asked = [[ROW, one.question, []]] if one.question else []
    return KeptRow(
        position, "passage", taken=False, anchor=anchor_of((one.place,)), title=one.text,
        places=_listed((one.place,)), key=one.key, number=one.number, lead_text=one.heading,
        deadline_text=one.phrase, addressees=tuple(map(_addressee, one.addressees)),
        questions=tuple(_once([*asked, *_of_owners(one.addressees), *_of_deadline(one.deadline)])),
    )  # fmt: skip


def _questions(row: ReadRow) -> Iterator[Listed]:
    """Every question of a row with what it is about and what is offered."""
    yield from ([ROW, words, []] for words in row.questions)
    if row.field.question:
        yield [FIELD, row.field.question, list(row.field.offered)]
    cells = (
        ("title", row.title), ("product_text", row.product), ("lead_text", row.lead),
        ("partners_text", row.partners), ("deadline_text", row.due), ("target", row.target),
        ("note", row.note), (ROW, row.general), *((ROW, cell) for _, cell in row.others),
    )  # fmt: skip
    yield from ([about, cell.question, []] for about, cell in cells if cell.question)
    yield from (["product_text", one.question, []] for one in row.products if one.question)
    yield from _of_owners(row.addressees)
    yield from _of_deadline(row.deadline)


def _of_owners(addressees: Sequence[ReadAddressee]) -> Iterator[Listed]:
    for one in addressees:
        if one.question:
            yield [_ABOUT[one.role], one.question, [named.key for named in one.offered]]


def _of_deadline(reading: Reading | None) -> Iterator[Listed]:
    if reading and reading.question:
        yield ["deadline_text", reading.question, []]


def _once(questions: Sequence[Listed] | Iterator[Listed]) -> list[Listed]:
    """Each question once, in its first place."""
    seen: set[tuple[object, object]] = set()
    made = []
    for one in questions:
        if (one[0], one[1]) not in seen:
            seen.add((one[0], one[1]))
            made.append(one)
    return made


def _addressee(one: ReadAddressee) -> Listed:
    """[role, printed, kind, unit id, group id]."""
    name, _, number = one.key.partition(":")
    found = int(number) if number else None
    ids = [found if name == "unit" else None, found if name == "group" else None]
    return [one.role.value, one.printed, one.kind.value, *ids]


def _product(one: ReadProduct) -> Listed:
    """[title, issued by another, issuer, slot]."""
    return [one.title, bool(one.issuer_text), one.issuer_text, one.slot]


def anchor_of(places: Sequence[Place] | frozenset[Place]) -> str:
    """Where a row begins in the file: "2/14" is row 14 of table 2, "p31" paragraph 31."""
    block, row, _ = _first(places)
    return f"{block}/{row}" if row else f"p{block}"


def _first(places: Sequence[Place] | frozenset[Place]) -> tuple[int, int, int]:
    return min(((one.block, one.row, one.column) for one in places), default=(0, 0, 0))


def _listed(places: Sequence[Place] | frozenset[Place]) -> tuple[Listed, ...]:
    return tuple([one.block, one.row, one.column, one.sheet] for one in sorted(places))


def with_offers(questions: Sequence[Listed], offered: Callable[[str], int]) -> list[Listed]:
    """Questions whose offered fields are told by `offered` instead of by their codes."""
    return [
        [about, words, [offered(one) for one in offers] if about == FIELD else offers]
        for about, words, offers in questions
    ]


def addressees_of(listed: Sequence[Listed]) -> tuple[Addressee, ...]:
    """The kept addressees as values."""
    return tuple(
        Addressee(AssignmentRole(role), printed, AssigneeKind(kind), unit_id, group_id)
        for role, printed, kind, unit_id, group_id in listed
    )


def products_of(listed: Sequence[Listed]) -> tuple[ProductLine, ...]:
    """The kept products as values."""
    return tuple(ProductLine(title, other, issuer) for title, other, issuer, _ in listed)


def as_addressee(one: Addressee) -> Listed:
    """An addressee as it is kept."""
    return [one.role.value, one.printed, one.kind.value, one.unit_id, one.group_id]


def as_product(one: ProductLine, slot: int = 1) -> Listed:
    """A product as it is kept."""
    return [one.title, one.by_other, one.issuer_text, slot]


def without(questions: Sequence[Listed], about: str) -> list[Listed]:
    """The questions that are not about this."""
    return [one for one in questions if one[0] != about]


def named_anew(
    addressees: Sequence[Listed], questions: Sequence[Listed], told: Mapping[tuple[str, str], str]
) -> tuple[list[Listed], list[Listed]]:
    """Addressees with what a person told of them by (role, printed), and the questions left.

    What is told is "unit:3", "group:2", "outside" or "to_confirm".
    """
    made, left = [], list(questions)
    for role, printed, kind, unit_id, group_id in addressees:
        key = told.get((role, printed))
        if key is None:
            made.append([role, printed, kind, unit_id, group_id])
            continue
        made.append(_addressee(ReadAddressee(AssignmentRole(role), printed, _kind(key), key)))
        about = _ABOUT[AssignmentRole(role)]
        named = (f"“{printed}”", f"“{shortened(printed)}”")
        left = [one for one in left if one[0] != about or not any(it in one[1] for it in named)]
    return made, left


def _kind(key: str) -> AssigneeKind:
    return AssigneeKind(key.partition(":")[0])


def key_in(key: str, field: str) -> str:
    """The key of a row with the code of its field, which may have been told after the reading."""
    return f"{field}/{key}" if field and "/" not in key else key
