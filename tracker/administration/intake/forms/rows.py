"""The form of a row of a plan's file: that of a plan's row, with what only a file tells of it."""

from collections.abc import Mapping, Sequence
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import SelectField, TextAreaField
from wtforms.validators import Length

from tracker.administration.planning.forms.rows import Offer, RowForm, RowPart
from tracker.web.fields import offered


class FileRowForm(RowForm):
    """One row of a file; `part` names the fields that every row of a plan has."""

    note = TextAreaField("Ghi chú", validators=[Length(max=4000)])
    cells_from_id = SelectField("Ô trống dùng chung với dòng", coerce=int)


def file_row_form(
    offer: Offer, part: RowPart, sharers: Sequence[tuple[int, str]], *,
    posted: "MultiDict[str, str] | None" = None, data: Mapping[str, Any] | None = None,
) -> FileRowForm:  # fmt: skip
    """The form filled from a post or from what is stored; `sharers` are rows that stand before."""
    made = type("OneFileRowForm", (FileRowForm,), {"part": part, **part.fields(offer)})
    form: FileRowForm = made(formdata=posted, data=data)
    form.cells_from_id.choices = offered([(0, "(không dùng chung)"), *sharers])
    return form
