"""The ladder as an administrator types it: what is wrong, what it becomes (pure)."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tracker.reminders.rules.anchors import ANCHORS
from tracker.reminders.rules.changing import RungForm, problems_of
from tracker.reminders.rules.ladder import Anchor, Level, Rung
from tracker.reminders.rules.subjects import SubjectKind

TWICE = "Hai bậc giống nhau: cùng nội dung, người nhận và số ngày."
NO_SUCH_DAY = "Nội dung này không có mốc ngày đã chọn; hãy chọn mốc khác."


@dataclass(frozen=True, slots=True)
class Place:
    """What a rung is about, who hears, what its number counts from."""

    kind: SubjectKind
    level: Level
    anchor: Anchor

    def rung(self, form: RungForm) -> Rung:
        """The rung at this place."""
        return Rung(self.kind, self.level, self.anchor, form.count, form.weekly, form.policy)


@dataclass(frozen=True, slots=True)
class Typed:
    """The whole ladder: rows by id, those taken away, and perhaps a new one."""

    rows: Mapping[int, tuple[Place, RungForm]]
    removed: frozenset[int] = field(default_factory=frozenset)
    added: tuple[Place, RungForm] | None = None

    @property
    def all(self) -> dict[int, tuple[Place, RungForm]]:
        """What stays and what is new; 0 is the new one."""
        kept = {number: row for number, row in self.rows.items() if number not in self.removed}
        return kept | ({0: self.added} if self.added else {})

    @property
    def ladder(self) -> list[Rung]:
        """The rungs that are switched on."""
        return [place.rung(form) for place, form in self.all.values() if form.enabled]

    @property
    def mark(self) -> str:
        """Changes with anything that was typed."""
        return hashlib.sha256(repr((sorted(self.removed), self.all)).encode()).hexdigest()[:16]


def problems(typed: Typed) -> dict[int, dict[str, str]]:
    """Vietnamese sentences by row (0: the new one) and field; rows without any are left out."""
    every = typed.all
    twice = Counter((place, form.count) for place, form in every.values())
    found = {}
    for number, (place, form) in every.items():
        told = {name: words for name, words in problems_of(place.anchor, form).items() if words}
        if place.anchor not in ANCHORS[place.kind]:
            told["count"] = NO_SUCH_DAY
        if twice[place, form.count] > 1:
            told.setdefault("count", TWICE)
        if told:
            found[number] = told
    return found


def changed(typed: Typed, stored: Mapping[int, RungForm]) -> list[int]:
    """The rows that are no longer as they were stored; those taken away are not among them."""
    return [
        number
        for number, (_, form) in typed.rows.items()
        if number not in typed.removed and stored[number] != form
    ]


def in_order(places: Mapping[int, tuple[Place, RungForm]]) -> Sequence[int]:
    """The rows as they are shown: by matter and level, before the day, on it, after it."""
    kinds, levels, anchors = list(SubjectKind), list(Level), list(Anchor)

    def key(number: int) -> tuple[int, int, int, int]:
        place, form = places[number]
        count = -form.count if place.anchor is Anchor.DAY else form.count
        return (kinds.index(place.kind), levels.index(place.level), anchors.index(place.anchor),
                count)  # fmt: skip

    return sorted(places, key=key)
