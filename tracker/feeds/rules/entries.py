"""What a calendar says of an obligation and of a report round (pure)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from uuid import UUID

from tracker.documents.ics import Entry, uid_of
from tracker.feeds.rules.facts import Printed, Report, Work
from tracker.tasks.rules.states import AssignmentRole, State
from tracker.text import shortened, vn_date

LONGEST = 160
"""Letters of a title in a summary; the description has all of it."""
CANCELLED = "Đã hủy"
REPORTS = "Báo cáo"
"""The category of reports."""

_LEADS = {
    (AssignmentRole.LEAD, State.DONE): "✓ Đã hoàn thành",
    (AssignmentRole.PARTNER, State.DONE): "✓ Đã hoàn thành phần phối hợp",
    (AssignmentRole.LEAD, State.SUBMITTED): State.SUBMITTED.label,
    (AssignmentRole.PARTNER, State.SUBMITTED): State.SUBMITTED.label,
    (AssignmentRole.PARTNER, State.NOT_STARTED): AssignmentRole.PARTNER.label,
    (AssignmentRole.PARTNER, State.IN_PROGRESS): AssignmentRole.PARTNER.label,
}
_DUE = "Hạn"
_INSIDE = "Hạn nội bộ"
_STOPPED = frozenset({State.DONE, State.SUBMITTED})


@dataclass(frozen=True, slots=True)
class Making:
    """What all entries of one calendar share: name space, address of the program, alarms."""

    space: UUID
    base_url: str
    alarms: tuple[int, ...] = ()


def entries_of(fact: Work | Report, making: Making) -> Iterator[Entry]:
    """The entries of one obligation (its day, and the earlier one inside) or of one round."""
    if isinstance(fact, Report):
        yield from _of_report(fact, making)
        return
    if fact.due_on is not None:
        yield _entry(fact, making, "obligation", fact.due_on, _lead(fact))
    if fact.inside_on is not None:
        lead = _INSIDE if _is_open(fact) else _lead(fact)
        yield _entry(fact, making, "internal", fact.inside_on, lead)


def _entry(work: Work, making: Making, kind: str, day: date, lead: str) -> Entry:
    revision = work.revision
    return Entry(
        uid_of(making.space, kind, work.id), revision.sequence, revision.changed_at, day,
        _summary(work, lead), _description(work, making), _address(work, making),
        _categories(work.printed.field), work.ended_on is not None,
        making.alarms if _is_open(work) else (),
    )  # fmt: skip


def _is_open(work: Work) -> bool:
    """Whether it waits for its unit: a calendar is to ring for such work only."""
    return work.ended_on is None and work.state not in _STOPPED


def _of_report(report: Report, making: Making) -> Iterator[Entry]:
    """The day with which the figures close, and the on-time day."""
    due = "✓ Đã gửi báo cáo" if report.sent else "Hạn gửi báo cáo"
    for kind, day, lead in (
        ("round_data", report.last, "Chốt số liệu báo cáo"),
        ("round_due", report.on_time, due),
    ):
        over = report.ended_on is not None
        yield Entry(
            uid_of(making.space, kind, *report.ids), report.revision.sequence,
            report.revision.changed_at, day, _report_summary(report, lead),
            _report_description(report, making), f"{making.base_url}{report.path}", (REPORTS,),
            over, () if over or report.sent else making.alarms,
        )  # fmt: skip


def _lead(work: Work) -> str:
    """What a summary begins with: what matters most."""
    if work.ended_on is not None:
        return f"[{work.end.label if work.end else CANCELLED}]"
    return _LEADS.get((work.role, work.state), _DUE)


def _summary(work: Work, lead: str) -> str:
    unit = f" ({work.unit})" if work.unit else ""
    mark = "" if lead.startswith("[") else ":"
    return f"{lead}{unit}{mark} {_short(work.printed.title)}"


@lru_cache(maxsize=4096)
def _short(title: str) -> str:
    return shortened(" ".join(title.split()), LONGEST)


@lru_cache(maxsize=64)
def _categories(field: str) -> tuple[str, ...]:
    """Without commas: some calendars take an escaped one for the end of a name."""
    return (" ".join(field.replace(",", " ").split()),) if field else ()


def _address(work: Work, making: Making) -> str:
    """Its page; what was withdrawn has none."""
    withdrawn = work.ended_on is not None and work.end is None
    return f"{making.base_url}/{'lich' if withdrawn else f'phan-viec/{work.id}'}"


def _description(work: Work, making: Making) -> str:
    return _joined([_print_lines(work.printed), *_own_lines(work), _address(work, making)])


@lru_cache(maxsize=4096)
def _print_lines(printed: Printed) -> str:
    """The lines that all units' shares of a task have in common."""
    number = printed.number.rstrip(".")
    place = f", mục {number}" if number else ""
    lines = (
        ("Nhiệm vụ", printed.title), ("Thuộc", printed.heading), ("Sản phẩm", printed.product),
        ("Chủ trì", printed.lead), ("Phối hợp", printed.partners),
        ("Thời hạn ghi trong kế hoạch", printed.deadline),
        ("Căn cứ", f"{printed.plan}{place}" if printed.plan else ""),
    )  # fmt: skip
    return _joined(_told(*lines))


