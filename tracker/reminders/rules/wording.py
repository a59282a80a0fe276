"""The rungs of the ledger and the ladder in words (pure)."""

from collections import defaultdict
from collections.abc import Mapping

from tracker.reminders.rules.changing import RungForm
from tracker.reminders.rules.editing import Place, in_order
from tracker.reminders.rules.ladder import Anchor
from tracker.reminders.rules.subjects import SubjectKind


def rung_words(rung: str) -> str:
    """When a rung of this name spoke: "officer/day/7" is "trước hạn 7 ngày làm việc".

    A week counts the repetitions: "nhắc hằng tuần, lần 2".
    """
    _, anchor, count = rung.split("/")
    number, _, week = count.partition("+")
    return f"nhắc hằng tuần, lần {week}" if week else count_words(Anchor(anchor), int(number))


def count_words(anchor: Anchor, count: int) -> str:
    """When a rung speaks: "trước hạn 7 ngày làm việc", "quá hạn 3 ngày làm việc"."""
    if anchor is Anchor.LATE:
        return f"quá hạn {count} ngày làm việc"
    if anchor is Anchor.OPENED:
        return f"sau {count} ngày làm việc kể từ khi phát sinh" if count else "khi phát sinh"
    return f"trước hạn {count} ngày làm việc" if count else "vào ngày đến hạn"


def ladder_words(rows: Mapping[int, tuple[Place, RungForm]]) -> dict[SubjectKind, str]:
    """A ladder in words, a line for each rung, by what it is about."""
    found: dict[SubjectKind, list[str]] = defaultdict(list)
    for number in in_order(rows):
        place, form = rows[number]
        words = f"{place.level.label}: {count_words(place.anchor, form.count)}"
        words += ", nhắc lại hằng tuần" if form.weekly else ""
        found[place.kind].append(words if form.enabled else f"{words} (đang tắt)")
    return {kind: "\n".join(lines) for kind, lines in found.items()}
