"""The task page as values: who owes what and stands where, and what was said, ready to draw."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from flask import url_for

from tracker.calendar.periods import PeriodKind, kind, label
from tracker.permissions import Permission, Viewer, can, may_act_on
from tracker.tasks.operations.updating import correctable
from tracker.tasks.queries import history
from tracker.tasks.queries.detail import PrintedTask, RequiredProduct
from tracker.tasks.queries.history import (
    MovedDay,
    SaidLine,
    Share,
    ShownEvidence,
    WritableShare,
)
from tracker.tasks.rules.entering import entered_words
from tracker.tasks.rules.states import (
    AssignmentRole,
    Cause,
    DueDayKind,
    EndKind,
    EvidenceKind,
    State,
    UpdateKind,
)
from tracker.tasks.rules.year_end import ANSWERS
from tracker.text import vn_date, vn_list
from tracker.units.queries import names_on, screen_names
from tracker.web.marks import mark_key
from tracker.work.days import DayCount, Lateness
from tracker.work.update_page import evidence_label
from tracker.workdays.queries import days_off


@dataclass(frozen=True, slots=True)
class ShareRow:
    """One row of a table of obligations; `notes` tell what became of it, and of its day."""

    share: Share
    unit: str
    period: str
    mark: str
    working_left: int | None
    late: Lateness | None
    notes: tuple[str, ...]
    moved: tuple[str, ...]
    update_url: str
    lines_url: str

    @property
    def shows_time(self) -> bool:
        """Whether time left or lateness is told: of a lead's open work, never of history."""
        share = self.share
        lead = share.role == AssignmentRole.LEAD
        stopped = share.stopped_on is not None or share.ended_on is not None
        return (lead and not stopped and not share.before_tracking) or self.late is not None


@dataclass(frozen=True, slots=True)
class Group:
    """The obligations of one role, or those that ended; a long one is folded.

    `total` counts those on other pages too.
    """

    label: str
    rows: list[ShareRow]
    folded: bool
    total: int

    @property
    def mixed(self) -> bool:
        """Whether leads and partners stand in it together, so that each row tells its role."""
        return self.label not in {role.label for role in AssignmentRole}


FOLDED_FROM = 9
"""Rows from which a group that needs no work here is folded."""


NEWEST = 10
"""Lines of the timeline of several obligations; each has a page of its own."""


@dataclass(frozen=True, slots=True)
class TaskPage:
    """What the page shows beside the print; `remaining` obligations follow on other pages."""

    groups: list[Group]
    entries: list[dict[str, Any]]
    more_lines: bool
    next_after: str
    remaining: int
    focus: ShareRow | None
    update_url: str
    event_url: str


def place(raw: str) -> tuple[str, date, int] | None:
    """The place in the table that an address names; None for anything else."""
    try:
        role, day, number = raw.split("_")
        return AssignmentRole(role).value, date.fromisoformat(day), int(number)
    except ValueError:
        return None


def task_page(
    viewer: Viewer, task: PrintedTask, today: date, *, after: str = "", focus: int | None = None
) -> TaskPage:
    """Everything the viewer may see of one task; `focus` narrows the timeline to one obligation."""
    found = history.shares_of(viewer, task.id, place(after))
    own = [] if after else history.own_shares_of(viewer, task.id)
    others, more = found[: history.PAGE], len(found) > history.PAGE
    totals = history.totals_of(viewer, task.id) if after or more else {}
    rows = _rows(viewer, task, [*own, *others], today)
    focused = next((row for row in rows if row.share.id == focus), None)
    full = {row.share.id: row for row in rows if row.share.full and focused in {None, row}}
    most = history.LINES if len(full) == 1 else NEWEST
    lines = history.lines_of(list(full), most)
    return TaskPage(
        groups=_groups(rows[: len(own)], rows[len(own) :], totals),
        entries=entries(viewer, task.products, full, lines[:most]),
        more_lines=len(lines) > most,
        next_after="_".join(map(str, others[-1].place)) if more else "",
        remaining=0 if after else max(sum(totals.values()) - len(others), 0), focus=focused,
        update_url=_update_url(rows), event_url=_event_url(viewer, task, [*own, *others]),
    )  # fmt: skip


