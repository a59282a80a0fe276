"""An administrator goes through the first run; a new officer comes in with the printed slip."""

import re
from dataclasses import replace
from datetime import date

import openpyxl
import pytest

from tests.browser.serving import served
from tests.support.soaking import on_postgresql

NEW = "Mat-khau-moi-cua-toi-2025"
SAVE = "Lưu và tiếp tục"
PEOPLE = (
    ("Cán bộ đầu mối Sở Tư pháp", "Sở Tư pháp", "Cán bộ đầu mối", "0299 382 0001"),
    ("Lãnh đạo Sở Tư pháp", "STP", "Lãnh đạo đơn vị", "0299 382 0002"),
)


@pytest.fixture
def settings(settings, database_kind):
    """The day stands at 10/6/2025."""
    on_postgresql(database_kind)
    return replace(settings, today=date(2025, 6, 10))


@pytest.fixture
def password(seeded_app):
    """What `make run` prints for the first administrator."""
    made = seeded_app.test_cli_runner().invoke(args=["user", "ensure-administrator"])
    return re.search(r"\(chỉ hiện một lần\): (\S+)", made.output)[1]


@pytest.fixture
def installation(seeded_app):
    """The address of a fresh installation with the official data."""
    with served(seeded_app) as address:
        yield address


def change_password(person, old):
    for label, typed in (("Mật khẩu hiện tại", old), ("Mật khẩu mới", NEW),
                         ("Nhập lại mật khẩu mới", NEW)):  # fmt: skip
        person.page.get_by_label(label, exact=True).fill(typed)
    person.save("Đổi mật khẩu")
    person.open("/")


def fill(template):
    """Fill the downloaded template in and save it."""
    book = openpyxl.load_workbook(template)
    for row, (name, unit, role, phone) in enumerate(PEOPLE, start=2):
        for column, cell in ((1, name), (2, unit), (3, role), (6, phone)):
            book["Tài khoản"].cell(row, column, cell)
    book.save(template)


def go_through_facts(person):
    """Plans, day, letterhead, mail."""
    page = person.page
    person.follow("Tiếp tục thiết lập")
    person.follow("Tiếp tục: Kế hoạch, đề án theo dõi")
    page.get_by_label("196/KH-UBND").check()
    person.save(SAVE)
    assert person.heading == "Ngày bắt đầu theo dõi"
    page.get_by_label("Ngày bắt đầu theo dõi").fill("01/4/2025")
    person.save(SAVE)
    assert "trước thời điểm bắt đầu theo dõi" in person.text
    page.get_by_label("Ngày bắt đầu theo dõi").fill("01/01/2025")
    person.save(SAVE)
    assert person.heading == "Tên tỉnh và phần đầu văn bản"
    page.get_by_label("Tên tỉnh").fill("tỉnh Sóc Trăng")
    page.get_by_label("Cơ quan ban hành văn bản").fill("ỦY BAN NHÂN DÂN TỈNH SÓC TRĂNG")
    page.get_by_label("Địa danh").fill("Sóc Trăng")
    person.save(SAVE)
    assert person.heading == "Máy chủ thư điện tử"
    person.save("Để sau")


def load_people(person, folder):
    """The spreadsheet, its preview, the slips; login and password of the first."""
    with person.page.expect_download() as fetching:
        person.page.get_by_role("link", name="Tải tệp mẫu").click()
    template = folder / "mau.xlsx"
    fetching.value.save_as(template)
    fill(template)
    person.page.get_by_label("Bảng tính đã điền").set_input_files(template)
    person.save("Xem trước")
    assert "Chưa có gì được ghi" in person.text
    person.save("Nạp 2 tài khoản và hiện phiếu")
    slip = person.page.get_by_role("region", name="Phiếu của dm.stp")
    return slip.locator("code").all_inner_texts()


def test_first_run_to_the_first_sign_in_of_an_officer(people, installation, password, tmp_path):
    administrator = people(installation).fill_sign_in("quantri", password)
    change_password(administrator, password)
    assert "Thiết lập ban đầu: còn 05 bước" in administrator.text
    go_through_facts(administrator)
    assert administrator.heading == "Nạp tài khoản từ bảng tính"
    login, initial = load_people(administrator, tmp_path)
    pages = administrator.page.pdf(path=tmp_path / "phieu.pdf")
    assert pages.startswith(b"%PDF")
    administrator.follow("Đã in xong")
    administrator.save("Hoàn thành thiết lập ban đầu")
    administrator.open("/")
    assert "Thiết lập ban đầu" not in administrator.text
    officer = people(installation).fill_sign_in(login, initial)
    assert officer.heading == "Đổi mật khẩu"
    change_password(officer, initial)
    assert officer.heading == "Việc của tôi – Sở Tư pháp"
