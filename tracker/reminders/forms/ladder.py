"""The form of the whole ladder: one row of controls for each rung, one for a new one."""

from collections.abc import Collection, Mapping
from typing import TypeVar

from flask import request
from wtforms import HiddenField

from tracker.reminders.rules.changing import RungForm
from tracker.reminders.rules.editing import Place, Typed
from tracker.reminders.rules.ladder import Anchor, LatePolicy, Level
from tracker.reminders.rules.subjects import SubjectKind
from tracker.text import Labelled
from tracker.web.fields import number_in
from tracker.web.forms import BaseForm

UNREAD = -1
Word = TypeVar("Word", bound=Labelled)


class LadderForm(BaseForm):
    """Carries the state that was opened and the mark of what was previewed; rows are read apart."""

    version = HiddenField()
    confirmed = HiddenField()


def typed_in(stored: Mapping[int, tuple[Place, RungForm]]) -> Typed:
    """What the request says of these rungs and of a new one."""
    rows = {number: (place, _row(f"r{number}")) for number, (place, _) in stored.items()}
    removed = frozenset(number for number in stored if f"r{number}-remove" in request.form)
    return Typed(rows, removed, _added())


def _row(prefix: str) -> RungForm:
    given = request.form
    policy = _one_of(given.get(f"{prefix}-policy", ""), LatePolicy) or LatePolicy.FOLD
    return RungForm(
        number_in(given.get(f"{prefix}-count", "").strip(), UNREAD),
        f"{prefix}-weekly" in given, policy, f"{prefix}-enabled" in given,
    )  # fmt: skip


def _added() -> tuple[Place, RungForm] | None:
    """The new rung; None while no matter is chosen for it."""
    kind = _one_of(request.form.get("new-kind", ""), SubjectKind)
    level = _one_of(request.form.get("new-level", ""), Level)
    anchor = _one_of(request.form.get("new-anchor", ""), Anchor)
    if kind is None or level is None or anchor is None:
        return None
    row = _row("new")
    return Place(kind, level, anchor), RungForm(row.count, row.weekly, row.policy, enabled=True)


def _one_of(raw: str, words: type[Word]) -> Word | None:
    known: Collection[str] = {word.value for word in words}
    return words(raw) if raw in known else None
