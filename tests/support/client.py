"""The test client: holds every page to the house rules and sends forms as a browser would."""

import contextvars
import secrets

from flask import has_app_context
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer

from tests.support.house import Page, breaches
from tracker.extensions import db


class HouseClient:
    """A browser with one cookie jar. Requests never share the test's own application context."""

    def __init__(self, app):
        self.app = app
        self.browser: FlaskClient = app.test_client()
        self.token: str | None = None
        self.page: Page | None = None

    def get(self, path, **options):
        """Open a page."""
        return self._send("GET", path, **options)

    def post(self, path, data=None, *, token=True, **options):
        """Send a form with the last page's token; `token=False` forges the request."""
        fields = dict(data or {})
        if token and "csrf_token" not in fields:
            if self.token is None:
                self._find_token()
            fields["csrf_token"] = self.token
        return self._send("POST", path, data=fields, **options)

    def _find_token(self):
        """The token that any page would show to this cookie jar, without asking for a page."""
        with self.browser.session_transaction() as cookie:
            secret = cookie.setdefault("csrf_token", secrets.token_hex(20))
        signer = URLSafeTimedSerializer(self.app.secret_key, salt="wtf-csrf-token")
        self.token = signer.dumps(secret)

    def open(self, path, *, method="GET", **options):
        """Send any method."""
        return self._send(method, path, **options)

    def _send(self, method, path, **options):
        if has_app_context():
            db.session.rollback()  # an open read would block the request's write on SQLite
        run = contextvars.Context().run
        response = run(self.browser.open, path, method=method, buffered=True, **options)
        if response.mimetype == "text/html" and response.data:
            self._look_at(path, response)
        if has_app_context():
            db.session.rollback()
        if method == "POST" and response.status_code == 302:
            self.token = None  # a new session may have begun
        return response

    def _look_at(self, path, response):
        redirecting = 300 <= response.status_code < 400
        if redirecting or "HX-Request" in response.request.headers:
            return
        page = Page(response.text)
        broken = breaches(page)
        assert not broken, f"{path} ({response.status_code}): " + "; ".join(broken)
        self.page = page
        self.token = self.page.token or self.token
