"""The forms of calendar subscriptions: a link of one's own, what an administrator sets for all."""

from collections.abc import Iterable
from typing import Any

from wtforms import BooleanField, IntegerField, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice

from tracker.feeds.queries.choices import Choices
from tracker.feeds.rules.links import Wanted
from tracker.feeds.rules.selection import ALARM_DAYS, Part, Selection
from tracker.feeds.rules.settings import Chosen
from tracker.web.fields import TickField, VersionField, number_in, offered
from tracker.web.forms import BaseForm

ALARM_WORDS = {0: "Ngày đến hạn", 1: "Trước 1 ngày", 3: "Trước 3 ngày", 7: "Trước 7 ngày"}
NUMERIC = {"inputmode": "numeric"}


class LinkForm(BaseForm):
    """A link under its name: what it gives, and on which days a calendar may ring.

    What is wrong with it is said by `tracker.feeds.rules.links`.
    """

    version = VersionField()
    name = StringField("Tên đường dẫn")
    parts = TickField("Nội dung")
    unit_id = SelectField("Cơ quan, đơn vị")
    plan_id = SelectField("Kế hoạch")
    field_id = SelectField("Lĩnh vực")
    alarms = TickField(
        "Báo trong lịch lúc 08 giờ",
        choices=offered((str(days), ALARM_WORDS[days]) for days in ALARM_DAYS),
    )

    def offer(self, choices: Choices) -> None:
        """Name what may be chosen."""
        self.parts.choices = offered((part.value, part.label) for part in choices.parts)
        self.unit_id.choices = _any_of((one.id, one.name) for one in choices.units)
        self.plan_id.choices = _any_of((one.id, one.label) for one in choices.plans)
        self.field_id.choices = _any_of((one.id, one.name) for one in choices.fields)

    @property
    def wanted(self) -> Wanted:
        """What the form says."""
        selection = Selection(
            frozenset(map(Part, self.parts.data or ())), _id(self.unit_id), _id(self.plan_id),
            _id(self.field_id), tuple(sorted(map(number_in, self.alarms.data or ()))),
        )  # fmt: skip
        return Wanted(self.name.data or "", selection)


def stored(name: str, selection: Selection, version: int = 0) -> dict[str, Any]:
    """What the form of a link begins with."""
    return {
        "version": str(version), "name": name, "parts": sorted(selection.parts),
        "unit_id": str(selection.unit_id or ""), "plan_id": str(selection.plan_id or ""),
        "field_id": str(selection.field_id or ""), "alarms": list(map(str, selection.alarms)),
    }  # fmt: skip


def _any_of(pairs: Iterable[tuple[object, str]]) -> list[SelectChoice]:
    return offered([("", "Tất cả"), *pairs])


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
    past_days = IntegerField("Số ngày đã qua", render_kw=NUMERIC)
    ahead_days = IntegerField("Số ngày sắp tới", render_kw=NUMERIC)

    @property
    def chosen(self) -> Chosen:
        """What the form says; -1 for a number that was left out."""
        return Chosen(
            self.enabled.data == "1", bool(self.outside.data),
            -1 if self.past_days.data is None else self.past_days.data,
            -1 if self.ahead_days.data is None else self.ahead_days.data,
        )  # fmt: skip
