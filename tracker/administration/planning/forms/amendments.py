"""The form of an amending paper: rows added, changed and ended in one draft."""

from collections.abc import Mapping, Sequence
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import HiddenField, TextAreaField
from wtforms.validators import Length

from tracker.administration.planning.forms.base import (
    DraftForm,
    paper_fields,
    paper_of,
)
from tracker.administration.planning.forms.rows import (
    Offer,
    RowPart,
    part_anew,
    part_of,
    stored_values,
)
from tracker.tasks.operations.amending import Amendment, RowVersion
from tracker.tasks.rules.rows import RowFacts
from tracker.web.fields import DayField, asked, number_in


class _AmendFields(DraftForm):
    effective_on = DayField("Có hiệu lực từ ngày", validators=[asked("Hãy nhập ngày có hiệu lực.")])
    words = TextAreaField("Ghi chú", validators=[Length(max=2000)])
    versions = HiddenField()


class AmendForm(_AmendFields):
    """`changed` are the parts of rows that change, by row id; `added` those of new rows."""

    changed: Mapping[int, RowPart]
    added: Sequence[RowPart]


def changed_prefix(row_id: int) -> str:
    """The prefix of a changed row's fields."""
    return f"sua{row_id}_"


def added_prefix(number: int) -> str:
    """The prefix of a new row's fields."""
    return f"them{number}_"


def first_values(rows: Mapping[int, RowFacts], offered: int) -> dict[str, Any]:
    """What the fields hold when the draft is opened."""
    values: dict[str, Any] = {}
    for row_id, facts in rows.items():
        values |= stored_values(facts, changed_prefix(row_id))
    for number in range(offered):
        values[f"{added_prefix(number)}number"] = ""
    return values


def amend_form(
    offer: Offer, row_ids: Sequence[int], added: int, *,
    posted: "MultiDict[str, str] | None" = None, data: Mapping[str, Any] | None = None,
) -> tuple[AmendForm, bool]:  # fmt: skip
    """The form with the fields of every row, and whether cells were just parted anew."""
    prefixes = [*map(changed_prefix, row_ids), *map(added_prefix, range(added))]
    parted = False
    if posted is not None:
        found = [part_anew(posted, prefix, offer.named) for prefix in prefixes]
        parted = any(found)
    values: Mapping[str, Any] = posted if posted is not None else data or {}
    parts = {prefix: part_of(values, prefix) for prefix in prefixes}
    fields: dict[str, Any] = dict(paper_fields())
    for part in parts.values():
        fields |= part.fields(offer)
    fields["changed"] = {row_id: parts[changed_prefix(row_id)] for row_id in row_ids}
    fields["added"] = [parts[added_prefix(number)] for number in range(added)]
    made = type("OneAmendForm", (AmendForm,), fields)
    form: AmendForm = made(formdata=posted, data=data)
    return form, parted


def versions_in(raw: str | None) -> dict[int, int]:
    """The versions of rows when the form was opened, as "12:1,15:3"."""
    pairs = (pair.partition(":") for pair in (raw or "").split(",") if pair)
    return {number_in(row): number_in(version) for row, _, version in pairs}


def draft_of(form: AmendForm, offer: Offer, ended: Sequence[int]) -> Amendment:
    """The whole draft as the operation takes it."""
    opened = versions_in(form.versions.data)
    changed = [
        (RowVersion(row_id, opened.get(row_id, 0)), part.facts(form, offer))
        for row_id, part in form.changed.items()
    ]
    return Amendment(
        paper_of(form), form.effective_on.data, form.words.data or "", tuple(changed),
        tuple(part.facts(form, offer) for part in form.added),
        tuple(RowVersion(row_id, opened.get(row_id, 0)) for row_id in ended),
    )  # fmt: skip
