"""Requests to partners and their answers; the day is Tuesday, 10/6/2025."""

from datetime import UTC, date, datetime

import pytest

from tests.tasks.factories import make_line, make_obligation, make_plan, make_task, make_unit
from tracker.db import write_transaction
from tracker.extensions import db
from tracker.permissions import Actor, GrantValue, Role, Viewer
from tracker.refusals import Refused, Stale
from tracker.tasks.models.asking import CooperationRequest, Extension
from tracker.tasks.models.obligation import Obligation
from tracker.tasks.operations.cooperating import (
    ask_partners,
    pass_on_requests,
    record_answer,
    withdraw_request,
)
from tracker.tasks.operations.extending import pass_on_extensions
from tracker.tasks.queries import cooperation
from tracker.tasks.queries.counting import CountFilter, headline
from tracker.tasks.queries.rows import Scope
from tracker.tasks.rules.cooperating import (
    Answer,
    Asking,
    RequestState,
    Side,
    check_answer,
    check_asking,
    may_answer,
    state_of,
)
from tracker.units.models import Succession, Unit

TODAY = date(2025, 6, 10)
NOW = datetime(2025, 6, 10, 2, 0, tzinfo=UTC)
ACTOR = Actor(None, "Cán bộ đầu mối")
ASKED = date(2025, 5, 20)
BOTH = {Side.LEAD, Side.PARTNER}


def asking(*partners, **changes):
    values = {"paper": "120/STP-VP", "partners": frozenset(partners), "asked_on": ASKED,
              "answer_by": date(2025, 5, 30), "words": "Cho ý kiến dự thảo"}  # fmt: skip
    return Asking(**values | changes)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (asking(), "partners"),
        (asking(1, 7), "partners"),
        (asking(7, asked_on=date(2025, 6, 11), answer_by=None), "asked_on"),
        (asking(7, answer_by=date(2025, 5, 19)), "answer_by"),
    ],
)
def test_what_cannot_be_asked(wrong, field):
    with pytest.raises(Refused) as refused:
        check_asking(wrong, {1}, TODAY)
    assert set(refused.value.problems) == {field}


@pytest.mark.parametrize(
    ("answer", "field"),
    [
        (Answer(date(2025, 5, 19), "Nhất trí", ""), "answered_on"),
        (Answer(date(2025, 6, 11), "Nhất trí", ""), "answered_on"),
        (Answer(TODAY, "", ""), "words"),
    ],
)
def test_what_is_no_answer(answer, field):
    with pytest.raises(Refused) as refused:
        check_answer(answer, ASKED, TODAY)
    assert set(refused.value.problems) == {field}


def test_a_request_is_late_from_the_day_after_its_day_of_answer():
    due = date(2025, 5, 30)
    assert state_of(None, due, due, withdrawn=False) is RequestState.WAITING
    assert state_of(None, due, date(2025, 5, 31), withdrawn=False) is RequestState.LATE
    assert state_of(TODAY, due, TODAY, withdrawn=False) is RequestState.ANSWERED


@pytest.mark.parametrize(
    ("sides", "answered", "by_lead", "may"),
    [
        ({Side.LEAD}, False, False, True),
        ({Side.LEAD}, True, True, True),
        ({Side.LEAD}, True, False, False),
        ({Side.PARTNER}, True, True, True),
        (BOTH, True, False, True),
        (set(), False, False, False),
    ],
)
def test_the_partners_words_are_the_partners(sides, answered, by_lead, may):
    assert may_answer(sides, answered=answered, by_lead=by_lead, withdrawn=False) is may
    assert not may_answer(sides, answered=answered, by_lead=by_lead, withdrawn=True)


class Scene:
    """Sở Tư pháp leads a late task; Sở Nội vụ is its partner, Sở Y tế has no part in it."""

    def __init__(self):
        self.lead, self.partner, self.third = make_unit("STP"), make_unit("SNV"), make_unit("SYT")
        self.task = make_task(make_plan(self.lead, "KH"))
        late = {"due_on": date(2025, 3, 31), "late_from": date(2025, 4, 1)}
        self.share = make_obligation(self.task, self.lead, **late)
        self.part = make_obligation(self.task, self.partner, role="partner", **late)

    def ask(self, *partners, **changes):
        with write_transaction():
            row = db.session.get_one(Obligation, self.share)
            wanted = asking(*(partners or (self.partner,)), **changes)
            return [one.id for one in ask_partners(row, wanted, ACTOR, today=TODAY, now=NOW)]


@pytest.fixture
def scene(app):
    return Scene()


def request_row(number):
    return db.session.get_one(CooperationRequest, number)


def answer(number, sides, version=1, words="Nhất trí"):
    with write_transaction():
        said = Answer(date(2025, 6, 3), words, "")
        record_answer(request_row(number), said, sides, version, ACTOR, today=TODAY, now=NOW)


def officer(unit):
    return Viewer(1, "Cán bộ", (GrantValue(Role.FOCAL, unit, frozenset({unit})),))


