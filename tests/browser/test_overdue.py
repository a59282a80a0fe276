"""The overdue list of the whole province, at a desk and on a phone."""

import re

import openpyxl
import pytest

from tests.browser.chromium import launched_by
from tests.browser.people import DESKTOP, PHONE, Person

SIZES = [pytest.param(DESKTOP, id="desktop"), pytest.param(PHONE, id="phone")]


@pytest.fixture(params=SIZES)
def leader(request, reader):
    """Leadership at one of the two widths."""
    return reader("lanhdao", request.param)


def number(text):
    """ "1.234" or "09" as a number."""
    return int(re.search(r"[\d.]+", text).group().replace(".", ""))


def counted_rows(person):
    """The rows of a list over all its pages."""
    found = 0
    while True:
        found += person.page.locator("table.data tbody tr:not(.group)").count()
        following = person.page.get_by_role("link", name="Trang sau")
        if not following.count():
            return found
        person.go(following)


def test_page_never_moves_sideways(leader):
    leader.open("/qua-han")
    width = leader.page.evaluate("document.documentElement.scrollWidth")
    assert width <= leader.page.viewport_size["width"]


def test_lists_fit_an_old_screen_too(chromium, cookies, shared_address):
    """In the program's own letters."""
    with launched_by(chromium.browser_type) as browser:
        leader = Person(browser, shared_address, (1024, 768), storage_state=cookies("lanhdao"))
        for path in ("/qua-han", "/nhiem-vu?trangthai=tat-ca", "/don-vi"):
            leader.open(path)
            assert leader.page.evaluate("document.documentElement.scrollWidth") <= 1024, path


def test_groups_hold_as_many_rows_as_they_say(leader):
    leader.open("/qua-han?nam=tat-ca&donvi=SNNMT")
    said = leader.page.locator("tr.group").inner_text()
    assert counted_rows(leader) == number(said.split("phần việc")[0].split()[-1])


def test_every_figure_of_the_units_page_leads_to_that_many_rows(reader):
    leader = reader("lanhdao")
    leader.open("/don-vi")
    links = leader.page.locator('td.num a[href*="/qua-han"]')
    figures = [(number(link.inner_text()), link.get_attribute("href")) for link in links.all()]
    late = [figure for figure in figures if figure[0]]
    assert len(late) > 5
    for count, target in sorted(late)[-3:]:
        leader.open(target)
        assert counted_rows(leader) == count, target


def test_every_figure_of_what_waits_leads_to_that_many_rows(reader):
    officer = reader("dm.snnmt")
    officer.open("/")
    links = officer.page.locator(".counts a").all()
    figures = [
        (number(link.locator("strong").inner_text()), link.get_attribute("href")) for link in links
    ]
    assert len(figures) == 5
    for count, target in figures:
        officer.open(target)
        assert counted_rows(officer) == count, target


def test_late_tasks_of_the_headline_are_those_of_the_list(reader):
    leader = reader("lanhdao")
    leader.open("/qua-han")
    late = number(leader.page.locator(".cells strong.tone-red").inner_text())
    titles = leader.page.locator("a.work-title")
    tasks = {link.get_attribute("href").partition("?")[0] for link in titles.all()}
    assert leader.page.get_by_role("link", name="Trang sau").count() == 0
    assert len(tasks) == late > 0


def test_excel_opens_with_a_row_for_each_line(reader, tmp_path):
    leader = reader("lanhdao")
    leader.open("/qua-han?donvi=SNNMT&nam=tat-ca")
    rows = counted_rows(leader)
    with leader.page.expect_download() as fetching:
        leader.page.get_by_role("link", name="Tải Excel").click()
    path = tmp_path / fetching.value.suggested_filename
    fetching.value.save_as(path)
    sheet = openpyxl.load_workbook(path).worksheets[0]
    titled = [
        row for row in sheet.iter_rows(values_only=True) if "Sở Nông nghiệp và Môi trường" in row
    ]
    assert len(titled) == rows
