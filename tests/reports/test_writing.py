"""What a written paper holds beyond the layout rules."""

import io
import zipfile
from dataclasses import replace

import docx
import pytest

from tests.reports.papers import COLUMNS, REPORT, TABLE
from tracker.reports.docx.values import Column, Paragraph, Span, Table
from tracker.reports.docx.writing import write


def opened(paper):
    return docx.Document(io.BytesIO(write(paper)))


def test_the_same_values_give_the_same_bytes():
    assert write(REPORT) == write(replace(REPORT))


def test_outline_has_real_headings_and_lists():
    found = [(one.style.name, one.text) for one in opened(REPORT).paragraphs]
    assert ("Heading 1", "I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH") in found
    assert ("Heading 2", "1. Kế hoạch cải cách hành chính") in found
    bullets = [one for one in opened(REPORT).paragraphs if one.style.name == "List Bullet"]
    assert [one._p.pPr.numPr.numId.val for one in bullets] == [1, 1]
    letters = [text[:2] for name, text in found if name == "List Number"]
    assert letters == ["a)", "b)", "c)", "d)", "đ)"]


def test_last_words_end_the_paper_and_stay_with_the_signature():
    found = next(one for one in opened(REPORT).paragraphs if one.text.endswith("./."))
    assert found.paragraph_format.keep_with_next is True


def test_table_repeats_two_head_rows_and_merges_groups():
    table = opened(REPORT).tables[1]
    heads = table._tbl.xpath("w:tr[w:trPr/w:tblHeader]")
    assert [row.xpath("string(.)") for row in heads] == ["TTNhiệm vụXong", "Đúng hạnQuá hạn"]
    assert table._tbl.xpath("count(w:tr/w:trPr/w:cantSplit)") == 4
    assert table.cell(2, 0).text == "I. Cải cách thể chế"
    assert [cell.text for cell in table.rows[3].cells] == ["1", "Rà soát văn bản", "5", "1"]


def test_hostile_text_stays_text():
    rows = (("<w:p/>&amp;", "<!--table 0-->", "a\nb", "]]>\x00"),)
    blocks = (Table(COLUMNS, rows), Paragraph((Span("<b>", bold=True), Span(" & xong"))))
    found = opened(replace(REPORT, blocks=blocks, appendices=()))
    cells = found.tables[1].rows[2].cells
    assert [cell.text for cell in cells] == ["<w:p/>&amp;", "<!--table 0-->", "a\nb", "]]>"]
    assert len(cells[2].paragraphs) == 2
    assert any(one.text == "<b> & xong./." for one in found.paragraphs)


def test_row_that_does_not_fit_is_refused():
    blocks = (replace(TABLE, rows=(("1", "2"),)),)
    with pytest.raises(ValueError, match="Dòng có 2 ô, bảng có 4 cột"):
        write(replace(REPORT, blocks=blocks))
    with pytest.raises(ValueError, match="Cỡ chữ của bảng"):
        write(replace(REPORT, blocks=(Table((Column("A", 1),), (), size=9),)))


def test_package_has_no_clock_and_no_stray_parts():
    with zipfile.ZipFile(io.BytesIO(write(REPORT))) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        names = {name.split("/")[-1] for name in archive.namelist()}
    assert not names & {"thumbnail.jpeg", "stylesWithEffects.xml", "webSettings.xml"}
