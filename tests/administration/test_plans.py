"""Plans by hand: created, changed, opened, issued; every edit is seen before it is kept.

The day stands at Tuesday, 10/6/2025.
"""

from datetime import date

import pytest

from tests.criteria.factories import link_task, make_criterion, make_set
from tests.support.forms import filled, send, send_on, send_twice
from tests.support.people import person, sign_in
from tests.tasks.factories import make_line, make_obligation, make_rule, make_task
from tests.work.conftest import province, settings
from tracker.db import write_transaction
from tracker.extensions import db
from tracker.history import AuditEntry
from tracker.plans.models import Plan, PlanOpening
from tracker.tasks.models.obligation import DueDay, Obligation
from tracker.tasks.models.printed import Assignment, ScheduleRule, Task
from tracker.tasks.operations.lineage import Origin, write_lineage

__all__ = ["province", "settings"]

PLAN = {
    "number": "12/KH-UBND", "title": "Kế hoạch cải cách hành chính năm 2025", "kind": "annual",
    "period_start": "01/01/2025", "period_end": "31/12/2025", "year": "2025",
    "standing": "issued", "paper_kind": "Kế hoạch", "paper_number": "12/KH-UBND",
    "paper_day": "02/01/2025", "paper_issuer": "UBND tỉnh", "paper_subject": "Cải cách hành chính",
}  # fmt: skip
ROW = {
    "number": "1", "title": "Ban hành Kế hoạch rà soát", "product_text": "Kế hoạch",
    "lead_text": "Sở Tư pháp; Sở Nội vụ", "deadline_text": "Quý III/2025",
}  # fmt: skip


@pytest.fixture
def keeper(client, province):
    """A browser signed in as the compiler."""
    return sign_in(client, "tonghop")


def one(model, *conditions):
    db.session.rollback()
    return db.session.scalars(db.select(model).where(*conditions)).one()


def every(model, *conditions):
    db.session.rollback()
    return list(db.session.scalars(db.select(model).where(*conditions).order_by(model.id)))


def by_hand(client, **cells):
    """A plan of 2025 with one row led by two bodies, opened; its id."""
    assert send(client, "/quan-tri/ke-hoach/moi", **PLAN).status_code == 302
    plan_id = one(Plan, Plan.number == "12/KH-UBND").id
    path = f"/quan-tri/ke-hoach/{plan_id}"
    row = ROW | cells
    assert send(client, f"{path}/them-dong", **row).status_code == 200  # the cells are parted
    assert send_on(client, f"{path}/them-dong").status_code == 302
    assert send_twice(client, f"{path}/mo-nam").status_code == 302
    return plan_id


def test_plan_row_and_year_by_hand_open_a_dated_share_for_each_body(keeper, province):
    plan_id = by_hand(keeper)
    plan = one(Plan, Plan.id == plan_id)
    assert (plan.code, plan.document.number) == ("12-KH-UBND-2025", "12/KH-UBND")
    rows = every(Obligation, Obligation.plan_id == plan_id)
    assert {(row.unit_id, row.due_on) for row in rows} == {
        (province.own, date(2025, 9, 30)), (province.other, date(2025, 9, 30)),
    }  # fmt: skip
    actions = {entry.action for entry in every(AuditEntry)}
    assert {"plan.create", "task.create", "plan.open"} <= actions


def test_cells_are_parted_and_offered_before_anything_is_saved(keeper, province):
    path = f"/quan-tri/ke-hoach/{province.plan}/them-dong"
    send(keeper, path, **ROW | {"lead_text": "so tu phap; Cơ quan lạ"})
    values = filled(keeper.page.html)
    assert values["lead_0_target"] == [f"unit:{province.own}"]
    assert values["lead_1_target"] == ["to_confirm"]
    assert len(every(Task)) == 1


def test_preview_writes_nothing_and_is_asked_again_when_the_form_changes(keeper, province):
    plan_id = by_hand(keeper)
    row = one(Task, Task.plan_id == plan_id)
    path = f"/quan-tri/nhiem-vu/{row.id}"
    assert send(keeper, path, deadline_text="Quý II/2025").status_code == 200
    assert "đổi ngày đến hạn: 2 phần việc" in keeper.page.text
    assert send_on(keeper, path, deadline_text="Quý IV/2025").status_code == 200
    assert {row.due_on for row in every(Obligation)} == {date(2025, 9, 30)}
    assert send_on(keeper, path).status_code == 302
    assert {row.due_on for row in every(Obligation)} == {date(2025, 12, 31)}
    assert len(every(DueDay)) == 4


def test_words_in_the_preview_are_for_those_who_may_read_them(keeper, client, province):
    plan_id = by_hand(keeper)
    share = every(Obligation, Obligation.unit_id == province.own)[0]
    make_line(share.id, words="Đang lấy ý kiến các sở")
    path = f"/quan-tri/nhiem-vu/{share.task_id}"
    send(keeper, path, deadline_text="Quý II/2025")
    assert "Đang lấy ý kiến các sở" in keeper.page.text
    sign_in(client, "quantri")
    send(client, path, deadline_text="Quý II/2025")
    assert "Phần việc đã có cập nhật" in client.page.text
    assert "Sở Tư pháp" in client.page.text
    assert "Đang lấy ý kiến" not in client.page.text
    assert plan_id


