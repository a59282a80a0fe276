"""Files as raw values: merges, numbers that Word prints itself, hidden parts, printed numbers."""

import io
from datetime import date

import pytest
import xlsxwriter

from tests.intake.building import LEFT, UP, Grid, docx, docx_of, pasted, raw_of, xlsx
from tracker.documents.rules import FileRefused
from tracker.intake import docx as word_files
from tracker.intake import pasted as pasted_tables
from tracker.intake import printing
from tracker.intake import xlsx as excel_files
from tracker.intake.rules.raw import letters
from tracker.intake.transport import packed, unpacked

TABLE = Grid([
    ["TT", "Nhiệm vụ", "Cơ quan thực hiện", LEFT, "Thời gian"],
    [UP, UP, "Chủ trì", "Phối hợp", UP],
    ["I", "SỞ NỘI VỤ", LEFT, LEFT, LEFT],
    ["1", "Ban hành Kế hoạch\nBáo cáo", "Sở Nội vụ", "", "Hàng năm"],
    ["2", "Sơ kết", UP, "", UP],
], heads=2)  # fmt: skip
"""Heads of two rows, a part over the whole width, cells shared by two rows."""


def test_word_merges_are_told_by_the_cells_they_begin_with():
    raw = word_files.read("a.docx", docx("Kèm theo Kế hoạch", TABLE, "Nơi nhận:"))
    assert raw.tables == raw_of(TABLE).tables
    assert [one.text for one in raw.paragraphs] == ["Kèm theo Kế hoạch", "Nơi nhận:"]
    assert unpacked(packed(raw)) == raw


def test_excel_merges_read_the_same():
    raw = excel_files.read("a.xlsx", xlsx(TABLE, names=["Phụ lục"]))
    found = {
        (cell.place.row, cell.place.column): (cell.text, cell.columns, cell.rows)
        for row in raw.tables[0].rows
        for cell in row.cells
    }
    wanted = {
        (cell.place.row, cell.place.column): (cell.text, cell.columns, cell.rows)
        for row in raw_of(TABLE).tables[0].rows
        for cell in row.cells
        if cell.text
    }
    assert found == wanted
    assert raw.tables[0].rows[2].cells[1].place.words == "trang tính “Phụ lục”, ô B3"
    assert unpacked(packed(raw)) == raw


NUMBERING = """<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2.%3."/></w:lvl>
</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"""


def test_numbers_that_word_prints_itself_are_read():
    def line(level, text):
        numbered = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
        return f"<w:p><w:pPr>{numbered}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"

    body = "".join(
        line(*one) for one in [(0, "A"), (1, ""), (2, "B"), (2, "C"), (1, "D"), (0, "E")]
    )
    raw = word_files.read("a.docx", docx_of(body, numbering=NUMBERING))
    assert [one.text for one in raw.paragraphs] == ["I. A", "1", "1.1. B", "1.2. C", "2 D", "II. E"]


def test_what_is_deleted_or_boxed_is_told():
    deleted = (
        "<w:p><w:r><w:t>Còn</w:t></w:r><w:del><w:r><w:delText>x</w:delText></w:r></w:del></w:p>"
    )
    nested = (
        "<w:tbl><w:tr><w:tc><w:tbl><w:tr><w:tc><w:p><w:r><w:t>Trong</w:t></w:r></w:p></w:tc></w:tr>"
        "</w:tbl><w:p/></w:tc></w:tr></w:tbl>"
    )
    raw = word_files.read("a.docx", docx_of(deleted + nested))
    assert raw.paragraphs[0].text == "Còn"
    assert raw.tables[0].rows[0].cells[0].text == "Trong"
    assert [words.split()[0] for words in raw.told] == ["Ô", "Tệp"]


def test_hidden_rows_sheets_and_days_of_a_workbook_are_told():
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet, other = book.add_worksheet("Phụ lục"), book.add_worksheet("Nháp")
    sheet.write_row(0, 0, ["TT", "Nhiệm vụ", "Thời hạn"])
    sheet.write_row(1, 0, [4.2, "Báo cáo"])
    sheet.write_datetime(1, 2, date(2025, 7, 1), book.add_format({"num_format": "dd/mm/yyyy"}))
    sheet.write_number(2, 0, 0.9, book.add_format({"num_format": "0%"}))
    sheet.set_row(2, None, None, {"hidden": True})
    other.write_string(0, 0, "cũ")
    other.hide()
    book.close()
    raw = excel_files.read("a.xlsx", out.getvalue())
    rows = raw.tables[0].rows
    assert [(cell.text, cell.is_day) for cell in rows[1].cells] == [
        ("4.2", False), ("Báo cáo", False), ("01/07/2025", True),
    ]  # fmt: skip
    assert (rows[2].cells[0].text, rows[2].hidden, raw.tables[1].hidden) == ("90%", True, True)
    assert len(raw.told) == 2


@pytest.mark.parametrize(
    ("stored", "code", "shown"),
    [
        ("45931", "mmm-yy", "10/2025"), ("45931", "yyyy", "2025"), ("59", "d/m/yyyy", "28/02/1900"),
        ("1", "00", "01"), ("1234.5", "#,##0.0", "1.234,5"), ("0.5607", "0.00%", "56,07%"),
        ("1.1000000000000001", "", "1.1"), ("3", "General", "3"), ("x", "0", "x"),
        ("1e300", "0", "1e300"), ("99999999", "d/m/yyyy", "99999999"),
    ],
)  # fmt: skip
def test_numbers_are_as_the_sheet_prints_them(stored, code, shown):
    assert printing.printed(stored, code) == shown


def test_columns_of_a_sheet_have_letters():
    assert [letters(number) for number in (1, 26, 27, 702, 703)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_a_table_pasted_from_word_keeps_its_rows_together():
    raw = pasted_tables.read("Phụ lục\nTT\tNhiệm vụ\tHạn\n1\tBan hành\nKế hoạch\tQuý I\n".encode())
    assert [[cell.text for cell in row.cells] for row in raw.tables[0].rows] == [
        ["TT", "Nhiệm vụ", "Hạn"], ["1", "Ban hành\nKế hoạch", "Quý I"],
    ]  # fmt: skip
    assert raw.paragraphs[0].text == "Phụ lục"


def test_a_table_pasted_from_excel_keeps_lines_inside_quotes():
    raw = pasted_tables.read('TT\tNhiệm vụ\n1\t"Báo cáo\n""nhanh"""\n'.encode())
    assert raw.tables[0].rows[1].cells[1].text == 'Báo cáo\n"nhanh"'


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", "không có bảng".encode()])
def test_what_is_no_table_is_refused(content):
    with pytest.raises(FileRefused, match="chép"):
        pasted_tables.read(content)


def test_the_pasted_form_of_a_table_has_its_texts():
    assert pasted(TABLE).split("\n")[4] == "2\tSơ kết\t\t\t"
