"""What a row must bring about, as a list, and which of it another authority issues."""

import re

from tracker.calendar.schedule import CONVENTIONAL, SURE, UNSURE, Reading
from tracker.intake.rules.directory import key_of
from tracker.intake.rules.proposal import ReadProduct
from tracker.tasks.rules.rows import listed

_ISSUERS = frozenset(
    map(key_of, ("Chủ tịch UBND tỉnh", "Thường trực HĐND tỉnh", "HĐND tỉnh", "UBND tỉnh"))
)
"""Who issues a product that a body only prepares."""
_SLASH = re.compile(r"(?<=[^\W\d]{2})\s*/\s*(?=[A-ZĐÀ-Ỹ][^\W\d])")
_SEVERAL = re.compile(r",\s*(?=[A-ZĐÀ-Ỹ])")
_LAW = re.compile(r"^nghi quyet\b|\bqppl\b|quy pham phap luat$")
_EITHER = "“{}” là hai sản phẩm hay một trong hai?"
_HOW_MANY = "“{}” là một hay nhiều sản phẩm?"
_WHOSE = "“{}” do cơ quan nào ban hành?"


def products_of(text: str) -> tuple[ReadProduct, ...]:
    """The products of a cell in printed order; none for a blank cell."""
    return tuple(_product(title) for title in listed(text))


def _product(title: str) -> ReadProduct:
    last = title.rpartition(" của ")[2]
    issuer = last if key_of(last) in _ISSUERS and last != title else ""
    question = next((words for sign, words in _asked(title, issuer) if sign), "")
    sure = UNSURE if question else CONVENTIONAL if issuer else SURE
    return ReadProduct(title, 1, issuer, sure, question.format(title))


def _asked(title: str, issuer: str) -> tuple[tuple[bool, str], ...]:
    """What may have to be asked of a product, each with whether it does."""
    return (
        (bool(_SLASH.search(title)), _EITHER),
        (bool(_SEVERAL.search(title)), _HOW_MANY),
        (not issuer and bool(_LAW.search(key_of(title))), _WHOSE),
    )


def paired(products: tuple[ReadProduct, ...], reading: Reading | None) -> tuple[ReadProduct, ...]:
    """The products with the deadline that each goes with, where both are lists of one length."""
    slots = {rule.slot for rule in reading.rules} if reading else set()
    if len(slots) < 2 or len(slots) != len(products):
        return products
    return tuple(
        ReadProduct(one.title, slot, one.issuer_text, one.confidence, one.question)
        for slot, one in zip(sorted(slots), products, strict=True)
    )
