"""What the page of a draft shows: sections with their texts, and the sources of each sentence."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask import url_for

from tracker.reports.models.compilation import CompiledSection
from tracker.reports.queries.origins import ToldOf, of_obligations, of_updates
from tracker.reports.rules.compiled import Compiled, Grid, Origin, OriginKind, Section, Sentence
from tracker.reports.rules.drafts import hash_of
from tracker.reports.rules.papers import unwritten
from tracker.text import vn_date, vn_number

MOST_LINKS = 5
"""Nhiệm vụ linked beside one sentence; a figure that counts more tells how many."""
_ROWS = (3, 24)
_LINE = 110


@dataclass(frozen=True, slots=True)
class Source:
    """One source of a sentence in words, with the nhiệm vụ to open where there is one."""

    words: str
    url: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class SectionCard:
    """One section as its editor sees it."""

    section: Section
    row: CompiledSection
    tables: tuple[Grid, ...]
    sources: tuple[tuple[str, tuple[Source, ...]], ...]
    empty: bool

    @property
    def text(self) -> str:
        """What the paper prints."""
        return self.row.generated if self.row.edited is None else self.row.edited

    @property
    def edited(self) -> bool:
        """Whether a person wrote it."""
        return self.row.edited is not None

    @property
    def moved(self) -> bool:
        """Whether the source says something else than when it was edited."""
        return self.edited and self.row.source_hash != hash_of(self.row.generated)

    @property
    def heading(self) -> str:
        """Its number and title."""
        return f"{self.section.number}. {self.section.title}".removeprefix(". ")

    @property
    def rows(self) -> int:
        """Lines of the text area, about as many as the text takes."""
        lines = sum(1 + len(line) // _LINE for line in self.text.split("\n"))
        return min(max(lines + 1, _ROWS[0]), _ROWS[1])


def cards_of(compiled: Compiled, rows: Mapping[str, CompiledSection]) -> list[SectionCard]:
    """The sections in printed order."""
    texts = {key: one.generated if one.edited is None else one.edited for key, one in rows.items()}
    empty = {one.key for one in unwritten(compiled, texts)}
    told = _told_of(compiled)
    return [
        SectionCard(
            section, rows[section.key],
            tuple(grid for key, grid in compiled.tables if key == section.key),
            tuple((one.text, tuple(_sources(one, *told))) for one in section.sentences),
            section.key in empty,
        )
        for section in compiled.sections
        if section.key in rows
    ]  # fmt: skip


def left_over(compiled: Compiled, rows: Mapping[str, CompiledSection]) -> list[CompiledSection]:
    """Edited texts of sections that the outline no longer has; kept for copying."""
    known = {one.key for one in compiled.sections}
    return [one for key, one in rows.items() if key not in known and one.edited]


def _origins(compiled: Compiled) -> Iterator[Origin]:
    for section in compiled.sections:
        for sentence in section.sentences:
            yield from sentence.origins


def _told_of(compiled: Compiled) -> tuple[dict[int, ToldOf], dict[int, ToldOf]]:
    """What the updates and the few phần việc of sentences were told of; two statements."""
    updates, duties = set[int](), set[int]()
    for one in _origins(compiled):
        if one.kind is OriginKind.UPDATE and one.id is not None:
            updates.add(one.id)
        elif len(one.obligation_ids) <= MOST_LINKS:
            duties.update(one.obligation_ids)
    return of_updates(updates), of_obligations(duties)


def _sources(
    sentence: Sentence, updates: Mapping[int, ToldOf], duties: Mapping[int, ToldOf]
) -> Iterator[Source]:
    for one in sentence.origins:
        if one.kind is OriginKind.UPDATE:
            yield _linked(f"Cập nhật của {_said(one)}", updates.get(one.id or 0))
        elif one.kind is OriginKind.CONTRIBUTION:
            yield Source(f"Báo cáo của {_said(one)}")
        elif one.kind is OriginKind.INDICATOR:
            yield Source(f"Biểu số liệu{f' của {one.unit}' if one.unit else ''}")
        elif one.kind is OriginKind.SCORE:
            yield Source("Bộ tiêu chí Chỉ số cải cách hành chính")
        else:
            yield Source(f"Đếm trên {vn_number(len(one.obligation_ids))} phần việc")
            if len(one.obligation_ids) <= MOST_LINKS:
                yield from (
                    _linked("Phần việc", duties[number])
                    for number in one.obligation_ids
                    if number in duties
                )


def _said(one: Origin) -> str:
    day = f", ngày {vn_date(one.said_on)}" if one.said_on else ""
    return f"{one.unit or 'đơn vị'}{day}"


def _linked(words: str, told: ToldOf | None) -> Source:
    if told is None:
        return Source(words)
    address = url_for("work.task", code=told.code, **{"phan-viec": told.obligation_id})
    return Source(words, address, " ".join(told.title.split()))
