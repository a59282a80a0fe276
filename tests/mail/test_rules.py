from datetime import date, timedelta

import pytest

from tracker.mail.rules import (
    Fate,
    Stage,
    answered,
    expiry_words,
    is_address,
    shortened,
    unanswered,
    wait_after,
)


def test_the_waits_are_the_ladder_up_to_an_hour_less_a_share():
    waits = [wait_after(attempt, 0.0).total_seconds() for attempt in range(1, 10)]
    assert waits == [30, 60, 120, 300, 600, 1800, 3600, 3600, 3600]
    assert wait_after(1, 0.5) == timedelta(seconds=27)
    assert wait_after(7, 0.999) > timedelta(minutes=48)


@pytest.mark.parametrize(
    ("stage", "code", "fate"),
    [
        (Stage.RECIPIENT, 550, Fate.REFUSED), (Stage.RECIPIENT, 451, Fate.LATER),
        (Stage.RECIPIENT, 530, Fate.BROKEN), (Stage.RECIPIENT, 421, Fate.BROKEN),
        (Stage.DATA, 554, Fate.REFUSED), (Stage.DATA, 452, Fate.LATER),
        (Stage.DATA, 250, Fate.SENT), (Stage.SENDER, 553, Fate.BROKEN),
        (Stage.LOGIN, 535, Fate.BROKEN), (Stage.CONNECT, 554, Fate.BROKEN),
    ],
)  # fmt: skip
def test_what_a_reply_means(stage, code, fate):
    assert answered(stage, code, "x").fate is fate


def test_only_silence_after_the_whole_letter_leaves_doubt():
    assert [one for one in Stage if unanswered(one, "x").perhaps_sent] == [Stage.ANSWER]


def test_words_of_a_server_are_one_short_line():
    assert shortened("550 a\r\nb\x00c") == "550 a b c"
    assert len(shortened("x" * 999)) == 200


def test_words_of_an_end_say_how_often_it_was_tried():
    assert expiry_words(date(2025, 6, 10), 0, "") == (
        "Quá 3 ngày kể từ ngày nhắc 10/6/2025, chưa thử lần nào"
    )


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("a@b.vn", True), ("a.b+c@so-tu-phap.soctrang.gov.vn", True), ("a@b@c", False),
        ("a b@c.vn", False), ("a@c.vn\r\nX: y", False), ("cán@bộ.vn", False), ("", False),
    ],
)  # fmt: skip
def test_addresses(text, good):
    assert is_address(text) is good
