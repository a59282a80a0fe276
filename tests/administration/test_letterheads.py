"""Heads of units' papers on screen; the day is Tuesday, 10/6/2025."""

from datetime import date

import pytest

from tests.reports.factories import make_letterhead
from tests.support.people import TESTER, sign_in
from tests.tasks.factories import NOON
from tests.work.conftest import province, settings
from tracker.db import write_transaction
from tracker.extensions import db
from tracker.province.operations import save_letterhead
from tracker.province.rules import Letterhead
from tracker.reports.checking.checker import check
from tracker.reports.checking.findings import Outcome
from tracker.reports.models.letterheads import ReportLetterhead
from tracker.reports.queries.letterheads import letterhead_on

__all__ = ["province", "settings"]

PAGE = "/quan-tri/phan-dau-van-ban"
TEXTS = {
    "issuer": "Sở Tư pháp", "symbol": "STP", "place": "Minh Hòa", "superior": "UBND tỉnh Minh Hòa",
    "authority": "KT. GIÁM ĐỐC", "post": "PHÓ GIÁM ĐỐC", "recipients": "Các sở\nLưu: VT, TH",
}  # fmt: skip


@pytest.fixture
def compiler(client, province):
    return sign_in(client, "tonghop")


def test_new_head_holds_from_its_day_and_ends_the_former(compiler, province):
    former = make_letterhead(province.own)
    sent = TEXTS | {"unit": str(province.own), "valid_from": "01/7/2025", "place": "Cần Thơ"}
    assert compiler.post(f"{PAGE}/moi", sent).status_code == 302
    assert db.session.get_one(ReportLetterhead, former).valid_to == date(2025, 6, 30)
    days = (date(2025, 6, 30), date(2025, 7, 1))
    assert [letterhead_on(province.own, day).place for day in days] == ["Minh Hòa", "Cần Thơ"]
    assert compiler.post(f"{PAGE}/moi", sent).status_code == 422
    assert "Mẫu gần nhất dùng từ 01/7/2025" in compiler.page.text


def test_lines_of_the_installation_begin_the_first_head_of_the_province(compiler, province):
    given = Letterhead("tỉnh Minh Hòa", "", "ỦY BAN NHÂN DÂN TỈNH MINH HÒA", "Minh Hòa")
    with write_transaction():
        save_letterhead(given, 0, TESTER, now=NOON)
    compiler.get(f"{PAGE}/moi?donvi={province.root}")
    assert 'value="ỦY BAN NHÂN DÂN TỈNH MINH HÒA"' in compiler.page.html
    compiler.get(f"{PAGE}/moi?donvi={province.own}")
    assert "TỈNH MINH HÒA" not in compiler.page.html


@pytest.mark.parametrize(
    ("field", "text", "words"),
    [
        ("symbol", "Snv", "chữ in hoa"),
        ("authority", "KT GIÁM ĐỐC", "Mỗi dòng bắt đầu bằng"),
        ("post", "", "phải ghi chức vụ người ký"),
        ("post", "GIÁM ĐỐC", "phải là chức vụ cấp phó"),
        ("recipients", "Các sở", "Dòng cuối phải là nơi lưu"),
    ],
)
def test_wrong_text_is_told_at_its_field(compiler, province, field, text, words):
    row = make_letterhead(province.own)
    answer = compiler.post(f"{PAGE}/{row}", TEXTS | {"version": "1", field: text})
    assert answer.status_code == 422
    assert words in compiler.page.text
    assert db.session.get_one(ReportLetterhead, row).recipients == "Các sở\nLưu: VT"


@pytest.mark.parametrize("form", ["bao-cao", "to-trinh", "cong-van"])
def test_sample_prints_the_head_and_keeps_the_layout(compiler, province, form):
    row = make_letterhead(province.own, drafted_by="TH")
    answer = compiler.get(f"{PAGE}/{row}/mau/{form}")
    assert answer.status_code == 200
    results = check("mau.docx", answer.data)
    assert [one.code for one in results if one.outcome is Outcome.FAIL] == []
    found = {one.code: one.found for one in results}
    symbol = {"bao-cao": "BC-STP", "to-trinh": "TTr-STP", "cong-van": "STP-TH"}[form]
    assert (found["H06"], found["H09"]) == ("SỞ TƯ PHÁP", symbol)
