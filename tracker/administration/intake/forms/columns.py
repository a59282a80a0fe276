"""The columns of a file's tables with what they are taken for, and the form that says otherwise."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from wtforms import SelectField

from tracker.administration.planning.forms.base import DraftForm
from tracker.intake.rules.heads import Column, Meaning
from tracker.intake.rules.lines import Lines
from tracker.intake.rules.raw import RawFile, Table
from tracker.intake.rules.understanding import Given, tables_of
from tracker.text import shortened
from tracker.web.fields import offered

SAMPLES = 3
LONGEST_SAMPLE = 80
_CHOICES = tuple((meaning.value, meaning.label) for meaning in Meaning)


@dataclass(frozen=True, slots=True)
class ShownColumn:
    """A column with the first texts below its head."""

    column: Column
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A table with its columns; one that is no table of the plan says so."""

    number: int
    name: str
    columns: tuple[ShownColumn, ...]
    is_plan: bool

    @property
    def label(self) -> str:
        """As a person finds it."""
        return f"Trang tính “{self.name}”" if self.name else f"Bảng {self.number}"


class ColumnsForm(DraftForm):
    """What each column means; fields are named by table and column."""


def shown_tables(raw: RawFile, given: Given) -> list[ShownTable]:
    """Every table of the file in order, as it is read with the meanings that were given."""
    return [_shown(lines) for lines in tables_of(raw, given)]


def _shown(lines: Lines) -> ShownTable:
    columns = lines.columns or tuple(_bare(lines.table))
    heads = {place.row for place in lines.head}
    shown = tuple(ShownColumn(one, _samples(lines.table, one.number, heads)) for one in columns)
    return ShownTable(lines.table.number, lines.table.name, shown, bool(lines.columns))


def heads_of(tables: Sequence[ShownTable]) -> dict[tuple[int, int], str]:
    """The printed head of every column, or what it is taken for, by table and column."""
    return {
        (table.number, one.column.number): one.column.head or (
            one.column.meaning.label if table.is_plan else ""
        )
        for table in tables
        for one in table.columns
    }  # fmt: skip


def columns_form(tables: Sequence[ShownTable], version: int) -> ColumnsForm:
    """The form with a choice for every column."""
    fields: dict[str, Any] = {
        name: SelectField(one.column.head or f"Cột {one.column.number}", choices=offered(_CHOICES))
        for name, one in _named(tables)
    }
    values = {name: one.column.meaning.value for name, one in _named(tables)}
    made = type("OneColumnsForm", (ColumnsForm,), fields)
    form: ColumnsForm = made(data={"version": str(version)} | values)
    return form


def changed_in(form: ColumnsForm, tables: Sequence[ShownTable]) -> dict[tuple[int, int], Meaning]:
    """The columns whose meaning the form says otherwise, or settles where it was asked about."""
    return {
        (table.number, one.column.number): Meaning(form[field_name(table, one)].data)
        for table in tables
        for one in table.columns
        if one.column.question or form[field_name(table, one)].data != one.column.meaning.value
    }


def field_name(table: ShownTable, one: ShownColumn) -> str:
    """The name of a column's field."""
    return f"cot_{table.number}_{one.column.number}"


def _named(tables: Sequence[ShownTable]) -> Iterator[tuple[str, ShownColumn]]:
    return ((field_name(table, one), one) for table in tables for one in table.columns)


def _bare(table: Table) -> Iterator[Column]:
    return (Column(number, "", Meaning.OTHER, 0.0) for number in range(1, table.width + 1))


def _samples(table: Table, column: int, heads: set[int]) -> tuple[str, ...]:
    texts = (
        cell.text
        for row in table.rows
        if row.number not in heads
        for cell in row.cells
        if cell.place.column == column and cell.text
    )
    return tuple(
        shortened(text, LONGEST_SAMPLE) for text, _ in zip(texts, range(SAMPLES), strict=False)
    )
