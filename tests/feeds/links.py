"""Secret links and what they answer, with as few words as possible."""

import re
from datetime import date

from tests.tasks import factories
from tests.tasks.handing import NOW, TODAY, viewer
from tracker.db import write_transaction
from tracker.feeds.operations import tokens
from tracker.feeds.operations.settings import save_settings
from tracker.feeds.queries.entries import entries_for
from tracker.feeds.queries.settings import feed_settings
from tracker.feeds.rules.links import Wanted
from tracker.feeds.rules.selection import Part, Selection, window_on
from tracker.feeds.rules.settings import Chosen
from tracker.permissions import Actor

ACTOR = Actor(None, "Cán bộ đầu mối")
DUE = date(2025, 6, 30)
HERE = "https://cchc.tinh.vn"


def make(inside, title="", *, due_on=DUE, **changes):
    """One obligation of the house, or of `unit`, of a task of its own or of `task`; its id."""
    unit = changes.pop("unit", inside.unit)
    task = changes.pop("task", None)
    if task is None:
        task = factories.make_task(factories.make_plan(inside.root), title=title)
    return factories.make_obligation(task, unit, due_on=due_on, late_from=due_on, **changes)


def chosen(*parts, **narrowed):
    """A selection of parts by their stored words."""
    return Selection(frozenset(map(Part, parts)), **narrowed)


def link(user_id, *parts, name="Điện thoại của tôi", **narrowed):
    """The secret of a new link of this person's."""
    with write_transaction():
        wanted = Wanted(name, chosen(*parts, **narrowed))
        return tokens.create(viewer(user_id), wanted, ACTOR, now=NOW)[1]


def settle(*, enabled=True, outside=False):
    """Set feeds as an administrator would."""
    with write_transaction():
        given = Chosen(enabled, outside, 60, 400)
        save_settings(given, feed_settings(lock=True).version, ACTOR, now=NOW)


def address(secret):
    """Where the calendar of a secret lies."""
    return f"/lich/{secret}.ics"


def seen(user_id, *parts, day=TODAY, **narrowed):
    """The summaries of a person's calendar on a day, by its days."""
    window = window_on(day, 60, 400)
    found = entries_for(viewer(user_id, day), chosen(*parts, **narrowed), window, HERE)
    return [f"{one.day:%d/%m} {one.summary}" for one in found]


def summaries(answer):
    """The summaries in a calendar's answer, unfolded."""
    text = re.sub(r"\r\n ", "", answer.get_data().decode())
    return re.findall(r"SUMMARY:(.*)\r\n", text)
