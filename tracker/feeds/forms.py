"""The forms of calendar subscriptions: a link of one's own, what an administrator sets for all."""

from collections.abc import Iterable
from typing import Any

from wtforms import BooleanField, IntegerField, RadioField, SelectField, StringField
from wtforms.validators import Length, NumberRange

from tracker.feeds.rules.selection import ALARM_DAYS, Part, Selection
from tracker.web.fields import TickField, VersionField, asked, number_in, offered
from tracker.web.forms import BaseForm

ALARM_WORDS = {0: "Ngày đến hạn", 1: "Trước 1 ngày", 3: "Trước 3 ngày", 7: "Trước 7 ngày"}
Pairs = Iterable[tuple[object, str]]


class LinkForm(BaseForm):
    """A link under its name: what it gives, and on which days a calendar may ring."""

    version = VersionField()
    name = StringField(
        "Tên đường dẫn",
        validators=[asked("Hãy đặt tên, ví dụ: Điện thoại của tôi."), Length(max=80)],
    )
    parts = TickField("Nội dung", validators=[asked("Hãy chọn ít nhất một nội dung.")])
    unit = SelectField("Cơ quan, đơn vị")
    plan = SelectField("Kế hoạch")
    field = SelectField("Lĩnh vực")
    alarms = TickField(
        "Báo trong lịch lúc 08 giờ",
        choices=offered((str(days), ALARM_WORDS[days]) for days in ALARM_DAYS),
    )

    def offer(self, parts: Iterable[Part], units: Pairs, plans: Pairs, fields: Pairs) -> None:
        """Name what may be chosen."""
        self.parts.choices = offered((part.value, part.label) for part in parts)
        self.unit.choices = offered([("", "Tất cả"), *units])
        self.plan.choices = offered([("", "Tất cả"), *plans])
        self.field.choices = offered([("", "Tất cả"), *fields])

    @property
    def selection(self) -> Selection:
        """What the form says."""
        return Selection(
            frozenset(map(Part, self.parts.data or ())), _id(self.unit), _id(self.plan),
            _id(self.field), tuple(sorted(number_in(days) for days in self.alarms.data or ())),
        )  # fmt: skip


def stored(name: str, selection: Selection, version: int = 0) -> dict[str, Any]:
    """What the form of a link begins with."""
    return {
        "version": str(version), "name": name, "parts": sorted(selection.parts),
        "unit": str(selection.unit_id or ""), "plan": str(selection.plan_id or ""),
        "field": str(selection.field_id or ""), "alarms": list(map(str, selection.alarms)),
    }  # fmt: skip


def _id(field: SelectField) -> int | None:
    return number_in(field.data) or None


class ConfirmForm(BaseForm):
    """A second look before a link is renewed or revoked."""

    version = VersionField()


class SettingsForm(BaseForm):
    """Whether calendars are served, whether beyond the own network, and how far they reach."""

    version = VersionField()
    enabled = RadioField(
        "Đăng ký lịch",
        choices=offered([("1", "Bật: mọi người dùng được đường dẫn lịch của mình"),
                         ("0", "Tắt: không đường dẫn lịch nào trả lời")]),
    )  # fmt: skip
    outside = BooleanField("Cho phép đọc lịch từ ngoài mạng nội bộ")
    past_days = IntegerField(
        "Số ngày đã qua",
        validators=[NumberRange(0, 366, message="Nhập số ngày từ 0 đến 366.")],
        render_kw={"inputmode": "numeric"},
    )
    ahead_days = IntegerField(
        "Số ngày sắp tới",
        validators=[NumberRange(30, 1100, message="Nhập số ngày từ 30 đến 1.100.")],
        render_kw={"inputmode": "numeric"},
    )
