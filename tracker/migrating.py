"""The revisions of the schema, by Flask-Migrate and Alembic: loaded only where one is changed."""

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_migrate import Migrate
from flask_migrate import upgrade as go_up
from flask_migrate.cli import db as known_commands

from tracker.config import ROOT
from tracker.extensions import db

REVISIONS = str(ROOT / "migrations")


@click.group("db", commands=known_commands.commands)
@click.pass_context
@with_appcontext
def db_commands(ctx: click.Context) -> None:
    """Cấu trúc cơ sở dữ liệu: nâng lên, xem phiên bản."""
    _introduce()
    ctx.invoke(known_commands, directory=REVISIONS)


def upgrade(revision: str = "head") -> None:
    """Bring the application's database up to a revision."""
    _introduce()
    go_up(revision=revision)


def _introduce() -> None:
    """Tell Flask-Migrate whose tables the revisions make."""
    Migrate(current_app, db, directory=REVISIONS, render_as_batch=True)
