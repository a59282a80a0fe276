"""Amend, replace, give a one-off order; seeding leaves what was settled alone.

The day stands at Tuesday, 10/6/2025; an amendment holds from Sunday, 01/6/2025.
"""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tests.administration.test_plans import by_hand, every, keeper, one
from tests.support.forms import filled, send, send_on, send_twice
from tests.support.people import TESTER
from tests.tasks.factories import make_line
from tests.work.conftest import province, settings
from tracker.db import write_transaction
from tracker.extensions import db
from tracker.plans.models import Plan, PlanAmendment
from tracker.tasks.jobs import layout_settings
from tracker.tasks.models.obligation import Obligation, TaskTally
from tracker.tasks.models.printed import Assignment, FormerPrint, Task
from tracker.tasks.operations.editing_rows import Saving, change_row
from tracker.tasks.operations.settling import settle_deadline
from tracker.tasks.queries.planning import facts_of_row
from tracker.tasks.rules.settling import Decision, Way
from tracker.tasks.rules.states import AssigneeKind

__all__ = ["keeper", "province", "settings"]

PAPER = {
    "paper_kind": "Quyết định", "paper_number": "88/QĐ-UBND", "paper_day": "30/5/2025",
    "paper_issuer": "UBND tỉnh", "paper_subject": "Sửa đổi Kế hoạch", "effective_on": "01/6/2025",
}  # fmt: skip
ORDER = {
    "paper_kind": "Công văn", "paper_number": "77/UBND-NC", "paper_day": "09/6/2025",
    "paper_issuer": "UBND tỉnh", "paper_subject": "Báo cáo số liệu hồ sơ",
    "title": "Báo cáo số liệu hồ sơ trực tuyến", "product_text": "Báo cáo",
    "due_on": "30/6/2025",
}  # fmt: skip


@pytest.fixture
def plan(keeper):
    """A plan with one row of Sở Tư pháp and Sở Nội vụ, due 30/9/2025; its id."""
    return by_hand(keeper)


def row_of(plan):
    return one(Task, Task.plan_id == plan)


def share_of(plan, unit):
    return one(
        Obligation, Obligation.plan_id == plan, Obligation.unit_id == unit,
        Obligation.role == "lead",
    )  # fmt: skip


def amending(plan, **what):
    chosen = "&".join(f"{name}={value}" for name, value in what.items())
    return f"/quan-tri/ke-hoach/{plan}/sua-doi?{chosen}"


def test_changed_row_moves_open_work_and_keeps_the_old_print(keeper, province, plan):
    row = row_of(plan)
    make_line(share_of(plan, province.own).id, "done", date(2025, 5, 5), words="Đã ban hành")
    path = amending(plan, sua=row.id)
    text = {f"sua{row.id}_deadline_text": "Quý IV/2025"}
    assert send(keeper, path, **PAPER | text).status_code == 200
    assert "đổi ngày đến hạn: 1 phần việc" in keeper.page.text
    assert send_on(keeper, path).status_code == 302
    assert share_of(plan, province.own).due_on == date(2025, 9, 30)  # done work stays
    assert share_of(plan, province.other).due_on == date(2025, 12, 31)
    former = one(FormerPrint)
    assert former.deadline_text == "Quý III/2025"
    keeper.get(f"/nhiem-vu/{row.code}")
    assert "Nội dung trước khi sửa đổi" in keeper.page.text
    assert "Quý III/2025" in keeper.page.text
    assert "88/QĐ-UBND" in keeper.page.text


def test_other_owner_owes_from_the_day_of_the_amendment(keeper, province, plan):
    row = row_of(plan)
    make_line(share_of(plan, province.own).id, words="Đang soạn")
    path = amending(plan, sua=row.id)
    text = {f"sua{row.id}_lead_text": "Sở Nội vụ"}
    send(keeper, path, **PAPER | text)  # the cell is parted
    assert send_on(keeper, path).status_code == 200
    assert "kết thúc: 1 phần việc" in keeper.page.text
    assert "Đang soạn" in keeper.page.text
    assert send_on(keeper, path).status_code == 302
    left = share_of(plan, province.own)
    assert (left.ended_on, left.end_kind, left.void) == (date(2025, 6, 1), "no_longer_owed", False)
    assert share_of(plan, province.other).ended_on is None
    relieved = one(Assignment, Assignment.unit_id == province.own)
    assert relieved.valid_to == date(2025, 5, 31)


