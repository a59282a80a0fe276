"""Where each kind of subject is read: a new kind joins by one line here."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import ModuleType

from tracker.reminders.queries.subjects import (
    completion,
    cooperation,
    deadline_set,
    obligation,
    overdue_list,
    round_data,
    round_forward,
    round_on_time,
    standing,
)
from tracker.reminders.rules.lines import Sought
from tracker.reminders.rules.subjects import Subject, SubjectKind


@dataclass(frozen=True, slots=True)
class Source:
    """How one kind is read.

    `found(sought, today)` gives the open subjects that the days ask for; `standing(refs, today)`
    those of these (ref, part) that are still open, as they stand now, by key.
    """

    found: Callable[[Sought, date], list[Subject]]
    standing: Callable[[Collection[tuple[int, int]], date], dict[str, Subject]]


def _source(module: ModuleType) -> Source:
    return Source(module.found, module.standing)


SOURCES: Mapping[SubjectKind, Source] = {
    SubjectKind.OVERDUE_LIST: _source(overdue_list),
    SubjectKind.OBLIGATION: _source(obligation),
    SubjectKind.COMPLETION: _source(completion),
    SubjectKind.ROUND_ON_TIME: _source(round_on_time),
    SubjectKind.ROUND_DATA: _source(round_data),
    SubjectKind.ROUND_FORWARD: _source(round_forward),
    SubjectKind.COOPERATION: _source(cooperation),
    SubjectKind.DEADLINE_SET: _source(deadline_set),
    SubjectKind.STANDING: _source(standing),
}


def subjects(sought: Mapping[SubjectKind, Sought], today: date) -> list[Subject]:
    """Every open subject that these days ask for, by kind."""
    return [one for kind, days in sought.items() for one in SOURCES[kind].found(days, today)]


def standing_of(keys: Iterable[str], today: date) -> dict[str, Subject]:
    """Those of these subjects that are still open, by key, as they stand now.

    A key that is missing is closed; one that stands otherwise (another day, another owner) moved.
    Raises ValueError for what is no key.
    """
    refs: dict[SubjectKind, set[tuple[int, int]]] = defaultdict(set)
    for key in keys:
        kind, ref, *part = key.split(":")
        refs[SubjectKind(kind)].add((int(ref), int(part[0]) if part else 0))
    found: dict[str, Subject] = {}
    for kind, asked in refs.items():
        found |= SOURCES[kind].standing(sorted(asked), today)
    return found
