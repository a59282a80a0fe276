"""Page: size, margins, letters, numbers of pages (checklist P01-P11)."""

import unicodedata
from collections.abc import Callable, Iterator

from tracker.reports.checking.findings import (
    Asked,
    Finding,
    Rule,
    failed,
    no_such,
    passed,
    problems_of,
    shortened,
    verdict,
)
from tracker.reports.checking.locating import Located
from tracker.reports.checking.paper import Para, Run, Section
from tracker.text import vn_number

MM = 56.7
"""Twips in a millimetre."""

_TOLERANCE = 0.5
_FONT = "Times New Roman"
_BLACK = frozenset({"", "auto", "000000"})
_STAMPS = ("HỎA TỐC", "HOẢ TỐC", "THƯỢNG KHẨN", "KHẨN")
_ARABIC = frozenset({"decimal", "numberInDash"})


def _named(located: Located) -> Iterator[tuple[str, Section]]:
    for place, section in enumerate(located.paper.sections, 1):
        yield f"phần {place}", section


def _is(twips: float, mm: float) -> bool:
    return abs(twips / MM - mm) <= _TOLERANCE


def _size(located: Located) -> Finding:
    wrong = []
    for name, section in _named(located):
        short, long = sorted((section.width, section.height))
        lies = section.landscape or section.width > section.height
        if not (_is(short, 210) and _is(long, 297)) or (
            lies and not (section.landscape and section.width > section.height)
        ):
            wrong.append(f"{name}: {_mm(section.width)} × {_mm(section.height)} mm")
    return verdict(wrong, "A4 (210 × 297 mm)")


def _mm(twips: float) -> str:
    return vn_number(twips / MM, 0 if abs(twips / MM - round(twips / MM)) < 0.05 else 1)


def _landscape(located: Located) -> Finding:
    lying = [(name, one) for name, one in _named(located) if one.width > one.height]
    if not lying:
        return no_such("không có trang nằm ngang")
    wrong = [f"{name} nằm ngang mà không có bảng" for name, one in lying if not one.has_table]
    return verdict(wrong, f"{vn_number(len(lying))} phần nằm ngang, đều có bảng")


def _margin(pick: Callable[[Section], int], low: int, high: int) -> Callable[[Located], Finding]:
    def check(located: Located) -> Finding:
        wrong = [
            f"{name}: {_mm(pick(section))} mm"
            for name, section in _named(located)
            if not low - _TOLERANCE <= pick(section) / MM <= high + _TOLERANCE
        ]
        widths = sorted({_mm(pick(section)) for section in located.paper.sections})
        return verdict(wrong, f"{', '.join(widths)} mm")

    return check


def _runs(located: Located) -> Iterator[tuple[Para, Run]]:
    for para in located.paper.paras():
        for run in para.inked:
            yield para, run


def _letters(located: Located) -> Finding:
    wrong: dict[str, str] = {}
    for _, run in _runs(located):
        for font in run.fonts:
            if font != _FONT:
                wrong.setdefault(
                    f"phông {font or 'không khai báo'}: “{shortened(run.text)}”", run.text
                )
        if not unicodedata.is_normalized("NFC", run.text):
            wrong.setdefault(f"chữ chưa dựng sẵn (NFC): “{shortened(run.text)}”", run.text)
    return verdict(list(wrong), f"{_FONT}, Unicode dựng sẵn")


def _colour(located: Located) -> Finding:
    wrong = [
        f"màu {run.colour}: “{shortened(run.text)}”"
        for para, run in _runs(located)
        if run.colour not in _BLACK and not para.text.startswith(_STAMPS)
    ]
    return verdict(list(dict.fromkeys(wrong)), "chữ màu đen")


def _is_number(para: Para) -> bool:
    return any(field.split()[:1] == ["PAGE"] for field in para.fields)


def _page_number(located: Located) -> Finding:
    wrong = []
    for name, section in _named(located):
        numbers = [para for para in section.header if _is_number(para)]
        if not numbers:
            below = any(map(_is_number, section.footers))
            where = "ở chân trang" if below else "không có"
            wrong.append(f"{name}: số trang {where}")
        for para in numbers:
            wrong += problems_of(para, Asked((13, 14), bold=None, align="center"))
        if section.number_format not in _ARABIC:
            wrong.append(f"{name}: số trang không phải chữ số Ả Rập")
    return verdict(wrong, "canh giữa, ở lề trên, cỡ chữ 13-14")


def _first_page(located: Located) -> Finding:
    section = located.paper.sections[0]
    if not section.title_page:
        return failed("trang đầu không tách riêng nên hiện số trang")
    if any(_is_number(para) or para.text for para in section.first_header):
        return failed("đầu trang thứ nhất có chữ hoặc số trang")
    if section.first_number not in {None, 1}:
        return failed(f"đánh số từ {section.first_number}")
    return passed("từ 1, không hiện ở trang đầu")


def _appendix_numbers(located: Located) -> Finding:
    if not located.appendices:
        return no_such("không có phụ lục")
    wrong = [
        f"{appendix.mark.text}: không đánh số trang riêng từ 1"
        for appendix in located.appendices
        if appendix.section.first_number != 1
    ]
    shown = [one.mark.text for one in located.appendices if not one.section.title_page]
    note = f"; lưu ý: {', '.join(shown)} hiện số ở trang đầu" if shown else ""
    return verdict(wrong, f"từng phụ lục đánh số riêng từ 1{note}")


RULES = (
    Rule("P01", "Khổ giấy A4 (210 × 297 mm)", _size),
    Rule("P02", "Trang nằm ngang chỉ dùng cho phần có bảng", _landscape),
    Rule("P03", "Lề trên 20-25 mm", _margin(lambda one: one.top, 20, 25)),
    Rule("P04", "Lề dưới 20-25 mm", _margin(lambda one: one.bottom, 20, 25)),
    Rule("P05", "Lề trái 30-35 mm", _margin(lambda one: one.left, 30, 35)),
    Rule("P06", "Lề phải 15-20 mm", _margin(lambda one: one.right, 15, 20)),
    Rule("P07", "Phông chữ Times New Roman, Unicode dựng sẵn", _letters),
    Rule("P08", "Chữ màu đen", _colour),
    Rule("P09", "Số trang canh giữa ở lề trên, chữ số Ả Rập, cỡ 13-14, đứng", _page_number),
    Rule("P10", "Số trang tính từ 1, không hiện ở trang thứ nhất", _first_page),
    Rule("P11", "Mỗi phụ lục đánh số trang riêng", _appendix_numbers),
)
