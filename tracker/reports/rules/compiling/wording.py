"""Sentences about figures, as reports word them (pure)."""

from collections.abc import Iterable

from tracker.reports.rules.collected import Duty, PlanRow
from tracker.reports.rules.compiled import Origin, OriginKind
from tracker.reports.rules.compiling.counts import Counts
from tracker.tasks.rules.states import Cell
from tracker.text import vn_number

UNKNOWN = "chưa có"
"""What a table prints for a figure that nobody gave."""


def number(count: int) -> str:
    """A count as papers write it: two digits below ten ("05"), grouped above."""
    return f"{count:02d}" if 0 < count < 10 else vn_number(count)


def percent(rate: float | None) -> str:
    """A rate with two places: "56,07 %"; a dash where there is none."""
    return "–" if rate is None else f"{vn_number(rate, 2)} %"


def spread(counts: Counts, what: str) -> str:
    """The four cells in one clause: "đã hoàn thành 20 nhiệm vụ (…); chưa hoàn thành …"."""
    return (
        f"đã hoàn thành {number(counts.done)} {what}, đạt {percent(counts.rate)} (đúng hạn "
        f"{number(counts.of(Cell.DONE_ON_TIME))}, quá hạn {number(counts.of(Cell.DONE_LATE))}); "
        f"chưa hoàn thành {number(counts.open)} {what} (trong hạn "
        f"{number(counts.of(Cell.OPEN_IN_TIME))}, quá hạn {number(counts.of(Cell.OPEN_OVERDUE))})"
    )


def counted(duties: Iterable[Duty]) -> Origin:
    """The origin of a figure: the phần việc it counts."""
    return Origin(OriginKind.COUNT, obligation_ids=tuple(duty.id for duty in duties))


LONGEST_TITLE, LONGEST_ABOVE, PLAIN = 160, 90, 30
"""Characters of a name, of the row above in it, and of a title that needs no row above."""
_BREAKS = (". ", "; ")
_SHORTEST_TITLE = 40


def name_of(row: PlanRow) -> str:
    """What a sentence names a nhiệm vụ by; a short one stands behind the row above it."""
    title = short_title(row.title)
    if not row.within or len(title) > PLAIN:
        return title
    return f"{short_title(row.within, LONGEST_ABOVE)} – {title}"


def short_title(title: str, longest: int = LONGEST_TITLE) -> str:
    """The first line of a title without the last mark.

    A long one ends with its last whole sentence or clause, else with a whole word and "…".
    """
    line = title.strip().splitlines()[0].rstrip(".;:, ") if title.strip() else ""
    if len(line) <= longest:
        return line
    head = line[:longest]
    at = max(head.rfind(mark) for mark in _BREAKS)
    return head[:at] if at >= _SHORTEST_TITLE else f"{head.rsplit(' ', 1)[0].rstrip(',;:. ')}…"


def ended_with_a_stop(text: str) -> str:
    """The text as a sentence: its last mark is a full stop, whatever stood there."""
    stripped = text.strip().rstrip(";,.:")
    return f"{stripped}." if stripped else ""