def _rows(
    viewer: Viewer, task: PrintedTask, shares: Sequence[Share], today: date
) -> list[ShareRow]:
    """The obligations with their units' names, what moved their days and whom they come from."""
    plain = names_on(today) if shares else {}
    names = screen_names(today, plain) if shares else {}
    moved = history.moved_days([one.id for one in shares])
    givers = history.received_from([one.id for one in shares if one.opened_on])
    count = DayCount(days_off(), today)
    events = {event.id: event.happened_on for event in task.events}
    bare = {unit_id: unit.name for unit_id, unit in plain.items()}
    about = _About(viewer, url_for("work.task", code=task.code), names, bare, count, events)
    return [_row(about, one, givers.get(one.id, ()), moved.get(one.id, ())) for one in shares]


def _groups(
    own: list[ShareRow], others: list[ShareRow], totals: Mapping[tuple[str, bool], int]
) -> list[Group]:
    """One's own unit first; long lists beside it, long lists of partners and the ended folded."""
    groups = [Group("Đơn vị mình", own, False, len(own))] if own else []
    running = [row for row in others if not row.share.ended_on]
    for role in AssignmentRole:
        listed = [row for row in running if row.share.role == role]
        if listed:
            beside = bool(own) or role is AssignmentRole.PARTNER
            total = totals.get((role.value, False), len(listed))
            groups.append(Group(role.label, listed, beside and total >= FOLDED_FROM, total))
    ended = [row for row in others if row.share.ended_on]
    if ended:
        total = sum(count for (_, over), count in totals.items() if over) or len(ended)
        groups.append(Group("Đã bàn giao, đã kết thúc", ended, True, total))
    return groups


@dataclass(frozen=True, slots=True)
class _About:
    """What every row of the page is drawn with."""

    viewer: Viewer
    here: str
    names: Mapping[int, str]
    bare: Mapping[int, str]
    count: DayCount
    events: Mapping[int, date]


def _row(
    about: _About, share: Share, givers: Collection[int], moved: Collection[MovedDay]
) -> ShareRow:
    count = about.count
    left = count.left(share.due_on)
    cell = share.cell(count.today)
    late = cell == "open_overdue"
    writable = share.ended_on is None and may_act_on(
        about.viewer, Permission.UPDATE_WORK, share.unit_id, share.handed_to
    )
    return ShareRow(
        share=share, unit=about.names[share.unit_id],
        period=period_words(share.period_key, about.events),
        mark=mark_key(cell, share.state, left), working_left=left,
        late=count.late(share.late_from) if late else None,
        notes=_notes(share, about.bare, givers), moved=tuple(map(moved_words, moved)),
        update_url=url_for("work.update", id=share.id, next=about.here) if writable else "",
        lines_url=url_for("work.share", id=share.id) if share.full else "",
    )  # fmt: skip


def period_words(key: str, events: Mapping[int, date]) -> str:
    """The period's name; that of an event by its day where it is known."""
    if kind(key) is PeriodKind.EVENT and int(key[1:]) in events:
        return f"Sự kiện ngày {vn_date(events[int(key[1:])])}"
    return label(key)


def _notes(share: Share, names: Mapping[int, str], givers: Collection[int]) -> tuple[str, ...]:
    notes = []
    if share.ended_on:
        heir = names.get(share.heir_unit_id or 0)
        to = f" cho {heir}" if heir and share.heir_unit_id != share.unit_id else ""
        notes.append(f"{EndKind(share.end_kind).label}{to} từ {vn_date(share.ended_on)}")
    if givers:
        received = vn_list([names[unit] for unit in dict.fromkeys(givers)])
        notes.append(f"Tiếp nhận từ {received}")
    return tuple(notes)


def moved_words(day: MovedDay) -> str:
    """One change of the day in words."""
    to = f"đến {vn_date(day.due_on)}" if day.due_on else "không còn thời hạn"
    by = f" theo {day.paper}" if day.paper else ""
    note = f" ({day.note})" if day.note else ""
    return f"{DueDayKind(day.kind).label} {to}{by}{note}, quyết định ngày {vn_date(day.decided_on)}"


