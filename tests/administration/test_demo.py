"""`tracker demo load`: a living half-year, told in the order it was recorded."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from sqlalchemy import func, select

from tests.conftest import command, running
from tests.support.soaking import on_postgresql
from tracker.accounts.models import User
from tracker.accounts.operations import NewAccount, create_user
from tracker.administration.demo.hours import ZONE
from tracker.administration.demo.reading import read_script
from tracker.calendar.workdays import DaysOff
from tracker.clock import real_now
from tracker.db import write_transaction
from tracker.extensions import db
from tracker.history import AuditEntry, verify
from tracker.permissions import Actor
from tracker.reports.models.unit_report import ReportEvent, UnitReport
from tracker.rounds.models import ReportRound
from tracker.tasks.models.obligation import Obligation
from tracker.tasks.models.printed import Task, TriggerEvent
from tracker.tasks.models.status import Evidence, StatusUpdate
from tracker.units.models import Unit
from tracker.workdays.queries import days_off

DAY = date(2025, 6, 10)
MARK = "(dữ liệu minh họa)"


@pytest.fixture
def settings(settings):
    return replace(settings, today=DAY)


@pytest.fixture
def demo_app(database_kind, database_makers, settings):
    """An application on a copy of a loaded demonstration; loaded once per kind of database."""
    on_postgresql(database_kind)
    maker = database_makers(database_kind)
    yield from running(maker, "demo", settings, lambda: command("demo", "load"))


def load(app):
    return app.test_cli_runner().invoke(args=["demo", "load"])


def lead_and_due():
    """The leads' obligations that are counted and whose day has come."""
    return select(Obligation).where(
        Obligation.role == "lead",
        Obligation.ended_on.is_(None),
        Obligation.void.is_(False),
        Obligation.before_tracking.is_(False),
        Obligation.late_from <= DAY,
    )


def test_second_load_and_seed_change_nothing(demo_app):
    before = db.session.scalar(select(func.count(AuditEntry.id)))
    assert "không có gì thay đổi" in load(demo_app).output
    seeded = demo_app.test_cli_runner().invoke(args=["seed"]).output
    assert "thêm 0 dòng, cập nhật 0 dòng" in seeded
    assert "mở mới 0, kết thúc 0" in seeded
    db.session.rollback()
    assert db.session.scalar(select(func.count(AuditEntry.id))) == before


def test_refuses_a_real_installation(app):
    app.config["TRACKER"] = replace(app.config["TRACKER"], env="production")
    result = load(app)
    assert result.exit_code == 1
    assert "vận hành thật" in result.output


def test_refuses_another_day(app):
    app.config["FROZEN_DAY"] = None
    assert "TRACKER_TODAY=2025-06-10" in load(app).output


def test_refuses_where_a_real_person_has_an_account(app):
    with write_transaction():
        create_user(NewAccount("that", "Quản trị", "-"), Actor(None, "Thử"), now=real_now())
    assert "Đã có tài khoản thật" in load(app).output


def test_refuses_where_the_hand_over_was_applied_before(seeded_app):
    assert "còn trống" in load(seeded_app).output


def test_every_role_and_living_body_has_an_account(demo_app):
    users = {user.login: user for user in db.session.scalars(select(User))}
    assert {"quantri", "lanhdao", "th.snv", "th.stc", "dm.stp", "ld.stp", "cv.stc.vp"} <= set(users)
    assert users["dm.stp"].name == "Cán bộ đầu mối Sở Tư pháp"
    assert users["dm.snnmt"].disabled_at is None
    assert users["dm.skhdt"].disabled_at is not None  # ended on 01/3/2025
    assert all(user.is_demo and not user.must_change_password for user in users.values())


def test_a_share_of_what_was_due_is_overdue(demo_app):
    due = db.session.scalars(lead_and_due()).all()
    overdue = [row for row in due if row.overdue_from and row.overdue_from <= DAY]
    assert 0.15 <= len(overdue) / len(due) <= 0.25
    late = {row.cause for row in due if row.outcome == "done_late"}
    assert late == {"objective", "subjective"}


