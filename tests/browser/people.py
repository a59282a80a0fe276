"""What a person does in a browser, in few words."""

PASSWORD = "MinhHoa-Cchc-2025"
DESKTOP, PHONE = (1366, 768), (380, 800)


class Person:
    """Somebody in front of a browser of their own."""

    def __init__(self, browser, address, size=DESKTOP, **options):
        viewport = {"width": size[0], "height": size[1]}
        self.context = browser.new_context(base_url=address, viewport=viewport, **options)
        self.context.set_default_timeout(15_000)
        self.page = self.context.new_page()
        self.troubles = []
        self.page.on("pageerror", lambda error: self.troubles.append(str(error)))
        self.page.on("console", self._listen)

    def _listen(self, message):
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.troubles.append(message.text)

    def sign_in(self, login, password=PASSWORD):
        """Through the form."""
        self.page.goto("/dang-nhap")
        self.page.get_by_label("Tên đăng nhập").fill(login)
        self.page.get_by_label("Mật khẩu").fill(password)
        self.page.get_by_role("main").get_by_role("button", name="Đăng nhập").click()
        return self

    def open(self, path):
        """Go to a page; its response's status."""
        return self.page.goto(path).status

    def open_update(self, code):
        """From a task's page to the form of its first share that may be updated."""
        self.open(f"/nhiem-vu/{code}")
        self.page.get_by_role("link", name="Cập nhật", exact=True).first.click()

    def save(self, name="Lưu cập nhật"):
        """Send the form."""
        self.page.get_by_role("button", name=name, exact=True).click()

    @property
    def heading(self):
        """The page's title on screen."""
        return self.page.locator("h1").inner_text()

    @property
    def text(self):
        """What stands in the main part of the page."""
        return self.page.locator("main").inner_text()
