"""Targets that plans print in words, and how far a figure given by a unit is along one (pure)."""

import re
from decimal import Decimal

from tracker.reports.rules.numbers import number_of
from tracker.text import fold

_QUANTITY = re.compile(r"(?P<lead>[^\d%]*?)(?P<number>\d[\d.,]*)\s*(?P<measure>%|[^\d]*)")
_AT_LEAST = re.compile(r"(?:dat ?)?(?:it nhat|toi thieu|tu|tren)?")
"""What may stand before the number; more, or a ceiling ("không quá"), is no plain quantity."""
_A_YEAR = re.compile(r"\s*(?:/|moi |hang |trong )?\s*nam$")


def quantity(text: str) -> tuple[Decimal, str] | None:
    """The one number of a text and what it counts, folded: "ít nhất 03 mô hình" is (3, "mo hinh").

    None where there is no number, more than one, or words that a plain quantity does not have.
    """
    found = _QUANTITY.fullmatch(fold(text).rstrip(" .;").removesuffix(" tro len"))
    if found is None or not _AT_LEAST.fullmatch(found["lead"].strip()):
        return None
    try:
        number = number_of(found["number"].rstrip(".,"))
    except ValueError:
        return None
    return (number, _A_YEAR.sub("", found["measure"]).strip()) if number is not None else None


def rate(planned: str, reached: str) -> float | None:
    """How much of the target was reached, in percent; None unless both count the same thing.

    A figure may name what it counts in fewer words than the plan: "02 mô hình" of "03 mô hình,
    sáng kiến".
    """
    target, given = quantity(planned), quantity(reached)
    if target is None or given is None or not target[0]:
        return None
    longer, shorter = sorted((target[1], given[1]), key=len, reverse=True)
    same = longer == shorter or (shorter and re.match(rf"{re.escape(shorter)}\b", longer))
    return float(100 * given[0] / target[0]) if same else None
