"""Walks the routes as one visitor and tells where the answer is not the written one."""

import io
import re
import secrets
import zipfile
from datetime import UTC, datetime
from functools import cached_property
from html import unescape
from urllib.parse import quote

from tests.ladder import compiling, reporting, taking_in
from tests.ladder.answers import ANSWERS
from tests.ladder.handing import handover_pages, handover_places
from tests.ladder.world import SHARES, WITHDRAWN
from tests.support.client import HouseClient
from tests.support.people import sign_in
from tracker.accounts.models import Grant, User, UserSession
from tracker.db import write_transaction
from tracker.extensions import db
from tracker.feeds.models import FeedToken
from tracker.feeds.operations.tokens import hash_of
from tracker.plans.models import Field, Plan
from tracker.rounds.models import ReportingRegime, ReportRound
from tracker.tasks.models.obligation import Obligation
from tracker.units.models import UnitGroup, UnitName

METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")
NOWHERE = 987654
ROUND = "2025-H1"
SECRET = "duong-dan-lich-cua-can-bo"
_DAY = "2025-06-02"
_FIXED = {
    "administration.setup_plans": {"version": "0"},
    "administration.plan_open": {"version": "1"},
    "administration.row_remove": {"version": "1"},
    "work.event": {"happened_on": _DAY, "confirmed": _DAY, "document_text": "Công văn 1"},
}
_CHANGING = re.compile(r'nonce-[\w-]+|nonce="[^"]*"|value="[\w.-]{30,}"|name="form_key" [^>]*>')

_ASKED = {
    "work.cooperation": "asked", "work.answer_cooperation": "asked",
    "work.withdraw_cooperation": "asked", "work.withdraw_extended_day": "wished",
}  # fmt: skip
"""Routes of what the own unit asked, and of which of it."""

_PLANS = {
    "plans.show",
    "plans.rows_xlsx",
    "plans.appendix_docx",
    "plans.appendix_xlsx",
    "work.closing_sheet",
    "work.closing_xlsx",
    "work.take_closings_back",
    "work.lineage",
    "work.lineage_xlsx",
    "work.lineage_link",
    "work.lineage_take",
    "work.lineage_unlink",
}
"""Routes whose code is that of a plan."""

_SAME = dict.fromkeys(("new", "again"), "Mot-mat-khau-dai-2025")
_TOKEN = re.compile(r'name="csrf_token"[^>]* value="([^"]+)"')
_LINK = re.compile(r' href="(/[^"#]*)')


def rules(app):
    """Every route of the program, with the methods that it declares."""
    return sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule)


class QuickClient(HouseClient):
    """A browser that only looks for the token: thousands of answers are asked for here."""

    def _look_at(self, path, response):
        found = _TOKEN.search(response.text)
        self.token = found[1] if found else self.token


