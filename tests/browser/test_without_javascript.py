"""Everything that is a form or a list works without JavaScript."""

import pytest


@pytest.fixture
def plain(people, address):
    """The focal officer of Sở Tư pháp with JavaScript switched off."""
    return people(address, java_script_enabled=False).fill_sign_in("dm.stp")


def test_signs_in_updates_and_filters(plain):
    assert plain.heading == "Việc của tôi – Sở Tư pháp"
    plain.open_update("DA2437/STP/6")
    plain.page.get_by_label("Nội dung thực hiện").fill("Đang tổng hợp")
    plain.save()
    assert "Đang tổng hợp" in plain.page.locator(".history").inner_text()
    plain.open("/nhiem-vu")
    plain.page.get_by_label("Từ khóa").fill("bao cao cu the ket qua")
    plain.page.get_by_label("Trạng thái").select_option(label="Mọi trạng thái")
    plain.save("Lọc")
    assert "q=bao" in plain.page.url
    plain.page.locator("a.work-title").first.wait_for()
    titles = plain.page.locator("a.work-title").all_inner_texts()
    assert 0 < len(titles) < 25
    assert any(title.startswith("Báo cáo cụ thể kết quả") for title in titles)
