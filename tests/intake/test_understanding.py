"""What heads, numbers, names and layouts mean, one by one."""

from dataclasses import replace
from datetime import date

import pytest

from tests.intake.building import LEFT, UP, Grid, raw_of
from tests.intake.official import CONTEXTS
from tracker.calendar.schedule import CONVENTIONAL, SURE, UNSURE
from tracker.documents.rules import FileRefused
from tracker.intake.rules.directory import Body, Directory, FieldNames
from tracker.intake.rules.heads import Meaning, columns_of, is_head, meaning_of
from tracker.intake.rules.lines import Aside
from tracker.intake.rules.numbers import Rank, label_of, leading
from tracker.intake.rules.owners import OwnersReader
from tracker.intake.rules.raw import Cell, Paragraph, Place, RawFile, Row, Table
from tracker.intake.rules.understanding import understand
from tracker.intake.rules.words import tidy
from tracker.tasks.rules.addressees import Named
from tracker.tasks.rules.states import AssigneeKind, AssignmentRole

YEAR = CONTEXTS["KH196-2025"]
BODIES = (
    Body(Named("unit:1", "Sở Nội vụ"), code="SNV"),
    Body(Named("unit:2", "Sở Tư pháp"), code="STP"),
    Body(Named("unit:3", "Sở Khoa học và Công nghệ", ("Sở KH&CN",))),
    Body(Named("unit:4", "Sở Thông tin và Truyền thông", ("Sở TT&TT",)), ended=True,
         heirs=("unit:3",)),
    Body(Named("unit:5", "Ủy ban nhân dân thị xã Ngã Năm", ("UBND thị xã Ngã Năm",))),
    Body(Named("group:1", "Các sở, ban, ngành tỉnh", ("Sở, ban, ngành",))),
    Body(Named("group:2", "UBND cấp huyện", ("UBND các cấp",))),
    Body(Named("group:3", "UBND cấp xã", ("UBND các cấp",))),
)  # fmt: skip
FIELDS = (
    FieldNames("CCTC", "Cải cách thể chế", followers=("unit:2",)),
    FieldNames("TTHC", "Cải cách thủ tục hành chính", ("Cải cách TTHC",)),
)
DIRECTORY = Directory.of(BODIES, FIELDS, place="tỉnh Sóc Trăng")
HEAD = ["TT", "Nhiệm vụ", "Sản phẩm", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian"]


def read(*rows, head=HEAD, **more):
    return understand(raw_of(Grid([head, *rows]), **more), DIRECTORY, YEAR)


@pytest.mark.parametrize(
    ("head", "meaning"),
    [
        ("STT", Meaning.NUMBER), ("Nhiệm vụ của cơ quan chủ trì", Meaning.TITLE),
        ("Nội dung, nhiệm vụ trọng tâm năm 2026", Meaning.TITLE),
        ("Hoạt động/\nsản phẩm", Meaning.PRODUCT),
        ("CQ chủ trì", Meaning.LEAD), ("Đơn vị\nphối hợp", Meaning.PARTNERS),
        ("Thời gian hoàn thành", Meaning.DEADLINE), ("Tiến độ", Meaning.DEADLINE),
        ("Lĩnh vực CCHC", Meaning.GENERAL), ("Kinh phí", Meaning.OTHER),
    ],
)  # fmt: skip
def test_heads_of_columns(head, meaning):
    assert meaning_of(head)[0] is meaning


def test_a_column_for_leads_and_partners_together_is_asked_about():
    meaning, sure = meaning_of("Cơ quan chủ trì, phối hợp")
    assert (meaning, sure) == (Meaning.LEAD, UNSURE)
    columns = columns_of([(1, "Nhiệm vụ", ""), (2, "Chủ trì", ""), (3, "Đơn vị chủ trì", "")])
    assert [(one.meaning, bool(one.question)) for one in columns] == [
        (Meaning.TITLE, False), (Meaning.LEAD, False), (Meaning.OTHER, True),
    ]  # fmt: skip


def test_a_row_of_the_plan_is_no_head():
    assert is_head(["TT", "Nội dung", "Chủ trì", "Thời gian"])
    assert not is_head(["1", "Xây dựng Kế hoạch", "Sở Nội vụ", "Quý I/2025"])


@pytest.mark.parametrize(
    ("text", "rank", "parts"),
    [
        ("1.2.", Rank.ARABIC, (1, 2)), ("4,2", Rank.ARABIC, (4, 2)), ("IV", Rank.ROMAN, (4,)),
        ("A", Rank.UPPER, (1,)), ("Phần II", Rank.PART, (2,)), ("đ)", Rank.LETTER, (5,)),
        ("I.3", Rank.ARABIC, (3,)), ("-", Rank.DASH, ()), ("C", Rank.ROMAN, None),
    ],
)  # fmt: skip
def test_numbers_of_rows(text, rank, parts):
    label = label_of(text)
    if parts is None:  # a hundred is no part of a plan, and nothing stands before it
        assert label is None or label.rank is Rank.UPPER
        return
    assert (label.rank, label.parts) == (rank, parts)


def test_c_after_b_is_a_letter():
    assert label_of("C", label_of("B")).rank is Rank.UPPER


@pytest.mark.parametrize(
    "title",
    ["100% văn bản được ban hành", "06 tháng đầu năm", "2025 là năm", "1.200 hồ sơ", "- Kế"],
)
def test_a_title_that_begins_with_a_figure_keeps_it(title):
    assert leading(title) == (None, title)


def test_words_are_repaired_and_lines_that_ran_over_joined():
    assert tidy("Văn\u00a0phõng  Sở Tƣ pháp ²\nvà các\nđơn vị;\nSở Y tế") == (
        "Văn phòng Sở Tư pháp và các đơn vị;\nSở Y tế"
    )
    assert tidy("- Kế hoạch\n- Báo cáo") == "- Kế hoạch\n- Báo cáo"


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("so noi vu", [("unit:1", SURE)]), ("SỞ NỘI VỤ", [("unit:1", SURE)]),
        ("Sở Nội vụ tỉnh Sóc Trăng", [("unit:1", CONVENTIONAL)]),
        ("Giám đốc Sở Nội vụ", [("unit:1", CONVENTIONAL)]), ("Sở KHCN", [("unit:3", SURE)]),
        ("Sở NV", [("unit:1", CONVENTIONAL)]), ("UBND TX. Ngã Năm", [("unit:5", SURE)]),
        ("Sở Tư pháp, Sở Khoa học và Công nghệ và Sở Nội vụ",
         [("unit:2", SURE), ("unit:3", SURE), ("unit:1", SURE)]),
        ("Các Sở, ban, ngành tỉnh; UBND các cấp",
         [("group:1", SURE), ("group:2", CONVENTIONAL), ("group:3", CONVENTIONAL)]),
    ],
)  # fmt: skip
def test_names_are_found_whatever_their_marks_and_abbreviations(cell, found):
    read_cell = OwnersReader(DIRECTORY).read(cell, AssignmentRole.LEAD)
    assert [(one.key, one.confidence) for one in read_cell] == found


