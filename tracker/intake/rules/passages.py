"""Paragraphs that may give duties: the part "Tổ chức thực hiện" of a plan."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tracker.calendar.grammar import read as read_deadline
from tracker.calendar.schedule import PlanContext
from tracker.intake.rules.numbers import Label, Rank, leading
from tracker.intake.rules.owners import OwnersReader, ReadAddressee
from tracker.intake.rules.proposal import Candidate
from tracker.intake.rules.raw import Paragraph, Place
from tracker.intake.rules.words import tidy
from tracker.tasks.rules.states import AssignmentRole
from tracker.text import word_key

_BEGINS = ("to chuc thuc hien", "trach nhiem thuc hien", "phan cong thuc hien")
_ENDS = ("noi nhan", "phu luc", "tm uy ban", "kt chu tich", "chu tich", "giam doc")
_PHRASES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?:chậm nhất|muộn nhất)[^,;.]*?ngày \d{1,2}(?:/\d{1,2}(?:/\d{4})?| của tháng[^,;.]*)?",
        r"(?:trước|đến hết|xong trước|hoàn thành trước)\s+ngày \d{1,2}/\d{1,2}(?:/\d{4})?",
        r"(?:định kỳ\s+)?h[àằ]ng\s+(?:tháng|quý|năm|6 tháng)",
        r"định kỳ\s+quý[^;.]*?năm",
        r"(?:trong\s+)?(?:quý [IV]+|tháng \d{1,2})/\d{4}",
        r"trong năm \d{4}",
    )
)
"""What an office writes of time inside a sentence, the most telling first."""
_LOOKED_AT = 2_000
"""Characters of a paragraph in which a phrase of time is looked for."""
_GIVEN = re.compile(r"^(?:giao|đề nghị|yêu cầu|đối với)\s+(?:cho\s+)?", re.IGNORECASE)
_ASK = "Đoạn này có giao nhiệm vụ cần theo dõi không?"
_ASK_WHOM = "Đoạn này có giao nhiệm vụ không, giao cho cơ quan nào?"


@dataclass(frozen=True, slots=True)
class _Over:
    """The paragraph that names whom those below it address; nobody before the first one."""

    words: str = ""
    whom: tuple[ReadAddressee, ...] = ()
    label: Label | None = None


def candidates_of(
    paragraphs: Sequence[Paragraph], owners: OwnersReader, context: PlanContext
) -> tuple[Candidate, ...]:
    """The duties that the part on carrying out may give, each to be taken by a person or not."""
    made: list[Candidate] = []
    over = _Over()
    for paragraph, label, text in _part(paragraphs):
        first, _, rest = text.partition(":")
        named = _named(first, owners)
        if named:
            over = _Over(first.strip(), named, label)
            if not rest.strip():
                continue
        elif label and over.label and label.rank <= over.label.rank:
            over = _Over()
        whom = over.whom or owners.beginning(_GIVEN.sub("", first), AssignmentRole.LEAD)
        phrase = _phrase(text[:_LOOKED_AT])
        under = over.label.text if over.label else "x"
        sure = bool(whom) and not any(one.question for one in whom)
        made.append(
            Candidate(
                f"TCTH/{under}/{len(made) + 1}", label.text if label else "", text, over.words,
                Place(paragraph.number), whom, phrase,
                read_deadline(phrase, context) if phrase else None, _ASK if sure else _ASK_WHOM,
            )
        )  # fmt: skip
    return tuple(made)


def _part(paragraphs: Sequence[Paragraph]) -> Iterator[tuple[Paragraph, Label | None, str]]:
    """The paragraphs of the part, each with its number and its words."""
    inside = False
    for paragraph in paragraphs:
        label, text = leading(tidy(paragraph.text))
        words = word_key(text)
        if words.startswith(_BEGINS):
            inside = True
        elif inside and (words.startswith(_ENDS) or _is_next(label)):
            return
        elif inside:
            yield paragraph, label, text


def _phrase(text: str) -> str:
    """The most telling phrase of time in a text; empty where there is none."""
    found = (pattern.search(text) for pattern in _PHRASES)
    return next((one[0].strip() for one in found if one), "")


def _is_next(label: Label | None) -> bool:
    """Whether a number begins another part of the paper."""
    return label is not None and label.rank <= Rank.ROMAN


def _named(first: str, owners: OwnersReader) -> tuple[ReadAddressee, ...]:
    """Whom the beginning of a paragraph names and nothing else: "Giao Sở Nội vụ"."""
    bare = _GIVEN.sub("", first.split("\n", maxsplit=1)[0]).strip(" .")
    for words in (bare, bare.split(" (")[0] if bare.endswith(")") else ""):
        if words and owners.names_bodies(words):
            return owners.read(words, AssignmentRole.LEAD)
    return ()
