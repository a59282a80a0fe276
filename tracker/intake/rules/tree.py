"""From the numbers of rows to a tree: parents, blocks that count anew, gaps and repeats told."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from tracker.intake.rules.drafts import Draft
from tracker.intake.rules.numbers import Label, Rank

_GAP = "Không thấy số {} ở trước: có thiếu dòng không?"
_AGAIN = "Số {} có ở hai dòng: số nào đúng?"
_BACK = "Số {} đứng sau số {}: thứ tự có đúng không?"
_ANEW = "Số thứ tự bắt đầu lại từ 1 mà không có đề mục: thuộc phần nào?"
_ORPHAN = "Không thấy mục {} ở trên: dòng này thuộc mục nào?"
_SECTION = -1
_COUNTED = (Rank.ARABIC, Rank.POINT)


@dataclass(frozen=True, slots=True)
class Node:
    """A row's place: its parent (order in the list, None at the root), its block, its questions."""

    parent: int | None
    block: int
    questions: tuple[str, ...] = ()


def tree_of(drafts: Sequence[Draft]) -> list[Node]:
    """The place of every row, in the given order."""
    growing = _Growing({draft.table for draft in drafts if draft.general and draft.general.text})
    return [growing.place(order, draft) for order, draft in enumerate(drafts)]


@dataclass(slots=True)
class _Growing:
    labelled: set[int]
    stack: list[tuple[int, int, Label | None]] = field(default_factory=list)
    last: dict[tuple[int | None, Rank], int] = field(default_factory=dict)
    parents: list[int | None] = field(default_factory=list)
    block: int = 0
    asked: list[str] = field(default_factory=list)
    table: int = 0
    running: int = 0
    """The last number of the first level, for papers that count on through their parts."""

    def place(self, order: int, draft: Draft) -> Node:
        self.asked = []
        self.table = draft.table
        label = draft.label
        if label is None:
            parent = self._unnumbered(order, draft)
        elif label.rank is Rank.DASH:
            parent = self.stack[-1][1] if self.stack else None
        else:
            parent = self._numbered(order, label, has_label=bool(draft.general))
        self.parents.append(parent)
        return Node(parent, self.block, tuple(self.asked))

    def _unnumbered(self, order: int, draft: Draft) -> int | None:
        """A heading over the whole table begins a part; any other row stands beside the last."""
        if draft.is_section:
            self.stack = [(_SECTION, order, None)]
            self.block += 1
            self.last.clear()
            return None
        if not order:
            return None
        rank = self.stack[-1][0] if self.stack else Rank.DASH
        above = self.stack[-1][1] if self.stack else None
        if rank < Rank.ARABIC and above == order - 1:
            return above
        return self.parents[order - 1]

    def _numbered(self, order: int, label: Label, *, has_label: bool) -> int | None:
        if label.rank is Rank.POINT:
            label = self._to_point(label)
        elif label.rank is Rank.ARABIC and len(label.parts) > 1:
            self._to_prefix(label)
        else:
            self._to_rank(label.rank)
        parent = self.stack[-1][1] if self.stack else None
        if has_label and label.rank is Rank.ARABIC and label.parts == (1,):
            parent = self._anew(parent)
        if not self.asked:
            self._check_count(parent, label)
        if label.rank < Rank.ARABIC:
            self.block += 1
        self.stack.append((label.rank, order, label))
        return parent

    def _anew(self, parent: int | None) -> int | None:
        """The place of a 1 beside a label of its own: below a heading that has a 1, it is a part.

        "VIII", "1", "2" and then a label and "1" again: that 1 stands for itself.
        """
        if not self.last.get((parent, Rank.ARABIC)):
            return parent
        self.stack.clear()
        return None

    def _to_rank(self, rank: Rank) -> None:
        while self.stack and self.stack[-1][0] >= rank:
            self.stack.pop()

    def _to_point(self, label: Label) -> Label:
        """Climb beside the point before, or stay below the number above: "(1)" below 2.3 is 2.3.1.

        So the rows below it may go on with 2.3.1.1.
        """
        if any(rank == Rank.POINT for rank, *_ in self.stack):
            while self.stack[-1][0] != Rank.POINT:
                self.stack.pop()
        self._to_rank(Rank.POINT)
        known = self.stack[-1][2] if self.stack else None
        above = known.parts if known and known.rank is Rank.ARABIC else ()
        return Label(label.text, label.rank, (*above, *label.parts))

    def _to_prefix(self, label: Label) -> None:
        """Climb to the row whose number this one goes on: 3.6 for 3.6.1."""
        above = label.parts[:-1]
        while self.stack and self.stack[-1][0] >= Rank.ARABIC:
            known = self.stack[-1][2]
            numbered = known is not None and known.rank in _COUNTED
            if known and numbered and known.parts == above:
                return
            if known and numbered and known.parts == above[: len(known.parts)]:
                break
            self.stack.pop()
        self.asked.append(_ORPHAN.format(".".join(map(str, above))))
        return

    def _check_count(self, parent: int | None, label: Label) -> None:
        """Tell what is missing or twice among the rows of one parent."""
        key = (parent, label.rank)
        number, before = label.parts[-1], self.last.get(key, 0)
        top = len(label.parts) == 1 and label.rank is Rank.ARABIC
        if number == 1 and before and top:
            self.block += 1
            if self.table not in self.labelled:  # there the label beside the block tells
                self.asked.append(_ANEW)
        elif number == before:
            self.asked.append(_AGAIN.format(label.text))
        elif number < before:
            self.asked.append(_BACK.format(label.text, before))
        elif number > before + 1 and not (top and number == self.running + 1):
            missing = [*map(str, label.parts[:-1]), str(number - 1)]
            self.asked.append(_GAP.format(".".join(missing)))
        self.last[key] = number
        self.running = number if top else self.running
