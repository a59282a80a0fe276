"""Rounds of years, one round, and how its days moved."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, select

from tracker.calendar.workdays import DaysOff
from tracker.documents.models import Document
from tracker.extensions import db
from tracker.permissions import Viewer
from tracker.rounds.models import ReportingRegime, ReportRound, RoundMove
from tracker.rounds.queries.regimes import LegalSource, kept_by, seen_by, source_of
from tracker.rounds.rules import clocks as rules
from tracker.rounds.rules.clocks import Clock, Clocks, RoundState
from tracker.rounds.rules.windows import RoundKind, Window


@dataclass(frozen=True, slots=True)
class RoundLine:
    """A round as pages and files show it."""

    id: int
    regime_id: int
    regime_code: str
    year: int
    kind: RoundKind
    code: str
    title: str
    outline: str
    clocks: Clocks
    ended_on: date | None
    version: int
    source: LegalSource | None = None
    ended_why: str = ""
    ended_label: str = ""

    @property
    def window(self) -> Window:
        """The days whose happenings it tells."""
        return self.clocks.window

    @property
    def called_off(self) -> bool:
        """Whether an ad-hoc round was called off by a person."""
        return self.ended_on is not None and not self.kind.is_periodic

    def state(self, day: date, days_off: DaysOff) -> RoundState:
        """Where it stands on a day."""
        if self.ended_on is not None:
            return RoundState.ENDED
        return rules.state_on(day, self.clocks, days_off)


def rounds_of_year(viewer: Viewer, year: int) -> list[RoundLine]:
    """The rounds of a year that the viewer may see, by the end of their window."""
    return _lines(_ROUNDS.where(ReportRound.year == year, seen_by(viewer)))


def rounds_between(viewer: Viewer, first: date, last: date) -> list[RoundLine]:
    """The rounds whose figures close, or whose reports are due, on one of these days (inclusive).

    Those that the viewer may see, called off or not.
    """
    told = ReportRound.last.between(first, last) | ReportRound.on_time.between(first, last)
    years = ReportRound.year.between(first.year - 1, last.year + 1)
    return _lines(_ROUNDS.where(years, told, seen_by(viewer)))


def all_rounds_of_year(year: int) -> list[RoundLine]:
    """The rounds of a year, for commands and jobs."""
    return _lines(_ROUNDS.where(ReportRound.year == year))


def round_by_code(viewer: Viewer, regime_code: str, code: str) -> RoundLine | None:
    """One round, where the viewer may see it."""
    named = (ReportingRegime.code == regime_code, ReportRound.code == code)
    return next(iter(_lines(_ROUNDS.where(*named, seen_by(viewer)))), None)


def years_laid_out(viewer: Viewer) -> list[int]:
    """The years that have rounds the viewer may see, in order."""
    query = (
        select(ReportRound.year)
        .join(ReportingRegime, ReportingRegime.id == ReportRound.regime_id)
        .where(seen_by(viewer))
        .distinct()
    )
    return sorted(db.session.scalars(query))


def kept_round(viewer: Viewer, round_id: int, *, lock: bool = False) -> ReportRound | None:
    """The round, where it is the viewer's to move."""
    regimes = select(ReportingRegime.id).where(kept_by(viewer))
    query = select(ReportRound).where(
        ReportRound.id == round_id, ReportRound.regime_id.in_(regimes)
    )
    return db.session.scalars(query.with_for_update() if lock else query).first()


@dataclass(frozen=True, slots=True)
class MoveLine:
    """One clock of a round that was moved, by a paper or because its regime changed."""

    round_id: int
    clock: Clock
    before: date | None
    after: date | None
    reason: str
    by_regime: bool
    actor_label: str
    recorded_at: datetime
    source: LegalSource | None


def moves_of(round_ids: Collection[int]) -> dict[int, list[MoveLine]]:
    """How the days of these rounds moved, by round, the latest first."""
    query = (
        select(RoundMove, Document)
        .outerjoin(Document, Document.id == RoundMove.document_id)
        .where(RoundMove.round_id.in_(round_ids))
        .order_by(RoundMove.id.desc())
    )
    found: dict[int, list[MoveLine]] = {}
    for row, paper in db.session.execute(query):
        line = MoveLine(
            row.round_id, Clock(row.clock), row.before, row.after, row.reason, row.by_regime,
            row.actor_label, row.recorded_at, source_of(paper),
        )  # fmt: skip
        found.setdefault(row.round_id, []).append(line)
    return found


_ROUNDS = (
    select(ReportRound, ReportingRegime.code, Document)
    .join(ReportingRegime, ReportingRegime.id == ReportRound.regime_id)
    .outerjoin(Document, Document.id == ReportRound.document_id)
    .order_by(ReportRound.regime_id, ReportRound.last, ReportRound.first.desc(), ReportRound.id)
)


def _lines(query: Select[tuple[ReportRound, str, Document]]) -> list[RoundLine]:
    return [
        RoundLine(
            row.id, row.regime_id, regime_code, row.year, RoundKind(row.kind), row.code, row.title,
            row.outline, row.clocks, row.ended_on, row.version, source_of(paper),
            row.ended_why, row.ended_label,
        )
        for row, regime_code, paper in db.session.execute(query)
    ]  # fmt: skip
