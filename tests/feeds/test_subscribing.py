"""Đăng ký lịch: links are made, shown once, changed, renewed, revoked; administrators set them."""

import re
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from tests.support.people import sign_in
from tracker.extensions import db
from tracker.feeds.models import FeedToken
from tracker.feeds.operations.tokens import hash_of
from tracker.history import AuditEntry

LINKS, ADMIN = "/lich/dang-ky", "/quan-tri/lich"
WANTED = {"name": "Điện thoại của tôi", "parts": ["lead", "rounds"], "alarms": ["1", "7"],
          "unit_id": "", "plan_id": "", "field_id": ""}  # fmt: skip
pytestmark = pytest.mark.usefixtures("small_province")


@pytest.fixture
def settings(settings):
    """The day stands at Tuesday, 10/6/2025."""
    return replace(settings, today=date(2025, 6, 10), base_url="https://cchc.example")


def secret_on(answer):
    """The secret of the address that a page shows."""
    return re.search(r"https://cchc\.example/lich/([\w-]+)\.ics", answer.text)[1]


def made(client, **changes):
    """A link of the officer of STP; its secret and its id."""
    secret = secret_on(sign_in(client, "stp").post(f"{LINKS}/them", WANTED | changes))
    db.session.rollback()
    return secret, db.session.scalar(select(FeedToken.id).order_by(FeedToken.id.desc()))


def version_on(client, path):
    """The version in the page's form."""
    form = client.get(path).text.partition('name="version"')[2]
    return form.partition('value="')[2].partition('"')[0]


def test_a_link_is_shown_once_and_kept_nowhere(client):
    answer = sign_in(client, "stp").post(f"{LINKS}/them", WANTED)
    secret = secret_on(answer)
    assert f'href="webcal://cchc.example/lich/{secret}.ics"' in answer.text
    assert 'src="data:image/svg+xml' in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    row = db.session.scalars(select(FeedToken)).one()
    assert (row.secret_hash, row.parts, row.alarms) == (hash_of(secret), "lead,rounds", "7,1")
    told = db.session.scalars(select(AuditEntry.detail)).all()
    pages = [client.get(path).text for path in (LINKS, f"{LINKS}/{row.id}")]
    assert not [text for text in (*told, *pages) if secret in text]
    assert "trước 1 ngày và trước 7 ngày" in pages[0]


def test_the_same_form_twice_is_one_link(client):
    made(client)
    again = client.post(f"{LINKS}/them", WANTED)
    assert (again.status_code, "đặt tên khác" in again.text) == (422, True)
    nothing = client.post(f"{LINKS}/them", WANTED | {"name": "", "parts": []})
    assert "Hãy đặt tên" in nothing.text
    assert "Hãy chọn ít nhất một nội dung" in nothing.text
    assert len(db.session.scalars(select(FeedToken.id)).all()) == 1


def test_a_change_made_in_another_window_is_shown_beside_ones_own(client):
    _, number = made(client)
    path = f"{LINKS}/{number}"
    opened = version_on(client, path)
    assert client.post(path, WANTED | {"name": "Máy bàn", "version": opened}).status_code == 302
    stale = client.post(path, WANTED | {"name": "Máy xách tay", "version": opened})
    assert stale.status_code == 409
    assert "Máy bàn" in client.page.text
    assert 'value="Máy xách tay"' in stale.text


def test_a_renewed_link_has_a_new_secret_and_is_renewed_once(client):
    secret, number = made(client)
    path = f"{LINKS}/{number}/cap-lai"
    asked = {"version": version_on(client, path)}
    new = secret_on(client.post(path, asked))
    assert new != secret
    assert client.post(path, asked).status_code == 302
    assert db.session.get_one(FeedToken, number).secret_hash == hash_of(new)


def test_a_revoked_link_is_gone_and_nobody_else_reaches_it(client):
    _, number = made(client)
    path = f"{LINKS}/{number}/thu-hoi"
    asked = {"version": version_on(client, path)}
    sign_in(client, "lanhdao")
    for one in (path, f"{LINKS}/{number}", f"{LINKS}/{number}/cap-lai"):
        assert (client.get(one).status_code, client.post(one, asked).status_code) == (404, 404)
    sign_in(client, "stp").post(path, asked)
    assert client.get(path).status_code == 404
    client.get(LINKS)
    assert "Đã thu hồi (1)" in client.page.text


def test_only_who_reads_the_province_is_offered_everybodys_work(client):
    assert "Việc của mọi cơ quan" not in sign_in(client, "stp").get(f"{LINKS}/them").text
    forged = client.post(f"{LINKS}/them", WANTED | {"parts": ["all"]})
    assert forged.status_code == 422
    assert "Việc của mọi cơ quan" in sign_in(client, "lanhdao").get(f"{LINKS}/them").text


def test_an_administrator_opens_the_network_switches_off_and_revokes(client):
    _, number = made(client)
    assert "Chỉ máy trong mạng nội bộ" in client.get(LINKS).text
    chosen = {"enabled": "1", "outside": "y", "past_days": "30", "ahead_days": "200"}
    sign_in(client, "quantri")
    chosen["version"] = version_on(client, ADMIN)
    assert "Nhập số ngày từ 30" in client.post(ADMIN, chosen | {"ahead_days": "7"}).text
    assert client.post(ADMIN, chosen).status_code == 302
    assert client.post(ADMIN, chosen).status_code == 409
    path = f"{ADMIN}/{number}/thu-hoi"
    assert client.post(path, {"version": version_on(client, path)}).status_code == 302
    assert "Chưa ai đăng ký lịch" in client.get(ADMIN).text
    off = chosen | {"enabled": "0", "version": version_on(client, ADMIN)}
    assert client.post(ADMIN, off).status_code == 302
    text = sign_in(client, "stp").get(LINKS).text
    assert "Đăng ký lịch đang tắt" in text
    assert "Chỉ máy trong mạng nội bộ" not in text
