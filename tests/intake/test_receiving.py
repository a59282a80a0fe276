"""What is read of a file is kept row by row with every question; nothing enters the plan."""

from dataclasses import replace
from datetime import date

import pytest

from tests.intake.appendices import KH196, grid, passages
from tests.intake.arriving import (
    HEADS,
    NOW,
    arrived,
    next_plan,
    opened,
    received,
)
from tests.intake.building import Grid, docx
from tests.intake.comparing import reading
from tests.support.people import TESTER
from tests.tasks.factories import make_plan, make_task, make_unit
from tracker import history
from tracker.db import write_transaction
from tracker.extensions import db
from tracker.intake.arriving import arrived_file, arrived_text
from tracker.intake.models import IntakeLink
from tracker.intake.operations.deciding import correct_row
from tracker.intake.operations.receiving import read_anew, set_columns
from tracker.intake.queries.intakes import facts_of, kept_row, raw_of, rows_of
from tracker.intake.queries.links import links_of
from tracker.intake.queries.review import review
from tracker.intake.rules.heads import Meaning
from tracker.permissions import Viewer
from tracker.tasks.models.printed import Task


def test_everything_of_a_file_is_kept_and_nothing_enters_the_plan(loaded_app, tmp_path):
    plan_id, content = next_plan(), docx(*passages(), grid(KH196))
    file = arrived_file(tmp_path, "Phụ lục.docx", content)
    intake = opened(received(plan_id, file))
    read = reading(KH196, file.raw)
    kept = rows_of(intake.id)
    assert (intake.kind, intake.file_name, intake.read_on) == (
        "docx", "Phụ lục.docx", date(2024, 12, 23),
    )  # fmt: skip
    assert raw_of(intake) == file.raw
    of_table = [row for row in kept if row.origin == "table"]
    assert [(row.number, row.title, row.lead_text) for row in of_table] == [
        (row.number, row.title.text, row.lead.text) for row in read.rows
    ]
    above = {row.id: row.key for row in kept}
    assert [above.get(row.parent_id, "") for row in of_table] == [row.parent for row in read.rows]
    assert {row.key for row in of_table if row.questions} == {
        row.key for row in read.rows if row.asked
    }
    passed = [row for row in kept if row.origin == "passage"]
    assert [row.title for row in passed] == [one.text for one in read.candidates]
    assert not any(row.taken for row in passed)
    assert review(intake).candidates == len(passed)
    assert db.session.scalars(db.select(Task).where(Task.plan_id == plan_id)).all() == []
    assert received(plan_id, file) == intake.id  # a form sent twice
    assert history.last_done(["intake.receive"]).keys() == {"plan:KH-MOI"}


def test_a_pasted_table_is_kept_as_it_came(tmp_path):
    text = "TT\tNhiệm vụ\tSản phẩm\tThời gian\n1\tRà soát\tBáo cáo\tQuý I\n"
    file = arrived_text(tmp_path, text)
    assert (file.kind, file.file.media_type) == ("pasted", "text/plain")
    assert next(tmp_path.rglob(file.file.sha256)).read_text() == text


@pytest.fixture
def misread(app):
    """A reading whose column of leads has a head that says nothing."""
    root = make_unit("UBND", kind="province", name="Ủy ban nhân dân tỉnh")
    make_unit("STP", parent=root, name="Sở Tư pháp")
    heads = [*HEADS[:3], "Nơi giao", *HEADS[4:]]
    rows = [["1", "Rà soát văn bản", "Báo cáo", "Sở Tư pháp", "", "Quý I"],
            ["2", "Công bố văn bản", "Quyết định", "Sở Tư pháp", "", "Quý II"]]  # fmt: skip
    return received(make_plan(root), arrived(Grid([heads, *rows])))


def test_a_column_is_told_and_settled_rows_stay(misread):
    assert review(opened(misread)).columns_asked == 1
    above, first = rows_of(misread)
    earlier = make_task(make_plan(opened(misread).plan.owner_unit_id))
    with write_transaction():  # a person puts the second row under the first one, and links it
        facts = replace(facts_of(first), parent_id=above.id)
        correct_row(first, facts, first.version, TESTER, NOW)
        link = IntakeLink(row_id=first.id, kind="follows", task_id=earlier, likeness=0.9,
                          basis="Trùng từ ngữ", taken=True)  # fmt: skip
        db.session.add(link)
    with write_transaction():
        kept, given = opened(misread), {(1, 4): Meaning.LEAD}
        set_columns(kept, given, read_anew(kept, given), 2, actor=TESTER, now=NOW)
    anew, settled = rows_of(misread)
    assert settled.parent_id == anew.id
    assert [one.task_id for one in links_of(misread) if one.taken] == [earlier]
    assert (settled.settled, settled.lead_text) == (True, "")
    assert (anew.settled, anew.lead_text) == (False, "Sở Tư pháp")
    assert [one[2] for one in anew.addressees] == ["unit"]
    assert review(opened(misread)).columns_asked == 0
    assert opened(misread).columns == [[1, 4, "lead"]]


def test_rows_of_a_plan_that_is_not_ones_own_do_not_exist(misread):
    nobody = Viewer(1, "Cán bộ", (), frozenset())
    assert kept_row(nobody, rows_of(misread)[0].id) is None
