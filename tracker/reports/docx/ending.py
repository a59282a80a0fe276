"""Signature, recipients and appendices (checklist S01-S07, A01-A07)."""

from typing import Any

from tracker.reports.docx import metrics
from tracker.reports.docx.pieces import add, add_pair, add_rule, narrow
from tracker.reports.docx.typography import ended
from tracker.reports.docx.values import Appendix, Signature
from tracker.text import clean

COLUMNS = (82.5, 82.5)
_RULE = 0.35


def write_signature(document: Any, signature: Signature) -> None:  # noqa: ANN401 - python-docx
    """Recipients on the left; authority and post, room for the hand, the name on the right."""
    left, right = add_pair(document, 1, COLUMNS).rows[0]
    add(left, "RecipientsHead", "Nơi nhận:")
    for line in ended(signature.recipients):
        add(left, "Recipient", f"- {line}")
    for line in signature.lines:
        add(right, "SignerPost", clean(line).upper())
    add(right, "SignerSpace")
    add(right, "SignerName", signature.name)


def write_appendix_head(document: Any, appendix: Appendix, room: float) -> None:  # noqa: ANN401
    """Write "Phụ lục I", its title, the paper it belongs to, a short rule (A02-A05)."""
    add(document, "AppendixMark", f"Phụ lục {clean(appendix.number)}".strip())
    title = add(document, "AppendixTitle", clean(appendix.title).upper())
    used = metrics.balanced_room(title.text, 14, room - 60, bold=True)
    narrow(title, used + 2, room)
    belongs = f"({clean(appendix.attached_to).strip('()')})"
    basis = add(document, "AppendixBasis", belongs)
    lines = metrics.lines_of(basis.text, 14, room, italic=True) or [room]
    add_rule(document, lines[-1] * _RULE, room, above=40)
    add(document, "AfterTable")
