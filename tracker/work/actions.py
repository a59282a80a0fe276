"""What the viewer may do with one obligation, beside updating it: the buttons of its page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from flask import url_for

from tracker.permissions import Permission, Viewer, can, may_act_on
from tracker.tasks.queries.confirmations import judge_of
from tracker.tasks.queries.extensions import decides_on
from tracker.tasks.queries.history import WritableShare
from tracker.tasks.queries.matters import Matter
from tracker.tasks.rules.matters import MatterKind
from tracker.tasks.rules.states import AssignmentRole, State
from tracker.work.same import UNDO, same_act


@dataclass(frozen=True, slots=True)
class Action:
    """One button."""

    label: str
    url: str
    icon: str = ""
    posted: dict[str, str] | None = None
    """The hidden fields of a button that acts at once; None for a link."""


def actions_for(
    viewer: Viewer, share: WritableShare, today: date, matters: Iterable[Matter] = ()
) -> list[Action]:
    """In the order of the page; each room adds its own. `matters` are open of the share."""
    open_now = {matter.kind for matter in matters}
    judging = _judgement(viewer, share, today) if _is_judged(viewer, share) else []
    confirmed = MatterKind.CONFIRMED in open_now
    asking = [*_asking(viewer, share), *_extension(viewer, share)]
    inside = [*_same(viewer, share, today), *_delegation(viewer, share)]
    judging = judging[1:] if confirmed else judging
    return [*inside, *asking, *_entering(viewer, share), *judging]


def _entering(viewer: Viewer, share: WritableShare) -> list[Action]:
    """For compilers, of units whose word is not theirs to give."""
    own = may_act_on(viewer, Permission.UPDATE_WORK, share.unit_id, share.handed_to)
    if share.ended_on is not None or own:
        return []
    if not can(viewer, Permission.ENTER_FOR, share.unit_id):
        return []
    return [Action("Nhập thay", url_for("work.enter_for", id=share.id), "pencil")]


def _same(viewer: Viewer, share: WritableShare, today: date) -> list[Action]:
    """The answer "không thay đổi" in one click, or its taking back on the same day."""
    posted = {"version": str(share.version), "next": url_for("work.share", id=share.id)}
    if share.ended_on is not None:
        return []
    act, permission = same_act(share, today), Permission.UPDATE_WORK
    label, endpoint = "Không thay đổi", "work.no_change"
    if act == UNDO:
        label, endpoint = "Hoàn tác “Không thay đổi”", "work.take_back"
        permission = Permission.CORRECT_WORK
    if not act or not may_act_on(viewer, permission, share.unit_id, share.handed_to):
        return []
    return [Action(label, url_for(endpoint, id=share.id), posted=posted)]


def _delegation(viewer: Viewer, share: WritableShare) -> list[Action]:
    if share.ended_on is not None or share.state == State.DONE:
        return []
    if not can(viewer, Permission.DELEGATE, share.unit_id):
        return []
    label = "Giao trong đơn vị" if share.handed_to == (None, None) else "Đổi người được giao"
    return [Action(label, url_for("work.delegate", id=share.id), "users")]


def _asking(viewer: Viewer, share: WritableShare) -> list[Action]:
    """What a lead asks while its work is open: opinions, and a later day where there is one."""
    if not _open_lead(share) or not can(viewer, Permission.ASK_OTHERS, share.unit_id):
        return []
    found = [Action("Đề nghị phối hợp", url_for("work.ask_cooperation", id=share.id), "send")]
    if share.due_on:
        found.append(Action("Xin gia hạn", url_for("work.ask_extended_day", id=share.id), "clock"))
    return found


def _extension(viewer: Viewer, share: WritableShare) -> list[Action]:
    """Writing down what the plan's issuer decides, for those on its side."""
    if not _open_lead(share) or share.due_on is None or not decides_on(viewer, share.id):
        return []
    url = url_for("work.decide_extended_day", id=share.id)
    return [Action("Ghi ý kiến về gia hạn", url, "clock")]


def _open_lead(share: WritableShare) -> bool:
    lead = share.role == AssignmentRole.LEAD
    return lead and share.ended_on is None and share.state != State.DONE


def _is_judged(viewer: Viewer, share: WritableShare) -> bool:
    said_done = share.stopped_on is not None and share.role == AssignmentRole.LEAD
    return said_done and share.ended_on is None and can(viewer, Permission.CONFIRM_WORK)


def _judgement(viewer: Viewer, share: WritableShare, today: date) -> list[Action]:
    """Confirm, then ask for more; nothing where the result is not the viewer's to judge."""
    if not judge_of(viewer, today).may(share.unit_id, share.field_id):
        return []
    return [
        Action("Xác nhận kết quả", url_for("work.confirm", id=share.id), "circle-check"),
        Action("Đề nghị bổ sung", url_for("work.ask_to_complete", id=share.id), "arrow-back-up"),
    ]
