"""Report rounds and the parts that units write in them, as reminders need them.

A round that was called off asks nobody. One whose report went upward signed, or after which the
figures of the regime's next round have closed, is history: nobody is reminded of it any more.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import aliased

from tracker.accounts.queries import PROVINCE
from tracker.calendar.workdays import DaysOff
from tracker.reminders.queries.subjects.owed import batches
from tracker.reminders.rules.lines import Sought
from tracker.reminders.rules.local import local_day
from tracker.reminders.rules.subjects import Owner, Subject, SubjectKind
from tracker.reminders.rules.titles import title_of
from tracker.reports.models.compilation import Compilation, CompiledIssue, CompiledVersion
from tracker.reports.models.unit_report import UnitReport
from tracker.reports.rules.contributions import ReportState
from tracker.rounds.models import ReportingRegime, ReportRound
from tracker.rounds.queries.expected import expected_rows
from tracker.rounds.queries.rounds import RoundLine
from tracker.rounds.rules.audience import living_heirs
from tracker.rounds.rules.clocks import Clock, Clocks, late_from
from tracker.rounds.rules.windows import PERIODIC, RoundKind
from tracker.statements import rows_of
from tracker.tasks.queries.listing import LONGEST_EXTENSION
from tracker.text import lowered
from tracker.units.models import Unit
from tracker.units.queries import NamedUnit, heirs_on, names_on
from tracker.workdays.queries import days_off


@dataclass(frozen=True, slots=True)
class Round:
    """A round with what its regime says of it."""

    line: RoundLine
    regime: str
    receiver_id: int
    created_at: datetime
    inside: bool
    """Whether it is a unit's own, for its divisions."""

    @property
    def opened_on(self) -> date:
        """Since when its reports are asked for: the first day of its figures, once it is known."""
        return max(self.line.clocks.first, local_day(self.created_at))

    @property
    def code(self) -> str:
        """Regime and round: "CCHC-TINH/2025-H1"."""
        return f"{self.line.regime_code}/{self.line.code}"

    @property
    def title(self) -> str:
        """What the report is called."""
        return f"{self.regime}, {lowered(self.line.title)}"


_R, _LATER = ReportRound, aliased(ReportRound)
_ISSUED = (
    select(CompiledIssue.id)
    .join(CompiledVersion, CompiledVersion.id == CompiledIssue.version_id)
    .join(Compilation, Compilation.id == CompiledVersion.compilation_id)
    .where(Compilation.round_id == _R.id, Compilation.internal.is_(False))
    .exists()
)
_COLUMNS = (
    _R.id, _R.regime_id, ReportingRegime.code, _R.year, _R.kind, _R.code, _R.title, _R.outline,
    _R.ended_on, _R.version, _R.first, _R.last, _R.on_time, _R.closed_after, _R.forward,
    ReportingRegime.name, ReportingRegime.receiver_unit_id, _R.created_at,
    Unit.kind != PROVINCE,
)  # fmt: skip
_PERIODIC = [kind.value for kind in PERIODIC]


def _followed(today: date) -> ColumnElement[bool]:
    """Whether the figures of a later round of the same regime have closed."""
    following = select(_LATER.id).where(
        _LATER.regime_id == _R.regime_id, _LATER.kind.in_(_PERIODIC), _LATER.ended_on.is_(None),
        _LATER.last > _R.last, _LATER.last < today,
    )  # fmt: skip
    return and_(_R.kind.in_(_PERIODIC), following.exists())


def rounds_where(
    condition: ColumnElement[bool], today: date, *, issued: bool = False
) -> list[Round]:
    """The rounds under a condition on `ReportRound` that still ask somebody; or `issued` since."""
    query = (
        select(*_COLUMNS)
        .join(ReportingRegime, ReportingRegime.id == _R.regime_id)
        .join(Unit, Unit.id == ReportingRegime.owner_unit_id)
        .where(condition, _R.ended_on.is_(None), ~_followed(today))
        .order_by(_R.id)
    )
    return [_round(row) for row in rows_of(query if issued else query.where(~_ISSUED))]


def rounds_due(clock: Clock, sought: Sought, today: date) -> list[Round]:
    """The rounds of which this day is one of the days sought, or late from one of them."""
    column, calendar = getattr(ReportRound, clock.value), days_off()
    condition = either(
        on_days(column, sought.days) if sought.days else None,
        before_late(column, sought.late) if sought.late else None,
    )
    if condition is None:
        return []
    dated = ((one, getattr(one.line.clocks, clock.value)) for one in rounds_where(condition, today))
    return [
        one for one, day in dated if day in sought.days or is_late_on(day, sought.late, calendar)
    ]


def _round(row: Any) -> Round:  # noqa: ANN401 - a row
    line = RoundLine(
        row[0], row[1], row[2], row[3], RoundKind(row[4]), *row[5:8], Clocks(*row[10:15]),
        *row[8:10],
    )  # fmt: skip
    return Round(line, *row[15:])


