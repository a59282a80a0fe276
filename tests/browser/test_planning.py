"""A compiler keeps plans: a one-off order, an undetermined deadline, an amended row."""

AMENDED = "KH196-2025/CDDH/2"


def paper(person, number, day="09/6/2025"):
    page = person.page
    page.get_by_label("Loại văn bản").fill("Công văn")
    page.get_by_label("Số, ký hiệu văn bản").fill(number)
    page.get_by_label("Ngày ban hành").fill(day)
    page.get_by_label("Cơ quan ban hành văn bản").fill("UBND tỉnh")
    page.get_by_label("Trích yếu").fill("Báo cáo số liệu hồ sơ")


def test_order_for_two_bodies_is_seen_in_the_work_of_one(people, address):
    compiler = people(address).sign_in("th.snv")
    compiler.open("/quan-tri/giao-viec")
    paper(compiler, "77/UBND-NC")
    page = compiler.page
    page.get_by_label("Nội dung nhiệm vụ (nguyên văn)").fill("Báo cáo số liệu hồ sơ trực tuyến")
    page.get_by_label("Ngày đến hạn").fill("20/6/2025")
    page.get_by_label("Sở Tư pháp", exact=True).check()
    page.get_by_label("Sở Nội vụ", exact=True).check()
    compiler.save("Xem phần việc sẽ mở")
    assert "mở mới: 2 phần việc" in compiler.text
    compiler.save("Giao việc")
    assert "Đã ghi nhận văn bản giao nhiệm vụ" in compiler.text
    officer = people(address).sign_in("dm.stp")
    officer.open("/")
    assert "Báo cáo số liệu hồ sơ trực tuyến" in officer.text


def test_undetermined_deadline_is_settled_from_the_queue(people, address):
    compiler = people(address).sign_in("th.snv")
    compiler.open("/quan-tri/cho-xac-dinh?kehoach=KH196-2025")
    compiler.follow("Xác định thời hạn", role="button", first=True)
    title = compiler.page.locator("#cac-dong ~ ul li").first.inner_text().split("\n")[0]
    compiler.page.get_by_label("Theo ngày cụ thể").check()
    compiler.page.get_by_label("Ngày đến hạn").fill("31/10/2025")
    compiler.page.get_by_label("Căn cứ").fill("Công văn 12/UBND-NC")
    compiler.save("Lưu")
    assert "Thay đổi này ảnh hưởng đến phần việc" in compiler.text
    compiler.save("Lưu")
    assert "Đã xác định thời hạn" in compiler.text
    assert title not in compiler.text


def test_amended_row_shows_the_old_print(people, address):
    compiler = people(address).sign_in("th.snv")
    compiler.open("/ke-hoach/KH196-2025")
    compiler.follow("Quản lý kế hoạch")
    compiler.page.get_by_text("Việc khác").click()
    compiler.follow("Sửa đổi, bổ sung theo văn bản")
    compiler.page.get_by_label("Sửa dòng 2 Xây dựng và tổ chức thực hiện Kế hoạch").check()
    compiler.save("Tiếp tục")
    paper(compiler, "88/QĐ-UBND", "30/5/2025")
    compiler.page.get_by_label("Có hiệu lực từ ngày").fill("01/6/2025")
    compiler.page.get_by_label("Thời hạn (nguyên văn)").fill("- Tháng 02/2025\n- Tháng 10/2025")
    compiler.save("Lưu")
    compiler.save("Lưu")
    assert "Đã ghi nhận văn bản sửa đổi, bổ sung" in compiler.text
    compiler.open(f"/nhiem-vu/{AMENDED}")
    compiler.page.get_by_text("Nội dung trước khi sửa đổi").click()
    assert "Tháng 12/2025" in compiler.text
    assert "88/QĐ-UBND" in compiler.text
