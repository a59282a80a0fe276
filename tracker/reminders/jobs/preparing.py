"""What digests send, and where to: found out for many at once, before their first attempt.

Where to and whether at all is judged in the transaction that reserves them; the letters are written
outside of it, so that nobody waits for the database meanwhile.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from tracker import clock
from tracker.mail.channels import note
from tracker.mail.operations.outbox import Claimed
from tracker.mail.rules import Channel
from tracker.reminders.letters import letters_for
from tracker.reminders.operations.rechecking import recheck_digests
from tracker.reminders.queries.addresses import addresses_of, codes_of

NOTHING_LEFT = "Không còn dòng nhắc việc nào cần báo"


@dataclass(frozen=True, slots=True)
class Judged:
    """Where a digest goes; or, with a `reason`, why it does not."""

    address: str
    reason: str = ""


class Prepare(Protocol):
    """How digests of one channel are made ready."""

    def judge(self, some: Sequence[Claimed], now: datetime) -> Mapping[int, Judged]:
        """Whether and where to each goes, by id; in a write transaction."""

    def write(self, some: Sequence[Claimed], now: datetime) -> Mapping[int, Mapping[str, Any]]:
        """The letters of these by id, empty where nothing is left to tell; only reads."""


def judged(claimed: Claimed, address: str | None) -> Judged:
    """Where to; a letter that was tried keeps its address."""
    if address is None:
        return Judged("", "Tài khoản người nhận đã bị khóa")
    if not address and not claimed.address:
        return Judged("", "Người nhận không còn địa chỉ cho kênh này")
    return Judged(claimed.address or address)


@dataclass(frozen=True, slots=True)
class Preparing:
    """The real thing: re-check the lines, write the letters of those that are left."""

    base_url: str

    def judge(self, some: Sequence[Claimed], now: datetime) -> Mapping[int, Judged]:
        """Open accounts with an address and, before the first attempt, a line to be told."""
        addresses = addresses_of({one.person_id for one in some}, some[0].channel)
        found = {one.id: judged(one, addresses.get(one.person_id)) for one in some}
        first = [one.id for one in some if not one.letter and not found[one.id].reason]
        alive = recheck_digests(first, now.astimezone(clock.ZONE).date(), now)
        return found | {number: Judged("", NOTHING_LEFT) for number in set(first) - alive}

    def write(self, some: Sequence[Claimed], now: datetime) -> Mapping[int, Mapping[str, Any]]:
        """By mail the digest in words; further channels get codes, counts, days and a link."""
        ids = [one.id for one in some]
        if some[0].channel is Channel.MAIL:
            return letters_for(ids, self.base_url, now)
        codes, link = codes_of(ids), f"{self.base_url}/thong-bao"
        return {one.id: note(codes[one.id], one.day, link).as_json()
                for one in some if one.id in codes}  # fmt: skip
