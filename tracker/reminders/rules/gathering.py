"""The natural name of a digest, and the instant at which a person is told."""

from datetime import date, datetime, time, tzinfo
from uuid import UUID, uuid5

from tracker.mail.rules import Channel

_DIGESTS = UUID("5f0f5d5e-6f5b-4c7e-9a52-3f1f0f6f2a10")


def digest_name(person_id: int, day: date, channel: Channel) -> str:
    """One name for one (person, day, channel): the left part of the letter's Message-ID."""
    return uuid5(_DIGESTS, f"{person_id}|{day.isoformat()}|{channel.value}").hex


def hour_on(day: date, hour: int, zone: tzinfo) -> datetime:
    """The instant at which a person with this hour is told on a day."""
    return datetime.combine(day, time(hour), zone)
