from datetime import date

import pytest

from tracker.tasks.rules.states import Cell, State
from tracker.work.telling import recorded

DAY, DUE = date(2025, 6, 5), date(2025, 6, 30)


@pytest.mark.parametrize(
    ("said", "stands", "cell", "due_on", "words"),
    [
        ("done", "done", Cell.DONE_LATE, DUE, "Phần việc được tính là hoàn thành quá hạn."),
        ("done", "done", None, DUE, "Đã ghi nhận “Hoàn thành” ngày 05/6/2025."),
        ("submitted", "submitted", Cell.OPEN_IN_TIME, DUE, "Khi văn bản được ban hành"),
        ("in_progress", "in_progress", Cell.OPEN_IN_TIME, DUE, "Hạn thực hiện: Thứ Hai, 30/6"),
        ("in_progress", "in_progress", Cell.OPEN_OVERDUE, DUE, "Phần việc vẫn đang quá hạn"),
        ("in_progress", "in_progress", Cell.NO_DEADLINE, None, "“Đang thực hiện” ngày 05/6/2025."),
        ("in_progress", "done", Cell.DONE_LATE, DUE, "hiện tại vẫn là “Hoàn thành”"),
    ],
)  # fmt: skip
def test_what_is_told_after_an_update(said, stands, cell, due_on, words):
    assert words in recorded(State(said), DAY, State(stands), cell, due_on)
