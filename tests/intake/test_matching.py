"""Which row of a plan each row of an amended file is."""

from hypothesis import given
from hypothesis import strategies as st

from tracker.intake.rules.matching import Match, Side, matches, merged_order

HEADINGS = ("Cải cách thể chế của tỉnh", "Cải cách thủ tục hành chính", "Cải cách tổ chức bộ máy")
DUTIES = (
    "Ban hành Kế hoạch", "Báo cáo kết quả thực hiện",
    "Rà soát văn bản quy phạm pháp luật hết hiệu lực",
    "Công bố danh mục thủ tục hành chính nội bộ", "Tập huấn nghiệp vụ cho công chức một cửa cấp xã",
    "Sắp xếp đơn vị sự nghiệp công lập thuộc sở", "Khảo sát mức độ hài lòng của người dân",
)  # fmt: skip


def plan():
    """Three headings with their rows; ids from 1 in printed order."""
    rows = []
    for n, heading in enumerate(HEADINGS, 1):
        rows.append(Side(len(rows) + 1, None, str(n), heading))
        above = rows[-1].id
        for k, title in enumerate((*DUTIES[:2], DUTIES[n + 1], DUTIES[n + 2]), 1):
            rows.append(Side(len(rows) + 1, above, f"{n}.{k}", title, ("Báo cáo", "", "", "Quý I")))
    return rows


def again(rows, **changes):
    """The rows as a file reads them; `changes` by "r" and the id: a new title, None to leave."""
    kept = [one for one in rows if changes.get(f"r{one.id}", one.title) is not None]
    return [
        Side(one.id + 100, one.parent and one.parent + 100, one.number,
             changes.get(f"r{one.id}", one.title), one.cells)
        for one in kept
    ]  # fmt: skip


def told(found):
    return {row - 100: match.task for row, match in found.items()}


def test_rows_of_one_title_are_told_by_their_headings():
    assert told(matches(plan(), again(plan()))) == {one.id: one.id for one in plan()}


def test_moved_numbers_move_no_row():
    file = [Side(200, None, "1", "Bố trí kinh phí thực hiện Kế hoạch năm"), *again(plan())]
    renumbered = [Side(one.id, one.parent, f"9{one.number}", one.title, one.cells) for one in file]
    found = matches(plan(), renumbered)
    assert 200 not in found
    assert told(found) == {one.id: one.id for one in plan()}
    assert all(match.sure for match in found.values())


def test_swapped_rows_keep_what_they_are():
    rows = again(plan())
    one, other = rows[3], rows[4]
    rows[3:5] = [Side(other.id, other.parent, one.number, other.title, other.cells),
                 Side(one.id, one.parent, other.number, one.title, one.cells)]  # fmt: skip
    assert told(matches(plan(), rows)) == {row.id: row.id for row in plan()}


def test_a_reworded_row_is_found_in_its_place():
    slightly = again(plan(), r4="Rà soát văn bản quy phạm pháp luật hết hiệu lực năm 2025")
    assert matches(plan(), slightly)[104] == Match(4)
    much = again(plan(), r4="Rà soát, lập danh mục văn bản quy phạm đã hết hạn")
    assert matches(plan(), much)[104] == Match(4, sure=False)
    other = again(plan(), r4="Tổ chức hội nghị đối thoại với doanh nghiệp")
    assert 104 not in matches(plan(), other)


def test_rows_below_a_reworded_heading_stay_its_own():
    found = matches(plan(), again(plan(), r6="Cải cách thủ tục hành chính, kiểm soát thủ tục"))
    assert told(found) == {one.id: one.id for one in plan()}


def test_a_row_that_was_parted_is_one_of_its_parts():
    rows = again(plan(), r9="Công bố danh mục thủ tục hành chính")
    rows.append(Side(300, 106, "2.5", "Công bố quy trình thủ tục nội bộ"))
    found = matches(plan(), rows)
    assert found[109].task == 9
    assert 300 not in found


def test_a_common_title_under_another_heading_is_another_row():
    ended = again(plan(), r6=None, r7=None, r8=None, r9=None, r10=None)
    new = Side(300, None, "2", "Xây dựng chính quyền số cấp cơ sở")
    found = matches(plan(), [*ended, new, Side(301, 300, "2.1", "Ban hành Kế hoạch")])
    assert not {300, 301} & found.keys()


def test_a_person_has_the_last_word():
    found = matches(plan(), again(plan()), {104: None, 105: 4})
    assert 104 not in found
    assert found[105] == Match(4)


@st.composite
def edited(draw):
    """A file after a few edits: rows gone, reworded, renumbered, added, put elsewhere."""
    rows = again(plan())
    for _ in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, len(rows) - 1))
        one, kind = rows[at], draw(st.sampled_from("dwnam"))
        if kind == "d" and not any(row.parent == one.id for row in rows) and len(rows) > 2:
            del rows[at]
        elif kind == "w":
            title = f"{one.title} {draw(st.sampled_from(DUTIES))}"
            rows[at] = Side(one.id, one.parent, one.number, title, one.cells)
        elif kind == "n":
            rows[at] = Side(one.id, one.parent, f"{one.number}.1", one.title, one.cells)
        elif kind == "a":
            title = draw(st.sampled_from((*DUTIES, *HEADINGS)))
            rows.insert(at + 1, Side(400 + len(rows), one.parent, one.number, title))
        elif kind == "m" and one.parent:
            rows.append(rows.pop(at))
    return rows


@given(edited())
def test_every_row_is_matched_once_or_not_at_all(file):
    found = matches(plan(), file)
    tasks = [match.task for match in found.values()]
    assert len(set(tasks)) == len(tasks)
    assert set(tasks) <= {one.id for one in plan()}
    assert found.keys() <= {one.id for one in file}
    untouched = {(one.parent, one.title) for one in again(plan())}
    alone = [one for one in file if one.id < 400 and (one.parent, one.title) in untouched
             and sum(one.title == other.title for other in file) == 1]  # fmt: skip
    assert all(found[one.id].task == one.id - 100 for one in alone)


def test_rows_that_stay_keep_their_neighbours():
    assert merged_order([1, 2, 3, 4], [(10, 4), (11, None), (12, 1)]) == [4, -11, 1, 2, 3]
    assert merged_order([1, 2, 3], [(10, 2), (11, 3)]) == [1, 2, 3]
    assert merged_order([], [(10, None), (11, None)]) == [-10, -11]
