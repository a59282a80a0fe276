"""What is asked and decided beside updating: a partner's opinion, a later day."""

CODE = "DA2437/STP/6"  # Sở Tư pháp leads it; due Wednesday, 31/12/2025
WORDS = "Đề nghị cho ý kiến về dự thảo báo cáo"


def open_share(person):
    person.open(f"/nhiem-vu/{CODE}")
    person.follow("Chi tiết, diễn biến", first=True)


def test_a_partner_is_asked_and_answers(people, address):
    lead = people(address).sign_in("dm.stp")
    open_share(lead)
    lead.follow("Đề nghị phối hợp")
    lead.page.get_by_label("Nội dung đề nghị").fill(WORDS)
    others = lead.page.locator("summary", has_text="Cơ quan, đơn vị khác")
    if not lead.page.get_by_label("Sở Nội vụ", exact=True).is_visible():
        others.click()
    lead.page.get_by_label("Sở Nội vụ", exact=True).check()
    lead.page.get_by_label("Văn bản đề nghị").fill("120/STP-VP")
    lead.page.get_by_label("Đề nghị trả lời trước hết ngày").fill("20/6/2025")
    lead.save("Ghi đề nghị")
    assert "chờ ý kiến của Sở Nội vụ từ ngày 10/6/2025" in lead.text
    partner = people(address).sign_in("dm.snv")
    partner.follow(f"Xem và trả lời: {WORDS}")
    partner.page.get_by_label("Nội dung trả lời").fill("Nhất trí với dự thảo")
    partner.save("Lưu nội dung trả lời")
    assert "Đã ghi nội dung trả lời" in partner.text
    open_share(lead)
    assert "Nhất trí với dự thảo" in lead.text


def test_a_later_day_is_asked_and_granted(people, address):
    lead = people(address).sign_in("dm.stp")
    open_share(lead)
    lead.follow("Xin gia hạn")
    lead.page.get_by_label("Đề nghị gia hạn đến ngày").fill("31/3/2026")
    lead.page.get_by_label("Lý do").fill("Chờ số liệu cả năm")
    lead.page.get_by_label("Văn bản đề nghị").fill("45/STP-VP")
    lead.save("Ghi đề nghị gia hạn")
    assert "đã xin gia hạn, chưa có ý kiến (đến 31/3/2026)" in lead.text
    compiler = people(address).sign_in("th.snv")
    compiler.open("/gia-han")
    compiler.follow("Ghi ý kiến: Sở Tư pháp")
    compiler.page.get_by_label("Đồng ý gia hạn", exact=True).check()
    compiler.page.get_by_label("Gia hạn đến ngày").fill("28/02/2026")
    compiler.page.get_by_label("Số, ký hiệu văn bản").fill("1500/UBND-NC")
    compiler.save("Lưu ý kiến")
    assert "Đã gia hạn đến ngày 28/02/2026 cho 01 phần việc" in compiler.text
    open_share(lead)
    assert "đã gia hạn" in lead.text
    assert "hạn ban đầu 31/12/2025" in lead.text
