"""The pages of rounds; the day is Tuesday, 10/6/2025."""

from datetime import date

import pytest

from tests.rounds.factories import make_ad_hoc, make_regime, round_id
from tests.support.forms import filled
from tests.support.people import person, sign_in
from tests.tasks.factories import make_unit
from tests.work.conftest import settings
from tracker.extensions import db
from tracker.rounds.models import ReportingRegime, ReportRound
from tracker.rounds.queries.rounds import all_rounds_of_year
from tracker.units.models import Unit

__all__ = ["settings"]
PAPER = {
    "paper_kind": "Công văn", "paper_number": "45/STP-VP", "paper_day": "05/6/2025",
    "paper_issuer": "Sở Tư pháp", "paper_subject": "V/v báo cáo sớm",
}  # fmt: skip


@pytest.fixture
def unit(app):
    """Sở Tư pháp with two divisions, its head, and the officer of one division with a phone."""
    root = make_unit("UBND", kind="province", name="Ủy ban nhân dân tỉnh")
    own = make_unit("STP", parent=root, name="Sở Tư pháp")
    one = make_unit("STP/P1", kind="phong", parent=own, name="Phòng Một")
    make_unit("STP/P2", kind="phong", parent=own, name="Phòng Hai")
    person("lanhdao", ("head", own))
    person("phongmot", ("division", one), phone="0299 3 821 000")
    return own


@pytest.fixture
def head(client, unit):
    return sign_in(client, "lanhdao")


def days(code):
    return next(one.clocks for one in all_rounds_of_year(2025) if one.code == code)


def test_a_head_defines_a_regime_and_its_rounds_stand(head, unit):
    head.get("/quan-tri/che-do-bao-cao/moi")
    answer = head.post("/quan-tri/che-do-bao-cao/moi", PAPER | {
        "name": "Báo cáo tháng cuối kỳ", "receiver": str(unit), "valid_from": "01/01/2025",
        "audience": [f"children:{unit}"], "kinds": ["H1", "Y"], "H1_first": "15/12",
        "H1_last": "14/6", "H1_on_time": "12/6", "Y_first": "15/12", "Y_last": "14/12",
        "Y_on_time": "14/12", "Y_closed_after": "05/01",
    })  # fmt: skip
    assert answer.status_code == 302
    assert days("2025-H1").on_time == days("2025-H1").closed_after == date(2025, 6, 12)
    assert days("2025-Y").closed_after == date(2026, 1, 5)
    page = head.get("/ky-bao-cao").text
    assert "Báo cáo tháng cuối kỳ" in page
    assert "15/12/2024 – 14/6/2025" in page


def test_days_that_are_none_are_told_at_their_field(head, unit):
    answer = head.post("/quan-tri/che-do-bao-cao/moi", PAPER | {
        "name": "Chế độ", "receiver": str(unit), "valid_from": "01/01/2025", "kinds": ["H1"],
        "audience": [f"children:{unit}"], "H1_first": "15/12", "H1_last": "31/6",
    })  # fmt: skip
    assert answer.status_code == 422
    assert "Không phải là ngày của mọi năm" in answer.text
    assert "Hãy nhập ngày/tháng, ví dụ 18/6." in answer.text
    assert db.session.scalar(db.select(ReportingRegime.id)) is None


def test_the_page_of_a_round_tells_days_source_and_whom_to_call(head, unit):
    make_regime(unit)
    page = head.get("/ky-bao-cao/STP-1/2025-H1").text
    assert "tính là chậm từ 17/6/2025" in page  # Saturday 14/6, Monday 16/6 is still on time
    assert "12/KH-STP" in page
    assert "0299 3 821 000" in page
    assert "Phòng Hai" in page
    assert head.get("/ky-bao-cao/STP-1/2025-Q1").status_code == 404


