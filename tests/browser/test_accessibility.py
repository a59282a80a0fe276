"""axe-core finds nothing serious on any page, at a desk and on a phone; no page moves sideways."""

from pathlib import Path

import pytest

from tests.browser.people import DESKTOP, PHONE
from tests.support.soaking import SOAKING

AXE = (Path(__file__).parents[1] / "vendor/axe.min.js").read_text()
ALIKE = "tbody tr:nth-child(n+9), option:nth-child(n+9):not(:checked)"
"""Rows of a table, and choices of a list, are alike: the first eight are looked at."""
FRAME = [".frame-head"]
"""Around every page of a person; looked at on the first, by the soak on all."""
RUN = """async ([alike, left_out]) => {
  const aside = [...document.querySelectorAll(alike)].map(
    (one) => [one, one.parentNode, one.nextSibling]);
  aside.forEach(([one]) => one.remove());
  const found = await axe.run({exclude: left_out}, {
    resultTypes: ['violations'], selectors: false, iframes: false, preload: false,
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'cat.keyboard']});
  aside.reverse().forEach(([one, parent, next]) => parent.insertBefore(one, next));
  return found.violations.map(({id, impact, nodes}) => ({id, impact, html: nodes[0].html}));
}"""
"""Looks at the page that is open; what is found goes back without what nobody reads here."""
CODE = "DA2437/STP/6"
MISSING = "/khong-co-trang-nay"
"""The one address that nobody answers at: the page that says so is looked at too."""
PAGES = {
    "dm.stp": (
        "/", "/nhiem-vu", f"/nhiem-vu/{CODE}", "/nhiem-vu/KH196-2025/CCTC/1.1",
        "/ky-bao-cao/CCHC-TINH/2025-H1/STP", "/ky-bao-cao/CCHC-TINH/2025-H1/STP/soan",
        "/ky-bao-cao/CCHC-TINH/2025-H1/STP/so-lieu",
        "/ky-bao-cao/CCHC-TINH/2025-H1/STP/so-lieu/nap",
        "/ky-bao-cao/CCHC-TINH/2025-Q1/STP/so-lieu", "/thong-bao", "/thong-bao/cai-dat",
        "/lich?thang=2025-12", "/lich?xem=danh-sach", "/lich/in", "/lich/dang-ky",
        "/lich/dang-ky/them",
    ),
    "lanhdao": (
        "/", "/qua-han", "/qua-han?in=1", "/ke-hoach", "/ke-hoach/BC43-2025", "/don-vi",
        "/tro-giup/quyen", "/tai-khoan", "/tai-khoan/mat-khau", MISSING,
        "/tieu-chi", "/tieu-chi/2023-TC16", "/tieu-chi/2023-LV8",
        "/lich?thang=2025-12",
    ),
    "quantri": (
        "/quan-tri/", "/quan-tri/thiet-lap", "/quan-tri/thiet-lap/ke-hoach",
        "/quan-tri/thiet-lap/phan-dau-van-ban", "/quan-tri/thiet-lap/may-chu-thu",
        "/quan-tri/tai-khoan", "/quan-tri/tai-khoan/8", "/quan-tri/tai-khoan/8/mat-khau",
        "/quan-tri/tai-khoan/nap", "/quan-tri/tai-khoan/them", "/quan-tri/tai-khoan/8/lam-thay",
        "/quan-tri/tai-khoan/chuyen-don-vi?donvi=STP", "/quan-tri/nhac-viec", "/quan-tri/lich",
    ),
    "dm.stc": ("/", "/giao-viec?chon=tat-ca", "/ban-giao-viec", "/xac-nhan?nam=tat-ca"),
    "dm.snnmt": (
        "/phoi-hop?chieu=gui&trangthai=tat-ca", "/phoi-hop/1", "/phoi-hop/1/rut",
        "/phan-viec/3386", "/phan-viec/3386/phoi-hop", "/phan-viec/3386/gia-han", "/gia-han",
    ),
    "th.snv": (
        "/", "/gia-han?trangthai=tat-ca", "/phan-viec/3401/y-kien-gia-han", "/qua-han",
        "/ket-thuc-nam", "/ket-thuc-nam/KH196-2025/2025?donvi=STP",
        "/ket-thuc-nam/KH196-2025/2025/hoan-tac",
        "/ke-hoach/KH196-2025/doi-chieu-chuong-trinh?de-xuat=1",
        "/ke-hoach/KH196-2025/doi-chieu-chuong-trinh/gan",
        "/nhiem-vu/KH196-2025/CQS/2.1.2", "/nhiem-vu/KH196-2025/CQS/2.1.2/su-kien",
        "/quan-tri/ke-hoach", "/quan-tri/ke-hoach/moi", "/quan-tri/ke-hoach/2",
        "/quan-tri/ke-hoach/2/nhap",
        "/quan-tri/ke-hoach/2/sua-doi?them=1", "/quan-tri/ke-hoach/2/thay-the",
        "/quan-tri/nhiem-vu/143", "/quan-tri/nhiem-vu/143/phan-viec",
        "/quan-tri/thoi-han?nhiemvu=143", "/quan-tri/giao-viec", "/quan-tri/cho-xac-dinh",
        "/quan-tri/cho-xac-dinh?muc=co-quan", "/quan-tri/tieu-chi",
        "/quan-tri/tieu-chi/2023-TC16", "/quan-tri/tieu-chi/2023-TC16/ket-qua?nam=2024",
        "/quan-tri/tieu-chi/2023-TC16/lien-ket", "/ky-bao-cao",
        "/ky-bao-cao/CCHC-TINH/2025-Q1", "/ky-bao-cao/CCHC-TINH/2025-H1/theo-doi",
        "/ky-bao-cao/CCHC-TINH/2025-H1/STP/nhap-thay",
        "/tong-hop", "/tong-hop/CCHC-TINH/2025-H1",
        "/quan-tri/che-do-bao-cao", "/quan-tri/che-do-bao-cao/1",
        "/quan-tri/che-do-bao-cao/1/ket-thuc", "/quan-tri/che-do-bao-cao/1/dot-xuat",
        "/quan-tri/che-do-bao-cao/moi", "/quan-tri/ky-bao-cao/2/doi-ngay",
        "/quan-tri/phan-dau-van-ban", "/quan-tri/phan-dau-van-ban/1",
        "/quan-tri/phan-dau-van-ban/moi?donvi=2",
        "/ky-bao-cao/CCHC-TINH/2025-H1/so-lieu", "/quan-tri/bieu-so-lieu",
        "/quan-tri/bieu-so-lieu/moi", "/quan-tri/bieu-so-lieu/CT7.3",
        "/quan-tri/bieu-so-lieu/CT7.3/so-dau-ky?nam=2024&ky=Y",
    ),
}  # fmt: skip
SIZES = [pytest.param(DESKTOP, id="desktop"), pytest.param(PHONE, id="phone")]


