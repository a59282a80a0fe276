"""The part on direction, a heading for each theme: plan, inspections, tasks given … (pure).

What a nhiệm vụ, a figure or a document of this field is about is told by its words
(`outline.theme_of`); a theme without a heading of its own stands with the plan.
"""

from collections.abc import Collection, Iterable

from tracker.reports.rules.collected import Collected, Figure, IssuedPaper, PlanRow
from tracker.reports.rules.compiled import Origin, OriginKind, Sentence
from tracker.reports.rules.compiling.counts import duties_of, tasks_in
from tracker.reports.rules.compiling.wording import PLAIN, counted, number, percent, spread
from tracker.reports.rules.outline import DIRECTION, OutlineLine, Purpose, theme_keys, theme_of
from tracker.text import lowered, vn_date, vn_number

MOST_PAPERS = 5
"""Documents named under one heading; the list of documents has them all."""

Sentences = tuple[Sentence, ...]


def themes_at(outline: Iterable[OutlineLine], line: OutlineLine) -> frozenset[Purpose]:
    """The themes that are told in this section."""
    return frozenset(theme for theme, key in theme_keys(outline).items() if key == line.key)


def theme_of_row(row: PlanRow) -> Purpose:
    """What a nhiệm vụ of this field is about; one that was given by a paper of its own is that."""
    if row.assigned:
        return Purpose.GIVEN
    own = theme_of(row.title)
    above = row.within if len(row.within) <= PLAIN else ""
    return theme_of(above) if own is Purpose.PLAN else own


def told_apart(outline: Iterable[OutlineLine], row: PlanRow) -> Purpose | None:
    """The heading that tells a row of a Đề án instead of the part on it: inspections, initiatives.

    None where the outline has no such heading: the part on the Đề án tells it then.
    """
    if not row.programme:
        return None
    theme = theme_of_row(row)
    inspected = theme is Purpose.INSPECTION and row.field == DIRECTION
    if not inspected and theme is not Purpose.INITIATIVES:
        return None
    return theme if any(line.purpose is theme for line in outline) else None


def rows_at(collected: Collected, themes: Collection[Purpose]) -> list[PlanRow]:
    """The nhiệm vụ that these themes hold: of this field, and of a Đề án what is told apart."""
    return [
        row
        for row in collected.rows
        if (told_apart(collected.outline, row) in themes)
        or (row.field == DIRECTION and not row.programme and theme_of_row(row) in themes)
    ]


def given(collected: Collected) -> Sentences:
    """How far the nhiệm vụ are that Chính phủ, Thủ tướng or a paper of its own gave."""
    rows = [row for row in collected.rows if row.assigned]
    tasks = tasks_in(rows)
    if not tasks.given:
        return ()
    text = (
        f"Có {number(tasks.given)} nhiệm vụ được giao có thời hạn trong năm "
        f"{collected.heading.year}; đến hết ngày {vn_date(collected.heading.last)}, "
        f"{spread(tasks, 'nhiệm vụ')}."
    )
    return (Sentence(text, (counted(duties_of(rows)),)),)


def figures(collected: Collected, theme: Purpose) -> Sentences:
    """The figures of the number form on a theme that somebody gave, in one sentence."""
    told = [
        one
        for one in collected.figures
        if one.field == DIRECTION and one.value is not None and theme_of(one.name) is theme
    ]
    if not told or theme is Purpose.PLAN:
        return ()
    origins = tuple(Origin(OriginKind.INDICATOR, one.source) for one in told)
    return (Sentence(f"Số liệu trong kỳ: {'; '.join(map(_figure, told))}.", origins),)


def _figure(one: Figure) -> str:
    """As in "cơ quan, đơn vị được kiểm tra: 07 cơ quan"; a ratio with its two parts."""
    name = lowered(one.name)
    if one.ratio:
        parts = f"{_plain(one.numerator)}/{_plain(one.denominator)}"
        return f"{name}: {percent(one.value)} ({parts})"
    return f"{name}: {_plain(one.value)} {one.measure}".rstrip()


def _plain(value: float | None) -> str:
    if value is None:
        return "–"
    return number(int(value)) if float(value).is_integer() else vn_number(value)


def papers(collected: Collected, theme: Purpose) -> Sentences:
    """The documents of the window on a theme, by number and day, each once."""
    told: dict[str, list[IssuedPaper]] = {}
    for one in collected.papers:
        if one.field == DIRECTION and one.number and theme_of(one.subject) is theme:
            told.setdefault(f"{one.number} ngày {vn_date(one.issued_on)}", []).append(one)
    if not told or theme is Purpose.PLAN:
        return ()
    named, left = list(told)[:MOST_PAPERS], len(told) - MOST_PAPERS
    more = f" và {number(left)} văn bản khác" if left > 0 else ""
    origins = tuple(
        Origin(OriginKind.UPDATE, one.unit, one.update_id, (one.duty_id,), one.issued_on)
        for group in told.values()
        for one in group
    )
    text = (
        f"Văn bản đã ban hành trong kỳ: {'; '.join(named)}{more} (trích yếu tại danh mục văn bản "
        "kèm theo)."
    )
    return (Sentence(text, origins),)
