"""The program as gunicorn serves it, telling with each answer how many statements it took."""

from typing import Any

from flask import Flask, Response, g, has_request_context
from sqlalchemy import Engine, event

from tracker.app import create_app

HEADER = "X-Statements"


def counted(app: Flask) -> Flask:
    """Add the number of statements (BEGIN left out) to every answer."""
    event.listen(Engine, "before_cursor_execute", _count)
    app.after_request(_tell)
    return app


def _count(_: Any, __: Any, statement: str, *rest: Any) -> None:
    if has_request_context() and not statement.startswith("BEGIN"):
        g.statements = g.get("statements", 0) + 1


def _tell(response: Response) -> Response:
    response.headers[HEADER] = str(g.get("statements", 0))
    return response


def application() -> Flask:
    """What gunicorn calls."""
    return counted(create_app())
