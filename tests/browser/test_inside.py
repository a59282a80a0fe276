"""Work handed on inside a unit, results judged by those who follow, answers entered for a unit."""

REASON = "Thiếu biên bản nghiệm thu cấu hình"


def test_work_handed_to_a_division_officer_reaches_their_first_page(people, address):
    focal = people(address).sign_in("dm.stc")
    focal.open("/nhiem-vu/DA2437/STC/3")
    focal.follow("Chi tiết, diễn biến", first=True)
    focal.follow("Giao trong đơn vị")
    focal.page.get_by_label("Phòng", exact=True).select_option("Thanh tra Sở Tài chính")
    focal.page.get_by_label("Hạn nội bộ").fill("31/12/2026")
    focal.save("Giao việc")
    assert "Hạn nội bộ phải vào hoặc trước thời hạn 31/12/2025" in focal.text
    focal.page.get_by_label("Hạn nội bộ").fill("30/6/2025")
    focal.save("Giao việc")
    assert "Đã giao 01 phần việc cho Thanh tra Sở Tài chính, hạn nội bộ 30/6/2025" in focal.text
    officer = people(address).sign_in("cv.stc.ttr")
    group = officer.page.locator("#nhom-sap-den-han-noi-bo")
    assert "hạn nội bộ 30/6/2025" in group.inner_text()
    officer.go(group.get_by_role("link", name="Cập nhật").first)
    assert officer.heading == "Cập nhật tình hình"


def test_results_are_confirmed_and_one_is_sent_back_with_reasons(people, address):
    follower = people(address).sign_in("dm.skhcn")
    follower.open("/xac-nhan")
    follower.page.locator("main").get_by_role("checkbox").first.check()
    follower.save("Xác nhận các phần việc đã chọn")
    assert "Đã xác nhận kết quả của 01 phần việc" in follower.text
    follower.open("/xac-nhan?donvi=STP")
    follower.follow("Đề nghị bổ sung", first=True)
    follower.page.get_by_role("textbox", name="Nội dung", exact=True).fill(REASON)
    follower.save("Gửi đề nghị")
    assert "Đã đề nghị Sở Tư pháp bổ sung, hoàn thiện" in follower.text
    officer = people(address).sign_in("dm.stp")
    first = officer.page.locator(".work-group").first.inner_text()
    assert "Đề nghị bổ sung, hoàn thiện 2" in first
    assert REASON in first


def test_an_answer_on_paper_is_entered_and_the_unit_checks_it(people, address):
    compiler = people(address).sign_in("th.snv")
    compiler.open("/nhiem-vu/DA2437/STP/6")
    compiler.follow("Chi tiết, diễn biến", first=True)
    compiler.follow("Nhập thay")
    compiler.page.get_by_label("Văn bản", exact=True).check()
    compiler.page.get_by_label("Số, ký hiệu văn bản").fill("215/STP-VP")
    compiler.page.get_by_label("Ngày đơn vị trả lời").fill("9/6/2025")
    compiler.page.get_by_label("Nội dung thực hiện").fill("Đang tổng hợp số liệu")
    compiler.save("Lưu nhập thay")
    assert "Đơn vị sẽ thấy nội dung nhập thay" in compiler.text
    officer = people(address).sign_in("dm.stp")
    group = officer.page.locator("#nhom-duoc-nhap-thay")
    assert "Đang tổng hợp số liệu" in group.inner_text()
    officer.open("/nhiem-vu/DA2437/STP/6")
    officer.follow("Chi tiết, diễn biến", first=True)
    assert "Nhập thay theo văn bản số 215/STP-VP ngày 09/6/2025" in officer.text
    officer.follow("Đính chính", first=True)
    officer.page.get_by_label("Nội dung thực hiện").fill("Đã tổng hợp xong số liệu")
    officer.save("Lưu đính chính")
    officer.open("/")
    assert officer.page.locator("#nhom-duoc-nhap-thay").count() == 0
