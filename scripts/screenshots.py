"""Take the user guide's pictures: serve a demonstration, drive the distribution's Chromium.

Run `make guide`; it writes docs/huong-dan/anh/*.webp anew.
"""

import os
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import openpyxl
from guide_intake import taking_in
from guide_studio import (
    INITIAL,
    NARROW,
    PHONE,
    PICTURES,
    ROOT,
    Photographer,
    demonstration,
    follow,
    keep,
    served,
    submit,
)
from playwright.sync_api import Page, sync_playwright

TASK = "DA2437/STP/6"
SWITCHES = ["--disable-gpu", "--disable-background-networking", "--no-first-run"]
PEOPLE = (
    ("Cán bộ đầu mối Sở Y tế (dự phòng)", "Sở Y tế", "Cán bộ đầu mối", "0299 3820 001"),
    ("Cán bộ đầu mối Sở Xây dựng (dự phòng)", "Sở Xây dựng", "Cán bộ đầu mối", "0299 3820 002"),
)
"""Name, unit, role, telephone of two rows of the spreadsheet; made up."""


def everyone(take: Photographer) -> None:
    """Signing in, the forced change of an initial password, the account's own page."""
    keep(take.stranger(), "dang-nhap", 420)
    keep(take.person("ld2.stp", password=INITIAL), "doi-mat-khau", 560)
    take.pages("dm.stp", ("tim-kiem", "/tim-kiem?q=kiem+tra+ra+soat", 560))


def officer(take: Photographer) -> None:
    """What waits, an update with its product, a refusal, the timeline, a correction."""
    take.pages("dm.snnmt", ("viec-cua-toi", "/", 600))
    take.pages("dm.stp", ("thong-bao", "/thong-bao", 620))
    take.pages("dm.snnmt", ("viec-cua-toi-dien-thoai", "/", 800), width=NARROW)
    head = take.person("ld.stp")
    open_update(head)
    name_product(head)
    keep(head, "san-pham", 520, "fieldset.group-of-fields")
    page = take.person("dm.stp")
    open_update(page)
    keep(page, "cap-nhat", 720)
    page.get_by_label("Hoàn thành", exact=True).check()
    page.get_by_label("Nội dung thực hiện").fill("Đã ban hành báo cáo kết quả năm 2025.")
    submit(page, "Lưu cập nhật")
    keep(page, "cap-nhat-thieu-san-pham", 480, "#error-summary")
    name_product(page)
    submit(page, "Lưu cập nhật")
    keep(page, "nhiem-vu", 680)
    keep(page, "dien-bien", 280, "#dien-bien")
    follow(page, "Đính chính")
    keep(page, "dinh-chinh", 640)


def name_product(page: Page) -> None:
    """Fill in the product that the task asks for: a paper and its file."""
    slot = page.get_by_role("group", name="Sản phẩm: Báo cáo")
    slot.get_by_label("Số, ký hiệu").fill("45/BC-STP")
    slot.get_by_label("Ngày", exact=True).fill("06/6/2025")
    pdf = ROOT / "seeds/demo/files/ke-hoach-kiem-tra-van-ban.pdf"
    slot.get_by_label("Tệp đính kèm").set_input_files(pdf)


def many(take: Photographer) -> None:
    """The grid with words and a tick, one word for the standing work of a field."""
    page = take.person("dm.snnmt")
    page.goto("/cap-nhat-nhieu")
    rows = page.locator("tr[data-draft-row]")
    for number, words in (
        (0, "Đang tổng hợp số liệu của các phòng."),
        (1, "Đã trình lãnh đạo Sở."),
    ):
        rows.nth(number).get_by_role("textbox", name="Nội dung thực hiện").fill(words)
    rows.nth(2).get_by_role("checkbox", name="Không thay đổi").check()
    page.wait_for_timeout(2500)  # the draft is on its way
    keep(page, "cap-nhat-nhieu", 600)
    phone = take.person("dm.snnmt", PHONE)
    phone.goto("/cap-nhat-nhieu")
    keep(phone, "cap-nhat-nhieu-dien-thoai", 800, "tr[data-draft-row]")
    page.goto("/thuong-xuyen")
    follow(page, "Cải cách thủ tục hành chính")
    page.get_by_label("Nội dung thực hiện").fill("Duy trì thường xuyên theo kế hoạch.")
    keep(page, "thuong-xuyen", 680)


