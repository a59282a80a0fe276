"""Every route, every method, every kind of visitor, against the objects of one unit."""

import pytest

from tests.ladder.answers import ANSWERS, SEEN, VISITORS
from tests.ladder.walking import METHODS, rules
from tests.ladder.world import FULL, LAST, SHARES, WITHDRAWN, mark, marks, work_of_others
from tests.support.soaking import SOAKING, on_postgresql

READ = ("GET", "POST")
ON_BOTH = {"follower"}
"""Whose reading is walked on PostgreSQL too under `make test`: by unit and by field; the soak walks
all, since the conditions are the same statements."""
ANSWERED_ON_BOTH = {"division-own"}
"""Whose answers: the own unit's, and what was handed on."""
EVERY_METHOD = {"anonymous"}
"""Who sends the other methods too: they end before anybody is asked who they are."""
ALIKE = {"disabled", "head", "stand-in", "compiler-own"}
"""Visitors whose reading equals another's by the written answers; the soak walks them too."""
ANSWERED_ALIKE = {"stand-in": "leadership"}
"""Visitors whose written answers are all another's."""
BESIDE = {
    "disabled": "anonymous", "partner": "focal-other", "follower": "focal-other",
    "division-other": "division-own",
}  # fmt: skip
"""Visitors whose answers are another's but for a few: those are asked for, and every third of the
rest; the soak asks for all."""
BLIND = {"focal-own", "partner", "follower", "division-own", "administrator"}
"""Visitors to whom nothing that Sở Nội vụ alone does may show."""
WATCHED = {"administrator", "focal-own"}
"""Of the blind, who is walked before and after: nobody's and one's own; under the soak all."""
EVERY_MARK = {mark(kind, share) for share in (*SHARES, WITHDRAWN) for kind in (LAST, *FULL)}


def test_every_route_has_its_written_answers(app):
    declared = {
        (rule.endpoint, method) for rule in rules(app) for method in rule.methods & set(READ)
    }
    assert declared == set(ANSWERS)


def test_every_visitor_has_written_words():
    assert set(SEEN) == set(VISITORS)


@pytest.mark.parametrize("visitor", VISITORS)
def test_answers_are_the_written_ones(walk, visitor, database_kind):
    """The other methods end before the database: a few visitors send them, the soak all."""
    if visitor in ANSWERED_ALIKE and not SOAKING:
        assert all(row[visitor] == row[ANSWERED_ALIKE[visitor]] for row in ANSWERS.values())
        pytest.skip("by the written answers another visitor's walk; walked under make soak")
    on_postgresql(database_kind, too=visitor in ANSWERED_ON_BOTH)
    methods = METHODS if database_kind == "sqlite" and visitor in EVERY_METHOD else READ
    assert list(walk(visitor).faults(asked_of(visitor), methods)) == []


def asked_of(visitor):
    """The routes whose answers a visitor is asked for; None for all."""
    if visitor not in BESIDE or SOAKING:
        return None
    routes = sorted({endpoint for endpoint, _ in ANSWERS})
    own = {route for (route, _), row in ANSWERS.items() if row[visitor] != row[BESIDE[visitor]]}
    return own | set(routes[::3])


@pytest.mark.parametrize("visitor", [name for name in VISITORS if name not in ALIKE])
def test_words_are_seen_by_those_who_may_and_by_nobody_else(walk, visitor, database_kind):
    """To the blind nothing changes either, no count and no cell of a workbook, as others work."""
    on_postgresql(database_kind, too=visitor in ON_BOTH)
    one = walk(visitor)
    read = one.read()
    text = "\n".join(read.values())
    assert {word for word in EVERY_MARK if word in text} == marks(*SEEN[visitor])
    if visitor in BLIND and ((visitor in WATCHED and database_kind == "sqlite") or SOAKING):
        work_of_others(one.world)
        assert one.changed(read) == []


@pytest.mark.parametrize("visitor", [name for name in VISITORS if SEEN[name][0]])
def test_no_page_offers_a_link_that_is_then_refused(walk, visitor, database_kind):
    on_postgresql(database_kind, too=False)
    assert walk(visitor).dead_links() == []
