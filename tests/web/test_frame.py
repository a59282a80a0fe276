from datetime import date

from tests.support.client import HouseClient
from tests.support.house import Page, breaches
from tests.support.people import person, sign_in, unit


def test_frame_names_the_person_and_the_unit(client):
    person("stp.daumoi", ("focal", unit("STP", name="Sở Tư pháp")))
    page = sign_in(client, "stp.daumoi").get("/tai-khoan").text
    assert "Sở Tư pháp" in page
    assert "Cán bộ stp.daumoi" in page


def test_frozen_day_has_a_banner(app, make_app):
    url = app.config["TRACKER"].database_url
    frozen = make_app(database_url=url, today=date(2025, 6, 10))
    assert "Thứ Ba, 10/6/2025" in HouseClient(frozen).get("/dang-nhap").text


def test_house_rules_can_fail():
    page = """<html lang="en"><head><title>Khác</title></head><body>
    <h1>Một</h1><h1>Hai</h1><p id="x">open_overdue</p><p id="x">Ti\u1ebfng</p>
    <input name="q"><p>Tie\u0302\u0301ng</p></body></html>"""
    found = " | ".join(breaches(Page(page)))
    for word in ("lang is", "2 h1", "id 'x'", "'q' has no label", "NFC", "open_overdue"):
        assert word in found
    other = Page('<html lang="vi"><head><title>B</title></head><h1>A</h1></html>')
    assert "does not begin" in breaches(other)[0]
