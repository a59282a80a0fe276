"""The ledger on a database: laid out once, re-checked, gathered once, found again when lost.

Work is due on Monday 30/6/2025: rungs on Thursday 19/6 (7 days), Wednesday 25/6 (3), Friday 27/6
(1), Monday 30/6; late from Tuesday 01/7, the head's third day late is Thursday 03/7.
"""

import json
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import delete, func, select, update

from tests.concurrency.scene import together
from tests.support.people import person, unit
from tests.tasks.factories import make_obligation, make_plan, make_task
from tests.work.conftest import settings
from tracker.administration.seeding.ladder import seed_ladder
from tracker.administration.seeding.upsert import SeedCounts
from tracker.db import write_transaction
from tracker.extensions import db
from tracker.mail.models import Message
from tracker.reminders.models import Alarm, LadderRung, PlannedDay, Reminder, ReminderSwitch
from tracker.reminders.operations import planning
from tracker.reminders.operations.gathering import gather
from tracker.reminders.operations.planning import keep_planned, plan_day
from tracker.reminders.operations.rechecking import recheck
from tracker.reminders.operations.reconciling import reconcile
from tracker.tasks.models.obligation import Obligation

__all__ = ["settings"]
DUE, LATE = date(2025, 6, 30), date(2025, 7, 1)
WEDNESDAY, THURSDAY = date(2025, 6, 25), date(2025, 6, 26)
MORNING, BEFORE = time(8), time(7, 59)
IN_APP, MAIL = "in_app", "mail"


def at(day, hour=MORNING):
    """The instant of a local hour."""
    return datetime.combine(day, hour, UTC) - timedelta(hours=7)


def write(operation, *given):
    """One operation in a transaction of its own, as jobs do it."""
    with write_transaction():
        return operation(*given)


def tell(day):
    """What the clock does in the morning: lay out, re-check, gather."""
    write(keep_planned, at(day))
    write(recheck, at(day), day)
    return write(gather, at(day))


def change(number, **values):
    with write_transaction():
        db.session.execute(update(Obligation).where(Obligation.id == number).values(**values))


def lines(*columns):
    """The ledger in the order of writing."""
    db.session.rollback()
    named = [getattr(Reminder, name) for name in columns]
    return [tuple(row) for row in db.session.execute(select(*named).order_by(Reminder.id))]


def count(model):
    return db.session.scalar(select(func.count()).select_from(model))


@pytest.fixture
def stp(app):
    """A unit with an officer who has an address, its head, the compiler; reminders are on."""
    root = unit("UBND", kind="province")
    number = unit("STP", parent=root, name="Sở Tư pháp")
    person("dm", ("focal", number), email="dm@soctrang.gov.vn")
    person("ld", ("head", number))
    person("th", ("compiler", root))
    with write_transaction():
        seed_ladder(SeedCounts())
        db.session.add(ReminderSwitch(on_since=date(2025, 6, 18), version=1))
    return number


@pytest.fixture
def plan(stp):
    return make_plan(stp)


@pytest.fixture
def owe(stp, plan):
    """Make one share of a task, due on 30/6 where nothing else is said."""
    return lambda **given: make_obligation(
        make_task(plan), stp, **{"due_on": DUE, "late_from": LATE} | given
    )


def test_a_day_is_laid_out_and_told_once(owe):
    for _ in range(3):
        owe()
    assert write(plan_day, WEDNESDAY, at(WEDNESDAY)) == 6
    assert write(plan_day, WEDNESDAY, at(WEDNESDAY)) == 0
    assert db.session.get_one(PlannedDay, WEDNESDAY).lines == 6
    assert write(gather, at(WEDNESDAY, BEFORE)) == 0
    assert write(gather, at(WEDNESDAY)) == 2
    assert write(gather, at(WEDNESDAY)) == 0
    messages = db.session.execute(
        select(Message.channel, Message.state, Message.day, Message.due_at)
    )
    assert sorted(messages) == [
        (IN_APP, "sent", WEDNESDAY, at(WEDNESDAY)), (MAIL, "queued", WEDNESDAY, at(WEDNESDAY)),
    ]  # fmt: skip
    assert set(lines("rung", "channel", "state", "reason")) == {
        ("officer/day/3", IN_APP, "sent", ""), ("officer/day/3", MAIL, "gathered", ""),
    }  # fmt: skip


def test_nothing_is_laid_out_while_reminders_are_off(owe):
    owe()
    with write_transaction():
        db.session.get_one(ReminderSwitch, 1).on_since = None
    assert write(keep_planned, at(WEDNESDAY)) == 0
    assert write(plan_day, WEDNESDAY, at(WEDNESDAY)) == 0
    assert count(PlannedDay) == 0


