"""Engine behaviour, the session's write transaction, the UTC type and the naming convention.

SQLite: ordinary transactions open with BEGIN; only `write_transaction()` sends BEGIN IMMEDIATE,
because a deferred transaction that writes later fails at once with "database is locked".
"""

import fcntl
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flask import current_app
from sqlalchemy import DateTime, Dialect, Engine, MetaData, String, event
from sqlalchemy.engine import Connection
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    Session,
    mapped_column,
    registry,
    scoped_session,
)
from sqlalchemy.types import TypeDecorator

NAMING = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
WRITE = "tracker_write"
BUSY_TIMEOUT_MS = 10_000
LEVEL = "isolation_level"


class UTCDateTime(TypeDecorator[datetime]):
    """An aware instant, stored in UTC; a naive value is refused with ValueError."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - fixed signature
        """Convert to UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"An instant needs a time zone: {value!r}")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - fixed signature
        """Give the zone back that SQLite drops."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """The parent of every table class; `Mapped[datetime]` is a UTC instant."""

    registry = registry(
        metadata=MetaData(naming_convention=NAMING),
        type_annotation_map={datetime: UTCDateTime()},
    )


class Seeded:
    """Mixin of rows that seeding loads: `seed_digest` tells what it last wrote.

    A row that differs from its last seed was corrected by a person and is left alone.
    """

    seed_digest: Mapped[str] = mapped_column(String(64), default="")


def wal_is_safe(version: tuple[int, int, int]) -> bool:
    """Whether this SQLite has the fix of the WAL-reset corruption bug.

    Fixed in 3.51.3, 3.50.7 and 3.44.6 (https://sqlite.org/wal.html#walresetbug).
    """
    if version[:2] in {(3, 44), (3, 50)}:
        return version[2] >= {44: 6, 50: 7}[version[1]]
    return version >= (3, 51, 3)


def journal_mode() -> str:
    """The journal mode for the SQLite this program runs on: wal or truncate."""
    return "wal" if wal_is_safe(sqlite3.sqlite_version_info[:3]) else "truncate"


def engine_options(url: str) -> dict[str, Any]:
    """How the engine of this address reads: on PostgreSQL each statement by itself.

    BEGIN and ROLLBACK would cost a trip to the server each, and hold nothing still: READ COMMITTED
    looks anew with every statement. `write_transaction` and `read_snapshot` open one.
    """
    if not url.startswith("postgresql"):
        return {}
    return {LEVEL: "AUTOCOMMIT", "skip_autocommit_rollback": True}


@event.listens_for(Engine, "connect")
def _prepare_sqlite(dbapi_connection: Any, record: Any) -> None:  # noqa: ANN401, ARG001 - driver objects
    if not isinstance(dbapi_connection, sqlite3.Connection):
        return
    dbapi_connection.isolation_level = None
    for pragma in (
        f"busy_timeout = {BUSY_TIMEOUT_MS}",
        f"journal_mode = {journal_mode()}",
        "foreign_keys = ON",
        "synchronous = FULL",
        "cache_size = -500",  # KiB a connection; the system keeps the file itself
    ):
        dbapi_connection.execute(f"PRAGMA {pragma}").close()


@event.listens_for(Engine, "begin")
def _begin_sqlite(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        writing = connection.get_execution_options().get(WRITE)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


@event.listens_for(Session, "before_flush")
def _refuse_stray_write(session: Session, context: Any, instances: Any) -> None:  # noqa: ANN401, ARG001 - fixed signature
    changed = session.new or session.deleted or any(map(session.is_modified, session.dirty))
    if changed and not session.info.get(WRITE):
        raise RuntimeError("Rows are written only inside `with write_transaction():`")


@contextmanager
def write_transaction() -> Iterator[scoped_session[Session]]:
    """End the read transaction, open one that may write, commit it at the end.

    Any error rolls everything back and is raised again. Rows loaded before are read again on next
    use, so that an operation re-checks version and right on what it finds inside.
    Raises RuntimeError when a write transaction is already open.
    """
    session: scoped_session[Session] = current_app.extensions["sqlalchemy"].session
    info = session().info
    if info.get(WRITE):
        raise RuntimeError("A write transaction is already open")
    session.rollback()
    engine = session.get_bind().engine
    with _turn(engine.url.database) if engine.dialect.name == "sqlite" else nullcontext():
        info[WRITE] = True
        try:
            session.connection(execution_options=writing(engine.dialect.name))
            yield session
            session.commit()
        except BaseException:
            session.rollback()
            raise
        finally:
            info.pop(WRITE, None)


@contextmanager
def set_apart() -> Iterator[None]:
    """A part that may fail by itself: a savepoint of the write transaction that is open.

    Outside one there is nothing that a failed statement could spoil.
    """
    session: Session = current_app.extensions["sqlalchemy"].session()
    with session.begin_nested() if session.info.get(WRITE) else nullcontext():
        yield


def writing(dialect: str) -> dict[str, Any]:
    """The options of a connection whose transaction may write."""
    return {WRITE: True} if dialect == "sqlite" else {WRITE: True, LEVEL: "READ COMMITTED"}


@contextmanager
def read_snapshot() -> Iterator[scoped_session[Session]]:
    """One read transaction in which nothing moves: for verification, backup and long exports."""
    session: scoped_session[Session] = current_app.extensions["sqlalchemy"].session
    session.rollback()
    if session.get_bind().dialect.name == "postgresql":
        session.connection(execution_options={LEVEL: "REPEATABLE READ"})
    try:
        yield session
    finally:
        session.rollback()


@contextmanager
def _turn(database: str | None) -> Iterator[None]:
    """Wait in line for SQLite's single writer: its own busy handler is not fair."""
    if not database or database == ":memory:":
        yield
        return
    with Path(f"{database}.turn").open("a") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        yield
