import contextvars
import shutil

import pytest
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError

from tests.conftest import command
from tests.support.people import unit
from tracker.append_only import guard, release
from tracker.config import ROOT
from tracker.db import writing
from tracker.extensions import db
from tracker.migrating import upgrade
from tracker.word_index import is_part

GUARDED = (
    "audit_entry", "due_day", "status_update", "evidence", "trigger_event", "year_estimate",
    "former_print", "former_end", "indicator_value", "compiled_edit", "compiled_version",
    "compiled_issue",
)  # fmt: skip


@pytest.fixture
def blank(database_kind, database_makers, make_app, tmp_path):
    """An application whose database has no tables yet."""
    maker = database_makers(database_kind)
    url = maker.empty(tmp_path)
    app = make_app(database_url=url)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()
    maker.drop(url)


def schema():
    """Tables with their columns, indexes, checks, and the triggers, as the database tells them."""
    found = inspect(db.engine)
    triggers = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }[db.engine.dialect.name]
    with db.engine.connect() as connection:
        names = sorted(connection.scalars(text(triggers)))
    tables = {
        table: (
            [(c["name"], str(c["type"]), c["nullable"]) for c in found.get_columns(table)],
            sorted(index["name"] for index in found.get_indexes(table)),
            sorted(check["name"] for check in found.get_check_constraints(table)),
        )
        for table in sorted(found.get_table_names())
        if table != "alembic_version" and not is_part(table)
    }
    return tables, names


def test_up_down_up_gives_the_same_schema(blank):
    upgrade()
    first = schema()
    assert set(first[0]) == set(db.metadata.tables)
    command("db", "downgrade", "base")
    assert schema()[0] == {}
    upgrade()
    assert schema() == first


def test_models_and_migrations_agree(app):
    result = contextvars.Context().run(app.test_cli_runner().invoke, args=["db", "check"])
    assert result.exit_code == 0, result.output


def test_every_history_is_guarded(app):
    names = " ".join(schema()[1])
    for table in GUARDED:
        assert f"{table}_no_" in names


def test_second_upgrade_changes_nothing(app):
    before = schema()
    upgrade()
    assert schema() == before


def test_guard_can_be_taken_away_and_put_back(app):
    class Operations:
        def __init__(self, connection):
            self.connection = connection

        def get_bind(self):
            return self.connection

        def execute(self, statement):
            self.connection.execute(text(statement))

    unit("STP")
    with db.engine.connect().execution_options(**writing(db.engine.dialect.name)) as connection:
        op = Operations(connection)
        guard(op, "unit")
        connection.commit()
        with pytest.raises(DBAPIError, match="only added"):
            connection.execute(text("DELETE FROM unit_name"))
            connection.execute(text("DELETE FROM unit"))
        connection.rollback()
        release(op, "unit")
        connection.execute(text("DELETE FROM unit_name"))
        connection.execute(text("DELETE FROM unit"))
        connection.commit()


CHANGE = """
import sqlalchemy as sa
from alembic import op

revision, down_revision = "9999", "{head}"


def upgrade():
    with op.batch_alter_table("unit", recreate="{recreate}") as batch:
        batch.add_column(sa.Column("added", sa.String(10)))
    {then}
"""


@pytest.fixture
def next_migration(app, tmp_path):
    """Write one more migration into a copy of the folder and run it."""
    folder = tmp_path / "migrations"
    shutil.copytree(ROOT / "migrations", folder)
    head = db.session.scalar(text("SELECT version_num FROM alembic_version"))
    db.session.rollback()
    recreate = "always" if db.engine.dialect.name == "sqlite" else "never"

    def run(then="pass"):
        source = CHANGE.format(head=head, recreate=recreate, then=then)
        (folder / "versions" / "9999_change.py").write_text(source)
        told = app.test_cli_runner().invoke(args=["db", "upgrade", "--directory", str(folder)])
        if told.exception:
            raise told.exception

    return run


def test_recreating_a_table_keeps_its_children(next_migration):
    unit("STP")
    next_migration()
    assert db.session.scalar(text("SELECT count(*) FROM unit_name")) == 1
    assert "added" in {column["name"] for column in inspect(db.engine).get_columns("unit")}


def test_foreign_keys_hold_again_after_a_migration(next_migration):
    next_migration()
    with pytest.raises(DBAPIError), db.engine.connect() as connection:
        connection.execute(text("INSERT INTO unit_name (unit_id, name, short_name, place, superior,"
                                " search_key, source, seed_digest)"
                                " VALUES (99, '', '', '', '', '', '', '')"))  # fmt: skip


def test_failed_migration_leaves_no_trace(next_migration):
    before = schema()
    with pytest.raises(ZeroDivisionError):
        next_migration(then="1 / 0")
    assert schema() == before


def test_migration_that_breaks_references_is_undone(next_migration):
    unit("STP")
    before = schema()
    with pytest.raises((SystemExit, DBAPIError)):
        next_migration(then='op.execute("DELETE FROM unit")')
    assert schema() == before
    assert db.session.scalar(text("SELECT count(*) FROM unit")) == 1
