"""Seeding: loads once, changes nothing the second time, leaves a person's correction alone."""

from sqlalchemy import func, select

from tracker.db import write_transaction
from tracker.extensions import db
from tracker.history import AuditEntry
from tracker.tasks.models.obligation import DueDay, Obligation
from tracker.tasks.models.printed import Task
from tracker.tasks.models.status import StatusUpdate
from tracker.units.models import Succession, Unit


def counted():
    tables = (Unit, Task, Obligation, DueDay, StatusUpdate, Succession, AuditEntry)
    return {
        table.__tablename__: db.session.scalar(select(func.count()).select_from(table))
        for table in tables
    }


def test_a_second_run_changes_nothing(seeded_app):
    before = counted()
    db.session.rollback()
    result = seeded_app.test_cli_runner().invoke(args=["seed"])
    assert "thêm 0 dòng, cập nhật 0 dòng" in result.output
    assert "mở mới 0, kết thúc 0" in result.output
    assert counted() == before


def test_a_persons_correction_survives(seeded_app):
    with write_transaction():
        task = db.session.scalars(select(Task).where(Task.code == "KH196-2025/TTHC/1.2")).one()
        task.note = "Đã đối chiếu với bản ký"
    seeded_app.test_cli_runner().invoke(args=["seed"])
    db.session.rollback()
    assert (
        db.session.scalars(select(Task.note).where(Task.code == "KH196-2025/TTHC/1.2")).one()
        == "Đã đối chiếu với bản ký"
    )


def test_the_plan_of_2025_is_there_as_printed(seeded_app):
    task = db.session.scalars(select(Task).where(Task.code == "KH196-2025/CDDH/2")).one()
    assert task.title == "Xây dựng và tổ chức thực hiện Kế hoạch tuyên truyền CCHC năm 2025"
    assert task.lead_text == "Sở Nội vụ"
    assert [(product.slot, product.title.split()[0]) for product in task.products] == [
        (1, "Kế"),
        (2, "Báo"),
    ]


def days(code):
    """(slot, period, unit, due day, first late day) of a task's lead obligations."""
    query = (
        select(
            Obligation.slot,
            Obligation.period_key,
            Unit.code,
            Obligation.due_on,
            Obligation.late_from,
        )
        .join(Task, Task.id == Obligation.task_id)
        .join(Unit, Unit.id == Obligation.unit_id)
        .where(Task.code == code, Obligation.role == "lead", Obligation.void.is_(False))
        .order_by(Obligation.due_on, Unit.sort_order)
    )
    return [
        (slot, period, unit, due and due.isoformat(), late and late.isoformat())
        for slot, period, unit, due, late in db.session.execute(query)
    ]


def test_two_deadlines_pair_with_two_products(seeded_app):
    # 28/02/2025 is a Friday; 31/12/2025 a Wednesday.
    assert [row[:1] + row[2:] for row in days("KH196-2025/CDDH/2")] == [
        (1, "SNV", "2025-02-28", "2025-03-01"),
        (2, "SNV", "2025-12-31", "2026-01-01"),
    ]


def test_quarterly_and_yearly_reports_are_five(seeded_app):
    # 31/3, 30/6, 30/9 and 31/12/2025 are working days; the year's report is due on 31/12 too.
    assert [
        (row[1], row[3])
        for row in sorted(days("KH196-2025/TTHC/1.2"), key=lambda r: (r[3], len(r[1])))
    ] == [
        ("2025-Q1", "2025-03-31"),
        ("2025-Q2", "2025-06-30"),
        ("2025-Q3", "2025-09-30"),
        ("2025", "2025-12-31"),
        ("2025-Q4", "2025-12-31"),
    ]


def test_blank_cells_inherit_from_the_heading(seeded_app):
    # Row 1 prints "Văn phòng UBND tỉnh" and "Tháng 01/2025"; row 1.1 prints only its product.
    # 31/01/2025 lies in the Tết holidays (27-31/01): the next working day is Monday 03/02.
    assert [row[2:] for row in days("KH196-2025/TTHC/1.1")] == [
        ("VPUBND", "2025-01-31", "2025-02-04")
    ]


def test_the_divisions_report_before_15_june_and_15_december(seeded_app):
    # "trước ngày 15/6": due Saturday 14/6/2025, late from Tuesday 17/6; 14/12/2025 is a Sunday.
    found = {row[3]: row[4] for row in days("STC-2437/V/2") if row[3].startswith("2025")}
    assert found == {"2025-06-14": "2025-06-17", "2025-12-14": "2025-12-16"}


def test_what_was_due_before_tracking_began_is_late_nowhere(seeded_app):
    query = select(Obligation).where(Obligation.before_tracking.is_(True))
    rows = db.session.scalars(query).all()
    assert {row.due_on.year for row in rows} == {2022, 2023}
    assert all(
        row.overdue_from is None and row.outcome in {"before_tracking", "closed", ""}
        for row in rows
    )


def test_a_proposed_plan_lays_out_nothing(seeded_app):
    query = select(func.count()).select_from(Obligation).join(Task, Task.id == Obligation.task_id)
    assert db.session.scalar(query.where(Task.code.startswith("BC43"))) == 0