def two_people(take: Photographer) -> None:
    """Both texts when two people wrote about the same work."""
    head, page = take.person("ld.stp"), take.person("dm.stp")
    for one, words in (
        (head, "Đã duyệt đề cương tập huấn; giao Phòng Phổ biến pháp luật thực hiện."),
        (page, "Đang lấy ý kiến các phòng về nội dung tập huấn."),
    ):
        open_update(one, "DA2437/STP/2")
        one.get_by_label("Nội dung thực hiện").fill(words)
    for one in (head, page):
        submit(one, "Lưu cập nhật")
    keep(page, "hai-ban", 480, "#error-summary")


def asking(take: Photographer) -> None:
    """A share with its buttons; a request to a partner, its answer; a later day asked for."""
    page = take.person("dm.snnmt")
    open_share(page, "KH196-2025/CQS/2.1.1")
    keep(page, "phan-viec", 520)
    follow(page, "Xin gia hạn")
    page.get_by_label("Đề nghị gia hạn đến ngày").fill("31/7/2025")
    page.get_by_label("Lý do").fill(
        "Chờ bàn giao thiết bị số hóa; dự kiến xong trong tháng 7/2025."
    )
    page.get_by_label("Văn bản đề nghị").fill("521/SNNMT-VP")
    keep(page, "xin-gia-han", 720)
    partner = take.person("dm.skhcn")
    follow(partner, "Xem và trả lời")
    keep(partner, "tra-loi-phoi-hop")
    compiler = take.person("th.snv")
    compiler.goto("/gia-han")
    follow(compiler, "Ghi ý kiến")
    keep(compiler, "y-kien-gia-han")


def inside(take: Photographer) -> None:
    """Work handed on inside a unit, and what the division's officer sees."""
    page = take.person("ld.stc")
    page.goto("/")
    keep(page, "lanh-dao-don-vi", 560)
    open_share(page, "DA2437/STC/3")
    follow(page, "Giao trong đơn vị")
    page.get_by_label("Phòng", exact=True).select_option("Thanh tra Sở Tài chính")
    page.get_by_label("Hạn nội bộ").fill("30/6/2025")
    keep(page, "giao-viec", 580)
    page.goto("/giao-viec")
    for box in page.locator("input[name=rows]").all()[:3]:
        box.check()
    keep(page, "giao-nhieu-viec", 680)
    take.pages("cv.stc.ttr", ("phong-chuyen-mon", "/", 560))
    take.pages("cv.stc.ttr", ("phong-chuyen-mon-dien-thoai", "/", 800), width=NARROW)


def compiler(take: Photographer) -> None:
    """Confirming, entering for a unit, an event, the queue, a plan, an amendment, an order."""
    page = take.pages(
        "th.snv",
        ("tong-hop", "/", 680), ("xac-nhan", "/xac-nhan?nam=tat-ca", 640),
        ("don-vi", "/don-vi", 768), ("cho-xac-dinh", "/quan-tri/cho-xac-dinh", 640),
        ("quan-tri-tong-hop", "/quan-tri/", 480), ("phat-hanh", "/nhac-viec/phat-hanh", 620),
    )  # fmt: skip
    page.goto("/quan-tri/ke-hoach")
    follow(page, "Kế hoạch thực hiện cải cách hành chính")
    keep(page, "ke-hoach-quan-tri")
    open_share(page, TASK)
    follow(page, "Nhập thay")
    page.get_by_label("Văn bản", exact=True).check()
    page.get_by_label("Số, ký hiệu văn bản").fill("215/STP-VP")
    page.get_by_label("Ngày đơn vị trả lời").fill("09/6/2025")
    keep(page, "nhap-thay")
    page.goto("/nhiem-vu/KH196-2025/CQS/2.1.2/su-kien")
    page.get_by_label("Ngày xảy ra").fill("24/4/2025")
    page.get_by_label("Văn bản, căn cứ").fill("Quyết định 900/QĐ-UBND ngày 24/4/2025")
    submit(page, "Xem thời hạn")
    keep(page, "su-kien", 560)
    order(page)


