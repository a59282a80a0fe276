"""Decisions of the end of 2025 taken back on Tuesday, 06/01/2026; history keeps both."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tests.concurrency.scene import faults
from tests.tasks.factories import make_line
from tests.tasks.test_closing import NOW, PAPER, SAVING, STOP, Scene
from tracker.db import write_transaction
from tracker.extensions import db
from tracker.plans.models import Plan
from tracker.refusals import Refused, Stale
from tracker.tasks.models.closing import YearClosing
from tracker.tasks.models.obligation import DueDay, Obligation
from tracker.tasks.models.printed import Task
from tracker.tasks.models.status import StatusUpdate
from tracker.tasks.operations.laying_out import lay_out_plan
from tracker.tasks.operations.reopening import take_back
from tracker.tasks.queries.asof import Moment, obligations_as_of, read
from tracker.tasks.queries.closing import decisions_of
from tracker.tasks.rules.reopening import KEPT, Trace, kept_because
from tracker.tasks.rules.states import Cell

LATER = datetime(2026, 1, 6, 2, 0, tzinfo=UTC)
BETWEEN = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
WHY = "Ghi nhầm thời hạn"


@pytest.fixture
def scene(app):
    found = Scene()
    (row,) = found.ids(found.single)
    make_line(row, happened_on=date(2025, 12, 1), words="Đã xong dự thảo")
    return found


def in_force():
    query = db.select(YearClosing.id).where(YearClosing.taken_back_at.is_(None))
    return list(db.session.scalars(query.order_by(YearClosing.id)))


def undo(scene, *ids, why=WHY):
    with write_transaction():
        plan = db.session.get_one(Plan, scene.plan)
        return take_back(plan, ids or in_force(), why, replace(SAVING, now=LATER))


def stood(row, day, known=None):
    """The cell and the kind of end of an obligation; None where it was not there."""
    moment = Moment(day, known)
    found = {one.id: one for one in read(obligations_as_of(moment), moment)}
    return (found[row].cell, found[row].end_kind) if row in found else None


def heirs(scene):
    query = db.select(Obligation).where(Obligation.plan_id == scene.later)
    return list(db.session.scalars(query.order_by(Obligation.id)))


def test_a_stop_is_taken_back_and_the_row_is_open_again(scene):
    (row,) = scene.ids(scene.single)
    scene.close(STOP, [row], PAPER)
    assert undo(scene).rows == 1
    share = scene.row(row)
    assert (share.open, share.ended_on, share.end_kind) == (True, None, "")
    assert scene.decided() == ["OPEN", "OPEN", "OPEN"]
    (told,) = decisions_of(row)
    assert (told.taken_back_at, told.taken_back_why, told.recorded_at) == (LATER, WHY, NOW)
    assert faults() == []


def test_carried_work_is_withdrawn_and_what_was_told_stays(scene):
    (row,) = scene.ids(scene.single)
    scene.carry(row)
    said, days = db.session.query(StatusUpdate).count(), db.session.query(DueDay).count()
    assert undo(scene).withdrawn == 1
    share, (heir,) = scene.row(row), heirs(scene)
    assert (share.open, share.successor_id, heir.void, heir.withdrawn_at) == (
        True, None, True, LATER,
    )  # fmt: skip
    assert (db.session.query(StatusUpdate).count(), db.session.query(DueDay).count()) == (
        said, days,
    )  # fmt: skip
    task = db.session.get_one(Task, heir.task_id)
    assert task.ended_on == date(2026, 1, 1)
    assert task.note.endswith("mục 1.2. Đã hoàn tác ngày 06/01/2026: Ghi nhầm thời hạn")
    assert faults() == []
    with write_transaction():
        for plan in (scene.plan, scene.later):
            found = db.session.get_one(Plan, plan)
            assert lay_out_plan(found, SAVING.settings, SAVING.actor, LATER).nothing


def test_who_asks_what_was_known_before_is_answered_as_before(scene):
    (row,) = scene.ids(scene.single)
    scene.carry(row)
    (heir,) = heirs(scene)
    questions = [
        (one, day, known)
        for one in (row, heir.id)
        for day in (date(2025, 12, 31), date(2026, 1, 1), date(2026, 3, 1))
        for known in (datetime(2026, 1, 2, tzinfo=UTC), BETWEEN)
    ]
    before = [stood(*question) for question in questions]
    undo(scene)
    assert [stood(*question) for question in questions] == before
    day = date(2026, 1, 1)
    assert stood(row, day, BETWEEN) == (Cell.CLOSED, "carried")
    assert stood(row, day) == stood(row, day, LATER) == (Cell.OPEN_OVERDUE, "")
    assert stood(heir.id, day) is None


def test_what_was_taken_back_may_be_decided_anew(scene):
    (row,) = scene.ids(scene.single)
    scene.carry(row)
    undo(scene)
    scene.carry(row, deadline="Quý III/2026")
    first, second = heirs(scene)
    assert (first.void, second.void, second.due_on) == (True, False, date(2026, 9, 30))
    assert [bool(one.taken_back_at) for one in decisions_of(row)] == [False, True]
    assert scene.row(row).successor_id == second.id
    assert faults() == []


def test_the_same_deadline_anew_opens_a_row_of_its_own(scene):
    (row,) = scene.ids(scene.single)
    scene.carry(row)
    undo(scene)
    scene.carry(row)
    first, second = heirs(scene)
    assert (first.void, second.void) == (True, False)
    assert first.task_id != second.task_id


def test_one_unit_is_taken_back_and_the_other_goes_on(scene):
    first, second = scene.ids(scene.shared)
    scene.carry(first, second)
    (closing, _) = in_force()
    assert undo(scene, closing).rows == 1
    gone, stays = heirs(scene)
    assert (gone.void, stays.void) == (True, False)
    task = db.session.get_one(Task, stays.task_id)
    assert (task.ended_on, task.lead_text) == (None, "Sở Nội vụ")
    assert (scene.row(first).open, scene.row(second).open) == (True, False)
    assert faults() == []


@pytest.mark.parametrize("speaker", ["unit", "hand-over"])
def test_what_somebody_spoke_of_or_moved_stays(scene, speaker):
    (row,) = scene.ids(scene.single)
    scene.carry(row)
    (heir,) = heirs(scene)
    if speaker == "unit":
        make_line(heir.id, happened_on=date(2026, 1, 5), recorded_at=BETWEEN)
    else:
        with write_transaction():
            found = scene.row(heir.id)
            found.ended_on, found.end_kind = date(2026, 1, 6), "handed_over"
    with pytest.raises(Refused) as refused:
        undo(scene)
    assert refused.value.problems == {"": KEPT}
    db.session.rollback()
    assert not scene.row(row).open
    assert not heirs(scene)[0].void


def test_a_decision_that_is_gone_stops_the_batch(scene):
    scene.close(STOP, scene.ids(scene.shared, scene.single), PAPER)
    one, *rest = in_force()
    undo(scene, one)
    with pytest.raises(Stale):
        undo(scene, one, *rest)
    db.session.rollback()
    assert in_force() == rest


@pytest.mark.parametrize(("ids", "why", "field"), [((1,), " ", "why"), ((), WHY, "")])
def test_what_taking_back_asks_for(scene, ids, why, field):
    with pytest.raises(Refused) as refused, write_transaction():
        take_back(db.session.get_one(Plan, scene.plan), ids, why, SAVING)
    assert set(refused.value.problems) == {field}


def test_a_refusal_says_what_to_do_instead():
    told = kept_because({Trace.WISHED, Trace.SAID}, "10/KH-UBND")
    assert "đã có nội dung cập nhật và đã có đề nghị gia hạn" in told
    assert "hãy sửa đổi 10/KH-UBND để kết thúc nhiệm vụ" in told
    assert kept_because((), "10/KH-UBND") == ""
