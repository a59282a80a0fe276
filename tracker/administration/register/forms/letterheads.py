"""The form of what a unit's papers print."""

from collections.abc import Mapping
from typing import Any

from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import Length

from tracker.administration.planning.forms.base import DraftForm
from tracker.province.models import Province
from tracker.reports.models.letterheads import ReportLetterhead
from tracker.reports.rules.letterheads import Particulars
from tracker.units.models import UnitName
from tracker.units.operations.bodies import BY_HAND
from tracker.web.fields import DayField, asked, offered

NO_UNIT = "Chọn cơ quan, đơn vị"


class LetterheadForm(DraftForm):
    """A head that is there; its days stay."""

    superior = StringField("Cơ quan chủ quản", validators=[Length(max=200)])
    issuer = StringField(
        "Cơ quan ban hành", validators=[asked("Hãy nhập tên cơ quan."), Length(max=200)]
    )
    symbol = StringField(
        "Tên viết tắt trong ký hiệu", validators=[asked("Hãy nhập, ví dụ SNV."), Length(max=40)]
    )
    drafted_by = StringField("Đơn vị soạn thảo trong ký hiệu công văn", validators=[Length(max=40)])
    place = StringField("Địa danh", validators=[asked("Hãy nhập địa danh."), Length(max=80)])
    authority = TextAreaField("Quyền hạn của người ký", validators=[Length(max=400)])
    post = StringField("Chức vụ người ký", validators=[Length(max=120)])
    recipients = TextAreaField("Nơi nhận", validators=[Length(max=4000)])
    source = TextAreaField("Căn cứ", validators=[Length(max=2000)])


class NewLetterheadForm(LetterheadForm):
    """A head from a day on."""

    unit = SelectField("Cơ quan, đơn vị", coerce=int)
    valid_from = DayField("Dùng từ ngày", validators=[asked("Hãy nhập ngày, ví dụ 01/7/2025.")])


def offer(form: NewLetterheadForm, units: Mapping[int, str]) -> None:
    """Fill the choice of units."""
    form.unit.choices = offered([(0, NO_UNIT), *units.items()])


def particulars_of(form: LetterheadForm) -> Particulars:
    """What the form says."""
    return Particulars(**{name: form[name].data or "" for name in Particulars.__dataclass_fields__})


def source_of(form: LetterheadForm) -> str:
    """What it rests on."""
    return form.source.data or BY_HAND


def stored(row: ReportLetterhead) -> dict[str, Any]:
    """A head as its form shows it."""
    names = (*Particulars.__dataclass_fields__, "source")
    return {name: getattr(row, name) for name in names} | {"version": str(row.version)}


def suggested(name: UnitName, own: Province | None = None) -> dict[str, Any]:
    """What a first head of a unit may begin with: its name, place and superior.

    `own`: of the province itself, whose lines of "Thiết lập" come first.
    """
    told = {"issuer": name.name, "place": name.place, "superior": name.superior}
    lines = {"issuer": own.body, "place": own.place, "superior": own.superior} if own else {}
    return told | {key: line for key, line in lines.items() if line}
