"""Move the days of one round, by a paper, or because its regime changed."""

from dataclasses import dataclass

from tracker import history
from tracker.documents.operations import Paper, record_paper
from tracker.extensions import db
from tracker.refusals import check_version, refuse
from tracker.rounds.models import ReportingRegime, ReportRound, RoundMove
from tracker.rounds.operations.writing import Writing
from tracker.rounds.rules.clocks import Clocks, Moved, moved, problems_of

NOT_MOVED = "Các ngày vẫn như cũ; hãy sửa ít nhất một ngày."


@dataclass(frozen=True, slots=True)
class MoveFacts:
    """What the form of a moved round says: the new days, the paper that orders them, why."""

    clocks: Clocks
    paper: Paper
    reason: str


@dataclass(frozen=True, slots=True)
class Because:
    """Why days moved: the paper, words, and whether the round only followed its regime."""

    document_id: int | None
    reason: str = ""
    by_regime: bool = False


def move_round(row: ReportRound, facts: MoveFacts, version: int, writing: Writing) -> list[Moved]:
    """Move days of a round by a paper; returns what moved. Raises Stale and Refused."""
    check_version(row.version, version)
    changes = moved(row.clocks, facts.clocks)
    refuse({"": "" if changes else NOT_MOVED} | dict(problems_of(facts.clocks)))
    paper = record_paper(facts.paper)
    write_moves(row, changes, writing, Because(paper.id, facts.reason))
    regime = db.session.get_one(ReportingRegime, row.regime_id)
    history.record(
        writing.actor, "round.move", at=writing.now, subject=f"round:{regime.code}/{row.code}",
        ids=(row.id,), detail={"clocks": [one.clock.value for one in changes]},
    )  # fmt: skip
    return changes


def write_moves(
    row: ReportRound,
    changes: list[Moved],
    writing: Writing,
    because: Because,
) -> None:
    """Set the days and add a line to their history for each."""
    for one in changes:
        setattr(row, one.clock.value, one.after)
        db.session.add(
            RoundMove(
                round_id=row.id, clock=one.clock.value, before=one.before, after=one.after,
                document_id=because.document_id, reason=because.reason, by_regime=because.by_regime,
                actor_label=writing.actor.label, recorded_at=writing.now,
            )
        )  # fmt: skip
    row.version += 1
    db.session.flush()
