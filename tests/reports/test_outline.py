"""Outlines as papers print them (seeded regime of the province; reports of provinces 2022-2025)."""

import pytest

from tracker.reports.rules.compiled import Numbered
from tracker.reports.rules.outline import DEFAULT, Purpose, sections_of, theme_keys, theme_of

FIELDS = {
    "CDDH": ("Công tác chỉ đạo, điều hành", "Công tác chỉ đạo, điều hành cải cách hành chính"),
    "CCTC": ("Cải cách thể chế",),
    "TTHC": ("Cải cách thủ tục hành chính", "Cải cách TTHC"),
    "TCBM": ("Cải cách tổ chức bộ máy", "Cải cách tổ chức bộ máy hành chính"),
    "CDCV": ("Cải cách chế độ công vụ",),
    "TCC": ("Cải cách tài chính công",),
    "CQS": ("Xây dựng và phát triển chính quyền điện tử, chính quyền số",),
}


def test_the_usual_outline_names_every_field_and_purpose():
    found = sections_of(DEFAULT, FIELDS)
    six = ["1", "2", "3", "4", "5", "6"]
    assert [line.number for line in found] == ["I", *six, "II", *six, "III", "IV", "V", "VI"]
    assert [line.field for line in found if line.purpose is Purpose.FIELD] == [
        "CDDH", "CCTC", "TTHC", "TCBM", "CDCV", "TCC", "CQS"
    ]  # fmt: skip
    assert [line.key for line in found[1:7]] == [
        "ke-hoach", "kiem-tra", "tuyen-truyen", "duoc-giao", "sang-kien", "doi-thoai"
    ]  # fmt: skip
    assert [line.purpose for line in found][-4:] == [
        Purpose.PROGRAMME, Purpose.EVALUATION, Purpose.NEXT, Purpose.PROPOSALS
    ]  # fmt: skip
    assert found[7].purpose is Purpose.FIELDS
    assert found[8].key == "cctc"


def test_a_theme_without_a_heading_is_told_with_the_plan_else_under_the_parts_own():
    own = sections_of("I. Công tác chỉ đạo, điều hành\n1. Kế hoạch\n2. Kiểm tra\nII. Khác", FIELDS)
    keys = theme_keys(own)
    assert (keys[Purpose.INSPECTION], keys[Purpose.DIALOGUE]) == ("kiem-tra", "ke-hoach")
    plain = theme_keys(sections_of("I. Công tác chỉ đạo, điều hành\nII. Kiểm tra", FIELDS))
    assert set(plain.values()) == {"cddh"}
    assert theme_keys(sections_of("I. Kiểm tra", FIELDS)) == {}


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("Nhiệm vụ do Chính phủ, Thủ tướng Chính phủ giao đã hoàn thành", Purpose.GIVEN),
        ("Kế hoạch của UBND tỉnh về an toàn giao thông", Purpose.PLAN),
        ("Thanh tra hoạt động công vụ", Purpose.INSPECTION),
        ("Sáng kiến, giải pháp mới trong cải cách hành chính", Purpose.INITIATIVES),
        ("Tin, bài, chương trình tuyên truyền cải cách hành chính", Purpose.PUBLICITY),
        ("Tổ chức đối thoại với doanh nghiệp (2 lần/năm)", Purpose.DIALOGUE),
    ],
)
def test_what_a_text_of_the_direction_is_about(text, theme):
    assert theme_of(text) is theme


def test_an_outline_of_ones_own_keeps_its_words():
    found = sections_of(
        "I. Kết quả thực hiện Đề án 2437\n1. Cải cách TTHC\na) Công khai\nPhần thêm\nI. Khác",
        FIELDS,
    )
    assert [(line.level, line.number, line.title) for line in found] == [
        (Numbered.PART, "I", "Kết quả thực hiện Đề án 2437"),
        (Numbered.CLAUSE, "1", "Cải cách TTHC"),
        (Numbered.POINT, "a", "Công khai"),
        (Numbered.POINT, "", "Phần thêm"),
        (Numbered.PART, "I", "Khác"),
    ]
    assert found[0].purpose is Purpose.PROGRAMME
    assert found[1].field == "TTHC"


def test_keys_are_stable_and_never_shared():
    found = sections_of("1. Nội dung khác\n2. Nội dung khác", {})
    assert [line.key for line in found] == ["noi-dung-khac", "noi-dung-khac-2"]


def test_no_outline_is_the_usual_one():
    assert sections_of("  ", {}) == sections_of(DEFAULT, {})
