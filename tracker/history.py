"""The hash-chained audit trail: one entry per operation and sign-in event.

`record()` notes the entry; it is written as the last thing before the commit, so that the head row
is locked last and briefly. Entries are append-only (triggers in the migration); every entry's hash
covers the one before. A chain does not show a cut tail: send the head hash elsewhere daily.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, cast

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Integer,
    String,
    Table,
    Text,
    bindparam,
    event,
    func,
    select,
)
from sqlalchemy.exc import DataError, OperationalError
from sqlalchemy.orm import Mapped, Session, mapped_column, scoped_session

from tracker.db import Base, UTCDateTime, read_snapshot
from tracker.extensions import db
from tracker.permissions import Actor
from tracker.statements import insert_or_skip

START = "0" * 64
KEPT_IDS = 100
LOOKED_THROUGH = 1000
_PENDING = "audit_pending"
_UNREADABLE = (ValueError, TypeError, OverflowError, DataError, OperationalError)
_BIG = BigInteger().with_variant(Integer, "sqlite")


class AuditEntry(Base):
    """What was done, by whom, to what; `hash` covers all of it and `previous_hash`."""

    __tablename__ = "audit_entry"

    id: Mapped[int] = mapped_column(_BIG, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)
    actor_id: Mapped[int | None]
    actor_label: Mapped[str] = mapped_column(String(200))
    actor_unit: Mapped[str] = mapped_column(String(200))
    actor_role: Mapped[str] = mapped_column(String(40))
    address: Mapped[str] = mapped_column(String(64))
    action: Mapped[str] = mapped_column(String(80), index=True)
    subject: Mapped[str] = mapped_column(String(200))
    ids: Mapped[str] = mapped_column(Text)
    detail: Mapped[str] = mapped_column(Text)
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


class AuditHead(Base):
    """The one row that says where the chain ends; it is locked while an entry is added."""

    __tablename__ = "audit_head"
    __table_args__ = (CheckConstraint("id = 1", name="single_row"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    last_id: Mapped[int] = mapped_column(_BIG)
    hash: Mapped[str] = mapped_column(String(64))


_ENTRY = cast("Table", AuditEntry.__table__)
_HEAD = cast("Table", AuditHead.__table__)
_LOCK_HEAD = select(_HEAD.c.last_id, _HEAD.c.hash).with_for_update()
_ADD = _ENTRY.insert()
_MOVE_HEAD = _HEAD.update().values(last_id=bindparam("number"), hash=bindparam("last"))
_NEWEST = (
    select(_ENTRY.c.id, _ENTRY.c.at)
    .where(_ENTRY.c.action.not_in(bindparam("besides", expanding=True)))
    .order_by(_ENTRY.c.id.desc())
    .limit(1)
)
HEAD = select(_HEAD.c.last_id).scalar_subquery()
"""The number of the newest entry, as a column of another query; null before the first."""
_json = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


@dataclass(frozen=True)
class Verdict:
    """What verification found: whole entries, the last one's hash, and the first fault if any."""

    count: int
    head: str
    fault: str | None = None


def record(
    actor: Actor,
    action: str,
    *,
    at: datetime,
    subject: str,
    ids: Iterable[int | str] = (),
    detail: Mapping[str, Any] | None = None,
) -> None:
    """Note one operation; it is written when the surrounding write transaction commits.

    `action` is a stable word ("sign_in", "work.update"), `subject` the thing's code or label,
    `ids` the rows touched (the first 100 are kept, all are counted and digested).
    """
    values = {
        "at": at.astimezone(UTC),
        "actor_id": actor.user_id,
        "actor_label": actor.label,
        "actor_unit": actor.unit,
        "actor_role": actor.role,
        "address": actor.address,
        "action": action,
        "subject": subject[:200],
        "ids": _json(_summary(list(ids))),
        "detail": _json(dict(detail or {})),
    }
    db.session().info.setdefault(_PENDING, []).append(values)


def last_done(actions: Iterable[str]) -> dict[str, datetime]:
    """When one of these actions was last done to each subject."""
    query = select(_ENTRY.c.subject, func.max(_ENTRY.c.at)).where(_ENTRY.c.action.in_(actions))
    return {row[0]: row[1] for row in db.session.execute(query.group_by(_ENTRY.c.subject))}


