"""What a person decides about rows that were read, and what that answers."""

from dataclasses import replace

import pytest

from tests.intake.arriving import HEADS, NOW, arrived, confirmed, opened, received
from tests.intake.building import Grid
from tests.support.people import TESTER
from tests.tasks.factories import make_field, make_plan, make_unit
from tracker import history
from tracker.db import write_transaction
from tracker.intake.operations.deciding import (
    Beside,
    answer_addressees,
    correct_row,
    drop_intake,
    keep_rows,
    set_field,
    set_taken,
)
from tracker.intake.queries.intakes import facts_of, rows_of
from tracker.intake.queries.review import review
from tracker.intake.rules.review import CIRCLE, RowState, wrong_of
from tracker.refusals import Refused, Stale
from tracker.tasks.rules.states import AssignmentRole

ROWS = [
    ["1", "Cải cách thể chế", "", "", "", ""],
    ["1.1", "Ban hành Kế hoạch", "Kế hoạch", "Sở Tư pháp; đơn vị đầu mối", "", "Quý I"],
    ["1.2", "Báo cáo kết quả", "Báo cáo", "đơn vị đầu mối", "", "Quý IV"],
    ["Ghi chú: các đơn vị tự bố trí kinh phí", "", "", "", "", ""],
]


@pytest.fixture
def intake(app):
    """The reading of a heading with two rows and a note below; one name is known to nobody."""
    root = make_unit("UBND", kind="province", name="Ủy ban nhân dân tỉnh")
    make_unit("STP", parent=root, name="Sở Tư pháp")
    return received(make_plan(root), arrived(Grid([HEADS, *ROWS])))


def rows(intake):
    return {row.number or row.origin: row for row in rows_of(intake)}


def versions(*chosen):
    return {row.id: row.version for row in chosen}


def decide(decision, *told, **more):
    with write_transaction():
        decision(*told, TESTER, NOW, **more)


def test_one_answer_names_a_body_wherever_it_is_printed(intake):
    unit = make_unit("TT", name="Trung tâm Phục vụ hành chính công")
    there = rows(intake)
    asked = {key: [one[0] for one in row.questions] for key, row in there.items()}
    assert asked["1.1"] == asked["1.2"] == ["lead_text"]
    answers = {(AssignmentRole.LEAD, "đơn vị đầu mối"): f"unit:{unit}"}
    decide(answer_addressees, opened(intake), answers, versions(there["1.1"], there["1.2"]))
    after = rows(intake)
    assert [one[1:4] for one in after["1.1"].addressees][1] == ["đơn vị đầu mối", "unit", unit]
    assert [one[2:] for one in after["1.2"].addressees] == [["unit", unit, None]]
    assert [after[key].questions for key in ("1.1", "1.2")] == [[], []]
    assert history.last_done(["intake.name"])


def test_a_field_goes_down_with_the_heading_that_asked(intake):
    field, there = make_field("CCTC"), rows(intake)
    assert there["1"].questions[0][0] == "field"
    decide(set_field, opened(intake), field, versions(there["1"]))
    after = rows(intake)
    assert [after[key].field_id for key in ("1", "1.1", "1.2", "aside")] == [field] * 3 + [None]
    assert after["1"].questions == []


def test_a_corrected_row_asks_nothing_more(intake):
    row = rows(intake)["1.2"]
    facts = facts_of(row)
    changed = replace(facts, print=replace(facts.print, title="Báo cáo năm"), addressees=())
    decide(correct_row, row, changed, row.version, beside=Beside("Theo đề nghị", None))
    after = rows(intake)["1.2"]
    assert (after.title, after.note, after.settled) == ("Báo cáo năm", "Theo đề nghị", True)
    assert (after.addressees, after.version, opened(intake).version) == ([], 2, 2)
    assert after.id not in review(opened(intake)).asking
    with pytest.raises(Stale):
        decide(correct_row, after, changed, 1)


def test_a_row_never_stands_under_itself(intake):
    there = rows(intake)
    facts = replace(facts_of(there["1"]), parent_id=there["1.1"].id)
    with pytest.raises(Refused, match="không thể thuộc chính mình"):
        decide(correct_row, there["1"], facts, 1)


def test_a_note_is_taken_in_or_left_out_by_a_person(intake):
    note = rows(intake)["aside"]
    assert note.id in review(opened(intake)).asking
    decide(set_taken, opened(intake), versions(note), taken=False)
    assert note.id not in review(opened(intake)).asking
    decide(set_taken, opened(intake), versions(rows(intake)["aside"]), taken=True)
    assert review(opened(intake)).taken == 4


def test_a_row_whose_heading_is_left_out_cannot_be_kept(intake):
    there = rows(intake)
    decide(keep_rows, opened(intake), versions(*there.values()))
    decide(set_taken, opened(intake), versions(rows(intake)["1"]), taken=False)
    seen = review(opened(intake))
    assert seen.wrong.keys() == {there["1.1"].id, there["1.2"].id}
    assert not seen.ready


def test_rows_that_stand_under_each_other_are_told():
    rows = [RowState(n, "table", True, True, str(n), "Rà soát", above, None)
            for n, above in ((1, None), (2, 4), (3, 1), (4, 5), (5, 2), (6, 3))]  # fmt: skip
    assert wrong_of(rows) == {2: (CIRCLE,), 4: (CIRCLE,), 5: (CIRCLE,)}


def test_what_ended_is_decided_no_more(intake):
    there = rows(intake)
    with pytest.raises(Stale):
        decide(keep_rows, opened(intake), {there["1"].id: 9})
    with pytest.raises(Refused, match="không thuộc tệp này"):
        decide(keep_rows, opened(intake), {999: 1})
    with write_transaction():
        drop_intake(opened(intake), 1, TESTER, NOW)
    with pytest.raises(Refused, match="đã được xác nhận hoặc bỏ"):
        decide(keep_rows, opened(intake), versions(there["1"]))
    with pytest.raises(Refused, match="đã bỏ"):
        confirmed(intake)
