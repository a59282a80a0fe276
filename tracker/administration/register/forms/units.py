"""The forms of a unit: what it is, its names, its last day."""

from collections.abc import Mapping
from datetime import date

from wtforms import IntegerField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, NumberRange

from tracker.administration.planning.forms.base import DraftForm
from tracker.units.operations.bodies import BY_HAND, NameFacts, UnitFacts
from tracker.units.rules import UnitKind
from tracker.web.fields import DayField, asked

NO_PARENT = "Không trực thuộc cơ quan nào trong danh sách"


class _NameFields(DraftForm):
    name = StringField("Tên đầy đủ", validators=[asked("Hãy nhập tên."), Length(max=200)])
    short_name = StringField("Tên viết tắt", validators=[Length(max=80)])
    place = StringField("Địa danh", validators=[Length(max=80)])
    superior = StringField("Cơ quan chủ quản", validators=[Length(max=200)])
    name_source = TextAreaField("Căn cứ", validators=[Length(max=2000)])


class NameForm(_NameFields):
    """A name put right; the day only of a later name."""

    day = DayField("Dùng từ ngày")


class RenameForm(_NameFields):
    """Another name from a day on."""

    day = DayField("Dùng từ ngày", validators=[asked("Hãy nhập ngày bắt đầu dùng tên mới.")])


class _UnitFields(DraftForm):
    kind = SelectField("Loại")
    parent = SelectField("Trực thuộc", coerce=int)
    sort_order = IntegerField(
        "Thứ tự", validators=[asked("Hãy nhập thứ tự."), NumberRange(0, 1_000_000)]
    )
    valid_from = DayField("Hoạt động từ ngày")
    source = TextAreaField("Căn cứ", validators=[Length(max=2000)])


class UnitForm(_UnitFields):
    """A unit that is there; its last day only once it has one."""

    valid_to = DayField("Đến hết ngày")


class NewUnitForm(_UnitFields, _NameFields):
    """A unit with its first name."""

    code = StringField("Mã", validators=[asked("Hãy nhập mã, ví dụ STP."), Length(max=40)])


class EndForm(DraftForm):
    """The last day of a unit."""

    last_day = DayField("Ngày hoạt động cuối cùng", validators=[asked("Hãy nhập ngày.")])


def offer(form: _UnitFields, parents: Mapping[int, str], own: str = "") -> None:
    """Fill the choices; the province's own kind only where the unit bears it."""
    kinds = [kind for kind in UnitKind if kind is not UnitKind.PROVINCE or kind == own]
    form.kind.choices = [SelectChoice(kind.value, kind.label) for kind in kinds]
    form.parent.choices = [
        SelectChoice(0, NO_PARENT),
        *(SelectChoice(unit_id, name) for unit_id, name in parents.items()),
    ]


def unit_facts(form: _UnitFields, valid_to: date | None = None) -> UnitFacts:
    """What the form says of a unit."""
    return UnitFacts(
        UnitKind(form.kind.data), form.parent.data or None, form.sort_order.data,
        form.valid_from.data, valid_to, form.source.data or BY_HAND,
    )  # fmt: skip


def name_facts(form: _NameFields, day: date | None = None) -> NameFacts:
    """What the form says of a name."""
    return NameFacts(
        form.name.data or "", form.short_name.data or "", form.place.data or "",
        form.superior.data or "", form.name_source.data or BY_HAND, day,
    )  # fmt: skip