def test_several_partners_are_asked_at_once_and_a_double_post_asks_once(scene):
    assert len(scene.ask(scene.partner, scene.third)) == 2
    assert scene.ask(scene.partner, scene.third) == []


def test_a_request_enters_no_cell(scene):
    before = headline(Scope(None), CountFilter(), TODAY)
    scene.ask()
    assert headline(Scope(None), CountFilter(), TODAY) == before


def test_who_answered_is_kept(scene):
    first, second = scene.ask(scene.partner, scene.third)
    answer(first, {Side.PARTNER})
    answer(second, {Side.LEAD})
    assert [request_row(one).answer_by_lead for one in (first, second)] == [False, True]
    with pytest.raises(Refused):
        answer(first, {Side.LEAD}, version=2)
    answer(second, {Side.PARTNER}, version=2, words="Nhất trí, bổ sung mục 3")
    assert request_row(second).answer_by_lead is False


def test_a_stale_answer_is_not_written(scene):
    (number,) = scene.ask()
    answer(number, {Side.LEAD})
    with pytest.raises(Stale):
        answer(number, {Side.PARTNER}, words="Khác")


def test_a_request_is_taken_back_before_it_is_answered(scene):
    first, second = scene.ask(scene.partner, scene.third)
    with write_transaction():
        withdraw_request(request_row(first), {Side.LEAD}, 1, ACTOR, NOW)
    answer(second, {Side.PARTNER})
    with pytest.raises(Refused), write_transaction():
        withdraw_request(request_row(second), {Side.LEAD}, 2, ACTOR, NOW)


def test_who_may_read_a_request(scene):
    (number,) = scene.ask()
    stranger = make_unit("STC")
    for unit, seen in ((scene.lead, True), (scene.partner, True), (stranger, False)):
        found = cooperation.readable_request(officer(unit), number, TODAY)
        assert (found is not None) is seen
    told = cooperation.readable_request(officer(scene.partner), number, TODAY)
    assert cooperation.sides_of(officer(scene.partner), told, TODAY) == {Side.PARTNER}
    assert cooperation.sides_of(officer(scene.lead), told, TODAY) == {Side.LEAD}


def test_received_and_sent_lists(scene):
    scene.ask(scene.partner)
    scene.ask(scene.third, answer_by=date(2025, 6, 20))
    received = cooperation.RequestCut(state=RequestState.LATE)
    assert len(cooperation.requests(officer(scene.partner), received, TODAY)) == 1
    assert cooperation.requests(officer(scene.third), received, TODAY) == []
    sent = cooperation.RequestCut(received=False)
    found = cooperation.requests(officer(scene.lead), sent, TODAY)
    assert [one.partner_unit_id for one in found] == [scene.partner, scene.third]
    rest = cooperation.requests(officer(scene.lead), sent, TODAY, after=found[0].place)
    assert [one.partner_unit_id for one in rest] == [scene.third]
    assert cooperation.requests(officer(scene.partner), sent, TODAY) == []


def test_the_heir_of_a_unit_answers_for_it(scene):
    (number,) = scene.ask()
    heir = make_unit("SM")
    with write_transaction():
        db.session.get_one(Unit, scene.partner).valid_to = date(2025, 5, 31)
        db.session.add(
            Succession(
                from_unit_id=scene.partner, to_unit_id=heir, effective_on=date(2025, 6, 1),
                kind="merge", scope="whole", file_code="BG", ordinal=1,
            )
        )  # fmt: skip
    found = cooperation.readable_request(officer(heir), number, TODAY)
    assert cooperation.sides_of(officer(heir), found, TODAY) == {Side.PARTNER}
    assert [one.id for one in cooperation.waiting_for({heir}, TODAY, 5)] == [number]


def test_the_heir_of_one_duty_answers_for_it(scene):
    (number,) = scene.ask()
    heir = make_unit("SM")
    taken = make_obligation(scene.task, heir, role="partner", due_on=date(2025, 3, 31))
    with write_transaction():
        row = db.session.get_one(Obligation, scene.part)
        row.successor_id, row.ended_on, row.end_kind = taken, date(2025, 6, 1), "handed_over"
    assert [one.id for one in cooperation.waiting_for({heir}, TODAY, 5)] == [number]


def test_what_waits_goes_along_with_a_hand_over(scene):
    open_, done = scene.ask(scene.partner, scene.third)
    answer(done, {Side.PARTNER})
    heir = make_obligation(scene.task, make_unit("SM"), due_on=date(2025, 3, 31))
    make_line(scene.share)
    with write_transaction():
        db.session.add(
            Extension(
                obligation_id=scene.share, asked_on=ASKED, paper="", reason="Lý do",
                requested_until=date(2025, 9, 30), recorded_at=NOW, actor_label="Cán bộ",
            )
        )  # fmt: skip
    with write_transaction():
        pass_on_requests({scene.share: heir})
        pass_on_extensions({scene.share: heir})
    assert request_row(open_).obligation_id == heir
    assert request_row(done).obligation_id == scene.share
    assert db.session.scalars(db.select(Extension.obligation_id)).all() == [heir]
