"""What a subscribed calendar is told: a whole calendar, or that nothing changed.

What a calendar holds follows from the person's rights, the day, the settings and the operations
carried out. Every operation leaves an entry in the audit trail; so the number of the newest entry
(of those that are no signing in or out) tells whether anything can have changed, and an unchanged
calendar is recognised without being built.
"""

import hashlib
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from threading import Lock

from tracker import history
from tracker.accounts.queries import grants_in_force, viewer_of
from tracker.documents.ics import Head
from tracker.documents.queries import uid_space
from tracker.feeds.building import build, calendar
from tracker.feeds.queries.entries import known_for
from tracker.feeds.queries.tokens import Asked
from tracker.feeds.rules.days import midnight
from tracker.feeds.rules.entries import Making
from tracker.feeds.rules.selection import window_on
from tracker.permissions import Viewer

REFRESH = timedelta(hours=1)
"""How often a calendar program is asked to look again; each follows its own mind."""
DESCRIPTION = (
    "Thời hạn nhiệm vụ và báo cáo cải cách hành chính. Lịch cập nhật chậm theo phần mềm lịch, "
    "không thay cho nhắc việc."
)
_NO_EDITS = ("account.sign_in", "account.sign_in_failed", "account.sign_out")
_MOST_KEPT = 10_000


@dataclass(frozen=True, slots=True)
class Stand:
    """What a link's calendar follows from at an instant; `modified_at` in whole seconds."""

    viewer: Viewer
    today: date
    key: Hashable
    modified_at: datetime


_lock = Lock()
_known: dict[int, tuple[Hashable, str]] = {}
"""The hash of the calendar that each link was last told in this process, and what it stood for."""


def stand_of(asked: Asked, today: date) -> Stand:
    """Where a link's calendar stands; two statements."""
    viewer = viewer_of(asked.owner, grants_in_force(asked.owner.id, today))
    number, at = history.newest(besides=_NO_EDITS)
    begun = midnight(today)
    last = max(at, begun) if at is not None else begun
    key = asked.version, viewer.grants, today, asked.settings_version, number
    return Stand(viewer, today, key, last.replace(microsecond=0))


def known_hash(asked: Asked, stand: Stand) -> str | None:
    """The hash of the calendar as it stands, where this process built it already."""
    key, found = _known.get(asked.id, (None, ""))
    return found if key == stand.key else None


def content_of(asked: Asked, stand: Stand, base_url: str) -> tuple[bytes, str]:
    """The calendar of a link and its hash, as the person's rights of today allow."""
    selection = asked.selection
    window = window_on(stand.today, asked.past_days, asked.ahead_days)
    known, reports = known_for(stand.viewer, selection, window)
    making = Making(uid_space(), base_url, selection.alarms)
    head = Head(asked.name, DESCRIPTION, f"{base_url}/lich", REFRESH)
    content = calendar(build(known, reports, making, window), head)
    found = hashlib.sha256(content).hexdigest()
    _remember(asked.id, stand.key, found)
    return content, found


def _remember(link_id: int, key: Hashable, found: str) -> None:
    with _lock:
        _known.pop(link_id, None)
        while len(_known) >= _MOST_KEPT:
            _known.pop(next(iter(_known)))
        _known[link_id] = key, found


def forget() -> None:
    """Know nothing of what was told, as a process that was just started."""
    _known.clear()
