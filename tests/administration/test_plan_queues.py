"""What waits for a decision: deadlines, owners, events; and a day of one share alone.

The day stands at Tuesday, 10/6/2025.
"""

from datetime import date

import pytest

from tests.administration.test_plans import every, one
from tests.support.forms import filled, send, send_on, send_twice
from tests.support.people import TESTER, sign_in
from tests.tasks import factories
from tests.tasks.factories import make_line, make_obligation, make_rule, make_task
from tests.work.conftest import province, settings
from tracker.db import write_transaction
from tracker.documents.models import Document
from tracker.extensions import db
from tracker.plans.models import Plan, PlanOpening
from tracker.tasks.jobs import layout_settings
from tracker.tasks.models.obligation import DueDay, Obligation
from tracker.tasks.models.printed import Assignment, ScheduleRule, Task
from tracker.tasks.operations.laying_out import lay_out_plan

__all__ = ["province", "settings"]

QUEUE = "/quan-tri/cho-xac-dinh"
CITED = "Theo Kế hoạch số 156/KH-UBND"


@pytest.fixture
def unread(client, province):
    """Two rows of one phrase that gives no day, led by Sở Tư pháp, laid out; their ids."""
    with write_transaction():
        db.session.get_one(Task, province.task).deadline_text = CITED
    second = make_task(province.plan, "KH196-2025/2", title="Dòng thứ hai", deadline_text=CITED)
    for row in (province.task, second):
        make_rule(row, kind="reference", phrase=CITED, question="Cần mở văn bản được dẫn.")
        with write_transaction():
            led = {"role": "lead", "ordinal": 1, "kind": "unit", "unit_id": province.own}
            db.session.add(Assignment(task_id=row, printed="Sở Tư pháp", **led))
    with write_transaction():
        opened = {"year": 2025, "opened_at": factories.NOON, "actor_label": "Kiểm thử"}
        db.session.add(PlanOpening(plan_id=province.plan, **opened))
        db.session.flush()
        plan = db.session.get_one(Plan, province.plan)
        lay_out_plan(plan, layout_settings(), TESTER, factories.NOON)
    sign_in(client, "tonghop")
    return [province.task, second]


def address(rows):
    return "/quan-tri/thoi-han?" + "&".join(f"nhiemvu={row}" for row in rows)


def test_one_decision_serves_the_rows_of_one_phrase(client, province, unread):
    client.get(QUEUE)
    assert "2 nhiệm vụ chưa xác định thời hạn" in client.page.text
    assert CITED in client.page.text
    client.get(f"{QUEUE}?in=1")
    assert "Cần mở văn bản được dẫn." in client.page.text
    decided = {"way": "days", "days": "30/6/2025", "basis": "Công văn 12/UBND-NC"}
    assert send_twice(client, address(unread), **decided).status_code == 302
    assert {row.due_on for row in every(Obligation)} == {date(2025, 6, 30)}
    rules = every(ScheduleRule)
    assert {rule.phrase for rule in rules} == {CITED}
    assert {rule.confirmed_by for rule in rules} == {"Cán bộ tonghop"}
    assert all("Công văn 12/UBND-NC" in rule.source_rule for rule in rules)
    client.get(QUEUE)
    assert "Không có nhiệm vụ nào chờ xác định thời hạn" in client.page.text


def test_words_go_on_with_the_settled_day(client, unread):
    share = every(Obligation)[0]
    make_line(share.id, words="Đang lấy ý kiến")
    decided = {"way": "phrase", "phrase": "Quý III/2025", "basis": "Kế hoạch 156/KH-UBND"}
    assert send(client, address(unread), **decided).status_code == 200
    assert "Phần việc đã có cập nhật" in client.page.text
    assert send_on(client, address(unread)).status_code == 302
    moved = one(Obligation, Obligation.id == share.id)
    assert (moved.due_on, moved.last_words) == (date(2025, 9, 30), "Đang lấy ý kiến")


def test_words_go_on_where_the_work_becomes_standing(client, unread):
    share = every(Obligation)[0]
    make_line(share.id, words="Đang lấy ý kiến")
    decided = {"way": "standing", "basis": "Ý kiến của UBND tỉnh"}
    assert send_twice(client, address(unread), **decided).status_code == 302
    heir = one(Obligation, Obligation.task_id == share.task_id, Obligation.ended_on.is_(None))
    assert (heir.standing, heir.state) == (True, "in_progress")
    assert heir.last_words.endswith("Nội dung gần nhất: Đang lấy ý kiến")
    assert one(Obligation, Obligation.id == share.id).successor_id == heir.id


