"""Which row of a plan each row of an amended file is, told by words and places (pure).

First what is surely the same: the title under the same headings, then under a heading that was
found, then anywhere. Rows that were reworded where they stood, or reworded and moved, are told by
how alike they are, and a person is asked. Every row is matched once or not at all.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from tracker.intake.rules.likeness import Bounds, Line, alike, words_of
from tracker.text import word_key

TELLING = 5
"""Words of a title that say by themselves which row it is; "Ban hành Kế hoạch" does not."""
IN_PLACE, SURELY = 0.35, 0.75
"""How many words two titles of one place must share to be one row; from when nobody is asked."""
MOVED = 0.62
"""How alike a row must be that was reworded and moved as well."""


@dataclass(frozen=True, slots=True)
class Side:
    """A row of the plan or of the file; `parent` is the id of a row of the same side.

    `cells` are product, lead, partners and deadline.
    """

    id: int
    parent: int | None
    number: str
    title: str
    cells: tuple[str, str, str, str] = ("", "", "", "")
    leads: frozenset[str] = frozenset()
    field: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """The row of the plan that a row of the file is; `sure` where nobody needs to be asked."""

    task: int
    sure: bool = True


def matches(
    plan: Sequence[Side], file: Sequence[Side], told: Mapping[int, int | None] | None = None
) -> dict[int, Match]:
    """The matches by row of the file; rows that are new have none.

    `told` is what a person said of rows: which row of the plan it is, None for none.
    """
    work = _Matching(plan, file)
    work.tell(told or {})
    work.run()
    return work.found


Key = Callable[[Side], Hashable | None]
Ids = Collection[int | None]
LOST = -1
"""The heading of a row whose heading is not found in the plan."""


@dataclass(slots=True)
class _Matching:
    plan: Sequence[Side]
    file: Sequence[Side]
    found: dict[int, Match] = field(default_factory=dict)
    new: set[int] = field(default_factory=set)
    taken: set[int] = field(default_factory=set)
    marks: dict[str, str] = field(default_factory=dict)
    paths: dict[int, tuple[str, ...]] = field(default_factory=dict)
    old_paths: dict[int, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.marks = {one.title: word_key(one.title) for one in (*self.plan, *self.file)}
        self.old_paths, self.paths = self._paths_of(self.plan), self._paths_of(self.file)

    def tell(self, told: Mapping[int, int | None]) -> None:
        """Take what a person said."""
        there = {one.id for one in self.plan}
        for row_id, task in told.items():
            if task in there and task not in self.taken:
                self._take(row_id, Match(task))
            elif task is None:
                self.new.add(row_id)

    def run(self) -> None:
        """Find what is surely the same, then what was reworded."""
        self._same(lambda one: (self.old_paths[one.id], one.number),
                   lambda one: (self.paths[one.id], one.number))  # fmt: skip
        self._same(lambda one: self.old_paths[one.id], lambda one: self.paths[one.id])
        headings = {one.parent for one in self.plan}, {one.parent for one in self.file}
        self._below()
        while self._in_place(*headings):
            self._below()
        self._same(self._with_cells, self._with_cells)
        self._same(self._telling, self._telling)
        self._below()
        every = {one.id for one in self.plan}, {one.id for one in self.file}
        while self._in_place(*every):
            self._below()
        self._reworded()
        self._below()

    def _below(self) -> None:
        """Rows of one title under headings that were found, however deep."""
        grown = True
        while grown:
            grown = self._same(
                lambda one: (one.parent, self.marks[one.title]),
                lambda one: (self._heading(one), self.marks[one.title]),
            )

    def _in_place(self, plan: Ids, file: Ids) -> bool:
        """Of these, rows of one number in one place whose titles share enough words; any found."""
        there = _unique(one for one in self._left_plan() if one.id in plan and one.number)
        here = [one for one in self._left_file() if one.id in file and one.number]
        taken = False
        for one in here:
            heading = self._heading(one)
            other = there.get((heading, "" if heading else one.field, one.number))
            shared = overlap(one.title, other.title) if other and heading != LOST else 0.0
            if other and shared >= IN_PLACE and other.id not in self.taken:
                self._take(one.id, Match(other.id, sure=shared >= SURELY))
                taken = True
        return taken

    def _heading(self, one: Side) -> int | None:
        """The row of the plan that the heading of a row is; None at the root, LOST if not found."""
        if one.parent is None:
            return None
        match = self.found.get(one.parent)
        return match.task if match else LOST

    def _reworded(self) -> None:
        """Rows that are alike wherever they stand, the likeliest first; a person is asked."""
        there = [_line(one, self.old_paths[one.id]) for one in self._left_plan()]
        here = [_line(one, self.paths[one.id]) for one in self._left_file()]
        likely = alike(here, there, Bounds(MOVED, 3, 0.5))
        pairs = [(-one.score, int(one.key), int(one.other)) for one in likely]
        for _, row_id, task in sorted(pairs):
            if row_id not in self.found and task not in self.taken:
                self._take(row_id, Match(task, sure=False))

    def _same(self, plan: Key, file: Key) -> bool:
        """Match what has one key on both sides: alone, or as often here as there, in order."""
        there, here = self._by(self._left_plan(), plan), self._by(self._left_file(), file)
        taken = False
        for key, mine in here.items():
            theirs = there.get(key, [])
            if len(mine) == len(theirs):
                for one, other in zip(mine, theirs, strict=True):
                    self._take(one.id, Match(other.id))
                taken = True
        return taken

    def _telling(self, one: Side) -> Hashable | None:
        mark = self.marks[one.title]
        return mark if len(mark.split()) >= TELLING else None

    def _with_cells(self, one: Side) -> Hashable | None:
        mark = self._telling(one)
        return mark and (mark, one.cells)

    def _take(self, row_id: int, match: Match) -> None:
        self.found[row_id] = match
        self.taken.add(match.task)

    def _left_plan(self) -> list[Side]:
        return [one for one in self.plan if one.id not in self.taken]

    def _left_file(self) -> list[Side]:
        return [one for one in self.file if one.id not in self.found and one.id not in self.new]

    def _by(self, rows: Iterable[Side], key: Key) -> dict[Hashable, list[Side]]:
        found: dict[Hashable, list[Side]] = defaultdict(list)
        for one in rows:
            told = key(one)
            if told is not None:
                found[told].append(one)
        return found

    def _paths_of(self, rows: Sequence[Side]) -> dict[int, tuple[str, ...]]:
        """The titles from the root down to each row."""
        by_id = {one.id: one for one in rows}
        made: dict[int, tuple[str, ...]] = {}
        for one in rows:
            chain, seen = [one], {one.id}
            while (up := chain[-1].parent) in by_id and up not in seen and up is not None:
                chain.append(by_id[up])
                seen.add(up)
            made[one.id] = tuple(self.marks[each.title] for each in reversed(chain))
        return made


def _unique(rows: Iterable[Side]) -> dict[tuple[int | None, str, str], Side]:
    """The rows that alone have their number in their place."""
    found: dict[tuple[int | None, str, str], list[Side]] = defaultdict(list)
    for one in rows:
        found[one.parent, "" if one.parent else one.field, one.number].append(one)
    return {key: ones[0] for key, ones in found.items() if len(ones) == 1}


def overlap(one: str, other: str) -> float:
    """The share of words that two titles have in common, 0 to 1."""
    mine, theirs = set(words_of(one)), set(words_of(other))
    return 2 * len(mine & theirs) / (len(mine) + len(theirs)) if mine and theirs else 0.0


def _line(one: Side, path: tuple[str, ...]) -> Line:
    return Line(
        one.id, one.title, " ".join(path[:-1]), one.cells[0], one.leads, one.field
    )  # fmt: skip


def merged_order(before: Sequence[int], file: Sequence[tuple[int, int | None]]) -> list[int]:
    """The order of all rows after an amendment: ids of the plan's rows, and -n for new ones.

    `file` are (row of the file, row of the plan or None) in the order of the file; a new one comes
    back as minus its row. A row that the file leaves out stays after the row it stood after.
    """
    stays = {task for _, task in file if task is not None}
    after: dict[int, list[int]] = defaultdict(list)
    last = 0
    for task in before:
        if task in stays:
            last = task
        else:
            after[last].append(task)
    made = [*after[0]]
    for row, found in file:
        made.append(-row if found is None else found)
        made += after.get(found, []) if found else []
    return made
