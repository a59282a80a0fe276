"""The province of `world` on both databases, walked by one visitor at a time."""

import shutil
from copy import deepcopy
from dataclasses import replace

import pytest

from tests.conftest import running
from tests.ladder import world
from tests.ladder.walking import QuickClient, Walk
from tests.support.people import sign_in
from tracker import clock
from tracker.accounts.models import User
from tracker.db import write_transaction
from tracker.extensions import db


@pytest.fixture
def settings(settings):
    """The day stands at Tuesday, 10/6/2025."""
    return replace(settings, today=world.TODAY)


@pytest.fixture(scope="session")
def built():
    """By kind of database: what `world.build` told, and the folder of its files."""
    return {}


@pytest.fixture
def app(database_kind, database_makers, settings, built, tmp_path_factory):
    """An application on a copy of the province, which is built once per kind of database."""

    def build():
        folder = tmp_path_factory.mktemp("province")
        built[database_kind] = world.build(folder), folder

    yield from running(database_makers(database_kind), "province", settings, build)


@pytest.fixture
def province(app, database_kind, settings, built):
    """The province of `world`, its files in the test's own folder."""
    told, folder = built[database_kind]
    shutil.copytree(folder, settings.data_dir, dirs_exist_ok=True)
    return deepcopy(told)


@pytest.fixture
def walk(app, province):
    """Begin a walk: `walk("focal-own")`."""
    client = QuickClient(app)
    sign_in(client, "disabled")
    with write_transaction():
        user = db.session.scalars(db.select(User).where(User.login == "disabled")).one()
        user.disabled_at = clock.real_now()
    return lambda visitor: Walk(app, client, province, visitor)
