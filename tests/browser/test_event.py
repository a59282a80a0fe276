"""An event starts the "05 ngày làm việc" of Kế hoạch 196: the day is shown, then laid out."""

CODE = "KH196-2025/CQS/2.1.2"


def test_five_working_days_from_24_4_end_on_05_5(people, address):
    compiler = people(address).sign_in("th.snv")
    compiler.open(f"/nhiem-vu/{CODE}")
    compiler.follow("Ghi nhận sự kiện")
    compiler.page.get_by_label("Ngày xảy ra").fill("24/4/2025")
    compiler.page.get_by_label("Văn bản, căn cứ").fill("Quyết định 900/QĐ-UBND ngày 24/4/2025")
    compiler.save("Xem thời hạn")
    assert "Thứ Hai, 05/5/2025" in compiler.text
    assert "Thứ Năm, 24/4/2025" in compiler.text
    compiler.save("Ghi nhận sự kiện")
    assert "Đã ghi nhận sự kiện và mở" in compiler.text
    assert "Quyết định 900/QĐ-UBND ngày 24/4/2025" in compiler.text
    opened = compiler.page.locator("time", has_text="Thứ Hai, 05/5/2025")
    assert opened.count() > 20  # one for every body on the page, and the event itself
