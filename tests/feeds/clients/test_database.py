"""A calendar of the official papers, as four readers see it, beside the database."""

from datetime import date, timedelta

import pytest
from sqlalchemy import text

from tests.feeds.clients.readers import READERS
from tests.feeds.clients.structure import faults
from tests.feeds.links import address, link
from tests.handover.conftest import STAGES
from tests.support.client import HouseClient
from tests.support.people import person
from tests.support.soaking import on_postgresql
from tracker.db import write_transaction
from tracker.documents.ics import uid_of
from tracker.documents.queries import uid_space
from tracker.extensions import db
from tracker.feeds.queries.settings import feed_settings
from tracker.text import vn_date
from tracker.units.models import Unit

TODAY = date(2025, 4, 20)
"""Seven weeks after the hand-over of 01/3/2025, whose ends are still told."""
FIRST, LAST = TODAY - timedelta(days=60), TODAY + timedelta(days=100)
ROWS = text(
    "SELECT o.id, o.due_on, o.ended_on IS NOT NULL AS ended, t.title FROM obligation o "
    "JOIN task t ON t.id = o.task_id WHERE o.role = 'lead' AND o.due_on BETWEEN :first AND :last "
    "AND NOT o.void AND (o.ended_on IS NULL OR o.ended_on >= :first)"
)


@pytest.fixture
def merged_app(on_stage, database_kind):
    """The hand-over applied, then 2025 and 2026 opened."""
    on_postgresql(database_kind)
    yield from on_stage("merged", *STAGES["merged"])


def test_four_readers_see_the_days_and_texts_of_the_database(merged_app, make_app, tmp_path):
    with write_transaction():
        feed_settings(lock=True).ahead_days = (LAST - TODAY).days
    root = db.session.query(Unit.id).filter_by(parent_id=None).order_by(Unit.id).first().id
    place = address(link(person("tinh", ("leadership", root)), "all"))
    rows = db.session.execute(ROWS, {"first": FIRST, "last": LAST}).all()
    app = make_app(database_url=merged_app.config["TRACKER"].database_url, today=TODAY)
    content = HouseClient(app).get(place).data
    assert faults(content) == []
    first, *others = [reader(content, tmp_path) for reader in READERS.values()]
    assert others == [first] * 3
    assert 0 < sum(row.ended for row in rows) < len(rows) == len(first)
    for row in rows:
        one = first[uid_of(uid_space(), "obligation", row.id)]
        day = date.fromisoformat(str(row.due_on))
        assert (one.first, one.until, one.cancelled) == (day, day + timedelta(days=1), row.ended)
        assert one.description.startswith(f"Nhiệm vụ: {row.title}\n")
        assert one.description.endswith(f"/phan-viec/{row.id}")
        assert f"\nHạn: {vn_date(day)}" in one.description
        assert " ".join(row.title.split())[:60] in one.summary
        assert one.summary.startswith("[") == bool(row.ended)
