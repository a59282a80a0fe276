import pytest

from tests.support.people import person, sign_in

LIST = "/qua-han?donvi=STP"


def keep(client, name, *, address=LIST, **more):
    client.get("/cach-xem/luu", query_string={"xem": address})
    return client.post("/cach-xem/luu", {"name": name, "address": address, **more})


def test_a_list_is_kept_and_opened_again(client, as_officer):
    assert keep(client, "Quá hạn của đơn vị").status_code == 302
    client.get("/cach-xem")
    assert LIST in client.page.links


def test_the_same_name_takes_the_new_address(client, as_officer):
    keep(client, "Của tôi")
    keep(client, "Của tôi", address="/nhiem-vu?nam=2025")
    text = client.get("/cach-xem").text
    assert text.count("work-title") == 1
    assert "/nhiem-vu?nam=2025" in client.page.links


def test_a_shared_list_is_seen_by_the_unit_and_by_nobody_else(client, province):
    person("ld", ("head", province.own))
    person("snv", ("focal", province.other))
    sign_in(client, "stp")
    keep(client, "Cả sở", shared="y")
    keep(client, "Riêng tôi")
    text = sign_in(client, "ld").get("/cach-xem").text
    assert "Cả sở" in text
    assert "Riêng tôi" not in text
    assert "Cả sở" not in sign_in(client, "snv").get("/cach-xem").text


def test_ones_own_is_renamed_and_shared_no_more(client, province):
    person("ld", ("head", province.own))
    sign_in(client, "stp")
    for name in ("Cả sở", "Khác"):
        keep(client, name, shared="y")
    assert client.get("/cach-xem/1/sua").status_code == 200
    assert client.post("/cach-xem/1/sua", {"name": "Khác"}).status_code == 422
    assert "Đã có một cách xem tên “Khác”" in client.page.text
    assert client.post("/cach-xem/1/sua", {"name": "Của tôi"}).status_code == 302
    assert LIST in (client.get("/cach-xem"), client.page.links)[1]
    assert "Của tôi" in client.page.text
    text = sign_in(client, "ld").get("/cach-xem").text
    assert ("Khác" in text, "Của tôi" in text) == (True, False)
    assert client.get("/cach-xem/1/sua").status_code == 404


def test_only_ones_own_is_forgotten(client, province):
    person("ld", ("head", province.own))
    sign_in(client, "stp")
    keep(client, "Cả sở", shared="y")
    sign_in(client, "ld").get("/cach-xem")
    assert client.post("/cach-xem/1/xoa", {}).status_code == 404
    sign_in(client, "stp").get("/cach-xem")
    assert client.post("/cach-xem/1/xoa", {}).status_code == 302
    assert "Chưa lưu cách xem nào" in client.get("/cach-xem").text


@pytest.mark.parametrize("address", ["https://vi.du/", "//vi.du", "/khong-co", "", "/dang-xuat"])
def test_only_pages_of_this_program_are_kept(client, as_officer, address):
    assert keep(client, "Xấu", address=address).location.endswith("/cach-xem")
    assert "Chỉ lưu được cách xem" in client.get("/cach-xem").text
