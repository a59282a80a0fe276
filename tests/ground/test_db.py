import sqlite3
import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone

import pytest
from psycopg.pq import TransactionStatus
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from tests.support.people import unit
from tracker.db import read_snapshot, wal_is_safe, write_transaction
from tracker.extensions import db
from tracker.statements import among, insert_or_skip, streamed
from tracker.units.models import Unit
from tracker.web.throttle import Throttle

NOON = datetime(2025, 6, 10, 5, 0, tzinfo=UTC)


@pytest.fixture
def sent(app):
    """The BEGIN statements sent to SQLite."""
    statements = []
    if db.engine.dialect.name == "sqlite":
        connection = db.engine.raw_connection()
        connection.driver_connection.set_trace_callback(statements.append)
        connection.close()
    return lambda: [statement for statement in statements if statement.startswith("BEGIN")]


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 3), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 52, 0), True),
    ],
)
def test_wal_only_on_versions_with_the_fix(version, safe):
    assert wal_is_safe(version) is safe


def test_reading_begins_deferred_and_writing_immediate(app, database_kind, sent):
    if database_kind != "sqlite":
        return
    db.session.execute(text("SELECT 1"))
    db.session.rollback()
    with write_transaction() as session:
        session.execute(text("SELECT 1"))
    assert sent() == ["BEGIN", "BEGIN IMMEDIATE"]


def test_reading_after_a_write_begins_deferred_again(app, database_kind, sent):
    if database_kind != "sqlite":
        return
    with write_transaction():
        pass
    db.session.execute(text("SELECT 1"))
    assert sent() == ["BEGIN IMMEDIATE", "BEGIN"]


def test_sqlite_settings(app, database_kind):
    if database_kind != "sqlite":
        return
    values = {
        name: db.session.scalar(text(f"PRAGMA {name}"))
        for name in ("foreign_keys", "busy_timeout", "journal_mode", "synchronous")
    }
    wal = wal_is_safe(sqlite3.sqlite_version_info[:3])
    assert values == {
        "foreign_keys": 1,
        "busy_timeout": 10_000,
        "journal_mode": "wal" if wal else "truncate",
        "synchronous": 2,
    }


def test_error_rolls_everything_back(app):
    with pytest.raises(ZeroDivisionError), write_transaction() as session:
        session.add(Unit(code="STP", kind="so"))
        session.flush()
        raise ZeroDivisionError
    assert db.session.scalars(db.select(Unit)).all() == []


def test_write_outside_a_write_transaction_is_refused(app):
    db.session.add(Unit(code="STP", kind="so"))
    with pytest.raises(RuntimeError, match="write_transaction"):
        db.session.flush()
    db.session.rollback()


def test_write_transactions_do_not_nest(app):
    with pytest.raises(RuntimeError, match="already open"), write_transaction():
        with write_transaction():
            pass
    unit("STP")


def test_rows_read_before_are_read_again_inside(app):
    unit("STP")
    row = db.session.scalars(db.select(Unit)).one()
    with db.engine.connect().execution_options(tracker_write=True) as other:
        db.session.rollback()
        other.execute(text("UPDATE unit SET kind = 'khac'"))
        other.commit()
    with write_transaction():
        assert row.kind == "khac"


def test_foreign_keys_hold(app):
    with pytest.raises(DBAPIError), write_transaction() as session:
        session.add(Unit(code="X", kind="so", parent_id=999))


def test_insert_or_skip_tells_which(app):
    values = {"key": "k", "misses": 0, "last_at": NOON}
    with write_transaction():
        assert insert_or_skip(Throttle, values)
        assert not insert_or_skip(Throttle, values)


@pytest.mark.parametrize(
    "instant",
    [NOON, NOON.astimezone(timezone(timedelta(hours=7))), NOON + timedelta(microseconds=1)],
)
def test_instants_come_back_in_utc(app, instant):
    with write_transaction() as session:
        session.add(Throttle(key="k", misses=0, last_at=instant))
    kept = db.session.scalars(db.select(Throttle.last_at)).one()
    assert kept == instant
    assert kept.utcoffset() == timedelta(0)


def test_naive_instant_is_refused(app):
    with pytest.raises(Exception, match="time zone"), write_transaction() as session:
        session.add(Throttle(key="k", misses=0, last_at=datetime(2025, 6, 10)))  # noqa: DTZ001 - the point


def test_snapshot_does_not_move(app, database_kind):
    unit("STP")
    with read_snapshot() as session:
        before = session.scalar(text("SELECT count(*) FROM unit"))
        if database_kind == "postgresql":  # on SQLite in TRUNCATE mode the writer waits for us
            with db.engine.begin() as other:
                other.execute(text("INSERT INTO unit (code, kind, sort_order, source, seed_digest)"
                                   " VALUES ('SCT', 'so', 0, '', '')"))  # fmt: skip
        assert session.scalar(text("SELECT count(*) FROM unit")) == before


def test_reading_opens_a_transaction_on_sqlite_alone(app, database_kind):
    assert db.session.scalar(text("SELECT 1")) == 1
    driver = db.session.connection().connection.driver_connection
    if database_kind == "sqlite":
        assert driver.in_transaction
    else:
        assert driver.info.transaction_status == TransactionStatus.IDLE


def test_a_long_reading_goes_on_while_others_are_read(app):
    ids = sorted(unit(code) for code in ("STP", "SNV", "STC"))
    query = db.select(Unit.id).where(among(Unit.id, "ids")).order_by(Unit.id).params(ids=ids)
    found = []
    for (number,) in streamed(query, 1):
        found += [(number, db.session.get(Unit, number).kind)]
    assert found == [(number, "so") for number in ids]
    with write_transaction():
        assert [number for (number,) in streamed(query, 1)] == ids


def test_numbers_that_are_given_as_one_are_looked_up_by_the_index(app, database_kind):
    statement = select(Unit.id).where(among(Unit.id, "ids"), Unit.code != "")
    said = {"sqlite": "json_each(?)) AND", "postgresql": "= ANY (%(ids)s::BIGINT[]) AND"}
    assert said[database_kind] in str(statement.compile(db.engine))


def test_many_writers_never_meet_a_locked_database(app, database_kind, settings):
    if database_kind != "sqlite":
        return
    url = app.config["TRACKER"].database_url
    command = [sys.executable, "-m", "tests.support.writer", url, str(settings.data_dir), "25"]
    db.session.remove()
    writers = [subprocess.Popen(command, stderr=subprocess.PIPE) for _ in range(4)]
    for writer in writers:
        _, errors = writer.communicate(timeout=300)
        assert writer.returncode == 0, errors.decode()
    assert db.session.scalar(text("SELECT last_id FROM audit_head")) == 100
