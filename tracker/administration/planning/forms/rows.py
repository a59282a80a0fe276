"""The fields of one plan row: its cells verbatim, whom they name, what must result.

The addressees and products of a cell are asked one by one; a cell that was changed is parted
anew, and what is offered for its parts is shown before anything is saved.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, HiddenField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length

from tracker.administration.planning.forms.base import DraftForm
from tracker.tasks.rules.addressees import Named, exact, parts
from tracker.tasks.rules.rows import Addressee, ProductLine, RowFacts, RowPrint, listed
from tracker.tasks.rules.states import AssigneeKind, AssignmentRole
from tracker.text import clean, fold
from tracker.web.fields import asked

ROLES = {AssignmentRole.LEAD: "lead", AssignmentRole.PARTNER: "partners"}
CELLS = ("product_text", "lead_text", "partners_text", "deadline_text", "target")
_MOST = 60
"""Addressees or products of one row that a form takes."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What the choices of a row's fields are: bodies, headings above, fields of the reform."""

    named: Sequence[Named]
    parents: Sequence[tuple[int, str]] = ()
    fields: Sequence[tuple[int, str]] = ()
    extra: Mapping[str, str] = field(default_factory=dict)

    def targets(self) -> list[SelectChoice]:
        """The choices of an addressee, in groups."""
        known = {one.key for one in self.named}
        gone = [(key, name) for key, name in self.extra.items() if key not in known]
        groups = {
            "Chưa rõ": [
                ("", "(không chọn)"), (AssigneeKind.TO_CONFIRM.value, "Chờ xác định"),
                (AssigneeKind.OUTSIDE.value, "Ngoài hệ thống"),
            ],
            "Nhóm đơn vị": self._keyed("group:"), "Cơ quan, đơn vị": self._keyed("unit:"),
            "Không còn hoạt động": gone,
        }  # fmt: skip
        return [
            SelectChoice(key, name, optgroup=group)
            for group, choices in groups.items()
            for key, name in choices
        ]

    def _keyed(self, kind: str) -> list[tuple[str, str]]:
        return [(one.key, one.name) for one in self.named if one.key.startswith(kind)]


@dataclass(frozen=True, slots=True)
class RowPart:
    """The fields of one row within a form, by their common prefix."""

    prefix: str = ""
    leads: int = 1
    partners: int = 1
    products: int = 1
    with_place: bool = True

    def get(self, form: Any, name: str) -> Any:  # noqa: ANN401 - any WTForms field
        """One of its fields."""
        return form[self.prefix + name]

    def slots(self, form: Any, role: str) -> list[tuple[Any, Any]]:  # noqa: ANN401
        """The addressees' fields of "lead" or "partners": printed words, what they are."""
        count = self.leads if role == "lead" else self.partners
        return [
            (self.get(form, f"{role}_{n}_printed"), self.get(form, f"{role}_{n}_target"))
            for n in range(count)
        ]

    def product_slots(self, form: Any) -> list[tuple[Any, Any, Any]]:  # noqa: ANN401
        """The products' fields: title, whether another authority issues it, which."""
        names = ("title", "by_other", "issuer")
        return [
            tuple(self.get(form, f"product_{n}_{name}") for name in names)  # type: ignore[misc]
            for n in range(self.products)
        ]

    def fields(self, offer: Offer) -> dict[str, Any]:
        """The WTForms fields of the row, by name."""
        made = _cell_fields() | (_place_fields(offer) if self.with_place else {})
        choices = offer.targets()
        for role, count in (("lead", self.leads), ("partners", self.partners)):
            for n in range(count):
                made |= _addressee_fields(role, n, choices)
        for n in range(self.products):
            made |= _product_fields(n)
        return {self.prefix + name: made_field for name, made_field in made.items()}

    def facts(self, form: Any, offer: Offer, parent_id: int | None = None,  # noqa: ANN401
              field_id: int | None = None, *, is_heading: bool = False) -> RowFacts:  # fmt: skip
        """What the fields say; a row without a place of its own keeps the one handed in."""
        cells = {name: self.get(form, name).data or "" for name in ("number", "title", *CELLS)}
        if self.with_place:
            parent_id = self.get(form, "parent_id").data or None
            field_id = self.get(form, "field_id").data or None
            is_heading = bool(self.get(form, "is_heading").data)
        return RowFacts(
            RowPrint(**cells), parent_id, field_id, is_heading,
            tuple(self._addressees(form, offer)), tuple(self._products(form)),
        )  # fmt: skip

    def _addressees(self, form: Any, offer: Offer) -> Iterator[Addressee]:  # noqa: ANN401
        names = {one.key: one.name for one in offer.named} | dict(offer.extra)
        for role, name in ROLES.items():
            for printed, target in self.slots(form, name):
                key = target.data or (AssigneeKind.TO_CONFIRM.value if printed.data else "")
                if key:
                    yield named_addressee(role, printed.data or names.get(key, ""), key)

    def _products(self, form: Any) -> Iterator[ProductLine]:  # noqa: ANN401
        for title, by_other, issuer in self.product_slots(form):
            if title.data:
                other = bool(by_other.data)
                yield ProductLine(title.data, other, issuer.data or "" if other else "")


