"""A focal officer says how far the work is: product, refusal, double click, correction."""

import pytest

from tests.browser.people import PASSWORD, PHONE
from tests.browser.serving import APPS
from tests.browser.test_accessibility import overflow, resize

CODE = "DA2437/STP/6"  # due Wednesday, 31/12/2025; asks for a "Báo cáo"
WORDS = "Đã gửi báo cáo kết quả năm 2025"


@pytest.fixture
def paper(officer, tmp_path):
    """A real PDF file with a Vietnamese name."""
    path = tmp_path / "Báo cáo kết quả.pdf"
    officer.page.goto("/tro-giup/quyen")
    officer.page.pdf(path=path)
    return path


def product(page):
    """The fields of the one product that the task asks for."""
    return page.get_by_role("group", name="Sản phẩm: Báo cáo")


def fill(officer, words=WORDS, state="Hoàn thành"):
    officer.page.get_by_label("Nội dung thực hiện").fill(words)
    officer.page.get_by_label(state, exact=True).check()


def history(officer):
    return officer.page.locator(".history > li")


def test_done_with_a_file_stands_in_the_timeline_and_can_be_fetched(officer, paper):
    officer.open_update(CODE)
    fill(officer)
    slot = product(officer.page)
    slot.get_by_label("Số, ký hiệu").fill("45/BC-STP")
    slot.get_by_label("Ngày", exact=True).fill("6/6/2025")
    slot.get_by_label("Tệp đính kèm").set_input_files(paper)
    officer.save()
    assert "Đã ghi nhận “Hoàn thành” ngày 06/6/2025" in officer.text
    newest = history(officer).first.inner_text()
    assert WORDS in newest
    assert "45/BC-STP" in newest
    with officer.page.expect_download() as fetching:
        officer.page.get_by_role("link", name="Báo cáo kết quả.pdf").click()
    assert fetching.value.suggested_filename == "Báo cáo kết quả.pdf"
    assert fetching.value.path().read_bytes() == paper.read_bytes()


def test_done_without_the_product_is_refused_and_nothing_typed_is_lost(officer, paper):
    officer.open_update(CODE)
    fill(officer)
    slot = product(officer.page)
    slot.get_by_label("Trích yếu").fill("Báo cáo năm 2025")
    officer.page.get_by_label("Ngày thực hiện").fill("31/2/2025")
    slot.get_by_label("Tệp đính kèm").set_input_files(paper)
    officer.save()
    assert "Chưa lưu. Cần xem lại" in officer.page.locator("#error-summary").inner_text()
    assert officer.page.get_by_label("Ngày thực hiện").input_value() == "31/2/2025"
    assert officer.page.get_by_label("Nội dung thực hiện").input_value() == WORDS
    assert product(officer.page).get_by_label("Trích yếu").input_value() == "Báo cáo năm 2025"
    assert product(officer.page).get_by_label("Báo cáo kết quả.pdf").is_checked()


def test_missing_product_is_said_across_its_fields(officer):
    officer.open_update(CODE)
    fill(officer)
    officer.save()
    slot = product(officer.page)
    message = slot.get_by_text("Chưa có minh chứng cho: “Báo cáo”")
    assert message.bounding_box()["width"] > slot.bounding_box()["width"] / 2
    assert officer.page.get_by_label("Nội dung thực hiện").input_value() == WORDS


def test_double_click_sends_one_update(officer):
    officer.open_update(CODE)
    fill(officer, state="Đang thực hiện")
    with officer.page.expect_navigation():
        officer.page.get_by_role("button", name="Lưu cập nhật").dblclick()
    assert history(officer).filter(has_text=WORDS).count() == 1


def test_earlier_update_is_put_right(officer):
    officer.open_update(CODE)
    fill(officer, "Đã họp 02 lần", "Đang thực hiện")
    officer.save()
    officer.follow("Đính chính", first=True)
    fill(officer, "Đã họp 03 lần", "Đang thực hiện")
    officer.save("Lưu đính chính")
    assert "Đã họp 03 lần" in history(officer).first.inner_text()
    replaced = officer.page.locator(".entry.replaced").inner_text()
    assert "Đã họp 02 lần" in replaced
    assert "đã đính chính" in replaced


def test_word_that_stands_in_the_way_is_put_right_by_its_button_alone(officer):
    officer.open_update(CODE)
    fill(officer, "Đang soạn", "Đang thực hiện")
    officer.save()
    officer.open_update(CODE)
    fill(officer)
    number = product(officer.page).get_by_label("Số, ký hiệu")
    number.fill("45/BC-STP")
    product(officer.page).get_by_label("Ngày", exact=True).fill("6/6/2025")
    officer.save()
    with officer.page.expect_navigation():
        number.press("Enter")
    assert officer.page.url.endswith("/cap-nhat")
    officer.save("Lưu thành đính chính")
    assert "Đã ghi nhận “Hoàn thành” ngày 06/6/2025" in officer.text
    assert "Đang soạn" in officer.page.locator(".entry.replaced").inner_text()


