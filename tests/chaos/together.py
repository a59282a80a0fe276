"""Four planners and three schedulers as processes of their own, on a small real world."""

import os
import signal
import subprocess
import sys
from collections import Counter

from sqlalchemy import func, insert, select

from tests.chaos.runs import wait_until
from tests.chaos.world import DAY, NOW
from tests.support.people import unit
from tests.tasks.factories import make_field, make_obligation, make_plan, make_task
from tracker.accounts.models import Grant, User
from tracker.config import ROOT
from tracker.db import write_transaction
from tracker.extensions import db
from tracker.mail.models import Message
from tracker.mail.rules import Channel, MessageState
from tracker.province.models import Province
from tracker.reminders.models import LadderRung, Reminder, ReminderSwitch

PEOPLE = 200
_PATIENCE = 60


def together_run(place, sink):
    """Words and faults: every person told once by each channel, whoever did it."""
    _build(place)
    env = os.environ | {
        "TRACKER_DATABASE_URL": place.url, "TRACKER_DATA_DIR": str(place.folder),
        "TRACKER_TODAY": DAY.isoformat(), "TRACKER_SECRET_KEY": "k" * 40,
    }  # fmt: skip
    planners = [_start(env, "reminders", "run-once") for _ in range(4)]
    schedulers = [_start(env, "scheduler") for _ in range(3)]
    try:
        wait_until(lambda: _told(Channel.MAIL) >= PEOPLE and all(p.poll() == 0 for p in planners))
    finally:
        for one in schedulers:
            one.send_signal(signal.SIGTERM)
        ended = [_end_of(one) for one in schedulers]
        for one in planners:
            one.kill()
            one.wait(_PATIENCE)
    return _judge(sink, [*ended, *(one.returncode for one in planners)])


def _start(env, *words):
    with open(os.devnull, "w") as nowhere:  # noqa: PTH123 - a device
        command = [sys.executable, "-m", "tracker", *words]
        return subprocess.Popen(command, cwd=ROOT, env=env, stdout=nowhere, stderr=nowhere)


def _end_of(process):
    """How it ended; one that does not is a fault, and holds up nothing."""
    try:
        return process.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(_PATIENCE)
        return "does not end"


def _told(channel):
    db.session.rollback()
    query = select(func.count()).where(
        Message.channel == channel.value, Message.state == MessageState.SENT.value
    )
    count = db.session.scalar(query)
    db.session.rollback()
    return count


def _judge(sink, ends):
    db.session.rollback()
    lines = Counter(db.session.scalars(select(Reminder.channel)))
    digests = Counter(db.session.scalars(select(Message.channel)))
    wanted = {"in_app": PEOPLE, "mail": PEOPLE}
    faults = {
        f"lines {dict(lines)}": lines != wanted,
        f"digests {dict(digests)}": digests != wanted,
        f"{sink.ids.total()} letters": sink.ids.total() != PEOPLE,
        f"processes ended with {ends}": any(ends),
    }
    words = (
        f"4 planners, 3 schedulers: {lines['in_app']} + {lines['mail']} lines, "
        f"{digests['in_app']} notices, {sink.ids.total()} letters for {PEOPLE} people"
    )
    return words, [fault for fault, wrong in faults.items() if wrong]


def _build(place):
    """One phần việc due today, of a body with many officers; the clock's own ladder and server."""
    root = unit("UBND", kind="province")
    body = unit("STP", parent=root)
    plan = make_plan(root, code="KH196-2025")
    task = make_task(plan, "KH196-2025/CCTC/1.1", field_id=make_field("CCTC"), title="Rà soát")
    make_obligation(task, body, due_on=DAY)
    with write_transaction() as session:
        connection = session.connection()
        people = connection.execute(
            insert(User).returning(User.id),
            [{"login": f"p{n}", "name": f"Cán bộ {n}", "email": f"p{n}@chaos.test", "phone": "",
              "password_hash": "x", "must_change_password": False, "totp_last_step": 0,
              "is_demo": False, "demo_note": "", "created_at": NOW, "version": 1}
             for n in range(PEOPLE)],
        ).scalars().all()  # fmt: skip
        session.add_all(
            Grant(user_id=one, role="focal", unit_id=body, valid_from=DAY.replace(year=2020))
            for one in people
        )
        session.add(
            Province(smtp_host="127.0.0.1", smtp_port=place.port, mail_from="nhac@chaos.test")
        )
        session.add(ReminderSwitch(on_since=DAY))
        session.add(LadderRung(kind="obligation", level="officer", anchor="day", count=0))
