"""The forms of reminders."""

from collections.abc import Mapping
from typing import Any

from flask import request
from wtforms import BooleanField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import Length

from tracker.reminders.operations.releasing import Decision
from tracker.reminders.rules.settings import FIRST_HOUR, LAST_HOUR, Chosen
from tracker.web.fields import DayField, VersionField, asked, number_in, offered
from tracker.web.forms import BaseForm


class SettingsForm(BaseForm):
    """When and how one is told; who is told instead while one is away."""

    version = VersionField()
    hour = SelectField(
        "Giờ nhận thông báo trong ngày",
        choices=offered(
            (str(hour), f"{hour:02d} giờ") for hour in range(FIRST_HOUR, LAST_HOUR + 1)
        ),
    )
    by_mail = BooleanField("Gửi cả qua thư điện tử")
    by_chat = BooleanField("Gửi cả qua kênh nhắn tin")
    chat_address = StringField("Địa chỉ nhận tin nhắn", validators=[Length(max=300)])
    paused_from = DayField("Vắng mặt từ ngày")
    paused_to = DayField("Đến hết ngày")
    stand_in = SelectField("Người nhận thay", validate_choice=False)  # the rule checks it

    def offer(self, colleagues: Mapping[int, str]) -> None:
        """Name who may stand in."""
        self.stand_in.choices = offered([("", "Chọn người nhận thay"), *colleagues.items()])

    @property
    def chosen(self) -> Chosen:
        """What the form says."""
        return Chosen(
            number_in(self.hour.data), bool(self.by_mail.data), bool(self.by_chat.data),
            self.chat_address.data or "", self.paused_from.data, self.paused_to.data,
            number_in(self.stand_in.data) or None,
        )  # fmt: skip


def stored(chosen: Chosen, version: int) -> dict[str, Any]:
    """What the settings form begins with."""
    return {
        "version": str(version), "hour": str(chosen.hour), "by_mail": chosen.by_mail,
        "by_chat": chosen.by_chat, "chat_address": chosen.chat_address,
        "paused_from": chosen.paused_from, "paused_to": chosen.paused_to,
        "stand_in": str(chosen.stand_in_id or ""),
    }  # fmt: skip


RELEASE, DROP = "release", "drop"


class ReleaseForm(BaseForm):
    """Held lines that were ticked, and what becomes of them."""

    act = RadioField(
        "Xử lý các nội dung đã chọn",
        choices=offered([(RELEASE, "Phát hành: gửi vào giờ nhận thông báo của người nhận"),
                         (DROP, "Không phát hành, ghi lý do")]),
        default=RELEASE,
    )  # fmt: skip
    reason = TextAreaField("Lý do không phát hành", validators=[Length(max=200)])

    @property
    def ids(self) -> frozenset[int]:
        """The ids of the lines ticked; a box carries those of one matter, "12-13"."""
        boxes = request.form.getlist("lines")
        return frozenset(number_in(part) for box in boxes for part in box.split("-")) - {0}

    @property
    def decision(self) -> Decision:
        """What the form says."""
        return Decision(self.ids, self.act.data == RELEASE, self.reason.data or "")


class SwitchForm(BaseForm):
    """Whether reminders go out."""

    version = VersionField()
    on = RadioField(
        "Nhắc việc",
        choices=offered([("1", "Bật: nhắc việc tự gửi theo bậc nhắc, kể từ hôm nay"),
                         ("0", "Tắt: không lập và không gửi nhắc việc nào")]),
    )  # fmt: skip
    chat_on = BooleanField("Cho phép kênh nhắn tin")


class TrialMailForm(BaseForm):
    """Where a test letter goes."""

    address = StringField(
        "Gửi đến địa chỉ", validators=[asked("Hãy nhập một địa chỉ thư."), Length(max=200)]
    )