class Walk:
    """One visitor's way through the program; `world` holds the objects of the own unit."""

    def __init__(self, app, client, world, visitor):
        self.app, self.client, self.world, self.visitor = app, client, world, visitor
        self.session_id = _session_of_own_officer(client)
        self.user_id, self.grant_id = _account_of_own_officer()
        self.feed_id = feed_of(self.user_id)
        self.plan_id = db.session.scalar(db.select(Plan.id).where(Plan.code == "KH196-2025"))

    def enter(self):
        """Become the visitor anew: an earlier request may have ended the session."""
        self.client.browser.delete_cookie("tracker")
        self.client.token = None
        if self.visitor != "anonymous":
            sign_in(self.client, self.visitor)

    def places(self, share="A1"):
        """Values for the variables of routes: the objects of one share."""
        return {
            "code": f"KH196-2025/T{share[1]}", "id": self.world.shares[share],
            "update_id": self.world.lines[share], "session_id": self.session_id,
            "filename": "css/app.css", "state": "qua-han",
            "letterhead_id": self.world.letterhead, "form": "bao-cao",
            "paper_id": self.world.paper,
            "indicator_code": "CT1.1",
            "criterion_code": "TC-1", "link_id": self.world.criterion_link, **self._standing,
            "user_id": self.user_id, "grant_id": self.grant_id, "feed_id": self.feed_id,
            "secret": SECRET,
            "message_id": NOWHERE, "alarm_id": NOWHERE,  # none stands; see stale_forms_reminders
            "year": 2025, "plan_id": self.plan_id, "task_id": self.world.tasks[f"T{share[1]}"],
            "intake_id": self.world.intake, "row_id": self.world.file_row,
        }  # fmt: skip

    @cached_property
    def _standing(self):
        """What no request of a walk changes is asked for once."""
        return register_places(self.world) | handover_places(self.world.units["A"])

    def path(self, rule, *, missing=False):
        """The address of the own unit's object, or of one that nobody has."""
        known = self.places()
        if rule.endpoint == "work.evidence":
            known["id"] = self.world.files["A1"]
        if rule.endpoint in _ASKED:
            known["id"] = self.world.requests[_ASKED[rule.endpoint]]
        if rule.endpoint.startswith("rounds."):
            known["code"] = ROUND
        if rule.endpoint.startswith("rounds.numbers"):
            known["unit_code"] = "STP/P1"
        if rule.endpoint.startswith("reporting."):
            known |= reporting.PLACES
        if rule.endpoint.startswith("compiling."):
            known |= compiling.PLACES
        if rule.endpoint in _PLANS:
            known["code"] = "KH196-2025"
        given = {name: known[name] for name in rule.arguments}
        if missing:
            given = {
                name: "KHONG-CO" if isinstance(value, str) else NOWHERE
                for name, value in given.items()
            }
        return self.app.url_map.bind("localhost").build(rule.endpoint, given)

    def form(self, endpoint):
        """What a browser would post to the route."""
        if endpoint in _INSIDE:
            return self._handed_or_judged()
        if endpoint in {"work.update", "work.correct", "work.enter_for"}:
            db.session.rollback()
            version = db.session.get_one(Obligation, self.world.shares["A1"]).version
            return {
                "version": str(version), "form_key": secrets.token_hex(8),
                "state": "in_progress", "happened_on": "2025-06-09", "words": "Đã trình dự thảo",
                "cause": "objective", "source": "paper", "source_paper": "215/STP-VP",
                "source_on": "2025-06-06",
            }  # fmt: skip
        if endpoint in {"work.grid", "work.year_end", "work.estimates"}:
            return self._row_of_a_grid(first=endpoint == "work.estimates")
        if endpoint in _FIXED:
            return _FIXED[endpoint]
        asked = ("login", "password", "current", "new", "again", "code")
        return dict.fromkeys(asked, f"sai-{secrets.token_hex(4)}") | _SAME

    def _handed_or_judged(self):
        """The own unit's row, for its own division; or a word on its result."""
        db.session.rollback()
        share = self.world.shares["A1"]
        version = db.session.get_one(Obligation, share).version
        return {
            "version": str(version), "rows": f"{share}-{version}", "words": "Thiếu phụ lục",
            "division": str(self.world.units["E"]), "happened_on": "2025-06-09",
            "form_key": secrets.token_hex(8),
        }  # fmt: skip

    def _row_of_a_grid(self, *, first):
        """The own unit's row, touched; `first`: nothing of the kind was said before."""
        db.session.rollback()
        share = self.world.shares["A1"]
        version = db.session.get_one(Obligation, share).version
        row = {
            "version": "0" if first else str(version), "was": "", "state": "in_progress",
            "words": "Đang trình", "happened_on": "2025-06-09", "cause": "objective",
            "outlook": "done",
        }  # fmt: skip
        fields = {f"r{share}-{name}": value for name, value in row.items()}
        return fields | {"form_key": secrets.token_hex(8)}

    def send(self, method, path, endpoint=""):
        """One request, with the token of the visitor's own page."""
        if method == "POST":
            return self.client.post(path, self.form(endpoint))
        token = {"X-CSRFToken": self._token()} if method in {"PUT", "PATCH", "DELETE"} else None
        return self.client.open(path, method=method, headers=token)

    def _token(self):
        if self.client.token is None:
            self.client._find_token()
        return self.client.token

    def faults(self, endpoints=None, methods=METHODS):
        """Every answer that is not the written one, as sentences, as the walk comes to it.

        Methods that a route lacks are sent only when every method is.
        """
        self.enter()
        for rule in rules(self.app):
            if endpoints is not None and rule.endpoint not in endpoints:
                continue
            for method in methods:
                if method in rule.methods or methods == METHODS:
                    yield from self._fault(rule, method)
            if rule.endpoint == "accounts.sign_out":
                self.enter()

    def _fault(self, rule, method):
        expected = self.expected(rule, method)
        response = self.send(method, self.path(rule), rule.endpoint)
        got = letter(response)
        where = f"{self.visitor}: {method} {rule.endpoint}"
        if got != expected:
            return [f"{where}: {expected!r} is written, came {got!r} ({response.status_code})"]
        if got == "4" and method in {"GET", "POST"} and rule.arguments:
            missing = self.send(method, self.path(rule, missing=True), rule.endpoint)
            if plain(missing) != plain(response):  # what an earlier act told is shown but once
                response = self.send(method, self.path(rule), rule.endpoint)
            if (letter(missing), plain(missing)) != (got, plain(response)):
                return [f"{where}: a foreign object is told from a missing one"]
        return []

    def expected(self, rule, method):
        """The written letter; methods that a route lacks are refused alike for everybody."""
        if method not in rule.methods:
            return "405"
        shown = "GET" if "GET" in rule.methods else "POST"
        written = ANSWERS[rule.endpoint, shown if method in {"HEAD", "OPTIONS"} else method]
        expected = written[self.visitor]
        if method == "OPTIONS" and not (expected in "sp3" and rule.endpoint in _gated()):
            return "o"
        return expected

    def read(self, paths=None):
        """What the visitor can read on every page and in every file, by address."""
        self.enter()
        return {path: text_of(self.client.get(path)) for path in paths or self.pages()}

    def changed(self, before):
        """Where the visitor reads another text than `before`; accounts tell of signing in."""
        paths = [path for path in before if "/tai-khoan" not in path]
        after = self.read(paths)
        return [path for path in paths if before[path] != after[path]]

    def pages(self):
        """Every page that reads, with the arguments that widen lists, and every file."""
        reading = [rule for rule in rules(self.app) if "GET" in rule.methods and not rule.arguments]
        plain_pages = [rule.rule for rule in reading]
        lists = ("/nhiem-vu", "/nhiem-vu.xlsx", "/qua-han", "/qua-han.xlsx")
        whole = [path.removesuffix(".xlsx") for path in plain_pages if path.endswith(".xlsx")]
        printed = [f"{path}?in=1" for path in whole if path in plain_pages] + ["/?in=1"]
        wide = [f"{path}?{'&'.join(one)}" for path in lists for one in _WIDE]
        found = [f"{path}?q={quote('nhiệm vụ')}" for path in lists]
        tasks = [f"/nhiem-vu/KH196-2025/T{number}" for number in range(1, 6)]
        every = (*SHARES, WITHDRAWN)
        focused = [
            f"/nhiem-vu/KH196-2025/T{share[1]}?phan-viec={self.world.shares[share]}"
            for share in every
        ]
        files = [f"/minh-chung/{self.world.files[share]}" for share in every]
        forms = [f"/phan-viec/{self.world.shares[share]}/cap-nhat" for share in every]
        mended = [
            f"/phan-viec/{self.world.shares[one]}/dinh-chinh/{self.world.lines[other]}"
            for one, other in (("A1", "A1"), ("A1", "B2"), ("B2", "B2"), ("A3", "B3"), ("C1", "A1"))
        ]
        return [
            *wide, *found, *tasks, *focused, *files, *forms, *mended, *plain_pages, *printed,
            "/ke-hoach/KH196-2025", "/ke-hoach/KH196-2025.xlsx",
            "/ke-hoach/KH196-2025/phu-luc.xlsx", *self._planning_pages(),
            *taking_in.pages(self.world),
            "/tieu-chi/TC-1", *handover_pages(), *reporting.PAGES, *compiling.PAGES,
            *(f"/don-vi/{code}" for code in ("STP", "SNV", "SYT", "STC", "STP/P1", "SNV/P1")),
        ]  # fmt: skip

    def _planning_pages(self):
        """The pages that keep plans, of every row and every share."""
        plan, tasks = f"/quan-tri/ke-hoach/{self.plan_id}", self.world.tasks.values()
        shares = [f"/quan-tri/phan-viec/{self.world.shares[one]}/han" for one in SHARES]
        rows = [f"/quan-tri/nhiem-vu/{one}" for one in tasks]
        deadlines = [f"/quan-tri/thoi-han?nhiemvu={one}" for one in tasks]
        return [plan, f"{plan}/sua-doi", f"{plan}/mo-nam", *shares, *rows, *deadlines]

    def dead_links(self):
        """Links that pages offer to this visitor and that then answer with a refusal."""
        self.enter()
        offered = set()
        for path in ("/", "/nhiem-vu/KH196-2025/T1", "/nhiem-vu/KH196-2025/T3", "/qua-han"):
            offered |= {unescape(link) for link in _LINK.findall(self.client.get(path).text)}
        offered = {link for link in offered if not link.startswith("/static/")}
        status = {link: self.client.get(link).status_code for link in offered}
        return sorted(link for link, code in status.items() if code in {403, 404})


