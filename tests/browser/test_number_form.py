"""An officer fills in the number form; what is typed keeps itself; the compiler sees it merged."""

ROUND = "/ky-bao-cao/CCHC-TINH/2025-H1"


def test_a_number_form_from_officer_to_compiler(people, address):
    officer = people(address).sign_in("dm.stp")
    officer.open(f"{ROUND}/STP")
    officer.follow("Biểu số liệu", exact=True)
    page = officer.page
    typed = page.get_by_label("3.11 Hồ sơ thủ tục hành chính đã tiếp nhận")
    typed.fill("1.204")
    page.get_by_label("7.3 Hồ sơ nộp trực tuyến").fill("900")
    page.get_by_text("Đã giữ bản nháp lúc").wait_for()
    officer.open(f"{ROUND}/STP/so-lieu")
    assert typed.input_value() == "1.204"
    officer.save("Lưu số liệu")
    assert "Nhập cả “Hồ sơ tiếp nhận của các dịch vụ công trực tuyến”" in officer.text
    page.get_by_label("7.3 Hồ sơ tiếp nhận của các dịch vụ công trực tuyến").fill("1.200")
    officer.save("Lưu số liệu")
    assert "Đã lưu 02 chỉ tiêu của Sở Tư pháp" in officer.text
    assert "900/1.200 (75,00%)" in officer.text
    compiler = people(address).sign_in("th.snv")
    compiler.open(ROUND)
    compiler.follow("Biểu số liệu tổng hợp")
    row = compiler.page.get_by_role("row").filter(has_text="Tỷ lệ hồ sơ trực tuyến")
    assert "900/1.200 (75,00%)" in row.inner_text()
    assert "Cộng từ 01/" in row.inner_text()
    assert not [*officer.troubles, *compiler.troubles]
