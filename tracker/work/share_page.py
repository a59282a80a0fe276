"""The page of one obligation as values: where it stands, what is open, what was said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for

from tracker.permissions import Permission, Viewer, may_act_on
from tracker.tasks.queries import history
from tracker.tasks.queries.delegations import delegations_of
from tracker.tasks.queries.detail import products_of_slot
from tracker.tasks.queries.history import MovedDay, WritableShare
from tracker.tasks.queries.matters import Matter, matters_of
from tracker.tasks.rules.cells import Counted, cell_on
from tracker.tasks.rules.matters import MatterKind
from tracker.tasks.rules.states import AssignmentRole, Cell, State
from tracker.units.queries import names_on, screen_names
from tracker.web.marks import mark_key
from tracker.work.actions import Action, actions_for
from tracker.work.days import DayCount, Lateness
from tracker.work.delegation.page import HandedLine, handed_lines
from tracker.work.grid.notes import year_notes
from tracker.work.matters import tags
from tracker.work.task_page import entries, moved_words, period_words
from tracker.workdays.queries import days_off


@dataclass(frozen=True, slots=True)
class SharePage:
    """One obligation, ready to draw; `unit_names` are those of every unit today."""

    share: WritableShare
    unit: str
    period: str
    mark: str
    late: Lateness | None
    working_left: int | None
    moved: tuple[str, ...]
    matters: Sequence[Matter]
    unit_names: dict[int, str]
    entries: list[dict[str, Any]]
    more_lines: bool
    update_url: str
    actions: list[Action]
    year_notes: list[tuple[str, str]]
    handed: list[HandedLine]

    @property
    def tags(self) -> tuple[str, ...]:
        """The open matters in words."""
        return tags(self.matters, self.unit_names)

    @property
    def entered(self) -> str:
        """Who entered for the unit what it has not checked yet; empty for nobody."""
        return self._label(MatterKind.ENTERED)

    @property
    def asked(self) -> str:
        """Why the following body asks for more; empty where it does not."""
        return self._label(MatterKind.ASKED)

    def _label(self, kind: MatterKind) -> str:
        return next((one.label for one in self.matters if one.kind is kind), "")

    @property
    def role(self) -> str:
        """Chủ trì or phối hợp."""
        return AssignmentRole(self.share.role).label


@dataclass(frozen=True, slots=True)
class _Told:
    share: WritableShare
    unit: str
    period: str


def share_page(viewer: Viewer, obligation_id: int, today: date) -> SharePage | None:
    """Everything of one obligation; None where it is not the viewer's to read."""
    share = history.readable_share(viewer, obligation_id, today)
    if share is None:
        return None
    names = screen_names(today, names_on(today))
    unit, period = names[share.unit_id], period_words(share.period_key, {})
    found = history.lines_of([share.id])
    told = {share.id: _Told(share, unit, period)}
    products = products_of_slot(share.task_id, share.slot)
    count = DayCount(days_off(), today)
    cell = _cell(share, today)
    left = count.left(share.due_on)
    writable = share.ended_on is None and may_act_on(
        viewer, Permission.UPDATE_WORK, share.unit_id, share.handed_to
    )
    here = url_for("work.share", id=share.id)
    matters = matters_of([share.id]).get(share.id, ())
    return SharePage(
        share=share, unit=unit, period=period, mark=mark_key(cell, State(share.state), left),
        late=count.late(share.late_from) if cell is Cell.OPEN_OVERDUE else None, working_left=left,
        moved=_moved(history.moved_days([share.id]).get(share.id, ())),
        matters=matters, unit_names=names,
        entries=entries(viewer, products, told, found[: history.LINES]),
        more_lines=len(found) > history.LINES,
        update_url=url_for("work.update", id=share.id, next=here) if writable else "",
        actions=actions_for(viewer, share, today, matters), year_notes=year_notes(share, today),
        handed=handed_lines(delegations_of(share.id), names),
    )  # fmt: skip


def _cell(share: WritableShare, today: date) -> Cell | None:
    return cell_on(
        Counted(
            AssignmentRole(share.role), share.standing, share.before_tracking,
            share.ended_on is not None, share.due_on, share.late_from, State(share.state),
            share.stopped_on,
        ),
        today,
    )  # fmt: skip


def _moved(days: Sequence[MovedDay]) -> tuple[str, ...]:
    return tuple(map(moved_words, days))
