"""A compilation with the texts a compiler gave it, as an official paper (pure).

The upward report and the internal one differ by what was compiled; here only the body that signs,
the addressees and the opening and closing words differ. NĐ 30/2020/NĐ-CP, Phụ lục I.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from tracker.reports.docx.values import (
    Appendix,
    Block,
    Heading,
    Level,
    Paper,
    Paragraph,
    Span,
)
from tracker.reports.rules.compiled import Compiled, Grid, Numbered, Section
from tracker.reports.rules.letterheads import Form, Particulars, head_of, signature_of
from tracker.reports.rules.printed import table_of
from tracker.reports.rules.texts import blocks_of, text_of
from tracker.text import Labelled, lowered, roman, vn_date

APPENDIX_SIZE = 11
"""Points of the text of an appendix's table: they are wide."""


NO_WORDS = "(Chưa có nội dung.)"
"""Under a heading without a word; a version of such a draft is not frozen."""


class PaperForm(Labelled):
    """Which paper is made of a compilation; the value stands in addresses."""

    OWN = "bao-cao", "Báo cáo của nơi tổng hợp"
    SUPERIOR = "bao-cao-ubnd", "Báo cáo của Ủy ban nhân dân tỉnh"
    PROPOSAL = "to-trinh", "Tờ trình kèm dự thảo báo cáo"


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """What a paper says that was not compiled.

    `subject` is the trích yếu; `issuer` the name in running text; `superior` the body to which a
    tờ trình goes; `bases` the "Căn cứ ..." lines; `day` gives month and year of the draft.
    """

    form: PaperForm
    particulars: Particulars
    issuer: str
    subject: str
    addressees: tuple[str, ...]
    day: date
    superior: str = ""
    bases: tuple[str, ...] = ()


def paper_of(compiled: Compiled, texts: Mapping[str, str], facts: PaperFacts) -> Paper:
    """The whole paper. `texts` are by section key; a section without one keeps what was generated.

    A section without a word, a table and sections under it says so: its number stays in the row.
    """
    if facts.form is PaperForm.PROPOSAL:
        return _proposal(compiled, facts)
    appendices = _appendices(compiled, facts)
    blocks = (
        Paragraph(_opening(compiled, facts)),
        *_body(compiled, texts),
        Paragraph(_closing(facts, len(appendices))),
    )
    return Paper(
        head_of(facts.particulars, Form.REPORT, facts.day), Form.REPORT.label, facts.subject,
        facts.addressees, facts.bases, blocks,
        signature_of(facts.particulars, addressed=bool(facts.addressees)), appendices,
    )  # fmt: skip


def unwritten(compiled: Compiled, texts: Mapping[str, str]) -> list[Section]:
    """The sections that a reader would find empty: no word, no table, no section below."""
    tabled = {key for key, _ in compiled.tables}
    found = []
    for place, one in enumerate(compiled.sections):
        below = compiled.sections[place + 1 : place + 2]
        leads = bool(below) and _DEPTH[below[0].level] > _DEPTH[one.level]
        if not leads and one.key not in tabled and not texts.get(one.key, text_of(one)).strip():
            found.append(one)
    return found


_DEPTH = {Numbered.PART: 0, Numbered.CLAUSE: 1, Numbered.POINT: 2}


def _opening(compiled: Compiled, facts: PaperFacts) -> str:
    """Whose report of what, and of which days the figures are."""
    head = compiled.heading
    return (
        f"{facts.issuer} báo cáo {lowered(facts.subject)} (số liệu từ ngày {vn_date(head.first)} "
        f"đến hết ngày {vn_date(head.last)}) như sau:"
    )


def _closing(facts: PaperFacts, appendices: int) -> str:
    """The last sentence, which names the appendices (A01)."""
    kept = "kèm theo"
    if appendices == 1:
        kept = "Phụ lục kèm theo"
    elif appendices:
        kept = f"{', '.join(f'Phụ lục {roman(one)}' for one in range(1, appendices + 1))} kèm theo"
    told = f" ({kept})" if appendices else ""
    return f"Trên đây là báo cáo {lowered(facts.subject)}, {facts.issuer} kính báo cáo{told}"


