"""The register on screen: days off with their preview, a new name, a text to paste in a chat."""

COPY = "Sao chép nội dung nhắn Sở Nội vụ"


def test_the_register_is_kept_on_screen(people, address):
    admin = people(address).sign_in("quantri")
    announce_days_off(admin)
    rename_a_unit(admin)
    leader = people(address, permissions=["clipboard-read", "clipboard-write"])
    copy_the_message(leader.sign_in("lanhdao"))
    select_the_message(people(address, java_script_enabled=False).sign_in("lanhdao"))


def announce_days_off(admin):
    admin.open("/quan-tri/ngay-nghi/them")
    admin.page.get_by_label("Từ ngày").fill("16/6/2025")
    admin.page.get_by_label("Đến hết ngày").fill("30/6/2025")
    admin.page.get_by_label("Tên").fill("Nghỉ theo thông báo")
    admin.save("Xem ảnh hưởng và lưu")
    assert "Lịch mới làm thay đổi" in admin.text
    assert "30/6/2025" in admin.text
    admin.save("Lưu")
    assert "Đã thêm 11 ngày. Đã tính lại thời hạn của" in admin.text
    assert admin.heading == "Ngày nghỉ, ngày làm bù"


def rename_a_unit(admin):
    admin.open("/quan-tri/don-vi")
    admin.follow("Sở Tư pháp", exact=True)
    admin.follow("Đổi tên")
    admin.page.get_by_label("Tên đầy đủ").fill("Sở Tư pháp tỉnh Sóc Trăng")
    admin.page.get_by_label("Dùng từ ngày").fill("01/6/2025")
    admin.save("Lưu")
    assert admin.heading == "Sở Tư pháp tỉnh Sóc Trăng"
    assert "đến hết 31/5/2025" in admin.text


def copy_the_message(leader):
    leader.open("/don-vi")
    leader.page.get_by_role("button", name=COPY).click()
    leader.page.get_by_text("Đã sao chép.").wait_for()
    copied = leader.page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("Sở Nội vụ: ")
    assert "đề nghị cập nhật chậm nhất 14/6/2025. Chi tiết: http" in copied


def select_the_message(leader):
    leader.open("/don-vi/SNV")
    leader.page.get_by_text("Nội dung nhắn", exact=True).click()
    box = leader.page.get_by_role("textbox", name="Nội dung nhắn Sở Nội vụ")
    assert box.input_value().startswith("Sở Nội vụ: ")
