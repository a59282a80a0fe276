"""What may be said of an obligation: tables written by hand. The day is Tuesday, 10/6/2025."""

from datetime import date

import pytest

from tracker.refusals import Refused
from tracker.tasks.rules.states import AssignmentRole, Cause, EvidenceKind, State, UpdateKind
from tracker.tasks.rules.updating import (
    Need,
    Proof,
    Said,
    Situation,
    claims_result,
    decide,
    states_open_to,
)

TODAY = date(2025, 6, 10)
PLAN = Need(1, "Kế hoạch", by_other=False)
REPORT = Need(2, "Báo cáo kết quả.", by_other=False)
ORDER = Need(3, "Quyết định của UBND tỉnh", by_other=True)


def paper(product=None, day=date(2025, 6, 5), **changes):
    values = {"number": "12/KH-STP", "issuer": "Sở Tư pháp"} | changes
    return Proof(product, EvidenceKind.DOCUMENT, day, **values)


def situation(*needs, **changes):
    values = {
        "today": TODAY,
        "role": AssignmentRole.LEAD,
        "standing": False,
        "late_from": None,
        "needs": needs,
        "proven": {},
    }
    return Situation(**values | changes)


def said(state, *proofs, day=TODAY, words="Đang lấy ý kiến", cause=None):
    return Said(state, day, words, cause, proofs)


def problems_of(what, where):
    with pytest.raises(Refused) as refused:
        decide(what, where)
    return refused.value.problems


def test_nothing_was_done_before_it_was_given():
    """Last year's paper, or a year typed wrong, is told; the day itself is taken."""
    given = situation(PLAN, given_on=date(2024, 12, 31))
    problems = problems_of(said(State.DONE, paper(1, date(2024, 6, 8))), given)
    assert "trước ngày nhiệm vụ được giao (31/12/2024)" in problems["proofs.0.result_on"]
    early = problems_of(said(State.IN_PROGRESS, day=date(2024, 12, 30)), given)
    assert list(early) == ["happened_on"]
    assert decide(said(State.DONE, paper(1, date(2024, 12, 31))), given).proofs


def test_word_of_work_in_progress_is_kept_as_said():
    decided = decide(said(State.IN_PROGRESS, day=date(2025, 6, 2)), situation(PLAN))
    assert (decided.kind, decided.state) == (UpdateKind.WORD, State.IN_PROGRESS)
    assert (decided.happened_on, decided.words) == (date(2025, 6, 2), "Đang lấy ý kiến")


def test_empty_update_is_refused():
    assert list(problems_of(said(State.IN_PROGRESS, words=""), situation(PLAN))) == ["words"]


def test_evidence_alone_is_enough_to_say():
    decide(said(State.IN_PROGRESS, paper(1), words=""), situation(PLAN, REPORT))


@pytest.mark.parametrize("state", [State.NOT_STARTED, State.IN_PROGRESS])
@pytest.mark.parametrize("correcting", [False, True])
def test_word_that_claims_no_result_is_judged_without_what_was_shown(state, correcting):
    about = {"late_from": date(2025, 6, 1), "correcting": correcting}
    shown = {"proven": {1: TODAY}, "stopped_on": date(2025, 5, 1), "open_on": TODAY}
    what = said(state, paper(1), day=date(2025, 6, 2), cause=Cause.OBJECTIVE)
    assert not claims_result(state)
    known = decide(what, situation(PLAN, ORDER, **about, **shown))
    assert known == decide(what, situation(**about))


# --- done ---------------------------------------------------------------------------------


def test_done_without_its_product_is_refused():
    problems = problems_of(said(State.DONE), situation(PLAN))
    assert "Chưa có minh chứng cho: “Kế hoạch”." in problems["proofs"]


