"""Let the coming rounds of a regime follow what it says now."""

from dataclasses import dataclass

from sqlalchemy import select

from tracker.extensions import db
from tracker.rounds.models import ReportingRegime, ReportRound, RoundMove
from tracker.rounds.operations.laying_out import is_in_force, lay_out_regime
from tracker.rounds.operations.moving import Because, write_moves
from tracker.rounds.operations.writing import Writing
from tracker.rounds.queries.regimes import windows_of
from tracker.rounds.rules.clocks import Clocks, Moved, moved
from tracker.rounds.rules.windows import RoundKind


@dataclass(frozen=True, slots=True)
class RoundChange:
    """What became of a round that stood before: days that moved, called off, or taken up again."""

    code: str
    title: str
    moves: tuple[Moved, ...] = ()
    called_off: bool = False
    taken_up: bool = False


def follow_regime(regime: ReportingRegime, writing: Writing) -> list[RoundChange]:
    """Move, call off or take up the periodic rounds whose window is still open, and lay out.

    A round whose figures have closed stays as it was, and so do the days of one that a paper
    moved. Rounds are laid out for the years that have rounds already, at least for this and the
    next one.
    """
    windows = windows_of(regime.id)
    query = select(ReportRound).where(
        ReportRound.regime_id == regime.id, ReportRound.last >= writing.today
    )
    coming = db.session.scalars(query.order_by(ReportRound.last, ReportRound.id))
    own_days = _moved_by_paper(regime)
    changes = []
    for row in coming:
        if RoundKind(row.kind).is_periodic:
            pattern = windows.get(RoundKind(row.kind))
            wanted = pattern.of_year(row.year) if pattern else None
            if wanted and row.id in own_days:
                wanted = row.clocks
            changes.append(_settle(regime, row, wanted, writing))
    last = max([row.year for row in _rounds(regime)], default=0)
    years = range(writing.today.year, max(last, writing.today.year + 1) + 1)
    lay_out_regime(regime, years, writing, ending_from=writing.today)
    return [one for one in changes if one is not None]


def _settle(
    regime: ReportingRegime, row: ReportRound, wanted: Clocks | None, writing: Writing
) -> RoundChange | None:
    if wanted is None or not is_in_force(regime, wanted):
        if row.ended_on is not None:
            return None
        row.ended_on, row.version = writing.today, row.version + 1
        return RoundChange(row.code, row.title, called_off=True)
    taken_up = row.ended_on is not None
    row.ended_on = None
    changes = moved(row.clocks, wanted)
    if not changes and not taken_up:
        return None
    write_moves(row, changes, writing, Because(regime.document_id, by_regime=True))
    return RoundChange(row.code, row.title, tuple(changes), taken_up=taken_up)


def _moved_by_paper(regime: ReportingRegime) -> set[int]:
    """The rounds whose days a paper of their own set."""
    query = (
        select(RoundMove.round_id)
        .join(ReportRound, ReportRound.id == RoundMove.round_id)
        .where(ReportRound.regime_id == regime.id, RoundMove.by_regime.is_(False))
    )
    return set(db.session.scalars(query))


def _rounds(regime: ReportingRegime) -> list[ReportRound]:
    query = select(ReportRound).where(ReportRound.regime_id == regime.id)
    return list(db.session.scalars(query))
