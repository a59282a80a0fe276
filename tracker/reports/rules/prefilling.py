"""The text that a unit's report opens with, section by section, from its duties (pure).

The figures are worded as in compilations; the sentences are the unit's own, so its name is not
repeated. A line of text that begins with "- " is an item of a list; one that begins with "# " says
what a compilation counts and tells itself (`texts.FILLED`): figures, documents, lateness.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.reports.rules.collected import Collected, Duty, IssuedPaper, PlanRow, Target
from tracker.reports.rules.compiling.counts import duties_of
from tracker.reports.rules.compiling.direction import given, theme_of_row, told_apart
from tracker.reports.rules.compiling.texts import completions, sentences_of
from tracker.reports.rules.compiling.wording import (
    UNKNOWN,
    ended_with_a_stop,
    name_of,
    number,
    percent,
    short_title,
)
from tracker.reports.rules.outline import DIRECTION, OutlineLine, Purpose, theme_keys
from tracker.reports.rules.targets import rate
from tracker.reports.rules.texts import filled
from tracker.reports.rules.unit_report import written_lines
from tracker.tasks.rules.states import Cause, Cell, Outlook, State
from tracker.text import fold, vn_date, vn_list

_LATE = frozenset({Cell.OPEN_OVERDUE, Cell.DONE_LATE})
_MOST_PAPERS = 30


@dataclass(frozen=True, slots=True)
class Shared:
    """What the unit does for a nhiệm vụ that another body leads."""

    id: int
    field: str
    title: str
    lead: str
    state: State
    words: str
    words_on: date | None


@dataclass(frozen=True, slots=True)
class UnitTold:
    """What is known of one unit's work in one round."""

    collected: Collected
    shared: tuple[Shared, ...] = ()


def prefilled(told: UnitTold) -> dict[str, str]:
    """The text of each section that takes text, by its key."""
    lines = written_lines(told.collected.outline)
    home = _homes(lines)
    return {line.key: "\n".join(_section(told, line, home)) for line in lines}


Homes = Mapping[str | Purpose, str]
"""The key of the section in which each field, and each theme of direction, is told.

"" is where all others are, "*" the Đề án.
"""


def _homes(lines: Sequence[OutlineLine]) -> Homes:
    free = [line.key for line in lines if line.purpose in (Purpose.FIELDS, Purpose.FREE)]
    programme = [line.key for line in lines if line.purpose is Purpose.PROGRAMME]
    rest = (free or [line.key for line in lines] or [""])[0]
    themes = theme_keys(lines) or dict.fromkeys((Purpose.PLAN, Purpose.GIVEN), rest)
    home: dict[str | Purpose, str] = dict(themes.items())
    for line in reversed(lines):
        home[line.field] = line.key
    home[""] = rest
    if programme:
        home["*"] = programme[0]
    return home


def _section(told: UnitTold, line: OutlineLine, home: Homes) -> list[str]:
    collected = told.collected
    rows = [row for row in collected.rows if _home_of(row, home, collected.outline) == line.key]
    counts: list[str] = []
    if home[Purpose.PLAN] == line.key:
        counts += [one.text for one in completions(collected)]
    if home[Purpose.GIVEN] == line.key:
        counts += [one.text for one in given(collected)]
    if line.purpose in (Purpose.EVALUATION, Purpose.NEXT):
        counts += _general(collected, line)
    shared = [one for one in told.shared if _of(one.field, home) == line.key]
    found = [*map(filled, counts), *_rows(collected, rows), *_standing(rows)]
    found += _cooperation(collected, shared)
    found += map(filled, (*_targets(collected, rows), *_late(rows), *_expected(collected, rows)))
    if home[Purpose.PLAN] == line.key:
        found += map(filled, _issued(collected.papers))
    return found


def _general(collected: Collected, line: OutlineLine) -> list[str]:
    """Evaluation as compilations word it; what falls due next without the unit's own name."""
    if line.purpose is Purpose.EVALUATION:
        return [one.text for one in sentences_of(collected, line)]
    due = sorted(collected.ahead, key=lambda one: (one.due_on, one.task_id))
    told = [f"- {short_title(one.title)} (hạn {vn_date(one.due_on)})." for one in due]
    return list(dict.fromkeys(told))


def _of(code: str, home: Homes) -> str:
    return home.get(Purpose.PLAN if code == DIRECTION else code, home[""])


def _home_of(row: PlanRow, home: Homes, outline: Sequence[OutlineLine]) -> str:
    if apart := told_apart(outline, row):
        return home[apart]
    if row.programme and "*" in home:
        return home["*"]
    if row.field == DIRECTION:
        return home.get(theme_of_row(row), home[Purpose.PLAN])
    return _of(row.field, home)


def _rows(collected: Collected, rows: Iterable[PlanRow]) -> list[str]:
    """One item for each nhiệm vụ of which there is something to say in this window."""
    papers: dict[int, list[IssuedPaper]] = {}
    for paper in collected.papers:
        papers.setdefault(paper.duty_id, []).append(paper)
    window = (collected.heading.first, collected.heading.last)
    return [
        _item(row, duty, papers.get(duty.id, ()))
        for row in rows
        for duty in row.duties
        if not duty.standing and _telling(duty, window)
    ]


