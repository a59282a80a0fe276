"""Obligations, standing work, days just set, the month's list; the day is Tuesday, 10/6/2025."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import event, update

from tests.support.people import TESTER, person, sign_in, unit
from tests.tasks.factories import make_line, make_obligation, make_plan, make_task
from tests.work.conftest import settings
from tracker.calendar.workdays import DaysOff
from tracker.db import write_transaction
from tracker.documents.operations import Paper
from tracker.extensions import db
from tracker.plans.models import Plan
from tracker.reminders.queries import sources
from tracker.reminders.rules.anchors import ANCHORS
from tracker.reminders.rules.lines import Sought
from tracker.reminders.rules.subjects import Owner, SubjectKind
from tracker.tasks.models.obligation import DueDay, Obligation
from tracker.tasks.models.printed import TriggerEvent
from tracker.tasks.operations.desired import Settings
from tracker.tasks.operations.extending import Deciding, decide_extension
from tracker.tasks.rules.extending import Ruling

__all__ = ["settings"]
TODAY = date(2025, 6, 10)
NOW = datetime(2025, 6, 10, 2, 0, tzinfo=UTC)
DUE, LATE = date(2025, 6, 30), date(2025, 7, 1)
PAST, PAST_LATE = date(2025, 3, 31), date(2025, 4, 1)


def found(kind, today=TODAY, *, days=(), late=(), opened=()):
    """The subjects of a kind by key."""
    sought = {kind: Sought(frozenset(days), frozenset(late), frozenset(opened))}
    return {one.key: one for one in sources.subjects(sought, today)}


def still(subjects, today=TODAY):
    """Those of these keys that still stand."""
    return sources.standing_of(list(subjects), today)


def change(number, **values):
    with write_transaction() as session:
        session.execute(update(Obligation).where(Obligation.id == number).values(**values))


def test_obligations_that_are_due_or_get_late_on_a_day(app, client):
    root = unit("UBND", kind="province")
    stp = unit("STP", parent=root)
    person("dm", ("focal", stp))
    plan = make_plan(stp, number="196/KH-UBND")
    task = make_task(plan, "T/1", number="1.2.", title="Ban hành   Kế hoạch " + "rà soát " * 30)

    def owed(period, task=task, due_on=DUE, late_from=LATE, **changes):
        given = {"due_on": due_on, "late_from": late_from, "period_key": period}
        return make_obligation(task, stp, **given | changes)

    due = owed("2025-Q2")
    late = owed("2025-Q1", due_on=PAST, late_from=PAST_LATE)
    done, submitted = owed("2011"), owed("2012")
    make_line(done, "done")
    make_line(submitted, "submitted")
    owed("2013", role="partner")
    owed("2014", before_tracking=True)
    owed("2015", withdrawn_at=NOW)
    owed("2016", ended_on=PAST, end_kind="stopped")
    owed("2017", due_on=date(2025, 7, 1))
    over = make_task(make_plan(stp, period_end=PAST), "T/2")
    last_day = owed("2018", over, due_on=PAST, late_from=PAST_LATE)
    owed("2019", over, due_on=date(2025, 3, 20), late_from=date(2025, 3, 21))
    kind = SubjectKind.OBLIGATION
    days = [DUE, date(2025, 3, 20)]
    one = found(kind, days=days).pop(f"obligation:{due}")
    assert set(found(kind, days=days)) == {f"obligation:{due}"}
    gone = {f"obligation:{late}", f"obligation:{last_day}"}
    assert set(found(kind, late=[PAST_LATE, date(2025, 3, 21)])) == gone
    assert one.title.startswith("1.2. Ban hành Kế hoạch rà soát")
    assert one.title.endswith("… (Quý II/2025)")
    assert len(one.title) < 180
    assert (one.code, one.detail, one.owner) == ("T/1", "196/KH-UBND", Owner(stp))
    assert (one.day, one.late_from, one.opened_on) == (DUE, LATE, date(2025, 1, 2))
    assert sign_in(client, "dm").get(one.address).status_code == 200
    keys = [one.key, *gone, f"obligation:{done}", f"obligation:{submitted}", "obligation:999"]
    assert set(still(keys)) == {one.key, *gone}
    assert still([one.key])[one.key] == one


def test_an_internal_day_is_told_to_whom_the_work_was_handed(app, client):
    stp = unit("STP")
    office = unit("STP/P1", kind="phong", parent=stp)
    officer = person("cv", ("division", office))
    task = make_task(make_plan(stp), number="", title="Rà soát")
    row = make_obligation(task, stp, due_on=DUE, late_from=LATE)
    inside = date(2025, 6, 20)
    change(row, division_id=office, holder_id=officer, internal_due_on=inside)
    kind, key = SubjectKind.OBLIGATION, f"obligation:{row}:{office}"
    own = found(kind, days=[DUE])[f"obligation:{row}"]
    told = found(kind, days=[inside])
    assert list(told) == [key]
    one = told[key]
    assert (one.title, one.day, one.late_from) == ("Rà soát (hạn nội bộ)", inside, None)
    assert one.owner == Owner(office, office, officer)
    assert own.owner == Owner(stp)
    assert set(still([key, own.key])) == {key, own.key}
    after = found(kind, date(2025, 6, 21), days=[DUE])
    assert after[own.key].owner == Owner(stp, office, officer)
    assert sign_in(client, "cv").get(one.address).status_code == 200
    make_line(row, "submitted", evidence=[])
    assert still([key, own.key]) == {}


def test_standing_work_that_is_silent_before_the_coming_closing(app):
    stp = unit("STP")
    closing = date(2025, 6, 14)

    def standing(plan, **changes):
        task = make_task(plan, title="Tuyên truyền")
        return make_obligation(task, stp, standing=True, period_key="2025", **changes)

    plan = make_plan(stp)
    silent, spoken, same, old = (standing(plan) for _ in range(4))
    make_line(spoken, happened_on=date(2025, 3, 15))
    make_line(same, kind="no_change", words="", happened_on=date(2025, 4, 1))
    make_line(old, happened_on=date(2025, 3, 14))
    standing(plan, year=2024)
    standing(make_plan(stp, period_end=PAST))
    kind = SubjectKind.STANDING
    assert set(found(kind, days=[closing, DUE])) == {f"standing:{silent}", f"standing:{old}"}
    one = found(kind, days=[closing])[f"standing:{silent}"]
    assert (one.day, one.late_from, one.title) == (closing, None, "1.1. Tuyên truyền")
    assert set(still([f"standing:{number}" for number in (silent, spoken, same, old)])) == {
        f"standing:{silent}", f"standing:{old}",
    }  # fmt: skip
    later = still([one.key], date(2025, 6, 15))[one.key]
    assert later.day == date(2025, 9, 14)


def line(number, ordinal, kind, due_on, at=NOW):
    with write_transaction() as session:
        session.add(
            DueDay(
                obligation_id=number, ordinal=ordinal, kind=kind, due_on=due_on, late_from=due_on,
                decided_on=TODAY, recorded_at=at, actor_label="Kiểm thử",
            )
        )  # fmt: skip


def test_days_that_were_set_on_the_day_they_were_recorded(app):
    stp = unit("STP")
    task = make_task(make_plan(stp), number="", title="Rà soát")

    def owed(period, due_on=DUE, **changes):
        return make_obligation(
            task, stp, due_on=due_on, late_from=LATE, period_key=period, **changes
        )

    longer, by_hand, kept, carried, before = (owed(f"{n}") for n in range(2021, 2026))
    first = owed("", due_on=None)
    until = date(2025, 9, 30)
    with write_transaction():
        deciding = Deciding(Settings(date(2025, 1, 1), DaysOff()), TESTER, TODAY, NOW)
        paper = Paper("Công văn", "9/UBND", TODAY, "UBND tỉnh", "Gia hạn")
        rows = [db.session.get_one(Obligation, longer)]
        decide_extension(rows, Ruling(until, TODAY), paper, deciding)
        event = TriggerEvent(
            task_id=task, happened_on=date(2025, 6, 2), document_text="Công văn", recorded_at=NOW,
            actor_label="Kiểm thử",
        )  # fmt: skip
        db.session.add(event)
        db.session.flush()
        event_key = f"E{event.id}"
    born = owed(event_key, due_on=date(2025, 6, 9), opened_at=NOW)
    for number in (by_hand, first):
        change(number, due_on=until, sort_on=until)
    line(by_hand, 2, "by_hand", until)
    line(first, 2, "laid_out", until, datetime(2025, 6, 9, 17, 0, tzinfo=UTC))  # 0 giờ ngày 10/6
    line(kept, 2, "calendar", DUE)
    change(carried, due_on=until, sort_on=until, opened_at=NOW)
    line(carried, 2, "by_hand", until)
    change(before, due_on=until, sort_on=until)
    line(before, 2, "by_hand", until, datetime(2025, 6, 9, 16, 59, tzinfo=UTC))
    told = found(SubjectKind.DEADLINE_SET, opened=[TODAY])
    notes = {one.ref: one.title.removeprefix("Rà soát ") for one in told.values()}
    assert notes == {
        longer: "(gia hạn, trước là 30/6/2025)",
        by_hand: "(thời hạn thay đổi, trước là 30/6/2025)",
        first: "(thời hạn mới xác định)",
        born: "(theo sự kiện ngày 02/6/2025)",
    }
    assert {one.opened_on for one in told.values()} == {TODAY}
    assert told[f"deadline_set:{longer}:2"].day == until
    assert still(told) == told
    make_line(by_hand, "done")
    assert f"deadline_set:{by_hand}:2" not in still(told)


def test_a_day_that_comes_back_is_set_anew(app):
    """Moved to 30/9, back to 30/6 and to 30/9 again: the first telling is not the last one's."""
    stp, until = unit("STP"), date(2025, 9, 30)
    row = make_obligation(make_task(make_plan(stp)), stp, due_on=DUE, late_from=LATE)
    for ordinal, day in ((2, until), (3, DUE)):
        line(row, ordinal, "by_hand", day)
    first, back, again = (f"deadline_set:{row}:{ordinal}" for ordinal in (2, 3, 4))
    assert set(found(SubjectKind.DEADLINE_SET, opened=[TODAY])) == {back}
    assert {key: one.day for key, one in still([first, back]).items()} == {first: DUE, back: DUE}
    line(row, 4, "by_hand", until)
    change(row, due_on=until, sort_on=until)
    assert set(found(SubjectKind.DEADLINE_SET, opened=[TODAY])) == {again}
    assert set(still([first, back, again])) == {back, again}  # `back` says 30/6: it moved


