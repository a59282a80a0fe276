"""What has to travel beside the print of a plan so that it reads back as it is (pure).

The print is read as anybody would read it; where that differs from the plan, or asks what the plan
has answered, the answer is written down. So a file carries no more than its print leaves open.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tracker.calendar.schedule import PlanContext
from tracker.documents.rules import FileRefused
from tracker.intake.rules import answering
from tracker.intake.rules.directory import Directory
from tracker.intake.rules.outgoing import Going, GoingRow, as_raw
from tracker.intake.rules.proposal import ReadPlan, ReadRow
from tracker.intake.rules.settled import BESIDE, Answer, Aspect, Value, packed, refs_of
from tracker.intake.rules.understanding import understand

_STAGES = (
    (Aspect.PARENT,), (Aspect.HEADING, Aspect.CELLS_FROM),
    (Aspect.FIELD, Aspect.ADDRESSEES, Aspect.PRODUCTS, Aspect.ASKED),
)  # fmt: skip
"""What is read first decides what the rest is read as."""


def carried(made: Going, directory: Directory, context: PlanContext) -> str:
    """The answers that go with an appendix; empty where the print says it all.

    Empty too where rows are not read one by one: then nothing could be bound to them.
    """
    if not made.rows:
        return ""
    try:
        return _carried(made, directory, context)
    except FileRefused:  # a plan without marks, for instance, is read by nobody
        return ""


def _carried(made: Going, directory: Directory, context: PlanContext) -> str:
    raw = as_raw(made)
    answers: dict[str, dict[Aspect, Answer]] = {}
    read = understand(raw, directory, context)
    for stage in _STAGES:
        if len(read.rows) != len(made.rows):
            return ""
        more = list(_open(made, read, directory, stage))
        for ref, aspect, answer in more:
            answers.setdefault(ref, {})[aspect] = answer
        if more and stage is not _STAGES[-1]:
            read = understand(replace(raw, carried=packed(answers)), directory, context)
    return packed(answers)


def _open(
    made: Going, read: ReadPlan, directory: Directory, stage: Sequence[Aspect]
) -> Iterator[tuple[str, Aspect, Answer]]:
    """What the print of every row leaves open: by reference and aspect."""
    refs = refs_read(read.rows)
    by_key = {row.key: ref for row, ref in zip(read.rows, refs, strict=True)}
    by_id = {row.id: ref for row, ref in zip(made.rows, refs, strict=True)}
    for ref, row, plan_row in zip(refs, read.rows, made.rows, strict=True):
        is_read = _read(row, by_key, directory)
        holds = _holds(plan_row, by_id)
        for aspect in stage:
            if holds[aspect] != is_read[aspect] or (aspect in _DOUBTS and _DOUBTS[aspect](row)):
                read_as = [] if aspect is Aspect.ADDRESSEES else is_read[aspect]
                yield ref, aspect, Answer(read_as, holds[aspect])


def refs_read(rows: Sequence[ReadRow]) -> tuple[str, ...]:
    """The references of rows as read, to which answers are bound."""
    return refs_of(map(_texts, rows))


def _texts(row: ReadRow) -> list[str]:
    cells = (row.title, row.product, row.lead, row.partners, row.due, row.target, row.note)
    return [row.number, *(cell.text for cell in cells)]


def _read(row: ReadRow, by_key: dict[str, str], directory: Directory) -> dict[Aspect, Value]:
    asked = [one for one in row.questions if not one.startswith(BESIDE)]
    return {
        Aspect.PARENT: by_key.get(row.parent, ""), Aspect.HEADING: row.is_heading,
        Aspect.CELLS_FROM: by_key.get(row.cells_from, ""), Aspect.FIELD: row.field.code,
        Aspect.ADDRESSEES: answering.listed_addressees(row.addressees, directory),
        Aspect.PRODUCTS: answering.listed_products(row.products), Aspect.ASKED: asked,
    }  # fmt: skip


def _holds(row: GoingRow, by_id: dict[int, str]) -> dict[Aspect, Value]:
    return {
        Aspect.PARENT: by_id.get(row.parent or 0, ""), Aspect.HEADING: row.is_heading,
        Aspect.CELLS_FROM: by_id.get(row.cells_from or 0, ""), Aspect.FIELD: row.field,
        Aspect.ADDRESSEES: [
            [one.role.value, one.printed, one.kind.value, one.code] for one in row.addressees
        ],
        Aspect.PRODUCTS: [[one.title, one.issuer_text, one.slot] for one in row.products],
        Aspect.ASKED: [],
    }  # fmt: skip


_DOUBTS = {
    Aspect.FIELD: lambda row: bool(row.field.question),
    Aspect.ADDRESSEES: lambda row: any(one.question and one.key for one in row.addressees),
    Aspect.PRODUCTS: lambda row: any(one.question for one in row.products),
}
"""What is asked although it is read as it is: the plan has the answer."""
