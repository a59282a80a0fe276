"""Any plan goes out for Word and Excel and reads back as it is; what is foreign in it does no harm.

The files are those that the plan's page answers, opened by the process that opens every file.
"""

import json
import time
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from tests.intake.going import PLANS, TEXTS, days, days_told, going_rows, told, wanted, with_part
from tests.intake.official import CONTEXTS, directory
from tests.support.people import TESTER, person, sign_in
from tracker import clock
from tracker.db import write_transaction
from tracker.documents.rules import FileRefused
from tracker.extensions import db
from tracker.intake import docx as word_files
from tracker.intake import xlsx as excel_files
from tracker.intake.arriving import arrived_file
from tracker.intake.going_out import PlanAppendix
from tracker.intake.operations.receiving import read_for, receive
from tracker.intake.queries.changes import changes
from tracker.intake.queries.outgoing import plan_paper, reading_of
from tracker.intake.rules.appendix import PlanPaper
from tracker.intake.rules.carrying import carried, refs_read
from tracker.intake.rules.heads import Meaning
from tracker.intake.rules.outgoing import GoingRow, as_raw, going, in_force
from tracker.intake.rules.raw import LONGEST_CARRIED
from tracker.intake.rules.settled import BESIDE, IGNORED
from tracker.intake.rules.understanding import understand
from tracker.plans.models import Plan
from tracker.reports.checking.checker import check
from tracker.reports.checking.findings import Outcome

TODAY = date(2025, 6, 10)
KH196 = "KH196-2025"
DIRECTORY = directory()
"""The bodies of the seeds, without a database."""


def test_every_seeded_plan_reads_back_without_a_difference(
    seeded_app, seeded_client, database_kind
):
    kinds = ("docx", "xlsx") if database_kind == "sqlite" else ("docx",)
    person("doc")
    sign_in(seeded_client, "doc")
    for plan in PLANS:
        paper = plan_paper(plan, TODAY)
        bodies, context = reading_of(paper.id, TODAY)
        kept = days(paper.id)
        for kind in kinds:
            answer = seeded_client.get(f"/ke-hoach/{plan}/phu-luc.{kind}")
            arrived = arrived_file(seeded_app.config["TRACKER"].data_dir, f"a.{kind}", answer.data)
            read = understand(arrived.raw, bodies, context)
            assert told(read, bodies) == wanted(plan), (plan, kind)
            assert days_told(read) == kept, (plan, kind)
            assert not read.unaccounted
            assert not read.told
            if kind == "docx":
                assert all(one.outcome is not Outcome.FAIL for one in check("a.docx", answer.data))
                assert laid_beside(plan, arrived) == (0, 0, len(read.rows), 0)


def laid_beside(plan, arrived):
    """How many rows the file adds, changes, leaves as they are, and leaves out of its own plan."""
    with write_transaction():
        kept = db.session.scalars(db.select(Plan).where(Plan.code == plan)).one()
        reading = read_for(kept, arrived.raw, clock.today())
        intake = receive(kept, arrived, reading, TESTER, clock.now())
    found = changes(intake)
    return tuple(map(len, (found.added, found.changed, found.same, found.missing)))


@pytest.fixture(scope="module")
def kh196():
    """Kế hoạch 196/KH-UBND as raw values of its file, with what goes beside them."""
    made = going(going_rows(KH196))
    return replace(as_raw(made), carried=carried(made, DIRECTORY, CONTEXTS[KH196]))


@pytest.fixture(scope="module")
def paper(kh196):
    """The same as files."""
    name = PlanPaper(1, KH196, "Kế hoạch năm 2025", "annual", "Kế hoạch", "196/KH-UBND", None, "A")
    return PlanAppendix(name, going(going_rows(KH196)), kh196.carried)


def read(raw):
    return understand(raw, DIRECTORY, CONTEXTS[KH196])


def row_of(plan, number, field="CDDH"):
    """The row of a number in a field."""
    return next(row for row in plan.rows if (row.number, row.field.code) == (number, field))


def bodies_of(row):
    return [(one.kind.value, one.key) for one in row.addressees]


def with_text(raw, old, new):
    """The file with a cell of this text changed."""
    table = raw.tables[0]
    rows = tuple(
        replace(row, cells=tuple(
            replace(cell, text=new) if cell.text == old else cell for cell in row.cells
        ))
        for row in table.rows
    )  # fmt: skip
    return replace(raw, blocks=(replace(table, rows=rows),))


@pytest.mark.parametrize("plan", PLANS)
def test_the_print_alone_says_every_text_and_the_place_of_every_numbered_row(plan):
    """Báo cáo 43/BC-SNV has (1) below 2.3; the Đề án begins anew with 1 after VIII."""
    found = told(read(as_raw(going(going_rows(plan)))), DIRECTORY)
    for got, row in zip(found, wanted(plan), strict=True):
        assert got[: len(TEXTS)] == row[: len(TEXTS)]
        assert got[len(TEXTS) : len(TEXTS) + 2] == row[len(TEXTS) : len(TEXTS) + 2] or not row[0]


