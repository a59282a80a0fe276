"""The index as a table: for the Excel file and for paper."""

from collections.abc import Iterator
from datetime import date

from tracker.criteria.page import Row, Section, SetPage
from tracker.criteria.queries.sets import SetLine
from tracker.criteria.rules import ESTIMATE, UNKNOWN, CriterionKind, points_words
from tracker.documents.tables import Column, Kind, Table, as_of

Line = tuple[Section, Row]

_COLUMNS = (
    Column("Số", lambda line: line[1].line.number, Kind.CODE),
    Column("Lĩnh vực, tiêu chí", lambda line: line[1].line.name, Kind.WORDS),
    Column("Loại", lambda line: line[1].line.typed.label, paper=False),
    Column("Cơ quan phụ trách", lambda line: line[1].line.body_text, paper=False),
    Column("Tối đa", lambda line: points_words(line[1].line.maximum), Kind.NUMBER),
    Column("Năm", lambda line: str(line[1].last.year) if line[1].last else None, Kind.CODE),
    Column("Điểm đạt", lambda line: _achieved(line[1]), Kind.NUMBER),
    Column("Tỷ lệ (%)", lambda line: _percent(line[1]), Kind.NUMBER),
    Column("Xếp hạng", lambda line: line[1].last.rank if line[1].last else None, Kind.CODE),
    Column("Điểm thiếu", lambda line: points_words(line[1].missing), Kind.NUMBER),
    Column("Nhiệm vụ", lambda line: line[1].tasks, Kind.CODE),
)
_RISK = (
    Column(f"Nguy cơ mất điểm ({ESTIMATE})", lambda line: _risk(line[1])),
    Column("Cách tính", lambda line: _risk_words(line[1]), Kind.WORDS),
)


def set_table(chosen: SetLine, page: SetPage, today: date) -> Table:
    """Every field with its criteria; the risk only for those who may read it."""
    columns = _COLUMNS + (_RISK if page.shows_risk else ())
    return Table(
        "Tiêu chí", "Tiêu chí Chỉ số cải cách hành chính", as_of(today), columns,
        list(_lines(page)), (chosen.name,), group=_group,
    )  # fmt: skip


def _lines(page: SetPage) -> Iterator[Line]:
    for section in page.sections:
        yield section, section.field
        yield from ((section, row) for row in section.rows)


def _group(line: Line) -> str:
    field = line[0].field.line
    return f"{field.number}. {field.name}"


def _achieved(row: Row) -> str:
    return points_words(row.last.achieved) if row.last else UNKNOWN


def _percent(row: Row) -> str | None:
    percent = row.last.percent if row.last else None
    return None if percent is None else points_words(percent)


def _risk(row: Row) -> str | None:
    return None if row.risk is None else points_words(row.risk)


def _risk_words(row: Row) -> str | None:
    return None if row.line.typed is CriterionKind.FIELD else row.risk_words