def faults(page, left_out=()):
    """What a person would be hindered by: overflow, and axe's serious and critical findings."""
    return [*overflow(page), *_findings(page, left_out)]


def _findings(page, left_out):
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE)
    return [
        f"{page.url}: {fault['id']}: {fault['html'][:160]}"
        for fault in page.evaluate(RUN, [ALIKE, list(left_out)])
        if fault["impact"] in {"serious", "critical"}
    ]


def overflow(page):
    """Whether the page would move sideways."""
    wide = page.evaluate("document.documentElement.scrollWidth")
    return [f"{page.url}: {wide} pixels wide"] if wide > page.viewport_size["width"] else []


def resize(page, size):
    """Show the page that is open at another size."""
    page.set_viewport_size(dict(zip(("width", "height"), size, strict=True)))


@pytest.fixture
def people(people):
    """Persons on whose every page axe stands ready: sent once, not with every page."""

    def meet(*given, **options):
        person = people(*given, **options)
        person.context.add_init_script(AXE)
        return person

    return meet


@pytest.mark.parametrize("login", PAGES)
def test_pages_hinder_nobody(people, undrawn, cookies, shared_address, login):
    """Both sizes get the same markup: axe looks at pages at a desk and on a phone in turn."""
    person = people(shared_address, browser=undrawn, storage_state=cookies(login))
    found, size, other = [], DESKTOP, PHONE
    for path in PAGES[login]:
        status = person.open(path)
        assert status == (404 if path == MISSING else 200), path
        found += overflow(person.page)
        resize(person.page, other)
        whole = SOAKING or path == PAGES[login][0]
        found += faults(person.page, () if whole else FRAME)
        size, other = other, size
    assert not found


@pytest.mark.parametrize("size", SIZES)
def test_sign_in_hinders_nobody(people, shared_address, size):
    person = people(shared_address, size)
    person.open("/dang-nhap")
    assert not faults(person.page)


@pytest.mark.parametrize("size", SIZES)
def test_forms_hinder_nobody_also_when_refused(people, address, size):
    first, second = (people(address, size).sign_in("dm.stp") for _ in range(2))
    for person in (first, second):
        person.open_update(CODE)
    found = faults(first.page)
    first.page.get_by_label("Hoàn thành", exact=True).check()
    first.save()
    found += faults(first.page)
    first.page.get_by_label("Đang thực hiện", exact=True).check()
    first.page.get_by_label("Nội dung thực hiện").fill("Bản thứ nhất")
    first.save()
    second.page.get_by_label("Nội dung thực hiện").fill("Bản thứ hai")
    second.save()
    second.page.get_by_text("Có hai bản").wait_for()
    assert not [*found, *faults(second.page)]


@pytest.mark.parametrize(
    ("rule", "plant"),
    [
        ("label", "document.body.append(document.createElement('input'))"),
        ("color-contrast", "document.querySelector('h1').style.color = '#ddd'"),
    ],
)
def test_a_planted_fault_is_found(people, undrawn, shared_address, rule, plant):
    person = people(shared_address, browser=undrawn)
    person.open("/dang-nhap")
    person.page.evaluate(plant)
    assert [fault for fault in faults(person.page) if f": {rule}:" in fault]


def test_a_page_that_moves_sideways_is_found(people, undrawn, shared_address):
    person = people(shared_address, PHONE, browser=undrawn)
    person.open("/dang-nhap")
    person.page.evaluate("document.querySelector('h1').style.width = '500px'")
    assert overflow(person.page)
