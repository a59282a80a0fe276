"""Many rows on one page: the grid, its draft, one word for a field, the year's end."""

from datetime import date

import pytest

from tests.browser.conftest import demonstration
from tests.browser.people import PHONE
from tests.browser.serving import served
from tests.browser.test_accessibility import faults
from tracker import clock

NOVEMBER_20 = date(2025, 11, 20)


@pytest.fixture
def november(database_makers, tmp_path):
    """The demonstration on 20/11/2025, when the year's end is asked for."""
    app = demonstration(database_makers, tmp_path)
    app.config["FROZEN_DAY"] = clock.freeze(NOVEMBER_20, tmp_path)
    with served(app) as address:
        yield address


def rows(page):
    return page.locator("tr[data-draft-row]")


def test_three_rows_wait_as_a_draft_on_any_device_and_are_saved_at_once(people, address, officer):
    officer.open("/cap-nhat-nhieu")
    first, second, third = (rows(officer.page).nth(number) for number in range(3))
    with officer.page.expect_response("**/ban-nhap") as keeping:
        first.get_by_role("textbox", name="Nội dung thực hiện").fill("Đang tổng hợp số liệu")
        second.get_by_role("textbox", name="Nội dung thực hiện").fill("Đã phân công")
    assert keeping.value.status == 200
    third.get_by_role("checkbox", name="Không thay đổi").check()
    officer.open("/")  # the third row leaves as a beacon
    phone = people(address, PHONE).sign_in("dm.stp")
    ticked = rows(phone.page).nth(2).get_by_role("checkbox")
    phone.open_until("/cap-nhat-nhieu", ticked.is_checked)
    phone.page.get_by_text("Bản nháp lúc").wait_for()
    words = rows(phone.page).first.get_by_role("textbox", name="Nội dung thực hiện")
    assert words.input_value() == "Đang tổng hợp số liệu"
    assert not faults(phone.page)
    phone.save("Lưu các dòng đã nhập")
    phone.page.get_by_text("Đã lưu 3 phần việc").wait_for()
    assert phone.page.get_by_text("Bản nháp lúc").count() == 0
    phone.open("/")
    assert "Thường xuyên, không thay đổi trong kỳ" in phone.text
    phone.follow("Hoàn tác", role="button", first=True)
    assert "Đã hoàn tác" in phone.text


def test_one_click_says_that_nothing_changed(officer):
    officer.follow("Không thay đổi", role="button", first=True)
    assert "Đã ghi “Không thay đổi” ngày 10/6/2025" in officer.text
    assert "Không thay đổi (10/6/2025)" in officer.text


def test_one_word_for_the_standing_work_of_a_field(officer):
    officer.open("/thuong-xuyen")
    officer.follow("Cải cách thủ tục hành chính")
    boxes = officer.page.get_by_role("checkbox", name="Áp dụng cho")
    number = boxes.count()
    assert number > 1
    assert all(box.is_checked() for box in boxes.all())
    boxes.first.uncheck()
    officer.page.get_by_label("Nội dung thực hiện").fill("Duy trì thường xuyên theo kế hoạch")
    officer.save("Lưu cho các nhiệm vụ đã chọn")
    assert f"Đã ghi nội dung cho {number - 1} nhiệm vụ thường xuyên" in officer.text


def test_years_end_asks_standing_work_and_estimates(people, november):
    officer = people(november).sign_in("dm.stp")
    assert "nhiệm vụ thường xuyên chưa trả lời" in officer.text
    officer.open("/cuoi-nam")
    officer.page.get_by_label("Kết quả").first.select_option(label="Chưa thực hiện")
    officer.page.get_by_label("Nguyên nhân").first.select_option(label="Khách quan")
    assert not faults(officer.page)
    officer.save("Lưu kết quả năm")
    assert "Đã ghi kết quả năm 2025 của 1 nhiệm vụ" in officer.text
    officer.open("/uoc-thuc-hien")
    officer.page.get_by_label("Ước thực hiện").first.select_option(label="Sẽ hoàn thành")
    officer.save("Lưu ước thực hiện")
    assert "Đã ghi ước thực hiện đến 31/12 của 1 phần việc" in officer.text
