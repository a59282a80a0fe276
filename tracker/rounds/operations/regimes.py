"""Define, change and end regimes; their coming rounds follow."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from tracker import history
from tracker.documents.models import Document
from tracker.documents.operations import Paper, record_paper
from tracker.extensions import db
from tracker.refusals import check_version, refuse
from tracker.rounds.models import RegimeAudience, RegimeWindow, ReportingRegime
from tracker.rounds.operations.following import RoundChange, follow_regime
from tracker.rounds.operations.writing import Writing
from tracker.rounds.queries.regimes import AudienceLine, audiences_of
from tracker.rounds.rules.audience import AudienceKind
from tracker.rounds.rules.clocks import Clocks, problems_of
from tracker.rounds.rules.windows import RoundKind
from tracker.units.models import Unit
from tracker.units.rules import order_problem

ALREADY = "Cơ quan đã có chế độ báo cáo cùng tên đang áp dụng; hãy sửa chế độ đó."
NO_KINDS = "Hãy chọn ít nhất một kỳ báo cáo trong năm."
NO_AUDIENCE = "Hãy chọn nơi phải báo cáo."
ENDED = "Chế độ này đã kết thúc."


@dataclass(frozen=True, slots=True)
class RegimeFacts:
    """What the form of a regime says; the clocks stand in the pattern year."""

    name: str
    receiver_unit_id: int
    forward_to: str
    paper: Paper
    legal_place: str
    outline: str
    valid_from: date | None
    windows: Mapping[RoundKind, Clocks]
    audience: Sequence[AudienceLine]


def create_regime(owner_unit_id: int, facts: RegimeFacts, writing: Writing) -> ReportingRegime:
    """Define a regime of a unit (or of the province) and lay its rounds out. Raises Refused."""
    _check(facts)
    refuse({"name": ALREADY if _is_known(owner_unit_id, facts.name) else ""})
    row = ReportingRegime(code=_free_code(owner_unit_id), owner_unit_id=owner_unit_id)
    _fill(row, facts)
    db.session.add(row)
    db.session.flush()
    _write_parts(row, facts)
    follow_regime(row, writing)
    _told(row, "regime.create", writing)
    return row


def change_regime(
    row: ReportingRegime, facts: RegimeFacts, version: int, writing: Writing
) -> list[RoundChange]:
    """Write what the form says; returns what became of rounds. Raises Stale and Refused."""
    check_version(row.version, version)
    _check(facts)
    refuse({"valid_from": order_problem(facts.valid_from, row.valid_to)})
    _fill(row, facts)
    _write_parts(row, facts)
    changes = follow_regime(row, writing)
    _told(row, "regime.change", writing)
    return changes


def end_regime(
    row: ReportingRegime, last: date, version: int, writing: Writing
) -> list[RoundChange]:
    """Let a regime hold for the last time on `last`. Raises Stale and Refused."""
    check_version(row.version, version)
    refuse(
        {
            "last": order_problem(row.valid_from, last),
            "": ENDED if row.valid_to and row.valid_to < writing.today else "",
        }
    )
    row.valid_to = last
    changes = follow_regime(row, writing)
    _told(row, "regime.end", writing)
    return changes


def _is_known(owner_unit_id: int, name: str) -> bool:
    """Whether a regime of this name is in force: a form sent twice defines one."""
    query = select(ReportingRegime.id).where(
        ReportingRegime.owner_unit_id == owner_unit_id, ReportingRegime.name == name,
        ReportingRegime.valid_to.is_(None),
    )  # fmt: skip
    return db.session.scalar(query.limit(1)) is not None


def _check(facts: RegimeFacts) -> None:
    problems = {"kinds": "" if facts.windows else NO_KINDS}
    problems["audience"] = "" if facts.audience else NO_AUDIENCE
    for kind, clocks in facts.windows.items():
        found = problems_of(clocks)
        problems |= {f"{kind.value}_{name}": words for name, words in found.items()}
    refuse(problems)


def _fill(row: ReportingRegime, facts: RegimeFacts) -> None:
    row.name, row.receiver_unit_id = facts.name, facts.receiver_unit_id
    row.forward_to, row.outline = facts.forward_to, facts.outline
    row.legal_place, row.valid_from = facts.legal_place, facts.valid_from
    row.document_id = _paper_id(row, facts.paper)


def _paper_id(row: ReportingRegime, paper: Paper) -> int:
    """The paper that the regime names already, or the one of the register."""
    known = db.session.get(Document, row.document_id) if row.document_id else None
    if known is not None and paper == _as_paper(known):
        return known.id
    return record_paper(paper).id


def _as_paper(row: Document) -> Paper:
    return Paper(row.kind, row.number, row.issued_on, row.issuer, row.subject)


def _write_parts(row: ReportingRegime, facts: RegimeFacts) -> None:
    """Bring the kinds of round and the audience to what the form says."""
    query = select(RegimeWindow).where(RegimeWindow.regime_id == row.id)
    known = {RoundKind(one.kind): one for one in db.session.scalars(query)}
    for kind in known.keys() - facts.windows.keys():
        db.session.delete(known[kind])
    for kind, clocks in facts.windows.items():
        window = known.get(kind) or RegimeWindow(regime_id=row.id, kind=kind.value)
        window.first, window.last = clocks.first, clocks.last
        window.on_time, window.closed_after = clocks.on_time, clocks.closed_after
        window.forward = clocks.forward
        db.session.add(window)
    if set(audiences_of([row.id]).get(row.id, ())) != set(facts.audience):
        _write_audience(row, facts.audience)
    db.session.flush()


def _write_audience(row: ReportingRegime, audience: Sequence[AudienceLine]) -> None:
    for one in db.session.scalars(select(RegimeAudience).where(RegimeAudience.regime_id == row.id)):
        db.session.delete(one)
    for line in dict.fromkeys(audience):
        is_group = line.kind is AudienceKind.GROUP
        db.session.add(
            RegimeAudience(
                regime_id=row.id, kind=line.kind.value,
                group_id=line.target_id if is_group else None,
                unit_id=None if is_group else line.target_id,
            )
        )  # fmt: skip


def _free_code(owner_unit_id: int) -> str:
    """The unit's code with the first free number."""
    unit = db.session.get_one(Unit, owner_unit_id)
    base = unit.code.replace("/", "-")
    taken = set(
        db.session.scalars(
            select(ReportingRegime.code).where(ReportingRegime.code.startswith(f"{base}-"))
        )
    )
    number = 1
    while f"{base}-{number}" in taken:
        number += 1
    return f"{base}-{number}"


def _told(row: ReportingRegime, action: str, writing: Writing) -> None:
    if action != "regime.create":
        row.version += 1
        db.session.flush()
    history.record(
        writing.actor, action, at=writing.now, subject=f"regime:{row.code}", ids=(row.id,)
    )
