"""Đề án 2437 as transcribed, against facts counted by hand in the printed paper."""

import csv
from collections import Counter
from pathlib import Path

TASKS = Path(__file__).parents[2] / "seeds" / "official" / "tasks"

REPORT_PARTNERS = "Các Sở, ban, ngành tỉnh, UBND cấp huyện, cấp xã"


def read(name: str) -> list[dict[str, str]]:
    """Return the rows of one seed file."""
    with (TASKS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def by_code() -> dict[str, dict[str, str]]:
    """Return the tasks keyed by code."""
    return {row["code"]: row for row in read("DA2437.csv")}


def appendix() -> list[dict[str, str]]:
    """Return the duty rows of the appendix, without its headings."""
    rows = read("DA2437.csv")
    return [r for r in rows if r["parent"] and not r["parent"].startswith("DA2437/III/")]


def assigned(code: str, role: str) -> list[tuple[str, str, str]]:
    """Return (printed, kind, target) of one task and role, in printed order."""
    rows = read("DA2437.assignments.csv")
    return [
        (r["printed"], r["kind"], r["target"])
        for r in rows
        if r["task"] == code and r["role"] == role
    ]


def products(code: str) -> list[str]:
    """Return the product titles of one task, in printed order."""
    return [r["title"] for r in read("DA2437.products.csv") if r["task"] == code]


def test_duties_of_each_body_in_the_appendix() -> None:
    assert Counter(row["parent"] for row in appendix()) == {
        "DA2437/SNV": 13,
        "DA2437/STP": 6,
        "DA2437/STC": 3,
        "DA2437/STTTT": 5,
        "DA2437/SKHCN": 3,
        "DA2437/SKHDT": 5,
        "DA2437/VPUBND": 5,
        "DA2437/HUYEN": 2,
    }


def test_paragraphs_of_each_body_in_part_three() -> None:
    parents = [r["parent"] for r in read("DA2437.csv")]
    counts = [parents.count(f"DA2437/III/{n}") for n in range(1, 10)]
    assert counts == [7, 5, 3, 2, 2, 3, 2, 2, 1]


def test_rows_in_all() -> None:
    rows = read("DA2437.csv")
    assert len(rows) == 87
    assert sum(row["is_heading"] == "yes" for row in rows) == 17
    assert len({row["code"] for row in rows}) == 87


def test_times_printed_in_the_appendix() -> None:
    assert Counter(row["deadline_text"] for row in appendix()) == {
        "Hàng năm": 30,
        "Trong giai đoạn": 6,
        "Năm 2022": 2,
        "Năm 2023": 1,
        "Năm 2025": 1,
        "Năm 2030": 1,
        "- Giai đoạn 2022 -2025\n- Giai đoạn 2026 -2030": 1,
    }


def test_times_printed_in_part_three() -> None:
    rows = [r for r in read("DA2437.csv") if r["code"].startswith("DA2437/III/")]
    printed = {r["code"]: r["deadline_text"] for r in rows if r["deadline_text"]}
    assert printed == {
        "DA2437/III/1.5": "hàng năm",
        "DA2437/III/2.1": "đúng thời gian quy định",
        "DA2437/III/2.2": "thường xuyên",
        "DA2437/III/4.2": "hàng năm",
        "DA2437/III/CHUNG": "hàng năm",
    }


def test_recurrent_funding_is_no_deadline() -> None:
    row = by_code()["DA2437/III/5.2"]
    assert "bố trí kinh thường xuyên" in row["title"]
    assert row["deadline_text"] == ""


def test_six_bodies_owe_three_models_without_partner() -> None:
    rows = [r for r in appendix() if r["title"].startswith("Đề xuất ít nhất 03 mô hình")]
    assert [r["parent"].removeprefix("DA2437/") for r in rows] == [
        "STP",
        "STC",
        "STTTT",
        "SKHCN",
        "SKHDT",
        "VPUBND",
    ]
    assert {r["target"] for r in rows} == {"ít nhất 03 mô hình sáng kiến hoặc giải pháp"}
    assert {r["partners_text"] for r in rows} == {""}


def test_eight_bodies_report_every_year_with_the_same_partners() -> None:
    rows = [r for r in appendix() if r["title"].startswith("Báo cáo cụ thể kết quả")]
    assert len(rows) == 8
    assert {r["partners_text"] for r in rows} == {REPORT_PARTNERS}


def test_slips_of_the_authors_stay() -> None:
    rows = by_code()
    assert "giải pháp nếu tại mục III" in rows["DA2437/STTTT/5"]["title"]
    assert "công chức làm chức làm công tác" in rows["DA2437/STP/4"]["title"]
    assert "tổng thế" in rows["DA2437/III/1.5"]["title"]
    assert "giả quyết thủ tục" in rows["DA2437/III/1.5"]["title"]
    assert sum(r["product_text"].startswith("Báo kết quả") for r in appendix()) == 10


def test_extraction_artefacts_are_gone() -> None:
    text = (TASKS / "DA2437.csv").read_text(encoding="utf-8")
    assert not {"Ƣ", "ƣ"} & set(text)
    assert "PHÕNG" not in text
    assert "  " not in text
    assert by_code()["DA2437/VPUBND"]["title"] == "VĂN PHÒNG ỦY BAN NHÂN DÂN TỈNH"


def test_a_row_cut_by_the_page_is_joined() -> None:
    row = by_code()["DA2437/VPUBND/5"]
    assert row["title"].endswith("nêu tại mục III và IV, Phần II của Đề án này")
    assert row["partners_text"] == REPORT_PARTNERS


def test_products_are_lists() -> None:
    assert products("DA2437/SNV/4") == ["Kế hoạch", "Báo cáo kết quả"]
    assert products("DA2437/STP/5") == ["Kế hoạch", "Quyết định", "Báo cáo kết quả"]
    assert products("DA2437/STP/3") == [
        "kế hoạch",
        "văn bản hướng dẫn, đôn đốc, kiểm tra",
        "báo cáo kết quả",
    ]


def test_products_another_authority_issues() -> None:
    rows = read("DA2437.products.csv")
    other = {r["task"]: r["issuer_text"] for r in rows if r["issuer"] == "other"}
    assert other == {
        "DA2437/SNV/2": "UBND tỉnh",
        "DA2437/SNV/10": "HĐND tỉnh",
        "DA2437/SKHDT/4": "UBND tỉnh",
    }


def test_only_headings_and_two_paragraphs_print_a_lead() -> None:
    rows = read("DA2437.csv")
    printed = [r["code"] for r in rows if r["lead_text"] and r["is_heading"] == "no"]
    assert printed == ["DA2437/III/1.7", "DA2437/III/CHUNG"]
    assert all(r["lead_text"] for r in rows if r["is_heading"] == "yes")


def test_leads_addressed_together() -> None:
    assert assigned("DA2437/HUYEN", "lead") == [
        ("UBND các huyện, thị xã, thành phố", "group", "G-HUYEN")
    ]
    targets = [target for _, _, target in assigned("DA2437/III/1", "lead")]
    assert targets == ["G-SBN", "G-TW", "G-SNCL", "G-HUYEN"]


def test_partners_outside_and_to_confirm() -> None:
    assert assigned("DA2437/SNV/3", "partner") == [
        ("Đơn vị cung cấp phần mềm", "outside", ""),
        ("UBND cấp huyện", "group", "G-HUYEN"),
    ]
    assert assigned("DA2437/SNV/4", "partner") == [("Các đơn vị", "to_confirm", "")]


def test_every_assignment_is_words_of_its_cell() -> None:
    rows = by_code()
    for item in read("DA2437.assignments.csv"):
        cell = "lead_text" if item["role"] == "lead" else "partners_text"
        assert item["printed"] in rows[item["task"]][cell], item


def test_every_product_is_words_of_its_cell() -> None:
    rows = by_code()
    for item in read("DA2437.products.csv"):
        assert item["title"] in rows[item["task"]]["product_text"], item
