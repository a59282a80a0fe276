"""The floor: bare Flask, plain SQL through the driver, one short template. And U, from memory.

U is a Flask + Jinja page of 50 rows from memory; every figure is told in milliseconds and in U.
"""

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import psycopg
from flask import Flask, request

from tests.benchmark.serving import telling

TABLE = """<!doctype html><html lang="vi"><title>{{ title }}</title><h1>{{ title }}</h1><table>
{% for row in rows %}<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>
{% endfor %}</table></html>"""
OVERDUE = """SELECT o.id, t.title, n.name, o.due_on, o.last_words FROM obligation o
JOIN task t ON t.id = o.task_id JOIN unit_name n ON n.unit_id = o.unit_id
WHERE o.overdue_from <= '2025-06-10' ORDER BY o.overdue_from, o.id LIMIT {limit}"""
MINE = """SELECT o.id, t.title, o.due_on, o.state, o.last_words FROM obligation o
JOIN task t ON t.id = o.task_id WHERE o.unit_id = 2 AND o.role = 'lead' AND o.open
ORDER BY o.sort_on, o.id LIMIT 25"""
ITEM = """SELECT t.title, t.product_text, o.id, o.unit_id, o.due_on, o.state FROM task t
JOIN obligation o ON o.task_id = t.id WHERE t.code = {code} ORDER BY o.sort_on, o.id LIMIT 60"""
UPDATE = "UPDATE obligation SET last_words = {words}, version = version + 1 WHERE id = {id}"
LINE = """INSERT INTO status_update
(obligation_id, kind, state, happened_on, recorded_at, actor_label, words, cause)
VALUES ({id}, 'word', 'in_progress', '2025-06-10', {now}, 'Cán bộ', {words}, '')"""

NOW = datetime(2025, 6, 10, tzinfo=UTC).isoformat(sep=" ")
"""Before the frozen day's office opens: to the program the newest line is one of its own."""

MEMORY = [(n, f"Nhiệm vụ số {n}", "Sở Nội vụ", "05/6/2025", "Đã thực hiện") for n in range(50)]
app = telling(Flask(__name__))
template = app.jinja_env.from_string(TABLE)
local = threading.local()


@app.get("/u")
def unit_page() -> str:
    """Fifty rows from memory."""
    return template.render(title="U", rows=MEMORY)


@app.get("/overdue/<int:limit>")
def overdue(limit: int) -> str:
    """The oldest overdue rows."""
    return _page("Quá hạn", OVERDUE.format(limit=limit))


@app.get("/mine")
def mine() -> str:
    """One unit's open work."""
    return _page("Việc của tôi", MINE)


@app.get("/item/<path:code>")
def item(code: str) -> str:
    """One task with its obligations."""
    return _page("Nhiệm vụ", ITEM.format(code=_mark()), code)


@app.post("/update/<int:number>")
def update(number: int) -> str:
    """One line of history and the state beside it."""
    words = request.form["words"]
    with _writing() as cursor:
        cursor.execute(UPDATE.format(words=_mark(), id=_mark()), (words, number))
        cursor.execute(LINE.format(id=_mark(), now=_mark(), words=_mark()), (number, NOW, words))
    return "Đã ghi"


def _page(title: str, query: str, *values: object) -> str:
    return template.render(title=title, rows=rows_of(query, *values))


def rows_of(query: str, *values: object) -> list[Any]:
    """The rows of a query, in which `{mark}` stands for a value."""
    connection = _connection()
    rows: list[Any] = connection.execute(query.replace("{mark}", _mark()), values).fetchall()
    connection.rollback()
    return rows


def _is_sqlite() -> bool:
    return os.environ["TRACKER_DATABASE_URL"].startswith("sqlite")


def _mark() -> str:
    return "?" if _is_sqlite() else "%s"


def _connection() -> Any:
    """One connection per thread."""
    if not hasattr(local, "connection"):
        url = os.environ["TRACKER_DATABASE_URL"]
        if _is_sqlite():
            local.connection = sqlite3.connect(url.removeprefix("sqlite:///"))
            local.connection.execute("PRAGMA synchronous = FULL")
        else:
            local.connection = psycopg.connect(url.replace("+psycopg", ""))
    return local.connection


@contextmanager
def _writing() -> Iterator[Any]:
    connection = _connection()
    yield connection.cursor()
    connection.commit()
