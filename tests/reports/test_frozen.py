"""JSON and Excel of a compilation: nothing lost, nothing turned into something else."""

import io
import json
from dataclasses import replace
from datetime import date

import openpyxl
import pytest

from tests.reports.compilations import COMPILED, NUMBERS
from tracker.reports.rules.compiled import GridTotal
from tracker.reports.rules.frozen import as_json, from_json, sha256_of
from tracker.reports.xlsx import PORTAL, write


def test_json_gives_the_whole_back():
    found = from_json(as_json(COMPILED, {"tc": "Sửa tay.", "khac": "không thuộc mục nào"}))
    assert found.compiled == COMPILED
    assert isinstance(found.compiled.tables[0][1].rows[-1], GridTotal)
    assert found.texts == {"tc": "Sửa tay."}


def test_what_was_frozen_in_the_format_of_before_is_read():
    whole = json.loads(as_json(COMPILED))
    whole["format"] = "bao-cao-cchc/1"
    for section in whole["sections"]:
        section["internal"] = False
    assert from_json(json.dumps(whole)).compiled == COMPILED


def test_same_compilation_same_json_and_any_change_another_digest():
    first = sha256_of(as_json(COMPILED))
    assert first == sha256_of(as_json(replace(COMPILED)))
    assert first != sha256_of(as_json(COMPILED, {"tc": "x"}))
    assert first != sha256_of(as_json(replace(COMPILED, warnings=())))


def test_json_reads_like_the_documentation():
    whole = json.loads(as_json(COMPILED))
    assert whole["heading"]["known"] == "2025-06-16T03:00:00+00:00"
    assert whole["sections"][2]["sentences"][0]["origins"] == [
        {"kind": "update", "unit": "Sở Tư pháp", "id": 7, "obligation_ids": [3],
         "said_on": "2025-06-05"}
    ]  # fmt: skip
    assert whole["appendices"][0]["rows"][:2] == [
        {"band": "Cải cách thể chế"},
        ["1.1", "=Số văn bản rà soát", 1234.5, {"day": "2025-06-05"}],
    ]
    assert whole["figures"]["duties.silent"] is None


def test_text_of_another_format_is_refused():
    with pytest.raises(ValueError, match="not a frozen compilation"):
        from_json('{"format": "khac"}')


def test_workbook_has_real_numbers_days_and_blanks():
    book = openpyxl.load_workbook(io.BytesIO(write(COMPILED)))
    assert book.sheetnames == [
        "Kết quả theo lĩnh vực", "Biểu số liệu thống kê", "Kết quả theo lĩnh vực 2", PORTAL,
    ]  # fmt: skip
    page = book["Biểu số liệu thống kê"]
    assert [cell.value for cell in page[6]] == [
        "1.1", "=Số văn bản rà soát", 1234.5, page["D6"].value,
    ]  # fmt: skip
    assert (page["D6"].is_date, page["D6"].value.date()) == (True, date(2025, 6, 5))
    assert page["B6"].data_type == "s"
    assert [cell.value for cell in page[7]] == ["1.2", "Số văn bản xử lý", None, None]
    grouped = book["Kết quả theo lĩnh vực"]
    assert [grouped[cell].font.bold for cell in ("B6", "B7")] == [False, True]
    assert (grouped["C4"].value, grouped["D5"].value) == ("Hoàn thành", "Quá hạn")


def test_sheet_for_portals_is_plain_and_in_the_order_of_the_form():
    page = openpyxl.load_workbook(io.BytesIO(write(COMPILED)))[PORTAL]
    assert not page.merged_cells.ranges
    assert [row[0] for row in page.iter_rows(values_only=True)] == ["TT", "1.1", "1.2"]
    without = replace(COMPILED, appendices=(replace(NUMBERS, key="khac"),), tables=())
    book = openpyxl.load_workbook(io.BytesIO(write(without)))
    assert book.sheetnames == ["Biểu số liệu thống kê"]
