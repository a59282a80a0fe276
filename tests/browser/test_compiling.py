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
    assert "Kế hoạch 196/KH-UBND giao" in page.locator("#chu-ke-hoach").input_value()
    source = page.locator("section#muc-tthc summary", has_text="Nguồn của từng câu")
    source.click()
    told = page.locator("section#muc-tthc ol a").evaluate_all(
        "all => all.map(a => a.getAttribute('href'))"
    )
    assert "/ky-bao-cao/CCHC-TINH/2025-H1/SCT#muc-tthc" in told
    assert any(one.startswith("/nhiem-vu/KH196-2025/TTHC/") for one in told)
    assert faults(page) == []
    compiler.follow("Chốt bản")
    assert "Mục chưa có nội dung: 4. Nhiệm vụ Chính phủ" in compiler.text
    compiler.open(f"{ROUND}/gui-cap-tren")
    for key in ("duoc-giao", "sang-kien", "kien-nghi-de-xuat"):
        page.locator(f"#chu-{key}").fill(TEXT)
        section = page.locator(f"#muc-{key}")
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
    for path in ("muc/kien-nghi-de-xuat", "ban/1/da-ky", "so-sanh?truoc=1&sau=1"):
        assert compiler.open(f"{ROUND}/gui-cap-tren/{path}") == 200
        assert faults(page) == []
