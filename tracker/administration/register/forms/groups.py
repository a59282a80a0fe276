"""The forms of a group: its wordings, and its members with their days."""

from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import StringField, TextAreaField
from wtforms.validators import Length

from tracker.administration.planning.forms.base import DraftForm
from tracker.administration.register.forms.dated import changed_days
from tracker.units.models import UnitGroup, UnitGroupMember
from tracker.units.operations.bodies import BY_HAND
from tracker.units.operations.dating import DatedChanges
from tracker.units.operations.groups import FORMS_APART, GroupFacts
from tracker.web.fields import DayField, TickField, asked, offered


class GroupForm(DraftForm):
    """What a group is called."""

    name = StringField("Tên nhóm", validators=[asked("Hãy nhập tên nhóm."), Length(max=200)])
    forms = TextAreaField("Các cách gọi trong văn bản", validators=[Length(max=8000)])
    source = TextAreaField("Căn cứ", validators=[Length(max=2000)])


class NewGroupForm(GroupForm):
    """A group with its code."""

    code = StringField("Mã", validators=[asked("Hãy nhập mã, ví dụ G-XA."), Length(max=40)])


def group_facts(form: GroupForm) -> GroupFacts:
    """What the form says of a group."""
    wordings = tuple(line.strip() for line in (form.forms.data or "").splitlines() if line.strip())
    return GroupFacts(form.name.data or "", wordings, form.source.data or BY_HAND)


def stored_group(row: UnitGroup) -> dict[str, Any]:
    """A group as its form shows it: one wording to a line."""
    wordings = "\n".join(filter(None, row.printed_forms.split(FORMS_APART)))
    return {"name": row.name, "forms": wordings, "source": row.source, "version": str(row.version)}


def members_form(
    members: Sequence[UnitGroupMember], names: Mapping[int, str], version: int
) -> DraftForm:
    """A form with the days of each member, those to take back, the units that may join."""
    fields: dict[str, Any] = {}
    data: dict[str, Any] = {"version": str(version)}
    for one in members:
        name = names[one.unit_id]
        fields[f"first_{one.id}"] = DayField(f"{name}: từ ngày")
        fields[f"last_{one.id}"] = DayField(f"{name}: đến hết ngày")
        data |= {f"first_{one.id}": one.valid_from, f"last_{one.id}": one.valid_to}
    by_hand = [(one.id, names[one.unit_id]) for one in members if not one.seed_digest]
    fields |= {
        "dropped": TickField("Ghi nhầm, bỏ khỏi nhóm", coerce=int, choices=offered(by_hand)),
        "joining": TickField(
            "Cơ quan, đơn vị vào nhóm", coerce=int, choices=offered(names.items())
        ),
        "joining_first": DayField("Từ ngày"),
        "joining_last": DayField("Đến hết ngày"),
        "source": TextAreaField("Căn cứ", validators=[Length(max=2000)]),
    }
    form: DraftForm = type("MembersForm", (DraftForm,), fields)(data=data)
    return form


def member_changes(form: Any, members: Sequence[UnitGroupMember]) -> DatedChanges:  # noqa: ANN401 - built above
    """What the form changes: only memberships whose days differ."""
    return DatedChanges(
        changed_days(form, members), tuple(form.dropped.data or ()), tuple(form.joining.data or ()),
        (form.joining_first.data, form.joining_last.data), form.source.data or BY_HAND,
    )  # fmt: skip


def joining_problem(form: Any) -> str:  # noqa: ANN401
    """Why the units that join cannot: without a day they would owe what is long past."""
    if form.joining.data and not form.joining_first.data:
        return "Hãy nhập ngày các đơn vị này vào nhóm."
    return ""
