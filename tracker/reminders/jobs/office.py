"""What this installation sends by: the mail server of the province's row, the further channel."""

import os
import secrets
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from tracker.config import Settings, mail_password
from tracker.extensions import db
from tracker.mail.channels import Carrier, ChatCarrier, MailCarrier, has_chat_library
from tracker.mail.operations.outbox import Worker
from tracker.mail.rules import Channel
from tracker.mail.smtp import Post, Server
from tracker.province.queries import province
from tracker.reminders.jobs.preparing import Preparing
from tracker.reminders.jobs.sending import Sender
from tracker.reminders.queries.switch import is_chat_on

TIMEOUT = 30.0
"""Seconds of silence of a mail server; the longest talk is shorter than a lease."""


def own_name() -> str:
    """A name that no other worker has or had."""
    return f"{socket.gethostname()[:40]}:{os.getpid()}:{secrets.token_hex(6)}"


@dataclass(frozen=True, slots=True)
class Office:
    """One process that sends; `until()` says when it is to stop between two letters."""

    settings: Settings
    name: str = field(default_factory=own_name)
    until: Callable[[], bool] = field(default=lambda: False)

    def senders(self, until: Callable[[], bool] | None = None) -> Iterator[Sender]:
        """A sender for each channel that is set up; read anew each time, since pages change it."""
        stop = self.until if until is None else lambda: self.until() or until()
        server, chat = mail_server(), is_chat_on()
        db.session.rollback()
        if server is not None:
            post = Post(server, mail_password(self.settings.data_dir), TIMEOUT)
            yield replace(self._sender(Channel.MAIL, MailCarrier(post), server.sender), until=stop)
        if chat and has_chat_library():
            yield replace(self._sender(Channel.CHAT, ChatCarrier(), ""), until=stop)

    def _sender(self, channel: Channel, carrier: Carrier, address: str) -> Sender:
        site = self.settings.base_url
        worker = Worker(self.name, channel)
        return Sender(worker, carrier, address, site, Preparing(site))


def mail_server() -> Server | None:
    """The operator's mail server; None while none is set up."""
    row = province()
    if row is None or not row.smtp_host or not row.mail_from:
        return None
    return Server(row.smtp_host, row.smtp_port, row.smtp_security, row.smtp_user, row.mail_from)
