"""What the program reads in a plan's file: one value that a person corrects and confirms.

Each cell keeps where it stands in the file, how sure its reading is (0 to 1, as of the deadline
grammar) and, where a person is needed, a question in Vietnamese.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from tracker.calendar.schedule import SURE, Reading
from tracker.intake.rules.heads import Column, Meaning
from tracker.intake.rules.lines import SetAside
from tracker.intake.rules.owners import ReadAddressee
from tracker.intake.rules.raw import Place, RawFile


@dataclass(frozen=True, slots=True)
class ReadCell:
    """One cell of a row: its words, from which places of the file, how sure, what is asked."""

    text: str = ""
    places: tuple[Place, ...] = ()
    confidence: float = SURE
    question: str = ""


@dataclass(frozen=True, slots=True)
class ReadField:
    """The field of a row by its code (empty: not known), on what basis, and what is asked."""

    code: str = ""
    basis: str = ""
    confidence: float = SURE
    question: str = ""
    offered: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadProduct:
    """One required result, the deadline it is paired with, and another authority that issues it."""

    title: str
    slot: int = 1
    issuer_text: str = ""
    confidence: float = SURE
    question: str = ""


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row of the plan.

    `key` is its place in the plan ("CDDH/3.4", "I/2"), `mark` is of its title alone, so that a row
    whose number moved is found again; `parent` and `cells_from` are keys, empty for none. What
    blank cells stand for is in `suppliers`: the key of the row that prints product, lead, partners
    and deadline. `deadline` is the reading of the phrase that holds for the row, if it owes work.
    """

    key: str
    mark: str
    number: str
    title: ReadCell
    parent: str = ""
    cells_from: str = ""
    is_heading: bool = False
    owes: bool = False
    general: ReadCell = ReadCell()
    field: ReadField = ReadField()
    product: ReadCell = ReadCell()
    lead: ReadCell = ReadCell()
    partners: ReadCell = ReadCell()
    due: ReadCell = ReadCell()
    target: ReadCell = ReadCell()
    note: ReadCell = ReadCell()
    others: tuple[tuple[str, ReadCell], ...] = ()
    products: tuple[ReadProduct, ...] = ()
    addressees: tuple[ReadAddressee, ...] = ()
    deadline: Reading | None = None
    suppliers: tuple[tuple[Meaning, str], ...] = ()
    confidence: float = SURE
    questions: tuple[str, ...] = ()

    @property
    def cells(self) -> tuple[ReadCell, ...]:
        """Every cell of the row, in the order of the form."""
        kept = (self.title, self.product, self.lead, self.partners, self.due, self.target)
        return (*kept, self.note, self.general, *(cell for _, cell in self.others))

    @property
    def places(self) -> frozenset[Place]:
        """Where in the file the row stands."""
        return frozenset(place for cell in self.cells for place in cell.places)

    @property
    def asked(self) -> tuple[str, ...]:
        """Every question of the row, its cells and what they name, each once."""
        return tuple(dict.fromkeys(filter(None, self._asked())))

    def _asked(self) -> Iterator[str]:
        yield from self.questions
        yield self.field.question
        yield from (cell.question for cell in self.cells)
        yield from (product.question for product in self.products)
        yield from (one.question for one in self.addressees)
        if self.deadline and self.deadline.question:
            yield self.deadline.question


@dataclass(frozen=True, slots=True)
class Candidate:
    """A duty that a paragraph may give: its number, words, whom it addresses, a phrase of time.

    Nothing of it becomes a row unless a person takes it. `heading` is the paragraph above that
    names the addressees.
    """

    key: str
    number: str
    text: str
    heading: str
    place: Place
    addressees: tuple[ReadAddressee, ...] = ()
    phrase: str = ""
    deadline: Reading | None = None
    question: str = ""


@dataclass(frozen=True, slots=True)
class ReadTable:
    """A table as read: its number, the name of its sheet, columns, and where its head stands."""

    number: int
    name: str
    columns: tuple[Column, ...]
    head: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadPlan:
    """A plan's file as understood. `raw` is what stands in it; `told` is said of the whole."""

    raw: RawFile
    tables: tuple[ReadTable, ...]
    rows: tuple[ReadRow, ...]
    aside: tuple[SetAside, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    told: tuple[str, ...] = field(default=())

    @property
    def unaccounted(self) -> frozenset[Place]:
        """Cells with text that are of no head, no row and not set aside: always none."""
        told = {
            cell.place
            for table in self.raw.tables
            for row in table.rows
            for cell in row.cells
            if cell.text or cell.covered
        }
        heads = {place for table in self.tables for place in table.head}
        asides = {place for one in self.aside for place in one.places}
        rows = {place for row in self.rows for place in row.places}
        return frozenset(told - heads - asides - rows)

    @property
    def asked(self) -> int:
        """How many rows, columns and pieces need a person."""
        return (
            sum(bool(row.asked) for row in self.rows)
            + sum(bool(column.question) for table in self.tables for column in table.columns)
            + sum(bool(one.question) for one in self.aside)
        )


def likeliest(words: str, names: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The codes whose names share most words with these, best first, at most three."""
    mine = set(words.split())
    shared = {
        code: max((len(mine & set(form.split())) / max(len(mine | set(form.split())), 1)
                   for form in forms), default=0.0)
        for code, forms in names.items()
    }  # fmt: skip
    likely = sorted((code for code in shared if shared[code] > 0.3), key=lambda code: -shared[code])
    return tuple(likely[:3])
