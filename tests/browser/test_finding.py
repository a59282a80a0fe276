"""From a few letters without accents to the row; a list kept under a name, and on paper."""


def test_finds_keeps_and_prints(people, address):
    officer = people(address).sign_in("dm.stp")
    officer.page.get_by_role("searchbox", name="Tìm nhiệm vụ").fill("kiem tra ra soat van ban")
    with officer.page.expect_navigation():
        officer.page.keyboard.press("Enter")
    officer.page.locator("a.work-title").first.wait_for()
    assert officer.heading == "Tìm kiếm"
    officer.open("/nhiem-vu?trangthai=tat-ca&nam=2025")
    officer.follow("Bản in")
    officer.page.get_by_role("button", name="In danh sách").wait_for()
    assert officer.page.locator("table.data tbody tr").count() > 25
    officer.follow("Thôi in")
    officer.follow("Lưu cách xem")
    officer.page.get_by_label("Tên").fill("Cả năm 2025")
    officer.save("Lưu cách xem")
    officer.follow("Cả năm 2025", exact=True)
    officer.page.locator("a.work-title").first.wait_for()
    assert "nam=2025" in officer.page.url
