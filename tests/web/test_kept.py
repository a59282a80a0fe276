from itertools import count

import pytest

from tests.support.people import TESTER
from tracker import history
from tracker.clock import real_now
from tracker.db import write_transaction
from tracker.kept import kept, stand_at


@pytest.fixture
def value(app):
    """The value as a request sees it, or as is seen without one; each reading gives the next."""
    numbers = count(1)

    def ask(*, signed_in=True):
        with app.test_request_context():
            if signed_in:
                stand_at(history.newest()[0])
            return kept("value", lambda: next(numbers))

    return ask


def write(action):
    with write_transaction():
        history.record(TESTER, action, at=real_now(), subject="unit")


@pytest.mark.parametrize(
    ("action", "read_anew"),
    [("unit.rename", True), ("update.word", False), ("account.sign_in", False)],
)
def test_a_value_is_read_anew_once_something_but_words_was_written(value, action, read_anew):
    assert (value(), value()) == (1, 1)
    write(action)
    assert (value() == 2) is read_anew


def test_a_change_before_many_words_is_not_missed(value):
    value()
    for action in ("unit.rename", "update.word"):
        write(action)
    assert value() == 2


def test_nothing_is_kept_without_a_person_inside_a_write_and_after_it(app, value):
    assert (value(signed_in=False), value(signed_in=False)) == (1, 2)
    with app.test_request_context():
        stand_at(0)
        assert kept("value", lambda: "before") == "before"
        with write_transaction():
            assert kept("value", lambda: "inside") == "inside"
        assert kept("value", lambda: "after") == "after"
        stand_at(0)
        assert kept("value", lambda: "next") == "before"
