"""What units owe and said of one task, as far as the viewer may see it (design invariant 12)."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, bindparam, exists, func, literal, select, true, tuple_
from sqlalchemy.orm import aliased

from tracker.documents.models import Blob, Document
from tracker.permissions import Permission, Viewer
from tracker.statements import among, rows_of
from tracker.tasks.models.obligation import DueDay, Obligation
from tracker.tasks.models.printed import Task
from tracker.tasks.models.status import Evidence, StatusUpdate
from tracker.tasks.queries.visibility import fully_visible, partly_visible, within
from tracker.tasks.rules.cells import Counted, cell_on
from tracker.tasks.rules.states import AssignmentRole, Cell, State
from tracker.units.queries import name_on

PAGE = 20
OWN = 60
LINES = 50


@dataclass(frozen=True, slots=True)
class Share:
    """One unit's obligation on the task page; `full`: its words and files are the viewer's."""

    id: int
    role: str
    unit_id: int
    slot: int
    period_key: str
    rule_id: int | None
    standing: bool
    before_tracking: bool
    opened_on: date | None
    due_on: date | None
    original_due_on: date | None
    late_from: date | None
    sort_on: date
    ended_on: date | None
    end_kind: str
    state: str
    state_on: date | None
    stopped_on: date | None
    last_words: str
    last_words_on: date | None
    cause: str
    division_id: int | None
    holder_id: int | None
    heir_unit_id: int | None
    full: bool

    def cell(self, today: date) -> Cell | None:
        """Where it is counted on a day; None for a partner's."""
        facts = Counted(
            AssignmentRole(self.role), self.standing, self.before_tracking,
            self.ended_on is not None, self.due_on, self.late_from, State(self.state),
            self.stopped_on,
        )  # fmt: skip
        return cell_on(facts, today)

    @property
    def handed_to(self) -> tuple[int | None, int | None]:
        """The division and the officer to whom its unit handed it."""
        return self.division_id, self.holder_id

    @property
    def place(self) -> tuple[str, date, int]:
        """Its place in the order of the page."""
        return self.role, self.sort_on, self.id


_HEIR = aliased(Obligation)
_SHARE_COLUMNS = (
    *(getattr(Obligation, name) for name in tuple(Share.__dataclass_fields__)[:-2]),
    _HEIR.unit_id,
)
_RECEIVED = (
    select(Obligation.successor_id, Obligation.unit_id)
    .where(among(Obligation.successor_id, "ids"), Obligation.void.is_(False))
    .order_by(Obligation.id)
)


def shares_of(
    viewer: Viewer, task_id: int, after: tuple[str, date, int] | None = None
) -> list[Share]:
    """PAGE obligations of the task that the viewer may see, and one more if there are more.

    Leads first, then by day. Those of the viewer's own units are left out: see `own_shares_of`.
    """
    query = _shares(viewer)
    units = viewer.scope(Permission.READ_WORK)
    if units:
        query = query.where(Obligation.unit_id.not_in(units))
    if after:
        place = tuple_(Obligation.role, Obligation.sort_on, Obligation.id)
        query = query.where(place > tuple_(*map(literal, after)))
    return [Share(*row) for row in rows_of(query, {"task_id": task_id})]


def own_shares_of(viewer: Viewer, task_id: int) -> list[Share]:
    """The first OWN of the viewer's own units; none for those who see the whole province."""
    units = viewer.scope(Permission.READ_WORK)
    if not units:
        return []
    query = _shares(viewer).where(Obligation.unit_id.in_(units)).limit(OWN)
    return [Share(*row) for row in rows_of(query, {"task_id": task_id})]


def totals_of(viewer: Viewer, task_id: int) -> dict[tuple[str, bool], int]:
    """How many obligations `shares_of` lists on all its pages, by role and whether they ended."""
    units = viewer.scope(Permission.READ_WORK)
    query = _EVERY_TOTAL
    if units is not None:
        query = query.where(partly_visible(viewer))
    if units:
        query = query.where(Obligation.unit_id.not_in(units))
    return {(role, over): count for role, over, count in rows_of(query, {"task_id": task_id})}


