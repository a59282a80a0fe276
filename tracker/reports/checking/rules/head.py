"""Head of the first page and title (checklist H01-H11, T01-T04)."""

import re
from collections.abc import Callable

from tracker.reports.checking.findings import (
    Asked,
    Finding,
    Rule,
    failed,
    no_such,
    passed,
    problems_of,
    shortened,
    unknown,
    verdict,
)
from tracker.reports.checking.locating import KINDS, Head, Located
from tracker.reports.checking.paper import Para
from tracker.reports.checking.rules.lines import check_rule, of_part, text_lines
from tracker.text import fold

_NATIONS = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM")
_MOTTO = "Độc lập - Tự do - Hạnh phúc"
_NUMBER = re.compile(
    r"Số: ?(?P<number>\d{2,}|[ .…]*)/(?P<symbol>[A-ZĐ][A-Za-zĐđ]*(?:-[A-ZĐ0-9]+)*)"
)
_BLANK = r"[ .…]+"
_PLACE_DAY = re.compile(
    rf"[^\W\d_][^\d,]+, ngày(?: (?:0[1-9]|[12]\d|3[01]) |{_BLANK})"
    rf"tháng(?: (?:01|02|[3-9]|1[0-2]) |{_BLANK})năm(?: \d{{4}}|{_BLANK}|)"
)
_HALF = (1 / 3, 1 / 2)


def _of_head(check: Callable[[Head, Located], Finding]) -> Callable[[Located], Finding]:
    missing = "không tìm thấy phần đầu văn bản (bảng hai cột ở đầu trang thứ nhất)"
    return of_part(lambda located: located.head, check, missing)


def _nation(head: Head, _: Located) -> Finding:
    if head.nation is None:
        return failed("không tìm thấy Quốc hiệu")
    para = head.nation
    wrong = problems_of(para, Asked((12, 13), bold=True, align="center"))
    if para.text not in _NATIONS:
        wrong.insert(0, f"“{shortened(para.text)}” không đúng chữ của Quốc hiệu")
    lines = text_lines(para, head.right.room)
    if lines is not None and len(lines) > 1:
        wrong.append("Quốc hiệu không nằm trên một dòng")
    return verdict(wrong, para.text)


def _motto(head: Head, _: Located) -> Finding:
    if head.motto is None:
        return failed("không tìm thấy Tiêu ngữ")
    wrong = problems_of(head.motto, Asked((13, 14), bold=True, align="center"))
    if head.motto.text != _MOTTO:
        wrong.insert(0, f"“{shortened(head.motto.text)}” không đúng chữ của Tiêu ngữ")
    return verdict(wrong, head.motto.text)


def _after(paras: tuple[Para, ...], last: Para, stop: Para | None) -> list[Para]:
    """The paragraphs after one, up to another."""
    start = next(place for place, para in enumerate(paras) if para is last) + 1
    end = next((place for place, para in enumerate(paras) if para is stop), len(paras))
    return list(paras[start:end])


def _motto_rule(head: Head, _: Located) -> Finding:
    if head.motto is None:
        return failed("không tìm thấy Tiêu ngữ")
    around = _after(head.right.paras, head.motto, head.place)
    return check_rule([head.motto], around, head.right.room, (0.95, 1.05))


def _nation_spacing(head: Head, _: Located) -> Finding:
    if head.nation is None or head.motto is None:
        return failed("không tìm thấy Quốc hiệu, Tiêu ngữ")
    wrong = [
        f"“{shortened(para.text)}” không cách dòng đơn"
        for para in (head.nation, head.motto)
        if (para.line_rule, para.line) != ("auto", 240)
    ]
    if head.nation.after + head.motto.before:
        wrong.append("có khoảng cách giữa Quốc hiệu và Tiêu ngữ")
    return verdict(wrong, "cách dòng đơn, liền nhau")


def _superior(head: Head, _: Located) -> Finding:
    if head.superior is None:
        return no_such("không có cơ quan chủ quản trực tiếp")
    asked = Asked((12, 13), bold=False, align="center", upper=True)
    return verdict(problems_of(head.superior, asked), head.superior.text)