def named_addressee(role: AssignmentRole, printed: str, key: str) -> Addressee:
    """An addressee from the value of a choice: "unit:3", "group:2", "outside", "to_confirm"."""
    kind, _, number = key.partition(":")
    found = int(number) if number else None
    return Addressee(
        role, printed, AssigneeKind(kind), found if kind == "unit" else None,
        found if kind == "group" else None,
    )  # fmt: skip


def _cell_fields() -> dict[str, Any]:
    text = {
        "product_text": "Sản phẩm (nguyên văn)", "lead_text": "Cơ quan chủ trì (nguyên văn)",
        "partners_text": "Cơ quan phối hợp (nguyên văn)", "target": "Chỉ tiêu",
        "deadline_text": "Thời hạn (nguyên văn)",
    }  # fmt: skip
    return {
        "number": StringField("Số thứ tự, mục", validators=[Length(max=20)]),
        "title": TextAreaField(
            "Nhiệm vụ (nguyên văn)", validators=[asked("Hãy nhập nội dung nhiệm vụ.")]
        ),
        **{
            name: TextAreaField(label, validators=[Length(max=4000)])
            for name, label in text.items()
        },
        **{f"{name}_read": HiddenField() for name in ("lead", "partners", "product")},
    }


def _place_fields(offer: Offer) -> dict[str, Any]:
    return {
        "parent_id": SelectField(
            "Thuộc mục", coerce=int, choices=_plain((0, "(không thuộc mục nào)"), *offer.parents)
        ),
        "field_id": SelectField(
            "Lĩnh vực", coerce=int, choices=_plain((0, "(chưa xếp lĩnh vực)"), *offer.fields)
        ),
        "is_heading": BooleanField("Dòng tiêu đề, không giao phần việc riêng"),
    }


def _plain(*choices: tuple[int, str]) -> list[SelectChoice]:
    return [SelectChoice(value, label) for value, label in choices]


def _addressee_fields(role: str, n: int, choices: list[SelectChoice]) -> dict[str, Any]:
    words = "chủ trì" if role == "lead" else "phối hợp"
    return {
        f"{role}_{n}_printed": StringField(
            f"Tên in của cơ quan {words} thứ {n + 1}", validators=[Length(max=1000)]
        ),
        f"{role}_{n}_target": SelectField(
            f"Cơ quan {words} thứ {n + 1} là", choices=choices, validate_choice=True
        ),
    }


def _product_fields(n: int) -> dict[str, Any]:
    return {
        f"product_{n}_title": StringField(f"Sản phẩm thứ {n + 1}", validators=[Length(max=1000)]),
        f"product_{n}_by_other": BooleanField("Cơ quan khác ban hành"),
        f"product_{n}_issuer": StringField(
            f"Cơ quan ban hành sản phẩm thứ {n + 1}", validators=[Length(max=200)]
        ),
    }


def stored_values(facts: RowFacts, prefix: str = "") -> dict[str, Any]:
    """A row as the values of its fields."""
    printed = facts.print
    values: dict[str, Any] = {name: getattr(printed, name) for name in ("number", "title", *CELLS)}
    values |= {
        "parent_id": facts.parent_id or 0, "field_id": facts.field_id or 0,
        "is_heading": facts.is_heading, "lead_read": printed.lead_text,
        "partners_read": printed.partners_text, "product_read": printed.product_text,
    }  # fmt: skip
    for role, name in ROLES.items():
        for n, one in enumerate(one for one in facts.addressees if one.role is role):
            values[f"{name}_{n}_printed"], values[f"{name}_{n}_target"] = one.printed, key_of(one)
    for n, product in enumerate(facts.products):
        values |= {
            f"product_{n}_title": product.title, f"product_{n}_by_other": product.by_other,
            f"product_{n}_issuer": product.issuer_text,
        }  # fmt: skip
    return {prefix + name: value for name, value in values.items()}