def test_recheck_ends_what_moved_closed_or_changed_hands(stp, owe):
    closed, moved, given = owe(), owe(), owe()
    other = unit("STC", name="Sở Tài chính")
    dm_stc = person("dm.stc", ("focal", other))
    write(plan_day, WEDNESDAY, at(WEDNESDAY))
    change(closed, open=False)
    change(moved, due_on=THURSDAY, sort_on=THURSDAY, late_from=date(2025, 6, 27))
    change(given, unit_id=other)
    assert write(recheck, at(WEDNESDAY), WEDNESDAY) == 6
    assert {reason for (reason,) in lines("reason")} == {
        "Việc không còn chờ thực hiện",
        "Thời hạn đã chuyển từ 30/6/2025 sang 26/6/2025",
        "Người nhận không còn phụ trách việc này hoặc tài khoản đã khóa",
        "",
    }
    assert lines("subject", "rung", "person_id", "state")[6:] == [
        (f"obligation:{given}", "officer/day/3", dm_stc, "queued")
    ]
    assert write(plan_day, WEDNESDAY, at(WEDNESDAY)) == 2
    assert (
        lines("subject", "rung", "due_on", "state")[7:]
        == [(f"obligation:{moved}", "officer/day/1", THURSDAY, "queued")] * 2
    )
    change(moved, due_on=DUE, sort_on=DUE, late_from=LATE)
    write(recheck, at(WEDNESDAY), WEDNESDAY)
    assert write(plan_day, WEDNESDAY, at(WEDNESDAY)) == 2
    again = [line for line in lines("subject", "rung", "state") if line[2] == "queued"]
    assert again.count((f"obligation:{moved}", "officer/day/3", "queued")) == 2
    assert db.session.get_one(PlannedDay, WEDNESDAY).lines == 9 == count(Reminder)


def test_a_line_cancelled_comes_back_on_the_day_that_holds_now(owe):
    """A day off was announced: what would have been late on Tuesday is late on Wednesday."""
    number, wednesday = owe(), date(2025, 7, 2)
    write(plan_day, LATE, at(LATE))
    change(number, late_from=wednesday, overdue_from=wednesday)
    assert write(recheck, at(LATE), LATE) == 2
    assert write(plan_day, wednesday, at(wednesday)) == 2
    again = ("officer/late/1", wednesday, "queued", "")
    assert lines("rung", "day", "state", "reason") == [again] * 2
    assert write(reconcile, at(date(2025, 7, 3))) == 0
    assert not db.session.scalars(select(Alarm.words).where(Alarm.kind == "missing")).all()


def test_a_line_released_after_the_digest_waits_for_the_next(owe):
    first, _ = owe(), owe()
    thursday = date(2025, 7, 3)
    write(plan_day, thursday, at(thursday))
    assert {line[1] for line in lines("rung", "state")} == {"held"}
    release(Reminder.subject == f"obligation:{first}", at(thursday, time(7)))
    assert write(gather, at(thursday)) == 1
    release(Reminder.state == "held", at(thursday, time(9)))
    assert write(gather, at(thursday, time(10))) == 0
    friday = thursday + timedelta(days=1)
    assert write(gather, at(friday)) == 1
    assert lines("rung", "state", "reason") == [("head/late/3", "sent", "")] * 2


def test_what_the_compiler_dropped_stays_dropped(owe):
    owe()
    thursday = date(2025, 7, 3)
    write(plan_day, thursday, at(thursday))
    with write_transaction():
        dropped = {"state": "cancelled", "reason": "Đã nhắc trực tiếp", "released_label": "TH"}
        db.session.execute(update(Reminder).values(**dropped))
    assert write(plan_day, thursday, at(thursday)) == 0
    assert lines("state") == [("cancelled",)]


def release(condition, now):
    """What the compiler's page writes."""
    with write_transaction():
        values = {"state": "queued", "released_at": now, "released_label": "Cán bộ tổng hợp"}
        db.session.execute(update(Reminder).where(condition).values(**values))


def test_days_off_are_caught_up_in_one_line(owe):
    owe()
    write(keep_planned, at(date(2025, 6, 18)))
    assert tell(date(2025, 6, 27)) == 2
    told = {line for line in lines("rung", "day", "state", "reason") if line[2] != "gathered"}
    assert told == {
        ("officer/day/7", date(2025, 6, 19), "expired", "Gộp vào nhắc việc ngày 27/6/2025"),
        ("officer/day/3", date(2025, 6, 25), "expired", "Gộp vào nhắc việc ngày 27/6/2025"),
        ("officer/day/1", date(2025, 6, 27), "sent", ""),
    }
    assert count(PlannedDay) == 10
    assert count(Alarm) == 0