@pytest.mark.parametrize(
    ("cell", "kind", "offered", "words"),
    [
        ("Sở Tư phám", AssigneeKind.TO_CONFIRM, ["unit:2"], "Không thấy"),
        ("Nội vụ", AssigneeKind.TO_CONFIRM, ["unit:1"], "Không thấy"),
        ("Sở Thông tin và Truyền thông", AssigneeKind.UNIT, ["unit:3"], "nay là Sở Khoa học"),
        ("các cơ quan, đơn vị có liên quan", AssigneeKind.TO_CONFIRM, [], "là cơ quan nào"),
        ("Sở Nội vụ thẩm định", AssigneeKind.TO_CONFIRM, ["unit:1"], "có lời kèm theo"),
    ],
)
def test_names_that_are_not_sure_are_offered_never_taken(cell, kind, offered, words):
    (one,) = OwnersReader(DIRECTORY).read(cell, AssignmentRole.LEAD)
    assert (one.kind, [choice.key for choice in one.offered][:1]) == (kind, offered)
    assert words in one.question
    assert one.confidence == UNSURE


def test_a_name_that_may_go_on_is_not_taken_by_half():
    found = OwnersReader(DIRECTORY).read("Sở Nội vụ và Lao động", AssignmentRole.LEAD)
    assert [(one.key, one.confidence) for one in found] == [("unit:1", UNSURE), ("", UNSURE)]
    assert found[0].question == "“Sở Nội vụ” và “Lao động” là tên của một hay hai cơ quan?"


