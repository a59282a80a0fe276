"""Health of the running program."""

from flask import Blueprint, Response, jsonify
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from tracker.extensions import db
from tracker.web.gate import public

blueprint = Blueprint("web", __name__)


@blueprint.get("/healthz")
@public
def health() -> tuple[Response, int]:
    """What works: for a monitor; 503 when the database does not answer."""
    try:
        dialect = db.engine.dialect.name
        question = "PRAGMA journal_mode" if dialect == "sqlite" else "SELECT 'wal'"
        mode = db.session.scalar(text(question))
    except SQLAlchemyError:
        return jsonify(web="ok", database="unreachable"), 503
    return jsonify(web="ok", database=dialect, journal_mode=mode), 200
