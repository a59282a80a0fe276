"""Several planners and schedulers at once come to what one comes to."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, insert, select

from tests.chaos.sink import listening
from tests.chaos.workers import Place, sender_at
from tests.concurrency.scene import together
from tests.support.people import person
from tests.tasks.factories import make_line, make_obligation
from tracker.db import write_transaction
from tracker.extensions import db
from tracker.mail.models import Message
from tracker.reminders.jobs.planning import plan_once, reap_once
from tracker.reminders.jobs.preparing import Preparing
from tracker.reminders.jobs.sending import send_once
from tracker.reminders.models import LadderRung, Reminder, ReminderSwitch

DAY = date(2025, 6, 10)
NOW = datetime(2025, 6, 10, 2, 0, tzinfo=UTC)


def build_owed(scene):
    """Two phần việc of STP due today, and three officers there who have an address."""
    for n in range(3):
        person(f"stp{n}", ("focal", scene.own), email=f"stp{n}@chaos.test")
    shares = [
        make_obligation(scene.task, scene.own, due_on=DAY, late_from=date(2025, 6, 11), slot=slot)
        for slot in (1, 2)
    ]
    with write_transaction() as session:
        session.execute(insert(ReminderSwitch).values(id=1, on_since=DAY, chat_on=False, version=1))
        session.execute(insert(LadderRung).values(
            kind="obligation", level="officer", anchor="day", count=0, weekly=False, policy="fold",
            enabled=True, version=1, seed_digest=""))  # fmt: skip
    return shares


@pytest.fixture
def owed(small_province):
    return build_owed(small_province)


def standing():
    """How many lines and digests stand, by channel and state."""
    db.session.rollback()
    lines = select(Reminder.channel, Reminder.state, func.count()).group_by(
        Reminder.channel, Reminder.state
    )
    digests = select(Message.channel, Message.state, func.count()).group_by(
        Message.channel, Message.state
    )
    return [sorted(map(tuple, db.session.execute(one))) for one in (lines, digests)]


def test_four_planners_and_three_schedulers_are_as_one(app, owed, tmp_path):
    with listening() as sink:
        place = Place(app.config["SQLALCHEMY_DATABASE_URI"], tmp_path, sink.port)

        def schedule():
            plan_once(NOW)
            sender = sender_at(place, prepare=Preparing("https://chaos.test"))
            return send_once(sender, NOW) + reap_once(NOW)

        together(app, [lambda: plan_once(NOW)] * 4 + [schedule] * 3)
        together(app, [schedule] * 3)
    inside = 4  # the officer of the scene and three more; two lines each, one digest
    assert standing() == [
        [("in_app", "sent", 2 * inside), ("mail", "sent", 2 * 3)],
        [("in_app", "sent", inside), ("mail", "sent", 3)],
    ]
    assert sorted(sink.ids.values()) == [1, 1, 1]
    assert plan_once(NOW).total() == 0


def test_what_was_done_meanwhile_is_not_told(app, owed, tmp_path):
    """Done between gathering and sending: the line is cancelled, nothing left goes nowhere."""
    plan_once(NOW)
    for share in owed:
        make_line(share, "done", DAY)
    with listening() as sink:
        place = Place(app.config["SQLALCHEMY_DATABASE_URI"], tmp_path, sink.port)
        sender = sender_at(place, prepare=Preparing("https://chaos.test"))
        assert send_once(sender, NOW)["cancelled"] == 3
        assert sink.letters == []
    assert ("mail", "cancelled", 6) in standing()[0]
