"""What a compilation reads, by day and by knowledge; the round closes on Saturday, 14/6/2025."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tests.tasks.factories import (
    make_field,
    make_line,
    make_obligation,
    make_plan,
    make_task,
    make_unit,
    paper_row,
)
from tracker.calendar.workdays import DaysOff
from tracker.db import write_transaction
from tracker.extensions import db
from tracker.reports.queries.collecting import Told, collect, rows_of_plans
from tracker.reports.queries.standing import Scope
from tracker.rounds.rules.windows import Window
from tracker.tasks.models.delegation import Delegation
from tracker.tasks.models.obligation import DueDay, Obligation
from tracker.tasks.models.printed import Task
from tracker.tasks.models.status import Evidence
from tracker.tasks.operations.lineage import Origin, write_lineage
from tracker.tasks.rules.states import Cell

from .duties import HEADING

WINDOW = Window(date(2024, 12, 15), date(2025, 6, 14))
JUNE_16, JUNE_20 = (datetime(2025, 6, day, 3, 0, tzinfo=UTC) for day in (16, 20))
BEFORE = datetime(2025, 6, 2, 3, 0, tzinfo=UTC)
PROVINCE = Scope(2025, None)


@pytest.fixture
def share(app):
    """A phần việc of a department, due on Monday, 31/3/2025."""
    unit = make_unit("STP", name="Sở Tư pháp")
    task = make_task(make_plan(unit), field_id=make_field("CCTC"), title="Ban hành kế hoạch")
    return make_obligation(task, unit, due_on=date(2025, 3, 31), late_from=date(2025, 4, 1))


def read(known=JUNE_16, scope=PROVINCE):
    rows = rows_of_plans(scope, WINDOW, known, DaysOff())
    return [duty for row in rows for duty in row.duties]


@pytest.mark.parametrize(
    ("happened_on", "recorded_at", "cell"),
    [
        (date(2025, 3, 28), BEFORE, Cell.DONE_ON_TIME),
        (date(2025, 4, 2), BEFORE, Cell.DONE_LATE),
        (date(2025, 6, 15), JUNE_16, Cell.OPEN_OVERDUE),  # after the closing day
        (date(2025, 3, 28), JUNE_20, Cell.OPEN_OVERDUE),  # not known yet when compiled
    ],
)
def test_a_result_counts_by_its_day_and_by_when_it_was_known(share, happened_on, recorded_at, cell):
    make_line(share, "done", happened_on, recorded_at=recorded_at)
    assert read()[0].cell is cell


def test_a_correction_changes_only_what_is_compiled_after_it(share):
    first = make_line(share, "done", date(2025, 3, 28), recorded_at=BEFORE)
    make_line(
        share, "in_progress", date(2025, 3, 28), kind="correction", corrects_id=first,
        recorded_at=JUNE_20,
    )  # fmt: skip
    assert read(JUNE_16)[0].cell is Cell.DONE_ON_TIME
    assert read(datetime(2025, 6, 21, tzinfo=UTC))[0].cell is Cell.OPEN_OVERDUE


def extend(share, decided_on, recorded_at):
    with write_transaction():
        later = {"due_on": date(2025, 9, 30), "late_from": date(2025, 10, 1)}
        db.session.add(
            DueDay(
                obligation_id=share, ordinal=2, kind="extension", decided_on=decided_on,
                recorded_at=recorded_at, actor_label="Cán bộ tổng hợp", **later,
            )
        )  # fmt: skip
        row = db.session.get_one(Obligation, share)
        row.original_late_from = row.late_from
        row.due_on = row.sort_on = later["due_on"]
        row.late_from = later["late_from"]


def test_an_extension_counts_by_its_day_and_both_cells_are_told(share):
    extend(share, date(2025, 6, 9), BEFORE)
    assert (read()[0].cell, read()[0].first_cell) == (Cell.OPEN_IN_TIME, Cell.OPEN_OVERDUE)


def test_an_extension_decided_after_the_closing_day_changes_nothing(share):
    extend(share, date(2025, 6, 15), JUNE_16)
    assert (read()[0].cell, read()[0].first_cell) == (Cell.OPEN_OVERDUE, Cell.OPEN_OVERDUE)


@pytest.mark.parametrize(
    ("day", "inside"),
    [(date(2024, 12, 14), False), (date(2024, 12, 15), True), (date(2025, 6, 14), True)],
)
def test_words_are_of_the_window_by_their_day(share, day, inside):
    make_line(share, happened_on=day, words="Đang lấy ý kiến")
    found = read()[0]
    assert (found.words, found.in_window) == ("Đang lấy ý kiến", inside)


def test_what_a_follower_wrote_is_no_word_of_the_unit(share):
    make_line(share, happened_on=date(2025, 5, 5), words="Đã trình")
    make_line(share, kind="asked", happened_on=date(2025, 6, 1), words="Đề nghị bổ sung")
    assert read()[0].words == "Đã trình"


def test_no_change_is_an_answer_but_no_word(share):
    make_line(share, kind="no_change", happened_on=date(2025, 6, 1), words="")
    found = read()[0]
    assert (found.heard_in_window, found.words) == (True, "")


def test_a_body_that_ended_inside_the_window_leaves_its_work_to_its_heir(share):
    heir = make_unit("SMOI", name="Sở Mới")
    with write_transaction():
        row = db.session.get_one(Obligation, share)
        row.ended_on, row.end_kind, row.ended_at = date(2025, 3, 1), "handed_over", BEFORE
        task = row.task_id
    make_obligation(
        task, heir, due_on=date(2025, 3, 31), late_from=date(2025, 4, 1),
        opened_on=date(2025, 3, 1),
    )  # fmt: skip
    assert [(duty.unit, duty.cell) for duty in read()] == [("Sở Mới", Cell.OPEN_OVERDUE)]


def test_inside_a_department_a_share_bears_the_division_that_held_it_then(share):
    owner = db.session.get_one(Obligation, share).unit_id
    division = make_unit("STP/VP", name="Văn phòng Sở", parent=owner)
    with write_transaction():
        db.session.add(
            Delegation(
                obligation_id=share, division_id=division, given_on=date(2025, 2, 1),
                recorded_at=BEFORE, actor_label="Lãnh đạo đơn vị",
            )
        )  # fmt: skip
    within = Scope(2025, frozenset({owner}), by_division=True)
    assert [duty.unit for duty in read(scope=within)] == ["Văn phòng Sở"]
    assert [duty.unit for duty in read()] == ["Sở Tư pháp"]


def test_papers_are_those_issued_inside_the_window(share):
    inside = paper_row(result_on=date(2025, 3, 28), number="12/KH-STP")
    before = paper_row(result_on=date(2024, 12, 14), number="9/KH-STP")
    make_line(share, "done", date(2025, 3, 28), evidence=[inside, before])
    found = collect(HEADING, "", PROVINCE, Told(), DaysOff())
    assert [(one.number, one.unit, one.field) for one in found.papers] == [
        ("12/KH-STP", "Sở Tư pháp", "CCTC")
    ]


def test_what_falls_due_by_the_next_closing_is_ahead(share):
    unit = db.session.get_one(Obligation, share).unit_id
    task = db.session.get_one(Obligation, share).task_id
    days = (date(2025, 6, 14), date(2025, 6, 30), date(2025, 9, 14), date(2025, 9, 15))
    for slot, day in enumerate(days, start=2):
        make_obligation(task, unit, due_on=day, late_from=day.replace(day=day.day + 1)
                        if day.day < 30 else date(2025, 7, 1), slot=slot)  # fmt: skip
    found = collect(HEADING, "", PROVINCE, Told(), DaysOff())
    assert [one.due_on for one in found.ahead] == [date(2025, 6, 30), date(2025, 9, 14)]


def test_work_of_the_last_fortnight_is_open_in_the_annual_round_and_done_at_the_years_end(share):
    row = db.session.get_one(Obligation, share)
    december = make_obligation(
        row.task_id, row.unit_id, due_on=date(2025, 12, 31), late_from=date(2026, 1, 1), slot=2
    )
    make_line(december, "done", date(2025, 12, 20), recorded_at=datetime(2025, 12, 21, tzinfo=UTC))
    known = datetime(2026, 1, 5, tzinfo=UTC)
    cells = {}
    for last in (date(2025, 12, 14), date(2025, 12, 31)):
        rows = rows_of_plans(PROVINCE, replace(WINDOW, last=last), known, DaysOff())
        cells[last] = next(one.cell for one in rows[0].duties if one.id == december)
    assert list(cells.values()) == [Cell.OPEN_IN_TIME, Cell.DONE_ON_TIME]


def figure(result_on, text, **changes):
    return Evidence(kind="figure", figure=text, result_on=result_on, **changes)


def test_a_target_stands_with_the_last_figure_of_the_window_and_that_of_a_year_before(share):
    """Given to a body that handed the work over; last year's row is the one that it continues."""
    owed = db.session.get_one(Obligation, share)
    unit, plan = owed.unit_id, make_plan(owed.unit_id, year=2024)
    before = make_obligation(make_task(plan), unit, year=2024)
    task = make_task(
        make_plan(unit),
        target="2 lần/năm",
        continues_id=db.session.get_one(Obligation, before).task_id,
    )
    heir = make_unit("SMOI", name="Sở Mới")
    first, later = (make_obligation(task, one, due_on=date(2025, 12, 31)) for one in (unit, heir))
    with write_transaction():
        row = db.session.get_one(Obligation, first)
        row.ended_on, row.end_kind, row.ended_at = date(2025, 3, 1), "handed_over", BEFORE
        row.successor_id = later
        db.session.get_one(Obligation, later).opened_on = date(2025, 3, 1)
    given = {"recorded_at": BEFORE, "words": "Đã đối thoại"}
    make_line(before, evidence=[figure(date(2024, 6, 14), "2 lần")], **given)
    make_line(before, evidence=[figure(date(2024, 6, 15), "3 lần")], **given)
    make_line(first, evidence=[figure(date(2025, 2, 5), "1 lần")], **given)
    (told,) = collect(HEADING, "", PROVINCE, Told(), DaysOff()).targets
    assert (told.unit, told.reached, told.before) == ("Sở Mới", "1 lần", "2 lần")
    make_line(later, evidence=[figure(date(2025, 6, 14), "2 lần")], **given)
    make_line(later, evidence=[figure(date(2025, 6, 15), "3 lần")], **given)
    (told,) = collect(HEADING, "", PROVINCE, Told(), DaysOff()).targets
    assert (told.reached, told.reached_on) == ("2 lần", date(2025, 6, 14))
    own = collect(HEADING, "", Scope(2025, frozenset({heir})), Told(), DaysOff()).targets
    assert own == (replace(told, before=""),)  # the year before it was another body's


def test_a_year_before_is_that_of_the_one_row_that_is_followed(share):
    """Two rows that were made one have no figure of its own; a continued row goes before."""
    unit = db.session.get_one(Obligation, share).unit_id
    earlier = make_plan(unit, year=2024)
    rows = [make_task(earlier) for _ in range(2)]
    for row, told in zip(rows, ("2 lần", "5 lần"), strict=True):
        done = make_obligation(row, unit, year=2024)
        given = {"recorded_at": BEFORE, "words": "Đã đối thoại"}
        make_line(done, evidence=[figure(date(2024, 6, 1), told)], **given)
    task = make_task(make_plan(unit), target="2 lần/năm")
    make_obligation(task, unit, due_on=date(2025, 12, 31))
    seen = []
    for row in rows:
        with write_transaction():
            write_lineage([Origin(task, row, "follows", "Cùng nội dung")])
        seen.append(collect(HEADING, "", PROVINCE, Told(), DaysOff()).targets[0].before)
    with write_transaction():
        db.session.get_one(Task, task).continues_id = rows[1]
    seen.append(collect(HEADING, "", PROVINCE, Told(), DaysOff()).targets[0].before)
    assert seen == ["2 lần", "", "5 lần"]
