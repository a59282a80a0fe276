"""What a row printed before amendments, and which paper ended it: everybody's to read."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from tracker.documents.models import Document
from tracker.extensions import db
from tracker.kept import kept
from tracker.plans.models import PlanAmendment
from tracker.statements import rows_of
from tracker.tasks.models.printed import FormerPrint, Task
from tracker.tasks.queries.asof import Moment


@dataclass(frozen=True, slots=True)
class AmendingPaper:
    """The paper of an amendment, and from when it holds."""

    kind: str
    effective_on: date
    paper_kind: str
    number: str
    issued_on: date | None
    issuer: str


@dataclass(frozen=True, slots=True)
class FormerLine:
    """The cells before an amendment, with the paper that changed them."""

    paper: AmendingPaper
    number: str
    title: str
    product_text: str
    lead_text: str
    partners_text: str
    deadline_text: str


@dataclass(frozen=True, slots=True)
class Amended:
    """What amendments made of a row: its former prints, the latest first, and its end."""

    former: tuple[FormerLine, ...] = ()
    ended_on: date | None = None
    paper: AmendingPaper | None = None


_PAPER = (
    PlanAmendment.kind, PlanAmendment.effective_on, Document.kind, Document.number,
    Document.issued_on, Document.issuer,
)  # fmt: skip
_CELLS: tuple[InstrumentedAttribute[str], ...] = (
    FormerPrint.number, FormerPrint.title, FormerPrint.product_text, FormerPrint.lead_text,
    FormerPrint.partners_text, FormerPrint.deadline_text,
)  # fmt: skip


_LAST = (
    select(Task.ended_on, *_PAPER)
    .join(PlanAmendment, PlanAmendment.id == Task.amended_by_id)
    .join(Document, Document.id == PlanAmendment.document_id)
    .where(Task.id == bindparam("task_id"))
)
_FORMER = (
    select(*_PAPER, *_CELLS)
    .join(PlanAmendment, PlanAmendment.id == FormerPrint.amendment_id)
    .join(Document, Document.id == PlanAmendment.document_id)
    .where(FormerPrint.task_id == bindparam("task_id"))
    .order_by(PlanAmendment.effective_on.desc(), PlanAmendment.id.desc())
)


def prints_at(moment: Moment) -> dict[int, FormerPrint]:
    """What rows printed at a moment, by task id, where an amendment has changed them since.

    An amendment held from its effective day on, and was known once it was recorded.
    """
    later = PlanAmendment.effective_on > moment.day
    if moment.known is not None:
        later = or_(later, PlanAmendment.recorded_at > moment.known)
    query = (
        select(FormerPrint)
        .join(PlanAmendment, PlanAmendment.id == FormerPrint.amendment_id)
        .where(later)
        .order_by(PlanAmendment.effective_on.desc(), PlanAmendment.id.desc())
    )
    return {one.task_id: one for one in db.session.scalars(query)}  # the first change is the last


def amended(task_id: int) -> Amended:
    """What amendments made of this row; nothing for most rows."""
    return kept(("amended", task_id), lambda: _amended(task_id))


def _amended(task_id: int) -> Amended:
    given = {"task_id": task_id}
    row = rows_of(_LAST, given).first()
    if row is None:
        return Amended()
    lines = [FormerLine(AmendingPaper(*one[:6]), *one[6:]) for one in rows_of(_FORMER, given)]
    return Amended(tuple(lines), row[0], AmendingPaper(*row[1:]))