_WIDE = [
    ("trangthai=tat-ca", "nam=tat-ca"), ("trangthai=tat-ca", "phamvi=linh-vuc", "nam=tat-ca"),
    ("trangthai=tat-ca", "vaitro=phoi-hop"), ("donvi=SNV", "trangthai=tat-ca"),
    ("nhom=linh-vuc", "nam=tat-ca"), ("kehoach=KH196-2025", "linhvuc=TTHC", "nam=2025"),
]  # fmt: skip


_INSIDE = {
    f"work.{name}"
    for name in (
        "delegate", "take_share_back", "delegate_many", "hand_over_all", "confirm",
        "ask_to_complete", "confirm_queue",
    )
}  # fmt: skip


def _gated():
    """Routes whose gate gives the answer: the code page sends to sign-in by itself."""
    return {name for name, _ in ANSWERS} - {"accounts.code"}


def letter(response):
    """The answer as the table writes it."""
    code, place = response.status_code, response.headers.get("Location", "")
    if "Clear-Site-Data" in response.headers:
        return "w"
    if code == 302:
        if place.startswith("/dang-nhap") and not place.startswith("/dang-nhap/"):
            return "s"
        return "p" if place == "/tai-khoan/mat-khau" else "w"
    return {200: "o", 422: "b", 403: "3", 404: "4"}.get(code, str(code))


