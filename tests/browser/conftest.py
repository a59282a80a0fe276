"""A real browser (the distribution's Chromium) on a living demonstration of 10/6/2025."""

from dataclasses import replace
from datetime import date

import pytest

from tests.browser.chromium import PLAIN, UNDRAWN, launched, launched_by
from tests.browser.people import Person
from tests.browser.serving import served
from tests.conftest import command, keep_template
from tracker.commands import create_command_app
from tracker.config import Settings

DAY = date(2025, 6, 10)


def pytest_collection_modifyitems(items):
    for item in items:
        if item.path.parent.name == "browser":
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium():
    """One browser for the whole run."""
    with launched() as browser:
        yield browser


@pytest.fixture(scope="session")
def undrawn(chromium):
    """A second browser, for tests that look at pages and click nothing."""
    with launched_by(chromium.browser_type, PLAIN, UNDRAWN) as browser:
        yield browser


def demonstration(database_makers, folder):
    """An application on a copy of the demonstration, loaded once per test process."""
    settings = Settings(data_dir=folder, database_url="", secret_key="k" * 40, today=DAY)
    maker = database_makers("sqlite")
    keep_template(maker, "demo", settings, lambda: command("demo", "load"))
    return create_command_app(replace(settings, database_url=maker.fresh("demo")))


@pytest.fixture(scope="session")
def shared_address(database_makers, tmp_path_factory):
    """The address of a demonstration that tests only read."""
    with served(demonstration(database_makers, tmp_path_factory.mktemp("shared"))) as address:
        yield address


@pytest.fixture
def address(database_makers, tmp_path):
    """The address of a demonstration of the test's own."""
    with served(demonstration(database_makers, tmp_path)) as address:
        yield address


@pytest.fixture
def people(chromium):
    """`people(address, size, ...)`: persons in browsers of their own; no script may fail."""
    met = []

    def meet(*given, browser=chromium, **options):
        met.append(Person(browser, *given, **options))
        return met[-1]

    yield meet
    troubles = [trouble for person in met for trouble in person.troubles]
    for person in met:
        person.context.close()
    assert not troubles, troubles


@pytest.fixture
def officer(people, address):
    """The focal officer of Sở Tư pháp, signed in."""
    return people(address).sign_in("dm.stp")


@pytest.fixture(scope="session")
def cookies(chromium, shared_address):
    """`cookies(login)`: the signed-in state of a person on the shared demonstration."""
    known = {}

    def of(login):
        if login not in known:
            person = Person(chromium, shared_address).sign_in(login)
            known[login] = person.context.storage_state()
            person.context.close()
        return known[login]

    return of


@pytest.fixture
def reader(people, cookies, shared_address):
    """`reader(login, size)`: a person signed in on the shared demonstration."""
    return lambda login, *size: people(shared_address, *size, storage_state=cookies(login))
