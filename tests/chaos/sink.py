"""A real SMTP server that keeps what it took, and can be made to behave badly.

Recipients decide for themselves: gone-…@ is refused for ever, busy-…@ half of the time.
"""

import asyncio
import socket
import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.parser import BytesHeaderParser

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

WELL, SLOW, HANGS, FULL, AWAY = "well", "slow", "hangs", "full", "away"


@dataclass
class Sink:
    """`letters`: (Message-ID, recipient, monotonic second) of each letter that was answered 250."""

    port: int = 0
    manner: str = WELL
    seconds: float = 0.0
    letters: list = field(default_factory=list)
    bodies: list = field(default_factory=list)
    greetings: int = 0
    asked: Counter = field(default_factory=Counter)

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        self.asked[address] += 1
        if address.startswith("gone-"):
            return "550 5.1.1 No such user"
        if address.startswith("busy-") and self.asked[address] % 2:
            return "451 4.7.1 Try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        if self.manner == FULL:
            return "452 4.3.1 Insufficient storage"
        headers = BytesHeaderParser().parsebytes(envelope.content)
        if self.manner == HANGS:
            await self._sleep(3600)
        self.letters.append((headers["Message-ID"], envelope.rcpt_tos[0], time.monotonic()))
        self.bodies.append(envelope.content)
        if self.manner == SLOW:
            await self._sleep(self.seconds)
        return "250 OK"

    async def _sleep(self, seconds):
        end = time.monotonic() + seconds
        while time.monotonic() < end and self.manner in {SLOW, HANGS}:
            await asyncio.sleep(0.02)

    @property
    def ids(self):
        """How often each Message-ID was taken."""
        return Counter(name for name, _, _ in self.letters)


class _Server(SMTP):
    def connection_made(self, transport):
        self.event_handler.greetings += 1
        if self.event_handler.manner == AWAY:
            transport.write(b"554 5.3.2 No service\r\n")
            transport.close()
            return
        super().connection_made(transport)


class _Controller(Controller):
    def factory(self):
        return _Server(
            self.handler, hostname="sink.test", loop=self.loop, timeout=600, **self.SMTP_kwargs
        )

    def stop(self, no_assert=False):
        """As the library does, but not for ever: the thread dies with the process."""
        self.loop.call_soon_threadsafe(self.cancel_tasks)
        self._thread.join(10)


@contextmanager
def listening(sink=None, **options):
    """The sink, answering on a port of its own; `options` are aiosmtpd's (TLS, sign-in)."""
    sink = sink or Sink()
    port = sink.port or _free_port()
    controller = _Controller(sink, hostname="127.0.0.1", port=port, **options)
    controller.start()
    sink.port = controller.port
    try:
        yield sink
    finally:
        sink.manner = WELL
        controller.stop()


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
