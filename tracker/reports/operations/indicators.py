"""Write the number form: what a unit gives, the catalogue, figures known from papers."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from tracker import history
from tracker.extensions import db
from tracker.permissions import Actor
from tracker.refusals import Refused, check_version, refuse
from tracker.reports.models.indicators import (
    Indicator,
    IndicatorForm,
    IndicatorValue,
    OpeningBalance,
)
from tracker.reports.queries.figures import FormRow, form_of
from tracker.reports.queries.indicators import form_row, line_of
from tracker.reports.rules.indicators import (
    Amount,
    IndicatorKind,
    IndicatorOrigin,
    findings_of,
)
from tracker.rounds.queries.expected import ExpectedUnit
from tracker.rounds.queries.rounds import RoundLine
from tracker.rounds.rules.windows import RoundKind
from tracker.statements import insert_or_skip

NO_SOURCE = "Hãy ghi nguồn số liệu: văn bản, thư hoặc cuộc gọi của đơn vị."


@dataclass(frozen=True, slots=True)
class Entry:
    """What a form says of one row."""

    amount: Amount
    note: str = ""


@dataclass(frozen=True, slots=True)
class Sent:
    """A filled form: its version when it was opened, entries by indicator.

    `entered_from` names the source where somebody else enters for the unit (`for_unit`).
    """

    version: int
    entries: Mapping[int, Entry]
    for_unit: bool = False
    entered_from: str = ""


def save_form(
    one: RoundLine, unit: ExpectedUnit, sent: Sent, *, actor: Actor, now: datetime
) -> int:
    """Keep what changed of a unit's form, all of it or nothing; how many rows that were.

    A cleared figure is withdrawn: it becomes unknown, not zero. Raises Stale, and Refused with
    problems by the name of the field (`name_of`).
    """
    key = {"round_id": one.id, "unit_id": unit.unit_id}
    insert_or_skip(IndicatorForm, key | {"version": 0})
    form = form_row(one.id, unit.unit_id, lock=True)
    if form is None:
        raise LookupError(f"no form of {key}")
    check_version(form.version, sent.version)
    rows = form_of(one, unit).rows
    refuse(problems_of(rows, sent.entries) | _source_problem(sent))
    changed = [row for row in rows if _differs(row, sent.entries.get(row.line.id))]
    values = [
        _value(key, row, sent, actor=actor, now=now) for row in changed
    ]  # fmt: skip
    if values:
        db.session.add_all(values)
        form.version += 1
        db.session.flush()
        history.record(
            actor, "indicators.save", at=now, subject=subject_of(one, unit),
            ids=[value.id for value in values], detail={"entered_from": sent.entered_from},
        )  # fmt: skip
    return len(values)


def subject_of(one: RoundLine, unit: ExpectedUnit) -> str:
    """By what the audit trail knows a unit's form."""
    return f"indicators:{one.regime_code}/{one.code}/{unit.code}"


def name_of(indicator_id: int, part: str) -> str:
    """The name of a field of the form: `f12-numerator`, `f12-note`."""
    return f"f{indicator_id}-{part}"


def problems_of(rows: tuple[FormRow, ...], entries: Mapping[int, Entry]) -> dict[str, str]:
    """What keeps a form from being saved, by field; a warning stands until a note explains it."""
    found: dict[str, str] = {}
    for row in rows:
        entry = entries.get(row.line.id)
        if entry is None:
            continue
        for finding in findings_of(row.line, entry.amount, row.parts):
            if not (finding.warning and entry.note):
                found[name_of(row.line.id, finding.part)] = finding.words
    return found


def _source_problem(sent: Sent) -> dict[str, str]:
    missing = sent.for_unit and not sent.entered_from
    return {"entered_from": NO_SOURCE} if missing else {}


def _differs(row: FormRow, entry: Entry | None) -> bool:
    if entry is None:
        return False
    note = row.given.note if row.given else ""
    return (entry.amount, entry.note) != (row.amount, note)


