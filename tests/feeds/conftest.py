"""The house whose calendars are tried, laid out once per kind of database."""

from dataclasses import dataclass

import pytest
from flask import Flask

from tests.support.client import HouseClient
from tests.support.people import person
from tests.tasks import handing


@dataclass(frozen=True)
class House:
    """An application with `handing.build`; a leader of the province, an officer of Sở Nội vụ."""

    app: Flask
    inside: handing.Inside
    leader: int
    stranger: int


def _begin():
    inside = handing.build()
    leader = person("lanhdao", ("leadership", inside.root))
    return inside, leader, person("snv", ("focal", inside.other))


@pytest.fixture
def house(on_stage):
    """See `House`; its context is pushed."""
    for app in on_stage("house", _begin):
        yield House(app, *on_stage.told("house"))


@pytest.fixture
def calendar(house):
    """A calendar program on the house's application."""
    return HouseClient(house.app)


@pytest.fixture
def elsewhere(house, make_app):
    """The same on a second application on the same database, as another host would run it."""
    return HouseClient(make_app(database_url=house.app.config["TRACKER"].database_url))
