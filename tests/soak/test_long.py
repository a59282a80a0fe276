"""Long variants of the proofs of access and of parallel writing; `make soak` runs them."""

from dataclasses import replace

import pytest

from tests.concurrency.test_updates import hammer
from tests.ladder import world
from tests.ladder.answers import SEEN, VISITORS
from tests.ladder.test_ladder import EVERY_MARK
from tests.ladder.walking import QuickClient, Walk

pytestmark = pytest.mark.slow


@pytest.fixture
def settings(settings):
    """The day stands at Tuesday, 10/6/2025."""
    return replace(settings, today=world.TODAY)


def test_sixteen_writers_for_a_minute_meet_no_lock(app):
    done = hammer(app, 60)
    assert max(longest for _, longest in done) < 5  # seconds: half of the busy timeout


@pytest.mark.parametrize("visitor", VISITORS)
def test_every_method_for_every_visitor(app, settings, visitor):
    province = world.build(settings.data_dir)
    if visitor == "disabled":
        return  # an account that is disabled has no session: walked under `make test`
    walk = Walk(app, QuickClient(app), province, visitor)
    text = "\n".join(walk.read().values())
    assert {word for word in EVERY_MARK if word in text} == world.marks(*SEEN[visitor])
    assert list(walk.faults()) == []
