"""Writes on the installation's one row. Every one re-checks the version of the form."""

from datetime import date, datetime

from sqlalchemy import select

from tracker import history
from tracker.extensions import db
from tracker.permissions import Actor
from tracker.province.models import Province
from tracker.province.rules import Letterhead, MailServer, Step, with_step
from tracker.refusals import Stale


def open_row(version: int) -> Province:
    """The row, locked for the rest of the transaction; made when it is not there yet.

    Raises Stale unless it still bears `version` (0: no row yet).
    """
    row = db.session.scalars(select(Province).with_for_update()).first()
    if row is None and version == 0:
        row = Province(id=1, version=0, steps_done="")
        db.session.add(row)
    if row is None or row.version != version:
        raise Stale
    return row


def go_through(row: Province, step: Step) -> None:
    """Note that a step was saved; the row's next version."""
    row.steps_done = with_step(row.steps_done, step)
    row.version += 1
    db.session.flush()


def set_tracking_from(row: Province, day: date) -> None:
    """Let tracking begin on this day; the caller lays out anew and records."""
    row.tracking_from = day
    go_through(row, Step.TRACKING)


def save_letterhead(given: Letterhead, version: int, actor: Actor, *, now: datetime) -> Province:
    """Keep the province's name and the head of its papers. Raises Stale."""
    row = open_row(version)
    row.name, row.superior = given.name, given.superior
    row.body, row.place = given.body, given.place
    go_through(row, Step.LETTERHEAD)
    history.record(actor, "province.letterhead", at=now, subject=given.name, ids=[row.id])
    return row


def save_mail(
    given: MailServer, version: int, actor: Actor, *, now: datetime, password: str
) -> Province:
    """Keep how mail leaves; `password` says what became of it: kept, changed, removed.

    The password itself goes to a file. Raises Stale.
    """
    row = open_row(version)
    row.smtp_host, row.smtp_port = given.host, given.port
    row.smtp_security, row.smtp_user = given.security.value, given.user
    row.mail_from = given.sender
    go_through(row, Step.MAIL)
    detail = {"port": given.port, "security": given.security.value, "password": password}
    history.record(actor, "province.mail", at=now, subject=given.host, ids=[row.id], detail=detail)
    return row


def put_off_mail(version: int, actor: Actor, *, now: datetime) -> Province:
    """Go on without a mail server. Raises Stale."""
    row = open_row(version)
    go_through(row, Step.MAIL)
    history.record(actor, "province.mail_later", at=now, subject="mail", ids=[row.id])
    return row


def finish_set_up(version: int, actor: Actor, *, now: datetime) -> Province:
    """End the first run; its steps stay as pages of settings. Raises Stale."""
    row = open_row(version)
    row.set_up_at = row.set_up_at or now
    row.version += 1
    db.session.flush()
    history.record(actor, "province.set_up", at=now, subject=row.name, ids=[row.id])
    return row