def test_one_of_two_products_names_the_missing_one():
    problems = problems_of(said(State.DONE, paper(1)), situation(PLAN, REPORT))
    assert "Chưa có minh chứng cho: “Báo cáo kết quả”." in problems["proofs"]
    assert "Kế hoạch" not in problems["proofs"]


def test_evidence_of_no_product_does_not_stand_for_a_product():
    problems = problems_of(said(State.DONE, paper(None)), situation(PLAN))
    assert "“Kế hoạch”" in problems["proofs"]


def test_product_shown_by_an_earlier_line_counts():
    earlier = {1: date(2025, 5, 20)}
    decided = decide(said(State.DONE, paper(2)), situation(PLAN, REPORT, proven=earlier))
    assert decided.state is State.DONE


def test_work_without_named_product_needs_some_evidence():
    problems = problems_of(said(State.DONE), situation())
    assert "ít nhất một minh chứng" in problems["proofs"]
    assert decide(said(State.DONE, paper(None)), situation()).happened_on == date(2025, 6, 5)


@pytest.mark.parametrize(
    ("proofs", "proven", "day"),
    [
        ([paper(1, date(2025, 6, 2)), paper(2, date(2025, 6, 6))], {}, date(2025, 6, 6)),
        ([paper(1, date(2025, 6, 2))], {2: date(2025, 3, 14)}, date(2025, 6, 2)),
        ([paper(1, date(2025, 3, 3))], {2: date(2025, 6, 9)}, date(2025, 6, 9)),
        (
            [paper(1, date(2025, 3, 3)), paper(None, date(2025, 6, 9))],
            {2: date(2025, 3, 5)},
            date(2025, 3, 5),
        ),
        ([], {1: date(2025, 3, 3), 2: date(2025, 3, 4), None: date(2025, 6, 1)}, date(2025, 3, 4)),
    ],
)
def test_done_day_is_the_latest_product_day(proofs, proven, day):
    decided = decide(said(State.DONE, *proofs), situation(PLAN, REPORT, proven=proven))
    assert decided.happened_on == day


def test_done_needs_no_typed_day_when_products_tell_it():
    decided = decide(said(State.DONE, paper(1), day=None), situation(PLAN))
    assert decided.happened_on == date(2025, 6, 5)


def test_standing_work_is_never_done():
    problems = problems_of(said(State.DONE, paper(1)), situation(PLAN, standing=True))
    assert "thường xuyên" in problems["state"]


def test_partner_is_done_by_its_word():
    partner = situation(role=AssignmentRole.PARTNER, late_from=date(2025, 4, 1))
    decided = decide(said(State.DONE, day=date(2025, 6, 3)), partner)
    assert (decided.happened_on, decided.cause) == (date(2025, 6, 3), None)


def test_done_before_a_day_on_which_it_was_open_is_refused():
    """Otherwise the later line would go on ruling and the update would change nothing."""
    where = situation(PLAN, open_on=date(2025, 6, 6))
    problems = problems_of(said(State.DONE, paper(1, date(2025, 6, 5))), where)
    assert list(problems) == ["proofs.0.result_on"]
    assert "đã ghi ngày 06/6/2025" in problems["proofs.0.result_on"]
    decide(said(State.DONE, paper(1, date(2025, 6, 6))), where)


@pytest.mark.parametrize(
    ("proofs", "changes", "field"),
    [
        ((paper(2, date(2025, 6, 2)), paper(1)), {}, "proofs.1.result_on"),
        ((paper(1),), {"proven": {2: date(2025, 6, 2)}}, "proofs.0.result_on"),
        ((paper(1, date(2025, 6, 2)),), {"proven": {2: date(2025, 6, 5)}}, "happened_on"),
        ((paper(1), paper(2)), {"role": AssignmentRole.PARTNER}, "happened_on"),
        ((paper(1), paper(2)), {"asked_on": date(2025, 6, 11)}, "happened_on"),
    ],
)
def test_a_wrong_day_is_told_where_it_was_entered(proofs, changes, field):
    """At the latest product, which tells the day, though today stands in the field of the day."""
    where = situation(PLAN, REPORT, **{"open_on": date(2025, 6, 11)} | changes)
    assert list(problems_of(said(State.DONE, *proofs), where)) == [field]