def order(page: Page) -> None:
    """One paper, two bodies, one day; as it looks before it is kept."""
    page.goto("/quan-tri/giao-viec")
    for label, words in (
        ("Loại văn bản", "Công văn"), ("Số, ký hiệu văn bản", "77/UBND-NC"),
        ("Ngày ban hành", "09/6/2025"), ("Cơ quan ban hành văn bản", "UBND tỉnh"),
        ("Trích yếu", "Về việc báo cáo số liệu hồ sơ trực tuyến"),
        ("Nội dung nhiệm vụ (nguyên văn)", "Báo cáo số liệu hồ sơ trực tuyến"),
        ("Ngày đến hạn", "20/6/2025"),
    ):  # fmt: skip
        page.get_by_label(label).fill(words)
    for unit in ("Sở Tư pháp", "Sở Nội vụ"):
        page.get_by_label(unit, exact=True).check()
    submit(page, "Xem phần việc sẽ mở")
    keep(page, "giao-viec-van-ban", 520)


def leadership(take: Photographer) -> None:
    """Overdue work, the list, the plans, one body, on paper."""
    take.pages(
        "lanhdao",
        ("lanh-dao", "/", 480), ("qua-han", "/qua-han", 680), ("ke-hoach", "/ke-hoach", 560),
        ("ke-hoach-196", "/ke-hoach/KH196-2025", 640), ("mot-don-vi", "/don-vi/SNNMT", 680),
        ("danh-sach", "/nhiem-vu?trangthai=tat-ca&q=thu+tuc+hanh+chinh", 600),
    )  # fmt: skip
    take.pages("lanhdao", ("qua-han-dien-thoai", "/qua-han", 800), width=NARROW)


def administration(take: Photographer) -> None:
    """The rooms of the administration."""
    page = take.pages(
        "quantri",
        ("quan-tri", "/quan-tri/", 768), ("thiet-lap", "/quan-tri/thiet-lap", 640),
        ("tai-khoan", "/quan-tri/tai-khoan", 520), ("nhom-don-vi", "/quan-tri/nhom-don-vi", 520),
        ("linh-vuc", "/quan-tri/linh-vuc", 560), ("quyen-su-dung", "/tro-giup/quyen", 768),
        ("ban-giao", "/quan-tri/ban-giao", 680), ("nhac-viec", "/quan-tri/nhac-viec/bat-tat", 768),
    )  # fmt: skip
    page.goto("/quan-tri/ngay-nghi/them")
    for label, words in (("Từ ngày", "16/6/2025"), ("Đến hết ngày", "18/6/2025"),
                         ("Tên", "Nghỉ theo thông báo")):  # fmt: skip
        page.get_by_label(label).fill(words)
    submit(page, "Xem ảnh hưởng và lưu")
    keep(page, "ngay-nghi", 560)
    slips(page)


def slips(page: Page) -> None:
    """Accounts from a spreadsheet: the preview, then the slips."""
    page.goto("/quan-tri/tai-khoan/nap")
    with page.expect_download() as fetching:
        page.get_by_role("link", name="Tải tệp mẫu").click()
    template = Path(f"{fetching.value.path()}.xlsx")
    fetching.value.save_as(template)
    book = openpyxl.load_workbook(template)
    for row, person in enumerate(PEOPLE, start=2):
        for column, words in zip((1, 2, 3, 6), person, strict=True):
            book["Tài khoản"].cell(row, column, words)
    book.save(template)
    page.get_by_label("Bảng tính đã điền").set_input_files(template)
    submit(page, "Xem trước")
    keep(page, "nap-tai-khoan", 560)
    submit(page, "Nạp 2 tài khoản")
    keep(page, "phieu-tai-khoan", 640)


