"""Hand-over: the order of opening and succession does not matter, the past stays."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from tests.handover.conftest import STAGES
from tests.handover.steps import (
    ACTOR,
    IN_JULY,
    JULY,
    MARCH,
    NOW,
    hand_over_in_july,
    hand_over_in_march,
    open_both,
)  # fmt: skip
from tests.support.soaking import on_postgresql
from tracker import clock
from tracker.administration.seeding.loading import load_official
from tracker.administration.seeding.reading import OFFICIAL
from tracker.db import write_transaction
from tracker.extensions import db
from tracker.handover.operations import apply_succession
from tracker.handover.reading import SuccessionFileError, read_succession
from tracker.plans.models import Field, FieldFollower
from tracker.tasks.jobs import layout_settings
from tracker.tasks.models.obligation import DueDay, Obligation, TaskTally
from tracker.tasks.models.printed import Task
from tracker.tasks.models.status import StatusUpdate
from tracker.tasks.operations.caching import refresh
from tracker.tasks.operations.reading_rows import read_plan
from tracker.tasks.operations.updating import Submission, record_update
from tracker.tasks.queries.asof import Moment, obligations_as_of, read
from tracker.tasks.rules.states import State
from tracker.tasks.rules.updating import Said
from tracker.units.models import Succession, Unit, UnitGroupMember, UnitName


def picture():
    """Every obligation that shows anywhere, without ids and instants."""
    heir = db.aliased(Obligation)
    heir_unit = db.aliased(Unit)
    query = (
        select(
            Task.code, Obligation.role, Unit.code, Obligation.slot, Obligation.period_key,
            Obligation.start_on, Obligation.opened_on, Obligation.due_on, Obligation.late_from,
            Obligation.ended_on, Obligation.end_kind, Obligation.outcome, heir_unit.code,
        )
        .join(Task, Task.id == Obligation.task_id)
        .join(Unit, Unit.id == Obligation.unit_id)
        .outerjoin(heir, heir.id == Obligation.successor_id)
        .outerjoin(heir_unit, heir_unit.id == heir.unit_id)
        .where(Obligation.void.is_(False))
    )  # fmt: skip
    return {tuple(row) for row in db.session.execute(query)}


def tallied():
    query = select(
        Task.code, TaskTally.year, TaskTally.outcome, TaskTally.overdue_from, TaskTally.obligations
    ).join(Task, Task.id == TaskTally.task_id)
    return {tuple(row) for row in db.session.execute(query) if row.obligations}


@pytest.fixture
def picture_after(on_stage):
    """What shows after steps on a stage: `picture_after("opened", MARCH)`."""

    def after(stage, *steps):
        for _ in on_stage(stage, *STAGES[stage]):
            for step in steps:
                step()
            found = picture(), tallied()
        return found

    return after


def test_opening_then_succession_equals_succession_then_opening(picture_after):
    assert picture_after("opened", hand_over_in_march) == picture_after("merged")


def test_the_same_holds_of_two_successions_in_a_row(picture_after, database_kind):
    on_postgresql(database_kind)
    both = (hand_over_in_march, hand_over_in_july)
    assert picture_after("opened", *both) == picture_after("loaded", *both, open_both)


def lead(task, unit):
    query = (
        select(Obligation)
        .join(Task, Task.id == Obligation.task_id)
        .join(Unit, Unit.id == Obligation.unit_id)
        .where(Task.code == task, Unit.code == unit, Obligation.role == "lead")
    )
    return db.session.scalars(query).one()


def say(task, unit, state, day):
    with write_transaction():
        row = lead(task, unit)
        said = Said(state, day, "Đang lấy ý kiến", None)
        record_update(
            row, Submission(said, row.version, f"{task}-{day}"), ACTOR, today=day, now=NOW
        )


def test_a_body_that_merges_hands_its_open_work_to_its_heir(opened_app):
    say("KH196-2025/CQS/5", "STTTT", State.IN_PROGRESS, date(2025, 2, 20))
    hand_over_in_march()
    old, new = lead("KH196-2025/CQS/5", "STTTT"), lead("KH196-2025/CQS/5", "SKHCN")
    assert (old.ended_on, old.end_kind, old.successor_id) == (
        date(2025, 3, 1),
        "handed_over",
        new.id,
    )
    assert (new.opened_on, new.due_on, new.state) == (
        date(2025, 3, 1),
        date(2025, 12, 31),
        "in_progress",
    )
    words = db.session.scalars(
        select(StatusUpdate.words).where(StatusUpdate.obligation_id == new.id)
    ).one()
    assert words == (
        "Tiếp nhận phần việc từ Sở Thông tin và Truyền thông. Nội dung gần nhất: Đang lấy ý kiến"
    )


def test_a_lead_and_its_partner_who_become_one_leave_one_row_and_a_trace(opened_app):
    # TTHC/7: Sở Tư pháp leads, Công an tỉnh is a partner, and takes the duty over on 01/3/2025.
    hand_over_in_march()
    query = (
        select(Obligation.role, Obligation.ended_on, Obligation.end_kind)
        .join(Task, Task.id == Obligation.task_id)
        .join(Unit, Unit.id == Obligation.unit_id)
        .where(Task.code == "KH196-2025/TTHC/7", Unit.code == "CAT")
        .order_by(Obligation.role)
    )
    assert [tuple(row) for row in db.session.execute(query)] == [
        ("lead", None, ""),
        ("partner", date(2025, 3, 1), "merged_into_lead"),
    ]


def test_the_followed_field_goes_along(loaded_app):
    hand_over_in_march()
    query = (
        select(Unit.code, FieldFollower.valid_from, FieldFollower.valid_to)
        .join(Unit, Unit.id == FieldFollower.unit_id)
        .join(Field, Field.id == FieldFollower.field_id)
        .where(Field.code == "CQS")
        .order_by(FieldFollower.valid_from)
    )
    assert [(row[0], row[2]) for row in db.session.execute(query)] == [
        ("STTTT", date(2025, 2, 28)),
        ("SKHCN", None),
    ]


@pytest.mark.parametrize("model", [Succession, UnitName, UnitGroupMember, FieldFollower])
def test_what_a_hand_over_writes_names_its_source(loaded_app, model):
    hand_over_in_march()
    sources = db.session.scalars(select(model.source)).all()
    assert sources
    assert all(sources)


def test_each_duty_that_moves_keeps_its_own_legal_basis(loaded_app):
    hand_over_in_march()
    query = select(Succession.source).where(Succession.task_code == "KH196-2025/TTHC/7")
    assert "Nghị định 39/2025/NĐ-CP" in db.session.scalars(query).one()


def test_eleven_districts_end_without_a_guess_about_their_heirs(merged_app):
    applied = hand_over_in_july()
    districts = [code for code in applied.units_ended if code.startswith(("H-", "TP-", "TX-"))]
    assert len(districts) == 11
    row = lead("KH196-2025/TCBM/1", "H-KS")
    assert (row.ended_on, row.end_kind, row.successor_id) == (date(2025, 7, 1), "dissolved", None)


def test_a_second_application_changes_nothing(opened_app):
    hand_over_in_march()
    before = picture()
    assert hand_over_in_march().already
    assert picture() == before


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("code: X", "Thiếu mục “effective_on”."),
        ("{", "Tệp không phải YAML hợp lệ"),
        ("- 1", "Tệp phải có các mục"),
        ("{code: X, effective_on: 2025-13-40}", "Tệp không phải YAML hợp lệ"),
        ("{code: &a X, basis: *a}", "Tệp không được dùng tham chiếu"),
        ("[" * 3000, "Tệp lồng quá nhiều cấp"),
        ("{code: X Y, effective_on: 2025-03-01, basis: B}", "Mục “code” chỉ gồm chữ không dấu"),
        (
            "{code: X, effective_on: 2025-03-01, basis: B, moves: [foo]}",
            "Mục “moves” phải là danh sách các dòng có tên",
        ),
        (
            "{code: X, effective_on: 2025-03-01 10:00:00, basis: B}",
            "Mục “effective_on” phải là một ngày",
        ),
        (
            "{code: X, effective_on: 2025-03-01, basis: B, new_units: [{code: A, order: x}]}",
            "Cơ quan mới A: “order” phải là số.",
        ),
        (
            "{code: X, effective_on: 2025-03-01, basis: B, moves: [{from: A, kind: merge}]}",
            "Dòng bàn giao 1: thiếu cơ quan nhận (to).",
        ),
    ],
)
def test_a_faulty_file_is_refused_with_its_fault(text, message):
    with pytest.raises(SuccessionFileError, match=re.escape(message)):
        read_succession(text)


def test_unknown_codes_change_nothing(loaded_app):
    before = picture()
    file = read_succession(
        "{code: X, effective_on: 2025-03-01, basis: QD2437-2022,"
        " moves: [{from: KHONG-CO, to: SNV, kind: merge, scope: whole}]}"
    )
    with pytest.raises(SuccessionFileError, match="KHONG-CO"), write_transaction():
        apply_succession(file, layout_settings(), ACTOR, NOW)
    assert picture() == before


@pytest.fixture
def apply_on(merged_app, tmp_path):
    """`tracker succession apply` of the file of July with the clock on a day."""

    def run(day, *options):
        db.session.rollback()
        merged_app.config["FROZEN_DAY"] = clock.freeze(day, tmp_path)
        file = str(OFFICIAL / "successions" / JULY)
        return merged_app.test_cli_runner().invoke(args=["succession", "apply", *options, file])

    return run


def test_a_hand_over_is_refused_before_its_day_and_can_be_tried(apply_on):
    before = picture()
    refused = apply_on(date(2025, 6, 30))
    assert refused.exit_code == 1
    assert "Ngày hiệu lực 01/7/2025 ở sau hôm nay (30/6/2025)." in refused.output
    tried = apply_on(date(2025, 6, 30), "--dry-run")
    assert "Chạy thử, không ghi gì." in tried.output
    assert "Tệp này áp dụng được từ ngày 01/7/2025." in tried.output
    assert "H-KS" in tried.output
    assert picture() == before


def test_a_hand_over_is_applied_on_its_day(apply_on):
    applied = apply_on(date(2025, 7, 1))
    assert (applied.exit_code, "không ghi gì" in applied.output) == (0, False)
    assert lead("KH196-2025/TCBM/1", "H-KS").ended_on == date(2025, 7, 1)
    assert "đã được áp dụng trước đây" in apply_on(date(2025, 6, 30)).output


def test_seeding_before_the_day_of_a_hand_over_leaves_it_for_later(loaded_app, database_kind):
    on_postgresql(database_kind)
    with write_transaction():
        load_official(2025, datetime(2025, 2, 28, 16, 59, tzinfo=UTC))
    assert lead("KH196-2025/CQS/5", "STTTT").ended_on is None
    db.session.rollback()
    with write_transaction():
        load_official(2025, datetime(2025, 2, 28, 17, 0, tzinfo=UTC))
    assert lead("KH196-2025/CQS/5", "STTTT").ended_on == date(2025, 3, 1)


def merge(pairs, effective_on="2025-07-01"):
    """Hand whole bodies over, as a file that a test writes tells it."""
    moves = ", ".join(
        f"{{from: {giver}, to: {heir}, kind: merge, scope: whole}}" for giver, heir in pairs
    )
    text = f"{{code: T, effective_on: {effective_on}, basis: QD2437-2022, moves: [{moves}]}}"
    with write_transaction():
        apply_succession(read_succession(text), layout_settings(), ACTOR, IN_JULY)


def told(task, unit, state, day, period):
    """A line written straight into the history of one period's share."""
    with write_transaction():
        row = lead_of(task, unit, period)
        line = StatusUpdate(
            obligation_id=row.id, kind="word", state=state, happened_on=day, recorded_at=NOW,
            actor_label="Cán bộ đầu mối", words="Đã báo cáo", cause="",
        )  # fmt: skip
        db.session.add(line)
        refresh([row])