def test_what_goes_beside_the_print_is_little(kh196):
    assert told(read(kh196), DIRECTORY) == wanted(KH196)
    assert len(json.loads(kh196.carried)["rows"]) < 20
    assert len(kh196.carried) < 5_000


def test_a_changed_row_falls_back_to_its_print(kh196):
    """3.6.2: the heads of two cells go on with remarks, so that the print alone is asked about."""
    title = row_of(read(kh196), "3.6.2").title.text
    changed = row_of(read(with_text(kh196, title, f"{title} năm 2026")), "3.6.2")
    bare = row_of(read(replace(kh196, carried="")), "3.6.2")
    assert bodies_of(changed) == bodies_of(bare)
    assert changed.asked == bare.asked != ()
    assert bodies_of(row_of(read(kh196), "3.6.2")) != bodies_of(bare)


def test_a_row_below_other_rows_than_before_falls_back_to_its_print(kh196):
    """The last row has no number; the plan has it at the root, the print below IV.3."""
    before = row_of(read(kh196), "IV.3").title.text
    assert read(kh196).rows[-1].parent == ""
    changed = read(with_text(kh196, before, f"{before} và đơn vị"))
    assert changed.rows[-1].parent == row_of(changed, "IV.3").key


def test_one_of_two_rows_alike_that_is_gone_takes_the_answers_of_both():
    row = dict.fromkeys((Meaning.PARTNERS, Meaning.TARGET, Meaning.NOTE), "") | {
        Meaning.TITLE: "Rà soát thủ tục hành chính", Meaning.LEAD: "Sở Nội vụ",
        Meaning.PRODUCT: "Kế hoạch, Báo cáo", Meaning.DEADLINE: "Quý I",
    }  # fmt: skip
    rows = [
        GoingRow(place, None, None, row | {Meaning.NUMBER: ""}, owes=True) for place in (1, 2, 3)
    ]
    beside = carried(going(rows), DIRECTORY, CONTEXTS[KH196])
    fewer = replace(as_raw(going(rows[:2])), carried=beside)
    assert len(read(replace(as_raw(going(rows)), carried=beside)).rows[0].products) == 0
    assert len(read(fewer).rows[0].products) == 1


def forged(kh196, number, **answers):
    """A row of the file when somebody wrote other answers for it."""
    plan = read(kh196)
    ref = refs_read(plan.rows)[plan.rows.index(row_of(plan, number))]
    rows = json.loads(kh196.carried)["rows"] | {ref: answers}
    return row_of(read(replace(kh196, carried=json.dumps({"form": 1, "rows": rows}))), number)


def test_another_body_than_the_print_says_is_asked(kh196):
    row = forged(kh196, "3.5", addressees=[[], [["lead", "Thanh tra tỉnh", "unit", "unit:SNV"]]])
    assert [one.key for one in row.addressees] == ["unit:SNV"]
    assert row.addressees[0].question.startswith(BESIDE)


def test_a_task_made_a_heading_is_asked(kh196):
    row = forged(kh196, "3.5", heading=[False, True])
    assert row.is_heading
    assert row.questions[0].startswith(BESIDE)


@pytest.mark.parametrize(
    "answers",
    [
        {"addressees": [[], [["lead", "Thanh tra tỉnh", "unit", "unit:KHONG-CO"]]]},
        {"addressees": [[], [["lead", "Công an tỉnh", "unit", "unit:SNV"]]]},
        {"products": [[["Báo cáo kết quả", "", 1]], [["Quyết định thành lập", "", 1]]]},
        {"products": [[["Báo cáo kết quả", "", 1]], [["Báo cáo kết quả", "", 9]]]},
        {"field": ["CDDH", "KHONG-CO"]},
        {"field": ["CCTC", "TCC"]},
        {"parent": ["", "0123456789ab-1-1"]},
        {"heading": [True, False]},
    ],
)
def test_what_is_not_printed_or_not_known_here_is_not_taken(kh196, answers):
    assert forged(kh196, "3.5", **answers) == row_of(read(kh196), "3.5")


@pytest.mark.parametrize(
    "part",
    [
        "a", "[]", "{}", '{"form":1}', '{"form":2,"rows":{}}', '{"form":1,"rows":[1]}',
        '{"form":1,"rows":{"x":{}}}', '{"form":1,"rows":{"0123456789ab-1-1":{"x":[1,2]}}}',
        '{"form":1,"rows":{"0123456789ab-1-1":{"heading":[1,0]}}}',
        '{"form":1,"rows":{"0123456789ab-1-1":{"addressees":[[],[["lead","a","unit",""]]]}}}',
        '{"form":1,"rows":{"0123456789ab-1-1":{"products":[[],[["a","",true]]]}}}',
        "[" * 200_000, '{"form":1,"rows":' + "9" * 10_000 + "}", '"' + "a" * 1_000_001 + '"',
    ],
)  # fmt: skip
def test_a_part_that_is_none_of_ours_is_left_and_told(kh196, part):
    plan = read(replace(kh196, carried=part))
    assert plan.rows == read(replace(kh196, carried="")).rows
    assert plan.told == (IGNORED,)


