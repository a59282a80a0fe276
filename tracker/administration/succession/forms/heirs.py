"""The form that names an heir for work that ended without one."""

from collections.abc import Iterable, Mapping

from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.simple import HiddenField
from wtforms.validators import Length

from tracker.administration.succession.forms.base import BasisForm, CodeField
from tracker.handover.reading import NewUnit
from tracker.units.rules import UnitKind
from tracker.web.fields import TickField, offered

SAME, NEW = "", "+"
WHOLE = "whole"


class HeirForm(BasisForm):
    """Which of the waiting work goes to whom, by which paper."""

    seen = HiddenField()
    extent = RadioField("Phạm vi", choices=offered([
        ("tasks", "Các nhiệm vụ được đánh dấu"), (WHOLE, "Toàn bộ phần việc còn lại"),
    ]))  # fmt: skip
    tasks = TickField("Nhiệm vụ", choices=[])
    to_unit = SelectField("Cơ quan tiếp nhận")
    new_code = CodeField("Mã", [Length(max=40)])
    new_name = StringField("Tên đầy đủ", [Length(max=200)])
    new_short_name = StringField("Tên ngắn", [Length(max=80)])
    new_kind = SelectField("Loại", choices=offered((one.value, one.label) for one in UnitKind))
    new_parent = SelectField("Cơ quan cấp trên")
    note = TextAreaField("Ghi chú", [Length(max=1000)])

    def offer_units(self, units: Mapping[str, str]) -> None:
        """The bodies that may take over, and the choice of a new one."""
        choices = [("", "Chọn cơ quan"), (NEW, "Cơ quan mới, nhập bên dưới"), *units.items()]
        self.to_unit.choices = offered(choices)
        self.new_parent.choices = offered([("", "(không có)"), *units.items()])

    def offer_tasks(self, tasks: Iterable[tuple[str, str]]) -> None:
        """The waiting tasks, by code and title."""
        self.tasks.choices = offered(tasks)

    def validate(self, extra_validators: object = None) -> bool:
        """Check the fields, then that something goes to somebody."""
        valid = super().validate(extra_validators)
        problems = self._problems()
        self.show(problems)
        return bool(valid) and not problems

    def _problems(self) -> dict[str, str]:
        found = {}
        if self.extent.data != WHOLE and not self.tasks.data:
            found["tasks"] = "Đánh dấu ít nhất một nhiệm vụ, hoặc chọn toàn bộ phần việc còn lại."
        if not self.to_unit.data:
            found["to_unit"] = "Chọn cơ quan tiếp nhận."
        if self.to_unit.data == NEW and not self.new_code.data:
            found["new_code"] = "Nhập mã của cơ quan mới, ví dụ XA-AN-THANH."
        if self.to_unit.data == NEW and not self.new_name.data:
            found["new_name"] = "Nhập tên đầy đủ của cơ quan mới."
        return found

    def begun(self, order: int) -> NewUnit | None:
        """The new body, at this place of the register; None where a known one was chosen."""
        if self.to_unit.data != NEW:
            return None
        return NewUnit(
            code=self.new_code.data, kind=self.new_kind.data, order=order,
            parent=self.new_parent.data, name=self.new_name.data,
            short_name=self.new_short_name.data or "", place="", superior="",
            source="Nhập khi xác định đơn vị tiếp nhận",
        )  # fmt: skip
