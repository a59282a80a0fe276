"""What people settled beside the print, carried by files that the program itself made (pure).

A file that goes out prints the plan; what its words alone leave open (who "Văn phòng" is, under
which heading a row without a number stands) travels beside them. It comes back like anything
foreign: each answer is bound to a row by the words that the row prints and to what the print of
the whole file is read as, so that a changed row, or a row in another place, falls back to its
print. An answer can add no row and no words, and names only bodies and fields that are known here.
Where it contradicts what the print says without doubt, a person is asked.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from hashlib import sha256
from typing import Any

from tracker.intake.rules.drafts import Draft
from tracker.intake.rules.heads import Meaning
from tracker.intake.rules.raw import LONGEST_CARRIED
from tracker.intake.rules.tree import Node
from tracker.tasks.rules.states import AssigneeKind, AssignmentRole

Value = Any
"""What JSON holds of an aspect: a text, a truth, or a list."""
FORM = 1
IGNORED = "Phần ghi kèm tệp này không đúng dạng nên không được dùng; chỉ đọc phần in của tệp."
BESIDE = "Theo phần ghi kèm của tệp"
_PARENT = BESIDE + ", dòng này đứng {}, khác với cách đọc theo số thứ tự: có đúng không?"
_UNDER, _AT_ROOT = "dưới mục “{}”", "riêng, không thuộc mục nào ở trên"
_UNFIT = re.compile("[\ufffe\uffff\ud800-\udfff]")
"""What XML cannot hold and JSON does not escape."""
_MOST_ROWS, _MOST_ITEMS, _LONGEST_ITEM = 20_000, 60, 2_000
_MARK = 12
_REF = re.compile(rf"[0-9a-f]{{{_MARK}}}-\d{{1,5}}-\d{{1,5}}")
_PRINTED = (Meaning.TITLE, Meaning.PRODUCT, Meaning.LEAD, Meaning.PARTNERS, Meaning.DEADLINE,
            Meaning.TARGET, Meaning.NOTE)  # fmt: skip


class Aspect(StrEnum):
    """What may have been settled of a row."""

    PARENT = "parent"
    HEADING = "heading"
    CELLS_FROM = "cells_from"
    FIELD = "field"
    ADDRESSEES = "addressees"
    PRODUCTS = "products"
    ASKED = "asked"


@dataclass(frozen=True, slots=True)
class Answer:
    """As what the print is read, and what holds.

    Whom a cell names depends on nothing but the cell and the day: of addressees `read` is empty.
    """

    read: Value
    holds: Value


Answers = Mapping[str, Mapping[Aspect, Answer]]
"""By the row's reference and the aspect."""


@dataclass(frozen=True, slots=True)
class Settling:
    """The answers that a file carries, and the references of its rows in order."""

    refs: tuple[str, ...] = ()
    answers: Answers = field(default_factory=dict)
    told: tuple[str, ...] = ()
    orders: Mapping[str, int] = field(default_factory=dict)

    def value(self, place: int, aspect: Aspect, read: Value) -> Value | None:
        """What holds of a row where the print is still read as it was; else None."""
        if not self.answers:
            return None
        answer = self.answers.get(self.refs[place], {}).get(aspect)
        return answer.holds if answer is not None and answer.read == read else None

    def ref(self, place: int | None) -> str:
        """The reference of a row; empty for none, and where the file carries nothing."""
        return "" if place is None or not self.refs else self.refs[place]

    def before(self, ref: str, place: int) -> int | None:
        """The order of the row of this reference, if it stands before `place`."""
        order = self.orders.get(ref, place)
        return order if order < place else None

    def nodes(self, nodes: Sequence[Node], drafts: Sequence[Draft]) -> list[Node]:
        """The places of all rows, with the parents that were settled."""
        if not self.answers:
            return list(nodes)
        return [self._node(place, node, drafts) for place, node in enumerate(nodes)]

    def _node(self, place: int, node: Node, drafts: Sequence[Draft]) -> Node:
        ref = self.value(place, Aspect.PARENT, self.ref(node.parent))
        parent = self.before(ref, place) if ref else None
        if ref is None or (ref and parent is None):
            return node
        where = _AT_ROOT
        if parent is not None:
            where = _UNDER.format(drafts[parent].number or drafts[parent].title[:40])
        asked = () if node.questions else (_PARENT.format(where),)
        return replace(node, parent=parent, questions=asked)


