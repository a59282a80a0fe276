"""Two administrators who close each other's account at one instant: one of them stays."""

from tests.concurrency.scene import NOW, TODAY, together
from tests.support.people import person
from tests.tasks.factories import make_unit
from tracker.accounts.operations import AccountError
from tracker.accounts.queries import has_administrator
from tracker.administration.accounts.operations import people
from tracker.administration.accounts.queries import managed_user
from tracker.db import write_transaction
from tracker.permissions import Actor


def closing(closed, by):
    """What the page does when `by` closes the account `closed`; whether it was allowed."""

    def job():
        try:
            with write_transaction():
                user = managed_user(None, closed, lock=True)
                people.disable(user, user.version, Actor(by, "Quản trị"), today=TODAY, now=NOW)
        except AccountError:
            return False
        return True

    return job


def test_one_administrator_stays_when_two_close_each_other(app):
    root = make_unit("UBND", kind="province")
    first, second = (person(login, ("administrator", root)) for login in ("qt1", "qt2"))
    done = together(app, [closing(first, second), closing(second, first)])
    assert sorted(done) == [False, True]
    assert has_administrator(TODAY)