def test_enterprises_and_teams_stand_outside():
    found = OwnersReader(DIRECTORY).read("Đoàn kiểm tra công vụ; Bộ Nội vụ", AssignmentRole.LEAD)
    assert [one.kind for one in found] == [AssigneeKind.OUTSIDE] * 2


def test_a_task_over_several_lines_of_the_table_is_one_row():
    found = read(
        ["1", "Tuyên truyền", "Kế hoạch", "Sở Nội vụ", "", "Tháng 02/2025"],
        [UP, UP, "Báo cáo", UP, "", "Tháng 12/2025"],
    )
    (row,) = found.rows
    assert (row.product.text, row.due.text) == ("Kế hoạch\nBáo cáo", "Tháng 02/2025\nTháng 12/2025")
    assert [one.slot for one in row.products] == [1, 2]
    assert [rule.dues[0].due_on for rule in row.deadline.rules] == [
        date(2025, 2, 28), date(2025, 12, 31),
    ]  # fmt: skip


def test_parts_over_the_whole_width_and_a_note_between():
    found = read(
        ["I. CẢI CÁCH THỂ CHẾ", *[LEFT] * 5],
        ["1", "Ban hành Kế hoạch", "Kế hoạch", "Sở Tư pháp", "", "Quý I"],
        ["Ghi chú: theo mẫu", *[LEFT] * 5],
        ["B. VIỆC KHÁC", *[LEFT] * 5],
        ["1", "Sơ kết", "Báo cáo", "Sở Nội vụ", "", "Quý II"],
    )
    assert [(row.key, row.is_heading, row.field.code) for row in found.rows] == [
        ("CCTC/I", True, "CCTC"), ("CCTC/I/1", False, "CCTC"), ("B", True, ""), ("B/1", False, ""),
    ]  # fmt: skip
    assert [(one.reason, bool(one.question)) for one in found.aside] == [(Aside.NOTE, True)]


def test_a_row_of_a_field_or_of_capitals_alone_is_a_heading():
    found = read(
        ["", "Cải cách TTHC", "", "", "", ""],
        ["1", "Công bố TTHC", "Quyết định", "Sở Nội vụ", "", "Hàng quý"],
        ["", "NHIỆM VỤ KHÁC", "", "", "", ""],
        ["1", "Sơ kết", "Báo cáo", "Sở Nội vụ", "", "Quý II"],
    )
    assert [(row.key, row.parent, row.field.code, row.questions) for row in found.rows] == [
        ("TTHC/-", "", "TTHC", ()), ("TTHC/-/1", "TTHC/-", "TTHC", ()),
        ("x/-", "", "", ()), ("x/-/1", "x/-", "", ()),
    ]  # fmt: skip


def test_small_letters_begin_rows_where_nothing_is_numbered():
    rows = [["rà soát văn bản", "Báo cáo", "Sở Tư pháp", "", "Quý I"],
            ["sơ kết việc rà soát", "Báo cáo", "Sở Tư pháp", "", "Quý II"]]  # fmt: skip
    found = read(*rows, head=HEAD[1:])
    assert [row.title.text for row in found.rows] == [rows[0][0], rows[1][0]]


