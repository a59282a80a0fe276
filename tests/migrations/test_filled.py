"""A filled database goes down and up again; its histories only grow."""

import pytest
from sqlalchemy import insert, inspect, select, text
from sqlalchemy.exc import DBAPIError

from tests.conftest import command
from tests.tasks import factories
from tracker import history
from tracker.db import write_transaction, writing
from tracker.extensions import db
from tracker.migrating import upgrade
from tracker.permissions import Actor
from tracker.tasks.models.printed import TriggerEvent
from tracker.word_index import is_part

HISTORIES = ("audit_entry", "status_update", "evidence", "due_day", "trigger_event")


@pytest.fixture
def filled(app):
    """An application with at least one row in every append-only table."""
    unit = factories.make_unit()
    task = factories.make_task(factories.make_plan(unit))
    share = factories.make_obligation(task, unit)
    factories.make_line(share, evidence=[factories.paper_row()])
    with write_transaction():
        db.session.add(
            TriggerEvent(
                task_id=task, happened_on=factories.NOON.date(), document_text="Công văn",
                recorded_at=factories.NOON, actor_label="Kiểm thử",
            )
        )  # fmt: skip
        history.record(Actor(None, "Kiểm thử"), "test", at=factories.NOON, subject="x")
    db.session.remove()
    return app


OF_MIGRATIONS = {"feed_settings", "uid_space"}
"""Tables whose one row a migration brings."""


def run(statement):
    with (
        db.engine.connect().execution_options(**writing(db.engine.dialect.name)) as connection,
        connection.begin(),
    ):
        connection.execute(text(statement))


@pytest.mark.parametrize("table", HISTORIES)
@pytest.mark.parametrize("statement", ["DELETE FROM {}", "UPDATE {} SET id = id"])
def test_history_refuses_to_change(filled, table, statement):
    count = db.session.scalar(text(f"SELECT count(*) FROM {table}"))
    db.session.remove()
    with pytest.raises(DBAPIError, match="only added"):
        run(statement.format(table))
    assert db.session.scalar(text(f"SELECT count(*) FROM {table}")) == count > 0


def tables():
    db.session.remove()
    names = set(inspect(db.engine).get_table_names()) - {"alembic_version"}
    return {name for name in names if not is_part(name)}


def contents():
    """Every row of every table, by table."""
    with db.engine.connect() as connection:
        return {
            table.name: list(map(dict, connection.execute(select(table)).mappings()))
            for table in db.metadata.sorted_tables
        }


def test_filled_database_goes_down_and_up_and_takes_its_rows_again(filled, database_kind):
    kept = contents()
    assert all(kept[table] for table in HISTORIES)
    command("db", "downgrade", "base")
    assert tables() == set()
    upgrade()
    assert tables() == set(db.metadata.tables)
    with (
        db.engine.connect().execution_options(**writing(db.engine.dialect.name)) as connection,
        connection.begin(),
    ):
        for table in db.metadata.sorted_tables:
            if kept[table.name]:
                if table.name in OF_MIGRATIONS:
                    connection.execute(table.delete())
                connection.execute(insert(table), kept[table.name])
    assert contents() == kept
    with pytest.raises(DBAPIError, match="only added"):
        run("DELETE FROM status_update")