def test_ended_row_keeps_its_print_and_what_was_done(keeper, province):
    plan = by_hand(keeper, deadline_text="Năm 2025")
    row = row_of(plan)
    make_line(share_of(plan, province.own).id, "done", date(2025, 5, 5), words="Đã ban hành")
    assert send_twice(keeper, amending(plan, ketthuc=row.id), **PAPER).status_code == 302
    done, open_one = share_of(plan, province.own), share_of(plan, province.other)
    assert (done.ended_on, done.state) == (None, "done")
    assert (open_one.ended_on, open_one.end_kind) == (date(2025, 6, 1), "no_longer_owed")
    assert row_of(plan).title == "Ban hành Kế hoạch rà soát"
    assert {row.outcome for row in every_tally()} == {"done_on_time", "closed"}
    keeper.get(f"/nhiem-vu/{row.code}")
    assert "Dòng này kết thúc từ 01/6/2025" in keeper.page.text
    assert send(keeper, f"/quan-tri/ke-hoach/{plan}/mo-nam").status_code == 302  # nothing reopens
    assert share_of(plan, province.other).ended_on == date(2025, 6, 1)


def every_tally():
    db.session.rollback()
    return list(db.session.scalars(db.select(TaskTally)))


def test_added_row_stands_in_the_same_draft(keeper, province, plan):
    row = row_of(plan)
    path = amending(plan, ketthuc=row.id, them=1)
    new = {
        "them0_number": "2", "them0_title": "Rà soát hằng quý", "them0_product_text": "Báo cáo",
        "them0_lead_text": "Sở Tư pháp", "them0_deadline_text": "Hàng quý",
    }  # fmt: skip
    send(keeper, path, **PAPER | new)
    assert send_on(keeper, path).status_code == 200
    assert "mở mới: 3 phần việc" in keeper.page.text  # Quý I was over when the paper came
    assert send_on(keeper, path).status_code == 302
    added = one(Task, Task.title == "Rà soát hằng quý")
    days = [one.due_on for one in every(Obligation, Obligation.task_id == added.id)]
    assert days == [date(2025, 6, 30), date(2025, 9, 30), date(2025, 12, 31)]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"effective_on": "11/6/2025"}, "ở sau ngày hôm nay"),
        ({"effective_on": "31/12/2024"}, "ở trước khi kế hoạch bắt đầu"),
        ({"paper_number": ""}, "Hãy nhập số, ký hiệu"),
    ],
)
def test_bad_amendment_changes_nothing(keeper, plan, changes, words):
    path = amending(plan, ketthuc=row_of(plan).id)
    assert send(keeper, path, **PAPER | changes).status_code == 422
    assert words in keeper.page.text
    assert every(PlanAmendment) == []


def test_stale_amendment_is_shown_beside_what_was_saved(keeper, plan):
    row = row_of(plan)
    path = amending(plan, ketthuc=row.id)
    keeper.get(path)
    mine = filled(keeper.page.html, **PAPER)
    send(keeper, f"/quan-tri/nhiem-vu/{row.id}", title="Nội dung của người khác")
    assert keeper.post(path, mine).status_code == 409
    assert "Nội dung của người khác" in keeper.page.text
    assert every(PlanAmendment) == []


