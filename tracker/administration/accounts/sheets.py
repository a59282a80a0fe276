"""The list of accounts as an Excel sheet, for the review each year or half-year."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from tracker.administration.accounts.queries import AccountRow, GrantRow
from tracker.administration.accounts.rules import UNUSED_AFTER, is_unused
from tracker.documents.xlsx import Cell, Column, Sheet
from tracker.text import vn_date, vn_weekday_date

_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
_COLUMNS = (
    Column("STT", 6), Column("Tên hiển thị", 34), Column("Tên đăng nhập", 18),
    Column("Vai trò, đơn vị", 60), Column("Thư điện tử", 28), Column("Điện thoại", 16),
    Column("Ngày lập", 14), Column("Đăng nhập gần nhất", 14), Column("Dùng gần nhất", 14),
    Column("Xác thực hai lớp", 12), Column("Trạng thái", 26), Column("Kết quả rà soát", 30),
)  # fmt: skip


def review_sheet(today: date) -> Sheet:
    """The list for the periodic review."""
    as_of = f"Tính đến {vn_weekday_date(today)}"
    return Sheet("Tài khoản", "DANH SÁCH TÀI KHOẢN NGƯỜI DÙNG", as_of, _COLUMNS)


def cells(
    rows: Iterable[AccountRow], units: Mapping[int, str], today: date, now: datetime
) -> Iterator[list[Cell]]:
    """One line for each account; the last column is left for the reviewer."""
    for number, row in enumerate(rows, start=1):
        roles = [grant_words(grant, units, today) for grant in row.grants]
        yield [
            number, row.name, row.login, "\n".join(roles), row.email, row.phone,
            _day(row.created_at), _day(row.signed_in_at), _day(row.used_at),
            "Có" if row.second_factor else "Không", state_words(row, today, now), "",
        ]  # fmt: skip


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
        return f"Đã khóa từ {vn_date(row.disabled_at.astimezone(_ZONE).date())}"
    if not row.grants_on(today):
        return "Đang mở, chưa có vai trò hiệu lực"
    if is_unused(row.used_at, row.created_at, now):
        return f"Đang mở, chưa dùng quá {UNUSED_AFTER.days} ngày"
    return "Đang mở"


def _day(at: datetime | None) -> date | None:
    return at.astimezone(_ZONE).date() if at else None
