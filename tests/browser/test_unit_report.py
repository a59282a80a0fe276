"""An officer writes the half-year report, the head sends it, the compiler asks to complete it."""

ROUND = "/ky-bao-cao/CCHC-TINH/2025-H1"


def test_from_unit_to_head_to_compiler(people, address):
    officer = people(address).sign_in("dm.stp")
    officer.open("/ky-bao-cao")
    officer.follow("6 tháng đầu năm 2025", first=True)
    officer.follow("Báo cáo của đơn vị Sở Tư pháp")
    officer.follow("Soạn báo cáo")
    page = officer.page
    told = page.get_by_label("1. Kế hoạch cải cách hành chính").input_value()
    assert "Kế hoạch 196/KH-UBND giao" in told
    page.get_by_label("VI. KIẾN NGHỊ, ĐỀ XUẤT").fill("Đề nghị tập huấn sử dụng hệ thống.")
    page.wait_for_selector("text=Đã giữ bản nháp")
    officer.open(f"{ROUND}/STP/soan")
    kept = page.get_by_label("VI. KIẾN NGHỊ, ĐỀ XUẤT").input_value()
    assert kept == "Đề nghị tập huấn sử dụng hệ thống."
    officer.save("Lưu báo cáo")
    officer.save("Trình lãnh đạo duyệt")
    assert "Chờ lãnh đạo duyệt" in officer.text
    head = people(address).sign_in("ld.stp")
    head.open(f"{ROUND}/STP")
    head.save("Duyệt và gửi")
    assert "Đã duyệt và gửi báo cáo." in head.text
    compiler = people(address).sign_in("th.snv")
    compiler.open(f"{ROUND}/theo-doi")
    compiler.follow("Sở Tư pháp", exact=True)
    assert "Đề nghị tập huấn sử dụng hệ thống." in compiler.text
    with compiler.page.expect_download() as file:
        compiler.page.get_by_role("link", name="Tải Word").click()
    assert file.value.suggested_filename == "Báo cáo STP 2025-H1.docx"
    compiler.follow("Đề nghị bổ sung, hoàn thiện")
    compiler.page.get_by_label("VI. KIẾN NGHỊ, ĐỀ XUẤT").fill("Nêu rõ số người cần tập huấn")
    compiler.save("Gửi đề nghị")
    officer.open(f"{ROUND}/STP")
    assert "Nêu rõ số người cần tập huấn" in officer.text
