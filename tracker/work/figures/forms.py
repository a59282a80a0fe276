"""The number form as fields: one or two figures and a note for each row of the catalogue."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from wtforms import HiddenField, StringField
from wtforms.validators import Length

from tracker.reports.operations.indicators import Entry, Sent, name_of
from tracker.reports.queries.figures import FormRow, UnitForm
from tracker.reports.queries.indicators import Given
from tracker.reports.rules.indicators import Amount
from tracker.reports.rules.numbers import number_of, written
from tracker.web.fields import number_in
from tracker.web.forms import BaseForm

PARTS = ("numerator", "denominator")
NOTE = "note"


class FigureField(StringField):
    """A figure typed as "1.234,5"; `number` is None for a blank, which is not zero."""

    number: Decimal | None = None
    unread: str = ""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the figure. Raises ValueError with what to do."""
        super().process_formdata(valuelist)
        self.number = number_of(self.data or "")

    def process_data(self, value: Any) -> None:  # noqa: ANN401 - fixed signature
        """Take a text that was saved or filled in; `unread` says why it is no figure."""
        super().process_data(value)
        try:
            self.number = number_of(self.data or "")
        except ValueError as error:
            self.unread = str(error)


class NumberForm(BaseForm):
    """What a number form carries beside its rows."""

    version = HiddenField()
    seen = HiddenField()
    entered_from = StringField("Nguồn số liệu", validators=[Length(max=300)])

    def sent(self, rows: Iterable[FormRow], *, for_unit: bool) -> Sent:
        """What the form says."""
        entries = {row.line.id: self._entry(row) for row in rows}
        version = number_in(self.version.data if self.version.raw_data else "", -1)
        return Sent(version, entries, for_unit, self.entered_from.data or "")

    def unread(self) -> dict[str, str]:
        """Why texts that were filled in elsewhere are no figures, by field."""
        return {
            field.name: field.unread
            for field in self
            if isinstance(field, FigureField) and field.unread
        }

    def _entry(self, row: FormRow) -> Entry:
        parts = [self[name_of(row.line.id, part)].number for part in parts_of_row(row)]
        return Entry(Amount(*parts), self[name_of(row.line.id, NOTE)].data or "")


def parts_of_row(row: FormRow) -> tuple[str, ...]:
    """The figures of a row: one, or the two parts of a ratio."""
    return PARTS if row.line.is_ratio else PARTS[:1]


def names_of_row(row: FormRow) -> tuple[str, ...]:
    """The names of a row's fields, the note last."""
    return tuple(name_of(row.line.id, part) for part in (*parts_of_row(row), NOTE))


def number_form(
    unit_form: UnitForm, typed: Mapping[str, str] | None = None, *, posted: bool = True
) -> NumberForm:
    """The form of a unit: as posted, else what is saved with `typed` laid over it.

    Where what was posted is no number form, `posted` is false.
    """
    fields: dict[str, Any] = {}
    for row in unit_form.rows:
        labels = (row.line.numerator_label, row.line.denominator_label)
        for part, label in zip(parts_of_row(row), labels, strict=False):
            named = f"{row.line.number} {label or row.line.name}"
            fields[name_of(row.line.id, part)] = FigureField(named)
        note = StringField(f"{row.line.number} Ghi chú", validators=[Length(max=1000)])
        fields[name_of(row.line.id, NOTE)] = note
    values = saved(unit_form.rows) | {
        "version": str(unit_form.version),
        "seen": str(unit_form.saved.id if unit_form.saved else 0),
    }
    known = {name: text for name, text in (typed or {}).items() if name in fields}
    taken: dict[str, Any] = {} if posted else {"formdata": None}
    made: NumberForm = type("UnitNumberForm", (NumberForm,), fields)(data=values | known, **taken)
    return made


def saved(rows: Iterable[FormRow]) -> dict[str, str]:
    """What is saved, as it is typed, by the name of the field."""
    kept = list(rows)
    return texts_of(kept, {row.line.id: row.given for row in kept if row.given})


def texts_of(rows: Iterable[FormRow], given: Mapping[int, Given]) -> dict[str, str]:
    """Figures by indicator as they are typed in these rows, by the name of the field."""
    found = {}
    for row in rows:
        one = given.get(row.line.id)
        amount = one.amount if one else Amount()
        texts = (written(amount.numerator), written(amount.denominator))
        for part, text in zip(parts_of_row(row), texts, strict=False):
            found[name_of(row.line.id, part)] = text
        found[name_of(row.line.id, NOTE)] = one.note if one else ""
    return found
