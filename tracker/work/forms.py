"""The forms of one obligation: an update, a correction, an event that starts a deadline."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from flask_wtf.file import MultipleFileField
from wtforms import Field, HiddenField, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, Optional

from tracker.documents.storage import StoredFile
from tracker.tasks.queries.detail import RequiredProduct
from tracker.tasks.rules.entering import Answered
from tracker.tasks.rules.states import Cause, EvidenceKind, State, UpdateSource
from tracker.tasks.rules.updating import Proof, Said
from tracker.web.fields import DayField, TickField, asked, number_in
from tracker.web.forms import BaseForm
from tracker.work.fields import HeldFilesField
from tracker.work.uploads import receive

EXTRA = "khac"
"""Prefix of the slot for evidence of no product."""


class UpdateForm(BaseForm):
    """What the officer says of the obligation; `with_slots` adds the products to show."""

    slots: "tuple[Slot, ...]" = ()

    version = HiddenField()
    form_key = HiddenField(validators=[Length(max=64)])
    next = HiddenField()
    state = RadioField("Tình hình", validators=[asked("Hãy chọn một trạng thái.")])
    happened_on = DayField("Ngày thực hiện", validators=[Optional()])
    words = TextAreaField("Nội dung thực hiện", validators=[Length(max=5000)])
    cause = RadioField(
        "Nguyên nhân quá hạn",
        choices=[SelectChoice(cause.value, cause.label) for cause in Cause],
        validators=[Optional()],
    )
    kept = TickField("Minh chứng giữ lại", coerce=int, choices=[])

    @property
    def opened_version(self) -> int:
        """The obligation's version when the form was opened; 0 when that cannot be read."""
        return number_in(self.version.data)

    def said(self, own_issuer: str) -> Said:
        """What was entered, as the rules take it; `own_issuer` names the unit's own body."""
        state = State(self.state.data)
        entered = [proof for slot in self.slots for proof in slot.proofs(self, state, own_issuer)]
        return Said(
            state, self.happened_on.data, self.words.data or "",
            Cause(self.cause.data) if self.cause.data else None, tuple(entered),
        )  # fmt: skip

    def keep_files(self, user_id: int) -> None:
        """Keep the files that came along; those refused leave a message at their field."""
        for slot in self.slots:
            field, kept = slot.field(self, "file"), slot.field(self, "held")
            files, problems = receive(field.data or (), user_id)
            known = {one.file.sha256 for one in kept.data}
            kept.data += [one for one in files if one.file.sha256 not in known]
            add_errors(field, problems)

    def held_files(self) -> list[StoredFile]:
        """The files that this form brings, whether now or with an earlier try."""
        return [held.file for slot in self.slots for held in slot.field(self, "held").data]

    def show(self, problems: Mapping[str, str]) -> None:
        """Put the problems that the rules found at their fields."""
        places = [place for slot in self.slots for place in slot.places(self)]
        for key, message in problems.items():
            _, _, rest = key.partition("proofs.")
            index, _, name = rest.partition(".")
            if rest and int(index) < len(places):
                add_errors(places[int(index)].field(self, _FIELDS[name]), [message])
            elif key in self and key != "proofs":
                add_errors(self[key], [message])
            elif key == "proofs":
                add_errors(self._lacking(message).field(self, "shown"), [message])
            else:
                self.form_errors.append(message)

    def _lacking(self, message: str) -> "Slot":
        """The slot whose product the message names; without a name, another's, then any."""
        of_products = [slot for slot in self.slots if slot.product]
        named = [slot for slot in of_products if f"“{slot.product.title}”" in message]
        others = [slot for slot in of_products if slot.product.by_other]
        return [*named, *others, *self.slots][0]


class EnteredForm(UpdateForm):
    """The same form for a compiler, who tells how the unit answered."""

    source = RadioField(
        "Đơn vị đã trả lời bằng",
        choices=[SelectChoice(one.value, one.label) for one in UpdateSource],
        validators=[Optional()],
    )
    source_paper = StringField(
        "Số, ký hiệu văn bản hoặc người trả lời", validators=[Length(max=200)]
    )
    source_on = DayField("Ngày đơn vị trả lời", validators=[Optional()])

    @property
    def answered(self) -> Answered:
        """How the unit answered, as the rules take it."""
        source = UpdateSource(self.source.data) if self.source.data else None
        return Answered(source, self.source_paper.data or "", self.source_on.data)


def add_errors(field: Any, messages: Iterable[str]) -> None:  # noqa: ANN401 - any WTForms field
    """Add messages to a field, none twice."""
    field.errors = list(dict.fromkeys([*field.errors, *messages]))


