"""A calendar that is subscribed to over HTTP: vdirsyncer fetches it, khal shows it."""

import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.browser.serving import served
from tests.feeds.clients.readers import khal
from tests.feeds.links import address, link, make
from tests.support.soaking import on_postgresql
from tests.tasks.handing import TODAY
from tracker.db import write_transaction
from tracker.extensions import db
from tracker.tasks.models.obligation import Obligation

SETTINGS = """[general]
status_path = "{folder}/status"
[pair lich]
a = "xa"
b = "gan"
collections = null
[storage xa]
type = "http"
url = "{url}"
[storage gan]
type = "filesystem"
path = "{folder}/gan"
fileext = ".ics"
"""


@pytest.fixture
def settings(settings):
    return replace(settings, today=TODAY)


def sync(folder, *, first=False):
    """What vdirsyncer says it did, a line for each event."""
    command = [sys.executable, "-m", "vdirsyncer", "-c", folder / "config"]
    for word in ("discover", "sync") if first else ("sync",):
        done = subprocess.run([*command, word], capture_output=True, input=b"y\n", check=False)
        assert done.returncode == 0, done.stderr.decode()
    said = done.stderr.decode() + done.stdout.decode()
    return [line for line in said.split("\n") if line.startswith(("Copying", "Deleting"))]


def shown(folder):
    """Days and titles as khal lists them."""
    return [(one["start-date"], one["title"], one["status"]) for one in khal(folder / "gan")]


def change(number, **changes):
    """Change an obligation's row."""
    with write_transaction():
        for name, value in changes.items():
            setattr(db.session.get_one(Obligation, number), name, value)


@pytest.mark.slow
def test_a_subscription_follows_every_change_and_copies_nothing_twice(
    house, tmp_path, database_kind
):
    on_postgresql(database_kind)
    make(house.inside, "Rà soát; danh mục, quyết định", due_on=date(2025, 6, 30))
    stopped = make(house.inside, "Dừng", due_on=date(2025, 7, 1))
    moved = make(house.inside, "Dời", due_on=date(2025, 7, 2))
    place = address(link(house.inside.focal, "lead"))
    with served(house.app) as url:
        (tmp_path / "config").write_text(SETTINGS.format(folder=tmp_path, url=url + place))
        (tmp_path / "gan").mkdir()
        assert len(sync(tmp_path, first=True)) == 3
        assert sync(tmp_path) == []
        change(stopped, ended_on=TODAY, end_kind="stopped")
        change(moved, due_on=date(2025, 8, 4), sort_on=date(2025, 8, 4))
        assert sync(tmp_path)
        assert shown(tmp_path) == [
            ("2025-06-30", "Hạn: Rà soát; danh mục, quyết định", "CONFIRMED"),
            ("2025-07-01", "[Đã dừng] Dừng", "CANCELLED"),
            ("2025-08-04", "Hạn: Dời", "CONFIRMED"),
        ]
        change(stopped, ended_on=TODAY - timedelta(days=61))
        assert len(sync(tmp_path)) == 1
        assert [day for day, *_ in shown(tmp_path)] == ["2025-06-30", "2025-08-04"]