def test_draft_returns_after_the_page_was_left(officer):
    officer.open_update(CODE)
    officer.page.get_by_label("Nội dung thực hiện").press_sequentially("Đang soạn dở")
    form = officer.page.url
    officer.open("/")  # what was typed leaves as a beacon
    officer.open_until(form, officer.page.get_by_text("Bản nháp lúc").count)
    assert officer.page.get_by_label("Nội dung thực hiện").input_value() == "Đang soạn dở"


def test_draft_on_the_device_stands_in_where_the_server_was_not_reached(officer):
    officer.open_update(CODE)
    officer.page.route("**/ban-nhap", lambda route: route.abort())
    officer.page.get_by_label("Nội dung thực hiện").press_sequentially("Mất mạng")
    officer.page.evaluate("navigator.sendBeacon = () => false")
    officer.open("/")
    officer.open_update(CODE)
    officer.page.get_by_text("Đã khôi phục nội dung đang soạn dở").wait_for()
    assert officer.page.get_by_label("Nội dung thực hiện").input_value() == "Mất mạng"


def test_a_word_without_blanks_makes_no_page_wider(people, address):
    officer = people(address).sign_in("dm.snnmt")
    link = "https://soctrang.gov.vn/" + "caicachhanhchinh" * 21  # 360 characters
    officer.open("/qua-han?nam=tat-ca")
    officer.go(officer.page.locator("a.work-title").first)
    task = officer.page.url
    officer.follow("Cập nhật", first=True)
    fill(officer, link, "Đang thực hiện")
    officer.page.get_by_label("Khách quan").check()
    officer.save()
    found = []
    for path in ("/", "/qua-han?nam=tat-ca", "/nhiem-vu?trangthai=tat-ca", "/cap-nhat-nhieu", task):
        assert officer.open(path) == 200, path
        assert link[:120] in officer.page.locator("main").text_content(), path
        for size in ((1280, 800), (768, 900), PHONE):
            resize(officer.page, size)
            found += overflow(officer.page)
    assert not found


def test_form_of_an_ended_session_is_found_again_filled_after_signing_in(officer):
    officer.open_update(CODE)
    form = officer.page.url
    officer.page.route("**/ban-nhap", lambda route: route.abort())
    officer.page.get_by_label("Nội dung thực hiện").press_sequentially("Đã họp lần cuối")
    officer.context.clear_cookies()
    officer.save()
    assert officer.heading == "Đăng nhập"
    assert "Phiên làm việc đã hết. Đăng nhập để tiếp tục." in officer.text
    assert "Chữ đã nhập vẫn được giữ trên máy này" in officer.text
    officer.page.get_by_label("Tên đăng nhập").fill("dm.stp")
    officer.page.get_by_label("Mật khẩu").fill(PASSWORD)
    officer.go(officer.page.get_by_role("main").get_by_role("button", name="Đăng nhập"))
    assert officer.page.url == form
    officer.page.get_by_text("Đã khôi phục nội dung đang soạn dở").wait_for()
    assert officer.page.get_by_label("Nội dung thực hiện").input_value() == "Đã họp lần cuối"


def test_refused_form_keeps_all_that_was_typed_on_the_device(officer):
    officer.page.route("**/ban-nhap", lambda route: route.abort())
    officer.open_update(CODE)
    form = officer.page.url
    fill(officer)  # done, without the product
    assert officer.save() == 422
    officer.page.get_by_label("Ngày thực hiện").fill("9/6/2025")
    officer.page.evaluate("navigator.sendBeacon = () => false")
    officer.open(form)
    officer.page.get_by_text("Đã khôi phục nội dung đang soạn dở").wait_for()
    assert officer.page.get_by_label("Nội dung thực hiện").input_value() == WORDS
    assert officer.page.get_by_label("Ngày thực hiện").input_value() == "9/6/2025"


def test_sign_in_page_speaks_of_no_draft_where_none_is_kept(officer):
    officer.open_update(CODE)
    officer.context.clear_cookies()
    officer.save()
    assert "Phiên làm việc đã hết" in officer.text
    assert "vẫn được giữ" not in officer.text


def test_too_large_files_lead_back_to_the_filled_form(officer, address, paper):
    APPS[address].config["MAX_CONTENT_LENGTH"] = 1024
    officer.page.route("**/ban-nhap", lambda route: route.abort())
    officer.open_update(CODE)
    fill(officer)
    product(officer.page).get_by_label("Tệp đính kèm").set_input_files(paper)
    assert officer.save() == 413
    assert "không quá 1 KB" in officer.text
    assert "Chữ đã nhập vẫn được giữ trên máy này" in officer.text
    officer.follow("Mở lại biểu mẫu")
    officer.page.get_by_text("Đã khôi phục nội dung đang soạn dở").wait_for()
    assert officer.page.get_by_label("Nội dung thực hiện").input_value() == WORDS