def _value(
    key: Mapping[str, int], row: FormRow, sent: Sent, *, actor: Actor, now: datetime
) -> IndicatorValue:
    entry = sent.entries[row.line.id]
    return IndicatorValue(
        **key, indicator_id=row.line.id, numerator=entry.amount.numerator,
        denominator=entry.amount.denominator if row.line.is_ratio else None, note=entry.note,
        entered_from=sent.entered_from if sent.for_unit else "", recorded_at=now,
        actor_label=actor.label,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class IndicatorFacts:
    """What the form of a catalogue's row says."""

    number: str
    name: str
    measure: str
    numerator_label: str
    denominator_label: str
    share: bool
    counted: bool
    origin: str
    note: str
    source: str
    valid_from: date | None
    valid_to: date | None


def create_indicator(
    field_id: int, kind: IndicatorKind, facts: IndicatorFacts, actor: Actor, now: datetime
) -> Indicator:
    """Add a row at the end of its field. Raises Refused."""
    refuse(_facts_problems(kind, facts))
    code = f"CT{facts.number}"
    if db.session.scalar(select(Indicator.id).where(Indicator.code == code)):
        raise Refused({"number": "Số thứ tự này đã có trong biểu."})
    last = db.session.scalar(select(func.max(Indicator.position))) or 0
    row = Indicator(
        code=code, field_id=field_id, kind=kind.value, position=last + 1, **asdict(facts)
    )
    db.session.add(row)
    db.session.flush()
    _record(row, "indicator.create", actor, now)
    return row


def change_indicator(
    row: Indicator, facts: IndicatorFacts, version: int, actor: Actor, now: datetime
) -> None:
    """Write what the form says; field and kind stay: figures were given under them.

    Raises Stale and Refused.
    """
    check_version(row.version, version)
    refuse(_facts_problems(IndicatorKind(row.kind), facts))
    for name, value in asdict(facts).items():
        setattr(row, name, value)
    row.version += 1
    db.session.flush()
    _record(row, "indicator.change", actor, now)


def _facts_problems(kind: IndicatorKind, facts: IndicatorFacts) -> dict[str, str]:
    found = {}
    if kind is IndicatorKind.RATIO and not facts.numerator_label:
        found["numerator_label"] = "Tỷ lệ cần tên của tử số."
    if kind is IndicatorKind.RATIO and not facts.denominator_label:
        found["denominator_label"] = "Tỷ lệ cần tên của mẫu số."
    if facts.origin not in set(IndicatorOrigin):
        found["origin"] = "Hãy chọn một nguồn số liệu."
    if facts.valid_from and facts.valid_to and facts.valid_to < facts.valid_from:
        found["valid_to"] = "Ngày cuối ở trước ngày đầu."
    return found


@dataclass(frozen=True, slots=True)
class BalanceFacts:
    """A figure that a paper prints of an earlier round."""

    year: int
    kind: RoundKind
    amount: Amount
    note: str
    source: str


def record_balance(
    row: Indicator, facts: BalanceFacts, version: int, actor: Actor, now: datetime
) -> OpeningBalance:
    """Enter or correct the figure of a year's round; version 0 is a round without one.

    The indicator is locked by the caller. Raises Stale and Refused.
    """
    query = select(OpeningBalance).where(
        OpeningBalance.indicator_id == row.id, OpeningBalance.year == facts.year,
        OpeningBalance.kind == facts.kind.value,
    )  # fmt: skip
    known = db.session.scalars(query.execution_options(populate_existing=True)).first()
    check_version(known.version if known else 0, version)
    refuse(_balance_problems(row, facts))
    if known is None:
        known = OpeningBalance(
            indicator_id=row.id, year=facts.year, kind=facts.kind.value, version=0
        )
        db.session.add(known)
    known.numerator, known.denominator = facts.amount.numerator, facts.amount.denominator
    known.note, known.source = facts.note, facts.source
    known.version += 1
    db.session.flush()
    _record(row, f"indicator.balance.{facts.year}-{facts.kind.value}", actor, now)
    return known


def _balance_problems(row: Indicator, facts: BalanceFacts) -> dict[str, str]:
    if facts.amount.is_blank:
        return {"numerator": "Hãy nhập số liệu mà văn bản in."}
    found = findings_of(line_of(row, "", ""), facts.amount)
    return {one.part: one.words for one in found}


def _record(row: Indicator, action: str, actor: Actor, now: datetime) -> None:
    history.record(actor, action, at=now, subject=f"indicator:{row.code}", ids=(row.id,))
