"""Gunicorn dies again and again while people post: what was answered stands, once.

People repeat a form whose answer never came, as a browser does that loads a page again. The clock
beside the server is killed too; the notices of the day are there once in the end.
"""

import os
import random
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlencode

from flask.sessions import SecureCookieSessionInterface
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import func, insert, select

from tests.chaos.world import DAY, NOW
from tests.support.people import TESTER, person, unit
from tests.tasks.factories import make_field, make_obligation, make_plan, make_task
from tracker import clock, history
from tracker.accounts import operations, passwords
from tracker.accounts.models import User
from tracker.config import ROOT
from tracker.db import write_transaction
from tracker.extensions import db
from tracker.mail.models import Message
from tracker.reminders.jobs.planning import plan_once
from tracker.reminders.models import LadderRung, Reminder, ReminderSwitch
from tracker.tasks.models.status import StatusUpdate
from tracker.tasks.operations.verifying import differences

PEOPLE = 4
_PATIENCE = 240.0
_SECRET = "k" * 40


@dataclass
class Desk:
    """A person with a browser, and the share that is reported on."""

    port: int
    share: int
    cookie: str
    token: str
    answered: int = 0
    repeated: int = 0
    faults: list = field(default_factory=list)

    def post_until(self, stop):
        """One update after the other; each again and again until it is answered."""
        while not stop.is_set() and not self.faults:
            self._post(f"phieu-{self.share}-{self.answered + 1}")

    def _post(self, key):
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            try:
                status, text = self._sent(key)
            except (OSError, HTTPException):
                self.repeated += 1
                time.sleep(0.05)
            else:
                if status == 302:
                    self.answered += 1
                else:
                    self.faults.append(f"{status} {text[:300]}")
                return
        self.faults.append("nobody answers")

    def _sent(self, key):
        values = {
            "version": str(self.answered + 1), "form_key": key, "next": "", "state": "in_progress",
            "happened_on": "2025-06-09", "words": f"Đã làm {key}", "cause": "objective",
            "csrf_token": self.token,
        }  # fmt: skip
        headers = {
            "Cookie": f"tracker={self.cookie}", "Content-Type": "application/x-www-form-urlencoded"
        }  # fmt: skip
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=30)) as wire:
            wire.request("POST", f"/phan-viec/{self.share}/cap-nhat", urlencode(values), headers)
            answer = wire.getresponse()
            return answer.status, answer.read().decode("utf-8", "replace")


class Gunicorn:
    """The server as it is run, its clock beside it."""

    def __init__(self, port, env, log):
        self.port, self._env, self._log = port, env, log
        self.start()

    def start(self):
        command = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{self.port}", "wsgi:app"]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                command, cwd=ROOT, env=self._env, stdout=log, stderr=log, start_new_session=True
            )

    def kill_one(self, chance, *, clock):
        """kill -9 for a worker, or for the clock; whether there was one."""
        found = [int(one) for one in self._children() if _is_clock(one) is clock]
        if not found:
            return False
        with suppress(ProcessLookupError):
            os.kill(chance.choice(found), signal.SIGKILL)
        return True

    def _children(self):
        """Of every thread: each lists only what it started itself."""
        listed = Path(f"/proc/{self._process.pid}/task").glob("*/children")
        with suppress(OSError):
            return [one for threads in listed for one in threads.read_text().split()]
        return []

    def kill_whole(self):
        """Master, workers and clock at once, as when the machine's memory is gone; a new start."""
        self.end(signal.SIGKILL)
        self.start()

    def end(self, how=signal.SIGTERM):
        """End it, clock and all."""
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, how)
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(30)
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait(30)


