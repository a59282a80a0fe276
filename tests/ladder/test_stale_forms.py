"""No lost update, at every form of the program: a second person saves while the first still types.

One application per room; each form is opened by two people in turn.
"""

import pytest

from tests.ladder.stale_forms import EVERY, ROOMS
from tests.ladder.stale_scenes import places
from tests.ladder.two_people import People, fault
from tests.ladder.walking import rules
from tests.support.people import person
from tests.support.soaking import on_postgresql

WRITERS = {
    "head": ("head", "A"),
    "focal-own": ("focal", "A"), "partner": ("focal", "C"), "compiler": ("compiler", "UBND"),
    "administrator": ("administrator", "UBND"),
}  # fmt: skip
ON_BOTH = {"work"}
"""Rooms that are walked on PostgreSQL too under `make test`; the soak walks all."""


@pytest.fixture
def people(app, province):
    """Two people of each kind that writes."""
    found = places(province)
    for login, (role, unit) in WRITERS.items():
        person(f"{login}-2", (role, province.units[unit]))
    return People(app, province, found)


def test_every_form_is_written_down(app):
    posted = {rule.endpoint for rule in rules(app) if "POST" in rule.methods}
    assert posted == set(EVERY)


@pytest.mark.parametrize("room", ROOMS)
def test_a_second_person_loses_nothing_and_a_double_post_is_one(people, room, database_kind):
    on_postgresql(database_kind, too=room in ON_BOTH)
    found = {name: fault(people, row) for name, row in ROOMS[room].items()}
    wrong = [f"{name}: {words}" for name, words in found.items() if words]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("name", "check"),
    [
        ("administration.plan_edit", "tracker.plans.operations.check_version"),
        ("administration.account_edit",
         "tracker.administration.accounts.operations.people.check_version"),
    ],
)  # fmt: skip
def test_a_form_that_takes_any_version_is_caught(people, monkeypatch, name, check, database_kind):
    on_postgresql(database_kind, too=False)
    monkeypatch.setattr(check, lambda *_: None)
    assert "instead of 409" in fault(people, EVERY[name])


def test_a_form_that_writes_twice_is_caught(people, monkeypatch, database_kind):
    on_postgresql(database_kind, too=False)
    monkeypatch.setattr("tracker.tasks.operations.cooperating._waiting", lambda *_: set())
    assert "wrote twice" in fault(people, EVERY["work.ask_cooperation"])
