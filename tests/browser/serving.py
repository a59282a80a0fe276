"""Serving an application to a browser from a thread of the test's own process."""

import threading
from contextlib import closing, contextmanager

from werkzeug.serving import WSGIRequestHandler, make_server

from tracker.extensions import db

APPS = {}
"""The applications that answer now, by their address."""


class Quiet(WSGIRequestHandler):
    """Writes no log."""

    def log(self, *args, **kwargs):
        pass


def whole(app):
    """`app` with answers read and closed before the first byte is sent.

    The server leaves a file open when the browser goes away in the middle of it.
    """

    def answer(environ, start_response):
        with closing(app(environ, start_response)) as body:
            return [b"".join(body)]

    return answer


@contextmanager
def served(app):
    """The address at which `app` answers, on a free port, as long as the block runs."""
    server = make_server("127.0.0.1", 0, whole(app), threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    address = f"http://127.0.0.1:{server.server_port}"
    APPS[address] = app
    try:
        yield address
    finally:
        del APPS[address]
        server.shutdown()
        thread.join()
        server.server_close()
        with app.app_context():
            db.engine.dispose()
