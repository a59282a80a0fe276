"""What a person does in a browser, in few words."""

from types import SimpleNamespace

from tests.browser.serving import APPS
from tests.support import people

PASSWORD = "MinhHoa-Cchc-2025"
DESKTOP, PHONE = (1366, 768), (380, 800)
PATIENCE = 60_000
"""Milliseconds; a busy machine applies a hand-over for a while."""


class Person:
    """Somebody in front of a browser of their own."""

    def __init__(self, browser, address, size=DESKTOP, **options):
        self.address = address
        viewport = {"width": size[0], "height": size[1]}
        self.context = browser.new_context(base_url=address, viewport=viewport, **options)
        self.context.set_default_timeout(PATIENCE)
        self._page = self.context.new_page()
        self._came = False
        self.troubles = []
        self._page.on("pageerror", lambda error: self.troubles.append(str(error)))
        self._page.on("console", self._listen)

    def _listen(self, message):
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.troubles.append(message.text)

    @property
    def page(self):
        """What is open; who came with a session and asked for nothing sees the first page."""
        if self._came and self._page.url == "about:blank":
            self._page.goto("/")
        return self._page

    def sign_in(self, login):
        """Come with an open session, without going through the form."""
        app = APPS[self.address]
        with app.app_context():
            browser = people.sign_in(SimpleNamespace(browser=app.test_client()), login).browser
            name = app.config["SESSION_COOKIE_NAME"]
        cookie = browser.get_cookie(name, domain="localhost")
        self.context.add_cookies(
            [{"name": name, "value": cookie.value, "url": self.address, "httpOnly": True}]
        )
        self._came = True
        return self

    def fill_sign_in(self, login, password=PASSWORD):
        """Sign in through the form."""
        self.page.goto("/dang-nhap")
        self.page.get_by_label("Tên đăng nhập").fill(login)
        self.page.get_by_label("Mật khẩu").fill(password)
        self.go(self.page.get_by_role("main").get_by_role("button", name="Đăng nhập"))
        return self

    def open(self, path):
        """Go to a page; its response's status."""
        return self._page.goto(path).status

    def open_until(self, path, seen):
        """Open a page again and again until `seen()`: what a beacon carries arrives by and by."""
        for _ in range(60):
            self.open(path)
            if seen():
                return
            self.page.wait_for_timeout(100)
        raise AssertionError(f"{path} never came to be so")

    def open_update(self, code):
        """From a task's page to the form of its first share that may be updated."""
        self.open(f"/nhiem-vu/{code}")
        self.follow("Cập nhật", exact=True, first=True)

    def go(self, target):
        """Click what leads to another page and wait until that is there whole; its status.

        What is read straight after a bare click may still be the page before, or half of the next.
        """
        with self.page.expect_navigation() as going:
            target.click()
        return going.value.status

    def follow(self, name, *, role="link", exact=False, first=False):
        """Go where a link or a button of this name leads; the status."""
        found = self.page.get_by_role(role, name=name, exact=exact)
        return self.go(found.first if first else found)

    def save(self, name="Lưu cập nhật"):
        """Send the form; the status of the page that answers."""
        return self.follow(name, role="button", exact=True)

    @property
    def heading(self):
        """The page's title on screen."""
        return self.page.locator("h1").inner_text()

    @property
    def text(self):
        """What stands in the main part of the page."""
        return self.page.locator("main").inner_text()
