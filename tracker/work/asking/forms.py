"""The forms of what a lead asks: a partner's opinion, a later day; and of the answers."""

from collections.abc import Iterable, Mapping

from wtforms import HiddenField, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, Optional

from tracker.refusals import Refused
from tracker.tasks.rules.cooperating import Answer, Asking
from tracker.tasks.rules.extending import Ruling, Wish
from tracker.units.queries import NamedUnit
from tracker.web.fields import DayField, TickField, VersionField, asked
from tracker.web.forms import BaseForm
from tracker.work.forms import add_errors

GRANT, REFUSE = "granted", "refused"
_DAY = "Hãy nhập ngày, ví dụ 05/6/2025."


class ProblemForm(BaseForm):
    """A form that shows the problems that the rules found at its fields."""

    def show(self, refused: Refused) -> None:
        """Put each message at its field; those of no field above the form."""
        for name, message in refused.problems.items():
            if name in self:
                add_errors(self[name], [message])
            else:
                self.form_errors.append(message)


def _choices(units: Iterable[NamedUnit]) -> list[SelectChoice]:
    return [SelectChoice(str(unit.id), unit.name) for unit in units]


class AskingForm(ProblemForm):
    """A request to partners: of the task, or any other unit."""

    partners = TickField("Đơn vị cùng có phần trong nhiệm vụ", coerce=int, validators=[Optional()])
    others = TickField("Cơ quan, đơn vị khác", coerce=int, validators=[Optional()])
    words = TextAreaField(
        "Nội dung đề nghị", validators=[asked("Hãy ghi nội dung đề nghị."), Length(max=5000)]
    )
    paper = StringField(
        "Văn bản đề nghị",
        validators=[
            asked("Hãy nêu số, ký hiệu văn bản hoặc cách đã đề nghị, ví dụ 120/STP-VP."),
            Length(max=200),
        ],
    )
    asked_on = DayField("Ngày đề nghị", validators=[asked(_DAY)])
    answer_by = DayField("Đề nghị trả lời trước hết ngày", validators=[Optional()])

    def offer(self, named: Mapping[int, NamedUnit], partners: Iterable[int], own: int) -> None:
        """Fill in whom one may ask: the task's other units first, then every unit."""
        first = [named[unit] for unit in partners if unit in named]
        known = {unit.id for unit in first} | {own}
        self.partners.choices = _choices(first)
        self.others.choices = _choices(unit for unit in named.values() if unit.id not in known)

    def asking(self) -> Asking:
        """What was entered, as the rules take it."""
        chosen = frozenset([*(self.partners.data or ()), *(self.others.data or ())])
        return Asking(
            self.paper.data or "", chosen, self.asked_on.data, self.answer_by.data,
            self.words.data or "",
        )  # fmt: skip


class AnswerForm(ProblemForm):
    """What a partner answered."""

    version = VersionField()
    words = TextAreaField("Nội dung trả lời", validators=[Length(max=5000)])
    answered_on = DayField("Ngày trả lời", validators=[asked(_DAY)])
    paper = StringField("Văn bản trả lời", validators=[Length(max=200)])

    def answer(self) -> Answer:
        """What was entered, as the rules take it."""
        return Answer(self.answered_on.data, self.words.data or "", self.paper.data or "")


class TakeBackForm(ProblemForm):
    """That a request is taken back."""

    version = VersionField()


class WishForm(ProblemForm):
    """That a unit asks for a later day."""

    until = DayField("Đề nghị gia hạn đến ngày", validators=[asked(_DAY)])
    reason = TextAreaField(
        "Lý do", validators=[asked("Hãy nêu lý do xin gia hạn."), Length(max=5000)]
    )
    paper = StringField(
        "Văn bản đề nghị",
        validators=[asked("Hãy nêu số, ký hiệu văn bản xin gia hạn."), Length(max=200)],
    )
    asked_on = DayField("Ngày của văn bản", validators=[asked(_DAY)])

    def wish(self) -> Wish:
        """What was entered, as the rules take it."""
        return Wish(
            self.until.data, self.reason.data or "", self.paper.data or "", self.asked_on.data
        )


class RulingForm(ProblemForm):
    """What the plan's issuer decided of a later day."""

    version = HiddenField()
    decision = RadioField(
        "Ý kiến của cơ quan ban hành kế hoạch",
        choices=[
            SelectChoice(GRANT, "Đồng ý gia hạn"), SelectChoice(REFUSE, "Không đồng ý gia hạn")
        ],
        validators=[asked("Hãy chọn ý kiến.")],
    )  # fmt: skip
    until = DayField("Gia hạn đến ngày", validators=[Optional()])
    number = StringField("Số, ký hiệu văn bản", validators=[Length(max=80)])
    decided_on = DayField("Ngày của văn bản, của ý kiến", validators=[asked(_DAY)])
    issuer = StringField("Cơ quan ban hành", validators=[Length(max=200)])
    words = TextAreaField("Nội dung ý kiến, lý do", validators=[Length(max=5000)])
    others = TickField("Áp dụng cho cả", coerce=int, validators=[Optional()])

    def missing(self) -> bool:
        """Whether granting lacks its day or its paper; the messages stand at the fields."""
        if self.decision.data != GRANT:
            return False
        wanted = (
            (self.until, "Hãy nhập ngày được gia hạn đến."),
            (self.number, "Hãy nêu số, ký hiệu văn bản đồng ý gia hạn."),
            (self.issuer, "Hãy nêu cơ quan ban hành văn bản."),
        )
        for field, message in wanted:
            if not field.data and not field.errors:
                add_errors(field, [message])
        return any(field.errors for field, _ in wanted)

    def ruling(self) -> Ruling:
        """What was entered, as the rules take it."""
        until = self.until.data if self.decision.data == GRANT else None
        return Ruling(until, self.decided_on.data, self.words.data or "")