def _update_url(rows: list[ShareRow]) -> str:
    """The page's main action: the first open obligation that is the viewer's to update."""
    waiting = [row for row in rows if row.update_url and row.share.state != State.DONE]
    return waiting[0].update_url if waiting else ""


def _event_url(viewer: Viewer, task: PrintedTask, shares: Sequence[Share]) -> str:
    led = any(
        one.role == AssignmentRole.LEAD
        and one.ended_on is None
        and can(viewer, Permission.RECORD_EVENT, one.unit_id)
        for one in shares
    )
    return url_for("work.event", code=task.code) if led and task.awaits_event else ""


class Told(Protocol):
    """What the timeline needs to know of an obligation."""

    @property
    def share(self) -> Share | WritableShare: ...  # noqa: D102

    @property
    def unit(self) -> str: ...  # noqa: D102

    @property
    def period(self) -> str: ...  # noqa: D102


def entries(
    viewer: Viewer,
    products: Iterable[RequiredProduct],
    rows: Mapping[int, Told],
    lines: Sequence[SaidLine],
) -> list[dict[str, Any]]:
    """The timeline's entries for lines that the viewer may see with all their evidence."""
    evidence = history.evidence_of([line.id for line in lines])
    titles = {product.id: product.title.strip(" .;") for product in products}
    return [
        _entry(viewer, rows[line.obligation_id], line, evidence.get(line.id, ()), titles)
        for line in lines
    ]


def _entry(
    viewer: Viewer,
    row: Told,
    line: SaidLine,
    evidence: Collection[ShownEvidence],
    titles: Mapping[int, str],
) -> dict[str, Any]:
    state = State(line.state)
    tags = [UpdateKind(line.kind).label] if line.kind != UpdateKind.WORD else []
    if line.source:
        tags.append(entered_words(line.source, line.source_paper, line.source_on))
    if line.kind == UpdateKind.YEAR_END:
        tags = [f"{tags[0]}: {ANSWERS[state].lower()}"]
    if line.cause:
        tags.append(f"nguyên nhân {Cause(line.cause).label.lower()}")
    return {
        "title": " · ".join(filter(None, (row.unit, row.period))),
        "mark": None if line.kind == UpdateKind.YEAR_END else mark_key(None, state.value),
        "who": line.actor_label,
        "happened_on": line.happened_on,
        "recorded_at": line.recorded_at,
        "words": line.words or _unsaid(line),
        "tags": tags,
        "replaced": line.replaced,
        "anchor": f"cap-nhat-{line.id}",
        "products": [
            _shown(item, titles) for item in evidence if item.kind != EvidenceKind.FILE
        ],
        "files": [
            {
                "name": item.file_name, "size": item.size or 0,
                "url": url_for("work.evidence", id=item.id),
            }
            for item in evidence
            if item.kind == EvidenceKind.FILE
        ],
        **_act(viewer, row, line),
    }  # fmt: skip


def _unsaid(line: SaidLine) -> str:
    """A correction without words takes a "không thay đổi" back."""
    taken_back = line.kind == UpdateKind.CORRECTION
    return "Hoàn tác “Không thay đổi”; tình hình như trước." if taken_back else ""


def _shown(item: ShownEvidence, titles: Mapping[int, str]) -> dict[str, str]:
    return {
        "label": evidence_label(item),
        "url": item.url if item.kind == EvidenceKind.LINK else "",
        "note": titles.get(item.product_id or 0, ""),
    }


def _act(viewer: Viewer, row: Told, line: SaidLine) -> dict[str, str]:
    share = row.share
    own = may_act_on(viewer, Permission.CORRECT_WORK, share.unit_id, share.handed_to)
    if not own or share.ended_on is not None or line.replaced or not correctable(line):
        return {}
    url = url_for("work.correct", id=row.share.id, update_id=line.id)
    return {"action_label": "Đính chính", "action_url": url}
