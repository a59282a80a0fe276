"""Delegation in words: who has the work, and since when, for pages and messages."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from tracker.tasks.queries.delegations import HandedOn, Holding
from tracker.tasks.rules.delegating import Handing, House
from tracker.text import vn_date


@dataclass(frozen=True, slots=True)
class HandedLine:
    """One line of the history of a delegation, ready to draw."""

    whom: str
    internal_due_on: date | None
    note: str
    given_on: date
    giver: str
    ended_at: datetime | None
    ended_label: str


def handed_lines(found: Iterable[HandedOn], names: Mapping[int, str]) -> list[HandedLine]:
    """The lines with the names that divisions bear today."""
    return [
        HandedLine(
            whom_words(names.get(one.division_id or 0, ""), one.holder_label),
            one.internal_due_on, one.note, one.given_on, one.actor_label, one.ended_at,
            one.ended_label,
        )
        for one in found
    ]  # fmt: skip


def whom_words(division: str, officer: str) -> str:
    """As in "Phòng A – Cán bộ phòng A"; either may be empty."""
    return " – ".join(filter(None, (division, officer)))


def told(number: int, handing: Handing, house: House) -> str:
    """What is said after work was handed on."""
    officer = house.officer(handing.holder_id)
    whom = whom_words(
        house.divisions.get(handing.division_id or 0, ""), officer.label if officer else ""
    )
    day = f", hạn nội bộ {vn_date(handing.internal_due_on)}" if handing.internal_due_on else ""
    return (
        f"Đã giao {number:02d} phần việc cho {whom}{day}. "
        "Thời hạn và trách nhiệm của đơn vị không thay đổi."
    )


@dataclass(frozen=True, slots=True)
class Giver:
    """Somebody who holds open work of the unit; `gone`: no longer working there."""

    key: str
    name: str
    number: int
    gone: bool


def givers(found: Iterable[Holding], house: House, names: Mapping[int, str]) -> list[Giver]:
    """Officers and divisions with open work, those who are gone first."""
    officers: dict[int, tuple[str, int]] = {}
    divisions: dict[int, int] = {}
    for one in found:
        if one.holder_id is not None:
            known = officers.get(one.holder_id, (one.holder_label, 0))
            officers[one.holder_id] = known[0], known[1] + one.number
        if one.division_id is not None:
            divisions[one.division_id] = divisions.get(one.division_id, 0) + one.number
    listed = [
        Giver(f"{OFFICER}{number}", label, count, house.officer(number) is None)
        for number, (label, count) in officers.items()
    ]
    listed += [
        Giver(f"{DIVISION}{number}", names.get(number, ""), count, number not in house.divisions)
        for number, count in divisions.items()
    ]
    return sorted(listed, key=lambda one: (not one.gone, one.name))


OFFICER, DIVISION = "cb-", "phong-"


def giver_of(raw: str) -> tuple[int | None, int | None]:
    """The officer or the division that an address names: (officer, division)."""
    for place, prefix in enumerate((OFFICER, DIVISION)):
        digits = raw.removeprefix(prefix)
        if digits != raw and digits.isascii() and digits.isdecimal() and len(digits) < 19:
            return (int(digits), None) if place == 0 else (None, int(digits))
    return None, None