def test_stale_form_shows_both_texts_and_saves_nothing(keeper, province):
    path = f"/quan-tri/nhiem-vu/{province.task}"
    keeper.get(path)
    mine = filled(keeper.page.html, title="Bản của tôi")
    assert send(keeper, path, title="Bản của người khác").status_code == 302
    assert keeper.post(path, mine).status_code == 409
    assert "Có hai bản" in keeper.page.text
    assert "Bản của người khác" in keeper.page.text
    assert "Bản của tôi" in keeper.page.html
    assert send_on(keeper, path).status_code == 302
    assert one(Task, Task.id == province.task).title == "Bản của tôi"


def test_stale_plan_is_told_too(keeper, province):
    path = f"/quan-tri/ke-hoach/{province.plan}/sua"
    keeper.get(path)
    mine = filled(keeper.page.html, title="Bản của tôi")
    send(keeper, path, title="Bản của người khác")
    assert keeper.post(path, mine).status_code == 409
    assert "Bản của người khác" in keeper.page.text
    assert one(Plan, Plan.id == province.plan).title == "Bản của người khác"


def test_row_that_was_never_laid_out_is_removed_and_no_other(keeper, province):
    make_obligation(province.task, province.own)
    assert send_refused(keeper, f"/quan-tri/nhiem-vu/{province.task}/xoa")
    spare = make_task(province.plan, "KH196-2025/2")
    make_rule(spare)
    link_task(make_criterion(make_set(), "TC-1"), spare)
    with write_transaction():
        write_lineage([Origin(spare, province.task, "follows", "Cùng nội dung")])
    assert send(keeper, f"/quan-tri/nhiem-vu/{spare}/xoa").status_code == 302
    assert [row.id for row in every(Task)] == [province.task]


def send_refused(client, path):
    client.get(path)
    return (
        "không xóa được" in client.page.text
        and client.post(path, {"version": "1"}).status_code == 422
    )


def test_proposed_plan_gives_no_work_until_its_order_is_recorded(keeper, province):
    with write_transaction():
        db.session.get_one(Plan, province.plan).standing = "proposed"
        led = {"role": "lead", "ordinal": 1, "kind": "unit", "unit_id": province.own}
        db.session.add(Assignment(task_id=province.task, printed="Sở Tư pháp", **led))
    path = f"/quan-tri/ke-hoach/{province.plan}"
    keeper.get(f"{path}/mo-nam")
    assert "Ghi nhận văn bản giao nhiệm vụ trước khi mở năm" in keeper.page.text
    paper = {
        "paper_kind": "Công văn", "paper_number": "1920/UBND-TTHC", "paper_day": "10/6/2025",
        "paper_issuer": "UBND tỉnh", "paper_subject": "Đẩy mạnh nhiệm vụ",
    }  # fmt: skip
    assert send_twice(keeper, f"{path}/ban-hanh", **paper).status_code == 302
    plan = one(Plan, Plan.id == province.plan)
    assert (plan.standing, plan.document.number) == ("issued", "1920/UBND-TTHC")
    assert [row.due_on for row in every(Obligation)] == [date(2025, 3, 31)]


def test_standing_is_changed_by_the_ordering_paper_alone(keeper, province):
    path = f"/quan-tri/ke-hoach/{province.plan}/sua"
    assert send(keeper, path, standing="proposed").status_code == 422
    assert "không trở lại thành đề xuất" in keeper.page.text


def test_the_same_plan_twice_is_one(keeper, province):
    for _ in range(2):
        assert send(keeper, "/quan-tri/ke-hoach/moi", **PLAN).status_code == 302
    assert len(every(Plan)) == 2  # the province's and this one


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"title": ""}, "Hãy nhập tên kế hoạch"),
        ({"period_end": "31/12/2024"}, "ở trước ngày bắt đầu"),
        ({"period_start": "31/02/2025"}, "không phải là ngày"),
        ({"year": "hai"}, "bằng bốn chữ số"),
        ({"kind": "lạ"}, "không có trong danh sách"),
    ],
)
def test_bad_plan_is_refused(keeper, changes, words):
    assert send(keeper, "/quan-tri/ke-hoach/moi", **PLAN | changes).status_code == 422
    assert words in keeper.page.text
    assert len(every(Plan)) == 1


def test_compiler_of_one_body_keeps_only_its_plans(client, province):
    person("thstp", ("compiler", province.own))
    sign_in(client, "thstp")
    assert client.get(f"/quan-tri/ke-hoach/{province.plan}").status_code == 404
    assert client.get(f"/quan-tri/nhiem-vu/{province.task}").status_code == 404
    send(client, "/quan-tri/ke-hoach/moi", **PLAN)
    assert one(Plan, Plan.number == "12/KH-UBND").owner_unit_id == province.own


def test_settled_deadline_is_forgotten_when_the_print_changes(keeper, province):
    plan_id = by_hand(keeper)
    row = one(Task, Task.plan_id == plan_id)
    with write_transaction():
        rule = db.session.scalars(db.select(ScheduleRule)).first()
        rule.confirmed_by, rule.confirmed_at = (
            "Cán bộ",
            db.session.get_one(PlanOpening, (plan_id, 2025)).opened_at,
        )
    path = f"/quan-tri/nhiem-vu/{row.id}"
    send(keeper, path, deadline_text="Quý II/2025")
    assert send_on(keeper, path).status_code == 302
    assert one(ScheduleRule, ScheduleRule.task_id == row.id).confirmed_by == ""
