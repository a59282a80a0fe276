"""What becomes of lines after days on which nothing was sent."""

from datetime import date, timedelta
from itertools import count

from tests.reminders.scene import LADDER, K, matter, planned
from tracker.reminders.rules.ladder import LatePolicy
from tracker.reminders.rules.lateness import Waiting, caught_up, lateness_words, policy_of
from tracker.reminders.rules.states import LineState

TODAY = date(2025, 6, 18)
POLICIES = {(rung.kind.value, rung.name): rung.policy for rung in LADDER}


def waiting(number, day, policy=LatePolicy.FOLD, **changes):
    """A line of one matter for one person."""
    given = {"said": ("obligation:1", "officer", 11, "in_app"), "state": LineState.QUEUED}
    return Waiting(number, day=day, policy=policy, **{**given, **changes})


def missed(first, last, subjects):
    """The lines of days that no clock saw, as they wait in the ledger; what each id is."""
    numbers, found, names = count(1), [], {}
    for n in range((last - first).days + 1):
        for line in planned(first + timedelta(days=n), subjects).lines:
            kind, rung = line.subject.kind.value, line.rung
            said = (line.subject.key, line.level.value, line.person_id, line.channel.value)
            policy = policy_of(POLICIES, kind, rung)
            found.append(Waiting(next(numbers), said, line.state, line.day, policy))
            names[found[-1].id] = f"{line.subject.code} {rung}"
    return found, names


def test_three_days_off_from_friday_to_tuesday():
    """The clock stood still from 13/6 to 17/6; on Wednesday 18/6 it catches up."""
    june = [
        matter(K.ROUND_DATA, "so-lieu", "2025-06-14"),
        matter(K.ROUND_ON_TIME, "bao-cao", "2025-06-18", "2025-06-19"),
        matter(K.OBLIGATION, "viec", "2025-06-18", "2025-06-19"),
        matter(K.DEADLINE_SET, "han-moi", "2025-07-15", opened_on="2025-06-16"),
        matter(K.OBLIGATION, "cu", "2025-06-04", "2025-06-05"),
    ]
    lines, names = missed(date(2025, 6, 13), TODAY, june)
    ended = {names[number]: why for number, why in caught_up(TODAY, lines).items()}
    assert ended == {
        "so-lieu officer/day/0": "Ngày nhắc 13/6/2025 đã qua",
        "bao-cao officer/day/1": "Gộp vào nhắc việc ngày 18/6/2025",
        "viec officer/day/3": "Gộp vào nhắc việc ngày 18/6/2025",
        "viec officer/day/1": "Gộp vào nhắc việc ngày 18/6/2025",
    }
    assert set(names.values()) - set(ended) == {
        "bao-cao officer/day/0", "viec officer/day/0", "han-moi officer/opened/0",
        "cu compiler/late/7", "cu head/late/3+1",
    }  # fmt: skip


def test_only_the_newest_of_one_matter_goes():
    lines = [waiting(1, date(2025, 6, 9)), waiting(2, date(2025, 6, 13))]
    assert caught_up(TODAY, lines) == {1: "Gộp vào nhắc việc ngày 13/6/2025"}


def test_other_people_other_channels_other_levels_stay_apart():
    said = [("o:1", "officer", 11, "mail"), ("o:1", "officer", 12, "in_app"),
            ("o:1", "head", 11, "in_app"), ("o:2", "officer", 11, "in_app")]  # fmt: skip
    lines = [waiting(n, date(2025, 6, 9 + n), said=one) for n, one in enumerate(said)]
    assert caught_up(TODAY, lines) == {}


def test_what_must_be_sent_is_sent_however_late():
    lines = [waiting(1, date(2025, 6, 9), LatePolicy.SEND), waiting(2, TODAY, LatePolicy.SEND)]
    assert caught_up(TODAY, lines) == {}


def test_a_released_line_does_not_expire_but_folds():
    old = waiting(1, date(2025, 6, 9), LatePolicy.EXPIRE, released=True)
    assert caught_up(TODAY, [old]) == {}
    newer = waiting(2, date(2025, 6, 16), released=True)
    assert list(caught_up(TODAY, [old, newer])) == [1]


def test_held_lines_fold_among_themselves():
    held = waiting(1, date(2025, 6, 9), state=LineState.HELD)
    assert caught_up(TODAY, [held, waiting(2, TODAY)]) == {}
    assert list(caught_up(TODAY, [held, waiting(3, TODAY, state=LineState.HELD)])) == [1]


def test_a_late_line_is_marked_unless_it_was_released():
    day = date(2025, 6, 13)
    assert lateness_words(day, TODAY, released=False) == "Gửi muộn, ngày nhắc là 13/6/2025"
    assert lateness_words(day, TODAY, released=True) == ""
    assert lateness_words(TODAY, TODAY, released=False) == ""


def test_a_week_has_the_policy_of_its_rung():
    assert policy_of(POLICIES, "round_data", "officer/day/0") is LatePolicy.EXPIRE
    assert policy_of(POLICIES, "obligation", "officer/late/1+3") is LatePolicy.FOLD
    assert policy_of(POLICIES, "deadline_set", "officer/opened/0") is LatePolicy.SEND
    assert policy_of(POLICIES, "obligation", "officer/day/99") is LatePolicy.FOLD  # taken away
