"""The appendix of a plan as an official paper: title, whose it is, its table (pure)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from math import sqrt
from xml.sax.saxutils import escape

from tracker.intake.rules.heads import Meaning
from tracker.intake.rules.outgoing import HEADS, Going, Slot
from tracker.reports.docx.values import (
    Align,
    Appendix,
    Begins,
    Column,
    Covered,
    Paper,
    Row,
    Strong,
    Table,
)

CARRIED = "urn:ke-hoach:ghi-kem:1"
"""The name space of what a Word file carries beside its print; only its root stands in it."""
CARRIED_SHEET = "_ghi_kem"
"""The sheet that carries the same in a workbook; Excel does not offer to show it."""
MARK = "phu-luc"
TITLE = "Danh mục nhiệm vụ"
_CALLED = {"programme": "Đề án", "proposal": "Báo cáo", "assignment": "Văn bản"}
_BLANK = "\u00a0" * 8
_LEAST = {Meaning.NUMBER: 2.6, Meaning.DEADLINE: 4.5}
"""Least shares of columns in which little stands (2.3.1.1, a day); others have `_USUAL`."""
_USUAL = 4.0
_SIGN = 0.45
"""The share of one sign of the longest number."""
_CENTRED = frozenset({Meaning.NUMBER, Meaning.DEADLINE})
STRONG = frozenset({Meaning.NUMBER, Meaning.TITLE})
"""What is bold of a heading."""
_MANY = 7
"""More columns than these are set smaller."""


@dataclass(frozen=True, slots=True)
class PlanPaper:
    """The paper of a plan as its appendix names it; kind, number and day may be missing."""

    id: int
    code: str
    title: str
    kind: str
    paper_kind: str
    number: str
    issued_on: date | None
    issuer: str

    @property
    def heading(self) -> str:
        """What stands above the table."""
        return f"{TITLE} theo {self.title[:1].lower()}{self.title[1:]}"

    @property
    def attached_to(self) -> str:
        """As "Kèm theo Kế hoạch số 196/KH-UBND ngày 23 tháng 12 năm 2024 của ...".

        What is not known stays blank, for whoever issues the paper.
        """
        kind = self.paper_kind or _CALLED.get(self.kind, "Kế hoạch")
        day = self.issued_on
        month = f"{day.month:02d}" if day and day.month < 3 else str(day.month) if day else _BLANK
        dated = (f"{day:%d}", month, str(day.year)) if day else (_BLANK,) * 3
        return (
            f"Kèm theo {kind} số {self.number or _BLANK} "
            f"ngày {dated[0]} tháng {dated[1]} năm {dated[2]} của {self.issuer}"
        )


def paper_of(plan: PlanPaper, made: Going, carried: str) -> Paper:
    """The appendix as a paper of its own, across the page; `carried` is kept beside it."""
    columns = tuple(
        Column(HEADS[one], share, Align.CENTRE if one in _CENTRED else Align.LEFT)
        for one, share in zip(made.columns, _shares(made), strict=True)
    )
    size = 11 if len(columns) > _MANY else 12
    table = Table(columns, _rows(made), size, top=True)
    appendix = Appendix(plan.heading, plan.attached_to, (table,))
    beside = f'<{MARK} xmlns="{CARRIED}">{escape(carried)}</{MARK}>' if carried else ""
    return Paper(None, appendices=(appendix,), carried=beside)


def _shares(made: Going) -> list[float]:
    """How the columns share the width: by the root of how much stands in them."""
    count = max(len(made.lines), 1)
    said = [sum(map(len, (line[place].text for line in made.lines))) / count
            for place in range(len(made.columns))]  # fmt: skip
    least = [_LEAST.get(one, _USUAL) for one in made.columns]
    longest = max((len(row.number) for row in made.rows), default=0)
    shares = [
        few if one is Meaning.GENERAL else max(few, sqrt(much))
        for one, few, much in zip(made.columns, least, said, strict=True)
    ]
    return [max(shares[0], longest * _SIGN), *shares[1:]]


def _rows(made: Going) -> Iterator[Row]:
    for row, line in zip(made.rows, made.lines, strict=True):
        told = zip(made.columns, line, strict=True)
        yield tuple(_cell(slot, is_strong=row.is_heading and one in STRONG) for one, slot in told)


def _cell(slot: Slot, *, is_strong: bool) -> str:
    if not slot.rows:
        return Covered()
    if slot.rows > 1:
        return Begins(slot.text)
    return Strong(slot.text) if is_strong else slot.text