def plain(response):
    """The body without what differs in every answer."""
    return _CHANGING.sub("", response.text)


def text_of(response):
    """What a reader gets: the page, the file's bytes and name, the cells of a workbook."""
    shown = response.data.decode("utf-8", "replace")
    if response.data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(response.data)) as book:
            sheets = [name for name in book.namelist() if name.startswith("xl/")]
            shown = "\n".join(book.read(name).decode() for name in sheets)
    return f"{response.headers.get('Content-Disposition', '')}\n{_CHANGING.sub('', shown)}"


def _session_of_own_officer(client):
    """The id of an open session of the own unit's officer."""
    sign_in(client, "focal-own")
    return db.session.scalar(
        db.select(UserSession.id)
        .join(User, User.id == UserSession.user_id)
        .where(User.login == "focal-own")
    )


def _account_of_own_officer():
    """The ids of the own unit's officer and of the role held."""
    query = db.select(User.id, Grant.id).join(Grant, Grant.user_id == User.id)
    return db.session.execute(query.where(User.login == "focal-own")).one()


def feed_of(user_id):
    """The id of a secret link of an account; the same for every walk through one province."""
    db.session.rollback()
    known = db.session.scalar(db.select(FeedToken.id).filter_by(secret_hash=hash_of(SECRET)))
    if known:
        return known
    with write_transaction():
        row = FeedToken(
            user_id=user_id, name="Điện thoại", secret_hash=hash_of(SECRET), parts="lead",
            created_at=datetime(2025, 6, 2, tzinfo=UTC),
        )  # fmt: skip
        db.session.add(row)
        db.session.flush()
        return row.id


def register_places(world):
    """The own unit, its name, a group, a field, a day off."""
    own = world.units["A"]
    name = db.select(UnitName.id).where(UnitName.unit_id == own)
    return {
        "unit_id": own, "unit_code": "STP", "name_id": db.session.scalar(name),
        "group_id": db.session.scalar(db.select(UnitGroup.id)),
        "field_id": db.session.scalar(db.select(Field.id).order_by(Field.id)),
        "day": "2027-02-08", "year": 2027,
        "regime_code": "STP-1", "regime_id": db.session.scalar(db.select(ReportingRegime.id)),
        "round_id": db.session.scalar(db.select(ReportRound.id).filter_by(code=ROUND)),
        "ad_hoc_id": db.session.scalar(db.select(ReportRound.id).filter_by(code="2025-CD01")),
    }  # fmt: skip
