"""The program as gunicorn serves it, telling with each answer what it cost."""

import time
from typing import Any

from flask import Flask, Response, g, has_request_context
from sqlalchemy import Engine, event

from tracker.app import create_app

STATEMENTS, PROCESSOR = "X-Statements", "X-Processor-Milliseconds"


def telling(app: Flask) -> Flask:
    """Add to every answer its number of statements (BEGIN left out) and its processor time."""
    app.before_request_funcs.setdefault(None, []).insert(0, _begin)
    app.after_request_funcs.setdefault(None, []).insert(0, _tell)
    return app


def application() -> Flask:
    """What gunicorn calls."""
    event.listen(Engine, "before_cursor_execute", _count)
    return telling(create_app())


def _begin() -> None:
    g.begun = time.thread_time()


def _count(_: Any, __: Any, statement: str, *rest: Any) -> None:
    if has_request_context() and not statement.startswith("BEGIN"):
        g.statements = g.get("statements", 0) + 1


def _tell(response: Response) -> Response:
    response.headers[STATEMENTS] = str(g.get("statements", 0))
    response.headers[PROCESSOR] = f"{(time.thread_time() - g.begun) * 1000:.3f}"
    return response
