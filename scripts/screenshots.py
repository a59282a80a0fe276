"""Take the user guide's pictures: serve a demonstration, drive the distribution's Chromium.

Run `.venv/bin/python scripts/screenshots.py`; it writes docs/huong-dan/anh/*.png.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs/huong-dan/anh"
PASSWORD = "MinhHoa-Cchc-2025"  # noqa: S105 - of the demonstration, shown on its sign-in page
INITIAL = "Ban-dau-Soc-Trang-25"
DESKTOP, PHONE = (1200, 720), (380, 760)
TASK = "DA2437/STP/6"
SCROLL = """it => {
  it.scrollIntoView({behavior: "instant"}); window.scrollBy({top: -16, behavior: "instant"});
}"""
SWITCHES = ["--disable-gpu", "--disable-background-networking", "--no-first-run"]


@contextmanager
def demonstration() -> Iterator[str]:
    """The address of a demonstration in a folder that goes away afterwards."""
    with TemporaryDirectory(prefix="tracker-guide-") as folder:
        port = free_port()
        env = {name: value for name, value in os.environ.items() if "TRACKER" not in name}
        env |= {
            "TRACKER_DATA_DIR": folder, "TRACKER_TODAY": "2025-06-10", "TRACKER_PORT": str(port),
            "WEB_CONCURRENCY": "1",
        }  # fmt: skip
        for command in ("db upgrade", "demo load"):
            run([*command.split()], env)
        add = ["user", "add", "stp.daumoi", "--name", "Cán bộ đầu mối Sở Tư pháp"]
        run([*add, "--role", "focal", "--unit", "STP", "--password-stdin"], env, f"{INITIAL}\n")
        server = subprocess.Popen([sys.executable, "-m", "gunicorn", "wsgi:app"], cwd=ROOT, env=env)
        try:
            yield wait_for(f"http://127.0.0.1:{port}")
        finally:
            server.terminate()
            server.wait()


def run(arguments: list[str], env: dict[str, str], typed: str = "") -> None:
    """One `tracker` command."""
    command = [sys.executable, "-m", "tracker", *arguments]
    subprocess.run(command, cwd=ROOT, env=env, input=typed, text=True, check=True)


def free_port() -> int:
    """A loopback port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number: int = probe.getsockname()[1]
        return number


def wait_for(address: str) -> str:
    """The address, once something answers there."""
    for _ in range(100):
        try:
            urlopen(f"{address}/healthz").close()  # noqa: S310 - our own loopback server
        except URLError:
            time.sleep(0.2)
        else:
            return address
    raise TimeoutError(address)


@dataclass
class Photographer:
    """Opens browsers and keeps pictures."""

    browser: Browser
    address: str

    def person(self, login: str, size: tuple[int, int] = DESKTOP, password: str = PASSWORD) -> Page:
        """A browser of somebody who has just signed in."""
        page = self.stranger(size)
        page.get_by_label("Tên đăng nhập").fill(login)
        page.get_by_label("Mật khẩu").fill(password)
        page.get_by_role("main").get_by_role("button", name="Đăng nhập").click()
        return page

    def stranger(self, size: tuple[int, int] = DESKTOP) -> Page:
        """A browser at the sign-in page."""
        viewport = {"width": size[0], "height": size[1]}
        page = self.browser.new_context(base_url=self.address, viewport=viewport).new_page()
        page.goto("/dang-nhap")
        return page


def keep(page: Page, name: str, first: str = "") -> None:
    """The picture of what is in view; `first` is a selector brought to the top."""
    if first:
        page.locator(first).first.evaluate(SCROLL)
    page.mouse.move(0, 0)
    page.evaluate("document.fonts.ready")
    page.screenshot(path=PICTURES / f"{name}.png", animations="disabled")


def signing_in(take: Photographer) -> None:
    """01: the form, and the forced change of an initial password."""
    keep(take.stranger((1200, 420)), "dang-nhap")
    keep(take.person("stp.daumoi", (1200, 560), INITIAL), "doi-mat-khau")