@pytest.mark.parametrize("merged", [True, False])
def test_a_head_of_two_rows_also_where_its_merges_are_lost(merged):
    head = ["TT", "Nhiệm vụ", "Cơ quan thực hiện", LEFT, "Thời gian"]
    lower = [UP, UP, "Chủ trì", "Phối hợp", UP]
    line = ["1", "Sơ kết", "Sở Nội vụ", "Sở Tư pháp", "Quý II"]
    if not merged:
        head, lower = (
            [one if isinstance(one, str) else "" for one in row] for row in (head, lower)
        )
    (row,) = read(lower, line, head=head).rows
    assert [one.key for one in row.addressees] == ["unit:1", "unit:2"]


def test_a_column_without_a_head_is_asked_about():
    line = ["1", "Sơ kết", "Sở Nội vụ", "x", "Quý II"]
    found = read(line, head=["TT", "Nhiệm vụ", "Chủ trì", "", "Thời gian"])
    assert found.tables[0].columns[3].question == "Cột 4 không có đầu cột: là gì?"


def test_a_head_over_two_columns_stands_over_number_and_task():
    found = read(["1", "Sơ kết", "Báo cáo", "Sở Nội vụ", "Quý II"],
                 head=["Nội dung", LEFT, "Sản phẩm", "Chủ trì", "Thời hạn"])  # fmt: skip
    assert [(row.number, row.title.text) for row in found.rows] == [("1", "Sơ kết")]


def test_numbers_that_are_missing_or_twice_are_told():
    found = read(
        ["1", "Việc một", "A", "Sở Nội vụ", "", "Quý I"],
        ["3", "Việc ba", "A", "Sở Nội vụ", "", "Quý I"],
        ["3", "Việc ba nữa", "A", "Sở Nội vụ", "", "Quý I"],
        ["4.1", "Việc con", "A", "Sở Nội vụ", "", "Quý I"],
    )
    assert [row.questions for row in found.rows] == [
        (), ("Không thấy số 2 ở trước: có thiếu dòng không?",),
        ("Số 3 có ở hai dòng: số nào đúng?",),
        ("Không thấy mục 4 ở trên: dòng này thuộc mục nào?",),
    ]  # fmt: skip
    assert [row.key for row in found.rows] == ["1", "3", "3~2", "4.1"]


def test_a_cited_part_of_a_paper_is_no_heading():
    line = ["Báo cáo", "Sở Nội vụ", "", "Quý II"]
    found = read(
        ["1", "Báo cáo nhiệm vụ nêu tại mục III và IV,", *line],
        ["", "Phần II của Đề án này", "", "", "", ""],
        ["2", "Sơ kết", *line],
    )
    assert [(row.number, bool(row.questions)) for row in found.rows] == [
        ("1", False), ("", True), ("2", False),
    ]  # fmt: skip
    assert [row.parent for row in found.rows] == ["", "", ""]


def test_a_roman_number_in_the_title_is_asked_about():
    line = ["Báo cáo", "Sở Nội vụ", "", "Quý II"]
    found = read(["1", "Theo mục III và", *line], ["", "IV. Sơ kết", "", "", "", ""])
    assert "đứng trong ô nhiệm vụ" in found.rows[1].questions[0]


def test_numbers_may_go_on_through_the_parts():
    line = ["Sơ kết", "Báo cáo", "Sở Nội vụ", "", "Quý II"]
    part = ["", "", "", ""]
    found = read(["I", "PHẦN MỘT", *part], ["1", *line], ["II", "PHẦN HAI", *part], ["2", *line])
    assert [(row.key, row.questions) for row in found.rows] == [
        ("I", ()), ("I/1", ()), ("II", ()), ("II/2", ()),
    ]  # fmt: skip


