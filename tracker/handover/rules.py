"""Words of a hand-over, and which of several moves took a share along."""

from collections.abc import Iterable
from dataclasses import dataclass

from tracker.tasks.rules.ownership import Move, move_order
from tracker.text import Labelled


class MoveKind(Labelled):
    """What happens to the giving body."""

    MERGE = "merge", "Sáp nhập"
    UNITE = "unite", "Hợp nhất"
    SPLIT = "split", "Chia tách"
    RENAME = "rename", "Đổi tên"
    DUTY = "duty", "Chuyển nhiệm vụ"
    DISSOLVE = "dissolve", "Giải thể"


class MoveScope(Labelled):
    """How much of the giver's work goes."""

    WHOLE = "whole", "Toàn bộ"
    FIELD = "field", "Một lĩnh vực"
    TASK = "task", "Một nhiệm vụ"


ENDING = frozenset(MoveKind) - {MoveKind.DUTY}
"""Kinds after which, for the whole body, the giver is no more.

A renaming that is a move goes to a body with a code of its own; a body that keeps its code only
gets a new name.
"""


@dataclass(frozen=True, slots=True)
class FiledMove:
    """A recorded move and the file that recorded it."""

    file_code: str
    move: Move


def taken_by(moves: Iterable[FiledMove], from_unit: int, task: str, field: str) -> FiledMove | None:
    """The one of a day's moves that took this unit's share of the task, as ownership decides."""
    concerned = [
        one for one in moves if one.move.from_unit == from_unit and one.move.covers(task, field)
    ]
    return min(concerned, key=lambda one: move_order(one.move), default=None)
