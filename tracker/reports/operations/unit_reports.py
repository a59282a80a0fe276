"""Write a unit's report: keep its text, and take the steps from hand to hand.

Every function takes the report as its viewer met it, locked in this transaction; the rules decide
which step is open, and the sides of the viewer who may take it.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from tracker import history
from tracker.calendar.workdays import DaysOff
from tracker.extensions import db
from tracker.permissions import Actor
from tracker.refusals import Refused, Stale, check_version, refuse
from tracker.reports.models.unit_report import (
    ReportEvent,
    ReportPaper,
    ReportRevision,
    ReportText,
    UnitReport,
)
from tracker.reports.queries.indicators import values_of
from tracker.reports.queries.unit_reports import SeenReport, revisions_of, texts_of
from tracker.reports.rules.contributions import ReportState
from tracker.reports.rules.prefilling import UnitTold
from tracker.reports.rules.unit_report import (
    NEED_REASON,
    NOT_NOW,
    REASON_WANTED,
    RULES,
    Step,
    after,
    is_empty,
    problem,
    signed_problem,
    written_lines,
)
from tracker.statements import insert_or_skip
from tracker.text import clean


@dataclass(frozen=True, slots=True)
class Writing:
    """By whom, on which day and at which instant something is written."""

    actor: Actor
    now: datetime
    today: date
    days_off: DaysOff


@dataclass(frozen=True, slots=True)
class TypedText:
    """The text of one section as a form sends it.

    `was` is the digest of the text that the form showed, `version` that of the row (0: none).
    """

    text: str
    was: str
    version: int


@dataclass(frozen=True, slots=True)
class Signed:
    """The signed paper of a report; `sha256` names a stored PDF."""

    number: str
    signed_on: date | None
    sha256: str = ""
    file_name: str = ""


@dataclass(frozen=True, slots=True)
class Why:
    """The reason of a step, and words by section where it concerns some of them."""

    reason: str = ""
    reasons: Mapping[str, str] = field(default_factory=dict)

    @property
    def given(self) -> bool:
        """Whether anything was said."""
        return bool(self.reason.strip()) or any(one.strip() for one in self.reasons.values())


@dataclass(frozen=True, slots=True)
class Content:
    """What one sending carries: texts by section, the work told, and how it came."""

    texts: Mapping[str, str]
    told: UnitTold
    source: str = ""
    signed: Signed | None = None


def digest(text: str) -> str:
    """By what a form knows the text that it showed."""
    return hashlib.sha256(clean(text).encode()).hexdigest()[:16]


def save_texts(seen: SeenReport, typed: Mapping[str, TypedText], writing: Writing) -> int:
    """Keep the sections that were changed, and those that had no text yet; how many.

    Raises Stale, and keeps nothing, when somebody else changed a section that was changed here.
    """
    _check(seen, Step.WRITE, writing)
    row = _opened(seen, writing)
    kept = texts_of(row.id)
    wanted = {
        key: one
        for key, one in typed.items()
        if key not in kept or (digest(one.text) != one.was and clean(one.text) != kept[key].text)
    }
    for key, one in wanted.items():
        found = kept[key].version if key in kept else 0
        if found != one.version:
            raise Stale
    for key, one in wanted.items():
        _keep(row.id, key, kept.get(key), clean(one.text), writing)
    if wanted:
        row.version += 1
        db.session.flush()
        _record(seen, row, "report.save", writing, {"sections": sorted(wanted)})
    return len(wanted)


def _keep(report_id: int, key: str, kept: ReportText | None, text: str, writing: Writing) -> None:
    if kept is None:
        kept = ReportText(report_id=report_id, section=key, version=0)
        db.session.add(kept)
    kept.text, kept.version = text, kept.version + 1
    kept.actor_label, kept.updated_at = writing.actor.label, writing.now


def _opened(seen: SeenReport, writing: Writing) -> UnitReport:
    """The report's row; opening it is a step of its own."""
    if seen.row is not None:
        return seen.row
    names = {"round_id": seen.round.line.id, "unit_id": seen.unit.unit_id}
    first = {"state": ReportState.DRAFTING.value, "reopened": False, "version": 1}
    opened = insert_or_skip(UnitReport, names | first)
    row = db.session.scalars(select(UnitReport).filter_by(**names).with_for_update()).one()
    if opened:
        _tell(row, Step.WRITE, writing, Why())
    return row


def move(seen: SeenReport, step: Step, version: int, why: Why, writing: Writing) -> UnitReport:
    """Take a step that sends nothing. Raises Stale and Refused."""
    if RULES[step].to is ReportState.SENT:
        raise ValueError(f"{step} sends: {send.__name__} or {enter_for.__name__} does it")
    _check(seen, step, writing, version)
    refuse({"": REASON_WANTED if step in NEED_REASON and not why.given else ""})
    row = _opened(seen, writing)
    row.state = after(step, seen.standing(writing.today, writing.days_off)).value
    row.reopened = row.reopened or step is Step.REOPEN
    _stepped(seen, row, step, why, writing)
    return row


def send(
    seen: SeenReport,
    told: UnitTold,
    version: int,
    writing: Writing,
    *,
    signed: Signed | None = None,
) -> ReportRevision:
    """Send what is kept: the head on screen, or with the signed paper. Raises Stale, Refused."""
    step = Step.SIGN if signed else Step.SEND
    _check(seen, step, writing, version)
    row = seen.row
    if row is None:
        raise Refused({"": NOT_NOW})
    if signed:
        _check_signed(signed, writing)
    kept = {key: one.text for key, one in texts_of(row.id).items()}
    return _sent(seen, row, step, Content(kept, told, signed=signed), writing)


