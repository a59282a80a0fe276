"""A small province as values, for what a day asks for: no database."""

from datetime import date

from tracker.administration.seeding.reading import OFFICIAL, read_csv
from tracker.calendar.workdays import DaysOff
from tracker.permissions import Role
from tracker.reminders.rules.ladder import Anchor, LatePolicy, Level, Rung
from tracker.reminders.rules.people import People, Person
from tracker.reminders.rules.planning import plan
from tracker.reminders.rules.subjects import Owner, Subject, SubjectKind

SNV, STP, STC, DIVISION = 1, 2, 3, 4
NAMES = {
    "stp": 11, "ld.stp": 12, "stc": 13, "ld.stc": 14, "th.stc": 15, "phong": 16,
    "th": 21, "lanhdao": 31,
}  # fmt: skip
PEOPLE = People(
    by_id={number: Person(number, name) for name, number in NAMES.items()},
    holders={
        (STP, Role.FOCAL): (11,), (STP, Role.HEAD): (12,),
        (STC, Role.FOCAL): (13,), (STC, Role.HEAD): (14,), (STC, Role.COMPILER): (15,),
        (DIVISION, Role.DIVISION): (16,),
    },
    steering={Role.COMPILER: (21,), Role.LEADERSHIP: (31,)},
    above={DIVISION: STC},
)  # fmt: skip
K = SubjectKind


def official_days_off():
    """The calendar as announced."""
    rows = [row for row in read_csv(OFFICIAL / "workdays.csv") if row["enabled"] == "yes"]
    kinds = {"off": set(), "makeup": set()}
    for row in rows:
        kinds[row["kind"]].add(date.fromisoformat(row["day"]))
    return DaysOff(frozenset(kinds["off"]), frozenset(kinds["makeup"]))


def official_ladder():
    """The ladder as the program brings it."""
    return [
        Rung(
            SubjectKind(row["kind"]), Level(row["level"]), Anchor(row["anchor"]),
            int(row["count"]), row["weekly"] == "yes", LatePolicy(row["policy"]),
        )
        for row in read_csv(OFFICIAL / "reminder_ladder.csv")
    ]  # fmt: skip


DAYS_OFF, LADDER = official_days_off(), official_ladder()


def matter(kind, name, day, late_from=None, *, opened_on="2025-01-02", unit=STP):
    """A subject; its code is how the tables call it."""
    late = date.fromisoformat(late_from) if late_from else None
    return Subject(
        kind, sum(map(ord, name)), date.fromisoformat(day), date.fromisoformat(opened_on),
        Owner(unit), name, name, "/", late_from=late,
    )  # fmt: skip


def planned(day, subjects, **changes):
    """What the day asks for."""
    given = {"ladder": LADDER, "days_off": DAYS_OFF, "people": PEOPLE} | changes
    return plan(
        day, subjects, given["ladder"], given["days_off"], given["people"], chat_on=False
    )  # fmt: skip


def told(day, subjects):
    """(day, person, matter, rung) of everything told on a day."""
    names = {number: name for name, number in NAMES.items()}
    lines = planned(day, subjects).lines
    return {(day, names[one.person_id], one.subject.code, one.rung) for one in lines}
