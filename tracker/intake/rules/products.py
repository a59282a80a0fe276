"""What a row must bring about, as a list, and which of it another authority issues."""

import re

from tracker.calendar.schedule import CONVENTIONAL, SURE, UNSURE, Reading
from tracker.intake.rules.directory import key_of
from tracker.intake.rules.proposal import ReadProduct
from tracker.tasks.rules.rows import listed

_ISSUERS = ("Chủ tịch UBND tỉnh", "Thường trực HĐND tỉnh", "HĐND tỉnh", "UBND tỉnh")
"""Who issues a product that a body only prepares, the longer wording first."""
_BY = {key_of(issuer): issuer for issuer in _ISSUERS}
_SLASH = re.compile(r"(?<=[^\W\d]{2})\s*/\s*(?=[A-ZĐÀ-Ỹ][^\W\d])")
_EITHER = "“{}” là hai sản phẩm hay một trong hai?"


def products_of(text: str) -> tuple[ReadProduct, ...]:
    """The products of a cell in printed order; none for a blank cell."""
    return tuple(_product(title) for title in listed(text))


def _product(title: str) -> ReadProduct:
    key = key_of(title)
    issuer = next((issuer for sign, issuer in _BY.items() if key.endswith(f" cua {sign}")), "")
    sure = CONVENTIONAL if issuer else SURE
    if _SLASH.search(title):
        return ReadProduct(title, 1, issuer, UNSURE, _EITHER.format(title))
    return ReadProduct(title, 1, issuer, sure)


def paired(products: tuple[ReadProduct, ...], reading: Reading | None) -> tuple[ReadProduct, ...]:
    """The products with the deadline that each goes with, where both are lists of one length."""
    slots = {rule.slot for rule in reading.rules} if reading else set()
    if len(slots) < 2 or len(slots) != len(products):
        return products
    return tuple(
        ReadProduct(one.title, slot, one.issuer_text, one.confidence, one.question)
        for slot, one in zip(sorted(slots), products, strict=True)
    )