@pytest.mark.parametrize(
    ("decided", "words"),
    [
        ({"way": "days", "days": ""}, "Hãy nhập ngày đến hạn"),
        ({"way": "days", "days": "31/02/2025"}, "không phải là ngày"),
        ({"way": "phrase", "phrase": "Theo Kế hoạch số 156/KH-UBND"}, "Cần mở văn bản"),
        ({"way": "event", "amount": "0", "event": "ban hành"}, "từ 1 đến 999"),
        ({"way": "as_read"}, "chưa đọc được ngày đến hạn"),
        ({"way": "standing", "basis": ""}, "Hãy nêu căn cứ"),
    ],
)
def test_decision_without_a_day_is_refused(client, unread, decided, words):
    answer = send(client, address(unread), **{"basis": "Công văn 1"} | decided)
    assert answer.status_code == 422
    assert words in client.page.text
    assert {rule.kind for rule in every(ScheduleRule)} == {"reference"}


def test_stale_decision_is_shown_beside_the_saved_one(client, unread):
    client.get(address(unread))
    mine = filled(client.page.html, way="standing", basis="Ý kiến của tôi")
    send_twice(client, address(unread), way="days", days="30/6/2025", basis="Công văn 1")
    assert client.post(address(unread), mine).status_code == 409
    assert "Ngày 30/6/2025" in client.page.text
    assert {row.due_on for row in every(Obligation)} == {date(2025, 6, 30)}


def test_read_anew_takes_the_decision_back(client, unread):
    send_twice(client, address(unread), way="days", days="30/6/2025", basis="Công văn 1")
    assert send_twice(client, address(unread), way="anew", basis="Nhầm").status_code == 302
    assert {row.due_on for row in every(Obligation)} == {None}


def test_owner_is_told_and_the_share_opens(client, province, unread):
    with write_transaction():
        row = db.session.scalars(db.select(Assignment)).first()
        row.kind, row.unit_id, row.printed = "to_confirm", None, "các cơ quan liên quan"
    client.get(f"{QUEUE}?muc=co-quan")
    assert "các cơ quan liên quan" in client.page.text
    path = f"/quan-tri/nhiem-vu/{province.task}"
    assert send_twice(client, path, lead_0_target=f"unit:{province.other}").status_code == 302
    client.get(f"{QUEUE}?muc=co-quan")
    assert "Không có tên in nào chờ xác định" in client.page.text
    owing = (Obligation.task_id == province.task, Obligation.void.is_(False))
    owed = [row.unit_id for row in every(Obligation, *owing)]
    assert owed == [province.other]


def test_event_of_the_year_is_asked_for_until_it_is_recorded(client, province, unread):
    with write_transaction():
        rule = db.session.scalars(db.select(ScheduleRule)).first()
        rule.kind, rule.amount, rule.unit, rule.event = "relative", 5, "days", "công bố"
    client.get(f"{QUEUE}?muc=su-kien")
    assert "Ghi nhận sự kiện" in client.page.text
    event = {"happened_on": "02/6/2025", "document_text": "Quyết định 1"}
    client.post("/nhiem-vu/KH196-2025/CCTC/1.1/su-kien", event | {"confirmed": "2025-06-02"})
    client.get(f"{QUEUE}?muc=su-kien")
    assert "Không có nhiệm vụ nào chờ ghi nhận sự kiện" in client.page.text


def test_lists_lead_those_who_may_to_the_queue(client, province, unread):
    client.get("/ke-hoach")
    assert f"{QUEUE}?kehoach=KH196-2025&muc=thoi-han" in client.page.links
    sign_in(client, "stp")
    client.get("/ke-hoach")
    assert not [link for link in client.page.links if link.startswith(QUEUE)]


def test_day_of_one_share_alone(client, province):
    mine = make_obligation(province.task, province.own, due_on=date(2025, 6, 30))
    theirs = make_obligation(province.task, province.other, due_on=date(2025, 6, 30))
    sign_in(client, "tonghop")
    path = f"/quan-tri/phan-viec/{mine}/han"
    own = {"due_on": "31/7/2025", "reason": "Tách phần việc", "paper_number": "9/UBND-NC"}
    assert send_twice(client, path, **own).status_code == 302
    row = one(Obligation, Obligation.id == mine)
    assert (row.due_on, row.original_due_on) == (date(2025, 7, 31), date(2025, 6, 30))
    assert one(Obligation, Obligation.id == theirs).due_on == date(2025, 6, 30)
    line = every(DueDay, DueDay.obligation_id == mine)[-1]
    assert (line.kind, line.note) == ("by_hand", "Tách phần việc")
    assert db.session.get_one(Document, line.document_id).number == "9/UBND-NC"
    client.get("/nhiem-vu/KH196-2025/CCTC/1.1")
    assert "Xác định trực tiếp đến 31/7/2025" in client.page.text
