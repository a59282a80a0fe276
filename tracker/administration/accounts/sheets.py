"""The list of accounts as a table, for the review each year or half-year."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from tracker.administration.accounts.queries import AccountRow, GrantRow
from tracker.administration.accounts.rules import UNUSED_AFTER, is_unused
from tracker.calendar.zone import VIETNAM
from tracker.documents.tables import Column, Kind, Table, as_of
from tracker.text import vn_date


def accounts_table(
    rows: Sequence[AccountRow], units: Mapping[int, str], today: date, now: datetime,
    told: Sequence[str],
) -> Table:  # fmt: skip
    """One line for each account, for the periodic review; the last column is the reviewer's."""
    columns = (
        Column("Tên hiển thị", lambda row: row.name, Kind.NAME),
        Column("Tên đăng nhập", lambda row: row.login),
        Column("Vai trò, đơn vị", lambda row: _roles(row, units, today), Kind.TITLE),
        Column("Thư điện tử", lambda row: row.email, Kind.NAME, paper=False),
        Column("Điện thoại", lambda row: row.phone),
        Column("Ngày lập", lambda row: _day(row.created_at), Kind.DAY, paper=False),
        Column("Đăng nhập gần nhất", lambda row: _day(row.signed_in_at), Kind.DAY),
        Column("Dùng gần nhất", lambda row: _day(row.used_at), Kind.DAY, paper=False),
        Column("Xác thực hai lớp", lambda row: "Có" if row.second_factor else "Không", Kind.CODE),
        Column("Trạng thái", lambda row: state_words(row, today, now)),
        Column("Kết quả rà soát", lambda _: "", Kind.NAME),
    )
    title = "Danh sách tài khoản người dùng"
    return Table("Tài khoản", title, as_of(today), columns, rows, told)


def waiting_table(
    grants: Sequence[GrantRow], people: Mapping[int, AccountRow], units: Mapping[int, str],
    today: date,
) -> Table:  # fmt: skip
    """The roles that wait for approval."""
    columns = (
        Column("Người dùng", lambda grant: people[grant.user_id].name, Kind.NAME),
        Column("Tên đăng nhập", lambda grant: people[grant.user_id].login),
        Column("Vai trò", lambda grant: grant_words(grant, units, today), Kind.TITLE),
        Column("Lý do", lambda grant: grant.note, Kind.WORDS),
    )
    return Table("Vai trò chờ duyệt", "Vai trò chờ duyệt", as_of(today), columns, grants)


def _roles(row: AccountRow, units: Mapping[int, str], today: date) -> str:
    return "\n".join(grant_words(grant, units, today) for grant in row.grants)


def grant_words(grant: GrantRow, units: Mapping[int, str], today: date) -> str:
    """A role with its unit and days, as in "Cán bộ đầu mối – Sở Tư pháp, từ 01/01/2025"."""
    said = f"{grant.role.label} – {units[grant.unit_id]}, từ {vn_date(grant.valid_from)}"
    if grant.valid_to:
        said += f" đến {vn_date(grant.valid_to)}"
    notes = [
        *(["chỉ xem"] if grant.read_only else []),
        *(["chờ duyệt"] if grant.pending else []),
        *(["làm thay"] if grant.stands_in_for_id else []),
        *(["đã hết hạn"] if grant.is_over(today) else []),
    ]
    return f"{said} ({', '.join(notes)})" if notes else said


def state_words(row: AccountRow, today: date, now: datetime) -> str:
    """Open, disabled since when, unused, without a role."""
    if row.disabled_at:
        return f"Đã khóa từ {vn_date(row.disabled_at.astimezone(VIETNAM).date())}"
    if not row.grants_on(today):
        return "Đang mở, chưa có vai trò hiệu lực"
    if is_unused(row.used_at, row.created_at, now):
        return f"Đang mở, chưa dùng quá {UNUSED_AFTER.days} ngày"
    return "Đang mở"


def _day(at: datetime | None) -> date | None:
    return at.astimezone(VIETNAM).date() if at else None
