"""A compilation as a paper: every form passes the checklist, every part stands in its place."""

from dataclasses import replace
from datetime import date

import pytest

from tests.reports.compilations import COMPILED, facts
from tracker.reports.checking.checker import check
from tracker.reports.checking.findings import Outcome
from tracker.reports.docx.values import Band, Bullets, Heading, Paragraph, Table, Total
from tracker.reports.docx.writing import write
from tracker.reports.rules.compiled import GridColumn, Kind, Sentence
from tracker.reports.rules.papers import PaperForm, paper_of, unwritten
from tracker.reports.rules.printed import printed, table_of
from tracker.reports.rules.texts import blocks_of, text_of, tidy

ADDRESSED_TO_TWO = ("Ủy ban nhân dân tỉnh Sóc Trăng", "Ban Chỉ đạo cải cách hành chính tỉnh")


@pytest.mark.parametrize(
    "given",
    [*map(facts, PaperForm), facts(addressees=ADDRESSED_TO_TWO)],
    ids=[*PaperForm, "hai-noi-nhan"],
)
def test_every_form_passes_the_checklist(given):
    results = check("thử.docx", write(paper_of(COMPILED, {}, given)))
    assert not [(one.code, one.found) for one in results if one.outcome is Outcome.FAIL]


def test_text_stands_under_its_heading_and_the_table_after_it():
    blocks = paper_of(COMPILED, {"tc": "Sửa tay.\n- Một;\n- Hai."}, facts()).blocks
    kinds = [type(one) for one in blocks]
    assert kinds == [
        Paragraph, Heading, Paragraph, Table, Heading, Heading, Paragraph, Bullets, Heading,
        Bullets, Heading, Paragraph, Paragraph,
    ]  # fmt: skip
    assert blocks[6].text == "Sửa tay."
    assert blocks[7].items == ("Một;", "Hai.")
    assert "từ ngày 15/12/2024 đến hết ngày 14/6/2025" in blocks[0].text


def test_section_without_a_word_says_so():
    assert [one.key for one in unwritten(COMPILED, {})] == ["kien-nghi"]
    assert [one.key for one in unwritten(COMPILED, {"kien-nghi": "Không.", "tc": " "})] == ["tc"]
    assert paper_of(COMPILED, {}, facts()).blocks[-2] == Paragraph("(Chưa có nội dung.)")


def test_appendices_are_numbered_and_named_in_the_last_sentence():
    paper = paper_of(COMPILED, {}, facts())
    assert [one.number for one in paper.appendices] == ["I", "II"]
    assert paper.blocks[-1].text.endswith("(Phụ lục I, Phụ lục II kèm theo)")
    belongs = paper.appendices[0].attached_to
    assert belongs == "Kèm theo Báo cáo số     /BC-SNV ngày     tháng 6 năm 2025 của Sở Nội vụ"
    alone = paper_of(replace(COMPILED, appendices=COMPILED.appendices[:1]), {}, facts())
    assert alone.appendices[0].number == ""


def test_proposal_tells_the_headline_and_goes_to_the_superior():
    paper = paper_of(COMPILED, {}, facts(PaperForm.PROPOSAL))
    assert (paper.kind, paper.letterhead.symbol) == ("Tờ trình", "TTr-SNV")
    assert paper.addressees == ("Ủy ban nhân dân tỉnh Sóc Trăng",)
    assert "5/45 nhiệm vụ" in paper.blocks[1].text


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        (1234, Kind.INTEGER, "1.234"), (1234.5, Kind.DECIMAL, "1.234,5"),
        (3.0, Kind.DECIMAL, "3"), (50.0, Kind.PERCENT, "50,00"), (11.115, Kind.PERCENT, "11,12"),
        (date(2025, 6, 5), Kind.DAY, "05/6/2025"), (None, Kind.DECIMAL, "–"), (0, Kind.TEXT, "0"),
        ("a\nb", Kind.TEXT, "a\nb"),
    ],
)  # fmt: skip
def test_values_are_printed_as_papers_print_them(value, kind, text):
    assert printed(value, GridColumn("Cột", kind, blank="–")) == text


def test_grid_keeps_bands_groups_and_blanks():
    table = table_of(COMPILED.appendices[0])
    assert table.rows[0] == Band("Cải cách thể chế")
    assert table.rows[2] == ["1.2", "Số văn bản xử lý", "", ""]
    assert [type(row) for row in table_of(COMPILED.tables[0][1]).rows] == [list, Total]
    assert [one.group for one in table_of(COMPILED.tables[0][1]).columns][2:4] == ["Hoàn thành"] * 2


def test_text_and_blocks_are_each_other():
    assert text_of(COMPILED.sections[3]) == (
        "- Căn cứ kế hoạch này, ban hành kế hoạch của cơ quan.\n- Sơ kết Đề án."
    )
    many = replace(COMPILED.sections[3], sentences=(Sentence("Sở A:\n- Một;\n\n- Hai."),))
    assert text_of(many) == "- Sở A:\n+ Một;\n+ Hai."
    assert text_of(replace(many, bullets=False)) == "Sở A:\n- Một;\n- Hai."
    assert tidy("\r\n  A  \r\n\r\n- B\r\n") == "A\n\n- B"
    found = list(blocks_of("A\n\n- B\n+ C\n+ D\n- E\n-F"))
    assert found == [
        Paragraph("A"), Bullets(("B",)), Bullets(("C", "D"), inner=True), Bullets(("E",)),
        Paragraph("-F"),
    ]  # fmt: skip
