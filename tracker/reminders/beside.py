"""The clock of reminders beside the web server: started again when it dies alone, ended with it."""

import subprocess
import threading
import time
from collections.abc import Sequence

LONGEST = 60.0
"""Seconds between two starts at the longest, and how long a clock lives that counts as well."""
_PATIENCE = 10.0


class Beside:
    """A process kept alive by a thread of the server; `command` says how it is started.

    A clock that dies at once is started again after a second, then after two, up to a minute.
    """

    def __init__(self, command: Sequence[str]) -> None:
        self._command = list(command)
        self._stopping = threading.Event()
        self._turn = threading.Lock()
        self.process = self._started()
        threading.Thread(target=self._keep, name="clock", daemon=True).start()

    def end(self) -> None:
        """End it after the letter in hand, or by force: that letter is sent again, on record."""
        with self._turn:
            self._stopping.set()
        self.process.terminate()
        try:
            self.process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(_PATIENCE)

    def _started(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(self._command)  # noqa: S603 - our own words

    def _keep(self) -> None:
        pause, began = 1.0, time.monotonic()
        while True:
            self.process.wait()
            if time.monotonic() - began > LONGEST:
                pause = 1.0
            if self._stopping.wait(pause):
                return
            pause, began = min(pause * 2, LONGEST), time.monotonic()
            with self._turn:
                if self._stopping.is_set():
                    return
                self.process = self._started()