def enter_for(seen: SeenReport, content: Content, version: int, writing: Writing) -> ReportRevision:
    """Send for a silent unit what it answered otherwise; its own draft stays as it is.

    Raises Stale and Refused.
    """
    _check(seen, Step.ENTER, writing, version)
    refuse({
        "source": "" if content.source.strip() else SOURCE_WANTED,
        "": SAYS_NOTHING if is_empty(content.texts.values()) else "",
    })  # fmt: skip
    return _sent(seen, _opened(seen, writing), Step.ENTER, content, writing)


SOURCE_WANTED = "Hãy ghi đơn vị đã trả lời bằng gì: số, ngày văn bản, hoặc ai, ngày nào."
SAYS_NOTHING = "Chưa có nội dung nào; hãy nhập những gì đơn vị đã trả lời."


def record_paper_of(seen: SeenReport, signed: Signed, version: int, writing: Writing) -> None:
    """Record the signed paper of what was sent before. Raises Stale and Refused."""
    _check(seen, Step.RECORD_PAPER, writing, version)
    _check_signed(signed, writing)
    row = seen.row
    if row is None:
        raise Refused({"": NOT_NOW})
    _add_paper(revisions_of([row.id])[row.id][-1].revision.id, signed, writing)
    _stepped(seen, row, Step.RECORD_PAPER, Why(), writing)


def _check(seen: SeenReport, step: Step, writing: Writing, version: int | None = None) -> None:
    """Raises Stale for another version, Refused for a step that is not theirs or not now."""
    if version is not None:
        check_version(seen.version, version)
    if RULES[step].side not in seen.sides:
        raise Refused({"": NOT_NOW})
    refuse({"": problem(step, seen.standing(writing.today, writing.days_off))})


def _check_signed(signed: Signed, writing: Writing) -> None:
    found = signed_problem(signed.number, signed.signed_on, writing.today, file=bool(signed.sha256))
    refuse(found)


def _sent(
    seen: SeenReport, row: UnitReport, step: Step, content: Content, writing: Writing
) -> ReportRevision:
    sections = [
        {"key": line.key, "number": line.number, "title": line.title,
         "text": clean(content.texts.get(line.key, ""))}
        for line in written_lines(seen.round.headings())
    ]  # fmt: skip
    known = told_as_json(content.told)
    revision = ReportRevision(
        report_id=row.id, number=len(revisions_of([row.id]).get(row.id, ())) + 1, texts=sections,
        told=known, empty=is_empty((one["text"] for one in sections), figures=_has_figures(seen)),
        sha256=_sha256([sections, known]), sent_on=writing.today, sent_at=writing.now,
        actor_label=writing.actor.label, entered_from=content.source,
    )  # fmt: skip
    db.session.add(revision)
    db.session.flush()
    if content.signed:
        _add_paper(revision.id, content.signed, writing)
    row.state, row.reopened = ReportState.SENT.value, False
    _stepped(seen, row, step, Why(content.source), writing, revision=revision)
    return revision


def _has_figures(seen: SeenReport) -> bool:
    """Whether the unit gave a figure in its number form; a blank is none."""
    given = values_of(seen.round.line.id)
    return any(
        one.amount.numerator is not None
        for (unit_id, _), one in given.items()
        if unit_id == seen.unit.unit_id
    )


def told_as_json(told: UnitTold) -> list[dict[str, Any]]:
    """The obligations as the report told them: what a later reader compares with."""
    return [
        {"id": duty.id, "task": row.code, "state": duty.state.value, "cell": duty.cell.value,
         "due_on": duty.due_on.isoformat() if duty.due_on else None, "words": duty.words,
         "words_id": duty.words_id}
        for row in told.collected.rows
        for duty in row.duties
    ]  # fmt: skip


def _sha256(content: object) -> str:
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _add_paper(revision_id: int, signed: Signed, writing: Writing) -> None:
    db.session.add(
        ReportPaper(
            revision_id=revision_id, number=signed.number, signed_on=signed.signed_on,
            blob_sha256=signed.sha256 or None, file_name=signed.file_name,
            actor_label=writing.actor.label, recorded_at=writing.now,
        )
    )  # fmt: skip


def _stepped(
    seen: SeenReport, row: UnitReport, step: Step, why: Why, writing: Writing,
    *, revision: ReportRevision | None = None,
) -> None:  # fmt: skip
    row.version += 1
    _tell(row, step, writing, why, revision)
    db.session.flush()
    detail = {"state": row.state}
    detail |= {"revision": revision.number, "sha256": revision.sha256} if revision else {}
    _record(seen, row, f"report.{step.value}", writing, detail)


def _tell(
    row: UnitReport, step: Step, writing: Writing, why: Why,
    revision: ReportRevision | None = None,
) -> None:  # fmt: skip
    db.session.add(
        ReportEvent(
            report_id=row.id, step=step.value, state=row.state, reason=clean(why.reason),
            reasons={key: clean(one) for key, one in why.reasons.items() if one.strip()},
            revision=revision.number if revision else None, actor_label=writing.actor.label,
            at=writing.now,
        )
    )  # fmt: skip


def _record(
    seen: SeenReport, row: UnitReport, action: str, writing: Writing, detail: Mapping[str, Any]
) -> None:
    line = seen.round.line
    subject = f"report:{line.regime_code}/{line.code}/{seen.unit.code}"
    history.record(
        writing.actor, action, at=writing.now, subject=subject, ids=(row.id,), detail=detail
    )
