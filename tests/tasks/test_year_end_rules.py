"""The year's end and "không thay đổi": tables written by hand. The annual data close on 14/12."""

from dataclasses import replace
from datetime import date

import pytest

from tests.tasks.test_updating_rules import PLAN, paper, problems_of, said, situation
from tracker.tasks.rules.states import AssignmentRole, Cause, Outlook, State, UpdateKind
from tracker.tasks.rules.updating import decide, states_open_to, withdrawn
from tracker.tasks.rules.year_end import (
    asking_begins,
    estimate_problem,
    estimates_open,
    year_asked,
)

NOVEMBER_14, NOVEMBER_15 = date(2025, 11, 14), date(2025, 11, 15)
LATE = date(2025, 4, 1)


def standing(today=NOVEMBER_15, **changes):
    """Standing work of 2025."""
    return situation(**{"today": today, "standing": True, "year": 2025} | changes)


def unchanged(**changes):
    return replace(said(State.DONE, words="", day=None), unchanged=True, **changes)


# --- the result of standing work ----------------------------------------------------------


def test_from_15_11_standing_work_is_done_with_evidence():
    what = said(State.DONE, paper(None, date(2025, 11, 3)), words="Đã kiểm tra 12 đơn vị")
    decided = decide(what, standing())
    assert (decided.kind, decided.state) == (UpdateKind.YEAR_END, State.DONE)
    assert (decided.happened_on, decided.words) == (NOVEMBER_15, "Đã kiểm tra 12 đơn vị")


def test_day_before_the_asking_it_is_not_done():
    assert "thường xuyên" in problems_of(said(State.DONE, paper()), standing(NOVEMBER_14))["state"]


def test_done_without_evidence_is_refused():
    assert "ít nhất một minh chứng" in problems_of(said(State.DONE), standing())["proofs"]


def test_evidence_of_earlier_words_is_enough():
    decided = decide(said(State.DONE, words=""), standing(proven={None: date(2025, 6, 2)}))
    assert decided.words == "Đã thực hiện trong năm 2025."


def test_not_done_asks_for_the_cause():
    what = said(State.NOT_STARTED, words="")
    assert list(problems_of(what, standing())) == ["cause"]
    decided = decide(replace(what, cause=Cause.OBJECTIVE), standing())
    assert (decided.kind, decided.cause) == (UpdateKind.YEAR_END, Cause.OBJECTIVE)
    assert decided.words == "Chưa thực hiện trong năm 2025."


def test_answer_of_january_counts_at_the_end_of_its_year():
    what = said(State.DONE, paper(None, date(2025, 12, 30)))
    assert decide(what, standing(date(2026, 1, 8))).happened_on == date(2025, 12, 31)


@pytest.mark.parametrize(
    "changes", [{"role": AssignmentRole.PARTNER}, {"year": 2026}, {"correcting": True}]
)
def test_only_a_lead_answers_and_only_of_the_year_that_ends(changes):
    assert "thường xuyên" in problems_of(said(State.DONE, paper()), standing(**changes))["state"]


def test_other_words_of_standing_work_stay_words():
    assert decide(said(State.IN_PROGRESS), standing()).kind is UpdateKind.WORD


def test_form_offers_done_only_while_the_result_is_asked_for():
    lead = AssignmentRole.LEAD
    assert State.DONE not in states_open_to(lead, True, ())
    assert State.DONE in states_open_to(lead, True, (), year_end=True)


@pytest.mark.parametrize(
    ("today", "year", "estimates"),
    [
        (NOVEMBER_14, 2024, False), (NOVEMBER_15, 2025, True), (date(2025, 12, 31), 2025, True),
        (date(2026, 1, 1), 2025, False), (date(2026, 11, 15), 2026, True),
    ],
)  # fmt: skip
def test_year_that_is_asked_for(today, year, estimates):
    assert (year_asked(today), asking_begins(year)) == (year, date(year, 11, 15))
    assert estimates_open(year, today) is estimates


def test_estimate_says_what_stays_open():
    assert estimate_problem(None, "")
    assert estimate_problem(Outlook.PARTLY, "")
    assert not estimate_problem(Outlook.PARTLY, "Còn 02 xã")
    assert not estimate_problem(Outlook.DONE, "")


# --- không thay đổi -----------------------------------------------------------------------


@pytest.mark.parametrize("state", [State.NOT_STARTED, State.IN_PROGRESS, State.SUBMITTED])
def test_no_change_keeps_the_state_and_has_no_words(state):
    decided = decide(unchanged(), situation(PLAN, state=state))
    assert (decided.kind, decided.state, decided.words) == (UpdateKind.NO_CHANGE, state, "")
    assert decided.happened_on == date(2025, 6, 10)


def test_finished_work_has_nothing_to_leave_unchanged():
    assert list(problems_of(unchanged(), situation(PLAN, state=State.DONE))) == ["state"]


def test_no_change_takes_no_words():
    assert list(problems_of(unchanged(words="Vẫn vậy"), situation(PLAN))) == ["words"]


def test_no_change_of_late_work_keeps_the_cause_or_asks_for_it():
    late = situation(PLAN, late_from=LATE, state=State.IN_PROGRESS)
    assert list(problems_of(unchanged(), late)) == ["cause"]
    assert decide(unchanged(), replace(late, cause=Cause.SUBJECTIVE)).cause is Cause.SUBJECTIVE
    assert decide(unchanged(cause=Cause.OBJECTIVE), late).cause is Cause.OBJECTIVE


def test_no_change_after_a_submission_in_time_asks_for_no_cause():
    sent = situation(
        PLAN, late_from=LATE, state=State.SUBMITTED, stopped_on=date(2025, 3, 28),
    )  # fmt: skip
    assert decide(unchanged(), sent).cause is None


def test_what_is_taken_back_leaves_what_held_before():
    found = withdrawn(State.IN_PROGRESS, date(2025, 5, 2), date(2025, 6, 10))
    assert (found.kind, found.state, found.happened_on, found.words) == (
        UpdateKind.CORRECTION, State.IN_PROGRESS, date(2025, 5, 2), "",
    )  # fmt: skip
