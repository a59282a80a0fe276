"""From the index to a criterion, its task and back, at a desk and on a phone."""

import pytest

from tests.browser.people import DESKTOP, PHONE


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_from_the_index_to_the_task_and_back(reader, size):
    leader = reader("lanhdao", size)
    leader.open("/tieu-chi")
    assert "100,00" in leader.text
    leader.follow("Tỷ lệ hồ sơ trực tuyến toàn trình")
    assert leader.heading == "Tỷ lệ hồ sơ trực tuyến toàn trình"
    assert "chưa cập nhật một kỳ) / 25 phần việc đến hạn trong năm 2025" in leader.text
    leader.follow("Tiếp tục thực hiện Phương án tái cấu trúc")
    assert "Tiêu chí liên quan" in leader.text
    leader.follow("Tỷ lệ hồ sơ trực tuyến toàn trình")
    assert leader.heading == "Tỷ lệ hồ sơ trực tuyến toàn trình"


def test_a_link_is_added_and_taken_away_on_screen(people, address):
    compiler = people(address).sign_in("th.snv")
    compiler.open("/quan-tri/tieu-chi/2023-TC14")
    compiler.follow("Thêm liên kết", first=True)
    choice = compiler.page.get_by_label("Nhiệm vụ", exact=True)
    choice.select_option(label=choice.locator("option").nth(1).inner_text())
    compiler.page.get_by_label("Căn cứ liên kết").fill("Cùng nội dung kiến trúc")
    compiler.save("Thêm liên kết")
    assert "Đã thêm liên kết." in compiler.text
    assert "Cùng nội dung kiến trúc" in compiler.text
    compiler.follow("Bỏ liên kết", role="button")
    assert "Đã bỏ liên kết." in compiler.text
    assert "Cùng nội dung kiến trúc" not in compiler.text
