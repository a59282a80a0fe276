"""A compiler takes the appendix of Kế hoạch 196/KH-UBND in from Word, then its amended file."""

import re

import pytest

from tests.browser.people import DESKTOP, PHONE
from tests.browser.test_accessibility import faults, overflow
from tests.intake.appendices import KH196, grid, passages
from tests.intake.building import Grid, docx

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

PLAN = {
    "number": "15/KH-UBND", "title": "Kế hoạch cải cách hành chính năm 2025",
    "period_start": "01/01/2025", "period_end": "31/12/2025", "year": "2025",
    "paper_day": "02/01/2025",
}  # fmt: skip


@pytest.fixture
def compiler(people, address):
    return people(address).sign_in("th.snv")


def empty_plan(person):
    """A new plan by hand; the page on which its file is taken in is open."""
    person.open("/quan-tri/ke-hoach/moi")
    page = person.page
    for name, value in PLAN.items():
        page.locator(f"[name={name}]").fill(value)
    person.save("Lưu")
    person.follow("Nhập từ tệp Word, Excel", first=True)


def drop(person, *blocks):
    content = docx(*passages(), *blocks)
    file = {"name": "phu-luc.docx", "mimeType": DOCX, "buffer": content}
    person.page.get_by_label("Tệp kế hoạch").set_input_files(file)
    person.save("Đọc tệp")


def looked_at(person):
    """The address of the page that is open: axe finds nothing, on a phone nothing is cut."""
    assert faults(person.page) == []
    for width, height in (PHONE, DESKTOP):
        person.page.set_viewport_size({"width": width, "height": height})
        assert overflow(person.page) == []
    return person.page.url


def answer(person):
    """Everything that the review asks, from the review alone."""
    page = person.page
    person.save("Lưu; tên chưa chọn thì chờ xác định")
    while page.get_by_role("heading", name="Lĩnh vực cần xếp").count():
        form = page.locator("form[action$='/linh-vuc']").first
        if form.locator("select").input_value() == "0":
            form.locator("select").select_option(label="Cải cách thể chế")
        person.go(form.get_by_role("button"))
    person.follow("Đánh dấu tất cả")
    person.save("Các dòng đã đánh dấu đọc đúng")


def test_the_appendix_enters_and_its_amended_file_changes_it(compiler):
    empty_plan(compiler)
    drop(compiler, grid(KH196))
    review = looked_at(compiler)
    assert re.search(r"Còn \d+ điều cần xem trên \d+ dòng", compiler.text)
    for part in ("doi-chieu", "cot", "lien-ket", "bo"):
        compiler.open(f"{review}/{part}")
        looked_at(compiler)
    compiler.open(review)
    answer(compiler)
    compiler.follow("Tiếp tục: xác nhận")
    looked_at(compiler)
    compiler.save("Xem phần việc sẽ mở")
    assert "mở mới: 1." in compiler.text
    compiler.save("Xác nhận")
    assert "Có 86 dòng" in compiler.text
    plan = compiler.page.url
    rows = [list(row) for row in grid(KH196).rows]
    rows[2][5] = "Quý III/2025"
    compiler.open(f"{plan}/nhap")
    drop(compiler, Grid(rows[:-1]))
    review = compiler.page.url
    compiler.open(f"{review}/thay-doi")
    looked_at(compiler)
    assert "sửa 01 dòng, không còn trong tệp 01 dòng" in compiler.text
