"""Body: bases, paragraphs, the outline, capital letters (checklist B01-B11, B14)."""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from tracker.reports.checking.findings import (
    Asked,
    Finding,
    Rule,
    failed,
    no_such,
    points,
    problems_of,
    shortened,
    verdict,
)
from tracker.reports.checking.locating import PART, SECTION, Located
from tracker.reports.checking.paper import Para

_SIZES = (13, 14)
_ARTICLE = re.compile(r"Điều +\d+", re.IGNORECASE)
_ROMAN = re.compile(r"[IVXLC]+[.)/]? *[-.)/] *\S|[IVXLC]+\. ")
_CLAUSE = re.compile(r"\d+ ?[.)/] ")
_SUBCLAUSE = re.compile(r"\d+\.\d+")
_POINT = re.compile(r"([a-zđ])\) ")
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_INDENTS = (567, 720)
_NEAR = 28  # half a millimetre


def _is_own_line(para: Para) -> bool:
    return bool(PART.match(para.text) or SECTION.match(para.text))


def _flow(located: Located) -> list[Para]:
    """The body without parts, chapters and sections that stand centred with their titles."""
    centred = _with_titles(located, PART) + _with_titles(located, SECTION)
    skipped = {id(para) for mark, title in centred for para in (mark, title)}
    return [para for para in located.body if id(para) not in skipped]


def _with_titles(located: Located, pattern: re.Pattern[str]) -> list[tuple[Para, Para | None]]:
    """Each such mark with the paragraph below it."""
    following = [*located.body[1:], None][: len(located.body)]
    return [
        (para, below)
        for para, below in zip(located.body, following, strict=True)
        if pattern.match(para.text)
    ]


def _is_heading(para: Para) -> bool:
    return bool(_ROMAN.match(para.text) or _ARTICLE.match(para.text)) or (
        all(run.bold for run in para.inked) and bool(re.match(r"\d", para.text))
    )


def _bases(located: Located) -> Finding:
    if not located.bases:
        return no_such("không có căn cứ")
    asked = Asked(_SIZES, italic=True)
    wrong = [one for para in located.bases for one in problems_of(para, asked)]
    wrong += [
        f"“{shortened(para.text)}” không kết thúc bằng dấu chấm phẩy"
        for para in located.bases[:-1]
        if not para.text.endswith((";", ","))
    ]
    if not located.bases[-1].text.endswith((".", ",")):
        wrong.append(f"“{shortened(located.bases[-1].text)}” không kết thúc bằng dấu chấm")
    return verdict(wrong, f"{len(located.bases):02d} căn cứ")


_MOST = 2_000  # characters of a paragraph that are looked at for a citation
_CITED = re.compile(r"số \d+[\w/]*/[\w\-]+")
_FULL = re.compile(r"số \d+[\w/]*/[\w\-]+,? ngày .+ của .+")


def _citations(located: Located) -> Finding:
    if not located.bases:
        return no_such("không có căn cứ")
    wrong = []
    for para in located.bases:
        if re.match(r"Căn cứ (?:Bộ luật|Luật|Pháp lệnh)\b", para.text):
            if " số " in para.text:
                wrong.append(f"“{shortened(para.text)}” ghi số của luật, pháp lệnh")
        elif _CITED.search(para.text[:_MOST]) and not _FULL.search(para.text[:_MOST]):
            wrong.append(f"“{shortened(para.text)}” thiếu ngày hoặc cơ quan ban hành")
    return verdict(wrong, "viện dẫn đủ số, ngày, cơ quan ban hành")


def _looks(located: Located) -> Finding:
    wrong, sizes = [], set()
    for para in _flow(located):
        sizes |= {run.size for run in para.inked}
        plain = not _is_heading(para)
        leaning = not plain or not all(run.italic for run in para.inked)
        asked = Asked(
            _SIZES, bold=None, italic=None if leaning else False, align="both" if plain else None
        )
        wrong += problems_of(para, asked)
    if len(sizes) > 1 and not wrong:
        wrong.append(f"nhiều cỡ chữ: {', '.join(map(points, sorted(sizes)))}")
    if not sizes and not located.loose:
        return failed("không tìm thấy nội dung")
    return verdict(wrong, f"cỡ {', '.join(map(points, sorted(sizes)))}, đứng, canh đều hai lề")


