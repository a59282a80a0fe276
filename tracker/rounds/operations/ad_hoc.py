"""Ask for a report outside the yearly rounds: units, outline and days of its own.

What was asked for is put right until a unit has sent something, and called off at any time; a round
that was called off is kept with the texts that units wrote.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from tracker import history
from tracker.documents.operations import Paper, record_paper
from tracker.extensions import db
from tracker.refusals import check_version, refuse
from tracker.rounds.models import ReportingRegime, ReportRound, RoundUnit
from tracker.rounds.operations.writing import Writing
from tracker.rounds.rules.clocks import Clocks, problems_of
from tracker.rounds.rules.naming import ordinal_of, round_code
from tracker.rounds.rules.windows import RoundKind

ALREADY = "Năm này đã có kỳ báo cáo đột xuất, chuyên đề cùng tên; hãy đặt tên khác."
NO_UNITS = "Hãy chọn ít nhất một đơn vị phải báo cáo."


SENT = "Đã có đơn vị gửi báo cáo, nên không sửa được nội dung yêu cầu; có thể hủy kỳ báo cáo."
NOT_CHANGED = "Nội dung vẫn như cũ; hãy sửa ít nhất một mục."


@dataclass(frozen=True, slots=True)
class AskedFor:
    """What is asked for: title, outline, the paper that asks, who reports."""

    title: str
    outline: str
    paper: Paper
    unit_ids: Sequence[int]


@dataclass(frozen=True, slots=True)
class AdHocFacts:
    """What the form of an ad-hoc round says."""

    kind: RoundKind
    clocks: Clocks
    asked: AskedFor


def create_ad_hoc(regime: ReportingRegime, facts: AdHocFacts, writing: Writing) -> ReportRound:
    """Open an ad-hoc round under a regime, for these units. Raises Refused.

    It counts in the year of its on-time day.
    """
    year, days, told = facts.clocks.on_time.year, facts.clocks, facts.asked
    refuse(_problems(regime.id, year, told) | dict(problems_of(days)))
    row = ReportRound(
        regime_id=regime.id, year=year, kind=facts.kind.value,
        code=_free_code(regime, year, facts.kind), title=told.title, outline=told.outline,
        document_id=record_paper(told.paper).id, created_at=writing.now, first=days.first,
        last=days.last, on_time=days.on_time, closed_after=days.closed_after, forward=days.forward,
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    _choose(row, told.unit_ids)
    _record(row, "round.ad_hoc", writing, ids=dict.fromkeys(told.unit_ids))
    return row


def change_ad_hoc(
    row: ReportRound, told: AskedFor, version: int, writing: Writing, *, sent: bool
) -> None:
    """Put right what is asked for; days are moved by a paper (`moving`). Raises Stale and Refused.

    `sent`: whether a unit has sent its report. The text of a unit that is asked no more stays.
    """
    check_version(row.version, version)
    refuse({"": SENT if sent else ""})
    refuse(_problems(row.regime_id, row.year, told, row.id))
    paper, held = record_paper(told.paper).id, (row.title, row.outline, row.document_id)
    joined, left = _choose(row, told.unit_ids)
    wanted = (told.title, told.outline, paper)
    refuse({"": "" if joined or left or held != wanted else NOT_CHANGED})
    row.title, row.outline, row.document_id = wanted
    row.version += 1
    db.session.flush()
    changed = {"joined": sorted(joined), "left": sorted(left)}
    _record(row, "round.change", writing, ids=(row.id,), detail=changed)


def call_off(row: ReportRound, why: str, version: int, writing: Writing) -> None:
    """Ask nobody any more; everything that was written stays. Raises Stale."""
    check_version(row.version, version)
    row.ended_on, row.ended_why, row.ended_label = writing.today, why, writing.actor.label
    row.version += 1
    db.session.flush()
    _record(row, "round.call_off", writing, ids=(row.id,))


def _problems(regime_id: int, year: int, told: AskedFor, own: int = 0) -> dict[str, str]:
    """What is wrong, by field; `own` is the round itself. A form sent twice asks once."""
    query = select(ReportRound.id).where(
        ReportRound.regime_id == regime_id, ReportRound.year == year,
        ReportRound.title == told.title, ReportRound.ended_on.is_(None), ReportRound.id != own,
    )  # fmt: skip
    known = db.session.scalar(query.limit(1)) is not None
    return {"units": "" if told.unit_ids else NO_UNITS, "title": ALREADY if known else ""}


def _choose(row: ReportRound, unit_ids: Sequence[int]) -> tuple[set[int], set[int]]:
    """Let these units report, and no others; who joined and who left."""
    query = select(RoundUnit).where(RoundUnit.round_id == row.id)
    chosen = {one.unit_id: one for one in db.session.scalars(query)}
    joined, left = set(unit_ids) - chosen.keys(), chosen.keys() - set(unit_ids)
    for unit_id in left:
        db.session.delete(chosen[unit_id])
    new = (one for one in dict.fromkeys(unit_ids) if one in joined)
    db.session.add_all(RoundUnit(round_id=row.id, unit_id=unit_id) for unit_id in new)
    db.session.flush()
    return joined, left


def _record(
    row: ReportRound, action: str, writing: Writing, *, ids: Iterable[int],
    detail: dict[str, Any] | None = None,
) -> None:  # fmt: skip
    code = db.session.get_one(ReportingRegime, row.regime_id).code
    history.record(
        writing.actor, action, at=writing.now, subject=f"round:{code}/{row.code}", ids=ids,
        detail=detail or {},
    )  # fmt: skip


def _free_code(regime: ReportingRegime, year: int, kind: RoundKind) -> str:
    """The next code of this kind and year. The regime's row is locked by the caller."""
    query = select(ReportRound.code).where(
        ReportRound.regime_id == regime.id, ReportRound.year == year, ReportRound.kind == kind.value
    )
    taken = max(map(ordinal_of, db.session.scalars(query)), default=0)
    return round_code(year, kind, taken + 1)
