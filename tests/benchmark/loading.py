"""Write a world into a migrated database quickly: COPY on PostgreSQL, the driver on SQLite."""

import secrets
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Table, insert, literal, select, text, true

from tests.benchmark import world as rows
from tests.benchmark.world import Row, World
from tracker import clock
from tracker.accounts.models import Grant, User, UserSession
from tracker.accounts.passwords import token_hash
from tracker.db import write_transaction
from tracker.extensions import db
from tracker.permissions import Role
from tracker.plans.models import Field, Plan
from tracker.tasks.models.obligation import DueDay, Obligation, TaskTally
from tracker.tasks.models.printed import Assignment, Product, ScheduleRule, Task
from tracker.tasks.models.status import Evidence, StatusUpdate
from tracker.tasks.operations.tallying import tally_of
from tracker.units.models import Unit, UnitName

CHUNK = 10_000
TALLY = ("task_id", "year", "outcome", "overdue_from", "plan_id", "field_id", "obligations")


def load(world: World, *, history: bool = True) -> None:
    """Everything of the world, and one account of each kind that the pages are asked by.

    Without `history` the updates behind the states are left out, for what does not ask for them.
    """
    with write_transaction() as session:
        connection = session.connection()
        _load_printed(connection, world)
        with_indexes = [Obligation, DueDay, StatusUpdate]
        for model in with_indexes:
            _drop_indexes(connection, model)
        fill(connection, Obligation, world.obligation_rows())
        _load_first_days(connection)
        if history:
            _load_history(connection, world)
        for model in with_indexes:
            _create_indexes(connection, model)
        everything = tally_of(true())
        connection.execute(insert(TaskTally).from_select(TALLY, everything))
        _load_people(connection, world)
    settle()


def _load_first_days(connection: Connection) -> None:
    """The first line of each obligation's due-day history."""
    said = {"ordinal": 1, "kind": "laid_out", "recorded_at": rows.LAID_OUT,
            "actor_label": "Hệ thống", "note": ""}  # fmt: skip
    first = {name: literal(value, DueDay.__table__.c[name].type) for name, value in said.items()}
    o = Obligation
    own = {"id": o.id, "obligation_id": o.id, "due_on": o.due_on, "late_from": o.late_from,
           "decided_on": o.start_on}  # fmt: skip
    days = select(*own.values(), *first.values())
    connection.execute(insert(DueDay).from_select([*own, *first], days))
    _count_on(connection, DueDay.__table__)


def _load_history(connection: Connection, world: World) -> None:
    fill(connection, StatusUpdate, rows.history_rows(world.obligation_rows()))
    task_of = {row["id"]: row["task_id"] for row in world.obligation_rows()}
    updates = rows.history_rows(world.obligation_rows())
    fill(connection, Evidence, rows.evidence_rows(updates, task_of))


def settle() -> None:
    """What autovacuum would have done by the time people work."""
    if db.engine.dialect.name == "postgresql":
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))


def _load_printed(connection: Connection, world: World) -> None:
    fill(connection, Unit, world.unit_rows())
    fill(connection, UnitName, world.unit_names())
    fields = enumerate(rows.FIELDS, start=1)
    fill(
        connection,
        Field,
        (
            {"id": n, "code": code, "name": f"Lĩnh vực {code}", "sort_order": n, "used_in": "plan"}
            for n, code in fields
        ),
    )
    fill(connection, Plan, world.plan_rows())
    fill(connection, Task, world.task_rows())
    fill(connection, Product, world.product_rows())
    fill(connection, ScheduleRule, world.rule_rows())
    fill(connection, Assignment, world.assignment_rows())


def _load_people(connection: Connection, world: World) -> None:
    """Account n: the focal officer of unit n + 1; account 1: the province's compiler."""
    now = clock.real_now()
    numbers = range(1, world.units + 2)
    users = (
        {
            "id": n, "login": f"bench{n}", "name": f"Cán bộ đầu mối {n}", "password_hash": "x",
            "must_change_password": False, "created_at": now,
        }
        for n in numbers
    )  # fmt: skip
    fill(connection, User, users)
    grants = (
        {
            "user_id": n, "role": (Role.COMPILER if n == 1 else Role.FOCAL).value, "unit_id": n,
            "valid_from": date(2020, 1, 1),
        }
        for n in numbers
    )  # fmt: skip
    fill(connection, Grant, grants)


def open_session(user_id: int) -> str:
    """A session's row for the account; returns the token that the cookie carries."""
    token, now = secrets.token_urlsafe(16), clock.real_now()
    with write_transaction() as session:
        values = {"user_id": user_id, "created_at": now, "last_seen_at": now}
        session.execute(insert(UserSession).values(token_hash=token_hash(token), **values))
    return token


def fill(connection: Connection, model: type[Any], values: Iterable[Row]) -> None:
    """Insert the rows, all with the same keys."""
    table: Table = model.__table__
    iterator = iter(values)
    while chunk := list(islice(iterator, CHUNK)):
        if connection.dialect.name == "postgresql":
            _copy(connection, table, chunk)
        else:
            _insert(connection, table, chunk)
    _count_on(connection, table)


def _count_on(connection: Connection, table: Table) -> None:
    """Let the next id follow the last one written."""
    if connection.dialect.name == "postgresql" and "id" in table.columns:
        last = f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), max(id))"
        connection.execute(text(f"{last} FROM {table.name}"))


def _copy(connection: Connection, table: Table, chunk: list[Row]) -> None:
    """COPY one chunk; defaults that the application fills are filled here."""
    defaults = _defaults(table, chunk[0])
    names = [*chunk[0], *defaults]
    statement = f"COPY {table.name} ({', '.join(names)}) FROM STDIN"
    cursor = connection.connection.cursor()
    with cursor.copy(statement) as copy:
        for row in _bound(connection, table, chunk):
            copy.write_row((*row, *defaults.values()))


def _insert(connection: Connection, table: Table, chunk: list[Row]) -> None:
    """The same for SQLite."""
    defaults = _defaults(table, chunk[0])
    names = [*chunk[0], *defaults]
    marks = ", ".join("?" * len(names))
    quoted = ", ".join(f'"{name}"' for name in names)
    values = ((*row, *defaults.values()) for row in _bound(connection, table, chunk))
    cursor = connection.connection.cursor()
    cursor.executemany(f"INSERT INTO {table.name} ({quoted}) VALUES ({marks})", values)
    cursor.close()


def _defaults(table: Table, row: Row) -> Row:
    return {
        column.name: column.default.arg
        for column in table.columns
        if column.name not in row and column.default is not None and column.default.is_scalar
    }


def _bound(connection: Connection, table: Table, chunk: list[Row]) -> Iterator[list[Any]]:
    """The values as the driver takes them (JSON as text)."""
    process = [
        table.columns[name].type.dialect_impl(connection.dialect).bind_processor(connection.dialect)
        for name in chunk[0]
    ]
    for row in chunk:
        yield [
            convert(value) if convert and value is not None else value
            for convert, value in zip(process, row.values(), strict=True)
        ]


def _drop_indexes(connection: Connection, model: type[Any]) -> None:
    for index in model.__table__.indexes:
        index.drop(connection)


def _create_indexes(connection: Connection, model: type[Any]) -> None:
    for index in sorted(model.__table__.indexes, key=lambda one: str(one.name)):
        index.create(connection)