def _indent(located: Located) -> Finding:
    wrong, used = [], set()
    for para in _flow(located):
        nearest = min(_INDENTS, key=lambda one: abs(one - para.first_line))
        used.add(nearest)
        if abs(nearest - para.first_line) > _NEAR:
            wrong.append(f"“{shortened(para.text)}” lùi {para.first_line / 56.7:.1f} mm")
    if len(used) > 1:
        wrong.append("dùng cả 10 mm và 12,7 mm")
    shown = " và ".join("10 mm" if one == 567 else "12,7 mm" for one in sorted(used))
    return verdict([one.replace(".", ",") for one in wrong], f"lùi đầu dòng {shown}")


def _spacing(located: Located) -> Finding:
    wrong = []
    flow = _flow(located)
    for above, below in pairwise(flow):
        joined = above.contextual and below.contextual and above.style == below.style
        if joined or above.after + below.before < 120:
            wrong.append(f"sau “{shortened(above.text)}” dưới 6 pt")
    wrong += [f"“{shortened(para.text)}” cách dòng sai" for para in flow if not _line_fits(para)]
    return verdict(wrong, "đoạn cách nhau từ 6 pt, dòng đơn đến 1,5 dòng")


def _line_fits(para: Para) -> bool:
    if para.line_rule == "auto":
        return 240 <= para.line <= 360
    size = max((run.size for run in para.inked), default=14) * 20
    return size <= para.line <= 1.5 * size


def _own_lines(pattern: re.Pattern[str], what: str) -> Callable[[Located], Finding]:
    def check(located: Located) -> Finding:
        found = _with_titles(located, pattern)
        if not found:
            return no_such(f"không có {what}")
        wrong = []
        for mark, title in found:
            wrong += problems_of(mark, Asked(_SIZES, bold=True, align="center", upper=False))
            if title is None:
                wrong.append(f"“{mark.text}” không có tiêu đề")
                continue
            asked = Asked(_SIZES, bold=True, align="center", upper=True)
            wrong += problems_of(title, asked)
        return verdict(wrong, ", ".join(mark.text for mark, _ in found))

    return check


def _articles(located: Located) -> Finding:
    found = [para for para in _flow(located) if _ARTICLE.match(para.text)]
    if not found:
        return no_such("không có điều")
    wrong = []
    for para in found:
        wrong += problems_of(para, Asked(_SIZES, bold=True))
        if not re.match(r"Điều \d+\. ", para.text):
            wrong.append(f"“{shortened(para.text)}” không đúng dạng “Điều 1. ”")
    return verdict(wrong, f"{len(found):02d} điều")


def _clauses(located: Located) -> Finding:
    found = [para for para in _flow(located) if _CLAUSE.match(para.text)]
    if not found:
        return no_such("không có khoản đánh số")
    wrong = []
    for para in found:
        wrong += problems_of(para, Asked(_SIZES, bold=None))
        if not re.match(r"\d+\. ", para.text):
            wrong.append(f"“{shortened(para.text)}” không có dấu chấm sau số")
        bold = {run.bold for run in para.inked}
        title = not para.text.endswith((".", ";", ":", ","))
        if title and bold != {True}:
            wrong.append(f"tiêu đề “{shortened(para.text)}” không in đậm")
        elif not title and bold == {True}:
            wrong.append(f"“{shortened(para.text)}” không phải tiêu đề mà in đậm")
    return verdict(wrong, f"{len(found):02d} khoản")


def _points_(located: Located) -> Finding:
    flow = _flow(located)
    wrong: list[str] = []
    letters: list[str] = []
    for para in flow:
        found = _POINT.match(para.text)
        if found is None:
            continue
        wrong += _point_problems(para, found[1], letters[-1] if letters else "")
        letters.append(found[1])
    if not letters:
        return no_such("không có điểm")
    return verdict(wrong, f"{len(letters):02d} điểm: {', '.join(letters[:8])}")


