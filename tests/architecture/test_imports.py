import subprocess
import sys

import pytest

from tests.architecture.imports import ROOT, breaches, sources


def planted(module, source):
    """The breaches that one more module brings into the program."""
    before = breaches(sources())
    return [line for line in breaches({**sources(), module: source}) if line not in before]


def test_imports_go_one_way():
    assert breaches(sources()) == []


def test_packages_are_empty():
    for path in (ROOT / "tracker").rglob("__init__.py"):
        text = path.read_text().strip()
        assert not text or (text.startswith('"""') and text.count('"""') == 2), path


@pytest.mark.parametrize(
    ("module", "source", "words"),
    [
        ("tracker.units.queries2", "from tracker.tasks.models import printed", "stands above"),
        ("tracker.tasks.rules.x", "import sqlalchemy", "is pure and imports sqlalchemy"),
        ("tracker.calendar.x", "from flask import g", "is pure and imports flask"),
        ("tracker.tasks.operations.x", "from tracker import clock", "read the clock"),
        ("tracker.tasks.operations.x", "from tracker.web import gate", "views and forms"),
        ("tracker.tasks.queries.x", "from tracker.accounts.models import User", "viewer and actor"),
        ("tracker.units.x", "def f():\n    import tracker.db", "inside a function"),
        ("tracker.db2", "from tracker.app import create_app", "imports the top"),
        ("tracker.text.x", "from tracker.units.models import Unit", "knows no rooms"),
        ("tracker.units.models2", "from tracker.plans.models import Plan", "stands above"),
        ("tracker.accounts.models.x", "from tracker.accounts import queries", "may not know"),
    ],
)
def test_planted_breach_is_found(module, source, words):
    found = planted(module, source)
    assert any(words in line for line in found), found


def test_planted_circle_is_found():
    modules = {
        "tracker.units.a": "from tracker.units import b",
        "tracker.units.b": "from tracker.units import a",
    }
    assert breaches(modules) == ["cycle: tracker.units.a -> tracker.units.b -> tracker.units.a"]


SELDOM = ("alembic", "apscheduler", "docx", "icalendar", "lxml", "openpyxl", "segno", "xlsxwriter")


def test_a_worker_that_serves_pages_does_not_load_what_few_requests_need():
    """Nor does a command that is called beside it: the rest of the commands stays away."""
    code = f"import sys, tracker.commands; print([one for one in {SELDOM} if one in sys.modules])"
    told = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code], capture_output=True, check=True
    )
    assert told.stdout.decode().strip() == "[]"
