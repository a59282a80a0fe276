"""The six months' report of 2025 on the demonstration's data, word for word.

`tests/data/six_months.txt` holds the whole upward report, and of the internal one what it says
besides. It was read against the rules by eye and its headline counted from the tables by SQL of
its own (below). After a change that is meant, write it anew, read what `git diff` shows, commit:

    RENEW=1 .venv/bin/python -m pytest tests/reports/test_six_months.py -n0
"""

import os
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.browser.conftest import demonstration
from tests.support.plain import plain_text
from tracker.extensions import db

EXPECTED = Path(__file__).parents[1] / "data" / "six_months.txt"
COMPILE = ("reports", "compile", "--regime", "CCHC-TINH", "--round", "2025-H1", "--docx")
ONLY_INSIDE = "===== Chỉ có trong báo cáo nội bộ =====\n"


@pytest.fixture
def demo_app(database_makers, tmp_path):
    """A copy of the demonstration, on SQLite alone: both databases read the same elsewhere."""
    app = demonstration(database_makers, tmp_path)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def compiled(app, folder, *more):
    """The text of the document that the command writes."""
    file = folder / "bao-cao.docx"
    result = app.test_cli_runner().invoke(args=[*COMPILE, str(file), *more])
    assert result.exit_code == 0, result.output
    return plain_text(file.read_bytes())


def test_the_whole_report_of_six_months(demo_app, tmp_path):
    upward = compiled(demo_app, tmp_path)
    known = set(upward.splitlines())
    inside = compiled(demo_app, tmp_path, "--internal").splitlines(keepends=True)
    found = upward + ONLY_INSIDE + "".join(one for one in inside if one.rstrip("\n") not in known)
    if os.environ.get("RENEW"):
        EXPECTED.write_text(found, encoding="utf-8")
    assert found.splitlines() == EXPECTED.read_text(encoding="utf-8").splitlines()


COUNTED = text("""
SELECT cell, COUNT(*), SUM(duties) FROM (
  SELECT o.task_id, COUNT(*) AS duties, MIN(CASE
    WHEN o.standing THEN 4
    WHEN o.state = 'done' AND o.stopped_on >= o.late_from THEN 5
    WHEN o.state = 'done' THEN 6
    WHEN o.due_on IS NULL THEN 3
    WHEN o.late_from <= '2025-06-14' AND (o.stopped_on IS NULL OR o.stopped_on >= o.late_from)
      THEN 1
    ELSE 2 END) AS cell
  FROM obligation o JOIN plan p ON p.id = o.plan_id
  WHERE o.role = 'lead' AND NOT o.void AND o.ended_on IS NULL AND o.year = 2025
    AND NOT o.before_tracking AND p.standing = 'issued' AND p.kind = 'annual'
    AND (o.opened_on IS NULL OR o.opened_on <= '2025-06-14')
  GROUP BY o.task_id)
GROUP BY cell""")
"""Nhiệm vụ of the yearly plan by the most serious cell of their lead phần việc on the closing day:
1 overdue, 2 open, 3 without a day, 4 standing, 5 done late, 6 done in time. Nothing in the
demonstration happens after 10/6/2025."""


def test_the_headline_is_what_the_tables_hold(demo_app):
    found = {cell: rows for cell, rows, _ in db.session.execute(COUNTED)}
    assert [found.get(cell, 0) for cell in (1, 2, 5, 6)] == [5, 35, 1, 4]
    head = EXPECTED.read_text(encoding="utf-8")
    assert (
        "Kế hoạch 196/KH-UBND giao 45 nhiệm vụ có thời hạn trong năm 2025; đến hết ngày "
        "14/6/2025, đã hoàn thành 05 nhiệm vụ, đạt 11,11 % (đúng hạn 04, quá hạn 01); chưa hoàn "
        "thành 40 nhiệm vụ (trong hạn 35, quá hạn 05)."
    ) in head