def _point_problems(para: Para, letter: str, before: str) -> Iterator[str]:
    if letter not in _LETTERS:
        yield f"chữ “{letter}” không dùng để đánh thứ tự điểm"
    elif letter != "a" and _LETTERS.find(before) + 1 != _LETTERS.find(letter):
        yield f"điểm “{letter})” đứng sau “{before})”" if before else f"bắt đầu từ “{letter})”"
    first = para.inked[0]
    if first.bold or first.italic:
        yield f"“{shortened(para.text)}” in đậm hoặc nghiêng"


def _romans(located: Located) -> Finding:
    found = [para for para in _flow(located) if _ROMAN.match(para.text)]
    if not found:
        return no_such("không có mục La Mã")
    wrong = []
    for para in found:
        wrong += problems_of(para, Asked(_SIZES, bold=True, upper=True))
        if not re.match(r"[IVXLC]+\. ", para.text):
            wrong.append(f"“{shortened(para.text)}” không có dấu chấm sau số La Mã")
    return verdict(wrong, f"{len(found):02d} mục")


_CAPITALS = (
    (re.compile(r"\b[Kk]hoản \d+ điều \d+"), "“khoản 5 Điều 14”"),
    (re.compile(r"(?<=[\wđ,] )Khoản \d+ Điều \d+"), "“khoản 5 Điều 14”"),
    (re.compile(r"(?<=[\wđ,] )Điểm [a-zđ] [Kk]hoản"), "“điểm a khoản 1”"),
    (re.compile(r"\bthủ tướng chính phủ\b|\bThủ tướng chính phủ\b"), "“Thủ tướng Chính phủ”"),
    (re.compile(r"\bviệt nam\b|\bViệt nam\b"), "“Việt Nam”"),
    (re.compile(r"\b[Uu]ỷ ban [Nn]hân [Dd]ân\b|\bủy ban nhân dân\b(?= (?:tỉnh|huyện|xã|các))"
                r"|\bỦy ban Nhân dân\b"), "“Ủy ban nhân dân”"),
    (re.compile(r"(?<!\w)(?:sở|bộ) (?:Nội vụ|nội vụ|tài chính|tư pháp)\b"), "“Sở Nội vụ”"),
    (re.compile(r"(?<=\w )Tháng \d{1,2}\b"), "“tháng 6”"),
)  # fmt: skip


def _capitals(located: Located) -> Finding:
    wrong = []
    for para in (*located.bases, *located.body):
        for pattern, right in _CAPITALS:
            found = pattern.search(para.text)
            if found:
                wrong.append(f"“{found[0]}” (viết {right})")
    return verdict(wrong, "không có lỗi viết hoa trong danh sách từ thường gặp")


RULES = (
    Rule("B01", "Căn cứ: mỗi căn cứ một đoạn, nghiêng, cỡ 13-14, dấu câu", _bases),
    Rule("B02", "Viện dẫn lần đầu đủ loại, số, ngày, cơ quan, nội dung", _citations),
    Rule("B03", "Nội dung: một cỡ chữ 13-14, đứng, canh đều hai lề", _looks),
    Rule("B04", "Lùi đầu dòng 10 mm hoặc 12,7 mm, thống nhất", _indent),
    Rule("B05", "Đoạn cách nhau từ 6 pt, dòng đơn đến 1,5 dòng", _spacing),
    Rule("B06", "Phần, chương: dòng riêng, canh giữa, đậm; tiêu đề in hoa",
         _own_lines(PART, "phần, chương")),
    Rule("B07", "Mục, tiểu mục: dòng riêng, canh giữa, đậm; tiêu đề in hoa",
         _own_lines(SECTION, "mục, tiểu mục")),
    Rule("B08", "Điều: đậm, đứng, chữ số Ả Rập và dấu chấm", _articles),
    Rule("B09", "Khoản: chữ số Ả Rập và dấu chấm; tiêu đề in đậm", _clauses),
    Rule("B10", "Điểm: chữ cái tiếng Việt và ngoặc đơn, đứng, không đậm", _points_),
    Rule("B11", "Mục La Mã: in hoa, đậm, đứng, cỡ 13-14", _romans),
    Rule("B14", "Viết hoa theo Phụ lục II (danh sách từ thường gặp)", _capitals),
)  # fmt: skip
