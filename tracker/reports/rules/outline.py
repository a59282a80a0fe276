"""The outline of a report: text with a heading per line, read into sections with stable keys.

The order and the words are the regime's or the round's own; what a section is for is told by its
title, so that generated text finds its place in whatever outline an office uses.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from tracker.reports.rules.compiled import Numbered
from tracker.text import clean, fold


class Purpose(Enum):
    """What generated text a section takes."""

    FIELD = "field"
    FIELDS = "fields"
    PLAN = "plan"
    INSPECTION = "inspection"
    PUBLICITY = "publicity"
    GIVEN = "given"
    INITIATIVES = "initiatives"
    DIALOGUE = "dialogue"
    PROGRAMME = "programme"
    EVALUATION = "evaluation"
    NEXT = "next"
    PROPOSALS = "proposals"
    FREE = "free"


@dataclass(frozen=True, slots=True)
class OutlineLine:
    """One heading; `field` is the code of the field whose work it tells, else empty.

    The headings inside the part on direction (`rules/direction.py`) bear its field too.
    """

    key: str
    level: Numbered
    number: str
    title: str
    purpose: Purpose
    field: str = ""


DEFAULT = """\
I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH CẢI CÁCH HÀNH CHÍNH
1. Kế hoạch cải cách hành chính
2. Kiểm tra cải cách hành chính và khắc phục tồn tại, hạn chế
3. Tuyên truyền cải cách hành chính
4. Nhiệm vụ Chính phủ, Thủ tướng Chính phủ, Ủy ban nhân dân tỉnh giao
5. Sáng kiến, mô hình, cách làm mới
6. Đối thoại, khảo sát mức độ hài lòng
II. KẾT QUẢ THỰC HIỆN CÁC LĨNH VỰC CẢI CÁCH HÀNH CHÍNH
1. Cải cách thể chế
2. Cải cách thủ tục hành chính
3. Cải cách tổ chức bộ máy hành chính
4. Cải cách chế độ công vụ
5. Cải cách tài chính công
6. Xây dựng và phát triển chính quyền điện tử, chính quyền số
III. KẾT QUẢ THỰC HIỆN ĐỀ ÁN CẢI THIỆN CHỈ SỐ CẢI CÁCH HÀNH CHÍNH
IV. ĐÁNH GIÁ CHUNG
V. PHƯƠNG HƯỚNG, NHIỆM VỤ KỲ TỚI
VI. KIẾN NGHỊ, ĐỀ XUẤT"""
"""Where neither the round nor its regime has an outline (provinces' reports, 2022-2025)."""

_LEVELS = (
    (re.compile(r"([IVXL]+)\s*[.)]\s*(.+)"), Numbered.PART),
    (re.compile(r"(\d+(?:\.\d+)*)\s*[.)]?\s+(.+)"), Numbered.CLAUSE),
    (re.compile(r"([a-zđ])\s*[.)]\s*(.+)"), Numbered.POINT),
)
DIRECTION = "CDDH"
"""The code of the field that is told with the plan's completion."""
_GIVERS = "chinh phu|thu tuong|uy ban nhan dan tinh|ubnd tinh"
_THEMES = (
    (Purpose.GIVEN, rf"\b(?:{_GIVERS})\b[a-z, ]*\bgiao\b(?! (?:thong|dich|duc|luu))"),
    (Purpose.INSPECTION, r"\b(?:kiem tra|thanh tra)\b"),
    (Purpose.INITIATIVES, r"\b(?:sang kien|cach lam moi|mo hinh moi|giai phap moi)\b"),
    (Purpose.PUBLICITY, r"\b(?:tuyen truyen|truyen thong)\b"),
    (Purpose.DIALOGUE, r"\b(?:doi thoai|khao sat|dieu tra xa hoi hoc|hai long)\b"),
)
"""What a text of the field of direction is about, by its folded words; the first that fits."""
THEMES = frozenset({Purpose.PLAN, *(purpose for purpose, _ in _THEMES)})
"""The headings inside the part on direction."""
_KEYS = {
    Purpose.PLAN: "ke-hoach", Purpose.INSPECTION: "kiem-tra", Purpose.PUBLICITY: "tuyen-truyen",
    Purpose.GIVEN: "duoc-giao", Purpose.INITIATIVES: "sang-kien", Purpose.DIALOGUE: "doi-thoai",
    Purpose.PROGRAMME: "de-an",
}  # fmt: skip
"""Keys that stay when an office words these headings otherwise."""
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
    part = ""
    for line in filter(None, map(clean, (outline.strip() or DEFAULT).splitlines())):
        level, number, title = _parted(line, found[-1].level if found else Numbered.PART)
        within = part == DIRECTION and level is not Numbered.PART
        purpose, field = _purpose_inside(title) if within else _purpose(fold(title), codes)
        base = _KEYS.get(purpose) or field.lower() or _slug(title)
        part = field if level is Numbered.PART else part
        seen[base] += 1
        key = base if seen[base] == 1 else f"{base}-{seen[base]}"
        found.append(OutlineLine(key, level, number, title, purpose, field))
    return tuple(found)


@lru_cache(maxsize=2000)
def theme_of(text: str) -> Purpose:
    """What a text of the field of direction is about; the plan itself where no word tells.

    Every unit's report asks it of the same rows.
    """
    folded = fold(text)
    return next((one for one, words in _THEMES if re.search(words, folded)), Purpose.PLAN)


def theme_keys(lines: Iterable[OutlineLine]) -> dict[Purpose, str]:
    """The key of the section that tells each theme of direction; {} where none does.

    A theme without a heading of its own is told with the plan, else under the part's heading.
    """
    inside = [line for line in lines if line.field == DIRECTION]
    own = {line.purpose: line.key for line in reversed(inside) if line.purpose in THEMES}
    home = own.get(Purpose.PLAN) or next((line.key for line in inside), "")
    return {theme: own.get(theme, home) for theme in THEMES} if home else {}


def _parted(line: str, level_above: Numbered) -> tuple[Numbered, str, str]:
    for pattern, level in _LEVELS:
        match = pattern.fullmatch(line)
        if match:
            return level, match[1], match[2]
    return level_above, "", line


def _purpose_inside(title: str) -> tuple[Purpose, str]:
    """Of a heading inside the part on direction."""
    theme = theme_of(title)
    plain = theme is Purpose.PLAN and "ke hoach" not in fold(title)
    return (Purpose.FREE, "") if plain else (theme, DIRECTION)


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
