"""The generated text of each section, by what the section is for (pure)."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from itertools import groupby

from tracker.reports.rules.collected import Ahead, Collected, Duty, Earlier, PlanRow
from tracker.reports.rules.compiled import Origin, OriginKind, Sentence
from tracker.reports.rules.compiling import direction
from tracker.reports.rules.compiling.counts import (
    OFFICIAL,
    cell_of,
    duties_in,
    duties_of,
    overdue,
    silent,
    tasks_in,
)
from tracker.reports.rules.compiling.estimates import expected
from tracker.reports.rules.compiling.merging import MOST_NAMED, said_in, said_of
from tracker.reports.rules.compiling.wording import counted, number, percent, short_title, spread
from tracker.reports.rules.outline import DIRECTION, THEMES, OutlineLine, Purpose
from tracker.tasks.rules.states import Cell
from tracker.text import vn_date, vn_list

CAUSES = (("objective", "khách quan"), ("subjective", "chủ quan"), ("", "chưa nêu nguyên nhân"))

Sentences = tuple[Sentence, ...]


def sentences_of(collected: Collected, line: OutlineLine) -> Sentences:
    """The generated sentences of one section."""
    return _WRITERS.get(line.purpose, _free)(collected, line)


def _free(collected: Collected, line: OutlineLine) -> Sentences:
    return said_in(collected, line.key)


def _nothing(_: Collected, __: OutlineLine) -> Sentences:
    return ()


def _field(collected: Collected, line: OutlineLine) -> Sentences:
    if line.field == DIRECTION:
        return _direction(collected, line)
    rows = [row for row in collected.rows if row.field == line.field and not row.programme]
    return (*said_in(collected, line.key), *said_of(collected, rows), *_standing(rows))


def _direction(collected: Collected, line: OutlineLine) -> Sentences:
    """One heading of the part on direction: counts, figures, what units said, documents."""
    themes = [one for one in Purpose if one in direction.themes_at(collected.outline, line)]
    rows = direction.rows_at(collected, themes)
    found = list(completions(collected)) if Purpose.PLAN in themes else []
    found += direction.given(collected) if Purpose.GIVEN in themes else ()
    for theme in themes:
        found += direction.figures(collected, theme)
    found += (*said_in(collected, line.key), *said_of(collected, rows), *_standing(rows))
    for theme in themes:
        found += direction.papers(collected, theme)
    found += _issued(collected) if Purpose.PLAN in themes else ()
    return tuple(found)


def completions(collected: Collected) -> Sentences:
    """Each yearly plan's completion on the closing day: nhiệm vụ, and phần việc beside."""
    yearly = [row for row in collected.rows if not row.programme]
    return (*_by_plan(yearly, collected), *expected(collected, yearly))


def _by_plan(rows: Collection[PlanRow], collected: Collected) -> Sentences:
    found: list[Sentence] = []
    for plan, group in groupby(sorted(rows, key=lambda row: row.plan), lambda row: row.plan):
        found.extend(_completion(plan, list(group), collected))
    return tuple(found)


def _completion(plan: str, rows: list[PlanRow], collected: Collected) -> Sentences:
    tasks, first, held = tasks_in(rows), tasks_in(rows, first=True), duties_of(rows)
    if not tasks.given:
        return ()
    duties, day = duties_in(held), vn_date(collected.heading.last)
    origin = (counted(duty for duty in held if duty.cell in OFFICIAL),)
    found = [
        Sentence(
            f"{plan} giao {number(tasks.given)} nhiệm vụ có thời hạn trong năm "
            f"{collected.heading.year}; đến hết ngày {day}, {spread(tasks, 'nhiệm vụ')}.",
            origin,
        ),
        Sentence(f"Tính theo phần việc: {spread(duties, 'phần việc')}.", origin),
    ]
    if dict(first.by_cell) != dict(tasks.by_cell):
        kept = tuple(duty for duty in held if duty.cell is not duty.first_cell)
        found.append(
            Sentence(
                f"Nếu tính theo thời hạn ban đầu, trước khi được gia hạn: "
                f"{spread(first, 'nhiệm vụ')}.",
                (counted(kept),),
            )
        )
    return tuple(found)


def _standing(rows: Collection[PlanRow]) -> Sentences:
    """One sentence for the standing work of a field."""
    standing = tuple(duty for duty in duties_of(rows) if duty.standing)
    if not standing:
        return ()
    heard = len(standing) - len(silent(standing))
    text = (
        f"Nhiệm vụ thường xuyên: {number(len(standing))} phần việc, trong kỳ có "
        f"{number(heard)} phần việc được cập nhật."
    )
    return (Sentence(text, (counted(standing),)),)


