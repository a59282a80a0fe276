"""The program as it is served for the benchmark, which can be told to forget what it kept."""

from flask import Flask, request

from tests.benchmark.serving import application as telling_application
from tracker.feeds import serving
from tracker.feeds.building import MEMORY

FORGET = "X-Forget"


def application() -> Flask:
    """What gunicorn calls."""
    app = telling_application()
    app.before_request_funcs.setdefault(None, []).insert(0, _forget)
    return app


def _forget() -> None:
    if FORGET in request.headers:
        MEMORY.forget()
        serving._known.clear()
