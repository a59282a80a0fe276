"""From which of its days a rung may count, for each kind of subject (pure)."""

from collections.abc import Mapping

from tracker.reminders.rules.ladder import Anchor
from tracker.reminders.rules.subjects import SubjectKind

_DAY, _LATE, _OPENED = frozenset({Anchor.DAY}), frozenset({Anchor.LATE}), frozenset({Anchor.OPENED})

ANCHORS: Mapping[SubjectKind, frozenset[Anchor]] = {
    SubjectKind.OVERDUE_LIST: _DAY,
    SubjectKind.OBLIGATION: _DAY | _LATE,
    SubjectKind.COMPLETION: _OPENED,
    SubjectKind.ROUND_ON_TIME: _DAY | _LATE,
    SubjectKind.ROUND_DATA: _DAY,
    SubjectKind.ROUND_FORWARD: _DAY | _LATE,
    SubjectKind.COOPERATION: _DAY | _LATE | _OPENED,
    SubjectKind.DEADLINE_SET: _OPENED,
    SubjectKind.STANDING: _DAY,
}
"""A rung that counts otherwise would find nothing: it is not to be offered, nor taken."""
