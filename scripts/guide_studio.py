"""What the guide's pictures are taken with: a demonstration that is served, a browser, a camera."""

import base64
import os
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

from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs/huong-dan/anh"
PASSWORD = "MinhHoa-Cchc-2025"  # noqa: S105 - of the demonstration, shown on its sign-in page
INITIAL = "Ban-dau-Soc-Trang-25"
WIDE, NARROW = 1366, 380
DESKTOP, PHONE = (WIDE, 768), (NARROW, 800)
ADDRESS = "http://127.0.0.1:8000"
"""What pages print as the program's address, whatever port the pictures are taken at."""
TOLD_ON = "2025-06-10"
"""The day up to which the demonstration was told of: without their clock, a banner says so."""
QUALITY = 62
"""Of the WebP pictures: text stays sharp, a screen takes some 40 kB."""
SCROLL = """it => {
  it.scrollIntoView({behavior: "instant"}); window.scrollBy({top: -16, behavior: "instant"});
}"""


@contextmanager
def demonstration() -> Iterator[dict[str, str]]:
    """The environment of a demonstration in a folder that goes away afterwards."""
    with TemporaryDirectory(prefix="tracker-guide-") as folder:
        env = {name: value for name, value in os.environ.items() if "TRACKER" not in name}
        env |= {"TRACKER_DATA_DIR": folder, "TRACKER_TODAY": TOLD_ON, "WEB_CONCURRENCY": "1"}
        env["TRACKER_BASE_URL"] = ADDRESS
        for command in ("db upgrade", "demo load"):
            run([*command.split()], env)
        add = ["user", "add", "ld2.stp", "--name", "Lãnh đạo Sở Tư pháp (mới)"]
        run([*add, "--role", "head", "--unit", "STP", "--password-stdin"], env, f"{INITIAL}\n")
        yield env


@contextmanager
def served(env: dict[str, str], day: str) -> Iterator[str]:
    """The address of the demonstration, its clock standing at the day; reminders run beside it."""
    port = free_port()
    env = env | {"TRACKER_TODAY": day, "TRACKER_PORT": str(port)}
    commands = [["gunicorn", "wsgi:app"], *([["tracker", "scheduler"]] if day == TOLD_ON else [])]
    started = [
        subprocess.Popen([sys.executable, "-m", *command], cwd=ROOT, env=env)
        for command in commands
    ]
    try:
        yield wait_for(f"http://127.0.0.1:{port}")
    finally:
        for process in started:
            process.terminate()
        for process in started:
            process.wait()


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
    for _ in range(600):
        try:
            urlopen(f"{address}/dang-nhap").close()  # noqa: S310 - our own loopback server
        except URLError:
            time.sleep(0.2)
        else:
            return address
    raise TimeoutError(address)


@dataclass
class Photographer:
    """Opens browsers at the address of a demonstration."""

    browser: Browser
    address: str

    def person(self, login: str, size: tuple[int, int] = DESKTOP, password: str = PASSWORD) -> Page:
        """A browser of somebody who has just signed in."""
        page = self.stranger(size)
        page.get_by_label("Tên đăng nhập").fill(login)
        page.get_by_label("Mật khẩu").fill(password)
        page.get_by_role("main").get_by_role("button", name="Đăng nhập").click()
        page.wait_for_load_state()
        return page

    def stranger(self, size: tuple[int, int] = DESKTOP) -> Page:
        """A browser at the sign-in page."""
        viewport = {"width": size[0], "height": size[1]}
        context = self.browser.new_context(
            base_url=self.address, viewport=viewport, reduced_motion="reduce"
        )
        page = context.new_page()
        page.goto("/dang-nhap")
        return page

    def pages(self, login: str, *shots: tuple[str, str, int], width: int = WIDE) -> Page:
        """One person's pages as they open: name of the picture, address, height."""
        page = self.person(login, (width, DESKTOP[1]))
        for name, path, height in shots:
            page.goto(path)
            keep(page, name, height)
        return page


def keep(page: Page, name: str, height: int = DESKTOP[1], first: str = "") -> None:
    """The picture of the page's beginning, or from the element `first` (a selector) on."""
    width = page.viewport_size["width"] if page.viewport_size else WIDE
    page.set_viewport_size({"width": width, "height": height})
    page.locator(first or "body").first.evaluate(SCROLL)
    page.mouse.move(0, 0)
    page.evaluate("document.activeElement?.blur()")
    page.evaluate("document.fonts.ready")
    camera = page.context.new_cdp_session(page)
    shot = camera.send("Page.captureScreenshot", {"format": "webp", "quality": QUALITY})
    (PICTURES / f"{name}.webp").write_bytes(base64.b64decode(shot["data"]))
    camera.detach()
    page.set_viewport_size({"width": width, "height": DESKTOP[1] if width == WIDE else PHONE[1]})


def submit(page: Page, name: str) -> None:
    """Press a button of the page's body and wait for the answer."""
    with page.expect_navigation():
        page.get_by_role("main").get_by_role("button", name=name).first.click()


def follow(page: Page, name: str) -> None:
    """Follow a link of the page's body and wait for the page."""
    with page.expect_navigation():
        page.get_by_role("main").get_by_role("link", name=name).first.click()
