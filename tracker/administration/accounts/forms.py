"""Forms of the accounts' administration."""

from flask_wtf.file import FileField
from wtforms import BooleanField, Field, SelectField, StringField
from wtforms.fields.simple import HiddenField
from wtforms.validators import Length, Optional, ValidationError

from tracker.accounts.operations import NewGrant
from tracker.accounts.rules import EMAIL, EMAIL_RULE, LOGIN_RULE, PHONE, PHONE_RULE, is_login
from tracker.administration.accounts.operations.people import Contact, FirstRole
from tracker.administration.accounts.rules import GivenRow
from tracker.permissions import Role
from tracker.web.fields import DayField, TickField, VersionField, asked, offered
from tracker.web.forms import BaseForm


def _email(form: object, field: Field) -> None:  # noqa: ARG001 - fixed signature
    if field.data and not EMAIL.fullmatch(field.data):
        raise ValidationError(EMAIL_RULE)


def _phone(form: object, field: Field) -> None:  # noqa: ARG001 - fixed signature
    if field.data and not PHONE.fullmatch(field.data):
        raise ValidationError(PHONE_RULE)


def _login(form: object, field: Field) -> None:  # noqa: ARG001 - fixed signature
    if field.data and not is_login(field.data):
        raise ValidationError(LOGIN_RULE)


class VersionForm(BaseForm):
    """One act on what is shown."""

    version = VersionField()


class ContactForm(VersionForm):
    """Name, e-mail, phone."""

    name = StringField(
        "Họ và tên hoặc chức danh hiển thị",
        [asked("Nhập họ và tên hoặc chức danh hiển thị."), Length(max=200)],
    )
    email = StringField("Thư điện tử", [Length(max=200), _email])
    phone = StringField("Điện thoại", [Length(max=40), _phone], render_kw={"type": "tel"})

    @property
    def contact(self) -> Contact:
        """What was entered."""
        return Contact(" ".join(self.name.data.split()), self.email.data, self.phone.data)


class RoleForm(BaseForm):
    """A role for a unit from a day to a day."""

    role = SelectField(
        "Vai trò",
        choices=offered([("", "Chọn vai trò"), *((role.value, role.label) for role in Role)]),
        validators=[asked("Chọn vai trò.")],
    )
    unit = SelectField(
        "Cơ quan, đơn vị", coerce=int, validators=[asked("Chọn cơ quan, đơn vị.")], choices=[]
    )
    valid_from = DayField("Từ ngày", validators=[asked("Nhập ngày bắt đầu.")])
    valid_to = DayField("Đến hết ngày", validators=[Optional()])
    read_only = BooleanField("Chỉ xem")
    note = StringField("Ghi chú", [Length(max=200)])

    def validate_unit(self, field: SelectField) -> None:
        """The first choice is none."""
        if not field.data:
            raise ValidationError("Chọn cơ quan, đơn vị.")

    def validate_valid_to(self, field: DayField) -> None:
        """The last day is not before the first."""
        if field.data and self.valid_from.data and field.data < self.valid_from.data:
            raise ValidationError("Ngày cuối không được trước ngày bắt đầu.")

    @property
    def given(self) -> NewGrant:
        """What was entered."""
        return NewGrant(
            Role(self.role.data), self.unit.data, self.valid_from.data, self.valid_to.data,
            self.read_only.data, self.note.data or "",
        )  # fmt: skip


class NewAccountForm(ContactForm, RoleForm):
    """A new account with its first role."""

    login = StringField(
        "Tên đăng nhập", [Length(max=60), _login], filters=[lambda typed: (typed or "").lower()],
        render_kw={"autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"},
    )  # fmt: skip

    @property
    def first_role(self) -> FirstRole:
        """The days of the first role."""
        given = self.given
        return FirstRole(given.valid_from, given.valid_to, given.read_only, given.note)

    def row(self, unit: str) -> GivenRow:
        """What was entered, as a row of the spreadsheet is."""
        contact = self.contact
        return GivenRow(
            1, contact.name, unit, Role(self.role.data).label, self.login.data or "",
            contact.email, contact.phone,
        )  # fmt: skip


class EndGrantForm(VersionForm):
    """The last day of a role."""

    last_day = DayField("Ngày cuối có hiệu lực", validators=[asked("Nhập ngày cuối.")])


class StandInForm(BaseForm):
    """Whose place is taken, from when to when."""

    absent = SelectField("Làm thay", coerce=int, choices=[])
    first = DayField("Từ ngày", validators=[asked("Nhập ngày bắt đầu.")])
    last = DayField("Đến hết ngày", validators=[asked("Nhập ngày cuối.")])

    def validate_absent(self, field: SelectField) -> None:
        """The first choice is nobody."""
        if not field.data:
            raise ValidationError("Chọn người được làm thay.")

    def validate_last(self, field: DayField) -> None:
        """The last day is not before the first."""
        if field.data and self.first.data and field.data < self.first.data:
            raise ValidationError("Ngày cuối không được trước ngày bắt đầu.")


class TransferForm(BaseForm):
    """Which roles go over to which unit, from when."""

    to_unit = SelectField("Đơn vị tiếp nhận", coerce=int, choices=[])
    from_day = DayField("Từ ngày", validators=[asked("Nhập ngày bắt đầu ở đơn vị tiếp nhận.")])
    grants = TickField("Vai trò chuyển sang đơn vị tiếp nhận", choices=[])

    def validate_to_unit(self, field: SelectField) -> None:
        """The first choice is none."""
        if not field.data:
            raise ValidationError("Chọn đơn vị tiếp nhận.")

    def validate_grants(self, field: TickField) -> None:
        """At least one."""
        if not field.data:
            raise ValidationError("Chọn ít nhất một vai trò.")

    @property
    def chosen(self) -> dict[int, int]:
        """The version of each role ticked, by id."""
        return {int(id_): int(version) for id_, _, version in
                (value.partition(":") for value in self.grants.data)}  # fmt: skip


class LoadForm(BaseForm):
    """The filled spreadsheet."""

    file = FileField("Bảng tính đã điền (.xlsx)")


class ConfirmLoadForm(BaseForm):
    """The rows that were previewed, signed for this person."""

    rows = HiddenField()
