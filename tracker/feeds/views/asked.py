"""The view in the address of the calendar pages: the month, and by what it is narrowed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from flask import request

from tracker import clock
from tracker.feeds.queries.choices import Choices, choices_of
from tracker.feeds.rules.month import Month, month_asked, month_of
from tracker.feeds.rules.selection import Part, Selection, parts_shown
from tracker.permissions import Viewer

PART_WORDS = {
    "tat-ca": (Part.ALL, "Việc của mọi cơ quan, đơn vị"), "chu-tri": (Part.LEAD, "Chủ trì"),
    "phoi-hop": (Part.PARTNER, "Phối hợp"), "bao-cao": (Part.ROUNDS, "Mốc báo cáo"),
}  # fmt: skip
"""Each part as the address and the page name it."""


class _Coded(Protocol):
    @property
    def id(self) -> int: ...

    @property
    def code(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for, and what it could ask for.

    `offered` are the parts that mean something here: who reads the whole province has own work
    only where one unit is chosen.
    """

    today: date
    month: Month
    choices: Choices
    offered: frozenset[Part]
    selection: Selection

    @property
    def today_month(self) -> Month:
        """The month that an address without one shows."""
        return month_of(self.today)

    @property
    def narrowed(self) -> bool:
        """Whether less is asked for than there is."""
        return self.selection != Selection(self.offered)

    @property
    def parts(self) -> list[tuple[str, str, bool]]:
        """Each part as the address names it, its label, whether it is asked for."""
        return [
            (word, label, part in self.selection.parts)
            for word, (part, label) in PART_WORDS.items()
            if part in self.offered
        ]

    @property
    def unit_name(self) -> str:
        """The unit asked for; empty for all of one's own."""
        chosen = self.selection.unit_id
        return next((one.name for one in self.choices.units if one.id == chosen), "")

    @property
    def everybody(self) -> bool:
        """Whether it tells of all units."""
        return Part.ALL in self.offered


def asked_by(viewer: Viewer) -> Asked:
    """What the address of this request asks for; an unknown code finds nothing."""
    today = clock.today()
    choices = choices_of(viewer, today)
    unit_id = _id("donvi", choices.units)
    offered = parts_shown(choices.parts, one_unit=unit_id is not None)
    words = request.args.getlist("noidung")
    named = {part for word, (part, _) in PART_WORDS.items() if word in words} & offered
    selection = Selection(
        frozenset(named or offered), unit_id, _id("kehoach", choices.plans),
        _id("linhvuc", choices.fields),
    )  # fmt: skip
    month = month_asked(request.args.get("thang", ""), today)
    return Asked(today, month, choices, offered, selection)


def _id(argument: str, named: Iterable[_Coded]) -> int | None:
    code = request.args.get(argument, "")
    return next((one.id for one in named if one.code == code), 0) if code else None
