"""The steps of a unit's report, whether it came in time, whether it says anything: by hand."""

from datetime import date

import pytest

from tracker.calendar.workdays import DaysOff
from tracker.reports.rules.contributions import ReportState as S
from tracker.reports.rules.outline import DEFAULT, sections_of
from tracker.reports.rules.unit_report import (
    RULES,
    Sending,
    Side,
    Standing,
    Step,
    after,
    is_empty,
    problem,
    signed_problem,
    steps_open,
    timeliness,
    written_lines,
)
from tracker.rounds.rules.clocks import Clocks, RoundState

CLOCKS = Clocks(date(2024, 12, 15), date(2025, 6, 14), date(2025, 6, 18), date(2025, 6, 25))

# state: what the officer, the head and the receiving body may do while the round is open
OPEN = {
    S.MISSING: "write | | enter",
    S.DRAFTING: "write hand_up sign | send | enter",
    S.WAITING: "take_back sign | return send | enter",
    S.SENT: "record_paper | | accept ask",
    S.ASKED: "write hand_up sign | send |",
    S.ACCEPTED: "record_paper | | ask",
}
# and after the day on which it is locked
LOCKED = {
    S.MISSING: " | | enter reopen",
    S.DRAFTING: " | | enter reopen",
    S.WAITING: "take_back | return | enter reopen",
    S.SENT: "record_paper | | accept ask reopen",
    S.ASKED: "write hand_up sign | send |",
    S.ACCEPTED: "record_paper | | ask reopen",
}


def steps(state, phase, **more):
    standing = Standing(state, phase, **more)
    return [
        [one.value for one in steps_open(standing, {side})]
        for side in (Side.WRITER, Side.HEAD, Side.COMPILER)
    ]


@pytest.mark.parametrize(
    ("phase", "table"), [(RoundState.OVERDUE, OPEN), (RoundState.LOCKED, LOCKED)]
)
def test_who_may_do_what(phase, table):
    for state, written in table.items():
        expected = [part.split() for part in written.split("|")]
        assert steps(state, phase) == expected, state


def test_no_step_before_the_round_begins_or_after_it_was_called_off():
    for phase in (RoundState.AHEAD, RoundState.ENDED):
        assert not any(any(steps(state, phase)) for state in S)


def test_reopened_round_is_open_to_its_unit_again_and_not_reopened_twice():
    officer, head, compiler = steps(S.DRAFTING, RoundState.LOCKED, reopened=True)
    assert (officer, head, compiler) == (["write", "hand_up", "sign"], ["send"], ["enter"])


@pytest.mark.parametrize(
    ("step", "state", "sent", "to"),
    [
        ("write", "missing", False, "drafting"), ("write", "asked", True, "asked"),
        ("hand_up", "drafting", False, "waiting"), ("take_back", "waiting", False, "drafting"),
        ("take_back", "waiting", True, "asked"), ("return", "waiting", False, "drafting"),
        ("return", "waiting", True, "asked"), ("send", "waiting", False, "sent"),
        ("sign", "asked", True, "sent"), ("accept", "sent", True, "accepted"),
        ("ask", "accepted", True, "asked"), ("enter", "missing", False, "sent"),
        ("record_paper", "accepted", True, "accepted"), ("reopen", "missing", False, "drafting"),
        ("reopen", "accepted", True, "asked"),
    ],
)  # fmt: skip
def test_where_a_step_leads(step, state, sent, to):
    assert after(Step(step), Standing(S(state), RoundState.OPEN, sent)) == S(to)


def test_reason_why_not_is_told():
    assert set(RULES) == set(Step)
    late = problem(Step.SEND, Standing(S.DRAFTING, RoundState.LOCKED))
    assert late == "Kỳ báo cáo đã khóa; đề nghị nơi tổng hợp mở lại, nêu lý do."
    assert "chưa khóa" in problem(Step.REOPEN, Standing(S.SENT, RoundState.OPEN))


def sent(day, signed=None, *, empty=False):
    return Sending(date(2025, 6, day), empty, date(2025, 6, signed) if signed else None)


# 18/6/2025 is a Wednesday: late from 19/6
@pytest.mark.parametrize(
    ("sendings", "day", "on_time", "empty"),
    [
        ([], None, False, True),
        ([sent(18)], 18, True, False),
        ([sent(19)], 19, False, False),
        ([sent(20, signed=17)], 17, True, False),
        ([sent(16, signed=19)], 19, False, False),
        ([sent(17), sent(24)], 17, True, False),
        ([sent(19), sent(24, signed=18)], 19, False, False),
        ([sent(17, empty=True)], 17, False, True),
        ([sent(17, empty=True), sent(18)], 18, True, False),
        ([sent(17, empty=True), sent(20)], 20, False, False),
        ([sent(17), sent(18, empty=True)], 17, False, True),
    ],
)
def test_timeliness(sendings, day, on_time, empty):
    found = timeliness(sendings, CLOCKS, DaysOff())
    expected = date(2025, 6, day) if day else None
    assert (found.sent_on, found.on_time, found.empty) == (expected, on_time, empty)


@pytest.mark.parametrize(
    ("texts", "figures", "empty"),
    [([], False, True), (["", " \n"], False, True), (["- .", "…"], False, True),
     (["", "Đã ban hành"], False, False), (["0"], False, False), ([""], True, False)],
)  # fmt: skip
def test_emptiness(texts, figures, empty):
    assert is_empty(texts, figures=figures) is empty


def test_headings_over_others_take_no_text():
    lines = written_lines(sections_of(DEFAULT, {}))
    six = ["1", "2", "3", "4", "5", "6"]
    assert [line.number for line in lines] == [*six, *six, "III", "IV", "V", "VI"]


def test_signed_paper_needs_number_past_day_and_file():
    today = date(2025, 6, 18)
    assert not any(signed_problem("215/BC-STP", today, today, file=True).values())
    wrong = signed_problem(" ", date(2025, 6, 19), today, file=False)
    assert all(wrong.values())
