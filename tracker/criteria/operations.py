"""Write of the index what papers bring: maxima, a year's results, links with their basis."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import delete, select

from tracker import history
from tracker.criteria.models import Criterion, CriterionLink, CriterionScore
from tracker.criteria.rules import link_problem, score_problem
from tracker.extensions import db
from tracker.permissions import Actor
from tracker.refusals import Refused, Stale, check_version, refuse

ALREADY = "Nội dung này đã được liên kết với tiêu chí."


@dataclass(frozen=True, slots=True)
class CriterionFacts:
    """What the form of a criterion says; an unknown maximum is None."""

    maximum: Decimal | None
    body_text: str
    note: str
    source: str


@dataclass(frozen=True, slots=True)
class ScoreFacts:
    """What the form of a year's result says."""

    achieved: Decimal | None
    percent: Decimal | None
    rank: int | None
    rank_of: int | None
    note: str
    source: str


@dataclass(frozen=True, slots=True)
class LinkFacts:
    """What moves a criterion (a task, or a field of plans), and why."""

    task_id: int | None
    field_id: int | None
    basis: str
    source: str


def change_criterion(
    row: Criterion, facts: CriterionFacts, version: int, actor: Actor, now: datetime
) -> None:
    """Write maximum, body, note and source. Raises Stale, and Refused below a known result."""
    check_version(row.version, version)
    query = select(CriterionScore.achieved).where(CriterionScore.criterion_id == row.id)
    most = max((one for one in db.session.scalars(query) if one is not None), default=None)
    if facts.maximum is not None and most is not None and most > facts.maximum:
        raise Refused({"maximum": "Điểm tối đa không được thấp hơn điểm đã đạt của một năm."})
    row.maximum, row.body_text = facts.maximum, facts.body_text
    row.note, row.source = facts.note, facts.source
    row.version += 1
    _keep(row, "criterion.change", actor, now)


def write_score(
    row: Criterion, year: int, facts: ScoreFacts, version: int, *, actor: Actor, now: datetime
) -> None:
    """Enter or correct the result of a year; version 0 is a year without one.

    The row is locked by the caller. Raises Stale and Refused.
    """
    query = select(CriterionScore).where(
        CriterionScore.criterion_id == row.id, CriterionScore.year == year
    )
    score = db.session.scalars(query).first()
    check_version(score.version if score else 0, version)
    refuse(score_problem(row.maximum, facts.achieved, facts.percent, facts.rank))
    if score is None:
        score = CriterionScore(criterion_id=row.id, year=year, version=0)
        db.session.add(score)
    score.achieved, score.percent = facts.achieved, facts.percent
    score.rank, score.rank_of = facts.rank, facts.rank_of
    score.note, score.source = facts.note, facts.source
    score.version += 1
    _keep(row, f"criterion.score.{year}", actor, now)


def add_link(row: Criterion, facts: LinkFacts, actor: Actor, now: datetime) -> None:
    """Link a task or a field; one that was removed is taken up again. Raises Refused."""
    refuse(link_problem(facts.task_id, facts.field_id, facts.basis))
    query = select(CriterionLink).where(
        CriterionLink.criterion_id == row.id,
        CriterionLink.task_id == facts.task_id
        if facts.task_id is not None
        else CriterionLink.field_id == facts.field_id,
    )
    link = db.session.scalars(query).first()
    if link is not None and not link.removed:
        raise Refused({"target": ALREADY})
    if link is None:
        link = CriterionLink(criterion_id=row.id, task_id=facts.task_id, field_id=facts.field_id)
        link.version = 0
        db.session.add(link)
    link.basis, link.source, link.removed = facts.basis, facts.source, False
    link.version += 1
    _keep(row, "criterion.link", actor, now)


def link_tasks(wanted: Iterable[tuple[int, int, str]]) -> int:
    """Link tasks to criteria, (criterion id, task id, basis); how many links are new.

    A link that stands stays as it is, one that was removed is taken up again. The caller records
    what it is part of.
    """
    pairs = {(criterion, task): basis for criterion, task, basis in wanted}
    query = select(CriterionLink).where(CriterionLink.task_id.in_([task for _, task in pairs]))
    there = {(link.criterion_id, link.task_id): link for link in db.session.scalars(query)}
    new = 0
    for (criterion, task), basis in pairs.items():
        link = there.get((criterion, task))
        if link is None:
            link = CriterionLink(criterion_id=criterion, task_id=task, removed=True, version=0)
            db.session.add(link)
        if link.removed:
            link.basis, link.source, link.removed = basis, "", False
            link.version += 1
            new += 1
    db.session.flush()
    return new


def forget_task(task_id: int) -> None:
    """Let a task go that is being deleted, with every link of it. The caller records that."""
    db.session.execute(delete(CriterionLink).where(CriterionLink.task_id == task_id))


def remove_link(row: Criterion, link_id: int, version: int, actor: Actor, now: datetime) -> None:
    """Take a link away; it stays, marked, so that seeding does not bring it back. Raises Stale."""
    link = db.session.get(CriterionLink, link_id)
    if link is None or link.criterion_id != row.id or link.removed:
        raise Stale
    check_version(link.version, version)
    link.removed = True
    link.version += 1
    _keep(row, "criterion.unlink", actor, now)


def _keep(row: Criterion, action: str, actor: Actor, now: datetime) -> None:
    db.session.flush()
    history.record(actor, action, at=now, subject=f"criterion:{row.code}", ids=(row.id,))