def test_the_months_list_counts_what_is_overdue(app, client):
    root = unit("UBND", kind="province")
    stp, snv = unit("STP", parent=root), unit("SNV", parent=root)
    person("lanhdao", ("leadership", root))
    task = make_task(make_plan(stp))
    kind, first = SubjectKind.OVERDUE_LIST, date(2025, 6, 2)
    assert found(kind, days=[first]) == {}
    for number, body in enumerate((stp, stp, snv)):
        make_obligation(task, body, due_on=PAST, late_from=PAST_LATE, slot=number)
    make_obligation(task, snv, due_on=DUE, late_from=LATE, slot=9)
    assert found(kind, days=[date(2025, 6, 1), date(2025, 6, 3)]) == {}
    (one,) = found(kind, days=[first]).values()
    assert (one.key, one.day, one.owner) == ("overdue_list:202506", first, Owner(root))
    assert one.title == "3 phần việc quá hạn của 2 đơn vị"
    assert still([one.key]) == {one.key: one}
    assert sign_in(client, "lanhdao").get(one.address).status_code == 200


def test_no_walk_over_all_obligations(app):
    """Each statement starts at an index range of its days or at ids."""
    if db.engine.dialect.name != "sqlite":
        pytest.skip("reads SQLite's explanation")
    asked = []
    keep = ("before_cursor_execute", lambda *given: asked.append(given[2:4]))
    event.listen(db.engine, *keep)
    for kind in SubjectKind:
        found(kind, days=[DUE, date(2025, 6, 14)], late=[LATE], opened=[TODAY])
        still([f"{kind.value}:202506"])
    event.remove(db.engine, *keep)
    read = db.session.connection().exec_driver_sql
    steps = {row[3] for sql, given in asked if sql.startswith("SELECT")
             for row in read(f"EXPLAIN QUERY PLAN {sql}", given)}  # fmt: skip
    walked = {step for step in steps if step.startswith(("SEARCH obligation", "SCAN obligation"))}
    assert {step.partition("USING ")[2] for step in walked} == {
        "INDEX ix_obligation_day (role=? AND sort_on=?)",
        "INDEX ix_obligation_internal_day (internal_due_on=?)",
        "INDEX ix_obligation_overdue (overdue_from=?)",
        "INDEX ix_obligation_year (role=? AND year=? AND open=? AND sort_on=?)",
        "COVERING INDEX ix_obligation_unit_overdue",
        "INTEGER PRIMARY KEY (rowid=?)",
    }
    assert not {step for step in steps if step.startswith("SCAN due_day")}


def test_every_kind_has_a_source_and_nothing_sought_asks_nothing(app):
    assert set(sources.SOURCES) == set(ANCHORS) == set(SubjectKind)
    assert [sources.subjects({kind: Sought()}, TODAY) for kind in SubjectKind] == [[]] * 9
    assert db.session.scalars(db.select(Plan)).all() == []
