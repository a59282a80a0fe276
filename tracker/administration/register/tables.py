"""The register of units, groups, days off and fields as tables."""

from collections.abc import Mapping, Sequence
from datetime import date

from tracker.calendar.periods import label as period_label
from tracker.calendar.periods import month_key
from tracker.documents.tables import Column, Kind, Table, as_of
from tracker.plans.fields.queries import KeptField
from tracker.reports.rules.indicators import IndicatorLine
from tracker.text import vn_date, vn_weekday_date
from tracker.units.queries import GroupLine, NamedUnit, RegisterUnit
from tracker.workdays.models import CalendarDay
from tracker.workdays.rules import DayKind, DayStatus

Names = Mapping[int, NamedUnit]


def units_table(
    units: Sequence[RegisterUnit], names: Names, kinds: Mapping[str, str], today: date
) -> Table:
    """The register in official order, divisions under their body."""
    columns = (
        Column("Cơ quan, đơn vị", lambda unit: _name(unit, names), Kind.TITLE),
        Column("Mã", lambda unit: unit.code),
        Column("Loại", lambda unit: kinds.get(unit.kind, unit.kind)),
        Column("Thuộc", lambda unit: _parent(unit, names), Kind.NAME),
        Column("Hoạt động từ ngày", lambda unit: unit.valid_from, Kind.DAY),
        Column("Đến hết ngày", lambda unit: unit.valid_to, Kind.DAY),
    )
    title = "Danh mục cơ quan, đơn vị"
    return Table("Danh mục đơn vị", title, as_of(today), columns, units)


def _name(unit: RegisterUnit, names: Names) -> str:
    return names[unit.id].name if unit.id in names else unit.code


def _parent(unit: RegisterUnit, names: Names) -> str:
    return names[unit.parent_id].name if unit.parent_id in names else ""


def groups_table(groups: Sequence[GroupLine], today: date) -> Table:
    """Every group with the number of its members."""
    columns = (
        Column("Nhóm", lambda group: group.name, Kind.TITLE),
        Column("Mã", lambda group: group.code),
        Column("Thành viên hiện nay", lambda group: group.members, Kind.NUMBER),
    )
    return Table("Nhóm đơn vị", "Danh mục nhóm đơn vị", as_of(today), columns, groups)


def fields_table(
    fields: Sequence[KeptField], names: Names, used_in: Mapping[str, str], today: date
) -> Table:
    """Every field with the body that follows it."""

    def follower(one: KeptField) -> str:
        unit = one.follower_on(today)
        return names[unit].name if unit else ""

    columns = (
        Column("Thứ tự", lambda one: one.row.sort_order, Kind.NUMBER, paper=False),
        Column("Lĩnh vực", lambda one: one.row.name, Kind.TITLE),
        Column("Mã", lambda one: one.row.code),
        Column("Dùng trong", lambda one: used_in[one.row.used_in]),
        Column("Tên gọi khác", lambda one: "\n".join(_aliases(one)), Kind.WORDS, paper=False),
        Column("Cơ quan theo dõi hiện nay", follower, Kind.NAME),
    )
    return Table("Lĩnh vực", "Danh mục lĩnh vực", as_of(today), columns, fields)


def _aliases(one: KeptField) -> list[str]:
    return [alias.alias for alias in one.aliases]


def days_table(days: Sequence[CalendarDay], year: int, working: int, today: date) -> Table:
    """The special days of a year."""
    columns = (
        Column("Ngày", lambda one: one.day, Kind.DAY),
        Column("Thứ", lambda one: vn_weekday_date(one.day).partition(",")[0], Kind.CODE),
        Column("Tên", lambda one: one.name, Kind.NAME),
        Column("Loại", lambda one: DayKind(one.kind).label),
        Column("Thông báo", lambda one: DayStatus(one.status).label),
        Column("Áp dụng", lambda one: "Có" if one.enabled else "Không", Kind.CODE),
        Column("Căn cứ", lambda one: one.source, Kind.WORDS),
    )
    told = [f"Năm {year} có {working} ngày làm việc"]
    return Table(
        f"Ngày nghỉ {year}", f"Ngày nghỉ, ngày làm bù năm {year}",
        f"Lập ngày {vn_date(today)}", columns, days, told,
        group=lambda one: period_label(month_key(year, one.day.month)),
    )  # fmt: skip


def indicators_table(lines: Sequence[IndicatorLine], today: date) -> Table:
    """The rows of the number form, with where the figure of the whole comes from."""
    columns = (
        Column("Số", lambda line: line.number, Kind.CODE),
        Column("Chỉ tiêu thống kê", lambda line: line.name, Kind.TITLE),
        Column("Đơn vị tính", lambda line: line.measure),
        Column("Loại số liệu", lambda line: line.kind.label),
        Column("Số liệu chung lấy từ", lambda line: line.origin.label),
        Column("Tử số", lambda line: line.numerator_label, Kind.NAME, paper=False),
        Column("Mẫu số", lambda line: line.denominator_label, Kind.NAME, paper=False),
        Column("Ghi chú", lambda line: line.note, Kind.NAME),
        Column("Căn cứ", lambda line: line.source, Kind.WORDS, paper=False),
    )
    return Table(
        "Biểu số liệu", "Chỉ tiêu của biểu số liệu", as_of(today), columns, lines,
        group=lambda line: line.field_name,
    )  # fmt: skip
