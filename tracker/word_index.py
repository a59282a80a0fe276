"""The index of the words that units said: every line's words, found by the beginning of each.

`status_update.search_key` is filled by the application: folded words of letters and digits, single
spaces between. Each database indexes that column by its own means, in the same statement that adds
a line: SQLite by a full-text table (FTS5) that a trigger feeds, PostgreSQL by an inverted index
(GIN). The table only grows, so nothing is ever taken out. A migration calls `build(op)`, and again
after a batch operation on the table (SQLite drops its triggers when batch mode recreates it).
"""

from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, String, column, func, literal, text
from sqlalchemy.dialects.postgresql import TSQUERY

if TYPE_CHECKING:  # only migrations hand one in
    from alembic.operations import Operations

TABLE = "status_update"
NAME = "status_update_words"
VECTOR = "array_to_tsvector(string_to_array(search_key, ' '))"

_TABLE = (
    f"CREATE VIRTUAL TABLE {NAME} USING fts5(search_key, content='{TABLE}', content_rowid='id', "
    "tokenize='ascii', detail='none', columnsize=0)"
)
_FILL = f"INSERT INTO {NAME}({NAME}) VALUES ('rebuild')"  # noqa: S608 - our own names
_TRIGGER = (
    f"CREATE TRIGGER {NAME}_kept AFTER INSERT ON {TABLE} BEGIN "  # noqa: S608 - our own names
    f"INSERT INTO {NAME}(rowid, search_key) VALUES (new.id, new.search_key); END"
)


def build(op: "Operations") -> None:
    """Index every line there is, and every line to come."""
    if op.get_bind().dialect.name == "sqlite":
        for statement in (_TABLE, _FILL, _TRIGGER):
            op.execute(statement)
        return
    op.execute(f"CREATE INDEX ix_{NAME} ON {TABLE} USING gin ({VECTOR})")


def drop(op: "Operations") -> None:
    """Take the index away; for a migration's way down, and before a batch operation."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"DROP TRIGGER IF EXISTS {NAME}_kept")
        op.execute(f"DROP TABLE IF EXISTS {NAME}")
        return
    op.execute(f"DROP INDEX IF EXISTS ix_{NAME}")


def is_part(name: str | None) -> bool:
    """Whether a table or an index of the database belongs to the index of words."""
    return bool(name) and name.removeprefix("ix_").startswith(NAME)  # type: ignore[union-attr]


def asked(words: list[str], *, sqlite: bool) -> str:
    """The question that each database understands: every word begins some word of the line."""
    return (
        " AND ".join(f'"{word}"*' for word in words)
        if sqlite
        else (" & ".join(f"'{word}':*" for word in words))
    )


def matches(words: list[str]) -> ColumnElement[bool]:
    """The condition on `status_update`, as PostgreSQL's index answers it."""
    vector = func.array_to_tsvector(func.string_to_array(column("search_key", String), text("' '")))
    return vector.op("@@")(literal(asked(words, sqlite=False)).cast(TSQUERY))