def _issuer(head: Head, _: Located) -> Finding:
    if not head.issuer:
        return failed("không tìm thấy tên cơ quan ban hành")
    asked = Asked((12, 13), bold=True, align="center", upper=True)
    wrong = [one for para in head.issuer for one in problems_of(para, asked)]
    wrong += [
        f"“{shortened(para.text)}” không cách dòng đơn"
        for para in head.issuer
        if (para.line_rule, para.line) != ("auto", 240)
    ]
    return verdict(wrong, " ".join(para.text for para in head.issuer))


def _issuer_rule(head: Head, _: Located) -> Finding:
    if not head.issuer:
        return failed("không tìm thấy tên cơ quan ban hành")
    around = _after(head.left.paras, head.issuer[-1], head.number)
    return check_rule([head.issuer[-1]], around, head.left.room, _HALF)


def _number(head: Head, _: Located) -> Finding:
    if head.number is None:
        return failed("không tìm thấy dòng số, ký hiệu")
    wrong = problems_of(head.number, Asked((13, 13), align="center"))
    if not _NUMBER.fullmatch(head.number.text):
        wrong.insert(0, f"“{shortened(head.number.text)}” không đúng dạng “Số: 05/BC-SNV”")
    return verdict(wrong, head.number.text)


def _symbol(head: Head, located: Located) -> Finding:
    found = _NUMBER.search(head.number.text) if head.number else None
    if found is None:
        return unknown("không đọc được ký hiệu")
    first, rest = found["symbol"].partition("-")[::2]
    short = located.title.short
    if not rest:
        return failed(f"“{found['symbol']}” không có tên viết tắt của cơ quan hoặc đơn vị")
    if short and first != short:
        return failed(f"{located.title.kind.text if located.title.kind else ''} có ký hiệu {first}")
    if not located.title.kind and first in set(KINDS.values()):
        return failed(f"công văn có ký hiệu loại văn bản {first}")
    return passed(found["symbol"])


def _place(head: Head, _: Located) -> Finding:
    if head.place is None:
        return failed("không tìm thấy địa danh và thời gian ban hành")
    wrong = problems_of(head.place, Asked((13, 14), italic=True, align="center"))
    if not _PLACE_DAY.fullmatch(head.place.text):
        told = (
            f"“{shortened(head.place.text)}” không đúng dạng “Sóc Trăng, ngày 05 tháng 6 năm 2025”"
        )
        wrong.insert(0, told)
    if head.number is not None and head.rows > 1:
        rows = head.right.row(head.place), head.left.row(head.number)
        if rows[0] != rows[1]:
            wrong.append("không cùng hàng với số, ký hiệu")
    return verdict(wrong, head.place.text)


def _about(head: Head, located: Located) -> Finding:
    if located.title.kind is not None:
        return no_such("văn bản có tên loại")
    if not head.about or not fold(head.about[0].text).startswith("v/v"):
        return failed("công văn không có trích yếu “V/v ...” dưới số, ký hiệu")
    asked = Asked((12, 13), align="center")
    wrong = [one for para in head.about for one in problems_of(para, asked)]
    if head.number is not None and head.number.after + head.about[0].before < 120:
        wrong.append("cách số, ký hiệu dưới 6 pt")
    return verdict(wrong, shortened(head.about[0].text))


def _kind(located: Located) -> Finding:
    title, head = located.title, located.head
    if title.kind is None:
        if located.loose:
            return no_such("tệp chỉ có phụ lục")
        if head is not None and head.about:
            return no_such("công văn không có tên loại")
        return failed("không tìm thấy tên loại văn bản")
    asked = Asked((13, 14), bold=True, align="center", upper=True)
    return verdict(problems_of(title.kind, asked), title.kind.text)


def _subject(located: Located) -> Finding:
    if located.title.kind is None:
        return no_such("không có tên loại văn bản")
    if not located.title.subject:
        return failed("không có trích yếu dưới tên loại")
    asked = Asked((13, 14), bold=True, align="center", upper=False)
    wrong = [one for para in located.title.subject for one in problems_of(para, asked)]
    return verdict(wrong, shortened(" ".join(para.text for para in located.title.subject)))


