"""Roles ended, stand-ins, approval of roles that wait."""

from datetime import date, datetime, timedelta

from tracker import history
from tracker.accounts.models import Grant, User
from tracker.accounts.operations import AccountError, end_grant
from tracker.accounts.queries import overlapping
from tracker.administration.accounts.operations.people import keep_an_administrator
from tracker.extensions import db
from tracker.permissions import Actor
from tracker.refusals import Stale, check_version
from tracker.text import vn_date


def end(
    grant: Grant, last_day: date, version: int, actor: Actor, *, today: date, now: datetime
) -> None:
    """Let a role end with `last_day`. Raises Stale, AccountError."""
    _check(grant, version)
    if last_day < grant.valid_from:
        raise AccountError(f"Ngày cuối không được trước ngày bắt đầu {vn_date(grant.valid_from)}.")
    end_grant(grant, last_day, actor, now=now)
    grant.version += 1
    keep_an_administrator(grant.user_id, today, last_day + timedelta(days=1))


def stand_in(
    user: User, absent: User, days: tuple[date, date], actor: Actor, *, now: datetime
) -> list[Grant]:
    """Give the roles of an absent person from the first day to the last of `days`.

    Roles that the absent person only reads stay so; a stand-in's own stand-ins are not handed on.
    Raises AccountError without a role to take over, or when this was given before.
    """
    first, last = days
    taken = overlapping(user.id, first, last).where(Grant.stands_in_for_id == absent.id)
    if user.id == absent.id:
        raise AccountError("Chọn một người khác: không tự làm thay chính mình.")
    if db.session.scalar(taken.limit(1)):
        raise AccountError(f"Đã giao làm thay {absent.name} trong thời gian đó.")
    held = overlapping(absent.id, first, last).where(
        Grant.pending.is_(False), Grant.stands_in_for_id.is_(None)
    )
    sources = [db.session.get_one(Grant, id_) for id_ in db.session.scalars(held)]
    if not sources:
        raise AccountError(f"{absent.name} không có vai trò nào trong thời gian đó.")
    rows = [
        Grant(
            user_id=user.id, role=one.role, unit_id=one.unit_id, read_only=one.read_only,
            valid_from=max(first, one.valid_from), valid_to=min(last, one.valid_to or last),
            stands_in_for_id=absent.id,
        )
        for one in sources
    ]  # fmt: skip
    db.session.add_all(rows)
    db.session.flush()
    history.record(
        actor, "account.stand_in", at=now, subject=user.login, ids=[row.id for row in rows],
        detail={"for": absent.login},
    )  # fmt: skip
    return rows


def approve(grant: Grant, version: int, actor: Actor, *, now: datetime) -> None:
    """Let a waiting role take effect. Raises Stale when it waits no more."""
    _check(grant, version, waiting=True)
    grant.pending = False
    grant.version += 1
    login = db.session.get_one(User, grant.user_id).login
    history.record(actor, "account.approve_grant", at=now, subject=login, ids=[grant.id])


def refuse(grant: Grant, version: int, actor: Actor, *, now: datetime) -> None:
    """Drop a waiting role, which never gave anything. Raises Stale."""
    _check(grant, version, waiting=True)
    login = db.session.get_one(User, grant.user_id).login
    detail = {"role": grant.role, "unit": grant.unit_id}
    db.session.delete(grant)
    history.record(
        actor, "account.refuse_grant", at=now, subject=login, ids=[grant.id], detail=detail
    )


def _check(grant: Grant, version: int, *, waiting: bool = False) -> None:
    check_version(grant.version, version)
    if waiting and not grant.pending:
        raise Stale
