"""What a hand-over would do, told from a transaction that is undone."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy import func, or_, select

from tracker.accounts.models import Grant, User
from tracker.extensions import db
from tracker.handover.drafts.operations import carry_out
from tracker.handover.models import HandoverDraft
from tracker.handover.operations import Applied
from tracker.handover.queries import Line, by_task, lines
from tracker.permissions import Actor, Role, Viewer
from tracker.tasks.models.asking import CooperationRequest, Extension
from tracker.tasks.models.delegation import Delegation
from tracker.tasks.models.obligation import Obligation
from tracker.tasks.operations.desired import Settings
from tracker.tasks.rules.states import ExtensionStatus, State
from tracker.units.models import Unit
from tracker.units.queries import names_on


@dataclass(frozen=True, slots=True)
class Concerned:
    """A person whose role is at a unit that ends."""

    name: str
    role: Role
    unit_code: str
    unit: str


@dataclass(slots=True)
class GiverEffect:
    """What becomes of one giving unit's open work."""

    id: int
    code: str
    name: str
    ends: bool
    stays_done: int = 0
    not_begun: int = 0
    lines: list[Line] = field(default_factory=list)

    @property
    def takers(self) -> Counter[int]:
        """How many shares go to whom."""
        return Counter(line.taker_id for line in self.lines if line.taker_id is not None)

    @property
    def orphans(self) -> list[Line]:
        """The shares that end without an heir."""
        return [line for line in self.lines if line.taker_id is None]

    @property
    def spoken_of(self) -> list[Line]:
        """The shares of which somebody has said something."""
        return [line for line in self.lines if line.spoken_of]

    @property
    def tasks(self) -> list[list[Line]]:
        """The shares by task, in printed order."""
        return list(by_task(self.lines).values())


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something asked or handed on inside that the hand-over takes along or ends."""

    obligation_id: int
    kind: str
    since: date


@dataclass(frozen=True, slots=True)
class Preview:
    """Everything that the page tells."""

    applied: Applied
    givers: list[GiverEffect]
    names: dict[int, str]
    opened: dict[int, int]
    people: list[Concerned]
    waiting: list[tuple[Waiting, Line]]

    @property
    def orphans(self) -> int:
        """How many shares end without an heir."""
        return sum(len(giver.orphans) for giver in self.givers)


def preview(
    draft: HandoverDraft, viewer: Viewer, settings: Settings, actor: Actor, now: datetime
) -> Preview:
    """Carry the draft out and tell what that does; the caller undoes it.

    Raises SuccessionFileError.
    """
    codes = dict.fromkeys(row["from"] for row in draft.content.get("moves") or [])
    givers = list(db.session.execute(select(Unit.id, Unit.code).where(Unit.code.in_(codes))))
    ids = [row.id for row in givers]
    owed, asked = _owed(ids), _waiting(ids)
    newest = db.session.scalar(select(func.max(Obligation.id))) or 0
    applied = carry_out(draft, settings, actor, now, ahead=True)
    day = draft.effective_on
    names = {one.id: one.name for one in names_on(day).values()}
    effects = {
        row.id: GiverEffect(row.id, row.code, names[row.id], row.code in applied.units_ended)
        for row in sorted(givers, key=lambda row: list(codes).index(row.code))
    }
    ended = _tell(effects, owed, viewer)
    opened = _opened(newest)
    return Preview(
        applied, list(effects.values()), names, opened, _people(applied.units_ended, day, names),
        [(one, ended[one.obligation_id]) for one in asked if one.obligation_id in ended],
    )  # fmt: skip


def _owed(units: Sequence[int]) -> set[int]:
    query = select(Obligation.id).where(
        Obligation.unit_id.in_(units), Obligation.void.is_(False), Obligation.ended_on.is_(None)
    )
    return set(db.session.scalars(query))


def _tell(effects: dict[int, GiverEffect], owed: set[int], viewer: Viewer) -> dict[int, Line]:
    """Put what happened to the shares that were owed under their units; those that ended."""
    ended = {}
    gone = or_(Obligation.void.is_(True), Obligation.ended_on.is_not(None))
    for line in lines(viewer, Obligation.unit_id.in_(effects), gone):
        if line.id not in owed:
            continue
        if line.void:
            effects[line.unit_id].not_begun += 1
        else:
            effects[line.unit_id].lines.append(line)
            ended[line.id] = line
    done = (
        select(Obligation.unit_id, func.count())
        .where(
            Obligation.unit_id.in_(effects), Obligation.state == State.DONE,
            Obligation.ended_on.is_(None), Obligation.void.is_(False),
        )
        .group_by(Obligation.unit_id)
    )  # fmt: skip
    for unit_id, count in db.session.execute(done):
        effects[unit_id].stays_done = count
    return ended


def _opened(newest: int) -> dict[int, int]:
    """How many shares were opened, by unit."""
    query = (
        select(Obligation.unit_id, func.count())
        .join(Unit, Unit.id == Obligation.unit_id)
        .where(Obligation.id > newest, Obligation.void.is_(False), Obligation.ended_on.is_(None))
        .group_by(Obligation.unit_id, Unit.sort_order)
        .order_by(Unit.sort_order, Obligation.unit_id)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def _people(codes: Sequence[str], day: date, names: dict[int, str]) -> list[Concerned]:
    """Who has a role at the units on their last day."""
    eve = day - timedelta(days=1)
    query = (
        select(User.name, Grant.role, Unit.code, Unit.id)
        .join(Grant, Grant.user_id == User.id)
        .join(Unit, Unit.id == Grant.unit_id)
        .where(
            Unit.code.in_(codes), User.disabled_at.is_(None), Grant.read_only.is_(False),
            Grant.pending.is_(False), Grant.valid_from <= eve,
            or_(Grant.valid_to.is_(None), Grant.valid_to >= eve),
        )
        .order_by(Unit.sort_order, Unit.id, User.name, Grant.id)
    )  # fmt: skip
    return [
        Concerned(name, Role(role), code, names[unit_id])
        for name, role, code, unit_id in db.session.execute(query)
    ]


def _waiting(units: Sequence[int]) -> list[Waiting]:
    """Open requests, extensions and delegations of the units' shares."""
    sources = (
        ("Yêu cầu phối hợp chưa trả lời", CooperationRequest, CooperationRequest.asked_on,
         CooperationRequest.answered_on.is_(None) & CooperationRequest.withdrawn_at.is_(None)),
        ("Đề nghị gia hạn chưa có ý kiến", Extension, Extension.asked_on,
         Extension.status == ExtensionStatus.ASKED),
        ("Đã giao trong đơn vị", Delegation, Delegation.given_on, Delegation.ended_at.is_(None)),
    )  # fmt: skip
    found = []
    for kind, model, since, holds in sources:
        query = (
            select(model.obligation_id, since)
            .join(Obligation, Obligation.id == model.obligation_id)
            .where(Obligation.unit_id.in_(units), holds)
            .order_by(model.id)
        )
        found += [Waiting(share, kind, day) for share, day in db.session.execute(query)]
    return found
