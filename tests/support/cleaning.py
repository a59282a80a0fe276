"""A PostgreSQL copy of a template that goes back to the template's state after a test.

CREATE DATABASE costs a tenth of a second, deleting a few rows a few milliseconds. What only a new
copy brings back (a changed schema, the rows of a full template) is noticed and left to the caller.
"""

import contextlib

import psycopg
from psycopg import sql
from sqlalchemy.engine import make_url

FEW = 1000
"""A template with more rows is copied anew: put back, they would lack their statistics."""
_WRITTEN = "SELECT pg_snapshot_xmax(pg_current_snapshot())::text"
_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
_SHAPE = """
SELECT (SELECT (count(*), max(xmin::text::bigint)) FROM pg_attribute WHERE attrelid >= 16384)::text,
       (SELECT (count(*), max(xmin::text::bigint)) FROM pg_constraint)::text,
       (SELECT (count(*), max(xmin::text::bigint)) FROM pg_trigger)::text,
       (SELECT (count(*), max(xmin::text::bigint)) FROM pg_proc WHERE oid >= 16384)::text
"""
_NUMBERED = """
SELECT format('%I.%I', schemaname, sequencename), start_value FROM pg_sequences
"""
_EMPTY = "test_support_empty"
"""A function of each copy: the server keeps its plans, so that it looks at all tables at once."""
_ADVANCED = """
SELECT format('%I.%I', schemaname, sequencename), last_value
FROM pg_sequences WHERE last_value IS NOT NULL
"""


class Copy:
    """One copy of a template, and the connection that cleans it."""

    def __init__(self, template: str, url: str) -> None:
        self.template, self.url = template, url
        plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
        self.connection = psycopg.connect(plain, autocommit=True)
        self.connection.execute("SET lock_timeout = '2s'")
        self.tables = [name for (name,) in self._rows(_TABLES)]
        self._prepare()
        self.kept = {name: self._content(name) for name in self._filled()}
        self.few = sum(content.count(b"\n") for content in self.kept.values()) <= FEW
        self.advanced = self._rows(_ADVANCED)
        self.shape = self._rows(_SHAPE)
        self.written = self._rows(_WRITTEN)

    def clean(self) -> bool:
        """Whether the copy is as the template again; its connection is closed when it is not."""
        try:
            if self._rows(_WRITTEN) == self.written:
                return True
            if self.few and self._rows(_SHAPE) == self.shape:
                self._empty()
                return True
        except psycopg.Error:  # held by a connection that the test left open, or no superuser
            pass
        self.close()
        return False

    def close(self) -> None:
        """End the connection."""
        with contextlib.suppress(psycopg.Error):
            self.connection.close()

    def _empty(self) -> None:
        """Take every row out, past the guards of the histories, and put the template's back."""
        connection = self.connection
        with connection.transaction():
            connection.execute("SET LOCAL session_replication_role = replica")
            connection.execute(f"SELECT {_EMPTY}()")
            for name, content in self.kept.items():
                with connection.cursor().copy(self._copying(name, "FROM STDIN")) as copying:
                    copying.write(content)
            for name, value in self.advanced:
                connection.execute("SELECT setval(%s::regclass, %s)", (name, value))
        self.written = self._rows(_WRITTEN)

    def _prepare(self) -> None:
        """Give the copy the function that takes every row out and counts from the start again."""
        emptied = [
            sql.SQL("IF EXISTS (SELECT FROM {0}) THEN DELETE FROM {0}; END IF;").format(
                sql.Identifier(name)
            )
            for name in self.tables
        ]
        counted = [
            sql.SQL("PERFORM setval({}, {}, false);").format(sql.Literal(name), sql.Literal(first))
            for name, first in self._rows(_NUMBERED)
        ]
        steps = sql.SQL(" ").join([*emptied, *counted]).as_string(self.connection)
        self.connection.execute(
            f"CREATE OR REPLACE FUNCTION {_EMPTY}() RETURNS void LANGUAGE plpgsql "
            f"AS $steps$ BEGIN {steps} END $steps$"
        )

    def _rows(self, query):
        return self.connection.execute(query).fetchall()

    def _filled(self) -> list[str]:
        asked = [
            sql.SQL("SELECT {} WHERE EXISTS (SELECT FROM {})").format(name, sql.Identifier(name))
            for name in self.tables
        ]
        return [name for (name,) in self._rows(sql.SQL(" UNION ALL ").join(asked))]

    def _content(self, table: str) -> bytes:
        with self.connection.cursor().copy(self._copying(table, "TO STDOUT")) as copying:
            return b"".join(bytes(part) for part in copying)

    def _copying(self, table: str, how: str):
        return sql.SQL("COPY {} " + how).format(sql.Identifier(table))
