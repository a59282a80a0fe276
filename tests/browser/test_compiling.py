"""A compiler makes the half-year report: draft, one section rewritten, a frozen version, Word."""

from pathlib import Path

from tests.browser.test_accessibility import faults
from tracker.reports.checking.checker import check
from tracker.reports.checking.findings import Outcome

ROUND = "/tong-hop/CCHC-TINH/2025-H1"
TEXT = "Đề nghị Bộ Nội vụ hướng dẫn thống nhất biểu mẫu."


def test_from_draft_to_the_frozen_word_document(people, address):
    compiler = people(address).sign_in("th.snv")
    compiler.open("/tong-hop")
    compiler.follow("6 tháng đầu năm 2025", first=True)
    compiler.follow("Lập dự thảo", role="button", first=True)
    page = compiler.page
    assert "Cần biết trước khi trình ký" in compiler.text
    assert "Kế hoạch 196/KH-UBND giao" in page.locator("#chu-cddh").input_value()
    source = page.locator("section#muc-tthc summary", has_text="Nguồn của từng câu")
    source.click()
    link = page.locator("section#muc-tthc ol a").first
    assert link.get_attribute("href").startswith("/nhiem-vu/KH196-2025/TTHC/")
    assert faults(page) == []
    compiler.follow("Chốt bản")
    assert "Mục chưa có nội dung: VI. KIẾN NGHỊ, ĐỀ XUẤT" in compiler.text
    compiler.open(f"{ROUND}/gui-cap-tren")
    page.locator("#chu-kien-nghi-de-xuat").fill(TEXT)
    section = page.locator("#muc-kien-nghi-de-xuat")
    compiler.go(section.get_by_role("button", name="Lưu mục này"))
    assert "đã sửa" in page.locator("#muc-kien-nghi-de-xuat").inner_text()
    compiler.follow("Chốt bản")
    assert faults(page) == []
    compiler.follow("Chốt bản", role="button", exact=True)
    assert "Bản chốt số 1" in compiler.heading
    assert TEXT in compiler.text
    assert faults(page) == []
    with page.expect_download() as fetching:
        page.get_by_role("link", name="Tải Word").click()
    content = Path(fetching.value.path()).read_bytes()
    wrong = [one for one in check("bao-cao.docx", content) if one.outcome is Outcome.FAIL]
    assert [(one.code, one.found) for one in wrong] == []
