"""What the rows of a file ask, put together so that one answer serves many rows (values only)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tracker.intake.models import IntakeRow
from tracker.intake.rules.keeping import FIELD, TASK
from tracker.intake.rules.review import Review
from tracker.intake.rules.words import shortened
from tracker.tasks.rules.states import AssignmentRole
from tracker.text import word_key

ROLE_OF = {"lead_text": AssignmentRole.LEAD, "partners_text": AssignmentRole.PARTNER}


@dataclass(frozen=True, slots=True)
class AskedName:
    """A printed name that nobody is known for, in one role; `printed` are its spellings.

    `offered` are keys of bodies ("unit:3") that it may be; none of them is taken.
    """

    role: AssignmentRole
    printed: tuple[str, ...]
    question: str
    offered: tuple[str, ...]
    rows: tuple[IntakeRow, ...]


@dataclass(frozen=True, slots=True)
class AskedField:
    """Rows that ask with the same words which field they belong to; `offered` are ids.

    `field_id` is the one they are read as, if any.
    """

    question: str
    field_id: int | None
    offered: tuple[int, ...]
    rows: tuple[IntakeRow, ...]


@dataclass(frozen=True, slots=True)
class AskedRow:
    """A row that a person must look at, with everything that it asks and what is wrong with it.

    `alone` are those questions that only the row itself can answer; of those about names and
    fields one answer serves many rows. `matches` are rows of the plan that it may be.
    """

    row: IntakeRow
    questions: tuple[str, ...]
    alone: tuple[str, ...]
    wrong: tuple[str, ...]
    matches: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Asking:
    """Everything that is asked of a reading."""

    names: tuple[AskedName, ...]
    fields: tuple[AskedField, ...]
    rows: tuple[AskedRow, ...]

    @property
    def questions(self) -> int:
        """How many answers are needed; one for many rows counts once."""
        alone = sum(len(one.alone) + len(one.wrong) for one in self.rows)
        return len(self.names) + len(self.fields) + alone

    @property
    def listed(self) -> list[AskedRow]:
        """The rows to be looked at one by one."""
        return [one for one in self.rows if one.alone or one.wrong]


def asking_of(rows: Sequence[IntakeRow], review: Review) -> Asking:
    """What is asked by those rows that the review says ask."""
    by_id = {row.id: row for row in rows}
    asking = [by_id[row_id] for row_id in review.asking]
    ids = dict.fromkeys((*review.asking, *review.wrong))
    looked_at = sorted((by_id[row_id] for row_id in ids), key=lambda row: row.position)
    return Asking(
        tuple(_names(asking)), tuple(_fields(asking)),
        tuple(_row(row, review) for row in looked_at),
    )  # fmt: skip


def _row(row: IntakeRow, review: Review) -> AskedRow:
    asked = row.questions if row.id in review.asking else []
    matches = tuple(one for about, _, offered in asked if about == TASK for one in offered)
    alone = tuple(words for about, words, _ in asked if not _is_shared(row, about, words))
    words = tuple(words for _, words, _ in asked)
    return AskedRow(row, words, alone, review.wrong.get(row.id, ()), matches)


def _is_shared(row: IntakeRow, about: str, words: str) -> bool:
    role = ROLE_OF.get(about)
    return about == FIELD or (role is not None and bool(_printed(row, role, words)))


def _names(rows: Iterable[IntakeRow]) -> Iterator[AskedName]:
    found: dict[tuple[AssignmentRole, str], list[tuple[IntakeRow, str, str, list[str]]]] = {}
    for row in rows:
        for about, words, offered in row.questions:
            role = ROLE_OF.get(about)
            printed = _printed(row, role, words) if role else ""
            if role and printed:
                key = (role, word_key(printed))
                found.setdefault(key, []).append((row, printed, words, offered))
    for (role, _), asked in found.items():
        yield AskedName(
            role, tuple(dict.fromkeys(printed for _, printed, _, _ in asked)), asked[0][2],
            tuple(dict.fromkeys(key for *_, offered in asked for key in offered)),
            tuple({row.id: row for row, *_ in asked}.values()),
        )  # fmt: skip


def _printed(row: IntakeRow, role: AssignmentRole, words: str) -> str:
    """The addressee that a question is about: the one whose name it quotes first."""
    quoted = {
        one[1]: words.find(f"“{shortened(one[1])}”") for one in row.addressees if one[0] == role
    }
    there = {printed: at for printed, at in quoted.items() if at >= 0}
    return min(there, key=lambda printed: there[printed]) if there else ""


def _fields(rows: Iterable[IntakeRow]) -> Iterator[AskedField]:
    """Rows with the same question and the same field read so far."""
    found: dict[tuple[str, int | None], list[tuple[IntakeRow, list[int]]]] = {}
    for row in rows:
        for about, words, offered in row.questions:
            if about == FIELD:
                found.setdefault((words, row.field_id), []).append((row, offered))
    for (words, field_id), asked in found.items():
        offers = tuple(dict.fromkeys(one for _, offered in asked for one in offered))
        yield AskedField(words, field_id, offers, tuple(row for row, _ in asked))