def test_days_too_far_back_are_told_of(stp, monkeypatch):
    monkeypatch.setattr(planning, "CAUGHT_UP", timedelta(days=3))
    write(keep_planned, at(date(2025, 6, 18)))
    write(keep_planned, at(date(2025, 6, 23)))
    assert list(db.session.scalars(select(Alarm.words))) == [
        "Đồng hồ nhắc việc đã ngừng: các ngày từ 19/6/2025 đến 19/6/2025 không được lập nhắc việc"
    ]
    assert count(PlannedDay) == 5  # 18, 20, 21, 22, 23/6


def test_a_lost_line_is_found_and_told_late(owe):
    owe()
    write(plan_day, WEDNESDAY, at(WEDNESDAY))
    write(plan_day, THURSDAY, at(THURSDAY))
    with write_transaction():
        db.session.execute(delete(Reminder).where(Reminder.channel == IN_APP))
    assert write(reconcile, at(THURSDAY)) == 1
    assert write(reconcile, at(THURSDAY)) == 0
    (words,) = db.session.scalars(select(Alarm.words))
    assert words == (
        "Đối chiếu ngày 25/6/2025: thiếu 1 dòng nhắc việc, đã bổ sung 1 dòng còn hiệu lực"
    )
    write(gather, at(THURSDAY))
    assert ("officer/day/3", "sent", "Gửi muộn, ngày nhắc là 25/6/2025") in lines(
        "rung", "state", "reason"
    )


def test_what_the_planner_passed_over_is_found(stp, owe):
    """One of two matters alike has no line at all; what was touched since is left alone."""
    owe(), owe(), owe()
    write(plan_day, WEDNESDAY, at(WEDNESDAY))
    passed_over, touched = lines("subject")[2][0], lines("subject")[4][0]
    with write_transaction():
        db.session.execute(delete(Reminder).where(Reminder.subject.in_([passed_over, touched])))
        db.session.get_one(PlannedDay, WEDNESDAY).lines = 2
    change(int(touched.split(":")[1]), opened_at=at(WEDNESDAY, time(11)))
    assert write(reconcile, at(THURSDAY)) == 2
    assert {line for (line,) in lines("subject")[2:]} == {passed_over}


def test_a_unit_without_anybody_is_an_alarm_until_somebody_comes(owe, plan):
    empty = unit("STC", name="Sở Tài chính")
    make_obligation(make_task(plan), empty, due_on=DUE, late_from=LATE)
    assert write(plan_day, WEDNESDAY, at(WEDNESDAY)) == 0
    (alarm,) = db.session.scalars(select(Alarm))
    assert alarm.words.startswith("Sở Tài chính chưa có cán bộ đầu mối hoặc lãnh đạo nào")
    person("dm.stc", ("focal", empty))
    assert write(plan_day, WEDNESDAY, at(WEDNESDAY)) == 1
    assert db.session.scalars(select(Alarm.ended_at)).one() == at(WEDNESDAY)


def test_four_planners_at_once_write_what_one_would(app, owe):
    for _ in range(4):
        owe()
    done = together(app, [lambda: tell(WEDNESDAY)] * 4)
    assert Counter(lines("rung", "state")) == {
        ("officer/day/7", "expired"): 8, ("officer/day/3", "sent"): 4,
        ("officer/day/3", "gathered"): 4,
    }  # fmt: skip
    assert db.session.get_one(PlannedDay, WEDNESDAY).lines == 8
    assert sum(done) == count(Message) == 2


def test_a_changed_rung_survives_the_next_seeding(stp):
    with write_transaction():
        row = db.session.scalars(select(LadderRung).where(LadderRung.count == 15)).one()
        row.count, row.version = 12, 2
        before = count(LadderRung)
    with write_transaction():
        counts = SeedCounts()
        seed_ladder(counts)
        assert (counts.added, counts.updated, count(LadderRung)) == (0, 0, before)


def test_a_day_is_printed_while_reminders_are_off(app, owe):
    number = owe()
    with write_transaction():
        db.session.get_one(ReminderSwitch, 1).on_since = None
    run = app.test_cli_runner().invoke
    result = run(args=["reminders", "plan", "--day", "2025-07-03", "--format", "json"])
    assert result.exit_code == 0, result.output
    answer = json.loads(result.output)
    (line,) = answer["lines"]
    assert (answer["day"], answer["nobody"]) == ("2025-07-03", [])
    assert (line["person"], line["unit"], line["rung"], line["state"], line["subject"]) == (
        "Cán bộ ld", "STP", "head/late/3", "held", f"obligation:{number}",
    )  # fmt: skip
    words = run(args=["reminders", "plan", "--day", "2025-07-03"]).output
    assert words.startswith("Thứ Năm, 03/7/2025: 1 dòng nhắc việc cho 1 người.")
    assert "chờ cán bộ tổng hợp phát hành" in words
    assert count(Reminder) == count(PlannedDay) == 0
