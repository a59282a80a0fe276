"""The breaker of a channel: after five failures one probe a minute, whoever makes it."""

from datetime import datetime
from typing import cast

from sqlalchemy import Table

from tracker.extensions import db
from tracker.mail.models import Breaker
from tracker.mail.queries import breaker_of
from tracker.mail.rules import FAILURES_TO_OPEN, PROBE_EVERY, Channel, Outcome
from tracker.statements import insert_or_skip

_TABLE = cast("Table", Breaker.__table__)
_CUT = 300


def may_try(channel: Channel, at: datetime) -> bool:
    """Whether this worker may turn to the channel now; while it is open, one takes the probe."""
    row = breaker_of(channel)
    if row is None or row.probe_at is None:
        return True
    if row.probe_at > at + PROBE_EVERY:  # a clock was set back
        return _take_probe(channel, at, row.probe_at)
    return row.probe_at <= at and _take_probe(channel, at, row.probe_at)


def failed(channel: Channel, outcome: Outcome, at: datetime) -> None:
    """Nothing goes by this channel at the moment."""
    key = {"channel": channel.value}
    insert_or_skip(Breaker, {**key, "failures": 0, "last_error": ""})
    found = (
        _TABLE.update()
        .where(_TABLE.c.channel == channel.value)
        .values(failures=_TABLE.c.failures + 1, last_error=outcome.words[:_CUT])
        .returning(_TABLE.c.failures, _TABLE.c.open_since)
    )
    failures, since = db.session.connection().execute(found).one()
    if failures >= FAILURES_TO_OPEN:
        opened = {"open_since": since or at, "probe_at": at + PROBE_EVERY}
        _set(channel, opened)


def works(channel: Channel) -> None:
    """The channel answers again."""
    row = breaker_of(channel)
    if row is not None and row.failures:
        _set(channel, {"failures": 0, "open_since": None, "probe_at": None})


def _take_probe(channel: Channel, at: datetime, seen: datetime) -> bool:
    mine = _TABLE.update().where(_TABLE.c.channel == channel.value, _TABLE.c.probe_at == seen)
    return db.session.connection().execute(mine.values(probe_at=at + PROBE_EVERY)).rowcount == 1


def _set(channel: Channel, values: dict[str, object]) -> None:
    one = _TABLE.update().where(_TABLE.c.channel == channel.value)
    db.session.connection().execute(one.values(**values))
