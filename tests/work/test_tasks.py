"""The flat list of phần việc; the day is Tuesday, 10/6/2025."""

from datetime import date

import pytest

from tests.support.people import person, sign_in
from tests.tasks.factories import make_field, make_line, make_obligation, make_plan, make_task
from tests.work.conftest import APRIL_1, MARCH_31
from tracker.db import write_transaction
from tracker.extensions import db
from tracker.plans.models import FieldFollower
from tracker.text import fold

LATE = {"due_on": MARCH_31, "late_from": APRIL_1}
JUNE = {"due_on": date(2025, 6, 13), "late_from": date(2025, 6, 14)}  # Friday, 3 working days
AUTUMN = {"due_on": date(2025, 9, 30), "late_from": date(2025, 10, 1)}


def add(province, title, *, unit=None, field=None, **changes):
    """A task of its own with one obligation; the obligation's id."""
    task = make_task(
        province.plan, title=title, search_key=fold(title), field_id=field or province.field
    )
    return make_obligation(task, unit or province.own, **changes)


def titles(client):
    """The titles shown, in order."""
    return [part.split("<")[0] for part in client.page.html.split('class="work-title"')[1:]]


def shown(client, path):
    """The titles on a page of the list."""
    client.get(path)
    return [title.split(">", 1)[1] for title in titles(client)]


def test_the_earliest_day_stands_first(as_officer, province):
    add(province, "Sau", **AUTUMN)
    add(province, "Trước", **LATE)
    assert shown(as_officer, "/nhiem-vu") == ["Trước", "Sau"]


def test_the_order_turns_round(as_officer, province):
    add(province, "Trước", **LATE)
    add(province, "Sau", **AUTUMN)
    assert shown(as_officer, "/nhiem-vu?sapxep=muon-nhat") == ["Sau", "Trước"]


@pytest.fixture
def of_every_state(province):
    """One row of each state, titled by it."""
    add(province, "Trễ", **LATE)
    add(province, "Gần", **JUNE)
    add(province, "Xa", **AUTUMN)
    add(province, "Thường xuyên", standing=True)
    add(province, "Chưa rõ")
    add(province, "Cũ", due_on=date(2024, 6, 28), late_from=date(2024, 6, 29), before_tracking=True)
    make_line(add(province, "Xong", **LATE), state="done", happened_on=date(2025, 3, 28))
    make_line(add(province, "Xong trễ", **LATE), state="done", happened_on=date(2025, 4, 2))
    make_line(add(province, "Trình", **LATE), state="submitted", happened_on=date(2025, 3, 28))


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("chua-xong", {"Trễ", "Gần", "Xa", "Trình"}),
        ("qua-han", {"Trễ"}),
        ("sap-den-han", {"Gần"}),
        ("trong-30-ngay", {"Gần"}),
        ("trong-han", {"Gần", "Xa", "Trình"}),
        ("da-trinh", {"Trình"}),
        ("thuong-xuyen", {"Thường xuyên"}),
        ("chua-cap-nhat", {"Thường xuyên"}),
        ("chua-xac-dinh", {"Chưa rõ"}),
        ("dung-han", {"Xong"}),
        ("hoan-thanh-qua-han", {"Xong trễ"}),
        ("truoc-theo-doi", {"Cũ"}),
        ("dang-theo-doi", {"Trễ", "Gần", "Xa", "Trình", "Thường xuyên", "Chưa rõ"}),
    ],
)
def test_each_state_finds_its_rows(as_officer, of_every_state, state, expected):
    assert set(shown(as_officer, f"/nhiem-vu?trangthai={state}")) == expected


def test_without_a_filter_the_unfinished_are_shown(as_officer, of_every_state):
    assert set(shown(as_officer, "/nhiem-vu")) == {"Trễ", "Gần", "Xa", "Trình"}


@pytest.mark.parametrize("text", ["kiểm soát", "kiem soat", "soát KIỂM", "KIEM"])
def test_search_is_blind_to_accents_case_and_order(as_officer, province, text):
    add(province, "Kiểm soát thủ tục", **AUTUMN)
    add(province, "Tuyên truyền", **AUTUMN)
    assert shown(as_officer, f"/nhiem-vu?q={text}") == ["Kiểm soát thủ tục"]


def test_search_looks_at_every_state(as_officer, province):
    make_line(add(province, "Kiểm soát", **LATE), state="done", happened_on=date(2025, 3, 28))
    assert shown(as_officer, "/nhiem-vu?q=kiem") == ["Kiểm soát"]


