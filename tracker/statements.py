"""Statements of our own making: rows without the ORM, many rows at once, many ids as one value.

What SQLite and PostgreSQL each want said differently stands here, and nowhere else.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
    Dialect,
    Row,
    Select,
    String,
    Text,
    bindparam,
    cast,
    column,
    func,
    literal,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Session, scoped_session
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.dml import ReturningInsert
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.sql.visitors import ExternallyTraversible, replacement_traverse
from sqlalchemy.types import TypeDecorator, TypeEngine

from tracker.db import LEVEL, Base, writing


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


INSERTS = {"postgresql": postgresql.insert, "sqlite": sqlite.insert}
"""Each database's own insert, which can say what becomes of a row whose unique key stands."""


def insert_or_skip(model: type[Base], values: dict[str, Any]) -> bool:
    """Insert one row unless a unique key already stands; whether it was inserted."""
    session: scoped_session[Session] = current_app.extensions["sqlalchemy"].session
    insert = INSERTS[session.get_bind().dialect.name]
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
