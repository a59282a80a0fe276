"""Both texts of a stale form, as `templates/components/merge.html` takes them."""

from collections.abc import Mapping
from typing import Any

from flask_wtf import FlaskForm


def both(form: FlaskForm, theirs: Mapping[str, str]) -> list[dict[str, Any]]:
    """One entry for each named field: what was typed, as its control, beside what was saved."""
    return [_entry(form[name], name, saved) for name, saved in theirs.items()]


def _entry(field: Any, name: str, saved: str) -> dict[str, Any]:  # noqa: ANN401 - any WTForms field
    kind = "form-select" if field.type == "SelectField" else "form-control"
    return {
        "label": field.label.text,
        "name": name,
        "yours": _typed(field),
        "theirs": saved,
        "control": field(id=f"merge-{name}", class_=kind),
    }


def _typed(field: Any) -> str:  # noqa: ANN401
    if field.type == "SelectField":
        return next((one.label for one in field.choices if one.value == field.data), "")
    return str(field._value())  # noqa: SLF001 - what the control shows
