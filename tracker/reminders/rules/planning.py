"""What a day asks for: which subjects to look up, and which lines are to be told to whom."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from tracker.calendar.workdays import ONE_DAY, DaysOff
from tracker.mail.rules import Channel
from tracker.reminders.rules.ladder import Anchor, Level, Rung
from tracker.reminders.rules.lines import Line, Nobody, Planned, Sought
from tracker.reminders.rules.people import People, Person
from tracker.reminders.rules.recipients import Recipient, recipients
from tracker.reminders.rules.rungs import Reckoning, Spoken
from tracker.reminders.rules.seeking import Seeking
from tracker.reminders.rules.states import LineState
from tracker.reminders.rules.subjects import Subject, SubjectKind

Ladder = Mapping[SubjectKind, tuple[Rung, ...]]


def sought(
    ladder: Iterable[Rung], first: date, last: date, days_off: DaysOff
) -> dict[SubjectKind, Sought]:
    """Which days of subjects the days of telling `first` to `last` (inclusive) ask for.

    A kind that is asked for on none of them is left out. A weekly rung reaches back
    `rungs.MOST_WEEKS` weeks.
    """
    seeking = Seeking(Reckoning(days_off))
    wanted: dict[SubjectKind, dict[Anchor, set[date]]] = defaultdict(lambda: defaultdict(set))
    known: dict[tuple[Anchor, int, bool], set[date]] = {}  # kinds share the steps of their ladders
    days = [first + ONE_DAY * n for n in range((last - first).days + 1)]
    for rung in ladder:
        step = rung.anchor, rung.count, rung.weekly
        if step not in known:
            known[step] = {start for day in days for start in seeking.days(rung, day)}
        wanted[rung.kind][rung.anchor] |= known[step]
    found = {
        kind: Sought(
            frozenset(by[Anchor.DAY]), frozenset(by[Anchor.LATE]), frozenset(by[Anchor.OPENED])
        )
        for kind, by in wanted.items()
    }
    return {kind: one for kind, one in found.items() if one}


def plan(
    day: date,
    subjects: Iterable[Subject],
    ladder: Iterable[Rung],
    days_off: DaysOff,
    people: People,
    *,
    chat_on: bool,
) -> Planned:
    """The lines to be told on exactly `day`, and the units in which nobody can be told.

    A subject speaks once for each level on a day: where two rungs meet, the nearer one.
    """
    by_kind: dict[SubjectKind, list[Rung]] = defaultdict(list)
    for rung in ladder:
        by_kind[rung.kind].append(rung)
    reckoning = Reckoning(days_off)
    lines: list[Line] = []
    nobody: list[Nobody] = []
    for subject in subjects:
        for spoken in spoken_on(day, subject, by_kind[subject.kind], reckoning):
            level = spoken.rung.level
            told = recipients(subject.owner, level, people, day)
            lines += lines_of(subject, spoken, day, told, people, chat_on=chat_on)
            if not told:
                nobody.append(Nobody(subject.owner.unit_id, subject, level))
    return Planned(tuple(lines), tuple(nobody))


def spoken_on(
    day: date, subject: Subject, rungs: Iterable[Rung], reckoning: Reckoning
) -> list[Spoken]:
    """The rungs of the subject's kind that speak on `day`: at most one for each level."""
    nearest: dict[Level, Spoken] = {}
    for rung in rungs:
        spoken = reckoning.spoken(rung, subject, day)
        if spoken is None:
            continue
        other = nearest.get(rung.level)
        if other is None or spoken.rank < other.rank:
            nearest[rung.level] = spoken
    return list(nearest.values())


def lines_of(
    subject: Subject,
    spoken: Spoken,
    day: date,
    told: Iterable[Recipient],
    people: People,
    *,
    chat_on: bool,
) -> Iterator[Line]:
    """One line for every person told and every channel of theirs."""
    level = spoken.rung.level
    state = LineState.HELD if level.is_held else LineState.QUEUED
    for person_id, for_person_id in told:
        for channel in channels_of(people.by_id[person_id], chat_on=chat_on):
            yield Line(
                subject, spoken.name, level, day, person_id, channel, state, for_person_id
            )  # fmt: skip


def channels_of(person: Person, *, chat_on: bool) -> list[Channel]:
    """By which ways a person is told: always inside the program."""
    chosen = {
        Channel.IN_APP: True,
        Channel.MAIL: person.by_mail and bool(person.address),
        Channel.CHAT: chat_on and person.by_chat and bool(person.chat_address),
    }
    return [channel for channel, holds in chosen.items() if holds]
