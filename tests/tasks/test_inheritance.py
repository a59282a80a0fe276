"""Which printed rows owe, and whose cells a blank cell stands for.

The cases are shaped like KH 196/KH-UBND 2025, Phụ lục: headings that print the lead for their
sub-rows, a row with its own product and day above sub-rows, vertically merged cells.
"""

import pytest

from tracker.tasks.rules.inheritance import PrintedRow, read_rows

FULL = {"product": "Kế hoạch", "lead": "Sở Nội vụ", "partners": "Các sở", "deadline": "Quý I"}


def read(*rows):
    return read_rows(rows)


def test_a_row_that_prints_everything_owes_by_its_own_cells():
    row = read(PrintedRow("1", **FULL))["1"]
    assert row.owes
    assert (row.product, row.lead, row.partners, row.deadline) == ("1", "1", "1", "1")


def test_a_blank_row_without_children_still_owes():
    row = read(PrintedRow("4"))["4"]
    assert row.owes
    assert (row.lead, row.deadline) == (None, None)


@pytest.mark.parametrize(
    ("printed", "owes"),
    [
        ({}, False),
        ({"product": "Báo cáo"}, False),
        ({"deadline": "Quý IV"}, False),
        ({"product": "Báo cáo", "deadline": "Quý IV"}, True),
        ({"product": "Báo cáo", "deadline": "Quý IV", "is_heading": True}, True),
    ],
)
def test_a_row_with_children_owes_only_by_its_own_product_and_day(printed, owes):
    rows = read(PrintedRow("1", **printed), PrintedRow("1.1", parent="1"))
    assert rows["1"].owes is owes
    assert rows["1.1"].owes


def test_a_heading_without_children_owes_nothing():
    """The last heading of the appendix is cut off: no rows follow it."""
    assert not read(PrintedRow("V", is_heading=True))["V"].owes


def test_blank_cells_come_from_the_row_above_that_owes_nothing():
    rows = read(
        PrintedRow("1", lead="Sở Nội vụ", deadline="Thường xuyên"),
        PrintedRow("1.1", parent="1", product="Báo cáo"),
        PrintedRow("1.2", parent="1", product="Kế hoạch", lead="Sở Tư pháp"),
    )
    assert (rows["1.1"].product, rows["1.1"].lead, rows["1.1"].deadline) == ("1.1", "1", "1")
    assert (rows["1.2"].lead, rows["1.2"].deadline) == ("1.2", "1")


def test_cells_come_through_a_blank_heading():
    rows = read(
        PrintedRow("I", is_heading=True, lead="Sở Nội vụ"),
        PrintedRow("1", parent="I"),
        PrintedRow("1.1", parent="1"),
    )
    assert rows["1.1"].lead == "I"


def test_a_row_that_owes_keeps_its_cells_for_itself():
    rows = read(PrintedRow("1", **FULL), PrintedRow("1.1", parent="1", deadline="Quý II"))
    assert (rows["1.1"].lead, rows["1.1"].product) == (None, None)
    assert rows["1.1"].deadline == "1.1"


def test_a_merged_cell_is_shared_with_the_row_it_is_printed_in():
    """KH196-2025/TTHC/8 shares the cells of row 7."""
    rows = read(PrintedRow("7", **FULL), PrintedRow("8", cells_from="7", product="Công văn"))
    assert rows["8"].owes
    assert (rows["8"].product, rows["8"].lead, rows["8"].deadline) == ("8", "7", "7")


def test_a_merged_cell_may_itself_inherit():
    rows = read(
        PrintedRow("1", lead="Sở Y tế"),
        PrintedRow("1.1", parent="1", deadline="Quý II"),
        PrintedRow("1.2", parent="1", cells_from="1.1"),
    )
    assert (rows["1.2"].deadline, rows["1.2"].lead) == ("1.1", "1")


def test_rows_that_share_with_each_other_come_to_an_end():
    rows = read(PrintedRow("1", cells_from="2"), PrintedRow("2", cells_from="1"))
    assert rows["1"].lead is None


@pytest.mark.parametrize("wrong", [{"parent": "9"}, {"cells_from": "9"}])
def test_a_row_that_does_not_exist_is_told(wrong):
    with pytest.raises(KeyError, match="9"):
        read(PrintedRow("1", **wrong))
