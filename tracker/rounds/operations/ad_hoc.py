"""Ask for a report outside the yearly rounds: units, outline and days of its own."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from tracker import history
from tracker.documents.operations import Paper, record_paper
from tracker.extensions import db
from tracker.refusals import refuse
from tracker.rounds.models import ReportingRegime, ReportRound, RoundUnit
from tracker.rounds.operations.writing import Writing
from tracker.rounds.rules.clocks import Clocks, problems_of
from tracker.rounds.rules.naming import ordinal_of, round_code
from tracker.rounds.rules.windows import RoundKind

ALREADY = "Năm này đã có kỳ báo cáo đột xuất, chuyên đề cùng tên; hãy đặt tên khác."
NO_UNITS = "Hãy chọn ít nhất một đơn vị phải báo cáo."


@dataclass(frozen=True, slots=True)
class AdHocFacts:
    """What the form of an ad-hoc round says."""

    kind: RoundKind
    title: str
    outline: str
    clocks: Clocks
    paper: Paper
    unit_ids: Sequence[int]


def create_ad_hoc(regime: ReportingRegime, facts: AdHocFacts, writing: Writing) -> ReportRound:
    """Open an ad-hoc round under a regime, for these units. Raises Refused.

    It counts in the year of its on-time day.
    """
    refuse({"units": "" if facts.unit_ids else NO_UNITS} | dict(problems_of(facts.clocks)))
    year, days = facts.clocks.on_time.year, facts.clocks
    refuse({"title": ALREADY if _is_known(regime, year, facts.title) else ""})
    row = ReportRound(
        regime_id=regime.id, year=year, kind=facts.kind.value,
        code=_free_code(regime, year, facts.kind), title=facts.title, outline=facts.outline,
        document_id=record_paper(facts.paper).id, created_at=writing.now, first=days.first,
        last=days.last, on_time=days.on_time, closed_after=days.closed_after, forward=days.forward,
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    units = dict.fromkeys(facts.unit_ids)
    db.session.add_all(RoundUnit(round_id=row.id, unit_id=unit_id) for unit_id in units)
    db.session.flush()
    history.record(
        writing.actor, "round.ad_hoc", at=writing.now, subject=f"round:{regime.code}/{row.code}",
        ids=units,
    )  # fmt: skip
    return row


def _is_known(regime: ReportingRegime, year: int, title: str) -> bool:
    """Whether a round of this title stands already: a form sent twice asks once."""
    query = select(ReportRound.id).where(
        ReportRound.regime_id == regime.id, ReportRound.year == year, ReportRound.title == title,
        ReportRound.ended_on.is_(None),
    )  # fmt: skip
    return db.session.scalar(query.limit(1)) is not None


def _free_code(regime: ReportingRegime, year: int, kind: RoundKind) -> str:
    """The next code of this kind and year. The regime's row is locked by the caller."""
    query = select(ReportRound.code).where(
        ReportRound.regime_id == regime.id, ReportRound.year == year, ReportRound.kind == kind.value
    )
    taken = max(map(ordinal_of, db.session.scalars(query)), default=0)
    return round_code(year, kind, taken + 1)
