"""The two real appendices, made as an office makes files, read back as the seeds have them."""

import pytest

from tests.intake import comparing
from tests.intake.appendices import DA2437, KH196, grid, passages, rows, tail, worn
from tests.intake.building import docx, pasted, xlsx
from tests.intake.comparing import reading
from tests.intake.official import seed
from tracker.intake import docx as word_files
from tracker.intake import pasted as pasted_tables
from tracker.intake import xlsx as excel_files
from tracker.intake.rules.heads import Meaning
from tracker.intake.rules.lines import Aside


def read(plan, kind):
    table = grid(plan)
    if kind == "worn docx":
        raw = word_files.read("a.docx", docx("PHỤ LỤC", worn(table, plan), *passages()))
    elif kind == "docx":
        raw = word_files.read("a.docx", docx("PHỤ LỤC", table))
    elif kind == "xlsx":
        raw = excel_files.read("a.xlsx", xlsx(table))
    else:
        raw = pasted_tables.read(pasted(table).encode())
    return reading(plan, raw)


@pytest.fixture(scope="module")
def plans():
    """Every appendix by its plan and the kind of file."""
    kinds = ("docx", "worn docx", "xlsx")
    return {(plan, kind): read(plan, kind) for plan in (KH196, DA2437) for kind in kinds}


@pytest.mark.parametrize("plan", [KH196, DA2437])
@pytest.mark.parametrize("kind", ["docx", "worn docx", "xlsx"])
def test_rows_texts_numbers_and_tree_are_those_of_the_seeds(plans, plan, kind):
    found = plans[plan, kind]
    assert [comparing.printed(row) for row in found.rows] == comparing.expected(plan)
    assert comparing.shape_read(found) == comparing.shape(plan)
    assert not found.unaccounted


@pytest.mark.parametrize("plan", [KH196, DA2437])
@pytest.mark.parametrize("kind", ["docx", "worn docx", "xlsx"])
def test_days_are_those_of_the_seeds(plans, plan, kind):
    """The last row of Kế hoạch 196/KH-UBND prints a title alone: heading or task is asked."""
    assert comparing.days_read(plans[plan, kind]) == comparing.days(plan)


ASKED = {
    KH196: {
        "CDCV/3.1": "“UBND cấp huyện” đứng sau “trực thuộc các sở ban ngành” chưa rõ là ai",
        "CDDH/3.6.2": "“UBND cấp huyện đề xuất qua kết quả đánh giá trải nghiệm” có lời kèm theo",
    },
    DA2437: {
        "SKHDT/2": "Không thấy “Cơ quan Thường trực Ban Chỉ đạo CCHC” trong danh mục cơ quan",
        "SKHDT/3": "Không thấy “Cơ quan Thường trực Ban Chỉ đạo CCHC” trong danh mục cơ quan",
    },
}
ONE_OR_OTHER = "STP/4"
"""“Cơ sở đào tạo hoặc Bộ Tư pháp”, both outside: the seeds have two, the reading one."""


@pytest.mark.parametrize("plan", [KH196, DA2437])
@pytest.mark.parametrize("kind", ["docx", "worn docx", "xlsx"])
def test_owners_are_those_of_the_seeds_or_are_asked(plans, plan, kind):
    found = plans[plan, kind]
    differing = {
        tail(row): " ".join(one.question for one in read_row.addressees)
        for row, read_row, wanted, got in zip(
            rows(plan), found.rows, comparing.owners(plan), comparing.owners_read(found),
            strict=True,
        )
        if wanted != got
    }  # fmt: skip
    differing.pop(ONE_OR_OTHER, None)
    assert differing.keys() == ASKED[plan].keys()
    assert all(words in differing[code] for code, words in ASKED[plan].items())


