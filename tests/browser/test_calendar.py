"""The calendar in a browser: a link is copied by its button, the month goes on one sheet."""

import re

from tests.browser.test_printing import PAGES, SIZES


def test_a_new_link_is_copied_and_its_code_is_drawn(officer):
    officer.context.grant_permissions(["clipboard-read", "clipboard-write"])
    officer.open("/lich/dang-ky/them")
    officer.page.get_by_label("Tên đường dẫn").fill("Máy ở cơ quan")
    officer.save("Tạo đường dẫn")
    shown = officer.page.locator("code").first.inner_text()
    assert re.fullmatch(r"http://[^/]+/lich/[\w-]{43}\.ics", shown)
    officer.page.get_by_role("button", name="Sao chép đường dẫn").click()
    officer.page.get_by_text("Đã sao chép.", exact=True).wait_for()
    assert officer.page.evaluate("navigator.clipboard.readText()") == shown
    code = officer.page.get_by_alt_text("Mã QR của đường dẫn lịch")
    assert code.evaluate("it => it.complete && it.naturalWidth > 100")


def test_a_month_of_six_weeks_fits_one_sheet_across(reader):
    """The grid of June 2025; what its days cannot hold would stand on further sheets."""
    person = reader("dm.stp")
    person.open("/lich/in?thang=2025-06")
    paper = person.page.pdf(prefer_css_page_size=True)
    assert len(PAGES.findall(paper)) == 1
    assert set(SIZES.findall(paper)) == {(b"841", b"594")}
