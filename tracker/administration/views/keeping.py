"""What pages of the register share: who may keep it, what a save was refused for."""

from collections.abc import Callable, Collection

from flask import abort
from werkzeug.wrappers import Response

from tracker.administration.planning.forms.base import DraftForm
from tracker.administration.views.saving import Attempt, attempt
from tracker.permissions import Permission
from tracker.plans.rules import Refused, Stale
from tracker.units.rules import StaleUnit, UnitRefused
from tracker.web.gate import current_viewer

Answer = str | tuple[str, int] | Response


def require_whole(permission: Permission) -> None:
    """What belongs to the whole province is kept by those whose right covers it; 403 otherwise."""
    if current_viewer().scope(permission) is not None:
        abort(403)


def keep(
    form: DraftForm, plan_ids: Collection[int], about: object, act: Callable[[], object]
) -> Attempt:
    """Save what was previewed; what the register refuses is told at the fields of the form."""

    def guarded() -> None:
        try:
            act()
        except StaleUnit:
            raise Stale from None
        except UnitRefused as refused:
            raise Refused(refused.problems) from None

    return attempt(form, plan_ids, about, guarded)