def _issued(collected: Collected) -> Sentences:
    papers = collected.papers
    if not papers:
        return ()
    units = len({paper.unit for paper in papers})
    issued = len({(paper.number, paper.issued_on, paper.issuer) for paper in papers})
    origins = tuple(
        Origin(OriginKind.UPDATE, paper.unit, paper.update_id, (paper.duty_id,), paper.issued_on)
        for paper in papers
    )
    text = (
        f"Trong kỳ, {number(units)} đơn vị đã ban hành {number(issued)} văn bản để thực hiện "
        "nhiệm vụ (danh mục tại Phụ lục)."
    )
    return (Sentence(text, origins),)


def _programme(collected: Collected, line: OutlineLine) -> Sentences:
    rows = [row for row in collected.rows if row.programme]
    told = said_in(collected, line.key)
    year = collected.heading.year  # what ends in a later year is told, and counted there
    due = [replace(row, duties=tuple(d for d in row.duties if d.year <= year)) for row in rows]
    here = [row for row in rows if direction.told_apart(collected.outline, row) is None]
    return (
        *_by_plan(due, collected), *expected(collected, due), *told, *said_of(collected, here),
        *_standing(here),
    )  # fmt: skip


def _evaluation(collected: Collected, line: OutlineLine) -> Sentences:
    yearly = [row for row in collected.rows if not row.programme]
    return (
        *_compared(collected, yearly),
        *said_in(collected, line.key),
        *_late(collected, yearly),
        *_causes(overdue(duties_of(yearly))),
    )


def _compared(collected: Collected, rows: Collection[PlanRow]) -> Sentences:
    now = tasks_in(rows).rate
    return tuple(
        Sentence(text)
        for earlier in collected.earlier
        if (text := _against(now, earlier)) is not None
    )


def _against(now: float | None, earlier: Earlier) -> str | None:
    then = earlier.figures.get("tasks.rate")
    if now is None or then is None:
        return None
    change = now - then
    told = "bằng" if round(change, 2) == 0 else ("tăng" if change > 0 else "giảm")
    by = "" if told == "bằng" else f" {percent(abs(change)).removesuffix(' %')} điểm phần trăm"
    return (
        f"Tỷ lệ hoàn thành nhiệm vụ đạt {percent(now)}, {told}{by} so với {earlier.label} "
        f"({percent(then)})."
    )


def _late(collected: Collected, rows: Collection[PlanRow]) -> Sentences:
    """How many nhiệm vụ are overdue, by field; units are named in the internal report only."""
    late = [row for row in rows if cell_of(row) is Cell.OPEN_OVERDUE]
    if not late:
        return ()
    fields = Counter(collected.fields.get(row.field, "Nội dung khác") for row in late)
    parts = vn_list([f"{name} ({number(count)})" for name, count in fields.items()])
    text = f"Còn {number(len(late))} nhiệm vụ quá hạn chưa hoàn thành: {parts}."
    return (Sentence(text, (counted(overdue(duties_of(late))),)),)


def _causes(late: Collection[Duty]) -> Sentences:
    if not late:
        return ()
    by_cause = Counter(duty.cause for duty in late)
    parts = [f"{label} {number(by_cause[cause])}" for cause, label in CAUSES if by_cause[cause]]
    text = f"Nguyên nhân của {number(len(late))} phần việc quá hạn: {', '.join(parts)}."
    return (Sentence(text, (counted(late),)),)


def _next(collected: Collected, line: OutlineLine) -> Sentences:
    return (*said_in(collected, line.key), *ahead(collected.ahead))


def ahead(duties: Collection[Ahead]) -> Sentences:
    """What falls due in the next period, a nhiệm vụ and day a line."""
    found: dict[tuple[int, str], list[Ahead]] = {}
    for one in sorted(duties, key=lambda one: (one.due_on, one.task_id, one.duty_id)):
        found.setdefault((one.task_id, vn_date(one.due_on)), []).append(one)
    return tuple(_due(day, group) for (_, day), group in found.items())


def _due(day: str, group: list[Ahead]) -> Sentence:
    units = list(dict.fromkeys(one.unit for one in group))
    named = vn_list(units) if len(units) <= MOST_NAMED else f"{number(len(units))} đơn vị"
    origin = Origin(OriginKind.COUNT, obligation_ids=tuple(one.duty_id for one in group))
    return Sentence(f"{short_title(group[0].title)} ({named}; hạn {day}).", (origin,))


_WRITERS: Mapping[Purpose, Callable[[Collected, OutlineLine], Sentences]] = {
    Purpose.FIELD: _field,
    Purpose.FIELDS: _nothing,
    **dict.fromkeys(THEMES, _direction),
    Purpose.PROGRAMME: _programme,
    Purpose.EVALUATION: _evaluation,
    Purpose.NEXT: _next,
    Purpose.PROPOSALS: _free,
    Purpose.FREE: _free,
}
