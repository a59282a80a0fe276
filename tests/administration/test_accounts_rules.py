from datetime import UTC, datetime, timedelta

import pytest

from tracker.administration.accounts.rules import (
    GivenRow,
    Known,
    KnownUnit,
    check_rows,
    is_unused,
    login_for,
)
from tracker.permissions import Role

ENDED = "đã kết thúc hoạt động (nay là Sở Tài chính)"
UNITS = (
    KnownUnit(1, "STP", "Sở Tư pháp", "Sở TP"),
    KnownUnit(2, "STC", "Sở Tài chính", "STC"),
    KnownUnit(3, "STC/VP", "Văn phòng", "VP"),
    KnownUnit(4, "SNV/VP", "Văn phòng", "VP"),
    KnownUnit(5, "SKHDT", "Sở Kế hoạch và Đầu tư", "", ENDED),
)  # fmt: skip
KNOWN = Known(UNITS, frozenset({"dm.stp"}), {("head", 1, "lanh dao so tu phap"): "ld.stp"})


def given(name="Cán bộ đầu mối", unit="Sở Tài chính", role="Cán bộ đầu mối", login="", **more):
    cells = {"email": "", "phone": ""} | more
    return GivenRow(2, name, unit, role, login, **cells)


def problems(*rows):
    return [words for _, words in check_rows(rows, KNOWN).problems]


@pytest.mark.parametrize("unit", ["so tu phap", "SỞ TƯ PHÁP", "Sở TP", "stp"])
def test_unit_is_matched_by_name_short_name_or_code_without_marks(unit):
    (person,) = check_rows([given(unit=unit, role="can bo dau moi")], KNOWN).people
    assert (person.unit_id, person.role) == (1, Role.FOCAL)


def test_login_is_made_up_and_avoids_those_in_use():
    people = check_rows([given(unit="STP"), given("Người thứ hai", "STP")], KNOWN).people
    assert [one.login for one in people] == ["dm.stp2", "dm.stp3"]


def test_login_of_a_division_has_no_slash():
    assert login_for(Role.DIVISION, "STC/VP", ()) == "cv.stc.vp"


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (given(unit="Sở Ngoại vụ"), "Không có cơ quan, đơn vị nào tên “Sở Ngoại vụ”"),
        (given(unit="Văn phòng"), "ghi mã đơn vị thay tên: STC/VP, SNV/VP"),
        (given(unit="SKHDT"), ENDED),
        (given(unit=""), "Chưa có cơ quan, đơn vị"),
        (given(role="Trưởng phòng"), "Vai trò “Trưởng phòng” không có trong danh mục"),
        (given(name=""), "Chưa có họ và tên"),
        (given(login="Đầu mối"), "Tên đăng nhập: 3 đến 60 ký tự"),
        (given(login="dm.stp"), "Tên đăng nhập dm.stp đã có"),
        (given(email="khong-phai-thu"), "Địa chỉ thư điện tử không hợp lệ"),
        (given(phone="=CMD()"), "Số điện thoại chỉ gồm chữ số"),
        (given("Lãnh đạo Sở Tư pháp", "STP", "Lãnh đạo đơn vị"), "đã có tài khoản ld.stp"),
    ],
)
def test_bad_row_says_what_to_do(row, words):
    assert any(words in problem for problem in problems(row))


def test_repeated_row_and_repeated_login_are_told():
    assert "Dòng này lặp lại một dòng ở trên." in problems(given(), given())
    twice = problems(given(login="a.b"), given("Khác", login="a.b"))
    assert twice == ["Tên đăng nhập a.b đã có."]


def test_account_counts_as_unused_after_45_days():
    now = datetime(2025, 6, 10, tzinfo=UTC)
    edge = now - timedelta(days=45)
    assert not is_unused(edge, edge, now)
    assert is_unused(edge - timedelta(seconds=1), edge, now)
    assert is_unused(None, edge - timedelta(seconds=1), now)
