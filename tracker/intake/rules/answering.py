"""Readings of a row as the values that a file carries, and such values as readings (pure)."""

from collections.abc import Sequence
from dataclasses import replace

from tracker.calendar.schedule import SURE, UNSURE, Reading
from tracker.intake.rules.directory import Directory, key_of
from tracker.intake.rules.owners import ReadAddressee
from tracker.intake.rules.proposal import ReadField, ReadProduct
from tracker.intake.rules.settled import BESIDE, Value
from tracker.intake.rules.words import shortened
from tracker.tasks.rules.states import AssigneeKind, AssignmentRole
from tracker.text import word_key

BASIS = "Phần ghi kèm của tệp do chương trình xuất"
_WHO = "“{}” là cơ quan nào?"
_OTHERS = BESIDE + ", “{}” là {}, khác với cách đọc của phần in: có đúng không?"
_WITHOUT = BESIDE + ", “{}” không được phân công, khác với cách đọc của phần in: có đúng không?"
HEADING = BESIDE + ", dòng này là {}, khác với cách đọc của phần in: có đúng không?"


def listed_addressees(addressees: Sequence[ReadAddressee], directory: Directory) -> list[list[str]]:
    """Addressees as [role, printed, kind, code]: "unit:SNV", "group:G-SBN", empty for others."""
    return [
        [one.role.value, one.printed, one.kind.value, code_of(one.key, directory)]
        for one in addressees
    ]


def code_of(key: str, directory: Directory) -> str:
    """The code of a body by its key; empty for one that is not in the directory."""
    body = directory.by_key.get(key)
    return f"{key.partition(':')[0]}:{body.code}" if body else ""


def listed_products(products: Sequence[ReadProduct]) -> list[list[str | int]]:
    """Products as [title, other authority, slot]."""
    return [[one.title, one.issuer_text, one.slot] for one in products]


def field_told(code: str, directory: Directory) -> ReadField | None:
    """The field of a code that is known here."""
    known = not code or any(one.code == code for one in directory.fields)
    return ReadField(code, BASIS) if known else None


def products_told(
    value: Value, printed: str, reading: Reading | None
) -> tuple[ReadProduct, ...] | None:
    """The products, unless they say more than the printed cell or pair with no deadline."""
    said = set(word_key(printed).split())
    slots = max((rule.slot for rule in reading.rules), default=1) if reading else len(value)
    if any(set(word_key(one[0]).split()) - said or one[2] > max(slots, 1) for one in value):
        return None
    return tuple(ReadProduct(title, slot, issuer) for title, issuer, slot in value)


def addressees_told(
    value: Value,
    read: Sequence[ReadAddressee],
    printed: dict[AssignmentRole, str],
    directory: Directory,
) -> tuple[ReadAddressee, ...] | None:
    """The addressees, unless one is not printed in its cell, not known here, or has ended.

    Where the print alone was read without doubt and named others, each difference is asked.
    """
    keys = {
        code_of(key, directory): key for key, body in directory.by_key.items() if not body.ended
    }
    made = []
    for role, words, kind, code in value:
        part = AssignmentRole(role)
        if key_of(words) not in key_of(printed[part]) or (code and code not in keys):
            return None
        made.append(ReadAddressee(part, words, AssigneeKind(kind), keys.get(code, "")))
    return _asked(made, read, directory)


def _asked(
    told: Sequence[ReadAddressee], read: Sequence[ReadAddressee], directory: Directory
) -> tuple[ReadAddressee, ...]:
    """The told addressees with what is still, or now, to be asked."""
    sure = {(one.role, one.key): one for one in read if one.key and not one.question}
    doubtful = {one.role for one in read if one.question}
    names = {key: body.named.name for key, body in directory.by_key.items()}
    made = []
    for one in told:
        question = ""
        if one.kind is AssigneeKind.TO_CONFIRM:
            question = _WHO.format(shortened(one.printed))
        elif one.key and (one.role, one.key) not in sure and one.role not in doubtful:
            question = _OTHERS.format(shortened(one.printed), names[one.key])
        made.append(replace(one, question=question, confidence=UNSURE if question else SURE))
    left = sure.keys() - {(one.role, one.key) for one in told}
    if left and made and not any(one.question for one in made):
        lost = _WITHOUT.format(shortened(sure[min(left)].printed))
        made[0] = replace(made[0], question=lost, confidence=UNSURE)
    return tuple(made)
