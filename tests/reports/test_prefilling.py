"""The text that a unit's report opens with, from duties made by hand."""

from dataclasses import replace
from datetime import date

import pytest

from tests.reports.duties import HEADING
from tracker.reports.rules.collected import Ahead, Collected, Duty, IssuedPaper, PlanRow, Target
from tracker.reports.rules.outline import sections_of
from tracker.reports.rules.prefilling import Shared, UnitTold, prefilled
from tracker.tasks.rules.states import Cell, State

FIELDS = {"CDDH": ("Chỉ đạo, điều hành",), "TTHC": ("Cải cách thủ tục hành chính",)}
OUTLINE = "I. Chỉ đạo, điều hành\nII. Cải cách thủ tục hành chính\nIII. Nhiệm vụ trọng tâm kỳ tới"
OPEN = "- Công bố danh mục thủ tục (đang thực hiện)"
LATE = "# Phần việc quá hạn, hoàn thành sau hạn:"
OBJECTIVE = "nguyên nhân khách quan"
MAY_6 = date(2025, 5, 6)


def duty(number=1, **changes):
    """A lead phần việc of Sở Tư pháp: spoken of on 06/5/2025, due at the year's end."""
    values = {
        "id": number, "task_id": number, "unit_id": 3, "unit": "Sở Tư pháp",
        "cell": Cell.OPEN_IN_TIME, "first_cell": Cell.OPEN_IN_TIME, "state": State.IN_PROGRESS,
        "standing": False, "year": 2025, "due_on": date(2025, 12, 31), "original_due_on": None,
        "late_from": None, "stopped_on": None, "words": "Đã lấy ý kiến", "words_on": MAY_6,
        "in_window": True, "heard_in_window": True,
    }  # fmt: skip
    return Duty(**values | changes)


def row(*duties, number=1, field="TTHC", title="Công bố danh mục thủ tục."):
    """A nhiệm vụ of the yearly plan."""
    return PlanRow(
        number, f"KH/{number}", "Kế hoạch 196/KH-UBND", False, field, "1", title, "Quyết định",
        "Sở Tư pháp", "Quý II/2025", duties,
    )  # fmt: skip


def told(*rows, shared=(), **more):
    """What is known of the unit in the half-year."""
    collected = Collected(
        HEADING, sections_of(OUTLINE, FIELDS), {code: names[0] for code, names in FIELDS.items()},
        rows, **more,
    )  # fmt: skip
    return prefilled(UnitTold(collected, shared))


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({}, f"{OPEN}: Đã lấy ý kiến."),
        ({"in_window": False}, ""),
        (
            {"cell": Cell.OPEN_OVERDUE, "due_on": date(2025, 3, 31), "cause": "objective"},
            f"{OPEN}: Đã lấy ý kiến.\n{LATE}\n# {OPEN}: quá hạn ngày 31/3/2025, {OBJECTIVE}.",
        ),
        (
            {"cell": Cell.OPEN_OVERDUE, "due_on": date(2025, 3, 31), "words": ""},
            f"{LATE}\n# {OPEN}: quá hạn ngày 31/3/2025.",
        ),
        (
            {"state": State.DONE, "cell": Cell.DONE_ON_TIME, "stopped_on": MAY_6, "words": ""},
            "- Công bố danh mục thủ tục (hoàn thành).",
        ),
    ],
)
def test_one_duty_is_told_once_with_state_words_and_lateness(changes, text):
    assert told(row(duty(**changes)))["tthc"] == text


def test_product_and_target_stand_with_the_words():
    paper = IssuedPaper(9, 1, "Sở Tư pháp", "TTHC", "12/QĐ-STP", MAY_6, "Sở Tư pháp", "")
    target = Target(1, "Sở Tư pháp", "100 %", "96 %")
    found = told(row(duty()), papers=(paper,), targets=(target,))
    assert found["tthc"] == (
        "- Công bố danh mục thủ tục (đang thực hiện): Đã lấy ý kiến; sản phẩm: 12/QĐ-STP ngày "
        "06/5/2025.\n# Chỉ tiêu “Công bố danh mục thủ tục”: kế hoạch 100 %; thực hiện 96 %; cùng "
        "kỳ năm trước chưa có; đạt 96,00 % so với kế hoạch."
    )
    assert "# Trong kỳ đã ban hành 01 văn bản" in found["cddh"]


def test_standing_work_of_a_field_is_counted_and_told_in_one_paragraph():
    held = [
        duty(one, standing=True, words=words, cell=Cell.NO_DEADLINE, heard_in_window=heard)
        for one, words, heard in ((1, "Đã niêm yết", True), (2, "Đã niêm yết", True))
    ]
    silent = duty(3, standing=True, words="", in_window=False, heard_in_window=False)
    assert told(row(*held, silent))["tthc"] == (
        "# Nhiệm vụ thường xuyên: 03 phần việc, trong kỳ đã cập nhật 02 phần việc.\n"
        "Kết quả nhiệm vụ thường xuyên: Đã niêm yết."
    )


def test_cooperation_stands_apart_with_who_leads():
    shared = Shared(5, "TTHC", "Rà soát thủ tục", "Sở Nội vụ", State.IN_PROGRESS, "Đã góp ý", MAY_6)
    old = replace(shared, id=6, words="Năm trước", words_on=date(2024, 5, 6))
    found = told(row(duty()), shared=(shared, old))["tthc"].splitlines()
    assert found[1:] == ["Kết quả phối hợp:", "- Rà soát thủ tục (Sở Nội vụ chủ trì): Đã góp ý."]


def test_year_round_estimates_what_is_open():
    open_one = row(duty(in_window=False, expected="partly"))
    text = told(open_one, until=date(2025, 12, 31))["tthc"]
    assert text == f"# Ước thực hiện đến 31/12/2025:\n# {OPEN}: sẽ hoàn thành một phần."


def test_work_of_no_section_goes_to_the_first_free_one_and_next_tells_what_falls_due():
    ahead = Ahead(1, 1, "Công bố danh mục thủ tục.", "Sở Tư pháp", date(2025, 8, 31))
    found = told(row(duty(), field="TCC"), ahead=(ahead, ahead))
    assert "Đã lấy ý kiến" in found["cddh"]
    assert found["nhiem-vu-trong-tam-ki-toi"] == ("# - Công bố danh mục thủ tục (hạn 31/8/2025).")