def on_days(column: Any, days: Collection[date]) -> ColumnElement[bool]:  # noqa: ANN401 - a column
    """The column on one of the days; the rounds' years bound the walk."""
    return and_(_R.year.between(min(days).year - 1, max(days).year + 1), column.in_(sorted(days)))


def before_late(column: Any, late: Collection[date]) -> ColumnElement[bool]:  # noqa: ANN401
    """The column on a day from which lateness may begin on one of the days."""
    first, last = min(late) - LONGEST_EXTENSION, max(late)
    return and_(_R.year.between(first.year - 1, last.year + 1), column >= first, column < last)


def either(*conditions: ColumnElement[bool] | None) -> ColumnElement[bool] | None:
    """One condition or the other; None where there is none."""
    found = [one for one in conditions if one is not None]
    return or_(*found) if found else None


@dataclass(frozen=True, slots=True)
class Part:
    """One unit's report to a round, and the unit whose people write it."""

    round: Round
    unit: NamedUnit
    writer_id: int
    state: ReportState = ReportState.MISSING
    reopened: bool = False

    @property
    def is_asked_again(self) -> bool:
        """Whether the body that compiles gave it back to the unit."""
        return self.state is ReportState.ASKED or (
            self.reopened and self.state is ReportState.DRAFTING
        )

    @property
    def is_unsent(self) -> bool:
        """Whether nothing was sent of it yet."""
        return self.state in {ReportState.MISSING, ReportState.DRAFTING, ReportState.WAITING}

    @property
    def address(self) -> str:
        """The page of the report."""
        return f"/ky-bao-cao/{self.round.code}/{self.unit.code}"

    @property
    def title(self) -> str:
        """What is to be reported, and for whom where the unit itself is no more."""
        other = f"phần của {self.unit.name}" if self.writer_id != self.unit.id else ""
        waiting = "đang chờ lãnh đạo duyệt" if self.state is ReportState.WAITING else ""
        return title_of("", self.round.title, other, waiting)

    def subject(self, kind: SubjectKind, day: date) -> Subject:
        """The part as a subject of a kind, without lateness."""
        owner = Owner(self.writer_id, inside=self.round.inside)
        return Subject(
            kind, self.round.line.id, day, self.round.opened_on, owner, self.title,
            self.round.code, self.address, part=self.unit.id, detail=self.unit.name,
        )  # fmt: skip


def parts_of(rounds: Collection[Round], today: date) -> Iterator[Part]:
    """Every report that counts and has people to write it; a bounded number of statements.

    Of several successors of an ended unit the first writes.
    """
    if not rounds:
        return
    expected = expected_rows([one.line for one in rounds], today)
    states = _states([one.line.id for one in rounds])
    asked = {row.unit_id for rows in expected.values() for row in rows if row.counted}
    names = names_on(today, asked) if asked else {}
    for one in rounds:
        for row in expected[one.line.id]:
            told = states.get((one.line.id, row.unit_id), (ReportState.MISSING, False))
            if row.counted and row.writers:
                yield Part(one, names[row.unit_id], row.writers[0], *told)


def _states(round_ids: Collection[int]) -> dict[tuple[int, int], tuple[ReportState, bool]]:
    query = select(UnitReport.round_id, UnitReport.unit_id, UnitReport.state, UnitReport.reopened)
    return {
        (number, unit): (ReportState(state), reopened)
        for batch in batches(round_ids)
        for number, unit, state, reopened in rows_of(query.where(UnitReport.round_id.in_(batch)))
    }


def unsent_of(rounds: Collection[Round], today: date) -> Iterator[Part]:
    """The reports that units have still to send of their own accord."""
    return (part for part in parts_of(rounds, today) if part.is_unsent and not part.is_asked_again)


def standing_rounds(
    refs: Collection[tuple[int, int]],
    today: date,
    subjects: Callable[[list[Round], date], Iterable[Subject]],
    *conditions: ColumnElement[bool],
) -> dict[str, Subject]:
    """Of the `subjects` of the rounds named, under further conditions, those asked for, by key."""
    named = and_(ReportRound.id.in_({ref for ref, _ in refs}), *conditions)
    wanted = set(refs)
    return {
        one.key: one
        for one in subjects(rounds_where(named, today), today)
        if (one.ref, one.part) in wanted
    }


def receivers_of(rounds: Collection[Round], today: date) -> Iterator[tuple[Round, int]]:
    """Each round with the body that compiles it: the receiver, or who first took its place."""
    heirs = heirs_on(today) if rounds else {}
    for one in rounds:
        yield one, (*living_heirs(one.receiver_id, heirs), one.receiver_id)[0]


def is_late_on(day: date | None, late: Collection[date], days_off: DaysOff) -> bool:
    """Whether what is asked for by this day begins to be late on one of the days."""
    return day is not None and bool(late) and days_off.late_from(day) in late


def first_late_day(one: Round, days_off: DaysOff) -> date:
    """The first day on which a report to the round is late."""
    return late_from(one.line.clocks, days_off)
