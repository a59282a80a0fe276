"""Open matters in words, for lists and pages of obligations."""

from collections.abc import Iterable, Mapping

from tracker.tasks.queries.matters import Matter
from tracker.tasks.rules.matters import MatterKind
from tracker.text import vn_date


def tags(matters: Iterable[Matter], unit_names: Mapping[int, str]) -> tuple[str, ...]:
    """One short phrase per open matter."""
    return tuple(dict.fromkeys(_words(one, unit_names) for one in matters))


_PLAIN = {
    MatterKind.CONFIRMED: "đã xác nhận",
    MatterKind.ASKED: "đề nghị bổ sung",
    MatterKind.ENTERED: "được nhập thay, đề nghị kiểm tra",
}


def _words(matter: Matter, unit_names: Mapping[int, str]) -> str:
    if matter.kind in _PLAIN:
        return _PLAIN[matter.kind]
    whom = unit_names.get(matter.unit_id or 0, "") or matter.label
    if matter.kind is MatterKind.WAITING:
        return f"chờ ý kiến của {whom} từ ngày {vn_date(matter.since)}"
    if matter.kind is MatterKind.EXTENSION:
        return f"{matter.kind.label.lower()} (đến {vn_date(matter.until)})"
    both = " – ".join(filter(None, (unit_names.get(matter.unit_id or 0, ""), matter.label)))
    return f"giao {both}"
