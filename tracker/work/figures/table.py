"""The merged form as a table for Excel and for paper, in the order of the form."""

from decimal import Decimal

from tracker.documents.tables import Cell, Column, Kind, Table
from tracker.reports.rules.indicators import percent_of
from tracker.reports.rules.numbers import is_whole, written
from tracker.text import vn_number, vn_weekday_date
from tracker.work.figures.page import MergedPage, MergedRow


def merged_table(page: MergedPage) -> Table:
    """One line for each row of the form; real numbers where they are whole."""
    line = page.round.line
    columns = (
        Column("Số", lambda row: row.merged.line.number, Kind.CODE),
        Column("Chỉ tiêu thống kê", lambda row: row.merged.line.name, Kind.NAME),
        Column("Đơn vị tính", lambda row: row.merged.line.measure, Kind.NUMBER),
        Column("Số liệu", _single, Kind.NUMBER),
        Column("Tử số", lambda row: _part(row, "numerator"), Kind.NUMBER),
        Column("Mẫu số", lambda row: _part(row, "denominator"), Kind.NUMBER),
        Column("Tỷ lệ (%)", _percent, Kind.NUMBER),
        Column(page.before or "Kỳ trước", lambda row: row.before, Kind.SHORT),
        Column(page.last_year or "Cùng kỳ", lambda row: row.last_year, Kind.SHORT),
        *([Column(page.quarter, lambda row: row.quarter, Kind.NUMBER)]
          if page.quarter else []),
        Column("Nguồn số liệu", lambda row: row.merged.source_words, Kind.NAME),
        Column("Ghi chú", lambda row: row.missing, Kind.NAME),
    )  # fmt: skip
    told = (page.round.regime.name,)
    until = f"Số liệu đến hết {vn_weekday_date(line.clocks.last)}"
    return Table(
        f"Số liệu {line.code}", f"Biểu số liệu {line.title}", until, columns, page.rows, told,
        group=lambda row: row.merged.line.field_name,
    )  # fmt: skip


def _single(row: MergedRow) -> Cell:
    return None if row.merged.line.is_ratio else _cell(row.merged.amount.numerator)


def _part(row: MergedRow, part: str) -> Cell:
    return _cell(getattr(row.merged.amount, part)) if row.merged.line.is_ratio else None


def _percent(row: MergedRow) -> Cell:
    percent = percent_of(row.merged.amount) if row.merged.line.is_ratio else None
    return None if percent is None else vn_number(percent, 2)


def _cell(number: Decimal | None) -> Cell:
    if number is None:
        return None
    return int(number) if is_whole(number) else written(number)