_OF_TASK = (Obligation.task_id == bindparam("task_id"), Obligation.void.is_(False))
_ENDED = Obligation.ended_on.is_not(None)
_EVERY_TOTAL = (
    select(Obligation.role, _ENDED, func.count())
    .where(*_OF_TASK)
    .group_by(Obligation.role, _ENDED)
)  # fmt: skip
_PLAIN_SHARES = (
    select(*_SHARE_COLUMNS)
    .outerjoin(_HEIR, _HEIR.id == Obligation.successor_id)
    .where(*_OF_TASK)
    .order_by(Obligation.role, Obligation.sort_on, Obligation.id)
    .limit(PAGE + 1)
)
_EVERY_SHARE = _PLAIN_SHARES.add_columns(true())


def _shares(viewer: Viewer) -> Select[Any]:
    """The shares of a task that the viewer may see; the same for all who see the whole province."""
    if viewer.scope(Permission.READ_WORK) is None:
        return _EVERY_SHARE
    return _PLAIN_SHARES.add_columns(fully_visible(viewer)).where(partly_visible(viewer))


def received_from(ids: Collection[int]) -> dict[int, list[int]]:
    """The units whose obligation ended in each of these."""
    found: dict[int, list[int]] = defaultdict(list)
    if not ids:
        return found
    for heir, unit in rows_of(_RECEIVED, {"ids": list(ids)}):
        if heir is not None:
            found[heir].append(unit)
    return found


@dataclass(frozen=True, slots=True)
class SaidLine:
    """One line of the history; `replaced`: a later correction stands in its place."""

    id: int
    obligation_id: int
    kind: str
    state: str
    happened_on: date
    recorded_at: datetime
    actor_label: str
    words: str
    cause: str
    corrects_id: int | None
    actor_id: int | None
    form_key: str | None
    source: str
    source_paper: str
    source_on: date | None
    replaced: bool


_CORRECTION = aliased(StatusUpdate)
_LINES = (
    select(
        *(getattr(StatusUpdate, name) for name in tuple(SaidLine.__dataclass_fields__)[:-1]),
        exists().where(_CORRECTION.corrects_id == StatusUpdate.id),
    )
    .where(among(StatusUpdate.obligation_id, "ids"))
    .order_by(
        StatusUpdate.happened_on.desc(), StatusUpdate.recorded_at.desc(), StatusUpdate.id.desc()
    )
    .limit(bindparam("most"))
)


def lines_of(obligation_ids: Collection[int], limit: int = LINES) -> list[SaidLine]:
    """The newest lines of these obligations, at most `limit` and one more if there are more.

    The caller names only obligations that its viewer may see fully.
    """
    if not obligation_ids:
        return []
    given = {"ids": list(obligation_ids), "most": limit + 1}
    return [SaidLine(*row) for row in rows_of(_LINES, given)]


@dataclass(frozen=True, slots=True)
class ShownEvidence:
    """One piece of evidence as the timeline shows it; `size` in bytes for files."""

    id: int
    update_id: int
    product_id: int | None
    kind: str
    result_on: date
    number: str
    issuer: str
    subject: str
    figure: str
    url: str
    file_name: str
    size: int | None


_EVIDENCE = (
    select(
        *(getattr(Evidence, name) for name in tuple(ShownEvidence.__dataclass_fields__)[:-1]),
        Blob.size,
    )
    .outerjoin(Blob, Blob.sha256 == Evidence.blob_sha256)
    .where(among(Evidence.update_id, "ids"))
    .order_by(Evidence.id)
)


def evidence_of(update_ids: Collection[int]) -> dict[int, list[ShownEvidence]]:
    """The evidence of each line, in the order it was given."""
    found: dict[int, list[ShownEvidence]] = defaultdict(list)
    if not update_ids:
        return found
    for row in rows_of(_EVIDENCE, {"ids": list(update_ids)}):
        found[row.update_id].append(ShownEvidence(*row))
    return found


@dataclass(frozen=True, slots=True)
class MovedDay:
    """One line of an obligation's due-day history after the first."""

    obligation_id: int
    kind: str
    due_on: date | None
    decided_on: date
    recorded_at: datetime
    actor_label: str
    note: str
    paper: str | None


