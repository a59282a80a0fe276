"""The form of a one-off văn bản giao nhiệm vụ."""

from collections.abc import Sequence
from typing import Any

from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import Length, Optional

from tracker.administration.planning.forms.base import DraftForm, paper_fields, paper_of
from tracker.administration.planning.forms.rows import named_addressee
from tracker.plans.operations import PlanFacts
from tracker.plans.rules import PlanKind, Standing
from tracker.tasks.operations.assigning import Order, with_period
from tracker.tasks.rules.addressees import Named
from tracker.tasks.rules.rows import ProductLine, RowFacts, RowPrint, listed
from tracker.tasks.rules.states import AssignmentRole
from tracker.text import vn_date, vn_list
from tracker.web.fields import DayField, TickField, asked

NO_DEADLINE = "Hãy nhập ngày đến hạn, hoặc thời hạn ghi trong văn bản."
BEFORE_PAPER = "Ngày đến hạn ở trước ngày ban hành văn bản."


class _OrderFields(DraftForm):
    owner = SelectField("Cơ quan giao nhiệm vụ", coerce=int)
    title = TextAreaField(
        "Nội dung nhiệm vụ (nguyên văn)",
        validators=[asked("Hãy nhập nội dung nhiệm vụ."), Length(max=4000)],
    )
    product_text = TextAreaField("Sản phẩm phải có", validators=[Length(max=2000)])
    issuer = StringField("Cơ quan khác ban hành sản phẩm", validators=[Length(max=200)])
    leads = TickField(
        "Giao cho", validators=[asked("Hãy chọn ít nhất một cơ quan, đơn vị hoặc nhóm.")]
    )
    lead_text = StringField("Tên các cơ quan như in trong văn bản", validators=[Length(max=1000)])
    field = SelectField("Lĩnh vực", coerce=int)
    due_on = DayField("Ngày đến hạn", validators=[Optional()])
    deadline_text = StringField("Thời hạn như in trong văn bản", validators=[Length(max=400)])

    def validate(self, extra_validators: object = None) -> bool:
        """Check the fields, then that there is a deadline, not before the paper."""
        if not super().validate(extra_validators):
            return False
        problems = {}
        if not self.due_on.data and not self.deadline_text.data:
            problems["due_on"] = NO_DEADLINE
        elif self.due_on.data and self.due_on.data < self["paper_day"].data:
            problems["due_on"] = BEFORE_PAPER
        self.show(problems)
        return not problems


OrderForm = type("OrderForm", (_OrderFields,), paper_fields())
"""One paper, one task, several bodies, one day."""


def order_of(form: Any, named: Sequence[Named]) -> Order:  # noqa: ANN401 - an OrderForm
    """What the form says, as the operation takes it."""
    paper, due_on = paper_of(form), form.due_on.data
    plan = PlanFacts(
        paper.number, paper.subject, PlanKind.ASSIGNMENT, Standing.ISSUED, form.owner.data,
        paper.issued_on, paper.issued_on, paper.issued_on.year, paper,
    )  # fmt: skip
    return Order(with_period(plan, due_on), _row(form, named), due_on)


def _row(form: Any, named: Sequence[Named]) -> RowFacts:  # noqa: ANN401
    names = {one.key: one.name for one in named}
    chosen = [key for key in names if key in form.leads.data]
    due_on = form.due_on.data
    printed = RowPrint(
        "", form.title.data, form.product_text.data or "",
        form.lead_text.data or vn_list([names[key] for key in chosen]), "",
        form.deadline_text.data or f"Ngày {vn_date(due_on)}",
    )  # fmt: skip
    issuer = form.issuer.data or ""
    products = [ProductLine(one, bool(issuer), issuer) for one in listed(printed.product_text)]
    addressees = [named_addressee(AssignmentRole.LEAD, names[key], key) for key in chosen]
    return RowFacts(
        printed, field_id=form.field.data or None, addressees=tuple(addressees),
        products=tuple(products),
    )  # fmt: skip