def key_of(one: Addressee) -> str:
    """An addressee as the value of a choice."""
    if one.unit_id:
        return f"unit:{one.unit_id}"
    return f"group:{one.group_id}" if one.group_id else one.kind.value


def part_of(values: Mapping[str, Any], prefix: str = "", *, with_place: bool = True) -> RowPart:
    """The fields that these values need, and one more of each kind to add to."""

    def count(name: str, last: str) -> int:
        pattern = re.compile(rf"{re.escape(prefix)}{name}_(\d{{1,2}})_{last}")
        found = [int(match[1]) for key in values if (match := pattern.fullmatch(key))
                 and values[key] not in ("", None)]  # fmt: skip
        return min(max(found, default=-1) + 2, _MOST)

    return RowPart(
        prefix, count("lead", "(?:printed|target)"), count("partners", "(?:printed|target)"),
        count("product", "title"), with_place,
    )  # fmt: skip


def part_anew(posted: "MultiDict[str, str]", prefix: str, named: Sequence[Named]) -> bool:
    """Part the cells whose words changed since they were parted; whether any was.

    `posted` is changed in place: parts that stand in the old cell keep what they were taken for,
    the others get what is offered for their name.
    """
    changed = False
    for role in ROLES.values():
        text = clean(posted.get(f"{prefix}{role}_text", ""))
        if text != clean(posted.get(f"{prefix}{role}_read", "")):
            _part_addressees(posted, prefix, role, parts(text, named), named)
            posted[f"{prefix}{role}_read"] = text
            changed = True
    text = clean(posted.get(f"{prefix}product_text", ""))
    if text != clean(posted.get(f"{prefix}product_read", "")):
        _part_products(posted, prefix, listed(text))
        posted[f"{prefix}product_read"] = text
        changed = True
    return changed


def _part_addressees(
    posted: "MultiDict[str, str]", prefix: str, role: str, found: Sequence[str],
    named: Sequence[Named],
) -> None:  # fmt: skip
    kept: dict[str, str] = {}
    for n in range(_MOST):
        printed = posted.pop(f"{prefix}{role}_{n}_printed", "")
        target = posted.pop(f"{prefix}{role}_{n}_target", "")
        kept[fold(printed)] = target
    for n, part in enumerate(found[: _MOST - 1]):
        likely = exact(part, named)
        taken = kept.get(fold(part)) or (likely.key if likely else AssigneeKind.TO_CONFIRM.value)
        posted[f"{prefix}{role}_{n}_printed"] = part
        posted[f"{prefix}{role}_{n}_target"] = taken


def _part_products(posted: "MultiDict[str, str]", prefix: str, found: Sequence[str]) -> None:
    kept: dict[str, tuple[str, str]] = {}
    for n in range(_MOST):
        title = posted.pop(f"{prefix}product_{n}_title", "")
        other = posted.pop(f"{prefix}product_{n}_by_other", "")
        kept[fold(title)] = (other, posted.pop(f"{prefix}product_{n}_issuer", ""))
    for n, title in enumerate(found[: _MOST - 1]):
        other, issuer = kept.get(fold(title), ("", ""))
        posted[f"{prefix}product_{n}_title"] = title
        posted[f"{prefix}product_{n}_issuer"] = issuer
        if other:
            posted[f"{prefix}product_{n}_by_other"] = other


class RowForm(DraftForm):
    """One row; `part` names its fields."""

    part: RowPart


def row_form(
    offer: Offer, part: RowPart, *, posted: "MultiDict[str, str] | None" = None,
    data: Mapping[str, Any] | None = None,
) -> RowForm:  # fmt: skip
    """The form of one row with its fields, filled from a post or from what is stored."""
    made = type("OneRowForm", (RowForm,), {"part": part, **part.fields(offer)})
    form: RowForm = made(formdata=posted, data=data)
    return form
