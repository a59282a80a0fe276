"""What pages of planning share when they save: preview, problems, a stale form, what is told."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from flask import abort

from tracker import clock
from tracker.administration.planning.forms.base import DraftForm
from tracker.administration.planning.rehearsal import save_when_seen
from tracker.permissions import Permission
from tracker.plans.models import Plan
from tracker.plans.queries import manageable_plan
from tracker.refusals import Refused, Stale
from tracker.tasks.jobs import layout_settings
from tracker.tasks.operations.editing_rows import Saving
from tracker.tasks.queries.effects import SHOWN, Touched, touched
from tracker.tasks.rules.effects import Effect, Fate
from tracker.tasks.rules.settling import Undecided
from tracker.text import vn_list
from tracker.web.gate import current_actor, current_viewer

NEEDED = Permission.MANAGE_PLANS

WORDS = {
    Fate.ADDED: "mở mới", Fate.ENDED: "kết thúc", Fate.WITHDRAWN: "thu hồi (chưa có cập nhật)",
    Fate.MOVED: "đổi ngày đến hạn",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Preview:
    """The effect of an edit as the page draws it."""

    counts: list[tuple[str, int]]
    spoken_of: list[Touched]
    more: int
    fates: dict[Fate, str] = field(default_factory=lambda: dict(WORDS))


@dataclass(frozen=True, slots=True)
class Attempt:
    """What came of a post: saved, or the page to show again with its status."""

    saved: bool = False
    status: int = 200
    effect: Effect = field(default_factory=Effect)
    preview: Preview | None = None
    stale: bool = False


def saving() -> Saving:
    """Who saves, when, by what settings."""
    return Saving(layout_settings(), current_actor(), clock.now())


def attempt(
    form: DraftForm, plan_ids: Collection[int], about: object, act: Callable[[], int | None]
) -> Attempt:
    """Save what was previewed; else say what it would do, or why it cannot be saved."""
    try:
        outcome = save_when_seen(plan_ids, act, about, form.confirmed.data or "")
    except Refused as refused:
        form.show(refused.problems)
        return Attempt(status=422)
    except Undecided as undecided:
        form.show({undecided.field: str(undecided)})
        return Attempt(status=422)
    except Stale:
        form.confirmed.data = ""
        return Attempt(status=409, stale=True)
    if outcome.saved:
        return Attempt(saved=True, effect=outcome.effect)
    form.confirmed.data = outcome.mark
    return Attempt(effect=outcome.effect, preview=preview_of(outcome.effect))


def preview_of(effect: Effect) -> Preview:
    """The counts, and the obligations with words; the words only for those who may read them."""
    shown = touched(current_viewer(), effect.spoken_of, clock.today())
    counts = [(WORDS[fate], effect.count(fate)) for fate in Fate if effect.count(fate)]
    return Preview(counts, shown, max(len(effect.spoken_of) - SHOWN, 0))


def told(what: str, effect: Effect) -> str:
    """What was saved, and what became of the obligations."""
    done = [f"{WORDS[fate]} {effect.count(fate):02d}" for fate in Fate if effect.count(fate)]
    return f"{what} Phần việc: {vn_list(done)}." if done else what


def kept_plan(plan_id: int, *, lock: bool = False) -> Plan:
    """The plan, where it is the viewer's to keep; 404 otherwise."""
    plan = manageable_plan(current_viewer(), plan_id, lock=lock)
    if plan is None:
        abort(404)
    return plan
