"""Kế hoạch 196/KH-UBND and the finance department's plan, against facts counted by hand."""

import csv
from collections import Counter
from pathlib import Path

import pytest

TASKS = Path(__file__).parents[2] / "seeds" / "official" / "tasks"
PLAN = "KH196-2025"


def read(name: str) -> list[dict[str, str]]:
    """Return the rows of one task file."""
    with (TASKS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def rows(plan: str = PLAN) -> dict[str, dict[str, str]]:
    """Return the rows of a plan keyed by the code without the plan."""
    return {r["code"].removeprefix(f"{plan}/"): r for r in read(f"{plan}.csv")}


def assigned(tail: str, role: str) -> list[tuple[str, str, str]]:
    """Return (printed, kind, target) of one row and role."""
    return [
        (r["printed"], r["kind"], r["target"])
        for r in read(f"{PLAN}.assignments.csv")
        if (r["task"], r["role"]) == (f"{PLAN}/{tail}", role)
    ]


def test_the_appendix_prints_86_rows_in_seven_fields() -> None:
    counted = Counter(tail.split("/")[0] for tail in rows())
    assert counted == {
        "CCTC": 9, "TTHC": 22, "TCBM": 4, "CDCV": 10, "TCC": 4, "CQS": 16, "CDDH": 21, "IV": 14,
    }  # fmt: skip


def test_headings_are_those_that_owe_nothing_themselves() -> None:
    assert [tail for tail, row in rows().items() if row["is_heading"] == "yes"] == [
        "CCTC/1", "CCTC/4", "TTHC/1", "TTHC/2", "TTHC/3", "TTHC/4", "TTHC/4.2", "TTHC/5",
        "CDCV/3", "CQS/2", "CQS/2.1", "CDDH/3", "CDDH/3.6", "CDDH/4", "CDDH/5",
        "IV/1", "IV/2", "IV/3", "IV/CHUNG",
    ]  # fmt: skip


def test_the_commonest_deadlines_are_as_often_as_in_the_paper() -> None:
    counted = Counter(row["deadline_text"] for row in rows().values())
    assert (counted["Trong năm 2025"], counted["Thường xuyên"], counted["Quý I/2025"]) == (
        24,
        21,
        4,
    )
    twice = {phrase for phrase, number in counted.items() if number == 2}
    assert twice == {
        "Quý IV/2025", "Tháng 01/2025", "Tháng 10/2025", "Tháng 12/2025", "Hàng quý",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("tail", "field", "words"),
    [
        ("CCTC/1", "CCTC", "Cải cách thủ tục"),
        ("CDCV/6", "CDCV", "Cải cách tài chính công"),
        ("TCC/1", "TCC", "Cải cách tài chính công"),
        ("CQS/5", "CQS", "Công tác chỉ đạo điều hành"),
        ("CDDH/1", "CDDH", "Công tác chỉ đạo điều hành"),
    ],
)
def test_a_slid_label_is_told_in_the_basis(tail: str, field: str, words: str) -> None:
    assert rows()[tail]["field"] == field
    assert f"“{words}”" in rows()[tail]["field_basis"]


def test_merged_cells_point_at_the_row_that_prints_them() -> None:
    shared = {tail: r["cells_from"] for tail, r in rows().items() if r["cells_from"]}
    assert shared == {"CCTC/4.2": f"{PLAN}/CCTC/4.1", "TTHC/8": f"{PLAN}/TTHC/7"}


@pytest.mark.parametrize("tail", ["CCTC/4", "CCTC/4.1", "CCTC/4.2"])
def test_the_plan_on_legal_education_prints_no_lead(tail: str) -> None:
    assert assigned(tail, "lead") == [("", "to_confirm", "")]


def test_two_products_pair_with_two_deadlines() -> None:
    paired = [r for r in read(f"{PLAN}.products.csv") if r["task"] == f"{PLAN}/CDDH/2"]
    assert [(r["title"], r["slot"]) for r in paired] == [
        ("Kế hoạch", "1"),
        ("Báo cáo kết quả (lồng ghép với kết quả CCHC)", "2"),
    ]
    assert rows()["CDDH/2"]["deadline_text"] == "- Tháng 02/2025\n- Tháng 12/2025"


def test_papers_of_the_province_are_issued_by_another_than_the_lead() -> None:
    issuers = Counter(r["issuer_text"] for r in read(f"{PLAN}.products.csv") if r["issuer_text"])
    assert issuers == {
        "UBND tỉnh": 9, "Chủ tịch UBND tỉnh": 5, "Ủy ban nhân dân tỉnh": 1, "HĐND, UBND tỉnh": 2,
    }  # fmt: skip


def test_the_inspection_team_and_enterprises_are_no_units() -> None:
    outside = [r["printed"] for r in read(f"{PLAN}.assignments.csv") if r["kind"] == "outside"]
    assert outside == ["doanh nghiệp có liên quan", "Các doanh nghiệp", "Đoàn kiểm tra công vụ"]


def test_targets_in_the_text_are_kept() -> None:
    assert {tail: r["target"] for tail, r in rows().items() if r["target"]} == {
        "CCTC/5": "100%",
        "CQS/1": "Cấp tỉnh: đạt 90%; Cấp huyện: đạt 80%; Cấp xã: đạt 60% (tỷ lệ tối thiểu)",
        "CDDH/3.3": "2 lần/năm",
    }


def test_part_four_prints_these_times_only() -> None:
    printed = {t: r["deadline_text"] for t, r in rows().items() if t.startswith("IV/")}
    assert {tail: text for tail, text in printed.items() if text} == {
        "IV/1.2": "chậm nhất vào ngày 18 của tháng cuối kỳ báo cáo",
        "IV/2.2": "định kỳ hàng quý",
        "IV/2.3": "theo định kỳ và đột xuất",
        "IV/3.4": "theo định kỳ hoặc đột xuất (nếu có)",
    }


def test_the_closing_paragraph_stands_under_no_body() -> None:
    closing = rows()["IV/CHUNG"]
    assert (closing["parent"], closing["number"]) == ("", "")
    assert assigned("IV/CHUNG", "lead") == [
        ("các cơ quan, đơn vị, địa phương", "group", "G-ALL"),
    ]


def test_the_finance_department_prints_these_times_only() -> None:
    printed = {tail: row["deadline_text"] for tail, row in rows("STC-2437").items()}
    assert {tail: text for tail, text in printed.items() if text} == {
        "V/1": "từ nay đến năm 2030",
        "V/2": "hằng năm định kỳ sáu tháng (trước ngày 15/6), năm (trước ngày 15/12)",
        "V/3": "hàng năm",
        "V/11": "Hàng năm",
    }


def test_the_finance_department_reports_twice_a_year() -> None:
    own = rows("STC-2437")
    assert own["V/2"]["deadline_text"] == (
        "hằng năm định kỳ sáu tháng (trước ngày 15/6), năm (trước ngày 15/12)"
    )
    assert own["V/2"]["lead_text"] == ""
    assert own["V"]["lead_text"].startswith("Chánh Văn phòng, Chánh Thanh tra")
    assert own["V/6"]["target"] == "ít nhất 03 mô hình sáng kiến hoặc giải pháp"