def _body(compiled: Compiled, texts: Mapping[str, str]) -> Iterator[Block]:
    empty = {one.key for one in unwritten(compiled, texts)}
    for section in compiled.sections:
        yield _heading(section)
        if section.key in empty:
            yield Paragraph(NO_WORDS)
        yield from blocks_of(texts.get(section.key, text_of(section)))
        for key, grid in compiled.tables:
            if key == section.key:
                yield from _tabled(grid)


def _heading(section: Section) -> Block:
    if not section.number:
        return Paragraph((Span(section.title, bold=True),))
    level = {
        Numbered.PART: Level.ROMAN, Numbered.POINT: Level.POINT,
        Numbered.CLAUSE: Level.SUBCLAUSE if "." in section.number else Level.CLAUSE,
    }[section.level]  # fmt: skip
    return Heading(level, section.number, section.title)


def _tabled(grid: Grid) -> Iterator[Block]:
    yield table_of(grid, captioned=True)
    if grid.note:
        yield Paragraph(grid.note)


def _appendices(compiled: Compiled, facts: PaperFacts) -> tuple[Appendix, ...]:
    belongs = _belongs(facts)
    many = len(compiled.appendices) > 1
    return tuple(
        Appendix(
            grid.title, belongs, tuple(_appendix_blocks(grid)), roman(place) if many else ""
        )
        for place, grid in enumerate(compiled.appendices, start=1)
    )  # fmt: skip


def _appendix_blocks(grid: Grid) -> Iterator[Block]:
    if grid.note:
        yield Paragraph((Span(grid.note, italic=True),))
    yield table_of(grid, APPENDIX_SIZE)


def _belongs(facts: PaperFacts) -> str:
    """As sample Mẫu 2.1 words it; the blanks are the registry's."""
    month = f"{facts.day.month:02d}" if facts.day.month <= 2 else str(facts.day.month)
    symbol = head_of(facts.particulars, Form.REPORT, facts.day).symbol
    return (
        f"Kèm theo Báo cáo số     /{symbol} ngày     tháng {month} năm {facts.day.year} "
        f"của {facts.issuer}"
    )


def _proposal(compiled: Compiled, facts: PaperFacts) -> Paper:
    """The tờ trình with which a draft of the superior's report goes up for signing."""
    subject = f"Ban hành Báo cáo {lowered(facts.subject)}"
    given = {name: value for name, value in compiled.figures if value is not None}
    blocks: list[Block] = [
        Paragraph(
            f"Thực hiện chế độ báo cáo định kỳ, {facts.issuer} đã tổng hợp báo cáo của các cơ "
            f"quan, đơn vị, địa phương và xây dựng dự thảo Báo cáo {lowered(facts.subject)} của "
            f"{facts.superior} gửi {compiled.heading.receiver}."
        ),
        Paragraph(
            f"Số liệu trong dự thảo được chốt đến hết ngày {vn_date(compiled.heading.last)}"
            f"{_headline(given)}."
        ),
        Paragraph(
            f"{facts.issuer} kính trình {facts.superior} xem xét, ký ban hành "
            "(kèm theo dự thảo Báo cáo)"
        ),
    ]
    return Paper(
        head_of(facts.particulars, Form.PROPOSAL, facts.day), Form.PROPOSAL.label, subject,
        (facts.superior,), facts.bases, tuple(blocks),
        signature_of(facts.particulars, addressed=True),
    )  # fmt: skip


def _headline(given: Mapping[str, float]) -> str:
    if "tasks.given" not in given or "tasks.done" not in given:
        return ""
    return (
        f"; đến ngày chốt đã hoàn thành {given['tasks.done']:.0f}/{given['tasks.given']:.0f} "
        "nhiệm vụ có thời hạn trong năm"
    )