def _subject_rule(located: Located) -> Finding:
    title = located.title
    if title.kind is None:
        return no_such("không có tên loại văn bản")
    if not title.subject:
        return failed("không có trích yếu dưới tên loại")
    room = located.paper.sections[0].room
    return check_rule(title.subject[-1:], title.after, room, _HALF)


_NEED_ADDRESSEE = frozenset({"TTr"})
_NO_ADDRESSEE = frozenset({"KH", "QĐ", "CT", "NQ"})


def _addressees(located: Located) -> Finding:
    lines, short = located.addressees, located.title.short
    if not lines:
        return _without_addressee(located)
    if short in _NO_ADDRESSEE:
        return failed("loại văn bản này không có “Kính gửi”")
    wrong = [one for para in lines for one in problems_of(para, Asked((13, 14)))]
    if not lines[0].text.startswith("Kính gửi:"):
        wrong.append("không viết “Kính gửi:”")
    if len(lines) > 1:
        wrong += _dashed(lines)
    return verdict(wrong, shortened(" ".join(para.text for para in lines)))


def _without_addressee(located: Located) -> Finding:
    short = located.title.short
    if located.loose or short in _NO_ADDRESSEE:
        return no_such("không có “Kính gửi”")
    if short in _NEED_ADDRESSEE or (located.title.kind is None and located.head is not None):
        return failed("không có “Kính gửi”")
    return unknown("không có “Kính gửi”; chỉ bắt buộc khi gửi cơ quan cấp trên")


def _dashed(lines: tuple[Para, ...]) -> list[str]:
    wrong = []
    if lines[0].text != "Kính gửi:":
        wrong.append("có nhiều nơi nhận thì mỗi nơi một dòng dưới “Kính gửi:”")
    wrong += [
        f"“{shortened(para.text)}” không kết thúc bằng dấu chấm phẩy"
        for para in lines[1:-1]
        if not para.text.endswith(";")
    ]
    if not lines[-1].text.endswith("."):
        wrong.append(f"“{shortened(lines[-1].text)}” không kết thúc bằng dấu chấm")
    if len({para.left + para.first_line for para in lines[1:]}) > 1:
        wrong.append("các gạch đầu dòng không thẳng hàng")
    return wrong


RULES = (
    Rule("H01", "Quốc hiệu: in hoa, cỡ 12-13, đứng, đậm, canh giữa, một dòng", _of_head(_nation)),
    Rule("H02", "Tiêu ngữ: cỡ 13-14, đứng, đậm, gạch nối có cách chữ", _of_head(_motto)),
    Rule("H03", "Đường kẻ nét liền dưới Tiêu ngữ, dài bằng dòng chữ", _of_head(_motto_rule)),
    Rule("H04", "Quốc hiệu, Tiêu ngữ cách nhau dòng đơn", _of_head(_nation_spacing)),
    Rule("H05", "Cơ quan chủ quản: in hoa, cỡ 12-13, đứng, không đậm", _of_head(_superior)),
    Rule("H06", "Cơ quan ban hành: in hoa, cỡ 12-13, đứng, đậm, dòng đơn", _of_head(_issuer)),
    Rule("H07", "Đường kẻ dưới tên cơ quan dài 1/3-1/2 dòng chữ", _of_head(_issuer_rule)),
    Rule("H08", "Số, ký hiệu: “Số:”, cỡ 13, đứng, số dưới 10 có số 0", _of_head(_number)),
    Rule("H09", "Ký hiệu: viết tắt tên loại và cơ quan", _of_head(_symbol)),
    Rule("H10", "Địa danh, thời gian: nghiêng, cỡ 13-14, cùng hàng với số", _of_head(_place)),
    Rule("H11", "Trích yếu công văn “V/v”: cỡ 12-13, đứng, cách số 6 pt", _of_head(_about)),
    Rule("T01", "Tên loại: in hoa, cỡ 13-14, đứng, đậm, canh giữa", _kind),
    Rule("T02", "Trích yếu: chữ thường, cỡ 13-14, đứng, đậm, canh giữa", _subject),
    Rule("T03", "Đường kẻ dưới trích yếu dài 1/3-1/2 dòng chữ", _subject_rule),
    Rule("T04", "“Kính gửi”: cỡ 13-14, đứng, dấu câu của từng nơi nhận", _addressees),
)
