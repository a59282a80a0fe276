"""The page of units and a unit's own page; the day is Tuesday, 10/6/2025.

The last closing was 14/3/2025, the next one is 14/6/2025.
"""

import io
from datetime import date

import openpyxl

from tests.support.people import person, sign_in
from tests.tasks.factories import make_line, make_obligation, make_task, make_unit
from tracker.rounds.rules.windows import next_closing
from tracker.tasks.queries.unit_counts import Standing
from tracker.work.unit_board import message

LATE = {"due_on": date(2025, 3, 31), "late_from": date(2025, 4, 1)}
SOON = {"due_on": date(2025, 6, 30), "late_from": date(2025, 7, 1)}
WORD = "Đang lấy ý kiến các sở"


def test_the_open_period_closes_on_its_own_last_day():
    assert next_closing(date(2025, 6, 14)) == date(2025, 6, 14)
    assert next_closing(date(2025, 6, 15)) == date(2025, 9, 14)
    assert next_closing(date(2025, 12, 15)) == date(2026, 3, 14)


def test_the_message_names_what_waits():
    standing = Standing(overdue=2, due_soon=6, owing=20, answered=20)
    assert message("Sở Tư pháp", standing, date(2025, 6, 14), "https://cchc/don-vi/STP") == (
        "Sở Tư pháp: 02 việc quá hạn, 06 việc đến hạn trong 30 ngày; "
        "đề nghị cập nhật chậm nhất 14/6/2025. Chi tiết: https://cchc/don-vi/STP"
    )
    assert message("Sở Tư pháp", Standing(owing=3, answered=3), date(2025, 6, 14), "") == ""


def work(province):
    """STP: one late and answered after the closing, one due soon and silent since 03/3."""
    late = make_obligation(province.task, province.own, **LATE)
    make_line(late, happened_on=date(2025, 4, 2), words="Đã trình")
    soon = make_obligation(make_task(province.plan, "KH196-2025/2"), province.own, **SOON)
    make_line(soon, happened_on=date(2025, 3, 3), words=WORD)
    make_obligation(make_task(province.plan, "KH196-2025/3"), province.other, **SOON)


def test_figures_rate_and_silence_of_each_unit(as_leader, province):
    work(province)
    as_leader.get("/don-vi")
    text = as_leader.page.text
    assert "50 % 1/2" in text
    assert "99 ngày" in text  # from 03/3 to 10/6/2025
    assert "160 ngày chưa cập nhật nào" in text.replace("chưa có cập nhật", "chưa cập nhật")
    links = as_leader.page.links
    assert "/qua-han?donvi=STP&nam=2025" in links
    assert "/nhiem-vu?donvi=STP&trangthai=trong-han&nam=2025" in links
    assert "Sở Tư pháp: 01 việc quá hạn, 01 việc đến hạn trong 30 ngày, 01 việc chưa" in (
        as_leader.page.html
    )


def test_an_officer_sees_figures_and_words_of_the_own_unit_only(as_officer, client, province):
    work(province)
    as_officer.get("/don-vi/STP")
    assert "Chưa cập nhật trong kỳ 1" in as_officer.page.text
    assert WORD in as_officer.page.text
    as_officer.get("/don-vi")
    assert not any("donvi=SNV" in link for link in as_officer.page.links)
    person("snv", ("focal", province.other))
    other = sign_in(client, "snv")
    other.get("/don-vi/STP")
    assert WORD not in other.page.text
    assert "Cán bộ stp – Cán bộ đầu mối" in other.page.text
    assert other.get("/don-vi/KHONG-CO").status_code == 404


def test_the_number_of_statements_does_not_grow_with_units(as_leader, province, sent_again):
    work(province)

    def sent():
        return sent_again(lambda: as_leader.get("/don-vi"))

    before = sent()
    for _ in range(12):
        one = make_unit(parent=province.root)
        make_obligation(make_task(province.plan), one, **LATE)
        person(f"dm.{one}", ("focal", one), phone="0299 3822 333")
    assert sent() == before
    assert "0299 3822 333" in as_leader.page.text


def test_the_table_goes_to_excel(as_leader, province):
    work(province)
    response = as_leader.get("/don-vi.xlsx")
    page = openpyxl.load_workbook(io.BytesIO(response.data)).active
    rows = {row[1]: row for row in page.iter_rows(min_row=5, values_only=True)}
    own = rows["Sở Tư pháp"]
    assert own[2:7] == (0, 0, 1, 1, 0)
    assert own[9:12] == (2, 1, 99)
