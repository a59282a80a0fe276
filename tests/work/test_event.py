import pytest

from tests.support.people import sign_in
from tests.tasks import factories
from tests.work.scenes import CODE
from tracker.db import write_transaction
from tracker.extensions import db
from tracker.plans.models import PlanOpening
from tracker.tasks.models.obligation import Obligation
from tracker.tasks.models.printed import Assignment, ScheduleRule, Task, TriggerEvent

PATH = f"/nhiem-vu/{CODE}/su-kien"
PAPER = "Công văn 1920/UBND-TTHC ngày 24/4/2025"


@pytest.fixture
def relative(shared_scene):
    """The shared task, with a deadline of 05 working days after an event, led by Sở Tư pháp."""
    scene = shared_scene
    with write_transaction():
        rule = db.session.scalars(db.select(ScheduleRule)).one()
        rule.kind, rule.amount, rule.unit = "relative", 5, "working_days"
        rule.event, rule.label = "UBND tỉnh công bố", "05 ngày làm việc kể từ ngày công bố"
        task = db.session.get_one(Task, scene.task)
        lead = db.session.get_one(Obligation, scene.lead)
        db.session.add(PlanOpening(plan_id=task.plan_id, year=2025, opened_at=factories.NOON,
                                   actor_label="Kiểm thử"))  # fmt: skip
        db.session.add(Assignment(task_id=task.id, role="lead", ordinal=1, printed="Sở Tư pháp",
                                  kind="unit", unit_id=lead.unit_id))  # fmt: skip
    return scene


def events():
    db.session.rollback()
    return list(db.session.scalars(db.select(TriggerEvent)))


def post(client, day="24/4/2025", **more):
    return client.post(PATH, {"happened_on": day, "document_text": PAPER, "next": ""} | more)


def test_day_is_shown_before_it_is_recorded(client, relative):
    """05 working days after Thursday 24/4/2025; no holidays are announced here."""
    sign_in(client, "stp")
    assert post(client).status_code == 200
    assert "05 ngày làm việc kể từ ngày công bố: đến hạn Thứ Năm, 01/5/2025" in client.page.text
    assert events() == []


def test_confirmed_event_opens_a_dated_obligation(client, relative):
    sign_in(client, "stp")
    assert post(client, confirmed="2025-04-24").status_code == 302
    (event,) = events()
    query = db.select(Obligation).where(Obligation.period_key == f"E{event.id}")
    opened = db.session.scalars(query).one()
    assert (opened.role, opened.due_on.isoformat()) == ("lead", "2025-05-01")
    client.get(f"/nhiem-vu/{CODE}")
    assert "Sự kiện ngày 24/4/2025" in client.page.text
    assert PAPER in client.page.text


def test_changed_day_must_be_confirmed_again(client, relative):
    sign_in(client, "stp")
    assert post(client, "25/4/2025", confirmed="2025-04-24").status_code == 200
    assert events() == []


def test_double_post_is_one_event(client, relative):
    sign_in(client, "stp")
    for _ in range(2):
        assert post(client, confirmed="2025-04-24").status_code == 302
    assert len(events()) == 1
    client.get(f"/nhiem-vu/{CODE}")
    assert "đã được ghi nhận trước đó" in client.page.text


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"day": "11/6/2025"}, "ở sau ngày hôm nay"),
        ({"day": ""}, "Hãy nhập ngày"),
        ({"day": "30/02/2025"}, "không phải là ngày"),
        ({"document_text": " "}, "Hãy nêu văn bản"),
    ],
)
def test_bad_event_is_refused(client, relative, changes, words):
    sign_in(client, "stp")
    assert post(client, **changes).status_code == 422
    assert words in client.page.text


@pytest.mark.parametrize(("login", "status"), [
    ("stp", 200), ("tonghop", 200), ("snv", 404), ("syt", 404), ("chidao", 403),
])  # fmt: skip
def test_only_lead_and_compiler_record_events(client, relative, login, status):
    assert sign_in(client, login).get(PATH).status_code == status


def test_task_without_relative_deadline_has_no_events(client, shared_scene):
    assert sign_in(client, "stp").get(PATH).status_code == 404
