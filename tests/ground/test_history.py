import random
from datetime import UTC, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.support.people import unit
from tracker import history
from tracker.db import write_transaction
from tracker.extensions import db
from tracker.history import AuditEntry, AuditHead
from tracker.permissions import Actor

NOON = datetime(2025, 6, 10, 5, 0, tzinfo=UTC)
ACTOR = Actor(7, "Cán bộ đầu mối Sở Tư pháp", "Sở Tư pháp", "focal", "10.0.0.7")


def note(number=1, **changes):
    for n in range(number):
        with write_transaction():
            history.record(ACTOR, "work.update", at=NOON, subject=f"KH196/{n}", ids=[n], **changes)


def tamper(statement):
    """Change rows behind the guard's back, as someone with the file in hand could."""
    with db.engine.connect().execution_options(tracker_write=True) as connection:
        if db.engine.dialect.name == "sqlite":
            connection.execute(text("DROP TRIGGER IF EXISTS audit_entry_no_update"))
            connection.execute(text("DROP TRIGGER IF EXISTS audit_entry_no_delete"))
        else:
            connection.execute(text("ALTER TABLE audit_entry DISABLE TRIGGER USER"))
        connection.exec_driver_sql(statement)
        connection.commit()


def test_empty_chain_is_whole(app):
    assert history.verify() == history.Verdict(0, "0" * 64)


def test_entries_chain_up_to_the_head(app):
    note(5, detail={"state": "done", "từ": "đang thực hiện"})
    verdict = history.verify()
    assert (verdict.count, verdict.fault) == (5, None)
    assert db.session.get(AuditHead, 1).hash == verdict.head
    entry = db.session.get(AuditEntry, 5)
    assert (entry.actor_label, entry.address) == ("Cán bộ đầu mối Sở Tư pháp", "10.0.0.7")
    assert entry.detail == '{"state":"done","từ":"đang thực hiện"}'


def test_several_operations_of_one_transaction_chain(app):
    with write_transaction():
        history.record(ACTOR, "a", at=NOON, subject="x")
        history.record(ACTOR, "b", at=NOON, subject="y")
    assert history.verify().count == 2


def test_failed_operation_leaves_no_entry(app):
    with pytest.raises(ZeroDivisionError), write_transaction():
        history.record(ACTOR, "a", at=NOON, subject="x")
        raise ZeroDivisionError
    note()
    assert history.verify().count == 1


def test_many_ids_are_counted_and_digested(app):
    with write_transaction():
        history.record(ACTOR, "plan.open", at=NOON, subject="2025", ids=range(4004))
    kept = db.session.get(AuditEntry, 1).ids
    assert '"count":4004' in kept
    assert len(kept) < 700


@pytest.mark.parametrize(
    "statement",
    ["UPDATE audit_entry SET subject = 'x'", "DELETE FROM audit_entry", "TRUNCATE audit_entry"],
)
def test_entries_are_only_added(app, database_kind, statement):
    if statement.startswith("TRUNCATE") and database_kind == "sqlite":
        return
    note()
    with pytest.raises(DBAPIError, match="only added"), write_transaction() as session:
        session.execute(text(statement))


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE audit_entry SET subject = 'khác' WHERE id = 3", "mục 3 đã bị sửa"),
        ("UPDATE audit_entry SET actor_id = NULL WHERE id = 3", "mục 3 đã bị sửa"),
        ("UPDATE audit_entry SET hash = previous_hash WHERE id = 5", "mục 5 đã bị sửa"),
        ("DELETE FROM audit_entry WHERE id = 1", "thiếu mục 1"),
        ("DELETE FROM audit_entry WHERE id = 3", "thiếu mục 3"),
        ("DELETE FROM audit_entry WHERE id = 5", "có 4 mục nhưng điểm cuối đã ghi là mục 5"),
        ("UPDATE audit_entry SET id = 9 WHERE id = 5", "thiếu mục 5"),
        ("UPDATE audit_head SET last_id = 4", "có 5 mục nhưng điểm cuối đã ghi là mục 4"),
        ("UPDATE audit_head SET hash = 'x'", "mã của mục cuối (5) khác với mã đã ghi ở điểm cuối"),
        ("DELETE FROM audit_head", "có 5 mục nhưng điểm cuối đã ghi là mục 0"),
    ],
)
def test_tampering_is_found(app, statement, fault):
    note(5)
    tamper(statement)
    assert history.verify().fault == fault


@pytest.mark.parametrize(
    "change",
    ["at = 'infinity'", "at = 'garbage'", "at = 5", "detail = x'00FF'",
     "subject = CAST(x'FF' AS TEXT)"],
)  # fmt: skip
def test_entry_that_cannot_be_read_counts_as_changed(app, database_kind, change):
    if database_kind == "postgresql" and change != "at = 'infinity'":
        return  # its columns take nothing else that is no value of theirs
    note(5)
    tamper(f"UPDATE audit_entry SET {change} WHERE id = 3")
    told = app.test_cli_runner().invoke(args=["audit", "verify"])
    fault = "mục 3 đã bị sửa hoặc hỏng, không đọc được"
    assert (told.exit_code, told.output) == (1, f"Nhật ký không toàn vẹn: {fault}\n")


def test_random_changes_of_any_column_are_found(app):
    note(20)
    chance = random.Random(196)
    columns = ["actor_label", "actor_unit", "actor_role", "address", "action", "ids", "detail"]
    for _ in range(20):
        column, row = chance.choice(columns), chance.randint(1, 20)
        before = db.session.scalar(text(f"SELECT {column} FROM audit_entry WHERE id = {row}"))
        db.session.rollback()
        tamper(f"UPDATE audit_entry SET {column} = '{before} ' WHERE id = {row}")
        assert history.verify().fault == f"mục {row} đã bị sửa"
        tamper(f"UPDATE audit_entry SET {column} = '{before}' WHERE id = {row}")
    assert history.verify().fault is None


def test_head_is_locked_after_the_operation_wrote(app):
    note()
    with write_transaction() as session:
        history.record(ACTOR, "a", at=NOON, subject="x")
        assert session.scalar(text("SELECT last_id FROM audit_head")) == 1
    unit("STP")
    assert history.verify().count == 2


def test_command_verifies(app):
    note(2)
    good = app.test_cli_runner().invoke(args=["audit", "verify"])
    assert (good.exit_code, "2 mục" in good.output) == (0, True)
    tamper("UPDATE audit_entry SET subject = 'x' WHERE id = 1")
    bad = app.test_cli_runner().invoke(args=["audit", "verify"])
    assert (bad.exit_code, "không toàn vẹn" in bad.output) == (1, True)
