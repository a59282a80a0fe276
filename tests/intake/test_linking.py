"""Links to earlier rows: offered from the official papers, taken by a person, written once."""

from datetime import UTC, date, datetime

import pytest

from tests.support.people import TESTER
from tracker.criteria.models import Criterion, CriterionLink
from tracker.db import write_transaction
from tracker.documents.models import Blob
from tracker.extensions import db
from tracker.history import AuditEntry
from tracker.intake.models import IntakeRow, PlanIntake
from tracker.intake.operations.linking import propose, take_links, write_links
from tracker.intake.queries.likely import candidates
from tracker.intake.queries.links import links_of
from tracker.plans.models import Plan
from tracker.refusals import Refused, Stale
from tracker.tasks.models.printed import Task, TaskLineage
from tracker.tasks.operations.lineage import Origin, write_lineage

NOW = datetime(2025, 6, 10, 2, tzinfo=UTC)
CHECK = ("Tổ chức kiểm tra việc triển khai áp dụng hệ thống quản lý chất lượng theo TCVN ISO 9001"
         " năm 2026")  # fmt: skip


def plan_of(code):
    return db.session.scalars(db.select(Plan).where(Plan.code == code)).one()


def task_of(code):
    return db.session.scalars(db.select(Task.id).where(Task.code == code)).one()


def next_year(*titles):
    """A plan of 2026 of the same body, with a file of rows read for it; the file and its rows."""
    owner = plan_of("KH196-2025").owner_unit_id
    plan = Plan(
        code="KH-2026", number="1/KH-UBND", title="Kế hoạch 2026", kind="annual", year=2026,
        standing="issued", owner_unit_id=owner, period_start=date(2026, 1, 1),
        period_end=date(2026, 12, 31),
    )  # fmt: skip
    blob = Blob(sha256="a" * 64, size=1, media_type="text/plain", created_at=NOW)
    db.session.add_all((plan, blob))
    db.session.flush()
    intake = PlanIntake(
        plan_id=plan.id, kind="pasted", file_name="dán", blob_sha256="a" * 64, raw=b"",
        read_on=NOW.date(), created_at=NOW, actor_label="Kiểm thử", version=1,
    )  # fmt: skip
    db.session.add(intake)
    db.session.flush()
    rows = [
        IntakeRow(
            intake_id=intake.id, position=n, origin="table", taken=True, anchor=str(n),
            title=title, product_text="Báo cáo kết quả", confidence=1,
        )
        for n, title in enumerate(titles, 1)
    ]  # fmt: skip
    db.session.add_all(rows)
    db.session.flush()
    return intake, rows


def test_candidates_are_of_the_year_before_and_of_the_programmes(seeded_app):
    """A plan of the province has the Đề án; a department's the duties that address it."""
    with write_transaction():
        found = candidates(next_year()[0].plan)
        before, duties = {one.key for one in found.before}, {one.key for one in found.duties}
        of_department = {one.key for one in candidates(plan_of("STC-2437")).duties}
    assert {task_of("KH196-2025/CQS/6"), task_of("KH196-2025/IV/3.4")} <= before
    assert task_of("KH196-2025/CQS/2") not in before  # a heading asks for nothing
    assert task_of("DA2437/SKHCN/2") in duties
    assert before.isdisjoint(duties)
    assert {task_of("DA2437/STC/1"), task_of("DA2437/III/1.6")} <= of_department
    assert task_of("DA2437/STP/2") not in of_department


def test_a_file_is_offered_links_and_nothing_is_taken(seeded_app):
    """The duty and the criterion of the row of the year before come with it, with their reason."""
    with write_transaction():
        earlier, duty = task_of("KH196-2025/CQS/6"), task_of("DA2437/III/7.2")
        write_lineage([Origin(earlier, duty, "carries_out", "Cùng nội dung")])
        criterion = db.session.scalars(db.select(Criterion.id)).first()
        db.session.add(CriterionLink(criterion_id=criterion, task_id=earlier, basis="Cùng ISO"))
        intake, rows = next_year(CHECK, "Tổ chức hội thi nấu ăn")
        assert propose(intake, rows) == propose(intake, rows)  # asked anew, offered once
    links = {(one.kind, one.criterion_id or one.task_id): one for one in links_of(intake.id)}
    name = "dòng 6, Kế hoạch 196/KH-UBND"
    assert {one.row_id for one in links.values()} == {rows[0].id}
    assert links["follows", earlier].basis.startswith("Trùng ")
    assert name in links["follows", earlier].basis
    assert links["carries_out", duty].basis == f"Theo {name} của năm trước"
    assert links["criterion", criterion].basis == f"Theo {name} của năm trước: Cùng ISO"
    assert not any(one.taken for one in links.values())


def test_a_row_that_is_linked_already_is_not_offered_the_same_again(seeded_app):
    """The file of the plan read again, amended: also what a person took away stays away."""
    with write_transaction():
        intake, rows = next_year(CHECK)
        propose(intake, rows)
        (before,) = {one.task_id for one in links_of(intake.id) if one.kind == "follows"}
        entered = Task(
            code="KH-2026/1", plan_id=intake.plan_id, title=CHECK, owes=True
        )  # fmt: skip
        db.session.add(entered)
        db.session.flush()
        rows[0].task_id = entered.id
        write_lineage([Origin(entered.id, before, "follows", "Cùng nội dung")])
        db.session.scalars(db.select(TaskLineage)).one().removed = True
        propose(intake, rows)
    assert {one.kind for one in links_of(intake.id)} == {"carries_out"}


def test_what_a_person_took_is_written_once(seeded_app):
    with write_transaction():
        intake, rows = next_year(CHECK)
        propose(intake, rows)
        chosen = next(one for one in links_of(intake.id) if one.kind == "follows")
        with pytest.raises(Stale):
            take_links(intake, [chosen.id], 7, actor=TESTER, now=NOW)
        take_links(intake, [chosen.id], 1, actor=TESTER, now=NOW)
        entered = task_of("KH196-2025/CQS/7")
        assert write_links(intake, {rows[0].id: entered}, TESTER, NOW) == 1
        assert write_links(intake, {rows[0].id: entered}, TESTER, NOW) == 0
        intake.state, intake.ended_at = "confirmed", NOW
        with pytest.raises(Refused):
            take_links(intake, [], 2, actor=TESTER, now=NOW)
    (row,) = db.session.scalars(db.select(TaskLineage)).all()
    assert (row.task_id, row.origin_id, row.kind) == (entered, chosen.task_id, "follows")
    assert row.basis == chosen.basis
    told = db.select(AuditEntry.action).where(AuditEntry.action.like("intake.link%"))
    told = told.order_by(AuditEntry.id)
    assert db.session.scalars(told).all() == ["intake.links", "intake.link"]