def test_a_product_day_to_come_is_told_once():
    problems = problems_of(said(State.DONE, paper(1, date(2025, 6, 11))), situation(PLAN))
    assert list(problems) == ["proofs.0.result_on"]
    assert "của minh chứng ở sau ngày hôm nay" in problems["proofs.0.result_on"]


# --- submitted ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("needs", "role"),
    [
        ((PLAN,), AssignmentRole.LEAD),
        ((), AssignmentRole.LEAD),
        ((ORDER,), AssignmentRole.PARTNER),
    ],
)
def test_submitted_is_only_for_what_another_authority_issues(needs, role):
    problems = problems_of(said(State.SUBMITTED, paper()), situation(*needs, role=role))
    assert "cơ quan khác ban hành" in problems["state"]


def test_submission_needs_its_paper():
    problems = problems_of(said(State.SUBMITTED), situation(ORDER))
    assert "văn bản trình" in problems["proofs"]


def test_file_alone_is_no_submission_paper():
    scan = Proof(3, EvidenceKind.FILE, date(2025, 6, 5), blob_sha256="a" * 64, file_name="a.pdf")
    assert "proofs" in problems_of(said(State.SUBMITTED, scan), situation(ORDER))


@pytest.mark.parametrize("product", [None, 3])
def test_submission_happened_on_the_day_of_its_first_paper(product):
    papers = [paper(product, date(2025, 6, 4)), paper(product, date(2025, 6, 9))]
    decided = decide(said(State.SUBMITTED, *papers), situation(ORDER))
    assert (decided.kind, decided.happened_on) == (UpdateKind.SUBMITTED, date(2025, 6, 4))


def test_own_product_must_be_there_before_the_clock_stops():
    submission = paper(3, date(2025, 6, 4))
    problems = problems_of(said(State.SUBMITTED, submission), situation(PLAN, ORDER))
    assert "“Kế hoạch”" in problems["proofs"]
    assert "Quyết định" not in problems["proofs"]
    own = paper(1, date(2025, 6, 6))
    decided = decide(said(State.SUBMITTED, submission, own), situation(PLAN, ORDER))
    assert decided.happened_on == date(2025, 6, 6)


def test_own_product_is_no_submission_paper():
    where = situation(PLAN, ORDER)
    assert "văn bản trình" in problems_of(said(State.SUBMITTED, paper(1)), where)["proofs"]


def test_waiting_on_needs_no_second_paper():
    where = situation(ORDER, stopped_on=date(2025, 5, 5))
    assert decide(said(State.SUBMITTED), where).happened_on == TODAY


# --- cause --------------------------------------------------------------------------------

LATE = date(2025, 4, 1)  # due Monday, 31/3/2025


@pytest.mark.parametrize(
    ("what", "stopped_on", "asked"),
    [
        (said(State.IN_PROGRESS, day=date(2025, 3, 20)), None, True),
        (said(State.NOT_STARTED), None, True),
        (said(State.DONE, paper(3, date(2025, 3, 31))), None, False),
        (said(State.DONE, paper(3, date(2025, 4, 1))), None, True),
        (said(State.SUBMITTED, paper(3, date(2025, 3, 31))), None, False),
        (said(State.SUBMITTED, paper(3, date(2025, 4, 1))), None, True),
        (said(State.DONE, paper(3, date(2025, 5, 9))), date(2025, 3, 31), False),
        (said(State.DONE, paper(3, date(2025, 5, 9))), date(2025, 4, 1), True),
        (said(State.SUBMITTED), date(2025, 3, 31), False),
    ],
)
def test_cause_is_asked_when_late(what, stopped_on, asked):
    where = situation(ORDER, late_from=LATE, stopped_on=stopped_on)
    if asked:
        assert "nguyên nhân" in problems_of(what, where)["cause"]
    else:
        decide(what, where)


