"""What a claimed digest sends, and where to: found out when it is first tried, then frozen."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tracker import clock
from tracker.mail.channels import note
from tracker.mail.operations.outbox import Claimed
from tracker.mail.rules import Channel
from tracker.reminders.letters import letter_for
from tracker.reminders.operations.rechecking import recheck_digest
from tracker.reminders.queries.addresses import address_of, codes_of


@dataclass(frozen=True, slots=True)
class Ready:
    """What goes and where to; or, with a `reason`, why nothing goes."""

    letter: Mapping[str, Any]
    address: str
    reason: str = ""


Prepare = Callable[[Claimed, datetime], Ready]


def ready(claimed: Claimed, address: str | None, letter: Mapping[str, Any]) -> Ready:
    """Judge what was found for a digest."""
    if address is None:
        return Ready({}, "", "Tài khoản người nhận đã bị khóa")
    if not address and not claimed.address:
        return Ready({}, "", "Người nhận không còn địa chỉ cho kênh này")
    if not letter:
        return Ready({}, "", "Không còn dòng nhắc việc nào cần báo")
    return Ready(letter, claimed.address or address)


def preparing(base_url: str) -> Prepare:
    """The real thing: re-check the lines, write the letter of those that are left."""

    def prepare(claimed: Claimed, now: datetime) -> Ready:
        address = address_of(claimed.person_id, claimed.channel)
        if claimed.letter or address is None:
            return ready(claimed, address, claimed.letter)
        today = now.astimezone(clock.ZONE).date()
        left = recheck_digest(claimed.id, today, now)
        return ready(claimed, address, _letter(claimed, base_url, now) if left else {})

    return prepare


def _letter(claimed: Claimed, base_url: str, now: datetime) -> Mapping[str, Any]:
    if claimed.channel is Channel.MAIL:
        return letter_for(claimed.id, base_url, now)
    lines = codes_of(claimed.id)
    return note(lines, claimed.day, f"{base_url}/thong-bao").as_json() if lines else {}
