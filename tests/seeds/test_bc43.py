"""Section III of report 43/BC-SNV as transcribed, against facts counted by hand in the paper."""

import csv
from collections import Counter
from pathlib import Path

import pytest

SEEDS = Path(__file__).parents[2] / "seeds" / "official"
PLAN = "BC43-2025/III"


def read(name: str) -> list[dict[str, str]]:
    """Return the rows of one seed file."""
    with (SEEDS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def tasks() -> dict[str, dict[str, str]]:
    """Return the rows of the plan keyed by the code's tail ("" for the root)."""
    rows = read("tasks/BC43-2025.csv")
    return {r["code"].removeprefix(PLAN).removeprefix("/"): r for r in rows}


def assigned(tail: str, role: str) -> list[tuple[str, str, str]]:
    """Return (printed, kind, target) of one task and role, in printed order."""
    return [
        (r["printed"], r["kind"], r["target"])
        for r in read("tasks/BC43-2025.assignments.csv")
        if r["task"] == f"{PLAN}/{tail}" and r["role"] == role
    ]


@pytest.mark.parametrize(
    ("heading", "lead", "duties"),
    [
        ("2.3.1", "Văn phòng Ủy ban nhân dân tỉnh", 4),
        ("2.3.2", "Sở Tài chính", 9),
        ("2.3.3", "Sở Tư pháp", 3),
        ("2.3.4", "Sở Khoa học và Công nghệ", 5),
        ("2.3.5", "Sở Nội vụ", 3),
    ],
)
def test_each_named_body_has_the_duties_the_paper_lists(
    heading: str, lead: str, duties: int
) -> None:
    rows = tasks()
    assert rows[heading]["lead_text"] == lead
    assert sum(r["parent"] == f"{PLAN}/{heading}" for r in rows.values()) == duties


def test_forty_three_dashes_and_one_paragraph_stand_under_ten_headings() -> None:
    rows = tasks()
    assert Counter(r["is_heading"] for r in rows.values()) == {"no": 44, "yes": 10}
    assert sum("gạch đầu dòng" in r["source"] for r in rows.values()) == 43
    assert sum(r["parent"] == f"{PLAN}/1" for r in rows.values()) == 17


def test_the_sentence_that_leads_in_two_dashes_is_a_heading() -> None:
    rows = tasks()
    assert rows["2.1"]["title"].endswith("Trong đó:")
    assert rows["2.1"]["is_heading"] == "yes"
    assert [t for t, r in rows.items() if r["parent"] == f"{PLAN}/2.1"] == ["2.1.1", "2.1.2"]


def test_a_parent_stands_before_its_children() -> None:
    seen = {""}
    for row in read("tasks/BC43-2025.csv"):
        assert row["parent"] in seen, row["code"]
        seen.add(row["code"])


def test_only_these_rows_print_a_time() -> None:
    assert {tail: r["deadline_text"] for tail, r in tasks().items() if r["deadline_text"]} == {
        "1.1": "trước 01/7/2025",
        "1.5": "thường xuyên",
        "1.7": "thường xuyên",
        "1.8": "Thường xuyên",
        "1.11": "Định kỳ, đột xuất",
        "1.17": "thường xuyên",
        "2.3.1.1": "Thường xuyên",
        "2.3.4.3": "khi có yêu cầu",
    }


def test_what_is_cut_from_a_sentence_still_stands_in_it() -> None:
    for tail, row in tasks().items():
        for cell in ("product_text", "partners_text", "deadline_text", "target"):
            assert row[cell] in row["title"], (tail, cell)


def test_section_one_is_addressed_to_four_groups() -> None:
    assert [target for _, _, target in assigned("1", "lead")] == [
        "G-SBN",
        "G-SNCL",
        "G-TW",
        "G-HUYEN",
    ]


def test_four_duties_of_section_one_and_two_print_their_own_lead() -> None:
    own = [t for t, r in tasks().items() if r["lead_text"] and r["is_heading"] == "no"]
    assert own == ["1.6", "1.9", "1.17", "2.1.2"]


def test_the_former_department_printed_in_a_row_goes_to_its_successor() -> None:
    assert assigned("1.14", "partner") == [("Sở Thông tin và Truyền thông", "unit", "SKHCN")]


def test_users_of_ministry_software_are_not_guessed() -> None:
    [(printed, kind, target)] = assigned("1.9", "lead")
    assert printed.startswith("Các sở, ngành, địa phương sử dụng phần mềm chuyên ngành")
    assert (kind, target) == ("to_confirm", "")


def test_the_editorial_board_is_no_unit() -> None:
    assert assigned("1.17", "partner") == [
        ("Ban Biên tập Cổng thông tin điện tử tỉnh", "outside", "")
    ]


def test_every_assignment_is_a_part_of_the_cell_it_reads() -> None:
    rows = {r["code"]: r for r in tasks().values()}
    for entry in read("tasks/BC43-2025.assignments.csv"):
        cell = "lead_text" if entry["role"] == "lead" else "partners_text"
        assert entry["printed"] in rows[entry["task"]][cell], entry
        assert bool(entry["target"]) == (entry["kind"] in {"unit", "group"}), entry


def test_every_printed_lead_and_partner_is_assigned() -> None:
    for tail, row in tasks().items():
        assert bool(row["lead_text"]) == bool(assigned(tail, "lead")), tail
        assert bool(row["partners_text"]) == bool(assigned(tail, "partner")), tail


def test_four_rows_name_the_paper_they_must_bring_and_who_issues_it() -> None:
    issuers = {
        r["task"].removeprefix(f"{PLAN}/"): (r["issuer"], r["issuer_text"])
        for r in read("tasks/BC43-2025.products.csv")
    }
    assert issuers == {
        "1.1": ("own", ""),
        "2.3.1.4": ("other", "Chủ tịch UBND tỉnh"),
        "2.3.2.9": ("other", "HĐND tỉnh"),
        "2.3.4.1": ("other", "UBND tỉnh"),
    }


def test_growth_of_eight_percent_is_the_only_target() -> None:
    assert [(t, r["target"]) for t, r in tasks().items() if r["target"]] == [
        ("2.3.2.3", "tăng trưởng kinh tế tỉnh Sóc Trăng năm 2025 đạt 8% trở lên")
    ]


def test_the_plan_is_proposed() -> None:
    [standing] = [r["standing"] for r in read("plans.csv") if r["code"] == "BC43-2025"]
    assert standing == "proposed"
