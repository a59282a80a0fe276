"""A real gunicorn on loopback with two workers, as the program is run."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from tracker.config import ROOT

WORKERS, PATIENCE = 2, 60.0
_ALONE = {"TRACKER_SCHEDULER": "off"}  # what is measured is the pages


@dataclass(frozen=True)
class Server:
    """A running server and where it listens."""

    process: subprocess.Popen[bytes]
    port: int

    def memory(self) -> float:
        """MB of proportional set size: the workers and their master."""
        return sum(_pss(pid) for pid in [self.process.pid, *_children(self.process.pid)]) / 1024


@contextmanager
def serving(target: str, environment: Mapping[str, str], log: Path) -> Iterator[Server]:
    """Start `module:app`, wait until it answers, stop it at the end."""
    port = _free_port()
    with log.open("ab") as stream:
        process = subprocess.Popen(
            [*command(port), target], cwd=ROOT, env=dict(os.environ) | _ALONE | dict(environment),
            stdout=stream, stderr=stream,
        )  # fmt: skip
    try:
        _wait(process, port, log)
        yield Server(process, port)
    finally:
        process.terminate()
        process.wait(timeout=20)


def command(port: int) -> list[str]:
    """The project's own gunicorn settings, for the program and for the floor alike."""
    return [
        sys.executable, "-W", "ignore", "-m", "gunicorn", "--config", "gunicorn.conf.py",
        "--bind", f"127.0.0.1:{port}", "--workers", str(WORKERS), "--log-level", "warning",
    ]  # fmt: skip


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        with closing(HTTPConnection("127.0.0.1", port, timeout=5)) as connection:
            try:
                connection.request("GET", "/u")
                connection.getresponse().read()
            except OSError:
                time.sleep(0.1)
            else:
                return
    raise RuntimeError(f"The server did not start; its log is {log}:\n{log.read_text()[-2000:]}")


def _children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(child) for child in listed.split()]


def _pss(pid: int) -> int:
    """Kilobytes."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1])
    return 0
