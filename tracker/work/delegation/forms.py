"""The forms that hand work on inside a unit: one phần việc, or those that were ticked."""

import re
from collections.abc import Iterable, Mapping

from wtforms import HiddenField, SelectField, TextAreaField
from wtforms.validators import Length, Optional

from tracker.tasks.rules.delegating import Handing, House
from tracker.web.fields import DayField, TickField, number_in
from tracker.web.forms import BaseForm

_PICKED = re.compile(r"([0-9]{1,18})-([0-9]{1,9})")


class HandForm(BaseForm):
    """To whom, by when inside the house."""

    version = HiddenField()
    next = HiddenField()
    division = SelectField("Phòng", validate_choice=False)
    officer = SelectField("Cán bộ", validate_choice=False)
    internal_due_on = DayField("Hạn nội bộ", validators=[Optional()])
    note = TextAreaField("Ghi chú", validators=[Length(max=500)])

    def offer(self, house: House, labels: Mapping[int, str]) -> None:
        """Fill the choices: divisions, then officers with the division they belong to."""
        self.division.choices = [("", "(không chọn)")] + [
            (str(number), name) for number, name in house.divisions.items()
        ]
        self.officer.choices = [("", "(không chọn)")] + [
            (
                str(one.id),
                one.label + (f" ({labels[one.unit_id]})" if one.unit_id in labels else ""),
            )
            for one in house.officers
        ]

    def handing(self, *, keeps_day: bool = False) -> Handing:
        """What was entered; an unreadable choice names nobody, which the rules refuse."""
        return Handing(
            _id(self.division.data), _id(self.officer.data),
            None if keeps_day else self.internal_due_on.data, self.note.data or "", keeps_day,
        )  # fmt: skip

    @property
    def opened_version(self) -> int:
        """The version that the form was opened with; -1, which no row bears, if unreadable."""
        return number_in(self.version.data, -1)

    def show(self, problems: Mapping[str, str]) -> None:
        """Put the problems at their fields; what the rows forbid at the head of the form."""
        super().show({"" if name == "rows" else name: words for name, words in problems.items()})


class HandManyForm(HandForm):
    """The same for the rows that were ticked, each with the version it had on the page."""

    rows = TickField("Phần việc", coerce=str, choices=[], validate_choice=False)

    @property
    def versions(self) -> dict[int, int]:
        """The opened version of each ticked row, by id."""
        return picked(self.rows.data)


def picked(raw: Iterable[str] | None) -> dict[int, int]:
    """Versions by id from ticked boxes like "12-3"; what cannot be read is left out."""
    found = (_PICKED.fullmatch(one) for one in raw or ())
    return {int(one[1]): int(one[2]) for one in found if one}


def _id(raw: str | None) -> int | None:
    """The chosen id; 0, which nobody bears, for what cannot be read."""
    return number_in(raw) if raw else None
