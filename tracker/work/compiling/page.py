"""What the page of a draft shows: sections with their texts, and the sources of each sentence."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass

from flask import url_for

from tracker.reports.models.compilation import CompiledSection
from tracker.reports.queries.origins import (
    ReportPlace,
    ToldOf,
    of_obligations,
    of_reports,
    of_updates,
)
from tracker.reports.rules.compiled import (
    Compiled,
    Grid,
    Heading,
    Origin,
    OriginKind,
    Section,
    Sentence,
)
from tracker.reports.rules.drafts import hash_of
from tracker.reports.rules.papers import unwritten
from tracker.text import vn_date, vn_number

MOST_LINKS = 5
"""Nhiệm vụ linked beside one sentence; a figure that counts more tells how many."""
_ROWS = (3, 24)
_LINE = 110


@dataclass(frozen=True, slots=True)
class Source:
    """One source of a sentence in words, with the page to open where there is one."""

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
        return _named(self.section)

    @property
    def rows(self) -> int:
        """Lines of the text area, about as many as the text takes."""
        lines = sum(1 + len(line) // _LINE for line in self.text.split("\n"))
        return min(max(lines + 1, _ROWS[0]), _ROWS[1])


def cards_of(compiled: Compiled, rows: Mapping[str, CompiledSection]) -> list[SectionCard]:
    """The sections in printed order."""
    texts = {key: one.generated if one.edited is None else one.edited for key, one in rows.items()}
    empty = {one.key for one in unwritten(compiled, texts)}
    found = _found(compiled)
    return [
        SectionCard(
            section, rows[section.key],
            tuple(grid for key, grid in compiled.tables if key == section.key),
            tuple((one.text, tuple(_sources(one, section, found))) for one in section.sentences),
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


@dataclass(frozen=True, slots=True)
class _Found:
    """What the origins of a compilation were told of, each read once, and its round."""

    heading: Heading
    updates: Mapping[int, ToldOf]
    duties: Mapping[int, ToldOf]
    reports: Mapping[int, ReportPlace]


def _found(compiled: Compiled) -> _Found:
    """What updates, reports and the few phần việc of sentences lead to; three statements."""
    updates, duties, reports = set[int](), set[int](), set[int]()
    for one in _origins(compiled):
        if one.kind is OriginKind.UPDATE and one.id is not None:
            updates.add(one.id)
        elif one.kind is OriginKind.CONTRIBUTION and one.id is not None:
            reports.add(one.id)
        elif len(one.obligation_ids) <= MOST_LINKS:
            duties.update(one.obligation_ids)
    told = (of_updates(updates), of_obligations(duties), of_reports(reports))
    return _Found(compiled.heading, *told)


def _sources(sentence: Sentence, section: Section, found: _Found) -> Iterator[Source]:
    for one in sentence.origins:
        if one.kind is OriginKind.UPDATE:
            yield _linked(f"Cập nhật của {_said(one)}", found.updates.get(one.id or 0))
        elif one.kind is OriginKind.CONTRIBUTION:
            yield _in_report(one, section, found.reports.get(one.id or 0))
        elif one.kind is OriginKind.INDICATOR:
            yield _in_form(one, found.heading)
        elif one.kind is OriginKind.SCORE:
            yield Source("Bộ tiêu chí Chỉ số cải cách hành chính")
        else:
            yield Source(f"Đếm trên {vn_number(len(one.obligation_ids))} phần việc")
            if len(one.obligation_ids) <= MOST_LINKS:
                yield from (
                    _linked("Phần việc", found.duties[number])
                    for number in one.obligation_ids
                    if number in found.duties
                )


def _in_report(one: Origin, section: Section, place: ReportPlace | None) -> Source:
    """The unit's report, opened at the section of the same name."""
    words = f"Báo cáo của {_said(one)}"
    if place is None:
        return Source(words)
    address = url_for("reporting.show", **asdict(place), _anchor=f"muc-{section.key}")
    return Source(words, address, f"mục {_named(section)}")


def _in_form(one: Origin, heading: Heading) -> Source:
    """The merged number form of the round."""
    words = f"Biểu số liệu{f' của {one.unit}' if one.unit else ''}"
    address = url_for("rounds.merged", regime_code=heading.regime, code=heading.round)
    return Source(words, address, "biểu số liệu tổng hợp")


def _named(section: Section) -> str:
    """Its number and title."""
    return f"{section.number}. {section.title}".removeprefix(". ")


def _said(one: Origin) -> str:
    day = f", ngày {vn_date(one.said_on)}" if one.said_on else ""
    return f"{one.unit or 'đơn vị'}{day}"


def _linked(words: str, told: ToldOf | None) -> Source:
    if told is None:
        return Source(words)
    address = url_for("work.task", code=told.code, **{"phan-viec": told.obligation_id})
    return Source(words, address, " ".join(told.title.split()))
