"""How a history ends for those who follow the work, and what they may say."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tracker.permissions import GrantValue, Role, Viewer
from tracker.refusals import Refused
from tracker.tasks.rules.asof import Line, status_as_of
from tracker.tasks.rules.confirming import Judge, Judged, Judgement, Verdict, check, judged
from tracker.tasks.rules.states import AssignmentRole, State, UpdateKind

NOW = datetime(2025, 6, 1, tzinfo=UTC)
TODAY = date(2025, 6, 10)
WORD = ("word", "in_progress")
DONE, SENT = ("word", "done"), ("submitted", "submitted")
YES, MORE = ("confirmed", "done"), ("asked", "in_progress")


def story(*told):
    """Lines of 01/5, 02/5, ... in this order."""
    return [
        Line(number, UpdateKind(kind), State(state), date(2025, 5, number), NOW)
        for number, (kind, state) in enumerate(told, 1)
    ]


@pytest.mark.parametrize(
    ("told", "verdict", "day"),
    [
        ((), "nothing_said", None), ((WORD,), "nothing_said", None),
        ((WORD, DONE), "waiting", 2), ((SENT,), "waiting", 1), ((SENT, DONE), "waiting", 2),
        ((DONE, YES), "confirmed", 1), ((SENT, ("confirmed", "submitted"), DONE), "confirmed", 3),
        ((DONE, YES, DONE), "confirmed", 3), ((DONE, YES, WORD), "nothing_said", None),
        ((DONE, MORE), "asked", None), ((DONE, MORE, WORD), "asked", None),
        ((DONE, MORE, DONE), "waiting", 3), ((DONE, YES, MORE), "asked", None),
        ((DONE, MORE, DONE, YES), "confirmed", 3),
    ],
)  # fmt: skip
def test_the_end_of_the_history_decides(told, verdict, day):
    found = judged(story(*told))
    assert found.verdict == verdict
    assert found.since == (date(2025, 5, day) if day else None)


def test_a_confirmation_does_not_move_the_day_of_the_result():
    standing = status_as_of(story(WORD, DONE, YES))
    assert (standing.state, standing.state_on) == (State.DONE, date(2025, 5, 2))
    assert standing.stopped_on == date(2025, 5, 2)


def test_what_was_asked_holds_from_its_own_day():
    lines = story(DONE, SENT, MORE)
    assert status_as_of(lines, date(2025, 5, 2)).state is State.SUBMITTED
    assert status_as_of(lines, date(2025, 5, 3)).state is State.IN_PROGRESS
    assert status_as_of(lines).stopped_on is None


WAITING = Judged(Verdict.WAITING, State.DONE, date(2025, 6, 2))


GOOD = Judgement(UpdateKind.CONFIRMED, TODAY, "")
MORE_IS_ASKED = Judgement(UpdateKind.ASKED, date(2025, 6, 2), "Thiếu phụ lục")
CONFIRMED = Judged(Verdict.CONFIRMED, State.DONE, TODAY)
ASKED = Judged(Verdict.ASKED, State.IN_PROGRESS, None)


@pytest.mark.parametrize(
    ("judgement", "now", "problems"),
    [
        (GOOD, WAITING, []), (MORE_IS_ASKED, WAITING, []),
        (replace(MORE_IS_ASKED, words=""), WAITING, ["words"]),
        (replace(GOOD, happened_on=date(2025, 6, 11)), WAITING, ["happened_on"]),
        (replace(GOOD, happened_on=date(2025, 6, 1)), WAITING, ["happened_on"]),
        (replace(GOOD, happened_on=None), WAITING, ["happened_on"]),
        (GOOD, CONFIRMED, ["row"]), (replace(MORE_IS_ASKED, happened_on=TODAY), CONFIRMED, []),
        (MORE_IS_ASKED, ASKED, ["row"]),
    ],
)  # fmt: skip
def test_what_may_be_said(judgement, now, problems):
    assert refused(judgement, now) == problems


def test_a_partners_work_is_not_judged():
    assert refused(GOOD, WAITING, AssignmentRole.PARTNER) == ["row"]


def refused(judgement, now, role=AssignmentRole.LEAD):
    try:
        check(judgement, now, role, TODAY)
    except Refused as refusal:
        return list(refusal.problems)
    return []


def judge(*grants, fields=()):
    return Judge(Viewer(1, "", grants), frozenset(fields))


def test_followers_judge_their_field_and_the_compiler_all_but_the_own_work():
    focal = GrantValue(Role.FOCAL, 5, frozenset({5, 51}))
    compiler = GrantValue(Role.COMPILER, 1, None)
    assert not judge(focal).may(7, 3)
    assert judge(focal, fields={3}).may(7, 3)
    assert judge(focal, fields={3}).may(5, 3)
    assert judge(compiler).may(7, None)
    assert not judge(compiler, focal).may(51, 3)
    assert judge(compiler, focal, fields={3}).may(51, 3)
    assert not judge(GrantValue(Role.COMPILER, 5, frozenset({5}))).may(5, 3)
