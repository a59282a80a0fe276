"""What units said of one section, joined: the unit named, the same words said once (pure)."""

from collections.abc import Iterable, Iterator

from tracker.reports.rules.collected import Collected, Duty, PlanRow
from tracker.reports.rules.compiled import Origin, OriginKind, Sentence
from tracker.reports.rules.compiling.wording import ended_with_a_stop, name_of, number
from tracker.reports.rules.texts import own_lines
from tracker.tasks.rules.states import State
from tracker.text import clean, vn_list, word_key

MOST_NAMED = 3
"""Units named of one nhiệm vụ; more are counted."""


def said_in(collected: Collected, key: str) -> tuple[Sentence, ...]:
    """What units sent for a section, line by line; what several units wrote stands once.

    In the order in which it was said first. Lines that the program wrote of a unit's own work
    (`texts.FILLED`) are left out: the compilation tells all of it together, each figure from one
    source.
    """
    told = [
        (one.unit_name, line, Origin(OriginKind.CONTRIBUTION, one.unit_name, one.report_id))
        for one in collected.contributions
        for section, text in one.sections
        if section == key
        for line in lines_of(own_lines(text))
    ]
    return _joined(told)


def lines_of(text: str) -> Iterator[str]:
    """The paragraphs and list items of a text; an item says under which lead-in it stands."""
    lead_in = ""
    for line in map(str.strip, text.splitlines()):
        item = line.startswith(("- ", "+ "))
        if line.endswith(":") and not item:
            lead_in = line
        elif line:
            lead_in = lead_in if item else ""
            yield f"{lead_in} {line.lstrip('-+ ')}".strip()


def said_of(collected: Collected, rows: Iterable[PlanRow]) -> tuple[Sentence, ...]:
    """The newest words inside the window of units that sent no report of their own.

    Of a nhiệm vụ on which more than MOST_NAMED units spoke, how many did and how far they are.
    """
    sent = {one.unit_id for one in collected.contributions if one.sections}
    found: list[Sentence] = []
    for row in rows:
        spoke = [
            duty
            for duty in row.duties
            if duty.in_window and duty.words and duty.unit_id not in sent
        ]
        if len({duty.unit_id for duty in spoke}) > MOST_NAMED:
            found.append(_many(row, spoke))
        elif spoke:
            title = name_of(row)
            found += _joined((duty.unit, f"{title}: {duty.words}", _update(duty)) for duty in spoke)
    return tuple(found)


def _many(row: PlanRow, spoke: list[Duty]) -> Sentence:
    done = sum(duty.state is State.DONE for duty in row.duties)
    units = {duty.unit_id for duty in spoke}
    text = (
        f"{name_of(row)}: {number(len(units))} đơn vị có cập nhật trong kỳ, "
        f"{done}/{len(row.duties)} phần việc đã hoàn thành."
    )
    return Sentence(text, tuple(map(_update, spoke)))


def _joined(told: Iterable[tuple[str, str, Origin]]) -> tuple[Sentence, ...]:
    """One sentence per different text, with all the units that said it."""
    found: dict[str, tuple[str, list[str], list[Origin]]] = {}
    for unit, text, origin in told:
        _, units, origins = found.setdefault(word_key(text), (clean(text), [], []))
        if unit not in units:
            units.append(unit)
        origins.append(origin)
    return tuple(
        Sentence(ended_with_a_stop(f"{vn_list(units)}: {body}"), tuple(origins))
        for body, units, origins in found.values()
    )


def _update(duty: Duty) -> Origin:
    return Origin(OriginKind.UPDATE, duty.unit, duty.words_id, (duty.id,), duty.words_on)