def _telling(duty: Duty, window: tuple[date, date]) -> bool:
    """Whether something was said or finished in the window."""
    finished = duty.stopped_on is not None and window[0] <= duty.stopped_on <= window[1]
    return finished or (duty.in_window and bool(duty.words))


def _item(row: PlanRow, duty: Duty, papers: Collection[IssuedPaper]) -> str:
    parts = [duty.words.strip()] if duty.words and duty.in_window else []
    if papers:
        parts.append(f"sản phẩm: {vn_list([paper_words(one) for one in papers])}")
    said = "; ".join(part.rstrip(" .;") for part in parts)
    return ended_with_a_stop(f"- {_head(row, duty)}{': ' if said else ''}{said}")


def _head(row: PlanRow, duty: Duty) -> str:
    return f"{name_of(row)} ({duty.state.label.lower()})"


def _targets(collected: Collected, rows: Iterable[PlanRow]) -> list[str]:
    """Each figure that the plan prints, with what was reached of it."""
    of: dict[int, list[Target]] = {}
    for one in collected.targets:
        of.setdefault(one.task_id, []).append(one)
    return [_target(row, one) for row in rows for one in of.get(row.id, ())]


def _target(row: PlanRow, one: Target) -> str:
    """As in "Chỉ tiêu “Đối thoại”: kế hoạch 2 lần; thực hiện 1 lần; …; đạt 50,00 %."."""
    parts = [
        f"kế hoạch {one.planned}", f"thực hiện {one.reached or UNKNOWN}",
        f"cùng kỳ năm trước {one.before or UNKNOWN}",
    ]  # fmt: skip
    reached = rate(one.planned, one.reached)
    parts += [] if reached is None else [f"đạt {percent(reached)} so với kế hoạch"]
    return ended_with_a_stop(f"Chỉ tiêu “{name_of(row)}”: {'; '.join(parts)}")


def _late(rows: Iterable[PlanRow]) -> list[str]:
    """What is late and why, under a lead-in."""
    found = [
        ended_with_a_stop(f"- {_head(row, duty)}: {_lateness(duty)}")
        for row in rows
        for duty in row.duties
        if duty.cell in _LATE and duty.due_on is not None
    ]
    return ["Phần việc quá hạn, hoàn thành sau hạn:", *found] if found else []


def _lateness(duty: Duty) -> str:
    cause = f", nguyên nhân {Cause(duty.cause).label.lower()}" if duty.cause else ""
    word = "quá hạn" if duty.cell is Cell.OPEN_OVERDUE else "hoàn thành sau hạn"
    return f"{word} ngày {vn_date(duty.due_on)}{cause}" if duty.due_on else word


def _expected(collected: Collected, rows: Iterable[PlanRow]) -> list[str]:
    """In the year's round, what is expected of open work by 31/12, under a lead-in."""
    if collected.until is None:
        return []
    found = [
        ended_with_a_stop(f"- {_head(row, duty)}: {Outlook(duty.expected).label.lower()}")
        for row in rows
        for duty in row.duties
        if duty.expected and duty.state is not State.DONE
    ]
    return [f"Ước thực hiện đến {vn_date(collected.until)}:", *found] if found else []


def paper_words(paper: IssuedPaper) -> str:
    """A document by number, day and subject, as papers cite one another."""
    subject = f" {paper.subject}" if paper.subject else ""
    named = paper.number or "văn bản"
    return f"{named} ngày {vn_date(paper.issued_on)}{subject}"


def _standing(rows: Collection[PlanRow]) -> list[str]:
    """The standing work of a section: how much was answered, and what was said, each thing once."""
    held = [duty for duty in duties_of(rows) if duty.standing]
    if not held:
        return []
    words = {fold(duty.words): duty.words for duty in held if duty.words and duty.in_window}
    heard = sum(duty.heard_in_window for duty in held)
    head = filled(
        f"Nhiệm vụ thường xuyên: {number(len(held))} phần việc, trong kỳ đã cập nhật "
        f"{number(heard)} phần việc."
    )
    said = "; ".join(one.strip().rstrip(" .;") for one in words.values())
    return [head, *([ended_with_a_stop(f"Kết quả nhiệm vụ thường xuyên: {said}")] if said else [])]


def _cooperation(collected: Collected, shared: Collection[Shared]) -> list[str]:
    """Work for what others lead, apart from one's own."""
    window = (collected.heading.first, collected.heading.last)
    spoken = [
        one
        for one in shared
        if one.words and one.words_on and window[0] <= one.words_on <= window[1]
    ]
    if not spoken:
        return []
    items = [
        ended_with_a_stop(
            f"- {short_title(one.title)}{f' ({one.lead} chủ trì)' if one.lead else ''}: {one.words}"
        )
        for one in spoken
    ]
    return ["Kết quả phối hợp:", *items]


def _issued(papers: Sequence[IssuedPaper]) -> list[str]:
    """The documents of the window, each once; many are counted."""
    cited = list(dict.fromkeys(map(paper_words, papers)))
    if not cited:
        return []
    if len(cited) > _MOST_PAPERS:
        return [f"Trong kỳ đã ban hành {number(len(cited))} văn bản để thực hiện nhiệm vụ."]
    return [
        f"Trong kỳ đã ban hành {number(len(cited))} văn bản để thực hiện nhiệm vụ:",
        *(f"- {one}." for one in cited),
    ]
