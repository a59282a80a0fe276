"""The ready file of 01/7/2025 from taking it up to the minutes, on 02/7/2025."""

from datetime import date

import pytest

from tests.browser.conftest import demonstration
from tests.browser.people import DESKTOP, PHONE
from tests.browser.serving import served
from tests.browser.test_accessibility import faults, overflow, resize
from tracker import clock

FORMER = "Ủy ban nhân dân huyện Kế Sách"
NEW = "Ủy ban nhân dân xã An Thạnh"


@pytest.fixture
def administrator(people, database_makers, tmp_path):
    """The administrator on the second day of July."""
    app = demonstration(database_makers, tmp_path)
    app.config["FROZEN_DAY"] = clock.freeze(date(2025, 7, 2), tmp_path)
    with served(app) as address:
        yield people(address).sign_in("quantri")


def follow(person, name, role="link"):
    """Click to the next page, which hinders nobody."""
    person.go(person.page.get_by_role("main").get_by_role(role, name=name).first)
    look(person)


def look(person):
    """Nobody is hindered on this page, on a phone or at a desk: axe looks at the desk's."""
    resize(person.page, PHONE)
    assert overflow(person.page) == []
    resize(person.page, DESKTOP)
    assert faults(person.page) == []


def name_heir(person):
    """One duty of the former district goes to a commune-level unit that begins with it."""
    follow(person, f"Xác định đơn vị tiếp nhận của {FORMER}")
    person.page.locator("input[name=tasks]").first.check()
    person.page.get_by_label("Cơ quan tiếp nhận").select_option("+")
    person.page.locator("#new_code").fill("XA-AN-THANH")
    person.page.locator("#new_name").fill(NEW)
    follow(person, "Ghi nhận đơn vị tiếp nhận", "button")


def test_districts_end_without_a_guess_and_one_duty_gets_an_heir(administrator):
    for path in ("/quan-tri/ban-giao/moi", "/quan-tri/ban-giao"):
        administrator.open(path)
        look(administrator)
    follow(administrator, "Lấy vào bản soạn", "button")
    follow(administrator, "Xem trước")
    assert "13 cơ quan kết thúc" in administrator.text
    assert "phần việc kết thúc mà không có đơn vị tiếp nhận" in administrator.text
    assert "0 phần việc mở cho cơ quan nhận." in administrator.text
    follow(administrator, "Áp dụng bàn giao", "button")
    assert "Đã áp dụng bàn giao" in administrator.text
    administrator.open("/quan-tri/ban-giao/cho-xac-dinh")
    districts = administrator.page.locator("tbody tr", has_text="Ủy ban nhân dân")
    assert districts.count() == 11
    name_heir(administrator)
    assert f"{FORMER} → {NEW}" in administrator.text
    follow(administrator, "Biên bản bàn giao")
    assert f"Bàn giao nhiệm vụ từ {FORMER} sang {NEW}" in administrator.text
    assert "bàn giao, tiếp nhận 01 nhiệm vụ" in administrator.text
