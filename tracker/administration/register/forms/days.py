"""The forms of the calendar: days to add, one day, the projected days that a paper announced."""

from datetime import date
from typing import Any

from wtforms import BooleanField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length

from tracker.administration.planning.forms.base import DraftForm
from tracker.text import vn_weekday_date
from tracker.units.operations.bodies import BY_HAND
from tracker.web.fields import DayField, TickField, asked, offered
from tracker.workdays.models import CalendarDay
from tracker.workdays.operations import Confirmed, DayFacts
from tracker.workdays.rules import DayKind, DayStatus


class DayForm(DraftForm):
    """What is said of a day."""

    kind = SelectField("Loại", choices=[SelectChoice(one.value, one.label) for one in DayKind])
    name = StringField(
        "Tên", validators=[asked("Hãy nhập tên, ví dụ Tết Nguyên đán."), Length(max=200)]
    )
    status = SelectField(
        "Thông báo", choices=[SelectChoice(one.value, one.label) for one in DayStatus]
    )
    enabled = BooleanField("Áp dụng khi tính thời hạn")
    source = TextAreaField("Căn cứ", validators=[Length(max=2000)])


class NewDaysForm(DayForm):
    """A day, or a run of days, to add."""

    first = DayField("Từ ngày", validators=[asked("Hãy nhập ngày, ví dụ 02/01/2026.")])
    last = DayField("Đến hết ngày")


class ConfirmForm(DraftForm):
    """The paper that announced projected days."""

    days = TickField("Các ngày đã có thông báo")
    paper_number = StringField(
        "Văn bản thông báo, số, ký hiệu",
        validators=[
            asked("Hãy nhập văn bản, ví dụ Thông báo số 6150/TB-BLĐTBXH."),
            Length(max=200),
        ],
    )
    paper_day = DayField("Ngày của văn bản", validators=[asked("Hãy nhập ngày của văn bản.")])


def day_facts(form: DayForm) -> DayFacts:
    """What the form says."""
    return DayFacts(
        DayKind(form.kind.data), form.name.data or "", DayStatus(form.status.data),
        bool(form.enabled.data), form.source.data or BY_HAND,
    )  # fmt: skip


def stored_day(row: CalendarDay) -> dict[str, Any]:
    """A day as its form shows it."""
    return {
        "kind": row.kind, "name": row.name, "status": row.status, "enabled": row.enabled,
        "source": row.source, "version": str(row.version),
    }  # fmt: skip


def offer_projected(form: ConfirmForm, rows: list[CalendarDay]) -> None:
    """The projected days as boxes, ticked where they count already."""
    form.days.choices = offered(
        (row.day.isoformat(), f"{vn_weekday_date(row.day)}: {row.name}{_switched_off(row)}")
        for row in rows
    )
    if not form.is_submitted():
        form.days.data = [row.day.isoformat() for row in rows if row.enabled]


def _switched_off(row: CalendarDay) -> str:
    return "" if row.enabled else " (đang tắt)"


def confirmed_of(form: ConfirmForm) -> Confirmed:
    """Which days, by which paper."""
    days = frozenset(map(date.fromisoformat, form.days.data or ()))
    return Confirmed(days, form.paper_number.data or "", form.paper_day.data)
