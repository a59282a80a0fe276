"""How gunicorn serves the program; it reads this file by its name from the working folder."""

import gc
import os
import sys
from typing import Any

from tracker.config import Settings, SettingsError
from tracker.reminders.beside import Beside
from tracker.web.warming import make_ready


def _setting(name: str, default: str) -> str:
    """A setting from the environment; an empty one means the default, as everywhere."""
    return os.environ.get(name, "").strip() or default


try:
    _settings = Settings.from_env()
except SettingsError as error:
    raise SystemExit(f"Chưa chạy được (settings):\n{error}") from error

bind = _settings.address
worker_class = "gthread"
workers = _settings.workers
threads = 4
preload_app = True
timeout = 60
keepalive = 75
control_socket_disable = True  # its path is one per user: two installations would collide
forwarded_allow_ips = ""  # TRACKER_PROXY_COUNT alone decides whose headers count


_clock: list[Beside] = []
"""The clock of reminders beside this server."""


def when_ready(server: Any) -> None:  # noqa: ANN401 - gunicorn's arbiter
    """Start the clock; leave what was loaded out of every collection: shorter tails."""
    if _setting("TRACKER_SCHEDULER", "on") != "off":
        clock = [sys.executable, "-m", "tracker", "scheduler", "--parent", str(os.getpid())]
        _clock.append(Beside(clock))
    make_ready(server.app.callable)
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


def post_fork(server: object, worker: object) -> None:  # noqa: ARG001 - gunicorn's hook
    """The same for what was made between start and fork."""
    gc.freeze()


def on_exit(server: object) -> None:  # noqa: ARG001 - gunicorn's hook
    """Stop the clock."""
    for clock in _clock:
        clock.end()
