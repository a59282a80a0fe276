"""Runs the migrations over the application's own engine.

SQLite: batch mode recreates tables, and dropping the old one would cascade into its children. So
foreign keys are off from before BEGIN until after COMMIT, and every reference is checked before
the commit. One transaction per run: a migration that fails leaves no trace.
"""

from alembic import context
from flask import current_app
from sqlalchemy import Connection

from tracker.db import UTCDateTime, writing
from tracker.extensions import db
from tracker.word_index import is_part

LOCK_KEY = 7_216_301  # PostgreSQL: two hosts that start at once migrate one after the other


def render_item(kind: str, item: object, autogen_context: object) -> str | bool:  # noqa: ARG001 - fixed signature
    """Write our own types in migrations as the plain type they store."""
    if kind == "type" and isinstance(item, UTCDateTime):
        return "sa.DateTime(timezone=True)"
    return False


def include_name(name: str | None, kind: str, parents: object) -> bool:  # noqa: ARG001 - fixed signature
    """Compare everything but the index of words, which no model describes."""
    return kind not in {"table", "index"} or not is_part(name)


def run() -> None:
    engine = db.engine
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            migrate_sqlite(connection)
        else:
            connection.execution_options(**writing(engine.dialect.name))
            with connection.begin():
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK_KEY})")
                migrate(connection)


def migrate_sqlite(connection: Connection) -> None:
    cursor = connection.connection.cursor()
    cursor.execute("PRAGMA foreign_keys = OFF")
    try:
        connection.execution_options(**writing("sqlite"))
        with connection.begin():
            migrate(connection)
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
            if broken:
                raise RuntimeError(f"The migration breaks references: {broken[:5]}")
    finally:
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.close()


def migrate(connection: Connection) -> None:
    options = current_app.extensions["migrate"].configure_args
    context.configure(
        connection=connection,
        target_metadata=db.metadata,
        render_item=render_item,
        include_name=include_name,
        transaction_per_migration=False,
        transactional_ddl=True,
        **options,
    )
    context.run_migrations()


run()
