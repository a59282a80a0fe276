"""Hard spaces, fixed phrases, widths of texts; expected values from the decree or by hand."""

from datetime import date

import pytest

from tracker.reports.docx.metrics import balanced_room, lines_of, text_width
from tracker.reports.docx.typography import (
    ended,
    letter,
    number_line,
    place_and_day,
    tie,
    tie_all,
)


def shown(text):
    return text.replace("\u00a0", "~")


@pytest.mark.parametrize(
    ("text", "tied"),
    [
        ("theo khoản 5 Điều 14", "theo khoản~5 Điều~14"),
        ("ngày 05 tháng 6 năm 2025", "ngày~05~tháng~6~năm~2025"),
        ("đạt 37,35 % (Quý I/2025)", "đạt 37,35~% (Quý~I/2025)"),
        ("Phụ lục II, điểm a khoản 1", "Phụ lục~II, điểm~a khoản~1"),
        ("có 12 nhiệm vụ - việc", "có 12~nhiệm vụ~- việc"),
        ("số việc trong năm qua", "số việc trong năm qua"),
        ("- Kế hoạch", "- Kế hoạch"),
        (" bỏ\x00 ký tự\x0b lạ ", "bỏ ký tự\n lạ"),
    ],
)
def test_figures_stay_with_their_word(text, tied):
    assert shown(tie(text)) == tied
    assert shown(tie_all(["trước", text, "sau"])[1]) == tied


def test_many_texts_keep_their_number_whatever_is_in_them():
    texts = ["a\ue000b", "", "\ue000", "ngày 5"]
    assert tie_all(texts) == ["ab", "", "", "ngày\u00a05"]
    assert tie_all([]) == [""]


@pytest.mark.parametrize(
    ("day", "blank", "line"),
    [
        (date(2025, 6, 5), False, "Sóc Trăng, ngày~05 tháng~6 năm~2025"),
        (date(2025, 2, 14), False, "Sóc Trăng, ngày~14 tháng~02 năm~2025"),
        (date(2025, 12, 9), True, "Sóc Trăng, ngày~~~~~~tháng~12 năm~2025"),
        (None, False, "Sóc Trăng, ngày~~~~tháng~~~~năm~~~~~~"),
    ],
)
def test_place_and_day(day, blank, line):
    assert shown(place_and_day("Sóc Trăng", day, day_blank=blank)) == line


def test_number_list_and_letters():
    assert shown(number_line("5", "BC-SNV")) == "Số:~05/BC-SNV"
    assert shown(number_line("", "BC-SNV")) == "Số:~~~~~~/BC-SNV"
    assert ended(("Các sở;", "Lưu: VT.")) == ("Các sở;", "Lưu: VT.")
    assert [letter(place) for place in range(7)] == ["a", "b", "c", "d", "đ", "e", "g"]
    with pytest.raises(ValueError, match="không quá"):
        letter(23)


def test_widths_are_those_of_the_font():
    """A 0.722, a 0.444, space 0.250 of the size; tones weigh nothing, an unknown letter is told."""
    assert text_width("A a", 2048) == 1479 + 512 + 909
    assert text_width("Ắ", 10) == text_width("A", 10)
    assert text_width("字", 10) is None


def test_lines_and_balance():
    lines = lines_of("aaaa aaaa aaaa aa", 2048, 9000)
    assert lines == [909 * 8 + 512, 909 * 6 + 512]
    room = balanced_room("aaaa aaaa aaaa aa", 2048, 9000)
    assert 909 * 8 + 512 <= room <= 909 * 8 + 514