def test_a_moved_day_is_shown_before_it_is_saved(head, unit):
    number = round_id(make_regime(unit), "2025-H1")
    path = f"/quan-tri/ky-bao-cao/{number}/doi-ngay"
    sent = PAPER | {
        "first": "15/12/2024", "last": "14/6/2025", "on_time": "12/6/2025",
        "closed_after": "18/6/2025", "reason": "Phục vụ họp", "version": "1",
    }  # fmt: skip
    head.get(path)
    shown = head.post(path, sent)
    assert "14/6/2025 → <strong>12/6/2025</strong>" in shown.text
    assert days("2025-H1").on_time == date(2025, 6, 14)
    confirmed = shown.text.split('name="confirmed"')[1].split('value="')[1].split('"')[0]
    assert head.post(path, sent | {"confirmed": confirmed}).status_code == 302
    assert days("2025-H1").on_time == date(2025, 6, 12)
    page = head.get("/ky-bao-cao/STP-1/2025-H1").text
    assert "45/STP-VP" in page
    assert "đã đổi ngày theo công văn" in head.get("/ky-bao-cao").text


def test_an_ad_hoc_round_asks_the_chosen_division(head, unit):
    regime = make_regime(unit)
    division = db.session.scalar(db.select(Unit.id).where(Unit.code == "STP/P2"))
    path = f"/quan-tri/che-do-bao-cao/{regime}/dot-xuat"
    sent = PAPER | {
        "kind": "CD", "title": "Chuyên đề số hóa", "first": "01/01/2025", "last": "30/6/2025",
        "on_time": "10/7/2025",
    }  # fmt: skip
    refused = head.post(path, sent)
    assert refused.status_code == 422
    assert "ít nhất một đơn vị" in refused.text
    assert head.post(path, sent | {"units": str(division)}).status_code == 302
    page = head.get("/ky-bao-cao/STP-1/2025-CD01").text
    assert "Phòng Hai" in page
    assert "Phòng Một" not in page


def test_an_ad_hoc_round_is_put_right_then_called_off_and_keeps_what_was_written(head, unit):
    regime = make_regime(unit)
    one, two = (
        db.session.scalar(db.select(Unit.id).where(Unit.code == code))
        for code in ("STP/P1", "STP/P2")
    )
    number = make_ad_hoc(regime, one)
    path, page = f"/quan-tri/ky-bao-cao/{number}", "/ky-bao-cao/STP-1/2025-CD01"
    head.get(f"{path}/sua")
    told = filled(head.page.html, title="Số hóa hồ sơ", units=[str(one), str(two)])
    assert head.post(f"{path}/sua", told).status_code == 302
    shown = head.get(page).text
    assert "Số hóa hồ sơ" in shown
    assert "Phòng Hai" in shown
    assert "30/SNV-CCHC" in shown
    assert head.get(f"/quan-tri/ky-bao-cao/{round_id(regime, '2025-H1')}/huy").status_code == 404
    writer = sign_in(head, "phongmot")
    writer.get(f"{page}/STP/P1/soan")
    text = filled(writer.page.html) | {"t_ket-qua": "Đã số hóa 120 hồ sơ"}
    assert writer.post(f"{page}/STP/P1/soan", text).status_code == 302
    sign_in(head, "lanhdao")
    assert head.post(f"{path}/huy", {"version": "2", "why": ""}).status_code == 422
    assert head.post(f"{path}/huy", {"version": "2", "why": "Đã có số liệu"}).status_code == 302
    shown = head.get(page).text
    assert "Đã hủy" in shown
    assert "Lý do: Đã có số liệu" in shown
    assert head.get(f"{path}/huy").status_code == 404
    writer = sign_in(head, "phongmot")
    assert "Đã số hóa 120 hồ sơ" in writer.get(f"{page}/STP/P1").text


def test_a_year_is_laid_out_by_who_manages_the_whole(head, unit):
    make_regime(unit)
    assert head.post("/quan-tri/ky-bao-cao/lap-nam/2027").status_code == 403
    root = db.session.scalar(db.select(Unit.id).where(Unit.code == "UBND"))
    person("tonghop", ("compiler", root))
    compiler = sign_in(head, "tonghop")
    assert "Lập các kỳ báo cáo năm 2027" in compiler.get("/ky-bao-cao?nam=2027").text
    for made in ("02", "00"):
        compiler.post("/quan-tri/ky-bao-cao/lap-nam/2027")
        assert f"Đã lập {made} kỳ báo cáo" in compiler.get("/ky-bao-cao?nam=2027").text
    count = db.select(db.func.count()).select_from(ReportRound).where(ReportRound.year == 2027)
    assert db.session.scalar(count) == 2
