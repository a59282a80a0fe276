"""Health of the running program."""

from flask import Blueprint, Response, current_app, jsonify
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from tracker import clock
from tracker.extensions import db
from tracker.web.gate import public

blueprint = Blueprint("web", __name__)


@blueprint.get("/healthz")
@public
def health() -> tuple[Response, int]:
    """What works: for a monitor; 503 when the database does not answer or reminders stand still."""
    try:
        dialect = db.engine.dialect.name
        question = "PRAGMA journal_mode" if dialect == "sqlite" else "SELECT 'wal'"
        mode = db.session.scalar(text(question))
        told, well = current_app.extensions["clock_health"](clock.real_now(), clock.now())
    except SQLAlchemyError:
        return jsonify(web="ok", database="unreachable"), 503
    answer = jsonify(web="ok", database=dialect, journal_mode=mode, **told)
    return answer, 200 if well else 503
