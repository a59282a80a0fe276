"""Excel files: text stays text, days are days, nobody else's rows; the day is 10/6/2025."""

import io
from datetime import date, datetime

import pytest
from openpyxl import load_workbook

from tests.tasks.factories import make_line, make_obligation, make_task
from tests.work.conftest import APRIL_1, MARCH_31
from tracker.documents import tables, xlsx
from tracker.documents.tables import Column, Table

LATE = {"due_on": MARCH_31, "late_from": APRIL_1}
HEAD = 4


def cell_of(value):
    """The first cell of a list whose one row holds the value."""
    table = Table("Thử", "Tiêu đề", "Tính đến", [Column("Một", lambda row: row)], [value])
    return read(xlsx.write(table)).cell(HEAD + 1, 2)


def read(file):
    """The first sheet of a file, which is closed."""
    with file:
        return load_workbook(io.BytesIO(file.read())).worksheets[0]


def table(response):
    """The rows of a downloaded list by head."""
    rows = list(read(io.BytesIO(response.data)).iter_rows(min_row=HEAD, values_only=True))
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+84", "-5", "@SUM(A1)", "007", "1e5", "http://example.vn", "31/3/2025", "mailto:a@b"],
)
def test_text_stays_text(text):
    cell = cell_of(text)
    assert (cell.value, cell.data_type) == (text, "s")
    assert cell.hyperlink is None


def test_days_are_days():
    cell = cell_of(date(2025, 3, 31))
    assert cell.value == datetime(2025, 3, 31)  # noqa: DTZ001 - Excel knows no zones
    assert cell.number_format == "dd/mm/yyyy"


def test_an_endless_text_is_cut_to_what_excel_takes():
    cell = cell_of("a" * 40_000)
    assert len(cell.value) == 32_767
    assert cell.value.endswith("đã cắt bớt)")


def test_a_list_too_long_says_so():
    table = Table("Thử", "Tiêu đề", "Tính đến", [Column("Một", lambda row: row)], range(3))
    assert table.notice(3) == ""
    assert table.notice(2) == "Chỉ gồm 2 dòng đầu; hãy lọc hẹp hơn để có đủ."
    assert [cells[0] for cells in table.cells(2)] == [1, 2]


def test_the_overdue_list_carries_its_rows(as_officer, province):
    row = make_obligation(province.task, province.own, **LATE)
    make_line(row, happened_on=date(2025, 5, 12), words="=CMD()", cause="subjective")
    (line,) = table(as_officer.get("/qua-han.xlsx"))
    assert line["Nhiệm vụ"] == "Ban hành Kế hoạch rà soát"
    assert line["Cơ quan, đơn vị"] == "Sở Tư pháp"
    assert line["Ngày đến hạn"] == datetime(2025, 3, 31)  # noqa: DTZ001
    assert (line["Số ngày quá hạn"], line["Số ngày làm việc quá hạn"]) == (71, 51)
    assert line["Tình hình thực hiện mới nhất"] == "=CMD()"
    assert line["Nguyên nhân"] == "Chủ quan"


def test_the_file_is_named_in_vietnamese(as_officer, province):
    sent = as_officer.get("/qua-han.xlsx").headers["Content-Disposition"]
    assert "Qu%C3%A1%20h%E1%BA%A1n%202025-06-10.xlsx" in sent


def test_the_list_follows_the_filter(as_officer, province):
    make_obligation(province.task, province.own, **LATE)
    assert len(table(as_officer.get("/nhiem-vu.xlsx"))) == 1
    assert table(as_officer.get("/nhiem-vu.xlsx?trangthai=dung-han")) == []


def test_all_rows_come_in_batches_without_a_gap(as_officer, province, monkeypatch):
    monkeypatch.setattr(tables, "BATCH", 3)
    for number in range(8):
        task = make_task(province.plan, title=f"Việc {number}")
        make_obligation(task, province.own, **LATE)
    for path in ("/nhiem-vu.xlsx", "/qua-han.xlsx"):
        got = [line["Nhiệm vụ"] for line in table(as_officer.get(path))]
        assert got == [f"Việc {number}" for number in range(8)]


@pytest.mark.parametrize("path", ["/nhiem-vu.xlsx?trangthai=tat-ca&donvi=SNV", "/qua-han.xlsx"])
def test_another_bodys_rows_never_leak(as_officer, province, path):
    make_obligation(province.task, province.other, **LATE)
    assert table(as_officer.get(path)) == []
