"""Days off kept on screen; the day is Tuesday, 10/6/2025.

The fixed row of the scene is due on Wednesday 30/4/2025, the relative one five working days after
Thursday 24/4: Thursday 01/5 while no day off is written.
"""

from datetime import date

import pytest

from tests.support.people import person, sign_in
from tests.tasks.factories import make_line
from tests.tasks.test_moving_days import Laid, lines_of
from tests.work.conftest import settings
from tracker.db import write_transaction
from tracker.extensions import db
from tracker.units.models import Unit
from tracker.workdays.models import CalendarDay

__all__ = ["settings"]

ADD, YEAR = "/quan-tri/ngay-nghi/them", "/quan-tri/ngay-nghi/cong-bo/2025"
HOLIDAYS = {
    "kind": "off", "name": "Nghỉ lễ 30/4 và 01/5", "status": "announced", "enabled": "y",
    "first": "30/4/2025", "last": "04/5/2025",
}  # fmt: skip


@pytest.fixture
def laid(app):
    return Laid()


@pytest.fixture
def admin(client, laid):
    with write_transaction():
        db.session.get_one(Unit, laid.unit).kind = "province"
    person("quantri", ("administrator", laid.unit))
    return sign_in(client, "quantri")


def token(client):
    """What the preview asks to be sent back."""
    return client.page.html.split('name="confirmed"')[1].split('value="')[1].split('"')[0]


def days():
    db.session.rollback()
    return list(db.session.scalars(db.select(CalendarDay.day).order_by(CalendarDay.day)))


def projected(day, **changes):
    values = {"kind": "off", "name": "Nghỉ bù", "status": "projected"} | changes
    with write_transaction():
        db.session.add(CalendarDay(day=day, **values))


def test_what_moves_is_listed_before_it_moves(admin, laid):
    make_line(laid.share(laid.relative).id, words="Đang rà soát")
    assert admin.post(ADD, HOLIDAYS).status_code == 200
    page = admin.page.text
    assert "01/5/2025 → 06/5/2025" in page
    assert "giữ ngày đến hạn, đổi ngày bắt đầu tính quá hạn: 1" in page
    assert "đã có cập nhật: 1" in page
    assert "Đang rà soát" not in page
    assert days() == []
    assert admin.post(ADD, HOLIDAYS | {"confirmed": token(admin)}).status_code == 302
    assert days() == [date(2025, 4, 30), date(2025, 5, 1), date(2025, 5, 2)]
    assert laid.days(laid.relative)[:2] == (date(2025, 5, 6), date(2025, 5, 7))
    assert laid.days(laid.fixed)[:2] == (date(2025, 4, 30), date(2025, 5, 6))
    assert lines_of(laid.share(laid.relative))[-1][0] == "calendar"


def test_a_day_switched_off_gives_the_days_back_and_a_stale_form_shows_both(admin, laid):
    admin.post(ADD, HOLIDAYS)
    admin.post(ADD, HOLIDAYS | {"confirmed": token(admin)})
    page = "/quan-tri/ngay-nghi/2025-05-02"
    off = {"kind": "off", "name": "Nghỉ hoán đổi", "status": "announced", "version": "1"}
    admin.post(page, off)
    assert "06/5/2025 → 05/5/2025" in admin.page.text
    assert admin.post(page, off | {"confirmed": token(admin)}).status_code == 302
    assert laid.days(laid.relative)[0] == date(2025, 5, 5)
    assert admin.post(page, off | {"name": "Tên khác"}).status_code == 409
    assert "Nghỉ hoán đổi" in admin.page.text


def test_projected_days_are_confirmed_by_a_paper(admin):
    for day in (date(2025, 9, 1), date(2025, 9, 2)):
        projected(day)
    admin.get(YEAR)
    state = admin.page.html.split('name="version"')[1].split('value="')[1].split('"')[0]
    said = {
        "version": state, "days": ["2025-09-02"], "paper_number": "Thông báo số 6150/TB-BLĐTBXH",
        "paper_day": "03/12/2024",
    }  # fmt: skip
    assert admin.post(YEAR, said).status_code == 302
    row = db.session.get_one(CalendarDay, date(2025, 9, 2))
    assert (row.status, row.source) == (
        "announced", "Thông báo số 6150/TB-BLĐTBXH ngày 03/12/2024",
    )  # fmt: skip
    assert db.session.get_one(CalendarDay, date(2025, 9, 1)).status == "projected"
    assert admin.post(YEAR, said).status_code == 409


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"first": "03/5/2025"}, "là ngày nghỉ hằng tuần"),
        ({"first": "32/4/2025"}, "không phải là ngày"),
        ({"last": "01/4/2025"}, "Ngày cuối ở trước ngày đầu"),
    ],
)
def test_bad_days_change_nothing(admin, changes, words):
    assert admin.post(ADD, HOLIDAYS | changes).status_code == 422
    assert words in admin.page.text
    assert days() == []


def test_a_year_is_read_month_by_month(admin):
    projected(date(2027, 2, 8), name="Tết Nguyên đán")
    admin.get("/quan-tri/ngay-nghi?nam=2027")
    assert "Tháng 02/2027" in admin.page.text
    assert "Thứ Hai, 08/02/2027" in admin.page.text
    assert "còn 01 ngày dự kiến" in admin.page.text
