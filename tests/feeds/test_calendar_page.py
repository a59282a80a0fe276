"""Lịch của tôi: the month as a grid, a list and on A4, and what is taken from it once."""

from dataclasses import replace
from datetime import date

import pytest
from icalendar import Calendar

from tests.support.people import sign_in
from tests.tasks.factories import make_obligation, make_task
from tracker.work.views import tasks

TODAY, DUE, LAST = date(2025, 6, 10), date(2025, 6, 18), date(2025, 6, 30)


@pytest.fixture
def settings(settings):
    """The day stands at Tuesday, 10/6/2025."""
    return replace(settings, today=TODAY)


@pytest.fixture
def shares(small_province):
    """By whose it is: one of each body on 18/6, of STP as partner too."""
    world = small_province
    second = make_task(world.plan, "KH196-2025/CCTC/1.2", title="Rà soát của Sở Nội vụ")
    return {
        "own": make_obligation(world.task, world.own, due_on=DUE, late_from=date(2025, 6, 19)),
        "other": make_obligation(second, world.other, due_on=DUE, late_from=date(2025, 6, 19)),
        "partner": make_obligation(second, world.own, due_on=LAST, role="partner"),
    }


def many(world, count):
    """So many further shares of STP on 30/6, by name."""
    names = [f"Việc thứ {number}" for number in range(1, count + 1)]
    for number, name in enumerate(names):
        task = make_task(world.plan, f"KH196-2025/N{number}", title=name)
        make_obligation(task, world.own, due_on=LAST, late_from=date(2025, 7, 1))
    return names


def test_the_month_shows_ones_own_work_and_nobody_elses(client, shares):
    text = sign_in(client, "stp").get("/lich").text
    assert f'href="/phan-viec/{shares["own"]}"' in text
    assert f'href="/phan-viec/{shares["partner"]}"' in text
    assert f'/phan-viec/{shares["other"]}"' not in text
    assert "Có 2 mục trong tháng" in text
    for place in ("/lich?thang=2025-05", "/lich?thang=2025-07", "10</strong>"):
        assert place in text


def test_a_crowded_day_folds_and_the_list_tells_all(client, small_province):
    names = many(small_province, 7)
    sign_in(client, "stp").get("/lich?thang=2025-06")
    assert "+3 mục" in client.page.text
    text = client.get("/lich?thang=2025-06&xem=danh-sach").text
    assert "Thứ Hai, 30/6/2025" in text
    assert all(name in text for name in names)


NARROWED = {
    "noidung=phoi-hop": {"partner"}, "linhvuc=CCTC": {"own"}, "linhvuc=KHONG-CO": set(),
    "kehoach=KH196-2025": {"own", "partner"}, "thang=2025-08": set(),
}  # fmt: skip


def test_the_address_narrows_page_and_file(client, shares):
    sign_in(client, "stp")
    for asked, shown in NARROWED.items():
        page, file = client.get(f"/lich?{asked}").text, client.get(f"/lich/tai-ve.ics?{asked}")
        assert {name for name, number in shares.items() if f'-viec/{number}"' in page} == shown
        assert {
            name for name, number in shares.items() if f"-viec/{number}\r" in file.text
        } == shown
        assert file.content_type == "text/calendar; charset=utf-8"


def test_who_reads_all_sees_all_and_one_unit_with_its_partners_part(client, shares):
    text = sign_in(client, "lanhdao").get("/lich").text
    seen = {name for name, number in shares.items() if f'/phan-viec/{number}"' in text}
    assert seen == {"own", "other"}
    text = client.get("/lich?donvi=STP").text
    seen = {name for name, number in shares.items() if f'/phan-viec/{number}"' in text}
    assert seen == {"own", "partner"}


def test_one_obligation_is_a_file_for_those_who_may_read_it(client, shares):
    page = sign_in(client, "stp").get(f"/phan-viec/{shares['own']}")
    assert f'href="/phan-viec/{shares["own"]}/lich.ics"' in page.text
    file = client.get(f"/phan-viec/{shares['own']}/lich.ics")
    assert file.text.count("BEGIN:VEVENT") == 1
    assert "DTSTART;VALUE=DATE:20250618" in file.text
    assert client.get(f"/phan-viec/{shares['other']}/lich.ics").status_code == 404


def test_paper_tells_a_crowded_day_in_full_below(client, small_province):
    names = many(small_province, 7)
    page = sign_in(client, "lanhdao").get("/lich/in?thang=2025-06&donvi=STP").text
    grid, _, below = page.partition('id="ghi-du"')
    assert "và 3 mục ghi ở dưới" in grid
    assert [name in grid for name in names].count(True) == 4
    assert all(name in below for name in names)
    assert "Sở Tư pháp" in grid


def days_in(answer):
    assert answer.content_type == "text/calendar; charset=utf-8"
    return [event.start for event in Calendar.from_ical(answer.data).events]


@pytest.mark.parametrize(("asked", "many"), [("", 1), ("?linhvuc=KHONG-CO", 0), ("?q=khong-co", 0)])
def test_file_holds_the_days_that_the_filter_leaves(client, shares, asked, many):
    sign_in(client, "stp")
    assert len(days_in(client.get(f"/nhiem-vu.ics{asked}"))) == many


def test_a_list_too_long_is_to_be_narrowed(client, shares, monkeypatch):
    monkeypatch.setattr(tasks, "MOST_ENTRIES", 0)
    answer = sign_in(client, "stp").get("/nhiem-vu.ics?nam=tat-ca")
    assert answer.location == "/nhiem-vu?nam=tat-ca"
    assert "hãy lọc bớt rồi tải lịch" in client.get(answer.location).text
