"""What a person is told after an act: what happened and what comes next (pure)."""

from datetime import date

from tracker.tasks.rules.states import Cell, State
from tracker.text import vn_date, vn_weekday_date

_NEXT = {
    State.SUBMITTED: "Khi văn bản được ban hành, hãy ghi “Hoàn thành” kèm số và ngày văn bản.",
    State.NOT_STARTED: "",
}

ENTERED = "Đơn vị sẽ thấy nội dung nhập thay để kiểm tra và có thể đính chính."


def recorded(
    said: State, happened_on: date, now_stands: State, cell: Cell | None, due_on: date | None
) -> str:
    """What is told after an update was recorded.

    `said` and `happened_on` are the update's, `now_stands`, `cell` and `due_on` the obligation's
    after it.
    """
    first = f"Đã ghi nhận “{said.label}” ngày {vn_date(happened_on)}."
    if said is not now_stands:
        return f"{first} Trạng thái hiện tại vẫn là “{now_stands.label}” theo nội dung mới hơn."
    return f"{first} {_next(said, cell, due_on)}".strip()


def _next(said: State, cell: Cell | None, due_on: date | None) -> str:
    if said is State.DONE:
        counted = cell in {Cell.DONE_ON_TIME, Cell.DONE_LATE}
        return f"Phần việc được tính là {cell.label.lower()}." if cell and counted else ""
    if said in _NEXT:
        return _NEXT[said]
    if cell is Cell.OPEN_OVERDUE:
        return "Phần việc vẫn đang quá hạn: khi có sản phẩm, hãy ghi “Hoàn thành”."
    if due_on:
        return f"Hạn thực hiện: {vn_weekday_date(due_on)}."
    return ""