def newest(besides: Iterable[str] = ()) -> tuple[int, datetime | None]:
    """Number and instant of the newest entry whose action is none of these; (0, None) if none."""
    found = db.session().connection().execute(_NEWEST, {"besides": list(besides)}).first()
    return (found.id, found.at) if found else (0, None)


def only(beginnings: Iterable[str], after: int, until: int) -> bool:
    """Whether the actions of all entries after one number, up to another, begin with one of these.

    Not looked up, and denied, of more than LOOKED_THROUGH entries.
    """
    if until - after > LOOKED_THROUGH:
        return False
    others = (~_ENTRY.c.action.startswith(one, autoescape=True) for one in beginnings)
    query = select(_ENTRY.c.id).where(_ENTRY.c.id > after, _ENTRY.c.id <= until, *others)
    return db.session().connection().execute(query.limit(1)).first() is None


def verify() -> Verdict:
    """Read the whole chain and say, in Vietnamese, where it is broken up to the head row."""
    with read_snapshot() as session:
        return _walk(session, 1000)


def _walk(session: scoped_session[Session], step: int) -> Verdict:
    """Follow the chain, so many entries at a time; one by one where some cannot even be read."""
    previous, count = START, 0
    query = select(_ENTRY).order_by(_ENTRY.c.id).execution_options(yield_per=step)
    with session.execute(query) as rows:
        try:
            for row in rows.mappings():
                values = dict(row)
                found = values.pop("hash")
                if values["id"] != count + 1:
                    return Verdict(count, previous, f"thiếu mục {count + 1}")
                if values["previous_hash"] != previous or _hash(values) != found:
                    return Verdict(count, previous, f"mục {count + 1} đã bị sửa")
                previous, count = found, count + 1
        except _UNREADABLE:
            if step > 1:
                return _walk(session, 1)
            fault = f"mục {count + 1} đã bị sửa hoặc hỏng, không đọc được"
            return Verdict(count, previous, fault)
    return _compare_head(session.get(AuditHead, 1), count, previous)


def _compare_head(head: AuditHead | None, count: int, last: str) -> Verdict:
    number, code = (head.last_id, head.hash) if head else (0, START)
    if number != count:
        return Verdict(count, last, f"có {count} mục nhưng điểm cuối đã ghi là mục {number}")
    if code != last:
        return Verdict(count, last, f"mã của mục cuối ({count}) khác với mã đã ghi ở điểm cuối")
    return Verdict(count, last)


@event.listens_for(Session, "before_commit")
def _write_pending(session: Session) -> None:
    pending: Sequence[dict[str, Any]] = session.info.get(_PENDING, ())
    if not pending or session.in_nested_transaction():
        return
    session.flush()
    session.info.pop(_PENDING)
    last_id, last_hash = _locked_head(session)
    entries = []
    for values in pending:
        entry = {**values, "id": last_id + 1, "previous_hash": last_hash}
        last_id, last_hash = last_id + 1, _hash(entry)
        entries.append({**entry, "hash": last_hash})
    connection = session.connection()
    connection.execute(_ADD, entries)
    connection.execute(_MOVE_HEAD, {"number": last_id, "last": last_hash})


def _locked_head(session: Session) -> tuple[int, str]:
    """Number and hash of the last entry; nobody else adds one until the commit."""
    head = session.connection().execute(_LOCK_HEAD).first()
    if head is None:
        insert_or_skip(AuditHead, {"id": 1, "last_id": 0, "hash": START})
        head = session.connection().execute(_LOCK_HEAD).one()
    return head.last_id, head.hash


@event.listens_for(Session, "after_rollback")
def _forget_pending(session: Session) -> None:
    session.info.pop(_PENDING, None)


def _summary(ids: list[int | str]) -> dict[str, Any]:
    digest = hashlib.sha256(_json(ids).encode()).hexdigest() if len(ids) > KEPT_IDS else ""
    return {"count": len(ids), "first": ids[:KEPT_IDS], "digest": digest}


def _hash(values: Mapping[str, Any]) -> str:
    """SHA-256 of the entry (without its own hash) as canonical JSON."""
    plain = {**values, "at": values["at"].astimezone(UTC).isoformat(timespec="microseconds")}
    return hashlib.sha256(_json(plain).encode()).hexdigest()