def officer(take: Photographer) -> None:
    """02: what waits, an update with its product, a refusal, the timeline, a correction."""
    keep(take.person("dm.snnmt"), "viec-cua-toi")
    keep(take.person("dm.snnmt", PHONE), "viec-cua-toi-dien-thoai")
    page = take.person("dm.stp")
    open_update(page)
    keep(page, "cap-nhat")
    page.get_by_label("Hoàn thành", exact=True).check()
    page.get_by_label("Nội dung thực hiện").fill("Đã ban hành báo cáo kết quả năm 2025.")
    page.get_by_role("button", name="Lưu cập nhật").click()
    keep(page, "cap-nhat-thieu-san-pham", "#error-summary")
    slot = page.get_by_role("group", name="Sản phẩm: Báo cáo")
    slot.get_by_label("Số, ký hiệu").fill("45/BC-STP")
    slot.get_by_label("Ngày", exact=True).fill("06/6/2025")
    pdf = ROOT / "seeds/demo/files/ke-hoach-kiem-tra-van-ban.pdf"
    slot.get_by_label("Tệp đính kèm").set_input_files(pdf)
    keep(page, "san-pham", "fieldset.group-of-fields")
    page.get_by_role("button", name="Lưu cập nhật").click()
    keep(page, "nhiem-vu")
    keep(page, "dien-bien", "#dien-bien")
    page.get_by_role("link", name="Đính chính").first.click()
    keep(page, "dinh-chinh")


def two_people(take: Photographer) -> None:
    """02: both texts when two people wrote about the same work."""
    head, page = take.person("ld.stp"), take.person("dm.stp")
    for one, words in (
        (head, "Đã duyệt đề cương tập huấn; giao Phòng Phổ biến pháp luật thực hiện."),
        (page, "Đang lấy ý kiến các phòng về nội dung tập huấn."),
    ):
        open_update(one, "DA2437/STP/2")
        one.get_by_label("Nội dung thực hiện").fill(words)
    for one in (head, page):
        one.get_by_role("button", name="Lưu cập nhật").click()
    keep(page, "hai-ban", "#error-summary")


def leadership(take: Photographer) -> None:
    """03: overdue work, the list, the plans, the bodies."""
    page = take.person("lanhdao")
    for name, path in (
        ("lanh-dao", "/"), ("qua-han", "/qua-han"), ("ke-hoach", "/ke-hoach"),
        ("ke-hoach-196", "/ke-hoach/KH196-2025"), ("don-vi", "/don-vi"),
        ("danh-sach", "/nhiem-vu?q=thu+tuc+hanh+chinh&trangthai=tat-ca"),
    ):  # fmt: skip
        page.goto(path)
        keep(page, name)
    phone = take.person("lanhdao", PHONE)
    phone.goto("/qua-han")
    keep(phone, "qua-han-dien-thoai")
    compiler = take.person("th.snv")
    compiler.goto("/nhiem-vu/KH196-2025/CQS/2.1.2/su-kien")
    compiler.get_by_label("Ngày xảy ra").fill("24/4/2025")
    compiler.get_by_label("Văn bản, căn cứ").fill("Quyết định 900/QĐ-UBND ngày 24/4/2025")
    compiler.get_by_role("button", name="Xem thời hạn").click()
    keep(compiler, "su-kien")


def administration(take: Photographer) -> None:
    """04: what each role may do."""
    page = take.person("quantri")
    page.goto("/tro-giup/quyen")
    keep(page, "quyen-su-dung")


def open_update(page: Page, code: str = TASK) -> None:
    """From a task's page to its form."""
    page.goto(f"/nhiem-vu/{code}")
    page.get_by_role("link", name="Cập nhật", exact=True).first.click()
    page.get_by_role("heading", name="Cập nhật tình hình").wait_for()


def main() -> None:
    """Take every picture anew."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if not chromium:
        sys.exit("Needs the distribution's Chromium: apt-get install chromium")
    switches = [*SWITCHES, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    PICTURES.mkdir(parents=True, exist_ok=True)
    with demonstration() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=switches, env={**os.environ, "LANGUAGE": "vi"}
        )
        take = Photographer(browser, address)
        for chapter in (signing_in, officer, two_people, leadership, administration):
            chapter(take)
        browser.close()


if __name__ == "__main__":
    main()
