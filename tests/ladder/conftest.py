"""The province of `world` on both databases, walked by one visitor at a time."""

from dataclasses import replace

import pytest

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


@pytest.fixture
def province(app, settings):
    """The province of `world`."""
    return world.build(settings.data_dir)


@pytest.fixture
def walk(app, province):
    """Begin a walk: `walk("focal-own")`."""
    client = QuickClient(app)
    sign_in(client, "disabled")
    with write_transaction():
        user = db.session.scalars(db.select(User).where(User.login == "disabled")).one()
        user.disabled_at = clock.real_now()
    return lambda visitor: Walk(app, client, province, visitor)
