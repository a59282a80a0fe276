"""Lay the rounds of years out ahead, once."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select

from tracker import history
from tracker.extensions import db
from tracker.rounds.models import ReportingRegime, ReportRound
from tracker.rounds.operations.writing import Writing
from tracker.rounds.queries.regimes import windows_of
from tracker.rounds.rules.clocks import Clocks
from tracker.rounds.rules.naming import periodic_title, round_code
from tracker.rounds.rules.windows import RoundKind
from tracker.statements import insert_or_skip


def lay_out_years(first: int, last: int, writing: Writing) -> int:
    """Lay out the rounds of every regime from year `first` to `last`; how many were missing.

    A second run changes nothing. What was moved or called off stays so.
    """
    regimes = list(db.session.scalars(select(ReportingRegime).order_by(ReportingRegime.id)))
    made = [
        code
        for regime in regimes
        for code in lay_out_regime(regime, range(first, last + 1), writing)
    ]
    if made:
        subject = f"rounds:{first}-{last}"
        history.record(writing.actor, "rounds.lay_out", at=writing.now, subject=subject, ids=made)
    return len(made)


def lay_out_regime(
    regime: ReportingRegime,
    years: Iterable[int],
    writing: Writing,
    *,
    ending_from: date = date.min,
) -> list[str]:
    """Lay out the rounds of one regime in force at their window's end; the codes that were new.

    Rounds whose figures closed before `ending_from` are left out.
    """
    windows = windows_of(regime.id)
    return [
        f"{regime.code}/{round_code(year, kind)}"
        for year in years
        for kind, pattern in windows.items()
        if is_in_force(regime, pattern.of_year(year))
        and pattern.of_year(year).last >= ending_from
        and insert_or_skip(
            ReportRound, _values(regime, year, kind, writing) | _days(pattern.of_year(year))
        )
    ]


def is_in_force(regime: ReportingRegime, clocks: Clocks) -> bool:
    """Whether a regime asks for the round with these clocks: it holds at the window's end."""
    begun = regime.valid_from is None or regime.valid_from <= clocks.last
    return begun and (regime.valid_to is None or regime.valid_to >= clocks.last)


def _values(
    regime: ReportingRegime, year: int, kind: RoundKind, writing: Writing
) -> dict[str, object]:
    return {
        "regime_id": regime.id, "year": year, "kind": kind.value, "code": round_code(year, kind),
        "title": periodic_title(year, kind), "outline": "", "created_at": writing.now, "version": 1,
    }  # fmt: skip


def _days(clocks: Clocks) -> dict[str, object]:
    return {
        "first": clocks.first, "last": clocks.last, "on_time": clocks.on_time,
        "closed_after": clocks.closed_after, "forward": clocks.forward,
    }  # fmt: skip
