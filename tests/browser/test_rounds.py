"""A compiler moves the half-year round by a paper; a unit's officer sees the new day."""


def test_a_round_moved_by_paper_is_seen_by_the_units(people, address):
    compiler = people(address).sign_in("th.snv")
    compiler.open("/")
    compiler.follow("Kỳ báo cáo")
    compiler.follow("6 tháng đầu năm 2025", first=True)
    compiler.follow("Đổi ngày theo công văn")
    page = compiler.page
    page.get_by_label("Gửi đúng hạn đến hết ngày").fill("16/6/2025")
    page.get_by_label("Số, ký hiệu văn bản").fill("30/SNV-CCHC")
    page.get_by_label("Ngày ban hành").fill("05/6/2025")
    page.get_by_label("Cơ quan ban hành văn bản").fill("Sở Nội vụ")
    page.get_by_label("Trích yếu").fill("V/v báo cáo 6 tháng đầu năm 2025")
    page.get_by_label("Lý do").fill("Phục vụ họp Ban Chỉ đạo")
    compiler.save("Xem thay đổi và lưu")
    assert "18/6/2025 → 16/6/2025" in compiler.text
    compiler.save("Lưu")
    assert "Đã đổi ngày của kỳ 6 tháng đầu năm 2025" in compiler.text
    officer = people(address).sign_in("dm.stp")
    officer.open("/ky-bao-cao")
    assert "đã đổi ngày theo công văn" in officer.text
    officer.follow("6 tháng đầu năm 2025", first=True)
    assert "tính là chậm từ 17/6/2025" in officer.text
    assert "30/SNV-CCHC" in officer.text
    assert officer.page.get_by_role("link", name="Đổi ngày theo công văn").count() == 0
