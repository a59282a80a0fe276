"""The forms of the review: whom names mean, which field rows belong to, which rows are picked."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import HiddenField, SelectField
from wtforms.fields.choices import SelectChoice

from tracker.administration.intake.asking import AskedField, AskedName
from tracker.administration.planning.forms.rows import Offer
from tracker.intake.models import IntakeRow
from tracker.tasks.rules.addressees import Named
from tracker.tasks.rules.states import AssigneeKind, AssignmentRole
from tracker.web.fields import number_in, offered
from tracker.web.forms import BaseForm

_NAME = re.compile(r"ten_(\d{1,4})_printed")
_NOTHING = "Chưa chọn cơ quan nào: chọn ở ít nhất một tên rồi lưu."
REST = "rest"
"""The button that leaves every name without a choice to be told later."""


class PickForm(BaseForm):
    """Rows that are ticked; each box carries "id:version"."""


def versions_in(values: Sequence[str]) -> dict[int, int]:
    """Versions of rows by id, as boxes and hidden fields carry them: "12:1", "12:1,15:3"."""
    pairs = (pair.partition(":") for value in values for pair in value.split(",") if pair)
    return {number_in(row): number_in(version) for row, _, version in pairs}


def versions_of(rows: Sequence[IntakeRow]) -> str:
    """What `versions_in` reads."""
    return ",".join(f"{row.id}:{row.version}" for row in rows)


def _renewed(raw: str | None, rows: Sequence[IntakeRow]) -> str:
    known = versions_in([raw or ""])
    return versions_of([row for row in rows if row.id in known])


@dataclass(frozen=True, slots=True)
class NameSlot:
    """The fields of one printed name within the form."""

    number: int

    def get(self, form: Any, name: str) -> Any:  # noqa: ANN401 - any WTForms field
        """One of them: "role", "printed", "rows" or "is"."""
        return form[f"ten_{self.number}_{name}"]


class NamesForm(BaseForm):
    """Whom the printed names mean; several may be told at once."""

    slots: Sequence[NameSlot]

    def answers(self, *, rest: bool) -> dict[tuple[AssignmentRole, str], str]:
        """What was chosen by role and printed name; with `rest` the others stay to be told."""
        left = AssigneeKind.TO_CONFIRM.value if rest else ""
        return {
            (AssignmentRole(slot.get(self, "role").data), printed): key
            for slot in self.slots
            if (key := slot.get(self, "is").data or left)
            for printed in (slot.get(self, "printed").data or "").split("\n")
        }

    def versions(self, *, rest: bool) -> dict[int, int]:
        """The versions of the rows whose names were told."""
        told = [slot for slot in self.slots if rest or slot.get(self, "is").data]
        return versions_in([slot.get(self, "rows").data or "" for slot in told])

    def renew(self, rows: Sequence[IntakeRow]) -> None:
        """Carry the versions that the rows have now."""
        for slot in self.slots:
            field = slot.get(self, "rows")
            field.data = _renewed(field.data, rows)

    def demand(self) -> None:
        """Say that nothing was chosen."""
        self.form_errors.append(_NOTHING)


def names_form(
    asked: Sequence[AskedName], offer: Offer, posted: "MultiDict[str, str] | None" = None
) -> NamesForm:
    """The form of these names, or of those that were posted."""
    numbers = list(range(len(asked))) if posted is None else sorted(_posted(posted))
    choices = {n: _choices(asked[n].offered if n < len(asked) else (), offer) for n in numbers}
    fields: dict[str, Any] = {"slots": [NameSlot(n) for n in numbers]}
    for n in numbers:
        fields |= {f"ten_{n}_{name}": HiddenField() for name in ("role", "printed", "rows")}
        fields[f"ten_{n}_is"] = SelectField("Cơ quan được hiểu", choices=choices[n])
    made = type("OneNamesForm", (NamesForm,), fields)
    form: NamesForm = made(formdata=posted, data=dict(_values(asked)))
    return form


def _posted(posted: "MultiDict[str, str]") -> Iterator[int]:
    return (int(found[1]) for name in posted if (found := _NAME.fullmatch(name)))


def _values(asked: Sequence[AskedName]) -> Iterator[tuple[str, str]]:
    for n, one in enumerate(asked):
        yield f"ten_{n}_role", one.role.value
        yield f"ten_{n}_printed", "\n".join(one.printed)
        yield f"ten_{n}_rows", versions_of(one.rows)
        yield f"ten_{n}_is", _read_as(one)


def _read_as(one: AskedName) -> str:
    """The body that the program proposes already and a person only has to agree with."""
    for role, printed, kind, unit_id, group_id in one.rows[0].addressees:
        if role == one.role and printed in one.printed and kind != AssigneeKind.TO_CONFIRM:
            return f"unit:{unit_id}" if unit_id else f"group:{group_id}" if group_id else str(kind)
    return ""


def _choices(keys: Sequence[str], offer: Offer) -> list[SelectChoice]:
    """What may be chosen: the likeliest first."""
    known: Mapping[str, Named] = {one.key: one for one in offer.named}
    likely = [
        SelectChoice(key, known[key].name, optgroup="Có thể là") for key in keys if key in known
    ]
    every = offer.targets()
    return [*(one for one in every if not one.value), *likely, *(one for one in every if one.value)]


class FieldForm(BaseForm):
    """The field of several rows."""

    rows = HiddenField()
    field_id = SelectField("Lĩnh vực", coerce=int)

    @property
    def versions(self) -> dict[int, int]:
        """The versions of the ticked rows; before anything is posted, of every row."""
        return versions_in(self.rows.raw_data or [self.rows.data or ""])

    @property
    def chosen(self) -> str:
        """The name of the field that was chosen."""
        found = (one.label for one in self.field_id.choices if one.value == self.field_id.data)
        return str(next(found, ""))


def field_form(choices: Sequence[tuple[int, str]], asked: AskedField | None = None) -> FieldForm:
    """The form of rows that ask for their field; without them, what was posted."""
    data = {} if asked is None else {"rows": versions_of(asked.rows), "field_id": asked.field_id}
    form = FieldForm(data=data) if asked is None else FieldForm(formdata=None, data=data)
    likely = set(asked.offered) if asked else set()
    pairs = sorted(choices, key=lambda pair: pair[0] not in likely)
    form.field_id.choices = offered([(0, "(chọn lĩnh vực)"), *pairs])
    return form
