"""Filters, state marks and deadline words: what a Vietnamese screen prints."""

from datetime import UTC, date, datetime
from xml.etree import ElementTree as ET

import pytest
from flask import Flask

from tracker.config import ROOT
from tracker.web import filters, marks

TODAY = date(2025, 6, 10)


def test_instant_is_shown_in_vietnamese_time() -> None:
    assert filters.instant(datetime(2025, 6, 9, 18, 5, tzinfo=UTC)) == "01:05 ngày 10/6/2025"


def test_naive_instant_is_refused() -> None:
    with pytest.raises(ValueError, match="naive"):
        filters.instant(datetime(2025, 6, 9, 18, 5))  # noqa: DTZ001 - the case under test


def test_missing_day_is_a_dash() -> None:
    assert filters.day(None) == "–"
    assert filters.weekday_day(date(2025, 6, 14)) == "Thứ Bảy, 14/6/2025"


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [(5, 11, "45,5 %"), (1, 2, "50 %"), (0, 7, "0 %"), (0, 0, "–"), (7, 7, "100 %")],
)
def test_percent(part: int, whole: int, shown: str) -> None:
    assert filters.percent(part, whole) == shown


@pytest.mark.parametrize(("count", "shown"), [(0, "0"), (9, "09"), (10, "10"), (1200, "1.200")])
def test_two_digits(count: int, shown: str) -> None:
    assert filters.two_digits(count) == shown


@pytest.mark.parametrize(
    ("size", "shown"),
    [(0, "0 byte"), (358400, "350 KB"), (1258291, "1,2 MB"), (26214400, "25 MB")],
)
def test_file_size(size: int, shown: str) -> None:
    assert filters.file_size(size) == shown


def test_lines_escape_and_keep_breaks() -> None:
    assert filters.lines("a <b>\nc") == "a &lt;b&gt;<br>c"


def test_query_url_keeps_filters_and_leaves_the_page() -> None:
    app = Flask(__name__)
    app.add_url_rule("/nhiem-vu", "list", lambda: "")
    with app.test_request_context("/nhiem-vu?unit=STP&unit=STC&q=a&after=9"):
        assert filters.query_url(q=None) == "/nhiem-vu?unit=STP&unit=STC"
        assert filters.query_url(after="12") == "/nhiem-vu?unit=STP&unit=STC&q=a&after=12"


def test_asset_address_changes_with_the_bytes() -> None:
    app = Flask(__name__, root_path=str(ROOT))
    with app.test_request_context():
        address = filters.asset("css/app.css")
    assert address.startswith("/static/css/app.css?v=")
    assert len(address) == len("/static/css/app.css?v=") + 12


@pytest.mark.parametrize(
    ("due", "numbers", "text", "tone"),
    [
        (date(2025, 3, 31), (None, 71, 48), "quá hạn 71 ngày (48 ngày làm việc)", "red"),
        (date(2025, 6, 10), (0, 0, None), "đến hạn hôm nay", "amber"),
        (date(2025, 6, 18), (6, 0, None), "còn 6 ngày làm việc", "amber"),
        (date(2025, 6, 20), (8, 0, None), "còn 8 ngày làm việc", ""),
        (date(2025, 6, 20), (None, 0, None), "còn 10 ngày", ""),
        (date(2025, 6, 8), (0, 0, None), "đến hạn vào ngày nghỉ, chưa tính quá hạn", "amber"),
    ],
)
def test_deadline_words(
    due: date, numbers: tuple[int | None, int, int | None], text: str, tone: str
) -> None:
    left, late, working_late = numbers
    words = marks.deadline_words(due, TODAY, left, late, working_late)
    assert (words.text, words.tone) == (text, tone)


def test_saturday_due_on_sunday_has_no_working_day_left() -> None:
    words = marks.deadline_words(date(2025, 6, 15), date(2025, 6, 14), 0)
    assert words.text == "không còn ngày làm việc trước hạn"


@pytest.mark.parametrize(
    ("cell", "state", "left", "key"),
    [
        ("open_in_time", "in_progress", 8, "in_progress"),
        ("open_in_time", "not_started", 7, "soon"),
        ("open_in_time", "submitted", 2, "submitted"),
        ("open_overdue", "submitted", None, "overdue"),
        ("no_deadline", "in_progress", None, "standing"),
        ("done_late", "done", None, "done_late"),
        (None, "in_progress", 3, "underway"),
        (None, "done", None, "done"),
    ],
)
def test_mark_key(cell: str | None, state: str, left: int | None, key: str) -> None:
    assert marks.mark_key(cell, state, left) == key


def test_every_mark_has_its_icon_and_colour() -> None:
    sprite = ET.parse(ROOT / "static/vendor/icons/sprite.svg")  # noqa: S314 - our own file
    icons = {element.get("id") for element in sprite.getroot()}
    sheet = (ROOT / "static/css/app.css").read_text(encoding="utf-8")
    for mark in marks.MARKS.values():
        assert mark.icon in icons
        assert f".tone-{mark.tone} " in sheet


def test_no_two_states_share_word_or_look() -> None:
    finer = {"done", "underway", "waiting", "open_in_time", "open_overdue", "no_deadline"}
    shown = [mark for key, mark in marks.MARKS.items() if key not in finer]
    assert len({mark.label for mark in shown}) == len(shown)
    assert len({(mark.icon, mark.tone) for mark in shown}) == len(shown)