def posting_run(url, folder, kills, *, whole_every=0):
    """Words and faults: every answered update once, every notice once, history and state agree.

    With `whole_every` the whole server dies at every so many kills, and its clock runs beside it;
    without, the day is laid out and gathered here meanwhile.
    """
    env = os.environ | {
        "TRACKER_DATABASE_URL": url,
        "TRACKER_DATA_DIR": str(folder), "TRACKER_TODAY": DAY.isoformat(),
        "TRACKER_SECRET_KEY": _SECRET, "TRACKER_SCHEDULER": "on" if whole_every else "off",
    }  # fmt: skip
    port, desks, chance = _free_port(), [], random.Random(kills)
    shares = _build()
    desks = [Desk(port, share, *_signed_in()) for share in shares]
    db.session.remove()
    server = Gunicorn(port, env, folder / "gunicorn.log")
    try:
        with _posting(desks):
            for n in range(1, kills + 1):
                before = _answered(desks)
                _wait(lambda before=before: _answered(desks) > before or _faults(desks))
                time.sleep(chance.uniform(0, 0.1))
                if whole_every and n % whole_every == 0:
                    server.kill_whole()
                else:
                    by_clock = whole_every > 0 and n % 20 == 2
                    _wait(lambda by_clock=by_clock: server.kill_one(chance, clock=by_clock))
                if not whole_every:
                    plan_once(NOW)
        _wait(lambda: _notices() == PEOPLE)
    finally:
        server.end()
    return _judge(desks, kills)


@contextmanager
def _posting(desks):
    stop = threading.Event()
    threads = [threading.Thread(target=desk.post_until, args=(stop,)) for desk in desks]
    for one in threads:
        one.start()
    try:
        yield
    finally:
        stop.set()
        for one in threads:
            one.join(_PATIENCE)


def _judge(desks, kills):
    db.session.rollback()
    rows = Counter(db.session.scalars(select(StatusUpdate.obligation_id)))
    lines = db.session.scalar(select(func.count()).select_from(Reminder))
    notices, verdict = _notices(), history.verify()
    faults = {
        f"{dict(rows)} updates for {[desk.answered for desk in desks]} answers": any(
            rows[desk.share] != desk.answered for desk in desks
        ),
        f"{len(list(differences()))} states beside their history": list(differences()),
        f"the record of changes: {verdict}": verdict.fault,
        f"{notices} notices with {lines} lines": (notices, lines) != (PEOPLE, PEOPLE * len(desks)),
        "; ".join(_faults(desks)): _faults(desks),
    }
    db.session.rollback()
    words = (
        f"{kills} kills of gunicorn, {rows.total()} updates by {len(desks)} people, "
        f"{sum(desk.repeated for desk in desks)} repeated posts, {notices} notices"
    )
    return words, [fault for fault, wrong in faults.items() if wrong]


def _answered(desks):
    return sum(desk.answered for desk in desks)


def _faults(desks):
    return [fault for desk in desks for fault in desk.faults]


def _notices():
    db.session.rollback()
    count = db.session.scalar(select(func.count()).select_from(Message))
    db.session.rollback()
    return count


def _build():
    """Three phần việc of one body, due today; officers without an address; the switch is on."""
    root = unit("UBND", kind="province")
    body = unit("STP", parent=root)
    task = make_task(make_plan(root), "KH196-2025/CCTC/1.1", field_id=make_field())
    for n in range(PEOPLE):
        person(f"can-bo-{n}", ("focal", body))
    shares = [
        make_obligation(task, body, due_on=DAY, late_from=DAY.replace(day=11), slot=n)
        for n in (1, 2, 3)
    ]
    with write_transaction() as session:
        session.execute(insert(ReminderSwitch).values(id=1, on_since=DAY, chat_on=False, version=1))
        session.execute(insert(LadderRung).values(
            kind="obligation", level="officer", anchor="day", count=0, weekly=False, policy="fold",
            enabled=True, version=1, seed_digest=""))  # fmt: skip
    return shares


def _signed_in():
    """The cookie of an open session of an officer, and the token of its forms."""
    token, secret = secrets.token_urlsafe(8), secrets.token_hex(20)
    browser = operations.Browser(passwords.token_hash(token), "127.0.0.1", "chaos")
    with write_transaction() as session:
        user = session.scalars(select(User).where(User.login == "can-bo-0")).one()
        operations.open_session(user, browser, TESTER, now=clock.real_now())
    app = type("App", (), {"secret_key": _SECRET, "config": {"SECRET_KEY_FALLBACKS": None}})()
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    held = {"_user_id": token, "_fresh": True, "csrf_token": secret}
    return signer.dumps(held), URLSafeTimedSerializer(_SECRET, salt="wtf-csrf-token").dumps(secret)


def _wait(condition):
    end = time.monotonic() + _PATIENCE
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError("The run does not go on")
        time.sleep(0.05)


def _is_clock(pid):
    """Whether this is the clock; None for a process that is gone or not itself yet."""
    try:
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return None
    return b"scheduler" in command if command else None


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
