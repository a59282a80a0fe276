"""The outline of a report: text with a heading per line, read into sections with stable keys.

The order and the words are the regime's or the round's own; what a section is for is told by its
title, so that generated text finds its place in whatever outline an office uses.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from tracker.reports.rules.compiled import Numbered
from tracker.text import clean, fold


class Purpose(Enum):
    """What generated text a section takes."""

    FIELD = "field"
    FIELDS = "fields"
    PROGRAMME = "programme"
    EVALUATION = "evaluation"
    NEXT = "next"
    PROPOSALS = "proposals"
    FREE = "free"


@dataclass(frozen=True, slots=True)
class OutlineLine:
    """One heading; `field` is the code of the field whose work it tells, else empty."""

    key: str
    level: Numbered
    number: str
    title: str
    purpose: Purpose
    field: str = ""


DEFAULT = """\
I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH CẢI CÁCH HÀNH CHÍNH
II. KẾT QUẢ THỰC HIỆN CÁC LĨNH VỰC CẢI CÁCH HÀNH CHÍNH
1. Cải cách thể chế
2. Cải cách thủ tục hành chính
3. Cải cách tổ chức bộ máy hành chính
4. Cải cách chế độ công vụ
5. Cải cách tài chính công
6. Xây dựng và phát triển chính quyền điện tử, chính quyền số
III. ĐÁNH GIÁ CHUNG
IV. PHƯƠNG HƯỚNG, NHIỆM VỤ KỲ TỚI
V. KIẾN NGHỊ, ĐỀ XUẤT"""
"""Where neither the round nor its regime has an outline (provinces' reports, 2022-2025)."""

_LEVELS = (
    (re.compile(r"([IVXL]+)\s*[.)]\s*(.+)"), Numbered.PART),
    (re.compile(r"(\d+(?:\.\d+)*)\s*[.)]?\s+(.+)"), Numbered.CLAUSE),
    (re.compile(r"([a-zđ])\s*[.)]\s*(.+)"), Numbered.POINT),
)
_TITLES = (
    (Purpose.PROGRAMME, ("de an",)),
    (Purpose.FIELDS, ("cac linh vuc", "cac noi dung cai cach")),
    (Purpose.EVALUATION, ("danh gia", "ton tai", "han che")),
    (Purpose.PROPOSALS, ("kien nghi", "de xuat")),
    (Purpose.NEXT, ("phuong huong", "nhiem vu trong tam", "nhiem vu ky toi")),
)
_LONGEST_KEY = 40


def sections_of(outline: str, fields: Mapping[str, Iterable[str]]) -> tuple[OutlineLine, ...]:
    """The headings of an outline in order; `fields` names each field's code and all its names.

    A line without a number of its own is a heading of the level above it, unnumbered. A title
    that stands twice gets a key of its own each time.
    """
    codes = {fold(name): code for code, names in fields.items() for name in names}
    seen: Counter[str] = Counter()
    found: list[OutlineLine] = []
    for line in filter(None, map(clean, (outline.strip() or DEFAULT).splitlines())):
        level, number, title = _parted(line, found[-1].level if found else Numbered.PART)
        purpose, field = _purpose(fold(title), codes)
        base = field.lower() if field else _slug(title)
        seen[base] += 1
        key = base if seen[base] == 1 else f"{base}-{seen[base]}"
        found.append(OutlineLine(key, level, number, title, purpose, field))
    return tuple(found)


def _parted(line: str, level_above: Numbered) -> tuple[Numbered, str, str]:
    for pattern, level in _LEVELS:
        match = pattern.fullmatch(line)
        if match:
            return level, match[1], match[2]
    return level_above, "", line


def _purpose(title: str, codes: Mapping[str, str]) -> tuple[Purpose, str]:
    if title in codes:
        return Purpose.FIELD, codes[title]
    for purpose, words in _TITLES:
        if any(word in title for word in words):
            return purpose, ""
    within = [name for name in codes if title.startswith(name) or name.startswith(title)]
    if within:
        return Purpose.FIELD, codes[max(within, key=len)]
    return Purpose.FREE, ""


def _slug(title: str) -> str:
    words = re.sub(r"[^a-z0-9]+", "-", fold(title)).strip("-")
    return words[:_LONGEST_KEY].rstrip("-") or "muc"
