"""Rows put together from their drafts: keys, what blank cells stand for, readings of every cell."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256

from tracker.calendar.grammar import read as read_deadline
from tracker.calendar.schedule import NOTHING, UNSURE, PlanContext, Reading
from tracker.intake.rules import answering
from tracker.intake.rules.drafts import SHARED, Draft
from tracker.intake.rules.fields import by_lead
from tracker.intake.rules.heads import Meaning
from tracker.intake.rules.numbers import Rank
from tracker.intake.rules.owners import OwnersReader, ReadAddressee
from tracker.intake.rules.products import paired, products_of
from tracker.intake.rules.proposal import ReadCell, ReadField, ReadProduct, ReadRow
from tracker.intake.rules.settled import BESIDE, Aspect, Settling
from tracker.intake.rules.settled import NOTHING as NO_ANSWERS
from tracker.intake.rules.tree import Node
from tracker.tasks.rules.inheritance import PrintedRow, read_rows
from tracker.tasks.rules.inheritance import ReadRow as Inherited
from tracker.tasks.rules.states import AssignmentRole
from tracker.text import word_key

_MARK = 12
LONGEST_PHRASE = 400
"""Characters of a deadline that are read; the text itself is kept whole."""
_NO_LEAD = "Không in cơ quan chủ trì: cơ quan nào chủ trì?"
_NO_PRODUCT = "Không in sản phẩm: kết quả phải có là gì?"
_EMPTY_LEAF = "Không in sản phẩm, cơ quan và thời hạn: là đề mục hay nhiệm vụ?"
_SHARED = "Ô trống, không gộp với dòng trên: có dùng chung ô của dòng trên không?"
_ROLES = {AssignmentRole.LEAD: Meaning.LEAD, AssignmentRole.PARTNER: Meaning.PARTNERS}
_COLUMNS = ((Meaning.PRODUCT, "product"), (Meaning.LEAD, "lead"), (Meaning.PARTNERS, "partners"),
            (Meaning.DEADLINE, "deadline"))  # fmt: skip


@dataclass(slots=True)
class Assembling:
    """The drafts of a plan with their places in the tree and their fields, to be made rows."""

    drafts: Sequence[Draft]
    nodes: Sequence[Node]
    fields: Sequence[ReadField]
    owners: OwnersReader
    context: PlanContext
    settling: Settling = NO_ANSWERS
    readings: dict[tuple[str, int], Reading] = field(default_factory=dict)
    order: dict[Draft, int] = field(init=False)
    keys: list[str] = field(init=False)
    place_of: dict[str, int] = field(init=False)
    with_children: set[int] = field(init=False)

    def __post_init__(self) -> None:
        """Give every draft its key."""
        self.order = {draft: place for place, draft in enumerate(self.drafts)}
        self.keys = _keys(self.drafts, self.nodes, self.fields)
        self.place_of = {key: place for place, key in enumerate(self.keys)}
        self.with_children = {node.parent for node in self.nodes if node.parent is not None}

    def rows(self) -> tuple[ReadRow, ...]:
        """Every row in printed order."""
        inherited = read_rows(self._printed(place) for place in range(len(self.drafts)))
        return tuple(self._row(place, inherited[key]) for place, key in enumerate(self.keys))

    def _printed(self, place: int) -> PrintedRow:
        draft, node = self.drafts[place], self.nodes[place]
        return PrintedRow(
            self.keys[place],
            None if node.parent is None else self.keys[node.parent],
            self._is_heading(place),
            draft.text(Meaning.PRODUCT),
            draft.text(Meaning.LEAD),
            draft.text(Meaning.PARTNERS),
            draft.text(Meaning.DEADLINE),
            self._cells_from(place) or None,
        )

    def _is_heading(self, place: int) -> bool:
        read = self._reads_as_heading(place)
        settled = self.settling.value(place, Aspect.HEADING, read)
        return read if settled is None else bool(settled)

    def _reads_as_heading(self, place: int) -> bool:
        draft = self.drafts[place]
        if place in self.with_children:
            return not (draft.text(Meaning.PRODUCT) and draft.text(Meaning.DEADLINE))
        return draft.is_section and not any(draft.text(meaning) for meaning in SHARED)

    def _cells_from(self, place: int) -> str:
        """The key of the row whose cells are shared."""
        read = self._shares_with(place)
        settled = self.settling.value(place, Aspect.CELLS_FROM, self.settling.ref(read))
        if settled is not None:
            read = self.settling.before(settled, place)
        return "" if read is None else self.keys[read]

    def _shares_with(self, place: int) -> int | None:
        """The row that shares a merged cell, unless the heading above gives it anyway."""
        owners = {
            self.order[owner]
            for meaning, owner in self.drafts[place].shares.items()
            if owner.text(meaning)
        }
        above = set(self._above(place))
        apart = [one for one in owners if one not in above or not self._is_heading(one)]
        return max(apart, default=None)

    def _above(self, place: int) -> list[int]:
        found = []
        parent = self.nodes[place].parent
        while parent is not None:
            found.append(parent)
            parent = self.nodes[parent].parent
        return found

    def _row(self, place: int, read: Inherited) -> ReadRow:
        draft, node = self.drafts[place], self.nodes[place]
        suppliers = {
            meaning: supplier
            for meaning, name in _COLUMNS
            if (supplier := getattr(read, name)) is not None
        }
        empty, told = self._is_empty(place, suppliers, owes=read.owes)
        owes = read.owes and not empty
        made = ReadRow(
            key=self.keys[place], mark=_mark(draft.title), number=draft.number,
            title=_cell(draft, Meaning.TITLE),
            parent="" if node.parent is None else self.keys[node.parent],
            cells_from=self._cells_from(place),
            is_heading=empty or self._is_heading(place), owes=owes,
            general=draft.general or ReadCell(), field=self._field(place, suppliers),
            target=_cell(draft, Meaning.TARGET), note=_cell(draft, Meaning.NOTE),
            others=tuple(draft.others.items()),
            suppliers=tuple(suppliers.items()),
            questions=(*self._asked(place, empty=empty), *told),
        )  # fmt: skip
        whole = self._with_readings(made, place)
        return replace(whole, confidence=_least(whole))

    def _is_empty(
        self, place: int, suppliers: Mapping[Meaning, str], *, owes: bool
    ) -> tuple[bool, tuple[str, ...]]:
        """Whether a row prints so little that it is taken for a heading; what is to be asked."""
        empty = place not in self.with_children and owes and not suppliers
        read = empty or self._reads_as_heading(place)
        answer = self.settling.value(place, Aspect.HEADING, read)
        if answer is None:
            return empty, ()
        what = "đề mục" if answer else "nhiệm vụ"
        told = (answering.HEADING.format(what),) if answer != read and not empty else ()
        return empty and bool(answer), told

    def _asked(self, place: int, *, empty: bool) -> tuple[str, ...]:
        """What is asked of a row's place in the plan, unless that was answered before."""
        node = self.nodes[place]
        asked = [*self.drafts[place].questions, *node.questions, *((_EMPTY_LEAF,) if empty else ())]
        open_ones = [one for one in asked if not one.startswith(BESIDE)]
        settled = self.settling.value(place, Aspect.ASKED, open_ones)
        return tuple(asked if settled is None else set(asked) - set(open_ones))

    def _with_readings(self, row: ReadRow, place: int) -> ReadRow:
        """The row with the cells that are shared or inherited, and what they are read as."""
        suppliers = dict(row.suppliers)
        deadline = self._deadline(suppliers) if row.owes else None
        product, lead, partners, due = (
            self._asked_cell(place, meaning, suppliers, owes=row.owes) for meaning, _ in _COLUMNS
        )
        return replace(
            row, product=product, lead=lead, partners=partners, due=due, deadline=deadline,
            products=self._products(place, deadline), addressees=self._addressees(place),
        )  # fmt: skip

    def _products(self, place: int, deadline: Reading | None) -> tuple[ReadProduct, ...]:
        printed = self.drafts[place].text(Meaning.PRODUCT)
        read = paired(products_of(printed), deadline)
        value = self.settling.value(place, Aspect.PRODUCTS, answering.listed_products(read))
        told = None if value is None else answering.products_told(value, printed, deadline)
        return read if told is None else told

    def _addressees(self, place: int) -> tuple[ReadAddressee, ...]:
        draft, directory = self.drafts[place], self.owners.directory
        printed = {role: draft.text(meaning) for role, meaning in _ROLES.items()}
        read = [one for role, text in printed.items() for one in self.owners.read(text, role)]
        value = self.settling.value(place, Aspect.ADDRESSEES, [])
        told = None if value is None else answering.addressees_told(value, read, printed, directory)
        return tuple(read) if told is None else told

    def _asked_cell(
        self, place: int, meaning: Meaning, suppliers: Mapping[Meaning, str], *, owes: bool
    ) -> ReadCell:
        """A cell; where the row owes work and nobody prints it, the question who or what."""
        cell = _cell(self.drafts[place], meaning)
        missing = {Meaning.LEAD: _NO_LEAD, Meaning.PRODUCT: _NO_PRODUCT}.get(meaning, "")
        if cell.text or not owes:
            return cell
        if meaning not in suppliers:
            return replace(cell, confidence=NOTHING, question=missing) if missing else cell
        shared = self.drafts[place].shares
        if shared and meaning not in shared and suppliers[meaning] == self._cells_from(place):
            return replace(cell, confidence=UNSURE, question=_SHARED)
        return cell

    def _deadline(self, suppliers: Mapping[Meaning, str]) -> Reading:
        phrase = self._supplied(suppliers, Meaning.DEADLINE)
        products = max(len(products_of(self._supplied(suppliers, Meaning.PRODUCT))), 1)
        if (phrase, products) not in self.readings:
            fitted = replace(self.context, product_count=products)
            self.readings[phrase, products] = read_deadline(phrase[:LONGEST_PHRASE], fitted)
        return self.readings[phrase, products]

    def _supplied(self, suppliers: Mapping[Meaning, str], meaning: Meaning) -> str:
        if meaning not in suppliers:
            return ""
        return self.drafts[self.place_of[suppliers[meaning]]].text(meaning)

    def _field(self, place: int, suppliers: Mapping[Meaning, str]) -> ReadField:
        found = self.fields[place]
        leads = self.owners.read(self._supplied(suppliers, Meaning.LEAD), AssignmentRole.LEAD)
        ask = self.nodes[place].parent is None
        keys = [one.key for one in leads if one.key]
        read = by_lead(found, keys, self.owners.directory, ask=ask)
        code = self.settling.value(place, Aspect.FIELD, read.code)
        told = None if code is None else answering.field_told(code, self.owners.directory)
        return told or read


