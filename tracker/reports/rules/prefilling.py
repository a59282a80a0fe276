"""The text that a unit's report opens with, section by section, from its duties (pure).

The figures are worded as in compilations; the sentences are the unit's own, so its name is not
repeated. A line of text that begins with "- " is an item of a list.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from tracker.reports.rules.collected import Collected, Duty, IssuedPaper, PlanRow
from tracker.reports.rules.compiling.counts import duties_of
from tracker.reports.rules.compiling.texts import DIRECTION, completions, sentences_of
from tracker.reports.rules.compiling.wording import ended_with_a_stop, number, short_title
from tracker.reports.rules.outline import OutlineLine, Purpose
from tracker.reports.rules.unit_report import written_lines
from tracker.tasks.rules.states import Cause, Cell, State
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
class Target:
    """A figure that the plan prints of a nhiệm vụ, and what was shown of it in the window."""

    planned: str
    reached: str = ""


@dataclass(frozen=True, slots=True)
class UnitTold:
    """What is known of one unit's work in one round; `until` is 31/12 in the year's round."""

    collected: Collected
    shared: tuple[Shared, ...] = ()
    targets: Mapping[int, Target] = field(default_factory=dict)
    until: date | None = None


def prefilled(told: UnitTold) -> dict[str, str]:
    """The text of each section that takes text, by its key."""
    lines = written_lines(told.collected.outline)
    home = _homes(lines)
    return {line.key: "\n".join(_section(told, line, home)) for line in lines}


def _homes(lines: Sequence[OutlineLine]) -> dict[str, str]:
    """The key of the section in which each field is told; "" is where all others are."""
    found = {line.field: line.key for line in reversed(lines) if line.field}
    free = [line.key for line in lines if line.purpose in (Purpose.FIELDS, Purpose.FREE)]
    programme = [line.key for line in lines if line.purpose is Purpose.PROGRAMME]
    rest = (free or [line.key for line in lines] or [""])[0]
    return {**found, "": rest, **({"*": programme[0]} if programme else {})}


def _section(told: UnitTold, line: OutlineLine, home: Mapping[str, str]) -> list[str]:
    collected = told.collected
    rows = [row for row in collected.rows if _home_of(row, home) == line.key]
    found: list[str] = []
    if home.get(DIRECTION, home[""]) == line.key:
        found += [one.text for one in completions(collected)]
    if line.purpose in (Purpose.EVALUATION, Purpose.NEXT):
        found += _general(collected, line)
    found += _rows(told, rows) + _standing(rows)
    found += _cooperation(told, [one for one in told.shared if _of(one.field, home) == line.key])
    if home.get(DIRECTION, home[""]) == line.key:
        found += _issued(collected.papers)
    return found


def _general(collected: Collected, line: OutlineLine) -> list[str]:
    """Evaluation as compilations word it; what falls due next without the unit's own name."""
    if line.purpose is Purpose.EVALUATION:
        return [one.text for one in sentences_of(collected, line)]
    due = sorted(collected.ahead, key=lambda one: (one.due_on, one.task_id))
    told = [f"- {short_title(one.title)} (hạn {vn_date(one.due_on)})." for one in due]
    return list(dict.fromkeys(told))


def _of(code: str, home: Mapping[str, str]) -> str:
    return home.get(code, home[""]) if code else home[""]


def _home_of(row: PlanRow, home: Mapping[str, str]) -> str:
    return home["*"] if row.programme and "*" in home else _of(row.field, home)


def _rows(told: UnitTold, rows: Iterable[PlanRow]) -> list[str]:
    """One item for each nhiệm vụ of which there is something to say in this window."""
    papers: dict[int, list[IssuedPaper]] = {}
    for paper in told.collected.papers:
        papers.setdefault(paper.duty_id, []).append(paper)
    window = (told.collected.heading.first, told.collected.heading.last)
    found = []
    for row in rows:
        for duty in row.duties:
            if duty.standing or not _telling(duty, window, told.until):
                continue
            found.append(_item(row, duty, papers.get(duty.id, ()), told))
    return found


def _telling(duty: Duty, window: tuple[date, date], until: date | None) -> bool:
    """Whether a duty belongs into the text: heard of in the window, late, or to be estimated."""
    finished = duty.stopped_on is not None and window[0] <= duty.stopped_on <= window[1]
    estimated = until is not None and bool(duty.expected)
    return finished or duty.in_window or duty.cell is Cell.OPEN_OVERDUE or estimated


def _item(row: PlanRow, duty: Duty, papers: Collection[IssuedPaper], told: UnitTold) -> str:
    parts = [duty.words.strip()] if duty.words and duty.in_window else []
    parts += [_target(told.targets[row.id])] if row.id in told.targets else []
    if papers:
        parts.append(f"sản phẩm: {vn_list([paper_words(one) for one in papers])}")
    parts += _lateness(duty)
    if told.until and duty.expected and duty.state is not State.DONE:
        parts.append(f"ước thực hiện đến {vn_date(told.until)}: {duty.expected.lower()}")
    said = "; ".join(part.rstrip(" .;") for part in parts)
    head = f"{short_title(row.title)} ({duty.state.label.lower()})"
    return ended_with_a_stop(f"- {head}{': ' if said else ''}{said}")


def _target(target: Target) -> str:
    """What is planned and reached, as in “chỉ tiêu kế hoạch 100 %, thực hiện 96 %”."""
    reached = f", thực hiện {target.reached}" if target.reached else ""
    return f"chỉ tiêu kế hoạch {target.planned}{reached}"


def _lateness(duty: Duty) -> list[str]:
    """What is late and why."""
    if duty.cell not in _LATE or duty.due_on is None:
        return []
    cause = f", nguyên nhân {Cause(duty.cause).label.lower()}" if duty.cause else ""
    word = "quá hạn" if duty.cell is Cell.OPEN_OVERDUE else "hoàn thành sau hạn"
    return [f"{word} ngày {vn_date(duty.due_on)}{cause}"]


def paper_words(paper: IssuedPaper) -> str:
    """A document by number, day and subject, as papers cite one another."""
    subject = f" {paper.subject}" if paper.subject else ""
    named = paper.number or "văn bản"
    return f"{named} ngày {vn_date(paper.issued_on)}{subject}"


def _standing(rows: Collection[PlanRow]) -> list[str]:
    """One paragraph for the standing work of a section: what was said, each thing once."""
    held = [duty for duty in duties_of(rows) if duty.standing]
    if not held:
        return []
    words = {fold(duty.words): duty.words for duty in held if duty.words and duty.in_window}
    heard = sum(duty.heard_in_window for duty in held)
    head = (
        f"Nhiệm vụ thường xuyên: {number(len(held))} phần việc, trong kỳ đã cập nhật "
        f"{number(heard)} phần việc"
    )
    said = "; ".join(one.strip().rstrip(" .;") for one in words.values())
    return [ended_with_a_stop(f"{head}{': ' if said else ''}{said}")]


def _cooperation(told: UnitTold, shared: Collection[Shared]) -> list[str]:
    """Work for what others lead, apart from one's own."""
    window = (told.collected.heading.first, told.collected.heading.last)
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
