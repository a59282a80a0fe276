"""Cleaning, repair of extraction artefacts, and the share of marked letters."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.text import clean, has_lost_marks, marked_share, repair

ANY_TEXT = st.text(st.characters(), max_size=200)  # lone surrogates and controls included


@pytest.mark.parametrize("mark", ["\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_every_line_break_becomes_a_line_feed(mark):
    assert clean(f"Quý I{mark}Quý II") == "Quý I\nQuý II"


@pytest.mark.parametrize(
    "mark", ["\x00", "\x07", "\x1c", "\x7f", "\x9f", "\ud800", "\ufeff", "\ufffe", "\uffff"]
)
def test_control_characters_go(mark):
    assert clean(f"{mark}Sở{mark} Nội vụ") == "Sở Nội vụ"


def test_tabs_stay_and_text_is_trimmed_and_composed():
    assert clean(unicodedata.normalize("NFD", "  Kế\thoạch \n")) == "Kế\thoạch"


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("SỞ TƢ PHÁP", "SỞ TƯ PHÁP"),
        ("Trung ƣơng", "Trung ương"),
        ("Ðề án", "Đề án"),
    ],
)
def test_letters_that_vietnamese_never_uses_are_mapped(printed, meant):
    assert clean(printed) == meant


def test_repair_respells_only_listed_words():
    assert repair("VĂN PHÕNG ỦY BAN, Phõng, TÕA ÁN") == "VĂN PHÒNG ỦY BAN, Phòng, TÒA ÁN"
    assert repair("cái võng, lõng thõng") == "cái võng, lõng thõng"
    assert clean("VĂN PHÕNG") == "VĂN PHÕNG"


@given(ANY_TEXT)
def test_clean_text_is_safe_and_stays_as_it_is(text):
    once = clean(text)
    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert not any(unicodedata.category(c) in ("Cc", "Cs") for c in once if c not in "\t\n")
    once.encode()


def test_the_share_of_marked_letters_tells_lost_marks():
    printed = "Tổ chức thực hiện Kế hoạch cải cách hành chính năm 2025 của tỉnh Sóc Trăng"
    lost = "To chuc thuc hien Ke hoach cai cach hanh chinh nam 2025 cua tinh Soc Trang"
    assert marked_share(printed) > 0.25
    assert not has_lost_marks(printed)
    assert has_lost_marks(lost)
    assert not has_lost_marks("istorage.soctrang.gov.vn")
    assert marked_share("") == 0.0