_MOVED = (
    select(
        *(getattr(DueDay, name) for name in tuple(MovedDay.__dataclass_fields__)[:-1]),
        Document.number,
    )
    .outerjoin(Document, Document.id == DueDay.document_id)
    .where(among(DueDay.obligation_id, "ids"), DueDay.ordinal > 1)
    .order_by(DueDay.obligation_id, DueDay.ordinal)
)


def moved_days(obligation_ids: Collection[int]) -> dict[int, list[MovedDay]]:
    """What moved the day of each obligation, oldest first; the original day is left out."""
    found: dict[int, list[MovedDay]] = defaultdict(list)
    if not obligation_ids:
        return found
    for row in rows_of(_MOVED, {"ids": list(obligation_ids)}):
        found[row.obligation_id].append(MovedDay(*row))
    return found


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """A stored file of evidence, ready to be sent."""

    sha256: str
    file_name: str
    media_type: str


def evidence_file(viewer: Viewer, evidence_id: int) -> EvidenceFile | None:
    """The file of one piece of evidence, or None where it is not the viewer's to open."""
    query = (
        select(Blob.sha256, Evidence.file_name, Blob.media_type)
        .join(Blob, Blob.sha256 == Evidence.blob_sha256)
        .join(StatusUpdate, StatusUpdate.id == Evidence.update_id)
        .join(Obligation, Obligation.id == StatusUpdate.obligation_id)
        .where(
            Evidence.id == evidence_id,
            Obligation.void.is_(False),
            fully_visible(viewer, Permission.READ_FILES),
        )
    )
    row = rows_of(query).first()
    return EvidenceFile(*row) if row else None


@dataclass(frozen=True, slots=True)
class WritableShare:
    """An obligation that the viewer may write of, with what its form shows."""

    id: int
    task_id: int
    unit_id: int
    role: str
    slot: int
    period_key: str
    standing: bool
    before_tracking: bool
    due_on: date | None
    original_due_on: date | None
    late_from: date | None
    ended_on: date | None
    state: str
    stopped_on: date | None
    last_words: str
    last_words_on: date | None
    cause: str
    version: int
    field_id: int | None
    division_id: int | None
    holder_id: int | None
    internal_due_on: date | None
    year: int
    no_change_on: date | None
    code: str
    number: str
    title: str
    phrase: str | None
    unit_name: str
    target: str

    @property
    def handed_to(self) -> tuple[int | None, int | None]:
        """The division and the officer to whom its unit handed it."""
        return self.division_id, self.holder_id


_DEADLINE = aliased(Task)
_WRITABLE = (
    select(
        *(getattr(Obligation, name) for name in tuple(WritableShare.__dataclass_fields__)[:-6]),
        Task.code, Task.number, Task.title, _DEADLINE.deadline_text, name_on(Obligation.unit_id),
        Task.target,
    )
    .join(Task, Task.id == Obligation.task_id)
    .outerjoin(_DEADLINE, _DEADLINE.id == Task.deadline_from_id)
    .where(Obligation.id == bindparam("id"), Obligation.void.is_(False))
)  # fmt: skip
_WRITABLE_IN = _WRITABLE.where(among(Obligation.unit_id, "units"))


def writable_share(
    viewer: Viewer, obligation_id: int, permission: Permission, today: date
) -> WritableShare | None:
    """The obligation for its form, or None where the viewer may not write of it."""
    units, handed = viewer.scope(permission), viewer.handed(permission)
    given: dict[str, Any] = {"id": obligation_id, "day": today}
    query = _WRITABLE
    if handed is not None and units is not None:
        query = _WRITABLE.where(within(units, handed))
    elif units is not None:
        query, given = _WRITABLE_IN, given | {"units": list(units)}
    row = rows_of(query, given).first()
    return WritableShare(*row) if row else None


def readable_share(viewer: Viewer, obligation_id: int, today: date) -> WritableShare | None:
    """The obligation for its own page, or None where its words are not the viewer's to read."""
    given = {"id": obligation_id, "day": today}
    row = rows_of(_WRITABLE.where(fully_visible(viewer)), given).first()
    return WritableShare(*row) if row else None
