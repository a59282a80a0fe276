"""What people choose, and what planned days add up to."""

from collections import Counter
from datetime import date, datetime, timedelta, timezone

import pytest

from tracker.mail.rules import Fate, Outcome
from tracker.reminders.rules.ages import age_words
from tracker.reminders.rules.changing import RungForm
from tracker.reminders.rules.editing import TWICE, Place, Typed, changed, problems
from tracker.reminders.rules.ladder import Anchor, LatePolicy, Level
from tracker.reminders.rules.settings import Chosen, chat_problem
from tracker.reminders.rules.settings import problems as settings_problems
from tracker.reminders.rules.subjects import SubjectKind
from tracker.reminders.rules.summaries import (
    by_day,
    by_person,
    by_unit,
    by_week,
    heaviest,
    quarter_before,
)
from tracker.reminders.rules.trial import outcome_words
from tracker.reminders.rules.weighing import Cell
from tracker.reminders.rules.wording import rung_words

TUESDAY, WEDNESDAY, MONDAY = date(2025, 6, 10), date(2025, 6, 11), date(2025, 6, 16)


@pytest.mark.parametrize(
    ("chosen", "fields"),
    [
        (Chosen(), set()),
        (Chosen(hour=5), {"hour"}),
        (Chosen(by_chat=True), {"chat_address"}),
        (Chosen(paused_from=TUESDAY, paused_to=MONDAY, stand_in_id=2), set()),
        (Chosen(paused_from=TUESDAY), {"paused_to", "stand_in"}),
        (Chosen(stand_in_id=2), {"paused_from", "paused_to"}),
        (Chosen(paused_from=MONDAY, paused_to=TUESDAY, stand_in_id=2), {"paused_to"}),
        (Chosen(paused_from=TUESDAY, paused_to=MONDAY, stand_in_id=9), {"stand_in"}),
        (Chosen(paused_from=date(2025, 6, 2), paused_to=date(2025, 6, 9), stand_in_id=2),
         {"paused_to"}),
    ],
)  # fmt: skip
def test_a_pause_is_whole_and_has_a_stand_in_of_the_house(chosen, fields):
    assert set(settings_problems(chosen, {2, 3}, TUESDAY)) == fields


def test_a_chat_address_names_a_service_that_is_allowed():
    assert [bool(chat_problem(one, {"tgram"})) for one in ("", "tgram://a/b", "TGRAM://a/b")] == [
        False, False, False,
    ]  # fmt: skip
    assert all(chat_problem(one, {"tgram"}) for one in ("tgram", "file:///etc", "http://a"))


def test_what_days_add_up_to():
    officer, head = Level.OFFICER, Level.HEAD
    told = Counter({
        Cell(TUESDAY, officer, 1, 7): 1, Cell(TUESDAY, head, 2, 8): 1,
        Cell(WEDNESDAY, officer, 1, 7): 2, Cell(MONDAY, officer, 1, 7): 1,
    })  # fmt: skip
    assert [(one.day, one.matters, one.people, one.held) for one in by_day(told)] == [
        (TUESDAY, 2, 2, 1), (WEDNESDAY, 2, 1, 0), (MONDAY, 1, 1, 0),
    ]  # fmt: skip
    assert [(one.key, one.matters, one.digests) for one in by_unit(told)] == [(1, 4, 3), (2, 1, 1)]
    assert [(one.key, one.matters, one.held) for one in by_person(told)] == [(7, 4, 0), (8, 1, 1)]
    weeks = by_week(told)
    assert [(one.monday, one.matters, one.digests) for one in weeks] == [
        (date(2025, 6, 9), 4, 3), (MONDAY, 1, 1),
    ]  # fmt: skip
    assert weeks[0].by_level == {Level.OFFICER: 3, Level.HEAD: 1}
    first = heaviest(told)[0]
    assert (first.day, first.person_id, first.matters) == (WEDNESDAY, 7, 2)


def test_the_quarter_before_a_day():
    assert quarter_before(TUESDAY) == "2025-Q1"
    assert quarter_before(date(2025, 1, 2)) == "2024-Q4"


def test_a_ladder_in_the_form():
    place = Place(SubjectKind.OBLIGATION, Level.OFFICER, Anchor.DAY)
    seven, three = (RungForm(n, False, LatePolicy.FOLD, True) for n in (7, 3))
    stored = {1: seven, 2: three}
    typed = Typed({1: (place, seven), 2: (place, seven)})
    assert problems(typed) == {1: {"count": TWICE}, 2: {"count": TWICE}}
    assert changed(typed, stored) == [2]
    without = Typed({1: (place, seven), 2: (place, seven)}, frozenset({2}))
    assert (problems(without), changed(without, stored)) == ({}, [])
    assert [rung.count for rung in without.ladder] == [7]
    assert without.mark != typed.mark


@pytest.mark.parametrize(
    ("rung", "words"),
    [
        ("officer/day/7", "trước hạn 7 ngày làm việc"),
        ("officer/day/0", "vào ngày đến hạn"),
        ("head/late/3", "quá hạn 3 ngày làm việc"),
        ("officer/late/1+2", "nhắc hằng tuần, lần 2"),
        ("officer/opened/0", "khi phát sinh"),
    ],
)
def test_a_rung_in_words(rung, words):
    assert rung_words(rung) == words


def test_ages_in_whole_units():
    now = datetime(2025, 6, 10, 8, tzinfo=timezone(timedelta(hours=7)))
    waited = [timedelta(seconds=59), timedelta(minutes=90), timedelta(hours=47), timedelta(days=2)]
    told = [age_words(now - one, now) for one in waited]
    assert told == ["dưới 1 phút", "1 giờ", "47 giờ", "2 ngày"]


def test_a_trial_letter_tells_what_to_do_next():
    kind, words = outcome_words(Outcome(Fate.SENT), "ten@soctrang.gov.vn")
    assert (kind, "ten@soctrang.gov.vn" in words) == ("success", True)
    kind, words = outcome_words(Outcome(Fate.REFUSED, "550 không có hộp thư"), "x@y.vn")
    assert kind == "danger"
    assert words.endswith("550 không có hộp thư. Kiểm tra lại địa chỉ nhận.")
