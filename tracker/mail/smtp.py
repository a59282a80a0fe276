"""Handing letters to the operator's mail server (SMTP), one connection for many."""

import re
import smtplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.utils import parseaddr
from functools import cache
from types import TracebackType
from typing import Self

from tracker.mail.crashing import passing
from tracker.mail.rules import (
    Fate,
    Outcome,
    Stage,
    answered,
    is_address,
    not_encrypted,
    unanswered,
    unsupported,
)

ANSWER_FACTOR = 2
"""The reply to the whole letter may take twice as long: too short a wait sends letters twice."""
_LETTERS = 100
"""Letters of one connection; some servers end it after about as many."""


@dataclass(frozen=True, slots=True)
class Server:
    """Where mail leaves. `security` is "", "starttls" or "tls"; without `user` no sign-in."""

    host: str
    port: int
    security: str
    user: str
    sender: str


class Failed(Exception):
    """The talk with the server ended; `outcome` says what follows."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome.words)
        self.outcome = outcome


class Post:
    """A connection to the server; `with Post(...) as post:` closes it. Not for several threads."""

    def __init__(self, server: Server, password: str, timeout: float) -> None:
        self.server, self.timeout = server, timeout
        self._sender = parseaddr(server.sender)[1]
        self._password = password
        self._smtp: smtplib.SMTP | None = None
        self._letters = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def open(self) -> Outcome | None:
        """Connect and sign in unless that stands; the outcome when it fails."""
        if self._smtp is not None and self._letters < _LETTERS:
            return None
        self.close()
        try:
            self._smtp = self._connect()
            self._sign_in(self._smtp)
        except Failed as failed:
            self._drop()
            return failed.outcome
        return None

    def send(self, content: bytes, recipient: str) -> Outcome:
        """Hand over one letter to one recipient; an open connection is expected."""
        if not is_address(recipient):
            return Outcome(Fate.REFUSED, f"Địa chỉ thư không dùng được: {recipient[:100]}")
        if self._smtp is None:
            return unanswered(Stage.CONNECT, "chưa kết nối")
        self._letters += 1
        try:
            outcome = self._talk(self._smtp, content, recipient)
        except Failed as failed:
            self._drop()
            return failed.outcome
        return outcome

    def close(self) -> None:
        """Take leave of the server, if that is still possible."""
        if self._smtp is not None:
            try:
                self._smtp.quit()
            except (smtplib.SMTPException, OSError):
                self._smtp.close()
        self._smtp, self._letters = None, 0

    def _drop(self) -> None:
        if self._smtp is not None:
            self._smtp.close()
        self._smtp, self._letters = None, 0

    def _connect(self) -> smtplib.SMTP:
        server = self.server
        with _at(Stage.CONNECT):
            if server.security == "tls":
                return smtplib.SMTP_SSL(
                    server.host, server.port, _own_name(),
                    timeout=self.timeout, context=ssl.create_default_context(),
                )  # fmt: skip
            return smtplib.SMTP(server.host, server.port, _own_name(), timeout=self.timeout)

    def _sign_in(self, smtp: smtplib.SMTP) -> None:
        with _at(Stage.LOGIN):
            if self.server.security == "starttls":
                smtp.starttls(context=ssl.create_default_context())
            smtp.ehlo_or_helo_if_needed()
            if self.server.user:
                smtp.login(self.server.user, self._password)

    def _talk(self, smtp: smtplib.SMTP, content: bytes, recipient: str) -> Outcome:
        with _at(Stage.SENDER):
            code, words = smtp.mail(self._sender)
        if code == 250:
            with _at(Stage.RECIPIENT):
                code, words = smtp.rcpt(recipient)
            if code in {250, 251}:
                return self._hand_over(smtp, content)
            return self._refused(smtp, answered(Stage.RECIPIENT, code, _text(words)))
        return self._refused(smtp, answered(Stage.SENDER, code, _text(words)))

    def _hand_over(self, smtp: smtplib.SMTP, content: bytes) -> Outcome:
        passing("before_data")
        with _at(Stage.DATA):
            code, words = smtp.docmd("DATA")
            if code != 354:
                return self._refused(smtp, answered(Stage.DATA, code, _text(words)))
            smtp.send(_stuffed(content))
        with _at(Stage.ANSWER):
            if smtp.sock is not None:
                smtp.sock.settimeout(self.timeout * ANSWER_FACTOR)
            code, words = smtp.getreply()
            if smtp.sock is not None:
                smtp.sock.settimeout(self.timeout)
        outcome = answered(Stage.DATA, code, _text(words))
        return outcome if outcome.fate is Fate.SENT else self._refused(smtp, outcome)

    def _refused(self, smtp: smtplib.SMTP, outcome: Outcome) -> Outcome:
        """Clear the table for the next letter; a server that cannot is left."""
        if outcome.fate is Fate.BROKEN:
            self.close()
            return outcome
        try:
            smtp.rset()
        except (smtplib.SMTPException, OSError):
            self._drop()
        return outcome


def deliver(
    server: Server, password: str, content: bytes, recipient: str, *, timeout: float
) -> Outcome:
    """Hand over one letter over a connection of its own."""
    with Post(server, password, timeout) as post:
        return post.open() or post.send(content, recipient)


@contextmanager
def _at(stage: Stage) -> Iterator[None]:
    """Read what goes wrong at this stage as an outcome; raises Failed with it."""
    try:
        yield
    except smtplib.SMTPResponseException as error:
        raise Failed(answered(stage, error.smtp_code, _text(error.smtp_error))) from error
    except smtplib.SMTPNotSupportedError as error:
        raise Failed(unsupported(f"{error}")) from error
    except ssl.SSLError as error:
        untrusted = isinstance(error, ssl.SSLCertVerificationError)
        words = error.verify_message if untrusted else error.reason
        raise Failed(not_encrypted(words or f"{error}", is_untrusted=untrusted)) from error
    except (smtplib.SMTPException, OSError, UnicodeError) as error:
        words = "không trả lời" if isinstance(error, TimeoutError) else f"{error}"
        raise Failed(unanswered(stage, words or type(error).__name__)) from error


def _stuffed(content: bytes) -> bytes:
    """The letter as it travels: dots at the beginning of lines doubled, the last dot (RFC 5321)."""
    body = re.sub(rb"(?m)^\.", b"..", content)
    return body + (b".\r\n" if body.endswith(b"\r\n") else b"\r\n.\r\n")


def _text(words: bytes | str) -> str:
    return words if isinstance(words, str) else words.decode("utf-8", "replace")


@cache
def _own_name() -> str:
    """How we greet; asked once, since a network without name service lets one wait for it."""
    name = socket.getfqdn()
    return name if "." in name else "[127.0.0.1]"
