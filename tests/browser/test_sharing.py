"""A list kept under a name and shared: the unit opens it, another unit does not see it."""


def test_a_list_is_shared_with_the_unit(people, address):
    officer, head, other = (people(address).sign_in(one) for one in ("dm.stp", "ld.stp", "th.snv"))
    officer.open("/nhiem-vu?trangthai=tat-ca&nam=2025")
    officer.follow("Lưu cách xem")
    officer.page.get_by_label("Tên").fill("Việc của sở năm 2025")
    officer.page.get_by_label("Cho cả đơn vị cùng dùng").check()
    officer.save("Lưu cách xem")
    head.open("/cach-xem")
    assert head.follow("Việc của sở năm 2025") == 200
    assert "nam=2025" in head.page.url
    other.open("/cach-xem")
    assert "Việc của sở" not in other.text
    officer.follow("Sửa cách xem Việc của sở năm 2025")
    officer.page.get_by_label("Tên").fill("Cả năm của sở")
    officer.save("Lưu thay đổi")
    head.open("/cach-xem")
    assert ("Cả năm của sở" in head.text, "Sửa" in head.text) == (True, False)
    officer.follow("Xóa cách xem Cả năm của sở", role="button")
    head.open("/cach-xem")
    assert "Cả năm của sở" not in head.text
