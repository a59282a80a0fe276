"""Layouts that nobody tuned to: a row of the plan is kept or a person is asked, never lost."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.intake.appendices import DA2437, HEADS, KH196, grid
from tests.intake.building import LEFT, UP, Grid, raw_of
from tests.intake.comparing import reading
from tracker.intake.rules.numbers import leading
from tracker.intake.rules.words import tidy

WHOLE = {plan: grid(plan) for plan in (KH196, DA2437)}
SLICE = 16
FEWER = settings(max_examples=settings().max_examples // 2, deadline=None)
"""Each of these examples reads a plan; half as many as usual find what there is."""
TITLE = 1
TITLE_ROW = "PHỤ LỤC NHIỆM VỤ CẢI CÁCH HÀNH CHÍNH (kèm theo Kế hoạch)"
NOTES = ("Ghi chú: Các cơ quan gửi báo cáo về Sở Nội vụ.", "* Số liệu tính đến ngày 14/12",
         "Các nội dung khác thực hiện theo quy định")  # fmt: skip


@st.composite
def layouts(draw, *, wild=False):
    """A part of a real appendix, laid out otherwise: (plan, its tables, the rows that they hold).

    A wild one has rows that changed places or lost their numbers, and may be two tables.
    """
    plan = draw(st.sampled_from((KH196, DA2437)))
    lines = [list(row) for row in WHOLE[plan].rows[1:]]
    first = draw(st.integers(0, len(lines) - SLICE))
    kept = lines[first : first + SLICE]
    kept[0] = [_text(lines, first, column) for column in range(len(kept[0]))]
    kept = _merged(kept, draw(st.sampled_from(("kept", "blank", "repeated"))))
    if wild:
        kept = draw(_disordered(plan, kept))
    wanted = [_print(plan, line) for line in kept]
    rows = draw(_extended(plan, [row for line in kept for row in draw(_cuts(line))]))
    order = draw(st.permutations(range(len(HEADS[plan]))))
    made = [_straight([row[column] for column in order]) for row in (HEADS[plan], *rows)]
    if wild:
        made = draw(_with_empty_column(made))
    return plan, draw(_tables(made)) if wild else [Grid(made)], wanted


def _merged(rows, merges):
    """The rows with their merges kept, or lost: places that were covered blank or filled."""
    if merges == "kept":
        return rows
    return [
        [_lost(rows, row, column, merges) for column in range(len(line))]
        for row, line in enumerate(rows)
    ]


@st.composite
def _disordered(draw, plan, rows):
    """The rows, a pair of them in each other's place, some or all without their numbers."""
    rows = list(rows)
    at = draw(st.integers(0, len(rows) - 2))
    if draw(st.booleans()) and all(UP not in row for row in rows[at : at + 3]):
        rows[at], rows[at + 1] = rows[at + 1], rows[at]
    lost = draw(st.one_of(st.just(range(SLICE)), st.sets(st.integers(0, SLICE - 1), max_size=4)))
    return [_unnumbered(plan, row) if place in lost else row for place, row in enumerate(rows)]


def _unnumbered(plan, row):
    if plan == DA2437:
        return ["", *row[1:]]
    return [*row[:TITLE], leading(tidy(row[TITLE]))[1], *row[TITLE + 1 :]]


@st.composite
def _extended(draw, plan, rows):
    """The rows with notes, heads and column numbers, and blank rows between them."""
    rows = list(rows)
    for text in draw(st.lists(st.sampled_from((*NOTES, "head", "numbers", "")), max_size=4)):
        place = draw(st.integers(1, len(rows)))
        if _between(rows, place):
            rows.insert(place, _extra(plan, text))
    return rows


@st.composite
def _with_empty_column(draw, rows):
    """The rows as they are, or with a column of nothing somewhere."""
    at = draw(st.integers(-1, len(rows[0])))
    if at < 0:
        return rows
    return [[*row, LEFT] if LEFT in row else [*row[:at], "", *row[at:]] for row in rows]


@st.composite
def _tables(draw, rows):
    """One table or two, the second with a head or going on without; a title above the first."""
    width = len(rows[0])
    above = [[TITLE_ROW, *[LEFT] * (width - 1)]] if draw(st.booleans()) else []
    places = [at for at in range(3, len(rows)) if _between(rows, at) and LEFT not in rows[at]]
    cut = draw(st.sampled_from([0, *places]))
    if not cut:
        return [Grid([*above, *rows])]
    head = [rows[0]] if draw(st.booleans()) else []
    return [Grid([*above, *rows[:cut]]), Grid([*head, *rows[cut:]], heads=len(head))]


