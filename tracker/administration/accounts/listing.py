"""The list of accounts as its address asks for it: search, filters, pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tracker.administration.accounts.queries import AccountRow
from tracker.administration.accounts.rules import is_unused
from tracker.permissions import Role
from tracker.text import Labelled, fold, sort_key

PAGE = 50


class AccountState(Labelled):
    """What the list can be narrowed to."""

    OPEN = "dang-mo", "Đang mở"
    DISABLED = "da-khoa", "Đã khóa"
    UNUSED = "chua-dung", "Chưa dùng quá 45 ngày"
    WAITING = "cho-duyet", "Có vai trò chờ duyệt"
    WITHOUT_ROLE = "chua-co-vai-tro", "Không có vai trò hiệu lực"


@dataclass(frozen=True, slots=True)
class Cut:
    """What the address asks for; empty parts ask for nothing."""

    words: str = ""
    unit_id: int | None = None
    role: Role | None = None
    state: AccountState | None = None

    @property
    def active(self) -> int:
        """How many filters are set."""
        return sum(
            part not in ("", None) for part in (self.words, self.unit_id, self.role, self.state)
        )


@dataclass(frozen=True, slots=True)
class Moment:
    """The day on which roles are looked at, and the real instant for last use."""

    today: date
    now: datetime


def fits(row: AccountRow, cut: Cut, units: Mapping[int, str], at: Moment) -> bool:
    """Whether the account is asked for. Words are sought in name, login, e-mail, phone, unit."""
    held = [grant for grant in row.grants if not grant.is_over(at.today)]
    if cut.unit_id is not None and all(grant.unit_id != cut.unit_id for grant in held):
        return False
    if cut.role is not None and all(grant.role is not cut.role for grant in held):
        return False
    if cut.state is not None and not _is(row, cut.state, at):
        return False
    texts = (row.name, row.login, row.email, row.phone, *(units[one.unit_id] for one in held))
    key = fold(" ".join(texts))
    return all(word in key for word in fold(cut.words).split())


def _is(row: AccountRow, state: AccountState, at: Moment) -> bool:
    if state is AccountState.DISABLED:
        return row.disabled_at is not None
    if state is AccountState.WAITING:
        return any(grant.pending for grant in row.grants)
    if row.disabled_at is not None:
        return False
    if state is AccountState.UNUSED:
        return is_unused(row.used_at, row.created_at, at.now)
    if state is AccountState.WITHOUT_ROLE:
        return not row.grants_on(at.today)
    return True


def in_order(rows: Sequence[AccountRow], places: Mapping[int, int]) -> list[AccountRow]:
    """By the place of the first unit in official order, then by name."""
    last = len(places)

    def key(row: AccountRow) -> tuple[int, str, int]:
        place = min((places.get(grant.unit_id, last) for grant in row.grants), default=last)
        return place, sort_key(row.name), row.id

    return sorted(rows, key=key)


def page_after(
    rows: Sequence[AccountRow], after: int | None
) -> tuple[list[AccountRow], int | None]:
    """One page behind the account named, and the id that leads to the next page."""
    ids = [row.id for row in rows]
    first = ids.index(after) + 1 if after in ids else 0
    page = list(rows[first : first + PAGE])
    more = len(rows) > first + PAGE
    return page, page[-1].id if more else None
