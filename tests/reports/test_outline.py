"""Outlines as papers print them (seeded regime of the province; reports of provinces 2022-2025)."""

from tracker.reports.rules.compiled import Numbered
from tracker.reports.rules.outline import DEFAULT, Purpose, sections_of

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
    assert [line.number for line in found] == [
        "I", "II", "1", "2", "3", "4", "5", "6", "III", "IV", "V"
    ]  # fmt: skip
    assert [line.field for line in found if line.purpose is Purpose.FIELD] == [
        "CDDH", "CCTC", "TTHC", "TCBM", "CDCV", "TCC", "CQS"
    ]  # fmt: skip
    assert [line.purpose for line in found][-3:] == [
        Purpose.EVALUATION, Purpose.NEXT, Purpose.PROPOSALS
    ]  # fmt: skip
    assert found[1].purpose is Purpose.FIELDS
    assert found[2].key == "cctc"


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