def _text(lines, row, column):
    while lines[row][column] is UP:
        row -= 1
    return lines[row][column]


def _lost(lines, row, column, how):
    if lines[row][column] is not UP:
        return lines[row][column]
    return _text(lines, row, column) if how == "repeated" and column else ""


def _print(plan, line):
    """Number and title of a row."""
    if plan == DA2437:
        return line[0], tidy(line[TITLE])
    label, title = leading(tidy(line[TITLE]))
    return label.text if label else "", title


@st.composite
def _cuts(draw, line):
    """The row, or its title cut at a space by the end of a page."""
    spaces = [at for at, sign in enumerate(line[TITLE]) if sign == " " and at > 8]
    if not spaces or draw(st.integers(0, 5)):
        return [line]
    at = draw(st.sampled_from(spaces))
    rest = [UP if text is UP else "" for text in line]
    rest[TITLE] = line[TITLE][at:]
    return [[*line[:TITLE], line[TITLE][:at], *line[TITLE + 1 :]], rest]


def _between(rows, place):
    """Whether a row may stand here without tearing a merged cell apart."""
    return place == len(rows) or UP not in rows[place]


def _extra(plan, text):
    width = len(HEADS[plan])
    if text == "head":
        return list(HEADS[plan])
    if text == "numbers":
        return [f"({number})" for number in range(1, width + 1)]
    return [text, *[LEFT] * (width - 1)] if text else [""] * width


def _straight(row):
    """A cell merged over the whole row begins at its first column, whatever the order."""
    if LEFT not in row:
        return row
    text = next(one for one in row if one is not LEFT)
    return [text, *[LEFT] * (len(row) - 1)]


def _is_part(read, number, title):
    """Whether a row as read is this row, or a part of it."""
    return read.number in (number, "") and bool(read.title.text) and _flat(read) in _words(title)


def _flat(read):
    return _words(read.title.text)


def _words(text):
    return " ".join(text.split())


@FEWER
@given(st.one_of(layouts(), layouts(wild=True)))
def test_every_row_is_kept_or_a_person_is_asked(layout):
    plan, tables, wanted = layout
    found = reading(plan, raw_of(*tables))
    assert not found.unaccounted
    kept = {(row.number, row.title.text) for row in found.rows}
    for number, title in wanted:
        if (number, title) not in kept:
            parts = [row for row in found.rows if _is_part(row, number, title)]
            joined = [row for row in found.rows if _words(title) in _flat(row)]
            assert any(row.asked for row in (*parts, *joined)), (number, title)
    surplus = [row for row in found.rows if (row.number, row.title.text) not in wanted]
    assert all(
        row.asked or any(_flat(row) in _words(title) for _, title in wanted) for row in surplus
    )


@FEWER
@given(layouts(), st.integers(1, SLICE - 1))
def test_a_row_that_is_gone_from_the_file_is_missed(layout, gone):
    """A gap in the numbers is told, or an order that does not go on."""
    plan, tables, wanted = layout
    number = wanted[gone][0]
    rows = [row for row in tables[0].rows if not any(
        text not in (UP, LEFT) and wanted[gone][1] in tidy(text) for text in row)]  # fmt: skip
    if len(rows) != len(tables[0].rows) - 1 or gone == SLICE - 1:
        return
    following = wanted[gone + 1][0]
    goes_on = following.split(".")[:-1] == number.split(".")[:-1] and following != "1"
    if goes_on and number != "1" and number.rpartition(".")[2] != "1":
        found = reading(plan, raw_of(Grid(rows)))
        assert any("Không thấy số" in " ".join(row.questions) for row in found.rows)


def test_rows_above_a_head_that_is_printed_again_are_rows():
    """The second table goes on without a head; a page break printed one among its rows."""
    heads = ["TT", "Nhiệm vụ", "Sản phẩm", "Cơ quan chủ trì", "Thời hạn"]
    row = [["1", "Việc thứ nhất"], ["2", "Việc thứ hai"], ["3", "Việc thứ ba"]]
    first, second, third = ([*one, "Báo cáo", "Sở Nội vụ", "Quý I"] for one in row)
    found = reading(KH196, raw_of(Grid([heads, first]), Grid([second, heads, third], heads=0)))
    assert [one.number for one in found.rows] == ["1", "2", "3"]
    alone = reading(KH196, raw_of(Grid([first, heads, second], heads=0)))
    assert [bool(one.question) for one in alone.aside] == [True]