@pytest.mark.parametrize(
    ("late_from", "asked"), [(date(2025, 6, 10), True), (date(2025, 6, 11), False), (None, False)]
)
def test_open_work_is_late_from_the_day_after(late_from, asked):
    where = situation(PLAN, late_from=late_from)
    if asked:
        assert list(problems_of(said(State.IN_PROGRESS), where)) == ["cause"]
    else:
        decide(said(State.IN_PROGRESS), where)


def test_cause_is_kept_when_late_and_dropped_when_not():
    late = decide(said(State.IN_PROGRESS, cause=Cause.OBJECTIVE), situation(late_from=LATE))
    assert late.cause is Cause.OBJECTIVE
    assert decide(said(State.IN_PROGRESS, cause=Cause.OBJECTIVE), situation()).cause is None


def test_correction_of_a_line_from_before_the_day_asks_no_cause():
    where = situation(PLAN, late_from=LATE, correcting=True)
    decided = decide(said(State.IN_PROGRESS, day=date(2025, 3, 20)), where)
    assert decided.kind is UpdateKind.CORRECTION


# --- days ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2025, 6, 11), "Ngày 11/6/2025 ở sau ngày hôm nay (10/6/2025)"),
        (date(205, 6, 1), "quá xa"),
        (None, "Hãy nhập ngày thực hiện"),
    ],
)
def test_impossible_day_is_refused(day, words):
    assert words in problems_of(said(State.IN_PROGRESS, day=day), situation())["happened_on"]


@pytest.mark.parametrize(
    ("proof", "key", "words"),
    [
        (paper(1, date(2025, 6, 11)), "proofs.0.result_on", "ở sau ngày hôm nay"),
        (paper(1, date(25, 6, 1)), "proofs.0.result_on", "quá xa"),
        (paper(1, None), "proofs.0.result_on", "cần có ngày"),
        (paper(1, number=""), "proofs.0.number", "số, ký hiệu"),
        (paper(1, issuer=""), "proofs.0.issuer", "cơ quan ban hành"),
        (Proof(1, EvidenceKind.FILE, TODAY), "proofs.0.blob_sha256", "chọn tệp"),
        (Proof(1, EvidenceKind.FIGURE, TODAY), "proofs.0.figure", "số liệu"),
        (Proof(1, EvidenceKind.LINK, TODAY), "proofs.0.url", "http"),
        (Proof(1, EvidenceKind.LINK, TODAY, url="javascript:alert(1)"), "proofs.0.url", "http"),
        (Proof(1, EvidenceKind.LINK, TODAY, url="https://a b"), "proofs.0.url", "http"),
    ],
)
def test_poor_evidence_is_refused_at_its_field(proof, key, words):
    assert words in problems_of(said(State.IN_PROGRESS, proof), situation(PLAN))[key]


def test_every_problem_is_told_at_once():
    what = said(State.DONE, paper(1, number=""), paper(None, date(2025, 7, 1)), words="", day=None)
    assert set(problems_of(what, situation(PLAN, REPORT))) == {
        "proofs", "proofs.0.number", "proofs.1.result_on",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("role", "standing", "needs", "states"),
    [
        ("lead", False, (PLAN,), "not_started in_progress done"),
        ("lead", False, (PLAN, ORDER), "not_started in_progress submitted done"),
        ("lead", True, (ORDER,), "not_started in_progress submitted"),
        ("lead", True, (), "not_started in_progress"),
        ("partner", False, (ORDER,), "not_started in_progress done"),
    ],
)
def test_states_open_to_an_obligation(role, standing, needs, states):
    found = states_open_to(AssignmentRole(role), standing, needs)
    assert [state.value for state in found] == states.split()
