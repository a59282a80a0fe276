"""Form fields that several rooms use: Vietnamese days, boxes to tick, what must be filled in."""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from markupsafe import Markup
from wtforms import DateField, Field, HiddenField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import StopValidation
from wtforms.widgets import CheckboxInput, ListWidget, TextInput

from tracker.text import vn_date

_FORMATS = ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y")
_DIGITS_ONLY = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{4})")


class DayInput(TextInput):
    """A text input that says how a day is written."""

    def __call__(self, field: Field, **kwargs: Any) -> Markup:  # noqa: ANN401 - attributes
        """Render it."""
        shown = {"inputmode": "numeric", "placeholder": "ngày/tháng/năm", "autocomplete": "off"}
        return super().__call__(field, **(shown | kwargs))


class DayField(DateField):
    """A day typed as "05/6/2025"; an ISO day is understood too.

    A plain text field: a browser's date input shows the order of its own language, in which
    10/6 may be October.
    """

    widget = DayInput()

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the day; an empty field is no day."""
        raw = valuelist[0].strip() if valuelist else ""
        self.data = None
        if not raw:
            return
        parted = _DIGITS_ONLY.sub(r"\1/\2/\3", raw) if _DIGITS_ONLY.fullmatch(raw) else raw
        for pattern in _FORMATS:
            try:
                self.data = datetime.strptime(parted, pattern).date()  # noqa: DTZ007 - a plain day
            except ValueError:
                continue
            return
        raise ValueError(f"“{raw[:20]}” không phải là ngày. Nhập ngày/tháng/năm, ví dụ 05/6/2025.")

    def _value(self) -> str:
        if self.data:
            return vn_date(self.data)
        return self.raw_data[0] if self.raw_data else ""


def asked(message: str) -> Any:  # noqa: ANN401 - a WTForms validator
    """A validator: the field must be filled in; says what to do."""

    def check(form: object, field: Field) -> None:  # noqa: ARG001 - fixed signature
        if not "".join(map(str, field.raw_data or ())).strip():
            field.errors = []
            raise StopValidation(message)

    return check


class TickField(SelectMultipleField):
    """Boxes of which several may be ticked."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


def number_in(raw: str | None, unread: int = 0) -> int:
    """A small number posted as text; `unread` for anything else."""
    raw = raw or ""
    return int(raw) if raw.isdecimal() and raw.isascii() and len(raw) < 10 else unread


class VersionField(HiddenField):
    """The version that a row had when its form was opened."""

    @property
    def number(self) -> int:
        """The version; -1, which no row bears, when it cannot be read."""
        return number_in(self.data, -1)


def offered(pairs: Iterable[tuple[object, str]]) -> list[SelectChoice]:
    """Choices from pairs of value and label."""
    return [SelectChoice(value, label) for value, label in pairs]  # type: ignore[arg-type]