def _cell(draft: Draft, meaning: Meaning) -> ReadCell:
    return draft.cells.get(meaning, ReadCell())


def _least(row: ReadRow) -> float:
    """How sure the row is: as its least sure part."""
    parts = [cell.confidence for cell in row.cells if cell.text or cell.question]
    parts += [row.field.confidence, *(one.confidence for one in row.addressees)]
    parts += [one.confidence for one in row.products]
    if row.deadline:
        parts.append(row.deadline.confidence)
    return min([*parts, UNSURE] if row.questions else parts)


def _mark(title: str) -> str:
    return sha256(word_key(title).encode()).hexdigest()[:_MARK]


def _keys(drafts: Sequence[Draft], nodes: Sequence[Node], fields: Sequence[ReadField]) -> list[str]:
    """A key for every row from its place: its field or the headings above, and its number."""
    made: list[str] = []
    taken: Counter[str] = Counter()
    for draft, node, read in zip(drafts, nodes, fields, strict=True):
        above = "" if node.parent is None else made[node.parent]
        key = _key(draft, above, read.code if draft.general or not above else "")
        taken[key] += 1
        made.append(key if taken[key] == 1 else f"{key}~{taken[key]}")
    return made


def _key(draft: Draft, above: str, field: str) -> str:
    label = draft.label
    if label is None or label.rank is Rank.DASH:
        return f"{above or field or 'x'}/-"
    own = label.text.replace("/", "-")
    if label.rank is Rank.ARABIC and len(label.parts) > 1 and above:
        return f"{above.rpartition('/')[0]}/{own}" if "/" in above else own
    prefix = above or field
    return f"{prefix}/{own}" if prefix else own