def test_the_event_of_24_4_is_due_on_05_5_and_partly_done(demo_app):
    event = db.session.scalars(select(TriggerEvent)).one()
    rows = db.session.scalars(
        lead_and_due().join(Task).where(Task.code == "KH196-2025/CQS/2.1.2")
    ).all()
    assert event.happened_on == date(2025, 4, 24)
    assert {row.due_on for row in rows} == {date(2025, 5, 5)}  # Monday, after 30/4 and 02/5
    assert (len(rows), sum(row.state == "done" for row in rows)) == (25, 18)


def test_bodies_that_ended_spoke_before_and_their_successors_after(demo_app):
    spoke = dict(
        db.session.execute(
            select(Unit.code, func.max(StatusUpdate.happened_on))
            .join(Obligation, Obligation.id == StatusUpdate.obligation_id)
            .join(Unit, Unit.id == Obligation.unit_id)
            .group_by(Unit.code)
        ).all()
    )  # fmt: skip
    for ended in ("SKHDT", "STTTT", "STNMT", "SNNPTNT", "SGTVT", "SLDTBXH", "BDT"):
        assert spoke[ended] < date(2025, 3, 1)
    assert spoke["SNNMT"] > date(2025, 6, 1)
    assert spoke["NHNN"] < DAY - timedelta(days=60)  # a silent one


def test_words_are_recorded_soon_after_in_office_hours_and_marked(demo_app):
    calendar: DaysOff = days_off()
    lines = db.session.scalars(select(StatusUpdate).order_by(StatusUpdate.id)).all()
    assert len(lines) > 800
    assert all(first.recorded_at <= second.recorded_at for first, second in pairwise(lines))
    assert all(line.actor_label.endswith(MARK) for line in lines)
    for line in lines:
        at = line.recorded_at.astimezone(ZONE)
        assert line.happened_on <= at.date() < DAY
        assert calendar.is_working(at.date())
        assert 7 <= at.hour < 17
        late_by = at.date() - line.happened_on
        received = line.actor_id is None  # a reception bears the day of the state it carries
        assert late_by <= timedelta(days=5) or line.kind == "correction" or received


def test_nobody_but_a_story_speaks_of_work_that_has_not_begun(demo_app):
    early = db.session.scalars(
        select(Task.code)
        .join(Obligation, Obligation.task_id == Task.id)
        .join(StatusUpdate, StatusUpdate.obligation_id == Obligation.id)
        .where(StatusUpdate.happened_on < Obligation.start_on)
        .distinct()
    ).all()
    told = {story.task for story in read_script().stories}
    assert set(early) <= told


def test_evidence_of_every_kind_is_there_and_no_placeholder_is_left(demo_app):
    kinds = set(db.session.scalars(select(Evidence.kind)))
    assert kinds == {"document", "file", "figure", "link"}
    words = db.session.scalars(select(StatusUpdate.words)).all()
    subjects = db.session.scalars(select(Evidence.subject + Evidence.figure)).all()
    assert not [text for text in (*words, *subjects) if "{" in text or "}" in text]


def test_submitted_work_waits_and_a_correction_replaces_its_line(demo_app):
    submitted = db.session.scalars(select(Obligation).where(Obligation.state == "submitted")).all()
    assert len(submitted) >= 5
    assert not [row for row in submitted if row.overdue_from and row.overdue_from <= DAY]
    corrections = db.session.scalars(
        select(StatusUpdate).where(StatusUpdate.kind == "correction")
    ).all()
    assert len(corrections) == 2
    assert all(line.corrects_id and line.recorded_at for line in corrections)


def test_the_audit_trail_is_whole(demo_app):
    assert verify().fault is None


def test_quarter_is_reported_by_most_and_the_half_year_is_begun(demo_app):
    query = (
        select(ReportRound.code, UnitReport.state, func.count())
        .join(ReportRound, ReportRound.id == UnitReport.round_id)
        .group_by(ReportRound.code, UnitReport.state)
    )
    found = {(code, state): count for code, state, count in db.session.execute(query)}
    assert found["2025-Q1", "accepted"] > 20
    assert {state for code, state in found if code == "2025-H1"} == {"sent", "waiting", "drafting"}
    labels = db.session.scalars(select(ReportEvent.actor_label))
    assert all(label.endswith(MARK) for label in labels)
