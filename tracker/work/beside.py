"""What Việc của tôi tells beside the unit's own rows: work handed on, results to confirm."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from flask import url_for

from tracker.permissions import Permission, Viewer, can
from tracker.tasks.queries.confirmations import judge_of, number_waiting
from tracker.tasks.queries.delegations import holdings
from tracker.tasks.queries.matters import Matter
from tracker.tasks.rules.matters import MatterKind
from tracker.units.queries import names_on, screen_names
from tracker.work.delegation.page import givers
from tracker.work.house import house_of, own_units


@dataclass(frozen=True, slots=True)
class Gone:
    """Somebody who still holds work of the unit and works there no more."""

    name: str
    number: int
    url: str


@dataclass(frozen=True, slots=True)
class Inside:
    """The unit's work inside the house; `gone` asks to be handed to others."""

    gone: list[Gone]


def inside(viewer: Viewer, today: date) -> Inside | None:
    """For those who hand work on; None for everybody else."""
    units = own_units(viewer)
    if not units:
        return None
    held = holdings(units)
    names = screen_names(today, names_on(today)) if held else {}
    gone = []
    for unit in dict.fromkeys(one.unit_id for one in held):
        of_unit = givers((one for one in held if one.unit_id == unit), house_of(unit, today), names)
        gone += [
            Gone(one.name, one.number, url_for("work.hand_over_all", tu=one.key))
            for one in of_unit
            if one.gone
        ]
    return Inside(gone)


def to_confirm(viewer: Viewer, today: date) -> int | None:
    """How many results wait for the viewer's word; None where none ever will."""
    if not can(viewer, Permission.CONFIRM_WORK):
        return None
    judge = judge_of(viewer, today)
    return number_waiting(judge) if judge.whole or judge.fields else None


def reasons(matters: Mapping[int, Iterable[Matter]]) -> dict[int, str]:
    """Why more was asked for, by obligation."""
    return {
        number: next((one.label for one in found if one.kind is MatterKind.ASKED), "")
        for number, found in matters.items()
    }
