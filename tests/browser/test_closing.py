"""The end of 2025 on screen, on Monday, 05/01/2026: decided, carried by row, taken back."""

from dataclasses import replace
from datetime import date

import pytest

from tests.browser.conftest import demonstration
from tests.browser.serving import served
from tests.tasks.factories import make_plan
from tracker.app import create_app
from tracker.extensions import db
from tracker.plans.models import Plan

SHEET = "/ket-thuc-nam/KH196-2025/2025"


@pytest.fixture
def next_year(database_makers, tmp_path):
    """The demonstration with a plan of 2026."""
    settings = demonstration(database_makers, tmp_path).config["TRACKER"]
    app = create_app(replace(settings, today=date(2026, 1, 5)))
    with app.app_context():
        owner = db.session.scalar(db.select(Plan.owner_unit_id).where(Plan.code == "KH196-2025"))
        make_plan(
            owner, "KH10-2026", number="10/KH-UBND", title="Kế hoạch năm 2026", year=2026,
            period_start=date(2026, 1, 1), period_end=date(2026, 12, 31),
        )  # fmt: skip
        db.session.remove()
    with served(app) as address:
        yield address


@pytest.fixture
def compiler(people, next_year):
    return people(next_year).sign_in("th.snv")


def see(person, words):
    """Wait until the page says so."""
    person.page.get_by_role("main").get_by_text(words).first.wait_for()


def take_back(person, why):
    person.page.get_by_label("Lý do hoàn tác").fill(why)
    person.save("Hoàn tác quyết định")
    see(person, "Đã hoàn tác 01 quyết định")


def test_a_row_of_the_year_is_stopped_and_taken_back(compiler):
    page = compiler.page
    see(compiler, "của Kế hoạch 196/KH-UBND: còn")
    compiler.follow("Năm 2025 của Kế hoạch 196/KH-UBND")
    box = page.locator("input[name=rows]").first
    whom = box.get_attribute("aria-label")
    box.check()
    page.get_by_label("Dừng thực hiện").check()
    page.get_by_label("Số, ký hiệu văn bản").fill("15/QĐ-UBND")
    page.get_by_label("Ngày của văn bản").fill("02/01/2026")
    page.get_by_label("Lý do, ghi chú").fill("Không còn phù hợp")
    compiler.save("Xem trước")
    see(compiler, "01 phần việc của 01 nhiệm vụ, 01 đơn vị")
    compiler.save("Xác nhận: dừng thực hiện")
    see(compiler, "Đã ghi “Dừng thực hiện” cho 01 phần việc")
    assert page.get_by_label(whom, exact=True).count() == 0
    compiler.open(f"{SHEET}?quyetdinh=da-dung")
    compiler.follow("Hoàn tác: ")
    take_back(compiler, "Ghi nhầm dòng")


def test_rows_are_carried_by_deadlines_of_their_own_and_one_comes_back(compiler):
    page = compiler.page
    compiler.open(f"{SHEET}?donvi=STP")
    boxes, own = page.locator("input[name=rows]"), page.get_by_label("Thời hạn mới riêng")
    for place in (0, 1):
        boxes.nth(place).check()
    page.get_by_label("Chuyển tiếp sang kế hoạch sau").check()
    page.locator("select[name=target]").select_option(label="10/KH-UBND")
    page.get_by_label("Thời hạn mới", exact=True).fill("Quý II/2026")
    own.nth(1).fill("Quý IV/2025")
    compiler.save("Xem trước")
    see(compiler, "Thời hạn mới phải sau ngày 31/12/2025")
    assert page.get_by_label("Thời hạn mới", exact=True).input_value() == "Quý II/2026"
    own.nth(1).fill("Quý III/2026")
    compiler.save("Xem trước")
    see(compiler, "Thứ Tư, 30/9/2026")
    compiler.save("Xác nhận: chuyển tiếp sang kế hoạch sau")
    see(compiler, "cho 02 phần việc. Mở 02 nhiệm vụ, 02 phần việc ở kế hoạch sau")
    compiler.open(f"{SHEET}?quyetdinh=chuyen-tiep")
    boxes.first.check()
    compiler.save("Hoàn tác các quyết định được đánh dấu")
    see(compiler, "Rút khỏi kế hoạch sau")
    take_back(compiler, "Ghi nhầm thời hạn")
