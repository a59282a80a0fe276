"""Form fields of the pages of work: Vietnamese days, files that are held, boxes to tick."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask_login import current_user
from wtforms import DateField, Field, SelectMultipleField
from wtforms.validators import StopValidation
from wtforms.widgets import CheckboxInput, ListWidget

from tracker.work.uploads import HeldFile, read_notes

_FORMATS = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y")


class DayField(DateField):
    """A day, from a date input or typed as "05/6/2025"."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the day; an empty field is no day."""
        raw = valuelist[0].strip() if valuelist else ""
        self.data = None
        if not raw:
            return
        for pattern in _FORMATS:
            try:
                self.data = datetime.strptime(raw, pattern).date()  # noqa: DTZ007 - a plain day
            except ValueError:
                continue
            return
        raise ValueError(f"“{raw[:20]}” không phải là ngày. Nhập ngày/tháng/năm, ví dụ 05/6/2025.")

    def _value(self) -> str:
        return self.data.isoformat() if self.data else ""


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


class HeldFilesField(Field):
    """Files of this form that are kept already; posted as signed notes."""

    data: list[HeldFile]

    def process_data(self, value: Sequence[HeldFile] | None) -> None:
        """Files given by the view."""
        self.data = list(value or ())

    def process_formdata(self, valuelist: list[str]) -> None:
        """Files named by the notes of the person who posts."""
        self.data = read_notes(valuelist, current_user.viewer.user_id)
