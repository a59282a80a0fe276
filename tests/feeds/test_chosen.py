"""Which entries a person's calendar holds on Tuesday, 10/6/2025."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import event

from tests.feeds.links import HERE, chosen, make, seen
from tests.rounds import factories as rounds
from tests.tasks import factories
from tests.tasks.handing import TODAY, hand, viewer
from tracker.db import write_transaction
from tracker.extensions import db
from tracker.feeds.queries.entries import entries_for, facts_for
from tracker.feeds.rules.selection import Window, window_on
from tracker.rounds.queries.regimes import AudienceLine
from tracker.rounds.rules.audience import AudienceKind
from tracker.tasks.models.obligation import Obligation
from tracker.tasks.rules.delegating import Handing

WINDOW = window_on(TODAY, 60, 400)


def test_each_sees_what_was_chosen_of_the_own_and_nothing_of_others(house):
    inside = house.inside
    shared = factories.make_task(factories.make_plan(inside.root), title="Chung")
    make(inside, task=shared)
    make(inside, task=shared, unit=inside.other, role="partner")
    make(inside, "Riêng", unit=inside.other)
    assert seen(inside.focal, "lead", "partner") == ["30/06 Hạn: Chung"]
    assert seen(house.stranger, "lead") == ["30/06 Hạn: Riêng"]
    assert seen(house.stranger, "partner") == ["30/06 Phối hợp: Chung"]
    assert seen(house.stranger, "lead", "all", unit_id=inside.unit) == []
    everything = {"30/06 Hạn (Sở Tư pháp): Chung", "30/06 Hạn (Sở Nội vụ): Riêng"}
    assert set(seen(house.leader, "all")) == everything
    assert seen(house.leader, "lead", "partner") == []
    assert seen(house.leader, "lead", unit_id=inside.other) == ["30/06 Hạn: Riêng"]


def test_plan_and_field_narrow_and_an_unknown_one_leaves_nothing(house):
    inside, field = house.inside, factories.make_field()
    plan = factories.make_plan(inside.root)
    make(inside, task=factories.make_task(plan, title="Một", field_id=field))
    make(inside, "Hai")
    focal = inside.focal
    assert seen(focal, "lead", plan_id=plan) == ["30/06 Hạn: Một"]
    assert seen(focal, "lead", field_id=field) == ["30/06 Hạn: Một"]
    unknown = ({"plan_id": 0}, {"field_id": 0}, {"unit_id": 0})
    assert [seen(focal, "lead", **one) for one in unknown] == [[], [], []]


def test_an_officer_of_a_division_sees_what_was_handed_there(house):
    inside = house.inside
    share = make(inside, "Việc giao")
    make(inside, "Việc khác")
    assert seen(inside.officer_one, "lead") == []
    hand(inside, [share], Handing(inside.one, None, date(2025, 6, 20)))
    both = ["20/06 Hạn nội bộ: Việc giao", "30/06 Hạn: Việc giao"]
    assert seen(inside.officer_one, "lead") == both
    assert seen(inside.officer_two, "lead") == []
    assert seen(inside.focal, "lead", unit_id=inside.one) == ["30/06 Hạn: Việc giao"]
    hand(inside, [share], Handing(None, inside.officer_two))
    assert seen(inside.officer_one, "lead") == []
    assert seen(inside.officer_two, "lead") == ["30/06 Hạn: Việc giao"]


def test_the_window_bounds_by_days_and_what_ended_stays_for_a_while(house):
    inside, day = house.inside, timedelta(days=1)
    for name, due_on in (
        ("trước", WINDOW.first - day), ("đầu", WINDOW.first), ("cuối", WINDOW.last),
        ("sau", WINDOW.last + day),
    ):  # fmt: skip
        make(inside, name, due_on=due_on)
    for name, ended_on in (("vừa dừng", WINDOW.first), ("dừng lâu", WINDOW.first - day)):
        make(inside, name, ended_on=ended_on, end_kind="stopped")
    # 11/4/2025 begins in the province at 17:00 UTC of the day before
    for name, minute in (("vừa rút", 0), ("rút lâu", -1)):
        at = datetime(2025, 4, 10, 17, tzinfo=UTC) + timedelta(minutes=minute)
        withdraw(make(inside, name, ended_on=WINDOW.first, end_kind="no_longer_owed"), at)
    assert sorted(seen(inside.focal, "lead")) == [
        "11/04 Hạn: đầu", "15/07 Hạn: cuối", "30/06 [Đã dừng] vừa dừng", "30/06 [Đã hủy] vừa rút",
    ]  # fmt: skip
    pages = facts_for(viewer(inside.focal), chosen("lead"), WINDOW)
    assert sorted(work.printed.title for work in pages) == ["cuối", "vừa dừng", "đầu"]


def withdraw(number, at):
    with write_transaction():
        db.session.get_one(Obligation, number).withdrawn_at = at


def test_rounds_are_told_to_those_who_report_and_once_to_those_who_look_after_all(house):
    inside, audience = house.inside, of_units(house.inside.unit)
    rounds.make_regime(inside.root, audience=audience, name="Báo cáo của sở")
    rounds.make_regime(inside.unit)  # of its divisions
    both = ["14/06 Chốt số liệu báo cáo", "14/06 Hạn gửi báo cáo"]
    once_a_half_year = sorted([*both, *both, *(words.replace("14/06", "14/12") for words in both)])
    for user_id, parts in (
        (inside.focal, ["rounds"]), (inside.officer_one, ["rounds"]),
        (house.leader, ["all", "rounds"]),
    ):  # fmt: skip
        leads = [words.split(":")[0] for words in seen(user_id, *parts)]
        assert sorted(leads) == once_a_half_year
    assert seen(house.stranger, "rounds") == []
    assert seen(inside.focal, "rounds", plan_id=1) == []


def test_an_order_that_does_not_depend_on_the_database(house):
    inside = house.inside
    for _ in range(5):
        make(inside, "Như nhau")
    found = entries_for(viewer(inside.focal), chosen("lead"), WINDOW, HERE)
    assert [one.uid for one in found] == sorted(one.uid for one in found)


@pytest.mark.parametrize("rows", [3, 300])
def test_as_many_statements_for_any_number_of_rows(house, rows):
    inside = house.inside
    plan = factories.make_plan(inside.root)
    tasks = [factories.make_task(plan) for _ in range(3)]
    with write_transaction():
        db.session.add_all(plain(inside, plan, tasks[number % 3], number) for number in range(rows))
    rounds.make_regime(inside.root, audience=of_units(inside.unit))
    asked, focal = [], viewer(inside.focal)
    count = lambda *given: asked.append(given[2])  # noqa: E731
    event.listen(db.engine, "before_cursor_execute", count)
    found = entries_for(focal, chosen("lead", "partner", "rounds"), WINDOW, HERE)
    event.remove(db.engine, "before_cursor_execute", count)
    assert len([one for one in found if one.summary.startswith("Hạn: ")]) == rows
    assert len(asked) <= 28


def of_units(*ids):
    return tuple(AudienceLine(AudienceKind.UNIT, number) for number in ids)


def plain(inside, plan, task, number):
    due = Window(TODAY, TODAY).first + timedelta(days=number)
    return Obligation(
        task_id=task, unit_id=inside.unit, role="lead", slot=1, period_key=f"E{number + 1}",
        plan_id=plan, year=2025, standing=False, before_tracking=False,
        start_on=date(2025, 1, 1), opened_at=factories.NOON, due_on=due, original_due_on=due,
        sort_on=due,
    )  # fmt: skip
