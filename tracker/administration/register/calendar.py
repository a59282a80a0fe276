"""Save a changed calendar only after the days that it moves were seen.

Everything runs in one write transaction: the edit, the list of what it moves, the laying out.
Unless the list is the one that was shown before, all is rolled back and the list is shown.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import select

from tracker.administration.register.queries import MovedRow, named_rows, spoken_of
from tracker.db import write_transaction
from tracker.extensions import db
from tracker.permissions import Actor
from tracker.plans.models import Plan
from tracker.tasks.jobs import layout_settings
from tracker.tasks.operations.laying_out import lay_out_all
from tracker.tasks.operations.moving_days import DayMove
from tracker.tasks.operations.previewing_moves import preview_of_moves
from tracker.tasks.queries.layout import lock_plan
from tracker.tasks.rules.states import DueDayKind
from tracker.units.queries import names_on

SHOWN = 300


class _Unseen(Exception):
    """Ends the transaction of an edit whose moves were not confirmed."""


@dataclass(frozen=True, slots=True)
class ShownMove:
    """One line of the list: whose, what, from which day to which."""

    move: DayMove
    row: MovedRow
    unit: str
    spoken_of: bool

    @property
    def due_moves(self) -> bool:
        """Whether the due day itself moves, not only the first late day."""
        return self.move.due_before != self.move.due_on


@dataclass(frozen=True, slots=True)
class Moves:
    """What a changed calendar moves; `mark` stands for the edit together with its moves."""

    all: list[DayMove] = field(default_factory=list)
    spoken_of: frozenset[int] = frozenset()
    mark: str = ""
    saved: bool = False

    @property
    def due(self) -> int:
        """How many due days move."""
        return sum(one.due_before != one.due_on for one in self.all)

    @property
    def late_only(self) -> int:
        """How many fixed days stay and only begin to be late on another day."""
        return len(self.all) - self.due

    @property
    def more(self) -> int:
        """How many lines are not shown."""
        return max(len(self.all) - SHOWN, 0)

    def shown(self, today: date) -> list[ShownMove]:
        """The first lines, those with words before the others."""
        listed = sorted(self.all, key=lambda one: one.obligation_id not in self.spoken_of)[:SHOWN]
        rows = named_rows([one.obligation_id for one in listed])
        names = names_on(today, {row.unit_id for row in rows.values()}) if rows else {}
        return [
            ShownMove(
                one,
                rows[one.obligation_id],
                names[rows[one.obligation_id].unit_id].name,
                one.obligation_id in self.spoken_of,
            )
            for one in listed
        ]


def save_when_seen(
    act: Callable[[], object], about: object, confirmed: str, actor: Actor, now: datetime
) -> Moves:
    """Run `act` in a write transaction and lay out; keep it when its moves were confirmed.

    An edit that moves nothing is kept at once. What `act` raises is raised, and nothing is kept.
    """
    seen: list[Moves] = []
    try:
        with write_transaction():
            for plan_id in db.session.scalars(select(Plan.id).order_by(Plan.id)).all():
                lock_plan(plan_id)
            act()
            settings = layout_settings()
            moves = preview_of_moves(settings)
            mark = _mark(about, moves)
            if moves and confirmed != mark:
                words = spoken_of([one.obligation_id for one in moves])
                seen.append(Moves(moves, frozenset(words), mark))
                raise _Unseen
            if moves:
                lay_out_all(settings, actor, now, because=DueDayKind.CALENDAR)
    except _Unseen:
        return seen[0]
    return Moves(moves, mark=mark, saved=True)


def _mark(about: object, moves: list[DayMove]) -> str:
    told = [(one.obligation_id, one.due_on, one.late_from) for one in moves]
    return hashlib.sha256(repr((about, told)).encode()).hexdigest()