def lead_of(task, unit, period):
    query = (
        select(Obligation)
        .join(Task, Task.id == Obligation.task_id)
        .join(Unit, Unit.id == Obligation.unit_id)
        .where(Task.code == task, Unit.code == unit, Obligation.period_key == period)
        .where(Obligation.role == "lead")
    )
    return db.session.scalars(query).one()


QUARTERLY = "KH196-2025/IV/2.2"  # "định kỳ hàng quý" of seven bodies: due 30/6/2025, a Monday


def test_what_was_submitted_in_time_stays_in_time_after_the_hand_over(opened_app):
    told(QUARTERLY, "STP", "submitted", date(2025, 6, 20), "2025-Q2")
    merge([("STP", "SCT")])
    heir = lead_of(QUARTERLY, "SCT", "2025-Q2")
    assert (heir.state, heir.stopped_on, heir.overdue_from) == (
        "submitted",
        date(2025, 6, 20),
        None,
    )


@pytest.mark.parametrize("done_by", ["STP", "VPUBND"])
def test_of_two_merged_shares_the_less_advanced_one_counts(opened_app, done_by):
    other = {"STP": "VPUBND", "VPUBND": "STP"}[done_by]
    told(QUARTERLY, other, "in_progress", date(2025, 6, 20), "2025-Q2")
    told(QUARTERLY, done_by, "submitted", date(2025, 6, 25), "2025-Q2")
    merge([("STP", "SCT"), ("VPUBND", "SCT")])
    assert lead_of(QUARTERLY, "SCT", "2025-Q2").state == "in_progress"