def test_paragraphs_on_carrying_out_give_candidates():
    words = [
        "V. TỔ CHỨC THỰC HIỆN", "1. Giao Sở Nội vụ theo dõi, báo cáo trước ngày 15/12/2025.",
        "2. Sở Tư pháp: rà soát văn bản hằng năm.", "3. Các sở, ban, ngành tỉnh:",
        "a) Xây dựng kế hoạch trong tháng 01/2025;", "Nơi nhận:", "- Như trên;",
    ]  # fmt: skip
    table = raw_of(Grid([HEAD, ["1", "Sơ kết", "Báo cáo", "Sở Nội vụ", "", "Quý II"]])).tables
    texts = tuple(Paragraph(number, text) for number, text in enumerate(words, start=1))
    found = understand(RawFile("a.docx", (*texts, *table)), DIRECTORY, YEAR).candidates
    assert [(one.number, [who.key for who in one.addressees], one.phrase) for one in found] == [
        ("1", [""], "trước ngày 15/12/2025"), ("2", ["unit:2"], "hằng năm"),
        ("a", ["group:1"], "trong tháng 01/2025"),
    ]  # fmt: skip
    assert found[0].addressees[0].offered[0].key == "unit:1"
    assert found[0].deadline.rules[0].dues[0].due_on == date(2025, 12, 14)
    assert found[2].heading == "Các sở, ban, ngành tỉnh"


def test_what_owes_work_and_prints_nobody_is_asked_about():
    (row,) = read(["1", "Sơ kết", "", "", "", "Năm 2025"]).rows
    assert row.asked == (
        "Khối này không in lĩnh vực: là lĩnh vực nào?",
        "Không in sản phẩm: kết quả phải có là gì?",
        "Không in cơ quan chủ trì: cơ quan nào chủ trì?",
    )
    assert row.confidence == 0


def test_a_table_without_a_head_goes_on_with_the_one_above():
    rows = [
        ["1", "Một", "A", "Sở Nội vụ", "", "Quý I"],
        ["2", "Hai", "A", "Sở Nội vụ", "", "Quý I"],
    ]
    found = understand(raw_of(Grid([HEAD, rows[0]]), Grid([rows[1]], heads=0)), DIRECTORY, YEAR)
    assert [row.title.text for row in found.rows] == ["Một", "Hai"]
    assert "không có dòng đầu" in found.rows[1].questions[0]


def test_a_hidden_sheet_is_set_aside_and_asked_about():
    shown, hidden = (raw_of(Grid([HEAD, ["1", title, "A", "Sở Nội vụ", "", "Quý I"]])).tables[0]
                     for title in ("Nay", "Cũ"))  # fmt: skip
    raw = RawFile("a.xlsx", (shown, replace(hidden, number=2, hidden=True)))
    found = understand(raw, DIRECTORY, YEAR)
    assert [row.title.text for row in found.rows] == ["Nay"]
    assert [bool(one.question) for one in found.aside] == [True, False]


def test_a_day_that_excel_may_have_turned_round_is_asked_about():
    cells = ["1", "Sơ kết", "Báo cáo", "Sở Nội vụ", "", "07/01/2025"]
    head = Row(1, tuple(Cell(t, Place(1, 1, n + 1, "PL")) for n, t in enumerate(HEAD)))
    body = Row(2, tuple(Cell(t, Place(1, 2, n + 1, "PL"), is_day=n == 5)
                        for n, t in enumerate(cells) if t))  # fmt: skip
    raw = RawFile("a.xlsx", (Table(1, (head, body), 6, "PL"),))
    (row,) = understand(raw, DIRECTORY, YEAR).rows
    assert "đổi chỗ ngày và tháng" in row.due.question


@pytest.mark.parametrize(
    ("blocks", "words"),
    [
        (
            (Paragraph(1, "Ke hoach cai cach hanh chinh nam 2025 cua tinh Soc Trang"),),
            "mất dấu",
        ),
        ((Paragraph(1, "Kế hoạch cải cách hành chính"),), "Không thấy bảng nhiệm vụ"),
    ],
)
def test_a_file_without_marks_or_without_a_plan_is_refused_with_its_reason(blocks, words):
    with pytest.raises(FileRefused, match=words):
        understand(RawFile("a.docx", blocks), DIRECTORY, YEAR)
