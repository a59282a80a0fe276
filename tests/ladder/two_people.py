"""Two people at one form: both open it, the second saves, the first sends what was opened before.

What the first gets is told apart by kinds of rows, written by hand in `stale_forms`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from tests.support.client import HouseClient
from tests.support.forms import forms_of
from tests.support.people import sign_in
from tracker.extensions import db

UNWATCHED = {"user_session", "form_draft", "throttle"}
"""Tables of one's own session and unsaved text: no second person meets there."""


@dataclass(frozen=True)
class Opened:
    """A form and the page on which it stands; both may be written with `{names}` of places."""

    who: str
    page: str
    action: str = ""

    def at(self, places):
        page = self.page.format(**places)
        return page, self.action.format(**places) or page


@dataclass(frozen=True)
class Edit:
    """An editable form: the second saves `theirs`, the first sends `mine`; both stand on the page.

    `meanwhile(people)` is what the second does where it is not the same form; `ready(people)` is
    what must be there before either opens it.
    """

    opened: Opened
    theirs: dict = field(default_factory=dict)
    mine: dict = field(default_factory=dict)
    both: tuple[str, ...] = ("Bản hai", "Bản một")
    meanwhile: Callable | None = None
    ready: Callable | None = None
    status: int = 409


@dataclass(frozen=True)
class Press:
    """A button that carries a version and no text: a stale one changes nothing and says `told`."""

    opened: Opened
    told: str
    meanwhile: Callable | None = None
    ready: Callable | None = None
    status: int = 302


@dataclass(frozen=True)
class Adds:
    """A form that only adds: a version has no meaning. Sent twice, it is one write."""

    why: str
    opened: Opened
    sent: dict
    ready: Callable | None = None


@dataclass(frozen=True)
class Alone:
    """A form in which no second person can write: why."""

    why: str


class People:
    """The first and the second person, each with a browser, in the province of `world`."""

    def __init__(self, app, world, places):
        self.app, self.world, self.places = app, world, places
        self.first, self.second = HouseClient(app), HouseClient(app)
        self._numbers = iter(range(100))

    def number(self):
        """A number that was not told yet."""
        return next(self._numbers)

    def enter(self, who):
        sign_in(self.first, who)
        sign_in(self.second, f"{who}-2")

    def other(self, who):
        """The second browser, signed in as somebody of another kind."""
        return sign_in(self.second, who)

    def form(self, client, page, action):
        """The form that goes to `action`, from the page as it is now."""
        answer = client.get(page)
        assert answer.status_code == 200, f"{page} answers {answer.status_code}"
        return self.found(client, page, action)

    def found(self, client, page, action):
        wanted = urlsplit(action)
        for form in forms_of(client.page.html):
            if urlsplit(form.action or page)[2:4] == wanted[2:4]:
                return form
        raise AssertionError(f"no form of {page} goes to {action}")

    def send(self, client, action, sent):
        """Send, and send again what a preview gives back; the last answer."""
        answer = client.post(action, sent)
        for _ in range(3):
            if answer.status_code != 200 or 'name="confirmed"' not in answer.text:
                break
            again = self.found(client, action, action)
            answer = client.post(action, again.filled({}))
        return answer

    def named(self, sent):
        """Fields with the names of places in them written out."""
        return {name.format(**self.places): self._written(value) for name, value in sent.items()}

    def _written(self, value):
        if isinstance(value, list):
            return [one.format(**self.places) for one in value]
        return value if value is None else value.format(**self.places)

    def fill_and_send(self, client, page, sent, action=""):
        """Open a page, change its form, send it; it must be accepted."""
        page, action = page.format(**self.places), action.format(**self.places)
        form = self.form(client, page, action or page)
        answer = self.send(client, action or page, form.filled(self.named(sent)))
        assert answer.status_code == 302, f"{page}: {answer.status_code} {problems(client)}"


def problems(client):
    """What a page says after it refused."""
    text = client.page.text if client.page else ""
    return text[text.find("Chưa lưu") :][:400]


def content():
    """Every row of every table that two people share, as the driver reads it."""
    db.session.rollback()
    read = db.session.connection().exec_driver_sql
    found = {
        name: sorted(map(repr, read(f'SELECT * FROM "{name}"').all()))
        for name in db.metadata.tables.keys() - UNWATCHED
    }
    db.session.rollback()
    return found


def changed(before):
    """The names of the tables that changed since."""
    now = content()
    return sorted(name for name in now if now[name] != before[name])


def fault(people, row):
    """What is wrong with the answer to a stale or repeated form, or ""."""
    if isinstance(row, Alone):
        return "" if row.why else "no reason is written"
    try:
        return _fault(people, row)
    except AssertionError as error:
        return str(error)


def _fault(people, row):
    if row.ready:
        row.ready(people)
    people.enter(row.opened.who)
    page, action = row.opened.at(people.places)
    form = people.form(people.first, page, action)
    if isinstance(row, Adds):
        return _twice(people, action, form.filled(people.named(row.sent)))
    theirs = getattr(row, "theirs", {})
    if row.meanwhile:
        row.meanwhile(people)
    else:
        people.fill_and_send(people.second, page, theirs, action)
    mine = people.named(getattr(row, "mine", {}))
    return _stale(people, row, action, form.filled(mine))


def _twice(people, action, sent):
    before = content()
    answer = people.send(people.first, action, sent)
    written = changed(before)
    if not written:
        return f"nothing was added: {answer.status_code} {problems(people.first)}"
    once = content()
    people.send(people.first, action, sent)
    again = changed(once)
    return f"sent twice, it wrote twice: {again}" if again else ""


def _stale(people, row, action, sent):
    before = content()
    answer = people.first.post(action, sent)
    if answer.status_code != row.status:
        return f"{answer.status_code} instead of {row.status}: {problems(people.first)}"
    if changed(before):
        return f"a stale form wrote: {changed(before)}"
    if answer.status_code == 302:
        people.first.get(answer.headers["Location"])
    page = people.first.page
    wanted = row.both if isinstance(row, Edit) else (row.told,)
    missing = [text for text in wanted if text not in page.text and text not in page.html]
    return f"does not show {missing}" if missing else ""