def _own_lines(work: Work) -> Iterator[str]:
    yield from _told(("Vai trò", f"{work.role.label}{f' ({work.unit})' if work.unit else ''}"),
                     ("Kỳ", work.period))  # fmt: skip
    if work.due_on is not None:
        yield f"Hạn: {vn_date(work.due_on)}{_first(work)}"
        if work.late_from is not None and work.late_from - work.due_on > timedelta(days=1):
            yield f"Quá hạn tính từ: {vn_date(work.late_from)}, vì hạn rơi vào ngày nghỉ"
    if work.inside_on is not None:
        yield f"{_INSIDE}: {vn_date(work.inside_on)}"
    yield f"Tình trạng: {_standing(work)}"


def _first(work: Work) -> str:
    """The day that it had at first, where it moved."""
    if work.first_due_on is None or work.first_due_on == work.due_on:
        return ""
    return f" (hạn ban đầu {vn_date(work.first_due_on)})"


def _standing(work: Work) -> str:
    if work.ended_on is None:
        since = f" ({vn_date(work.state_on)})" if work.state_on else ""
        return f"{work.state.label}{since}"
    heir = f"; {work.heir} tiếp nhận" if work.heir else ""
    return f"{work.end.label if work.end else CANCELLED} từ {vn_date(work.ended_on)}{heir}"


def _report_summary(report: Report, lead: str) -> str:
    unit = f" ({report.unit})" if report.unit else ""
    told = f"[{CANCELLED}]{unit}" if report.ended_on is not None else f"{lead}{unit}:"
    return f"{told} {_short(report.title)}"


def _report_description(report: Report, making: Making) -> str:
    state = "" if report.of_all else "Đã gửi" if report.sent else "Chưa gửi"
    ended = f"{CANCELLED} từ {vn_date(report.ended_on)}" if report.ended_on else ""
    lines = (
        ("Báo cáo", report.title), ("Chế độ báo cáo", report.regime), ("Đơn vị", report.unit),
        ("Căn cứ", report.source), ("Chốt số liệu", vn_date(report.last)),
        ("Gửi trước hết ngày", vn_date(report.on_time)), ("Tình trạng", ended or state),
    )  # fmt: skip
    return _joined([*_told(*lines), f"{making.base_url}{report.path}"])


def _told(*lines: tuple[str, str]) -> Iterator[str]:
    return (f"{name}: {words}" for name, words in lines if words)


def _joined(lines: Iterable[str]) -> str:
    return "\n".join(lines)
