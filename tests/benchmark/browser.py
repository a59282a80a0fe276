"""One client on one kept connection: times requests and reads forms."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.client import HTTPConnection, HTTPResponse, RemoteDisconnected
from urllib.parse import urlencode

from flask import Flask
from flask.sessions import SecureCookieSessionInterface

from tests.benchmark.serving import PROCESSOR, STATEMENTS

WARM_UP, LEAST, MOST, SECONDS = 10, 20, 200, 5.0


@dataclass
class Timing:
    """Milliseconds of each request as the client waits and as the server computes; statements."""

    times: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    statements: int = 0

    @property
    def p50(self) -> float:
        """The median, ms."""
        return statistics.median(self.times)

    @property
    def computed(self) -> float:
        """The median of the server's processor time, ms."""
        return statistics.median(self.processor)

    @property
    def p95(self) -> float:
        """The 95th percentile, ms."""
        return statistics.quantiles(self.times, n=20)[18]


@dataclass
class Answer:
    """One answer: its text and what it told of itself."""

    status: int
    text: str
    statements: int
    processor: float
    milliseconds: float


class Browser:
    """Keeps its connection and its cookie."""

    def __init__(self, port: int, cookie: str = "") -> None:
        self.connection = HTTPConnection("127.0.0.1", port, timeout=60)
        self.headers = {"Cookie": cookie} if cookie else {}

    def get(self, path: str) -> Answer:
        """Open a page; once more where the server had ended the idle connection."""
        try:
            return self._send("GET", path, None, {})
        except RemoteDisconnected:
            self.connection.close()
            return self._send("GET", path, None, {})

    def post(self, path: str, fields: dict[str, str]) -> Answer:
        """Send a form."""
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._send("POST", path, urlencode(fields).encode(), kind)

    def close(self) -> None:
        """End the connection."""
        self.connection.close()

    def _send(self, method: str, path: str, body: bytes | None, more: dict[str, str]) -> Answer:
        begun = time.perf_counter()
        self.connection.request(method, path, body, self.headers | more)
        response = self.connection.getresponse()
        text = response.read().decode()
        taken = (time.perf_counter() - begun) * 1000
        self._keep_cookie(response)
        told = response.headers
        spent = (int(told.get(STATEMENTS, "0")), float(told.get(PROCESSOR, "0")))
        return Answer(response.status, text, *spent, taken)

    def _keep_cookie(self, response: HTTPResponse) -> None:
        sent = response.headers.get("Set-Cookie")
        if sent:
            self.headers["Cookie"] = sent.split(";")[0]


def measure(*asks: Callable[[], Answer]) -> list[Timing]:
    """Ask each in turn, again and again, until there were enough answers or time has passed.

    Taking turns lets a noisy machine slow all of them alike, so that their ratios hold.
    """
    for ask in asks:
        for _ in range(WARM_UP):
            _checked(ask())
    timings, deadline = [Timing() for _ in asks], time.monotonic() + SECONDS
    while len(timings[0].times) < MOST:
        for ask, timing in zip(asks, timings, strict=True):
            answer = _checked(ask())
            timing.times.append(answer.milliseconds)
            timing.processor.append(answer.processor)
            timing.statements = answer.statements
        if time.monotonic() > deadline and len(timings[0].times) >= LEAST:
            break
    return timings


def _checked(answer: Answer) -> Answer:
    if answer.status not in {200, 302, 303}:
        raise RuntimeError(f"Status {answer.status}:\n{answer.text[:3000]}")
    return answer


def cookie_of(app: Flask, token: str) -> str:
    """The cookie of a signed-in browser."""
    serializer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert serializer is not None
    value = serializer.dumps({"_user_id": token, "_fresh": True})
    return f"{app.config['SESSION_COOKIE_NAME']}={value}"


class _Inputs(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        if tag == "input" and known.get("type") == "hidden" and "name" in known:
            self.fields[known["name"]] = known.get("value", "")


def hidden_fields(page: str) -> dict[str, str]:
    """The hidden fields of a page's forms."""
    reader = _Inputs()
    reader.feed(page)
    return reader.fields