@pytest.mark.parametrize(
    "part",
    [
        b'<!DOCTYPE d [<!ENTITY a "a">]><phu-luc xmlns="urn:ke-hoach:ghi-kem:1">&a;</phu-luc>',
        b'<phu-luc xmlns="urn:ke-hoach:ghi-kem:1">',
    ],
)
def test_a_broken_part_beside_the_print_is_refused_with_the_file(paper, part):
    def change(name, content):
        return part if name == "customXml/item1.xml" else content

    assert word_files.read("a.docx", paper.docx()).carried == paper.carried
    with pytest.raises(FileRefused, match="đã hỏng"):
        word_files.read("a.docx", with_part(paper.docx(), change))


def test_a_part_longer_than_any_of_ours_is_cut_and_left(paper):
    long = replace(paper, carried=" ".join(map(str, range(300_000))))
    for raw in (word_files.read("a.docx", long.docx()), excel_files.read("a.xlsx", long.xlsx())):
        assert len(raw.carried) <= LONGEST_CARRIED + 1
        assert read(raw).told == (IGNORED,)


def test_a_sheet_of_ours_that_somebody_shows_is_read_as_any_other(paper):
    def shown(_, content):
        return content.replace(b' state="veryHidden"', b"")

    raw = excel_files.read("a.xlsx", with_part(paper.xlsx(), shown))
    assert not raw.carried
    assert len(raw.tables) == 2


def test_rows_that_have_ended_stay_at_home_unless_others_stand_on_them():
    def row(number, parent=None, shared=None, *, ended=False):
        texts = {Meaning.NUMBER: str(number), Meaning.TITLE: "Việc"}
        return GoingRow(number, parent, shared, texts, has_ended=ended)

    rows = [
        row(1, ended=True), row(2, parent=1), row(3, ended=True), row(4, shared=5),
        row(5, ended=True), row(6, parent=3, ended=True),
    ]  # fmt: skip
    assert [one.id for one in in_force(rows)] == [1, 2, 4, 5]


TITLES = ("Ban hành Kế hoạch", "Báo cáo kết quả", "Rà soát thủ tục hành chính", "Sở Nội vụ")
NUMBERS = ("", "I", "II", "1", "2", "1.1", "1.2", "2.1", "(1)", "(2)", "a", "b", "-", "IV.1", "V")


@st.composite
def trees(draw):
    """Rows in any order of numbers, under any row above or none."""
    rows = []
    for place in range(1, draw(st.integers(1, 9)) + 1):
        above = st.sampled_from([None, *(row.id for row in rows)])
        cell = st.sampled_from(["", "Sở Nội vụ", "Quý I", "Sở Tài chính; UBND cấp huyện"])
        texts = {meaning: draw(cell) for meaning in TEXTS} | {
            Meaning.NUMBER: draw(st.sampled_from(NUMBERS)),
            Meaning.TITLE: draw(st.sampled_from(TITLES)),
        }
        field = draw(st.sampled_from([("CDDH", "Công tác chỉ đạo, điều hành"), ("", "")]))
        rows.append(GoingRow(place, draw(above), draw(above), texts, False, field=field[0],
                             field_name=field[1]))  # fmt: skip
    return rows


@hypothesis_settings(max_examples=25)
@given(trees())
def test_any_rows_come_back_in_their_places(rows):
    made = going(rows)
    found = read(replace(as_raw(made), carried=carried(made, DIRECTORY, CONTEXTS[KH196])))
    assert [row.number for row in found.rows] == [row.number for row in rows]
    keys = {row.key: place for place, row in enumerate(found.rows, start=1)}
    assert [keys.get(row.parent) for row in found.rows] == [row.parent for row in rows]


def many(count):
    """So many rows with the texts of a real plan, told apart by their titles."""
    base = going_rows(KH196)
    made = []
    for turn in range(count // len(base)):
        move = turn * 1_000
        for row in base:
            title = f"{row.texts[Meaning.TITLE]} {turn}"
            made.append(replace(
                row, id=row.id + move, parent=row.parent and row.parent + move,
                cells_from=row.cells_from and row.cells_from + move,
                texts=row.texts | {Meaning.TITLE: title},
            ))  # fmt: skip
    return made


def costs(paper, count):
    """Seconds of the processor to write both files of so many rows."""
    rows = many(count)
    began = time.process_time()
    made = going(rows)
    whole = PlanAppendix(paper.paper, made, carried(made, DIRECTORY, CONTEXTS[KH196]))
    assert whole.docx()
    assert whole.xlsx()
    return time.process_time() - began


@pytest.mark.slow
def test_three_thousand_rows_cost_what_three_times_a_thousand_do(paper):
    small, large = (min(costs(paper, count) for _ in range(2)) for count in (1_000, 3_000))
    assert large < 5 * small
    assert small < 6
