"""Forms of the first run; each carries the version of the installation's row."""

import re

from wtforms import BooleanField, IntegerField, PasswordField, SelectField, StringField
from wtforms.fields.simple import HiddenField
from wtforms.validators import Length, NumberRange, Regexp, ValidationError

from tracker.province.rules import Letterhead, MailServer, Security
from tracker.web.fields import DayField, TickField, VersionField, asked, offered
from tracker.web.forms import BaseForm

EMAIL = Regexp(
    r"[^@\s<>\",;:]+@[^@\s<>\",;:]+\.[^@\s<>\",;:.]+$",
    message="Địa chỉ thư điện tử không hợp lệ; nhập dạng ten@soctrang.gov.vn.",
)
_HOST = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.:-]*[A-Za-z0-9])?")


class StepForm(BaseForm):
    """One button of the first run."""

    version = VersionField()


class PlansForm(StepForm):
    """Which plans are followed; `confirmed` names the choice whose effect was shown."""

    confirmed = HiddenField()
    plans = TickField("Theo dõi thực hiện", coerce=int, choices=[])


class TrackingForm(StepForm):
    """The day on which tracking begins."""

    confirmed = HiddenField()
    day = DayField("Ngày bắt đầu theo dõi", validators=[asked("Nhập ngày bắt đầu theo dõi.")])


class LetterheadForm(StepForm):
    """The province's name and the head of its papers."""

    name = StringField("Tên tỉnh", [asked("Nhập tên tỉnh."), Length(max=200)])
    superior = StringField("Cơ quan chủ quản", [Length(max=200)])
    body = StringField(
        "Cơ quan ban hành văn bản", [asked("Nhập tên cơ quan ban hành văn bản."), Length(max=200)]
    )
    place = StringField("Địa danh", [asked("Nhập địa danh ghi trước ngày, tháng."), Length(max=80)])

    @property
    def letterhead(self) -> Letterhead:
        """What was entered, each on one line."""
        names = ("name", "superior", "body", "place")
        return Letterhead(*(" ".join((self[name].data or "").split()) for name in names))


class MailForm(StepForm):
    """How mail leaves."""

    host = StringField("Máy chủ gửi thư (SMTP)", [asked("Nhập tên máy chủ."), Length(max=200)])
    port = IntegerField(
        "Cổng",
        [asked("Nhập cổng của máy chủ."), NumberRange(1, 65535)],
        render_kw={"inputmode": "numeric"},
    )
    security = SelectField(
        "Bảo mật đường truyền", choices=offered((one.value, one.label) for one in Security)
    )
    user = StringField("Tên đăng nhập máy chủ thư", [Length(max=200)])
    password = PasswordField(
        "Mật khẩu máy chủ thư", [Length(max=500)], render_kw={"autocomplete": "new-password"}
    )
    forget = BooleanField("Xóa mật khẩu đã lưu")
    sender = StringField(
        "Địa chỉ người gửi", [asked("Nhập địa chỉ người gửi."), Length(max=200), EMAIL]
    )

    def validate_host(self, field: StringField) -> None:
        """A name or address, without a path or spaces."""
        if not _HOST.fullmatch(field.data or ""):
            raise ValidationError("Tên máy chủ chỉ gồm chữ, số, dấu chấm, dấu gạch nối.")

    @property
    def server(self) -> MailServer:
        """What was entered, without the password."""
        return MailServer(
            self.host.data, self.port.data, Security(self.security.data), self.user.data or "",
            self.sender.data,
        )  # fmt: skip
