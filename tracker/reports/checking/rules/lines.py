"""What rules share: parts that must be there, lengths of drawn lines (H03, H07, T03, A05; pure)."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from tracker.reports.checking.findings import Finding, failed, no_such, passed, unknown
from tracker.reports.checking.locating import Located
from tracker.reports.checking.paper import Para
from tracker.reports.docx.metrics import lines_of
from tracker.text import vn_number

_Part = TypeVar("_Part")
TWIPS = 20
_FLAT = 6.0
"""Points; a drawing that is higher is no rule."""

_TYPED = set("_─—–-=")


def of_part(
    part: Callable[[Located], _Part | None],
    check: Callable[[_Part, Located], Finding],
    missing: str,
) -> Callable[[Located], Finding]:
    """The check of a part of the paper; without it `missing` fails, save of an appendix alone."""

    def guarded(located: Located) -> Finding:
        found = part(located)
        if found is not None:
            return check(found, located)
        return no_such("tệp chỉ có phụ lục") if located.loose else failed(missing)

    return guarded


def rule_length(paras: Sequence[Para], room: float | None) -> float | None:
    """The length in points of the first rule drawn with these paragraphs; None without one."""
    for para in paras:
        for shape in para.shapes:
            if shape.height <= _FLAT and shape.width > 0:
                return shape.width
        if para.border and room is not None:
            return (room - para.left - para.right) / TWIPS
    return None


def text_lines(para: Para, room: float | None) -> list[float] | None:
    """Widths in points of a paragraph's lines; None when it cannot be told."""
    runs = para.inked
    if room is None or not runs:
        return None
    looks = {(run.size, run.bold, run.italic) for run in runs}
    if len(looks) > 1:
        return None
    ((size, bold, italic),) = looks
    free = (room - para.left - para.right) / TWIPS
    return lines_of(para.text, size, free, bold=bold, italic=italic)


def check_rule(
    text: Sequence[Para],
    around: Sequence[Para],
    room: float | None,
    span: tuple[float, float],
) -> Finding:
    """A solid rule under `text`, its length within `span` times the last or longest line.

    `around` are the paragraphs that may carry it; 0.02 is allowed for rounding.
    """
    every = [*text, *around]
    if any(run.underlined for para in text for run in para.inked):
        return failed("gạch chân chữ thay cho đường kẻ")
    if any(para.text and set(para.text) <= _TYPED for para in around):
        return failed("gõ ký tự thay cho đường kẻ")
    drawn = [para for para in every if para.has_rule]
    if not drawn:
        return failed("không có đường kẻ")
    if any(not shape.solid for para in drawn for shape in para.shapes) or any(
        not para.border_solid for para in drawn if para.border
    ):
        return failed("đường kẻ không phải nét liền")
    length = rule_length(drawn, room)
    widths = text_lines(text[-1], room) if text else None
    if length is None or not widths or min(widths) <= 0:
        return unknown("có đường kẻ, không đo được độ dài")
    shares = [length / widths[-1], length / max(widths)]
    low, high = span[0] - 0.02, span[1] + 0.02
    told = f"đường kẻ dài {vn_number(shares[0] * 100, 0)} % dòng chữ"
    return passed(told) if any(low <= share <= high for share in shares) else failed(told)
