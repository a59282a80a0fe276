"""Engine behaviour, the session's write transaction, the UTC type and the naming convention.

SQLite: ordinary transactions open with BEGIN; only `write_transaction()` sends BEGIN IMMEDIATE,
because a deferred transaction that writes later fails at once with "database is locked".
"""

import fcntl
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from flask import current_app
from sqlalchemy import (
    JSON,
    BigInteger,
    BindParameter,
    Boolean,
    ColumnElement,
    CompoundSelect,
    CursorResult,
    DateTime,
    Dialect,
    Engine,
    MetaData,
    Row,
    Select,
    String,
    Text,
    bindparam,
    cast,
    column,
    event,
    func,
    literal,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    Session,
    mapped_column,
    registry,
    scoped_session,
)
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.dml import ReturningInsert
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.sql.visitors import ExternallyTraversible, replacement_traverse
from sqlalchemy.types import TypeDecorator, TypeEngine

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
        "cache_size = -1000",  # KiB a connection; the system keeps the file itself
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


def rows_of(
    statement: Select[Any] | CompoundSelect[Any] | ReturningInsert[Any],
    values: dict[str, Any] | None = None,
) -> CursorResult[Any]:
    """The rows of a select of columns, without the ORM's own bookkeeping: it costs as much again.

    An insert that returns columns may be handed in too. What the session still holds back is
    written first, as its own queries do.
    """
    session: Session = current_app.extensions["sqlalchemy"].session()
    if session.new or session.dirty or session.deleted:
        session.flush()
    return session.connection().execute(statement, values)


def streamed(
    statement: Select[Any], size: int, values: Mapping[str, Any] | None = None
) -> Iterator[Row[Any]]:
    """The rows of a select of columns, `size` in memory at a time; `values` of its parameters.

    PostgreSQL hands rows out in parts inside a transaction alone: where none is open, on a
    connection aside.
    """
    session: Session = current_app.extensions["sqlalchemy"].session()
    parts, connection = {"yield_per": size}, session.connection()
    if connection.dialect.name == "sqlite" or LEVEL in connection.get_execution_options():
        yield from connection.execute(statement, values, execution_options=parts)
        return
    with connection.engine.connect().execution_options(**writing("postgresql")) as aside:
        yield from aside.execute(statement, values, execution_options=parts)


def insert_or_skip(model: type[Base], values: dict[str, Any]) -> bool:
    """Insert one row unless a unique key already stands; whether it was inserted."""
    session: scoped_session[Session] = current_app.extensions["sqlalchemy"].session
    dialect = session.get_bind().dialect.name
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    statement = insert(model).values(**values).on_conflict_do_nothing()
    return session.execute(statement.returning(literal(1))).first() is not None


def insert_all(
    model: type[Base], rows: Sequence[Mapping[str, Any]],
    *told: Any, or_skip: bool = False,  # noqa: ANN401 - mapped columns
) -> list[Row[Any]]:  # fmt: skip
    """Insert rows that all have the same keys; the columns `told` of each that was inserted.

    With `or_skip` those whose unique key stands already are passed over. To PostgreSQL the rows go
    as JSON: binding each value of each row on its own costs ten times the processor time there.
    """
    if not rows:
        return []
    session: Session = current_app.extensions["sqlalchemy"].session()
    session.flush()
    connection = session.connection()
    if connection.dialect.name == "sqlite":
        return list(connection.execute(_one_by_one(model, told, or_skip=or_skip), list(rows)))
    statement = _from_json(model, tuple(rows[0]), told, or_skip=or_skip)
    found: list[Row[Any]] = []
    for first in range(0, len(rows), _JSON_ROWS):
        part = [dict(row) for row in rows[first : first + _JSON_ROWS]]
        given = json.dumps(part, default=str, ensure_ascii=False)
        found += connection.execute(statement, {"rows": given})
    return found


_JSON_ROWS = 5000


def _one_by_one(model: type[Base], told: Sequence[Any], *, or_skip: bool) -> ReturningInsert[Any]:
    made = sqlite.insert(model.__table__)
    return (made.on_conflict_do_nothing() if or_skip else made).returning(*told)


def _from_json(
    model: type[Base], names: Sequence[str], told: Sequence[Any], *, or_skip: bool
) -> ReturningInsert[Any]:
    columns = model.__table__.c
    rows = (
        func.json_to_recordset(cast(bindparam("rows", type_=Text), JSON))
        .table_valued(*(column(name, columns[name].type) for name in names))
        .render_derived(name="new", with_types=True)
    )
    made = postgresql.insert(model.__table__).from_select(
        list(names), select(*(rows.c[name] for name in names))
    )
    return (made.on_conflict_do_nothing() if or_skip else made).returning(*told)


def holds(column: Any, words: Iterable[str]) -> list[ColumnElement[bool]]:  # noqa: ANN401 - a mapped column
    """That every one of the folded words stands in a column of search keys."""
    return [column.contains(word, autoescape=True) for word in words]


class _Numbers(TypeDecorator[list[int]]):
    """Many whole numbers as one value: an array, or JSON on SQLite."""

    impl = String
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The type of the database."""
        if dialect.name == "sqlite":
            return dialect.type_descriptor(String())
        return dialect.type_descriptor(postgresql.ARRAY(BigInteger()))

    def process_bind_param(self, value: Iterable[int] | None, dialect: Dialect) -> Any:  # noqa: ANN401 - list or text
        """The value as the driver takes it."""
        numbers = list(value or ())
        return json.dumps(numbers) if dialect.name == "sqlite" else numbers


class _Among(FunctionElement[bool]):
    type = Boolean()
    inherit_cache = True

    def self_group(self, against: Any = None) -> Any:  # noqa: ANN401, ARG002 - fixed signature
        """Itself: "… = 1", as other conditions are told on SQLite, would keep it off the index."""
        return self


@compiles(_Among, "sqlite")
def _among_json(element: _Among, compiler: SQLCompiler, **how: Any) -> str:  # noqa: ANN401 - fixed signature
    column, numbers = (compiler.process(part, **how) for part in element.clauses)
    return f"{column} IN (SELECT value FROM json_each({numbers}))"  # noqa: S608 - compiled parts


@compiles(_Among, "postgresql")
def _among_array(element: _Among, compiler: SQLCompiler, **how: Any) -> str:  # noqa: ANN401 - fixed signature
    column, numbers = (compiler.process(part, **how) for part in element.clauses)
    return f"{column} = ANY ({numbers})"


def among(column: Any, name: str) -> ColumnElement[bool]:  # noqa: ANN401 - a mapped column
    """That a column holds one of the numbers which the statement is given under this name.

    However many there are, the statement is the same text with one value: the server knows it
    again, and no driver has to bind hundreds of values.
    """
    return _Among(column, bindparam(name, type_=_Numbers()))


Statement = TypeVar("Statement", bound=ExternallyTraversible)


def spelled_out(statement: Statement) -> Statement:
    """The statement with its own values in its text; only what it is given stays a parameter.

    PostgreSQL plans a statement anew each time where a partial index hangs on a parameter.
    """

    def put_in(element: Any, **_: Any) -> Any:  # noqa: ANN401 - any part of a statement
        own = isinstance(element, BindParameter) and not element.required
        return element.render_literal_execute() if own else None

    found: Statement = replacement_traverse(statement, {}, put_in)
    return found


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