def test_a_percent_sign_is_a_letter_like_any_other(as_officer, province):
    add(province, "Kiểm soát", **AUTUMN)
    assert shown(as_officer, "/nhiem-vu?q=%25") == []


def test_filters_by_plan_field_year_and_quarter(as_officer, province):
    add(province, "Đây", **AUTUMN)
    other_plan = make_plan(province.root, code="DA2437")
    make_obligation(make_task(other_plan, title="Đề án"), province.own, **AUTUMN)
    add(province, "Lĩnh vực khác", field=make_field("TCC"), **LATE)
    path = "/nhiem-vu?kehoach=KH196-2025&linhvuc=CCTC&nam=2025&quy=3"
    assert shown(as_officer, path) == ["Đây"]


def test_an_unknown_filter_value_finds_nothing(as_officer, province):
    add(province, "Đây", **AUTUMN)
    assert shown(as_officer, "/nhiem-vu?kehoach=KHONG-CO") == []


def test_partners_rows_are_asked_for(as_officer, province):
    add(province, "Phối hợp", role="partner", **LATE)
    assert shown(as_officer, "/nhiem-vu") == []
    assert shown(as_officer, "/nhiem-vu?vaitro=phoi-hop") == ["Phối hợp"]


def test_void_rows_show_nowhere(as_officer, province):
    row = add(province, "Bỏ", **LATE)
    from_table = db.metadata.tables["obligation"]
    with write_transaction():
        db.session.execute(from_table.update().where(from_table.c.id == row).values(void=True))
    assert shown(as_officer, "/nhiem-vu?trangthai=tat-ca") == []


def test_pages_follow_by_key_without_a_gap(as_officer, province):
    for number in range(60):
        add(province, f"Việc {number:02d}", **AUTUMN)
    seen, path = [], "/nhiem-vu"
    for _ in range(3):
        seen += shown(as_officer, path)
        path = next((link for link in as_officer.page.links if "after=" in link), None)
    assert path is None
    assert seen == [f"Việc {number:02d}" for number in range(60)]


def test_the_count_is_told(as_officer, province):
    for number in range(30):
        add(province, f"Việc {number}", **AUTUMN)
    as_officer.get("/nhiem-vu")
    assert "25 trong 30 phần việc" in as_officer.page.text


@pytest.mark.parametrize(
    "path",
    [
        "/nhiem-vu",
        "/nhiem-vu?trangthai=tat-ca",
        "/nhiem-vu?donvi=SNV&trangthai=tat-ca",
        "/nhiem-vu?q=bi+mat",
        "/nhiem-vu?phamvi=linh-vuc&trangthai=tat-ca",
        "/nhiem-vu?vaitro=phoi-hop&trangthai=tat-ca",
    ],
)
def test_another_bodys_rows_never_leak(as_officer, province, path):
    add(province, "Bí mật", unit=province.other, **LATE)
    add(province, "Bí mật phối hợp", unit=province.other, role="partner", **LATE)
    assert shown(as_officer, path) == []


def test_the_follower_of_a_field_may_turn_to_it(client, province):
    person("snv", ("focal", province.other))
    with write_transaction():
        db.session.add(FieldFollower(field_id=province.field, unit_id=province.other))
    add(province, "Trong lĩnh vực", **LATE)
    add(province, "Ngoài lĩnh vực", field=make_field("TCC"), **LATE)
    sign_in(client, "snv")
    assert shown(client, "/nhiem-vu") == []
    assert shown(client, "/nhiem-vu?phamvi=linh-vuc") == ["Trong lĩnh vực"]


def test_leadership_and_compiler_see_all(client, province):
    add(province, "Của Sở Tư pháp", **LATE)
    for login in ("lanhdao", "tonghop"):
        assert shown(sign_in(client, login), "/nhiem-vu") == ["Của Sở Tư pháp"]


def test_more_rows_send_no_more_statements(as_leader, province, sent_again):
    sent = []
    for numbers in (range(5), range(5, 50)):
        for number in numbers:
            add(province, f"Việc {number}", **AUTUMN)
        sent.append(sent_again(lambda: as_leader.get("/nhiem-vu")))
    assert sent[0] == sent[1] <= 5


@pytest.mark.parametrize("after", ["x", "2025-06-10", "2025-13-01~1", "2025-06-10~-1", "~"])
def test_a_broken_key_shows_the_first_page(as_officer, province, after):
    add(province, "Đây", **AUTUMN)
    assert shown(as_officer, f"/nhiem-vu?after={after}") == ["Đây"]
