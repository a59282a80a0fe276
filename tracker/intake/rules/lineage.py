"""Rows of plans made ready to be compared, and the links that are offered for them (pure)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tracker.intake.rules.likeness import CARRIES_OUT, FOLLOWS, Line, alike
from tracker.intake.rules.words import shortened
from tracker.text import Labelled

_NAMED = 40
_CALLED = {"programme": "Đề án", "proposal": "Báo cáo", "assignment": "Văn bản"}


class Kind(Labelled):
    """What a link says: as of `TaskLineage` and `IntakeLink`."""

    FOLLOWS = "follows", "Tiếp tục nhiệm vụ của năm trước"
    CARRIES_OUT = "carries_out", "Thực hiện nhiệm vụ của Đề án"
    CRITERION = "criterion", "Tác động đến tiêu chí"


@dataclass(frozen=True, slots=True)
class Cells:
    """A row with what it is compared by; `product` and `leads` may be another row's, borrowed."""

    id: int
    parent_id: int | None
    number: str
    title: str
    owes: bool
    field: str = ""
    product: str = ""
    leads: frozenset[str] = frozenset()
    plan: str = ""


@dataclass(frozen=True, slots=True)
class Offered:
    """A link offered for the row `row`: to the earlier row `task`, or to a criterion by it."""

    row: int
    kind: Kind
    task: int
    likeness: float
    basis: str
    criterion: int | None = None

    @property
    def key(self) -> str:
        """What names it in a form: row, kind, earlier row or criterion."""
        return f"{self.row}-{self.kind.value}-{self.criterion or self.task}"


@dataclass(frozen=True, slots=True)
class Moved:
    """That a row moves a criterion, why, and by which source."""

    criterion: int
    basis: str


@dataclass(frozen=True, slots=True)
class Known:
    """What earlier rows are linked to already, by their ids: duties, criteria."""

    duties: Mapping[int, Sequence[int]]
    criteria: Mapping[int, Sequence[Moved]]


def plan_name(kind: str, number: str, title: str) -> str:
    """A plan inside a sentence, as in "Kế hoạch 196/KH-UBND"; without a number by its title."""
    called = _CALLED.get(kind, "Kế hoạch")
    return f"{called} {number}" if number else shortened(title)


def as_lines(rows: Sequence[Cells]) -> list[Line]:
    """The rows that ask for work, as compared; `rows` are all rows of their plans."""
    by_id = {row.id: row for row in rows}
    return [
        Line(
            row.id, row.title, " ".join(one.title for one in _above(row, by_id)), row.product,
            row.leads, row.field, _row_name(row, by_id.get(row.parent_id or 0)),
        )
        for row in rows
        if row.owes
    ]  # fmt: skip


def _above(row: Cells, rows: Mapping[int, Cells]) -> Iterator[Cells]:
    seen = {row.id}
    parent = rows.get(row.parent_id or 0)
    while parent and parent.id not in seen:
        yield parent
        seen.add(parent.id)
        parent = rows.get(parent.parent_id or 0)


def _row_name(row: Cells, parent: Cells | None) -> str:
    """As in "dòng 3.1, Kế hoạch 196/KH-UBND"; a number that begins anew names its heading."""
    name = f"dòng {row.number}" if row.number else f"dòng “{shortened(row.title, _NAMED)}”"
    within = parent and row.number.startswith(f"{parent.number}.")
    heading = f"mục {shortened(parent.title, _NAMED)}" if parent and not within else ""
    return ", ".join(filter(None, (name, heading, row.plan)))


def offer(
    rows: Sequence[Line], before: Sequence[Line], duties: Sequence[Line], known: Known
) -> list[Offered]:
    """What is offered for each row: rows of the year before, duties, criteria of the former.

    A duty that the row of the year before carried out is offered too, as likely as that row.
    """
    names = {line.key: line.name for line in (*before, *duties)}
    follows = [
        Offered(int(one.key), Kind.FOLLOWS, int(one.other), one.score, one.basis)
        for one in alike(rows, before, FOLLOWS)
    ]
    carried = [
        Offered(int(one.key), Kind.CARRIES_OUT, int(one.other), one.score, one.basis)
        for one in alike(rows, duties, CARRIES_OUT)
    ]
    inherited = [one for link in follows for one in _inherited(link, names, known)]
    return _once((*follows, *inherited, *carried))


def _inherited(link: Offered, names: Mapping[int | str, str], known: Known) -> Iterator[Offered]:
    told = f"Theo {names[link.task]} của năm trước"
    for duty in known.duties.get(link.task, ()):
        if duty in names:
            yield replace(link, kind=Kind.CARRIES_OUT, task=duty, basis=told)
    for moved in known.criteria.get(link.task, ()):
        basis = f"{told}: {moved.basis}" if moved.basis else told
        yield replace(link, kind=Kind.CRITERION, criterion=moved.criterion, basis=basis)


def _once(links: Iterable[Offered]) -> list[Offered]:
    """Each link once, the first of it: a criterion counts by itself, whichever row it came by."""
    found: dict[tuple[int, Kind, int], Offered] = {}
    for one in links:
        found.setdefault((one.row, one.kind, one.criterion or one.task), one)
    return list(found.values())


def asked_in(dues: Sequence[tuple[date | None, date]], year: int) -> bool:
    """Whether a duty asks for something in a year: it has no day, or a span that meets the year.

    `dues` are (start or None, due day) of its readings.
    """
    return not dues or any((start or due).year <= year <= due.year for start, due in dues)