NOTHING = Settling()


def settling_of(carried: str, drafts: Sequence[Draft]) -> Settling:
    """What a file carries for its rows. Nothing, and a word of it, where it is not as we write."""
    if not carried:
        return NOTHING
    try:
        answers = unpacked(carried)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return Settling(told=(IGNORED,))
    refs = draft_refs(drafts)
    return Settling(refs, answers, orders={ref: order for order, ref in enumerate(refs)})


def refs_of(rows: Iterable[Sequence[str]]) -> tuple[str, ...]:
    """References of rows by their printed texts: mark, which of those alike, how many are alike.

    Where one of several rows alike is gone or changed, none of the others is known any more.
    """
    marks = [sha256("\x1f".join(texts).encode()).hexdigest()[:_MARK] for texts in rows]
    counts, seen = Counter(marks), Counter[str]()
    made = []
    for mark in marks:
        seen[mark] += 1
        made.append(f"{mark}-{seen[mark]}-{counts[mark]}")
    return tuple(made)


def draft_refs(drafts: Sequence[Draft]) -> tuple[str, ...]:
    """The references of a file's rows."""
    return refs_of(
        (draft.number, *(draft.text(meaning) for meaning in _PRINTED)) for draft in drafts
    )


def packed(answers: Answers) -> str:
    """The answers as the text that a file carries; empty for none."""
    if not answers:
        return ""
    rows = {
        ref: {aspect.value: [one.read, one.holds] for aspect, one in told.items()}
        for ref, told in answers.items()
    }
    told = json.dumps({"form": FORM, "rows": rows}, ensure_ascii=False, separators=(",", ":"))
    return _UNFIT.sub("", told)


def unpacked(text: str) -> Answers:
    """The answers again. Raises ValueError, TypeError, KeyError or AttributeError for others."""
    if len(text) > LONGEST_CARRIED:
        raise ValueError("too long")
    given = json.loads(text)
    if given["form"] != FORM or len(given["rows"]) > _MOST_ROWS:
        raise ValueError("another form")
    return {_ref(ref): _told(told) for ref, told in given["rows"].items()}


def _told(told: dict[str, list[Value]]) -> dict[Aspect, Answer]:
    found = {}
    for name, (read, holds) in told.items():
        aspect = Aspect(name)
        check = _CHECKS[aspect]
        if not (check(read) and check(holds)):
            raise ValueError("no answer")
        found[aspect] = Answer(read, holds)
    return found


def _ref(text: str) -> str:
    if not _REF.fullmatch(text):
        raise ValueError("no reference")
    return text


def _is_ref(value: Value) -> bool:
    return isinstance(value, str) and (not value or bool(_REF.fullmatch(value)))


def _is_text(value: Value) -> bool:
    return isinstance(value, str) and len(value) <= _LONGEST_ITEM


def _is_list(value: Value) -> bool:
    return isinstance(value, list) and len(value) <= _MOST_ITEMS


def _is_addressees(value: Value) -> bool:
    roles, kinds = ({one.value for one in names} for names in (AssignmentRole, AssigneeKind))
    return _is_list(value) and all(
        _is_list(one) and len(one) == 4 and all(map(_is_text, one)) and one[0] in roles
        and one[2] in kinds and bool(one[3]) == (one[2] in {"unit", "group"})
        for one in value
    )  # fmt: skip


def _is_products(value: Value) -> bool:
    return _is_list(value) and all(
        _is_list(one) and len(one) == 3 and _is_text(one[0]) and _is_text(one[1])
        and type(one[2]) is int and 0 < one[2] <= _MOST_ITEMS
        for one in value
    )  # fmt: skip


_CHECKS: dict[Aspect, Callable[[Value], bool]] = {
    Aspect.PARENT: _is_ref, Aspect.CELLS_FROM: _is_ref, Aspect.FIELD: _is_text,
    Aspect.HEADING: lambda value: isinstance(value, bool), Aspect.ADDRESSEES: _is_addressees,
    Aspect.PRODUCTS: _is_products,
    Aspect.ASKED: lambda value: _is_list(value) and all(map(_is_text, value)),
}  # fmt: skip
