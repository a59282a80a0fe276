"""Search key and sort key."""

import random
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.text import ALPHABET, fold, sort_key, word_key

ANY_TEXT = st.text(st.characters(), max_size=200)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Đôn đốc", "don doc"),
        ("Sở Tƣ pháp", "so tu phap"),
        ("  KẾ \n HOẠCH\u00a0 số ", "ke hoach so"),
        ("UBND\u200b tỉnh", "ubnd tinh"),
        ("Quyết định", "quyet dinh"),
        ("ngày", "ngay"),
    ],
)
def test_the_search_key_drops_marks_and_spaces(text, key):
    assert fold(text) == key


@pytest.mark.parametrize(
    ("one", "other"),
    [("hoà", "hòa"), ("uỷ", "ủy"), ("kỹ", "kĩ"), ("tỷ lệ", "tỉ lệ"), ("Quý", "quí"), ("lý", "LÍ")],
)
def test_two_spellings_have_one_search_key(one, other):
    assert fold(one) == fold(other)


def test_words_to_be_found_are_letters_and_digits_cut_at_forty():
    assert word_key("Số 12/NQ-HĐND (“Kỹ năng”), 92,5%") == "so 12 nq hdnd ki nang 92 5"
    assert word_key("a" * 50 + " _ky") == "a" * 40 + " ki"


@given(ANY_TEXT)
def test_the_words_of_words_are_themselves(text):
    words = word_key(text)
    assert word_key(words) == words
    assert re.fullmatch("(?:[a-z0-9]+(?: [a-z0-9]+)*)?", words)


@given(ANY_TEXT)
def test_the_search_key_of_a_search_key_is_itself(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet=ALPHABET + "áàảãạ ", max_size=60))
def test_composition_and_case_do_not_change_the_search_key(text):
    assert fold(unicodedata.normalize("NFD", text).upper()) == fold(text)


IN_ORDER = [
    *("an", "àn", "ản", "ãn", "án", "ạn", "anh", "ăn", "ân", "Ân", "ân ái"),
    *("da", "đa", "Đông", "e", "ê", "ga"),
    *("Quý 1", "Quý I", "Sở Nội vụ", "Sở Tài chính", "Sở Tư pháp", "Sở Y tế"),
    *("to", "tô", "tơ", "tu", "tư"),
    *("ưa", "va", "xã", "ý", "zê"),
]


def test_sort_keys_put_words_in_dictionary_order():
    shuffled = random.Random(7).sample(IN_ORDER, len(IN_ORDER))
    assert sorted(shuffled, key=sort_key) == IN_ORDER


def test_tones_count_only_after_all_letters():
    assert sorted(["toán", "toan tính", "tòa", "toa"], key=sort_key) == [
        *("toa", "tòa", "toán", "toan tính")
    ]


@given(ANY_TEXT)
def test_sort_keys_are_plain_whatever_the_text(text):
    assert re.fullmatch("[0-9a-z]+", sort_key(text))


def test_a_long_title_has_a_short_key():
    assert len(sort_key("Ộ" * 5000)) < 1000
