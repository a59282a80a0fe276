"""The forms of a field: its names, and who follows it from when to when."""

from collections.abc import Mapping
from typing import Any

from wtforms import IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import Length, NumberRange

from tracker.administration.planning.forms.base import DraftForm
from tracker.administration.register.forms.dated import changed_days
from tracker.plans.fields.operations import FieldFacts
from tracker.plans.fields.queries import KeptField
from tracker.units.operations.bodies import BY_HAND
from tracker.units.operations.dating import DatedChanges
from tracker.web.fields import DayField, TickField, asked, offered

USED_IN = (
    ("both", "Kế hoạch và bộ chỉ số"), ("plan", "Chỉ kế hoạch"), ("index", "Chỉ bộ chỉ số"),
)  # fmt: skip
NOBODY = "Không thêm"


class FieldForm(DraftForm):
    """What a field is called, and where it stands."""

    name = StringField("Tên lĩnh vực", validators=[asked("Hãy nhập tên."), Length(max=200)])
    sort_order = IntegerField(
        "Thứ tự", validators=[asked("Hãy nhập thứ tự."), NumberRange(0, 1_000_000)]
    )
    used_in = SelectField("Dùng trong", choices=offered(USED_IN))
    aliases = TextAreaField("Tên gọi khác", validators=[Length(max=8000)])
    source = TextAreaField("Căn cứ", validators=[Length(max=2000)])


class NewFieldForm(FieldForm):
    """A field with its code."""

    code = StringField("Mã", validators=[asked("Hãy nhập mã, ví dụ CCTC."), Length(max=20)])


def field_facts(form: FieldForm) -> FieldFacts:
    """What the form says of a field; one other name to a line."""
    lines = tuple(line.strip()[:200] for line in (form.aliases.data or "").splitlines())
    return FieldFacts(
        form.name.data or "", form.sort_order.data or 0, form.used_in.data,
        tuple(filter(None, lines)), form.source.data or BY_HAND,
    )  # fmt: skip


def stored_field(kept: KeptField) -> dict[str, Any]:
    """A field as its form shows it; other names of the official data stand apart."""
    row = kept.row
    by_hand = [one.alias for one in kept.aliases if not one.seed_digest]
    return {
        "name": row.name, "sort_order": row.sort_order, "used_in": row.used_in,
        "aliases": "\n".join(by_hand), "source": row.source, "version": str(row.version),
    }  # fmt: skip


def followers_form(kept: KeptField, names: Mapping[int, str]) -> Any:  # noqa: ANN401 - built here
    """A form with the days of each follower, those to take back, a body that begins."""
    fields: dict[str, Any] = {}
    data: dict[str, Any] = {"version": str(kept.row.version), "unit": 0}
    for one in kept.followers:
        name = names[one.unit_id]
        fields[f"first_{one.id}"] = DayField(f"{name}: từ ngày")
        fields[f"last_{one.id}"] = DayField(f"{name}: đến hết ngày")
        data |= {f"first_{one.id}": one.valid_from, f"last_{one.id}": one.valid_to}
    by_hand = [(one.id, names[one.unit_id]) for one in kept.followers if not one.seed_digest]
    fields |= {
        "dropped": TickField("Ghi nhầm, bỏ dòng", coerce=int, choices=offered(by_hand)),
        "unit": SelectField(
            "Cơ quan theo dõi mới", coerce=int, choices=offered([(0, NOBODY), *names.items()])
        ),
        "unit_first": DayField("Từ ngày"),
        "unit_last": DayField("Đến hết ngày"),
        "source": TextAreaField("Căn cứ", validators=[Length(max=2000)]),
    }
    return type("FollowersForm", (DraftForm,), fields)(data=data)


def follower_changes(form: Any, kept: KeptField) -> DatedChanges:  # noqa: ANN401
    """What the form changes: only rows whose days differ."""
    joining = (form.unit.data,) if form.unit.data else ()
    return DatedChanges(
        changed_days(form, kept.followers), tuple(form.dropped.data or ()), joining,
        (form.unit_first.data, form.unit_last.data), form.source.data or BY_HAND,
    )  # fmt: skip