def test_replaced_plan_ends_what_is_open_and_names_its_heir(keeper, province, plan):
    path = f"/quan-tri/ke-hoach/{plan}/thay-the"
    assert send_twice(keeper, path, **PAPER | {"heir": str(province.plan)}).status_code == 302
    assert {row.end_kind for row in every(Obligation)} == {"replaced"}
    keeper.get("/ke-hoach/12-KH-UBND-2025")
    assert "Được thay thế bởi 196/KH-UBND" in keeper.page.text
    keeper.get("/ke-hoach")
    assert "đã được thay thế" in keeper.page.text


def test_one_order_for_two_bodies_is_laid_out_at_once(keeper, province):
    leads = [f"unit:{province.own}", f"unit:{province.other}"]
    path = "/quan-tri/giao-viec"
    assert send(keeper, path, **ORDER | {"leads": leads}).status_code == 200
    assert "mở mới: 2 phần việc" in keeper.page.text
    assert every(Obligation) == []
    answer = send_on(keeper, path)
    assert answer.status_code == 302
    rows = every(Obligation)
    assert [(row.unit_id, row.due_on) for row in rows] == [
        (province.own, date(2025, 6, 30)), (province.other, date(2025, 6, 30)),
    ]  # fmt: skip
    keeper.get(answer.headers["Location"])
    assert "Báo cáo số liệu hồ sơ trực tuyến" in keeper.page.text
    assert "Sở Tư pháp và Sở Nội vụ" in keeper.page.text
    plan = one(Plan, Plan.kind == "assignment")
    assert (plan.number, plan.document.subject) == ("77/UBND-NC", "Báo cáo số liệu hồ sơ")


def test_order_sent_twice_is_one(keeper, province):
    order = ORDER | {"leads": [f"unit:{province.own}"]}
    assert send_twice(keeper, "/quan-tri/giao-viec", **order).status_code == 302
    assert send(keeper, "/quan-tri/giao-viec", **order).status_code == 302
    assert len(every(Obligation)) == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"due_on": ""}, "Hãy nhập ngày đến hạn"),
        ({"due_on": "08/6/2025"}, "ở trước ngày ban hành"),
        ({"leads": []}, "Hãy chọn ít nhất một"),
        ({"due_on": "", "deadline_text": "Theo Công văn số 1/UBND"}, "Chưa đọc được ngày"),
    ],
)
def test_bad_order_is_refused(keeper, province, changes, words):
    order = ORDER | {"leads": [f"unit:{province.own}"]} | changes
    assert send(keeper, "/quan-tri/giao-viec", **order).status_code == 422
    assert words in keeper.page.text
    assert every(Plan, Plan.kind == "assignment") == []


def seeded(code):
    db.session.expire_all()
    return db.session.scalars(db.select(Task).where(Task.code == code)).one()


def test_seeding_leaves_a_settled_deadline_and_owner_alone(seeded_app):
    """Row TTHC/3.1 cites another plan; heading CCTC/5 prints "Các cơ quan liên quan"."""
    saving = Saving(layout_settings(), TESTER, datetime(2025, 6, 10, 5, tzinfo=UTC))
    with write_transaction():
        row = seeded("KH196-2025/TTHC/3.1")
        decision = Decision(Way.DAYS, "Kế hoạch 156/KH-UBND", (date(2025, 10, 31),))
        settle_deadline([row], decision, {row.id: row.version}, saving)
        row = seeded("KH196-2025/CCTC/5")
        facts = facts_of_row(row)
        named = [one for one in facts.addressees if one.kind is not AssigneeKind.TO_CONFIRM]
        change_row(row, replace(facts, addressees=tuple(named)), row.version, saving)
    result = seeded_app.test_cli_runner().invoke(args=["seed"])
    assert "thêm 0 dòng, cập nhật 0 dòng" in result.output
    assert "mở mới 0, kết thúc 0" in result.output
    rules = seeded("KH196-2025/TTHC/3.1").schedule
    assert [(rule.confirmed_by, rule.dues) for rule in rules] == [
        ("Kiểm thử", [["", None, "2025-10-31"]])
    ]
    addressees = seeded("KH196-2025/CCTC/5").assignments
    assert addressees
    assert all(one.kind != "to_confirm" for one in addressees)