def handover(take: Photographer) -> None:
    """The ready file of July taken into a draft and seen beforehand; minutes of March."""
    page = take.person("quantri")
    page.goto("/quan-tri/ban-giao")
    submit(page, "Lấy vào bản soạn")
    follow(page, "Xem trước")
    keep(page, "ban-giao-xem-truoc")
    page.goto("/quan-tri/ban-giao")
    page.get_by_role("table", name="Bàn giao đã áp dụng").get_by_role("link").first.click()
    page.locator("details.panel").first.evaluate("it => { it.open = true }")
    follow(page, "Biên bản bàn giao")
    keep(page, "bien-ban")


def calendars(take: Photographer) -> None:
    """The month on screen, on a phone and for paper; a new link; what administrators set."""
    page = take.pages("dm.snnmt", ("lich", "/lich", 768))
    take.pages("dm.snnmt", ("lich-dien-thoai", "/lich", 800), width=NARROW)
    page.goto("/lich/in")
    page.emulate_media(media="print")
    keep(page, "lich-in", 640)
    page.emulate_media(media="screen")
    page.goto("/lich/dang-ky/them")
    page.get_by_label("Tên đường dẫn").fill("Điện thoại của tôi")
    submit(page, "Tạo đường dẫn")
    page.locator("details.panel").first.evaluate("it => { it.open = true }")
    keep(page, "lich-duong-dan", 900)
    take.pages("quantri", ("lich-quan-tri", "/quan-tri/lich", 768))


def november(take: Photographer) -> None:
    """The year's end: results of standing work, estimates."""
    take.pages("dm.stp", ("cuoi-nam", "/cuoi-nam", 680), ("uoc-thuc-hien", "/uoc-thuc-hien", 640))


def next_year(take: Photographer) -> None:
    """The sheet of the year that has ended."""
    take.pages("th.snv", ("ket-thuc-nam", "/ket-thuc-nam/KH196-2025/2025", 640))


def open_update(page: Page, code: str = TASK) -> None:
    """From a task's page to its form."""
    page.goto(f"/nhiem-vu/{code}")
    page.get_by_role("link", name="Cập nhật", exact=True).first.click()
    page.get_by_role("heading", name="Cập nhật tình hình").wait_for()


def open_share(page: Page, code: str) -> None:
    """From a task's page to the first share that the person sees."""
    page.goto(f"/nhiem-vu/{code}")
    follow(page, "Chi tiết, diễn biến")


JUNE = (everyone, two_people, asking, inside, compiler, leadership, handover, administration,
        officer, many, calendars, taking_in)  # fmt: skip
DAYS: tuple[tuple[str, tuple[Callable[[Photographer], None], ...]], ...] = (
    ("2025-06-10", JUNE), ("2025-11-20", (november,)), ("2026-01-06", (next_year,)),
)  # fmt: skip
"""Chapters by the day on which the clock of the demonstration stands."""


def main() -> None:
    """Take every picture anew."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if not chromium:
        sys.exit("Needs the distribution's Chromium: apt-get install chromium chromium-l10n")
    switches = [*SWITCHES, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    shutil.rmtree(PICTURES, ignore_errors=True)
    PICTURES.mkdir(parents=True)
    with demonstration() as env, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=switches, env={**os.environ, "LANGUAGE": "vi"}
        )
        for day, chapters in DAYS:
            with served(env, day) as address:
                for chapter in chapters:
                    chapter(Photographer(browser, address))
        browser.close()
    compare()


def compare() -> None:
    """Every picture is shown somewhere in the guide, and the guide shows no other."""
    pages = "".join(page.read_text() for page in PICTURES.parent.glob("*.md"))
    shown = set(re.findall(r"anh/([\w-]+)\.webp", pages))
    apart = shown ^ {picture.stem for picture in PICTURES.glob("*.webp")}
    if apart:
        sys.exit(f"Shown but not taken, or taken but not shown: {', '.join(sorted(apart))}")


if __name__ == "__main__":
    main()