_FIELDS = {
    "number": "number", "issuer": "issuer", "blob_sha256": "file", "figure": "figure",
    "url": "url", "result_on": "day",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Slot:
    """The fields that show one product, or (without a product) anything else."""

    prefix: str
    product: RequiredProduct | None = None

    def field(self, form: UpdateForm, name: str) -> Any:  # noqa: ANN401 - any WTForms field
        """One of its fields: shown, day, number, issuer, subject, file, held, figure, url."""
        return form[f"{self.prefix}_{name}"]

    @property
    def issuer_hint(self) -> str:
        """Who is taken for the issuer when the field stays empty."""
        by_other = self.product is not None and self.product.by_other
        return "để trống nếu do cơ quan ghi ở trên" if by_other else "để trống nếu do đơn vị mình"

    def has(self, form: UpdateForm, *names: str) -> bool:
        """Whether one of these fields is filled in or has an error."""
        return any(bool(field.data or field.errors) for field in self._named(form, names))

    def open(self, form: UpdateForm) -> bool:
        """Whether anything was entered or refused here."""
        return self.has(
            form, "shown", "number", "day", "issuer", "subject", "file", "held", "figure", "url"
        )

    def _named(self, form: UpdateForm, names: Iterable[str]) -> list[Any]:
        return [self.field(form, name) for name in names]

    def _kinds(self, form: UpdateForm) -> list[EvidenceKind]:
        def entered(*names: str) -> bool:
            return any(field.data for field in self._named(form, names))

        kinds = [EvidenceKind.DOCUMENT] if entered("number", "issuer", "subject") else []
        kinds += [EvidenceKind.FILE] * len(self.field(form, "held").data)
        kinds += [EvidenceKind.FIGURE] if entered("figure") else []
        kinds += [EvidenceKind.LINK] if entered("url") else []
        if not kinds and entered("day"):
            kinds = [EvidenceKind.DOCUMENT]
        return kinds

    def places(self, form: UpdateForm) -> list["Slot"]:
        """Itself, once for each proof that it gives, in their order."""
        return [self] * len(self._kinds(form))

    def proofs(self, form: UpdateForm, state: State, own_issuer: str) -> list[Proof]:
        """What was entered, a proof for each way of showing it."""
        held = iter(self.field(form, "held").data)
        return [
            self._proof(form, kind, self._issuer(form, state, own_issuer), held)
            for kind in self._kinds(form)
        ]

    def _proof(self, form: UpdateForm, kind: EvidenceKind, issuer: str, held: Any) -> Proof:  # noqa: ANN401 - an iterator
        values = {name: self.field(form, name).data or "" for name in ("figure", "url")}
        about: dict[str, Any] = {
            EvidenceKind.DOCUMENT: {
                "number": self.field(form, "number").data or "", "issuer": issuer,
                "subject": self.field(form, "subject").data or "",
            },
            EvidenceKind.FIGURE: {"figure": values["figure"]},
            EvidenceKind.LINK: {"url": values["url"]},
            EvidenceKind.FILE: {},
        }[kind]  # fmt: skip
        if kind is EvidenceKind.FILE:
            file = next(held).file
            about = {"blob_sha256": file.sha256, "file_name": file.name}
        day = self.field(form, "day").data
        return Proof(self.product.id if self.product else None, kind, day, **about)

    def _issuer(self, form: UpdateForm, state: State, own_issuer: str) -> str:
        """Left empty: one's own body, or the product's issuer once it is issued."""
        typed: str = self.field(form, "issuer").data or ""
        if typed:
            return typed
        if self.product and self.product.by_other and state is not State.SUBMITTED:
            return self.product.issuer_text
        return own_issuer


def _slot_fields(prefix: str) -> dict[str, Any]:
    return {
        f"{prefix}_shown": Field("Minh chứng"),  # never drawn: what is wrong with all of them
        f"{prefix}_number": StringField("Số, ký hiệu", validators=[Length(max=80)]),
        f"{prefix}_day": DayField("Ngày", validators=[Optional()]),
        f"{prefix}_issuer": StringField("Cơ quan ban hành", validators=[Length(max=200)]),
        f"{prefix}_subject": StringField("Trích yếu", validators=[Length(max=1000)]),
        f"{prefix}_file": MultipleFileField("Tệp đính kèm"),
        f"{prefix}_held": HeldFilesField("Tệp đã nhận"),
        f"{prefix}_figure": StringField("Số liệu", validators=[Length(max=200)]),
        f"{prefix}_url": StringField("Đường dẫn", validators=[Length(max=2000)]),
    }


@lru_cache(maxsize=256)
def _form_class(slots: tuple[Slot, ...], base: type[UpdateForm]) -> type[UpdateForm]:
    fields: dict[str, Any] = {"slots": slots}
    for slot in slots:
        fields |= _slot_fields(slot.prefix)
    return type("ProductsUpdateForm", (base,), fields)


def update_form(
    products: Iterable[RequiredProduct],
    states: Iterable[State],
    base: type[UpdateForm] = UpdateForm,
    **data: Any,  # noqa: ANN401 - first values
) -> UpdateForm:
    """The form for an obligation that must show these products and may take these states."""
    slots = (*(Slot(f"sp{product.id}", product) for product in products), Slot(EXTRA))
    form = _form_class(slots, base)(**data)
    form.state.choices = [SelectChoice(state.value, state.label) for state in states]
    return form


class EventForm(BaseForm):
    """That something happened from which a deadline of the task runs."""

    confirmed = HiddenField()
    next = HiddenField()
    happened_on = DayField("Ngày xảy ra", validators=[asked("Hãy nhập ngày, ví dụ 05/6/2025.")])
    document_text = StringField(
        "Văn bản, căn cứ",
        validators=[
            asked("Hãy nêu văn bản hoặc căn cứ, ví dụ Công văn 1920/UBND-TTHC ngày 10/6/2025."),
            Length(max=500),
        ],
    )
