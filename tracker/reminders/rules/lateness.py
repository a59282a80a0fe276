"""What becomes of lines whose day went by while nothing was sent."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from tracker.reminders.rules.ladder import LatePolicy
from tracker.reminders.rules.states import LineState
from tracker.text import vn_date


@dataclass(frozen=True, slots=True)
class Waiting:
    """A line of the ledger that was not sent yet.

    `said` names what it would say to whom: (subject, level, person, channel). A line that the
    compiler released waits by that decision.
    """

    id: int
    said: tuple[str, str, int, str]
    state: LineState
    day: date
    policy: LatePolicy
    released: bool = False


def caught_up(today: date, waiting: Iterable[Waiting]) -> dict[int, str]:
    """Why a line expires, by its id; those that are not named go, late ones marked.

    SEND: told all the same. FOLD: of one matter only the newest goes. EXPIRE: its day went by; a
    released one stands as FOLD. Lines that wait for release fold among themselves.
    """
    kept: dict[tuple[tuple[str, str, int, str], LineState], list[Waiting]] = {}
    found: dict[int, str] = {}
    for one in waiting:
        if one.day < today and one.policy is LatePolicy.EXPIRE and not one.released:
            found[one.id] = f"Ngày nhắc {vn_date(one.day)} đã qua"
        else:
            kept.setdefault((one.said, one.state), []).append(one)
    for together in kept.values():
        newest = max(together, key=lambda one: (one.day, one.id))
        for one in together:
            if one is not newest and one.policy is not LatePolicy.SEND and one.day < today:
                found[one.id] = f"Gộp vào nhắc việc ngày {vn_date(newest.day)}"
    return found


def lateness_words(day: date, today: date, *, released: bool) -> str:
    """The mark of a line that is told after its day; empty for one in time or just released."""
    return "" if released or day >= today else f"Gửi muộn, ngày nhắc là {vn_date(day)}"


def policy_of(policies: Mapping[tuple[str, str], LatePolicy], kind: str, rung: str) -> LatePolicy:
    """The policy of a rung by its kind and its name in the ledger, which may carry a week."""
    return policies.get((kind, rung.partition("+")[0]), LatePolicy.FOLD)
