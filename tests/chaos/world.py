"""Digests that wait for sending, and what became of them."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from flask import Flask
from sqlalchemy import insert, select

from tracker.accounts.models import User
from tracker.config import Settings
from tracker.db import write_transaction
from tracker.extensions import db
from tracker.mail.models import Breaker, Message
from tracker.mail.rules import Channel, MessageState
from tracker.reminders.models import Reminder, ReminderSwitch
from tracker.reminders.rules.gathering import digest_name
from tracker.reminders.rules.states import LineState
from tracker.units.models import Unit

DAY = date(2025, 6, 10)
NOW = datetime(2025, 6, 10, 2, 0, tzinfo=UTC)
_BATCH = 2000


def light_app(url, folder):
    """The database as the application opens it, without pages."""
    app = Flask("tracker")
    settings = Settings(data_dir=folder, database_url=url, secret_key="k" * 40)
    app.config.from_mapping(TRACKER=settings, SQLALCHEMY_DATABASE_URI=url, FROZEN_DAY=None)
    db.init_app(app)
    return app


def fill(number, *, names="p", due_at=NOW):
    """As many people with one digest by mail each, of one line; `names(n)` begins an address."""
    with write_transaction() as session:
        connection = session.connection()
        unit = connection.execute(
            insert(Unit).values(code=f"U{number}", kind="so")
        ).inserted_primary_key[0]
        connection.execute(
            insert(ReminderSwitch).values(id=1, on_since=date(2025, 1, 1), chat_on=False, version=1)
        )
        for start in range(0, number, _BATCH):
            _add(connection, range(start, min(start + _BATCH, number)), unit, names, due_at)


def _add(connection, span, unit, names, due_at):
    called = names if callable(names) else lambda _: names
    people = connection.execute(
        insert(User).returning(User.id, User.login, sort_by_parameter_order=True),
        [{"login": f"p{n}", "name": f"Cán bộ {n}", "email": f"{called(n)}-{n}@chaos.test",
          "phone": "", "password_hash": "x", "must_change_password": False, "totp_last_step": 0,
          "is_demo": False, "demo_note": "", "created_at": NOW, "version": 1} for n in span],
    ).all()  # fmt: skip
    messages = connection.execute(
        insert(Message).returning(Message.id, sort_by_parameter_order=True),
        [{"person_id": one.id, "day": DAY, "channel": Channel.MAIL.value,
          "message_id": digest_name(one.id, DAY, Channel.MAIL), "address": "",
          "state": MessageState.QUEUED.value, "reason": "", "letter": {}, "created_at": NOW,
          "due_at": due_at, "next_at": NOW, "attempt": 0, "lease_owner": "", "last_error": "",
          "perhaps_sent": False} for one in people],
    ).scalars().all()  # fmt: skip
    connection.execute(
        insert(Reminder),
        [{"subject": f"obligation:{one.id}", "kind": "obligation", "rung": "officer/day/0",
          "level": "officer", "due_on": DAY, "person_id": one.id, "channel": Channel.MAIL.value,
          "day": DAY, "unit_id": unit, "title": "Nhiệm vụ", "code": f"KH/{one.id}",
          "address": "/", "detail": "", "state": LineState.GATHERED.value, "reason": "",
          "planned_at": NOW, "released_label": "", "message_id": message}
         for one, message in zip(people, messages, strict=True)],
    )  # fmt: skip


@dataclass
class Kept:
    """What the database says of every digest: state, attempts, perhaps sent, by Message-ID."""

    by_name: dict
    line_states: dict

    def in_state(self, state):
        """How many digests."""
        return sum(row.state == state.value for row in self.by_name.values())


def kept():
    """Read the outbox and the ledger."""
    db.session.rollback()
    rows = db.session.execute(
        select(Message.message_id, Message.state, Message.attempt, Message.perhaps_sent,
               Message.reason, Message.last_error, Message.address, Message.id)
    )  # fmt: skip
    lines = db.session.execute(select(Reminder.message_id, Reminder.state))
    found = Kept({f"<{row.message_id}@chaos.test>": row for row in rows}, dict(map(tuple, lines)))
    db.session.rollback()
    return found


def make_ready():
    """Let everything that waits be due now, and the breaker forget."""
    with write_transaction() as session:
        session.execute(Message.__table__.update().values(next_at=NOW - timedelta(days=1)))
        session.execute(Breaker.__table__.delete())
