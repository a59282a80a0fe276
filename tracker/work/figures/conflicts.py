"""Two texts of a number form: what was typed or filled in, and what is saved meanwhile."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from wtforms import Field

from tracker.reports.queries.figures import FormRow
from tracker.reports.queries.indicators import Given
from tracker.reports.rules.numbers import written
from tracker.work.figures.book import FilledRow
from tracker.work.figures.forms import NumberForm, names_of_row, saved, texts_of

BLANK = "(để trống)"


@dataclass(frozen=True, slots=True)
class Both:
    """One field with both texts."""

    name: str
    label: str
    yours: str
    theirs: str
    field: Field


@dataclass(frozen=True, slots=True)
class Laid:
    """A filled workbook over what is saved: fields it changes, and those others changed too."""

    typed: dict[str, str]
    clashing: frozenset[str]


def both_texts(rows: Iterable[FormRow], form: NumberForm, names: Iterable[str] = ()) -> list[Both]:
    """The fields in which the form differs from what is saved; of `names` only, where given."""
    kept = list(rows)
    theirs, wanted = saved(kept), set(names)
    return [
        Both(name, form[name].label.text, form[name].data or "", theirs[name] or BLANK, form[name])
        for row in kept
        for name in names_of_row(row)
        if (form[name].data or "") != theirs[name] and (not wanted or name in wanted)
    ]


def take_over(rows: Iterable[FormRow], form: NumberForm, then: Mapping[int, Given]) -> list[Both]:
    """Bring a stale form up to what is saved; the fields that two people changed differently.

    `then` is what stood in the form when it was opened: a field that was left alone takes what
    somebody else saved, so that saving again takes nothing back.
    """
    kept = list(rows)
    now, opened = saved(kept), texts_of(kept, then)
    clashing = set()
    for name, theirs in now.items():
        if (form[name].data or "") == opened[name]:
            form[name].data = theirs
        elif theirs != opened[name]:
            clashing.add(name)
    return both_texts(kept, form, clashing) if clashing else []


def newer_than(rows: Iterable[FormRow], form: NumberForm, typed_at: datetime) -> list[Both]:
    """The fields of a draft that somebody else saved differently after it was typed."""
    kept = [row for row in rows if row.given and row.given.recorded_at > typed_at]
    return both_texts(kept, form)


def lay_over(
    rows: Iterable[FormRow], filled: Iterable[FilledRow], opened: Mapping[int, Given]
) -> Laid:
    """What a filled workbook changes, field by field.

    `opened` is what stood in the form when it was downloaded, by the id in the workbook. A cell
    that was left as it was takes nothing back of what others saved meanwhile.
    """
    kept = list(rows)
    now, of = saved(kept), {row.indicator_id: row for row in filled}
    typed, clashing = {}, set()
    for row in kept:
        given = of.get(row.line.id)
        if given is None:
            continue
        then = _texts(opened.get(given.value_id))
        for name in names_of_row(row):
            part = name.rpartition("-")[2]
            mine, was = given.texts[part], then[part]
            if mine in {was, now[name]}:
                continue
            typed[name] = mine
            if now[name] != was:
                clashing.add(name)
    return Laid(typed, frozenset(clashing))


def _texts(given: Given | None) -> dict[str, str]:
    if given is None:
        return {"numerator": "", "denominator": "", "note": ""}
    return {
        "numerator": written(given.amount.numerator),
        "denominator": written(given.amount.denominator), "note": given.note,
    }  # fmt: skip
