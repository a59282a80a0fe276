"""The forms that settle a day: of rows of a plan, of one phần việc."""

import re
from datetime import date
from typing import Any

from wtforms import HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length

from tracker.administration.planning.forms.base import (
    DraftForm,
    paper_fields,
    paper_of,
)
from tracker.calendar.schedule import DayUnit
from tracker.tasks.operations.settling import OwnDay
from tracker.tasks.rules.settling import Decision, Way
from tracker.web.fields import DayField, asked, number_in

_SEPARATED = re.compile(r"[;,\n]")
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
UNITS: tuple[tuple[DayUnit, str], ...] = (("working_days", "ngày làm việc"), ("days", "ngày"))
NO_DAYS = "Hãy nhập ngày đến hạn, ví dụ 30/6/2025; nhiều ngày thì cách nhau bằng dấu chấm phẩy."
NO_PHRASE = "Hãy nhập cụm từ, ví dụ: Hàng quý."
NO_EVENT = "Hãy nêu sự kiện, ví dụ: UBND tỉnh công bố Quyết định."
NO_AMOUNT = "Hãy nhập số ngày, từ 1 đến 999."


class DeadlineForm(DraftForm):
    """How a person settles the deadline of one or several rows."""

    versions = HiddenField()
    way = RadioField(
        "Cách xác định", choices=[SelectChoice(way.value, way.label) for way in Way],
        validators=[asked("Hãy chọn một cách xác định.")],
    )  # fmt: skip
    days = TextAreaField("Ngày đến hạn", validators=[Length(max=400)])
    phrase = StringField("Cụm từ", validators=[Length(max=400)])
    amount = StringField("Số ngày", validators=[Length(max=3)])
    unit = SelectField("Loại ngày", choices=[SelectChoice(*unit) for unit in UNITS])
    event = StringField("Kể từ khi", validators=[Length(max=500)])
    basis = StringField(
        "Căn cứ",
        validators=[
            asked("Hãy nêu căn cứ, ví dụ Công văn 3553/UBND-NC hoặc ý kiến của cơ quan ban hành."),
            Length(max=500),
        ],
    )

    def opened_versions(self) -> dict[int, int]:
        """The versions of the rows when the form was opened."""
        pairs = (pair.partition(":") for pair in (self.versions.data or "").split(","))
        return {number_in(row): number_in(version) for row, _, version in pairs}

    def validate(self, extra_validators: object = None) -> bool:
        """Check the fields, then what the chosen way needs."""
        valid = bool(super().validate(extra_validators))
        problems = self._problems() if self.way.data else {}
        self.show(problems)
        return valid and not problems

    def _problems(self) -> dict[str, str]:
        way = self.way.data
        if way == Way.DAYS:
            return self._problem_of_days()
        if way == Way.PHRASE and not self.phrase.data:
            return {"phrase": NO_PHRASE}
        if way != Way.EVENT:
            return {}
        found = {} if self.event.data else {"event": NO_EVENT}
        return found if number_in(self.amount.data) else found | {"amount": NO_AMOUNT}

    def _problem_of_days(self) -> dict[str, str]:
        try:
            return {} if days_in(self.days.data or "") else {"days": NO_DAYS}
        except ValueError as problem:
            return {"days": str(problem)}

    def decision(self) -> Decision:
        """What was decided; only after `validate`."""
        way = Way(self.way.data)
        return Decision(
            way, self.basis.data or "",
            days=days_in(self.days.data or "") if way is Way.DAYS else (),
            phrase=self.phrase.data or "" if way is Way.PHRASE else "",
            event=self.event.data or "" if way is Way.EVENT else "",
            amount=number_in(self.amount.data) if way is Way.EVENT else None,
            unit=self.unit.data,
        )  # fmt: skip


def days_in(text: str) -> tuple[date, ...]:
    """The days that are typed, in order. Raises ValueError, in Vietnamese, for what is no day."""
    return tuple(_day(part.strip()) for part in _SEPARATED.split(text) if part.strip())


def _day(raw: str) -> date:
    found = _DAY.fullmatch(raw)
    try:
        return date(int(found[3]), int(found[2]), int(found[1])) if found else _refuse(raw)
    except ValueError:
        return _refuse(raw)


def _refuse(raw: str) -> date:
    raise ValueError(f"“{raw[:20]}” không phải là ngày. Nhập ngày/tháng/năm, ví dụ 05/6/2025.")


class _OwnDayFields(DraftForm):
    due_on = DayField("Ngày đến hạn", validators=[asked("Hãy nhập ngày, ví dụ 30/6/2025.")])
    reason = TextAreaField(
        "Lý do", validators=[asked("Hãy nêu lý do xác định ngày riêng."), Length(max=1000)]
    )


OwnDayForm = type("OwnDayForm", (_OwnDayFields,), paper_fields(required=False))
"""A day for one phần việc alone, with the reason and the paper."""


def own_day(form: Any) -> OwnDay:  # noqa: ANN401 - an OwnDayForm
    """What the form says."""
    named = form.paper_number.data or form.paper_day.data
    return OwnDay(form.due_on.data, form.reason.data or "", paper_of(form) if named else None)