def test_a_corrected_phrase_with_fewer_rules_is_read_again(opened_app):
    with write_transaction():
        task = db.session.scalars(select(Task).where(Task.code == "KH196-2025/TTHC/1.2")).one()
        task.deadline_text = "Trước ngày 20/11/2025"
        assert read_plan(task.plan_id) == 1


def test_a_corrected_deadline_moves_open_work_and_keeps_the_old_day(opened_app):
    # "Quý I/2025" becomes "Trước ngày 20/11/2025": due Wednesday 19/11, late from 20/11.
    with write_transaction():
        task = db.session.scalars(select(Task).where(Task.code == "KH196-2025/CQS/2.1.1")).one()
        task.deadline_text = "Trước ngày 20/11/2025"
        read_plan(task.plan_id)
    open_both()
    row = lead("KH196-2025/CQS/2.1.1", "STP")
    assert (row.due_on, row.late_from) == (date(2025, 11, 19), date(2025, 11, 20))
    days = select(DueDay.due_on).where(DueDay.obligation_id == row.id).order_by(DueDay.ordinal)
    assert db.session.scalars(days).all() == [date(2025, 3, 31), date(2025, 11, 19)]
    before = picture()
    db.session.rollback()
    open_both()
    assert picture() == before


def test_what_was_known_before_a_withdrawal_is_still_told(opened_app):
    known = Moment(date(2025, 6, 10), NOW + timedelta(minutes=1))
    before = {one.id for one in read(obligations_as_of(known), known)}
    text = (OFFICIAL / "successions" / MARCH).read_text(encoding="utf-8")
    with write_transaction():
        later = NOW + timedelta(days=1)
        apply_succession(read_succession(text), layout_settings(), ACTOR, later)
    assert {one.id for one in read(obligations_as_of(known), known)} == before


def test_what_was_said_of_a_quarter_that_begins_after_the_merger_goes_to_the_heir(opened_app):
    told(QUARTERLY, "STP", "in_progress", date(2025, 6, 9), "2025-Q3")
    merge([("STP", "SCT")])
    old, heir = (lead_of(QUARTERLY, unit, "2025-Q3") for unit in ("STP", "SCT"))
    assert (old.ended_on, old.end_kind, old.successor_id, old.void) == (
        date(2025, 7, 1),
        "handed_over",
        heir.id,
        False,
    )
    assert (heir.opened_on, heir.state) == (date(2025, 7, 1), "in_progress")
    assert heir.last_words.endswith("Nội dung gần nhất: Đã báo cáo")
    before = picture()
    db.session.rollback()
    open_both()
    assert picture() == before
