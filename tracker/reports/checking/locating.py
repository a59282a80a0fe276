"""Where the elements of an official paper stand in a document (pure).

Found by place and words, not by style names: papers come from anywhere. What is not found is
None or empty; the rules say so.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from tracker.reports.checking.paper import Paper, Para, Section, Table
from tracker.text import fold

KINDS = {
    "nghị quyết": "NQ", "quyết định": "QĐ", "chỉ thị": "CT", "quy chế": "QC", "quy định": "QyĐ",
    "thông cáo": "TC", "thông báo": "TB", "hướng dẫn": "HD", "chương trình": "CTr",
    "kế hoạch": "KH", "phương án": "PA", "đề án": "ĐA", "dự án": "DA", "báo cáo": "BC",
    "biên bản": "BB", "tờ trình": "TTr", "hợp đồng": "HĐ", "công điện": "CĐ",
    "bản ghi nhớ": "BGN", "bản thỏa thuận": "BTT", "giấy ủy quyền": "GUQ", "giấy mời": "GM",
    "giấy giới thiệu": "GGT", "giấy nghỉ phép": "GNP", "phiếu gửi": "PG", "phiếu chuyển": "PC",
    "phiếu báo": "PB",
}  # fmt: skip
"""Kinds of papers with their abbreviation (NĐ 30/2020/NĐ-CP, Phụ lục III)."""

_FOLDED_KINDS = {fold(kind): short for kind, short in KINDS.items()}
APPENDIX = re.compile(r"^phụ lục(?: +(?:số +)?[IVXLC\d]+)?\.?$", re.IGNORECASE)
PART = re.compile(r"^(?:phần|chương)(?: thứ)? +\S+$", re.IGNORECASE)
SECTION = re.compile(r"^(?:mục|tiểu mục) +[\dIVX]+\.?$", re.IGNORECASE)
BODIES_OF_PEOPLE = ("uy ban nhan dan", "ubnd", "hoi dong nhan dan", "hdnd")
_PLACES = ("tinh", "thanh pho", "huyen", "thi xa", "xa", "phuong", "quan")
Room = float | None


@dataclass(frozen=True, slots=True)
class Side:
    """One column of the head: what is printed in it, and the width of its text in twips."""

    paras: tuple[Para, ...]
    row_of: tuple[int, ...]
    room: Room

    def printed(self) -> list[Para]:
        """The paragraphs with text."""
        return [para for para in self.paras if para.text]

    def row(self, para: Para) -> int:
        """The row of the table in which a paragraph stands."""
        return next(row for one, row in zip(self.paras, self.row_of, strict=True) if one is para)


@dataclass(frozen=True, slots=True)
class Head:
    """The head of the first page; what is not found is None or empty."""

    left: Side
    right: Side
    rows: int
    nation: Para | None
    motto: Para | None
    place: Para | None
    superior: Para | None
    issuer: tuple[Para, ...]
    number: Para | None
    about: tuple[Para, ...]


@dataclass(frozen=True, slots=True)
class Title:
    """Kind, subject, and whatever stands between them and the next element."""

    kind: Para | None
    subject: tuple[Para, ...]
    after: tuple[Para, ...]

    @property
    def short(self) -> str:
        """The abbreviation of the kind; empty for a công văn or an unknown kind."""
        return _FOLDED_KINDS.get(fold(self.kind.text), "") if self.kind else ""


@dataclass(frozen=True, slots=True)
class Ending:
    """The table with recipients and signature."""

    recipients_head: Para | None
    recipients: tuple[Para, ...]
    posts: tuple[Para, ...]
    name: Para | None


@dataclass(frozen=True, slots=True)
class Appendix:
    """An appendix: its section, its mark, and the paragraphs before its contents."""

    section: Section
    mark: Para
    title: tuple[Para, ...]
    basis: Para | None
    before: tuple[Para, ...]
    after: tuple[Para, ...]


@dataclass(frozen=True, slots=True)
class Located:
    """A document with its elements. `loose` is an appendix in a file of its own."""

    paper: Paper
    head: Head | None
    title: Title
    addressees: tuple[Para, ...]
    bases: tuple[Para, ...]
    body: tuple[Para, ...]
    ending: Ending | None
    appendices: tuple[Appendix, ...]
    loose: bool


def locate(paper: Paper) -> Located:
    """Find every element."""
    main, appendix_blocks = _split(paper)
    head_table, rest = _take_head(main)
    ending_table, rest = _take_ending(rest)
    paras, tables = _paras(rest), {id(para) for para in _beside_tables(rest)}
    title, left = _take_title(paras)
    addressees, left = _take_addressees(left)
    worded = (para for para in left if para.text)
    bases = list(takewhile(lambda para: fold(para.text).startswith("can cu "), worded))
    known = {id(para) for para in bases}
    body = [
        para
        for para in left
        if para.text and id(para) not in known
        and not (para.align == "center" and id(para) in tables)
    ]  # fmt: skip
    appendices = tuple(_appendices(appendix_blocks))
    loose = head_table is None and not any(para.text for para in paras) and bool(appendices)
    return Located(
        paper, _head(head_table) if head_table else None, title, tuple(addressees), tuple(bases),
        tuple(body), _ending(ending_table) if ending_table else None, appendices, loose,
    )  # fmt: skip


Placed = tuple[Section, "Para | Table"]


def _split(paper: Paper) -> tuple[list[Para | Table], list[Placed]]:
    """The blocks before the first appendix, and those from it on with their sections."""
    placed: list[Placed] = [
        (section, block) for section in paper.sections for block in section.blocks
    ]
    signed = False
    for place, (section, block) in enumerate(placed):
        if isinstance(block, Table):
            signed = signed or "noi nhan" in fold(block.text)
        elif APPENDIX.match(block.text) and (signed or section is not placed[0][0] or place < 5):
            start = place
            while (
                start
                and not isinstance(placed[start - 1][1], Table)
                and (placed[start - 1][0] is section)
            ):
                start -= 1
            return [one for _, one in placed[:start]], placed[start:]
    return [one for _, one in placed], []


def _take_head(
    blocks: list[Para | Table],
) -> tuple[Table | None, list[Para | Table]]:
    for place, block in enumerate(blocks):
        if isinstance(block, Table):
            fits = 2 <= len(block.rows[0] if block.rows else ()) <= 3
            return (block, blocks[place + 1 :]) if fits else (None, blocks)
        if block.text:
            break
    return None, blocks


def _take_ending(
    blocks: list[Para | Table],
) -> tuple[Table | None, list[Para | Table]]:
    for place in range(len(blocks) - 1, -1, -1):
        block = blocks[place]
        if isinstance(block, Table):
            last = not any(_text(one) for one in blocks[place + 1 :])
            two = bool(block.rows) and len(block.rows[0]) == 2
            if "noi nhan" in fold(block.text) or (last and two):
                return block, blocks[:place]
    return None, blocks


def _text(block: Para | Table) -> str:
    return block.text.strip()


def _paras(blocks: Sequence[Para | Table]) -> list[Para]:
    return [block for block in blocks if isinstance(block, Para)]


def _beside_tables(blocks: Sequence[Para | Table]) -> Iterator[Para]:
    """The paragraph right before and right after each table: its caption, its source."""
    for place, block in enumerate(blocks):
        if isinstance(block, Table):
            for beside in (*blocks[max(place - 1, 0) : place], *blocks[place + 1 : place + 2]):
                if isinstance(beside, Para):
                    yield beside


def _head(table: Table) -> Head:
    left, right = _side(table, 0), _side(table, -1)
    above, number, about = _around_number(left)
    superior, issuer = _bodies(above)
    lines = right.printed()
    place = next((para for para in lines[1:] if "ngay" in fold(para.text)), None)
    names = [para for para in lines if para is not place]
    return Head(
        left, right, len(table.rows), names[0] if names else None,
        names[1] if len(names) > 1 else None, place, superior, issuer, number, about,
    )  # fmt: skip


def _side(table: Table, column: int) -> Side:
    cells = [(row, cells[column]) for row, cells in enumerate(table.rows) if cells]
    paras = [(para, row) for row, cell in cells for para in cell.paras]
    room = cells[0][1].room if cells else None
    return Side(tuple(para for para, _ in paras), tuple(row for _, row in paras), room)


def _around_number(left: Side) -> tuple[list[Para], Para | None, tuple[Para, ...]]:
    """What stands above the number line, that line, and the subject of a công văn below it."""
    lines = left.printed()
    for place, para in enumerate(lines):
        if re.match(r"số\b", para.text, re.IGNORECASE) and "/" in para.text:
            return lines[:place], para, tuple(lines[place + 1 :])
    return lines, None, ()


def _bodies(lines: list[Para]) -> tuple[Para | None, tuple[Para, ...]]:
    """The superior and the issuing body."""
    if len(lines) < 2:
        return None, tuple(lines)
    first, second = (fold(para.text) for para in lines[:2])
    if first.startswith(BODIES_OF_PEOPLE) and second.startswith(_PLACES):
        return None, tuple(lines)
    return lines[0], tuple(lines[1:])


def _take_title(paras: list[Para]) -> tuple[Title, list[Para]]:
    start = next((place for place, para in enumerate(paras) if para.text), None)
    if start is None or not _is_kind(paras[start]):
        return Title(None, (), ()), paras
    place = start + 1
    while place < len(paras) and not paras[place].text and not paras[place].has_rule:
        place += 1
    subject: list[Para] = []
    while place < len(paras) and paras[place].text and not _begins_text(paras[place], subject):
        subject.append(paras[place])
        place += 1
    after = []
    while place < len(paras) and not paras[place].text:
        after.append(paras[place])
        place += 1
    return Title(paras[start], tuple(subject), tuple(after)), paras[place:]


def _is_kind(para: Para) -> bool:
    return fold(para.text) in _FOLDED_KINDS


def _begins_text(para: Para, subject: list[Para]) -> bool:
    said = fold(para.text)
    if said.startswith(("kinh gui", "can cu ")):
        return True
    return bool(subject) and (para.align != "center" or subject[-1].has_rule)


def _take_addressees(paras: list[Para]) -> tuple[list[Para], list[Para]]:
    start = next((place for place, para in enumerate(paras) if para.text), None)
    if start is None or not fold(paras[start].text).startswith("kinh gui"):
        return [], paras
    found, place = [paras[start]], start + 1
    while place < len(paras) and (not paras[place].text or paras[place].text.startswith("-")):
        found += [paras[place]] if paras[place].text else []
        place += 1
    return found, paras[place:]


def _ending(table: Table) -> Ending:
    left, right = _side(table, 0).printed(), _side(table, -1).printed()
    head = next((para for para in left if fold(para.text).startswith("noi nhan")), None)
    recipients = [para for para in left if para is not head]
    name = right[-1] if len(right) > 1 and right[-1].text != right[-1].text.upper() else None
    posts = [para for para in right if para is not name]
    return Ending(head, tuple(recipients), tuple(posts), name)


def _appendices(placed: list[Placed]) -> Iterator[Appendix]:
    marks = [
        place
        for place, (_, block) in enumerate(placed)
        if isinstance(block, Para) and APPENDIX.match(block.text)
    ]
    for start, end in zip(marks, [*marks[1:], len(placed)][: len(marks)], strict=True):
        section, mark = placed[start]
        before = [
            block
            for one, block in placed[: start if start == marks[0] else 0]
            if one is section and isinstance(block, Para) and block.text
        ]
        if isinstance(mark, Para):
            yield _appendix(section, mark, before, [block for _, block in placed[start + 1 : end]])


def _appendix(
    section: Section, mark: Para, before: list[Para], blocks: list[Para | Table]
) -> Appendix:
    heads = []
    for block in blocks:
        if isinstance(block, Table):
            break
        heads.append(block)
    place = next((at for at, para in enumerate(heads) if para.text.startswith("(")), None)
    if place is None:
        title = [para for para in heads[:1] if para.text]
        return Appendix(section, mark, tuple(title), None, tuple(before), tuple(heads[1:]))
    title = [para for para in heads[:place] if para.text]
    return Appendix(
        section, mark, tuple(title), heads[place], tuple(before), tuple(heads[place + 1 :])
    )
