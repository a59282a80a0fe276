"""What the update page shows and starts with; the views only hand it on."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from wtforms.fields.choices import SelectChoice

from tracker.accounts.drafts import Draft
from tracker.permissions import Permission, Viewer
from tracker.tasks.operations.updating import correctable
from tracker.tasks.queries.detail import RequiredProduct, products_of_slot
from tracker.tasks.queries.history import (
    SaidLine,
    ShownEvidence,
    WritableShare,
    evidence_of,
    lines_of,
    writable_share,
)
from tracker.tasks.rules.states import AssignmentRole, EvidenceKind, State
from tracker.tasks.rules.updating import Need, Proof, states_open_to
from tracker.tasks.rules.year_end import ANSWERS, asks_result
from tracker.text import vn_date
from tracker.work.forms import EnteredForm, UpdateForm, update_form
from tracker.work.grid.forms import typed


@dataclass(frozen=True, slots=True)
class Opening:
    """An obligation opened for an update, or for the correction of a line."""

    share: WritableShare
    products: tuple[RequiredProduct, ...]
    today: date
    corrected: SaidLine | None = None
    evidence: tuple[ShownEvidence, ...] = ()
    entering: bool = False
    """Whether a compiler enters it for the unit."""

    @property
    def is_lead(self) -> bool:
        """Whether the unit leads the task."""
        return self.share.role == AssignmentRole.LEAD

    @property
    def late(self) -> bool:
        """Whether a cause is asked of work that is still open today."""
        share = self.share
        counted = self.is_lead and not share.before_tracking and share.late_from is not None
        if not counted or (share.late_from or date.max) > self.today:
            return False
        return share.stopped_on is None or share.stopped_on >= (share.late_from or date.max)

    @property
    def asks_products(self) -> bool:
        """Whether "Hoàn thành" may be said, and then asks for the products."""
        return self.is_lead and not self.share.standing

    @property
    def asks_result(self) -> bool:
        """Whether standing work is asked for the year's result, beside its next word."""
        share, role = self.share, AssignmentRole(self.share.role)
        asked = asks_result(role, share.standing, share.year, self.today)
        return asked and self.corrected is None

    @property
    def state_label(self) -> str:
        """Where it stands by the unit's own word."""
        return State(self.share.state).label

    def states(self) -> tuple[State, ...]:
        """The states that the form offers."""
        needs = [Need(one.id, one.title, one.by_other) for one in self.products]
        role = AssignmentRole(self.share.role)
        return states_open_to(role, self.share.standing, needs, year_end=self.asks_result)

    def choices(self) -> list[SelectChoice]:
        """The states in words; an answer about the year is named as one."""
        answers = ANSWERS if self.asks_result else {}
        of_year = f"Kết quả năm {self.share.year}"
        return [
            SelectChoice(
                one.value, f"{of_year}: {answers[one].lower()}" if one in answers else one.label
            )
            for one in self.states()
        ]


def open_share(
    viewer: Viewer, obligation_id: int, permission: Permission, today: date
) -> Opening | None:
    """The obligation for its form, or None where the viewer may not write of it."""
    share = writable_share(viewer, obligation_id, permission, today)
    if share is None:
        return None
    lead = share.role == AssignmentRole.LEAD
    products = products_of_slot(share.task_id, share.slot) if lead else ()
    return Opening(share, products, today)


def draft_key(opening: Opening) -> str:
    """The name under which the form's draft is kept."""
    corrected = f"-{opening.corrected.id}" if opening.corrected else ""
    kind = "nhap-thay" if opening.entering else "cap-nhat"
    return f"{kind}-{opening.share.id}{corrected}"


def new_form(opening: Opening, draft: Draft | None = None) -> UpdateForm:
    """The form as it is first shown, with a draft laid over it, or as it was posted."""
    share, line = opening.share, opening.corrected
    states = opening.states()
    state = State(line.state if line else share.state)
    if not line and state is State.NOT_STARTED:
        state = State.IN_PROGRESS
    form = update_form(
        opening.products, states, EnteredForm if opening.entering else UpdateForm,
        version=str(share.version), form_key=secrets.token_urlsafe(16),
        state=(state if state in states else states[-1]).value,
        happened_on=line.happened_on if line else opening.today,
        words=line.words if line else "", cause=line.cause if line else share.cause,
        kept=[item.id for item in opening.evidence],
        **({"formdata": typed(draft.fields)} if draft else {}),
    )  # fmt: skip
    form.state.choices = opening.choices()
    form.kept.validate_choice = line is not None  # an update keeps nothing, and is refused nothing
    form.kept.choices = [
        SelectChoice(str(item.id), evidence_label(item)) for item in opening.evidence
    ]
    return form


def correction_of(opening: Opening, update_id: int) -> Opening | None:
    """The opening for putting one line right; None when that line is not there to be put right."""
    lines = lines_of([opening.share.id], limit=1000)
    line = next((one for one in lines if one.id == update_id and not one.replaced), None)
    if line is None or not correctable(line):
        return None
    evidence = tuple(evidence_of([update_id])[update_id])
    return Opening(opening.share, opening.products, opening.today, line, evidence)


def was_put_right(obligation_id: int, update_id: int) -> bool:
    """Whether this line of the obligation was replaced by a correction."""
    lines = lines_of([obligation_id], limit=1000)
    return any(line.id == update_id and line.replaced for line in lines)


@dataclass(frozen=True, slots=True)
class Instead:
    """The one line that stands in the way of work finished earlier: it may be put right."""

    line: SaidLine
    evidence_ids: tuple[int, ...]


def only_day(problems: Mapping[str, str]) -> bool:
    """Whether nothing but one day is wrong: by itself, or that of a product."""
    fields = {key.rpartition(".")[2] for key in problems}
    return len(problems) == 1 and fields <= {"happened_on", "result_on"}


def in_the_way(obligation_id: int, proofs: Sequence[Proof]) -> Instead | None:
    """The only line that said, after these products were there, that the work was still open."""
    days = [proof.result_on for proof in proofs if proof.result_on]
    later = [
        line
        for line in lines_of([obligation_id], limit=1000)
        if days and not line.replaced and line.state in _OPEN and line.happened_on > max(days)
    ]
    if len(later) != 1 or not correctable(later[0]):
        return None
    evidence = evidence_of([later[0].id]).get(later[0].id, ())
    return Instead(later[0], tuple(item.id for item in evidence))


_OPEN = frozenset({State.NOT_STARTED, State.IN_PROGRESS})


def newest_line(obligation_id: int) -> SaidLine | None:
    """What was recorded last, for the page that shows both texts."""
    lines: Sequence[SaidLine] = lines_of([obligation_id], limit=1000)
    return max(lines, key=lambda line: line.id, default=None)


def evidence_label(item: ShownEvidence) -> str:
    """A piece of evidence in one line: "12/KH-STP ngày 05/6/2025 của Sở Tư pháp"."""
    kind, day = EvidenceKind(item.kind), vn_date(item.result_on)
    if kind is EvidenceKind.DOCUMENT:
        issuer = f" của {item.issuer}" if item.issuer else ""
        subject = f": {item.subject}" if item.subject else ""
        return f"{item.number} ngày {day}{issuer}{subject}"
    shown = {
        EvidenceKind.FILE: f"Tệp {item.file_name}",
        EvidenceKind.FIGURE: f"Số liệu: {item.figure}",
        EvidenceKind.LINK: item.url,
    }[kind]
    return f"{shown} (ngày {day})"
