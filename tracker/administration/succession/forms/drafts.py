"""The forms of a hand-over draft: its head, a file, one line of each of its lists."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask_wtf.file import FileField
from wtforms import IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Regexp

from tracker.administration.succession.forms.base import BasisForm, CodeField, VersionedForm
from tracker.handover.drafts.operations import Head
from tracker.handover.rules import MoveKind, MoveScope
from tracker.units.rules import UnitKind
from tracker.web.fields import DayField, asked, offered
from tracker.web.forms import BaseForm

NOBODY = "(giải thể, chưa có đơn vị tiếp nhận)"
_FILE_CODE = "Nhập mã của bàn giao, ví dụ BG-2025-07-01."
_FILE_LETTERS = "Mã chỉ gồm chữ không dấu, số, dấu chấm và dấu gạch."


class HeadForm(BasisForm):
    """What the hand-over is, from when, by which paper."""

    code = StringField(
        "Mã bàn giao",
        [asked(_FILE_CODE), Length(max=60), Regexp(r"[A-Za-z0-9._-]+$", message=_FILE_LETTERS)],
    )
    title = TextAreaField("Nội dung", [asked("Nhập nội dung bàn giao."), Length(max=500)])
    effective_on = DayField("Có hiệu lực từ ngày", [asked("Nhập ngày có hiệu lực.")])

    @property
    def head(self) -> Head:
        """What was entered."""
        return Head(
            self.code.data, self.title.data, self.effective_on.data, self.basis.data, self.paper,
        )  # fmt: skip


class UploadForm(BaseForm):
    """A file prepared elsewhere."""

    file = FileField("Tệp bàn giao (.yaml)")


class TakeForm(BaseForm):
    """One of the files that come with the program."""

    name = StringField("Tệp")


@dataclass(frozen=True, slots=True)
class Offer:
    """What lines may name, by code."""

    units: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)
    tasks: Mapping[str, str] = field(default_factory=dict)


class LineForm(VersionedForm):
    """One line of a list of the draft; the names of its fields are those of a succession file."""

    def offer(self, offer: Offer) -> None:
        """Fill the lists of choices."""

    def values(self) -> dict[str, str]:
        """What was entered, as a succession file has it."""
        told = ((name.removesuffix("_"), one.data) for name, one in self._fields.items())
        kept = {name: str(data or "") for name, data in told}
        return {name: kept[name] for name in kept.keys() - {"version", "csrf_token"}}

    def fill(self, values: Mapping[str, str]) -> None:
        """Show a stored line."""
        self.process(data={
            name: values.get(name.removesuffix("_"), "")
            for name in self._fields.keys() - {"csrf_token"}
        })  # fmt: skip


class MoveForm(LineForm):
    """Who hands what over to whom."""

    from_ = SelectField("Cơ quan giao", [asked("Chọn cơ quan giao.")])
    kind = SelectField("Hình thức", choices=offered((one.value, one.label) for one in MoveKind))
    scope = SelectField("Phạm vi", choices=offered((one.value, one.label) for one in MoveScope))
    field = SelectField("Lĩnh vực")
    task = StringField("Mã nhiệm vụ", [Length(max=80)])
    to = SelectField("Cơ quan nhận")
    note = TextAreaField("Ghi chú", [Length(max=1000)])

    def offer(self, offer: Offer) -> None:
        """Units, fields and tasks."""
        self.known_tasks = offer.tasks
        self.from_.choices = offered([("", "Chọn cơ quan"), *offer.units.items()])
        self.to.choices = offered([("", NOBODY), *offer.units.items()])
        self.field.choices = offered([("", "(không theo lĩnh vực)"), *offer.fields.items()])

    def validate(self, extra_validators: object = None) -> bool:
        """Check the fields, then that they fit together."""
        valid = super().validate(extra_validators)
        problems = self._problems()
        self.show(problems)
        return bool(valid) and not problems

    def _problems(self) -> dict[str, str]:
        found, dissolves = {}, self.kind.data == MoveKind.DISSOLVE
        if dissolves and self.to.data:
            found["to"] = "Giải thể thì để trống cơ quan nhận; có cơ quan nhận thì chọn sáp nhập."
        if not dissolves and not self.to.data:
            found["to"] = "Chọn cơ quan nhận; chưa có thì chọn hình thức giải thể."
        if self.to.data and self.to.data == self.from_.data:
            found["to"] = "Cơ quan giao và cơ quan nhận là một."
        if self.scope.data == MoveScope.FIELD and not self.field.data:
            found["field"] = "Chọn lĩnh vực."
        if self.scope.data == MoveScope.TASK and self.task.data not in self.known_tasks:
            found["task"] = "Nhập mã của một nhiệm vụ có trong danh sách gợi ý."
        return found

    def values(self) -> dict[str, str]:
        """Only what belongs to the scope."""
        found = super().values()
        found["field"] = found["field"] if found["scope"] == MoveScope.FIELD else ""
        found["task"] = found["task"] if found["scope"] == MoveScope.TASK else ""
        return found


class NewUnitForm(LineForm):
    """A body that begins on the day."""

    code = CodeField("Mã", [asked("Nhập mã, ví dụ XA-AN-THANH."), Length(max=40)])
    name = StringField("Tên đầy đủ", [asked("Nhập tên đầy đủ."), Length(max=200)])
    short_name = StringField("Tên ngắn", [Length(max=80)])
    kind = SelectField("Loại", choices=offered((one.value, one.label) for one in UnitKind))
    parent = SelectField("Cơ quan cấp trên")
    order = IntegerField(
        "Thứ tự trong danh sách",
        [InputRequired("Nhập một số nguyên."), NumberRange(0, 99999)],
    )
    place = StringField("Địa danh", [Length(max=80)])
    superior = StringField("Cơ quan chủ quản", [Length(max=200)])
    source = StringField("Nguồn", [Length(max=500)])

    def offer(self, offer: Offer) -> None:
        """The bodies above."""
        self.parent.choices = offered([("", "(không có)"), *offer.units.items()])


class NameForm(LineForm):
    """A new name of a body that stays."""

    unit = SelectField("Cơ quan đổi tên", [asked("Chọn cơ quan.")])
    name = StringField("Tên mới", [asked("Nhập tên mới."), Length(max=200)])
    short_name = StringField("Tên ngắn", [Length(max=80)])
    place = StringField("Địa danh", [Length(max=80)])
    superior = StringField("Cơ quan chủ quản", [Length(max=200)])

    def offer(self, offer: Offer) -> None:
        """The bodies."""
        self.unit.choices = offered([("", "Chọn cơ quan"), *offer.units.items()])


class GroupForm(LineForm):
    """A body that joins a group of addressees."""

    group = SelectField("Nhóm đơn vị", [asked("Chọn nhóm.")])
    unit = SelectField("Cơ quan vào nhóm", [asked("Chọn cơ quan.")])

    def offer(self, offer: Offer) -> None:
        """The groups and the bodies."""
        self.group.choices = offered([("", "Chọn nhóm"), *offer.groups.items()])
        self.unit.choices = offered([("", "Chọn cơ quan"), *offer.units.items()])


LINE_FORMS: Mapping[str, type[LineForm]] = {
    "moves": MoveForm, "new_units": NewUnitForm, "names": NameForm, "group_members": GroupForm,
}  # fmt: skip
SLUGS: Mapping[str, str] = {
    "ban-giao": "moves", "co-quan-moi": "new_units", "ten-moi": "names", "nhom": "group_members",
}  # fmt: skip
"""The lists as addresses call them."""


def line_words(form: LineForm, values: Mapping[str, str]) -> list[tuple[str, str]]:
    """A stored line, label by label; `form` knows the choices."""
    told = []
    for key, one in form._fields.items():
        value = values.get(key.removesuffix("_"), "")
        if key not in {"version", "csrf_token"}:
            choices = getattr(one, "choices", None) or ()
            label = next((str(c.label) for c in choices if c.value == value), value)
            told.append((one.label.text, label))
    return told