def test_fields_follow_the_numbers_where_labels_slid(plans):
    """KH 196: two labels stand in the block above their own, one is printed wrongly."""
    found = plans[KH196, "worn docx"].rows
    wrong = [
        tail(row)
        for row, read_row in zip(rows(KH196), found, strict=True)
        if row["field"] != read_row.field.code
    ]
    assert wrong == [tail(row) for row in rows(KH196) if row["field"] == "CCTC"]
    asked = {row.key: row.field.question for row in found if row.field.question}
    assert asked == {
        "1": "“Cải cách thủ tục” không phải tên lĩnh vực đã biết: là lĩnh vực nào?",
        "CDCV/6": "Nhãn lĩnh vực “Cải cách tài chính công” có vẻ in lệch: "
        "dòng này thuộc lĩnh vực nào?",
        "TCC/1": "Nhãn lĩnh vực “Cải cách tài chính công” có vẻ in lệch: "
        "dòng này thuộc lĩnh vực nào?",
        "CQS/5": "Nhãn lĩnh vực “Công tác chỉ đạo điều hành” có vẻ in lệch: "
        "dòng này thuộc lĩnh vực nào?",
        "CDDH/1": "Nhãn lĩnh vực “Công tác chỉ đạo điều hành” có vẻ in lệch: "
        "dòng này thuộc lĩnh vực nào?",
    }
    assert found[0].field.offered[0] == "TTHC"


@pytest.mark.parametrize("plan", [KH196, DA2437])
def test_products_are_those_of_the_seeds_or_are_asked(plans, plan):
    """That UBND tỉnh issues the decision on the index is said elsewhere in the Đề án."""
    wanted = {}
    for one in seed(f"tasks/{plan}.products"):
        wanted.setdefault(one["task"], []).append((one["title"].strip("."), one["issuer_text"]))
    for row, found in zip(rows(plan), plans[plan, "worn docx"].rows, strict=True):
        got = [(one.title, one.issuer_text) for one in found.products]
        asked = any(one.question for one in found.products)
        assert got == wanted.get(row["code"], []) or asked or tail(row) == "SNV/2"


def test_two_products_go_with_two_deadlines(plans):
    row = next(row for row in plans[KH196, "docx"].rows if row.key == "CDDH/2")
    assert [(one.title, one.slot) for one in row.products] == [
        ("Kế hoạch", 1), ("Báo cáo kết quả (lồng ghép với kết quả CCHC)", 2),
    ]  # fmt: skip


def test_a_product_of_another_authority_is_told(plans):
    row = next(row for row in plans[KH196, "docx"].rows if row.key == "TTHC/3.1")
    assert [one.issuer_text for one in row.products] == ["Chủ tịch UBND tỉnh"]


def test_the_part_on_carrying_out_gives_candidates(plans):
    found = plans[KH196, "worn docx"].candidates
    assert len(found) == 11
    assert {one.key for one in found[1].addressees} == {
        "group:G-SBN", "group:G-SNCL", "group:G-TW", "group:G-HUYEN",
    }  # fmt: skip
    assert found[1].phrase == "chậm nhất vào ngày 18 của tháng cuối kỳ báo cáo"
    assert all(one.question for one in found)


def test_heads_printed_again_are_set_aside(plans):
    found = plans[KH196, "worn docx"]
    assert {one.reason for one in found.aside} == {Aside.REPEATED_HEAD}
    assert len(found.aside) == 6
    assert [column.meaning for column in found.tables[0].columns] == [
        Meaning.GENERAL, Meaning.TITLE, Meaning.PRODUCT, Meaning.LEAD, Meaning.PARTNERS,
        Meaning.DEADLINE,
    ]  # fmt: skip


@pytest.mark.parametrize("plan", [KH196, DA2437])
def test_a_pasted_table_has_lost_its_merges_and_says_so(plan):
    found = read(plan, "pasted")
    lines = [tuple(text.replace("\n", " ") for text in row) for row in comparing.expected(plan)]
    assert [
        tuple(text.replace("\n", " ") for text in comparing.printed(row)) for row in found.rows
    ] == lines
    for row, wanted in zip(found.rows, comparing.shape(plan), strict=True):
        assert row.asked or wanted[1] is None
