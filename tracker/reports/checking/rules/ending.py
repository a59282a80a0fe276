"""Signature, recipients and appendices (checklist S01-S07, A01-A06)."""

import re
from collections.abc import Callable

from tracker.reports.checking.findings import (
    Asked,
    Finding,
    Outcome,
    Rule,
    failed,
    no_such,
    passed,
    problems_of,
    shortened,
    unknown,
    verdict,
)
from tracker.reports.checking.locating import BODIES_OF_PEOPLE, Appendix, Ending, Located
from tracker.reports.checking.rules.lines import check_rule, of_part
from tracker.text import fold, roman_value

_PREFIXES = ("TM.", "KT.", "TL.", "TUQ.", "Q.")
_BAD_PREFIX = re.compile(r"(?:TM|KT|TL|TUQ|TƯQ|T/M|T/L|K/T|Q)\.? ?(?=\S)")
_DEGREE = re.compile(r"(?:ThS|TS|PGS|GS|BS|KS|CN)\b\.?", re.IGNORECASE)
_KEPT = re.compile(r"- Lưu: ?.*\bVT\b.*\.")
_SIGNED = re.compile(r"\d+/[\w-]+[;,]? .*\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:[+-]\d{2}:\d{2}|Z)")


def _of_ending(check: Callable[[Ending, Located], Finding]) -> Callable[[Located], Finding]:
    missing = "không tìm thấy bảng nơi nhận và chữ ký"
    return of_part(lambda located: located.ending, check, missing)


def _posts(ending: Ending, _: Located) -> Finding:
    if not ending.posts:
        return failed("không tìm thấy quyền hạn, chức vụ người ký")
    asked = Asked((13, 14), bold=True, align="center", upper=True)
    wrong = [one for para in ending.posts for one in problems_of(para, asked)]
    return verdict(wrong, " / ".join(para.text for para in ending.posts))


def _authority(ending: Ending, located: Located) -> Finding:
    if not ending.posts:
        return failed("không tìm thấy quyền hạn, chức vụ người ký")
    lines = [line for para in ending.posts for line in para.text.split("\n")]
    wrong = []
    for place, line in enumerate(lines):
        if _BAD_PREFIX.match(line) and not line.startswith(tuple(f"{one} " for one in _PREFIXES)):
            wrong.append(f"“{line}” viết sai chữ viết tắt quyền hạn")
        elif line.startswith(_PREFIXES) and not line.startswith("Q.") and place == len(lines) - 1:
            wrong.append(f"sau “{line}” thiếu chức vụ người ký")
        elif line.startswith("KT.") and not lines[place + 1].upper().startswith(("PHÓ", "Q.")):
            wrong.append(f"sau “{line}” phải là chức vụ cấp phó")
    deputy = lines[-1].upper().startswith("PHÓ ")
    if deputy and not any(line.upper().startswith(("KT", "TUQ", "TL")) for line in lines):
        wrong.append(f"“{lines[-1]}” thiếu “KT.”")
    return verdict(wrong + _collective(lines, located), " / ".join(lines))


def _collective(lines: list[str], located: Located) -> list[str]:
    """Whether "TM." stands where a body decides together, and only there."""
    issuer = fold(" ".join(para.text for para in located.head.issuer)) if located.head else ""
    together = issuer.startswith(BODIES_OF_PEOPLE)
    marked = lines[0].startswith("TM.")
    if issuer.startswith(("so ", "chi cuc ", "phong ")) and marked:
        return ["cơ quan có người đứng đầu không ký “TM.”"]
    by_order = lines[0].startswith(("TL.", "TUQ.", "T/L"))
    unmarked = together and not marked and not by_order and not lines[0].startswith("TM")
    return ["ủy ban nhân dân ký “TM. ỦY BAN NHÂN DÂN”"] if unmarked else []


_TITLED = ("giao duc", "y te", "khoa hoc", "cong an", "quan su", "truong", "benh vien", "vien ")
"""Bodies whose signers may bear a degree or rank: education, health, science, armed forces."""


def _name(ending: Ending, located: Located) -> Finding:
    if ending.name is None:
        return passed("để trống (dự thảo)")
    asked = Asked((13, 14), bold=True, align="center", upper=False)
    wrong = problems_of(ending.name, asked)
    issuer = fold(" ".join(para.text for para in located.head.issuer)) if located.head else ""
    if _DEGREE.match(ending.name.text) and not any(one in issuer for one in _TITLED):
        wrong.append(
            "có học hàm, học vị trước họ tên (chỉ lực lượng vũ trang, cơ quan giáo dục, y tế, "
            "khoa học được ghi)"
        )
    return verdict(wrong, "đúng thể thức")


def _recipients_head(ending: Ending, _: Located) -> Finding:
    para = ending.recipients_head
    if para is None:
        return failed("không tìm thấy “Nơi nhận:”")
    wrong = problems_of(para, Asked((12, 12), bold=True, italic=True))
    if para.text != "Nơi nhận:":
        wrong.append(f"viết “{shortened(para.text)}”")
    if para.align not in {"left", "both"} or para.first_line or para.left:
        wrong.append("không sát lề trái")
    return verdict(wrong, para.text)


def _recipients(ending: Ending, located: Located) -> Finding:
    lines = ending.recipients
    if not lines:
        return failed("không có tên nơi nhận")
    wrong = []
    for para in lines:
        wrong += problems_of(para, Asked((11, 11)))
        if not para.text.startswith("- "):
            wrong.append(f"“{shortened(para.text)}” không có gạch đầu dòng")
        if para is not lines[-1] and not para.text.endswith(";"):
            wrong.append(f"“{shortened(para.text)}” không kết thúc bằng dấu chấm phẩy")
    if not _KEPT.fullmatch(lines[-1].text):
        wrong.append(f"dòng cuối “{shortened(lines[-1].text)}” không phải “- Lưu: VT, ... .”")
    if located.addressees and not fold(lines[0].text).startswith("- nhu tren"):
        wrong.append("dòng đầu không phải “- Như trên;” dù có “Kính gửi”")
    return verdict(wrong, f"{len(lines):02d} nơi nhận")


def _author(ending: Ending, _: Located) -> Finding:
    kept = next((para for para in ending.recipients if "Lưu:" in para.text), None)
    if kept is None:
        return no_such("không có dòng “Lưu”")
    parts = re.split(r"[,;()]", kept.text.split("Lưu:", 1)[1].rstrip(" ."))
    codes = [one.strip() for one in parts[1:] if one.strip() and " " not in one.strip()]
    codes = [one for one in codes if not re.fullmatch(r"\d+[a-z]?b?", one)]
    if not codes:
        return no_such("không có ký hiệu người soạn thảo, đơn vị soạn thảo")
    wrong = [f"“{one}” không in hoa" for one in codes if one.partition(".")[0] != one.partition(
        ".")[0].upper()]  # fmt: skip
    return verdict(wrong, ", ".join(codes))


def _of_appendices(check: Callable[[Located], Finding]) -> Callable[[Located], Finding]:
    def guarded(located: Located) -> Finding:
        return check(located) if located.appendices else no_such("không có phụ lục")

    return guarded


def _pointed(located: Located) -> Finding:
    wrong = []
    said = " ".join(para.text for para in located.body)
    if not located.loose and not re.search(r"phụ lục|kèm theo", said, re.IGNORECASE):
        wrong.append("nội dung không chỉ dẫn về phụ lục")
    if len(located.appendices) > 1:
        for appendix in located.appendices:
            number = appendix.mark.text.split()[-1]
            if number != number.upper() or roman_value(number) is None:
                wrong.append(f"“{appendix.mark.text}” không đánh số La Mã")
    return verdict(wrong, f"{len(located.appendices):02d} phụ lục")


def _each(check: Callable[[Appendix], list[str]], right: str) -> Callable[[Located], Finding]:
    def every(located: Located) -> Finding:
        return verdict([one for part in located.appendices for one in check(part)], right)

    return _of_appendices(every)


def _mark(appendix: Appendix) -> list[str]:
    asked = Asked((14, 14), bold=True, align="center", upper=False)
    return problems_of(appendix.mark, asked)


def _title(appendix: Appendix) -> list[str]:
    if not appendix.title:
        return [f"{appendix.mark.text} không có tên"]
    asked = Asked((13, 14), bold=True, align="center", upper=True)
    return [one for para in appendix.title for one in problems_of(para, asked)]


def _belongs(appendix: Appendix) -> list[str]:
    para = appendix.basis
    if para is None:
        return [f"{appendix.mark.text} không ghi “(Kèm theo ...)”"]
    wrong = problems_of(para, Asked((13, 14), italic=True, align="center"))
    if not re.fullmatch(r"\(Kèm theo .+ của .+\)", para.text):
        wrong.append(f"“{shortened(para.text)}” không đúng dạng “(Kèm theo ... của ...)”")
    return wrong


def _rules_under(located: Located) -> Finding:
    wrong = []
    for appendix in located.appendices:
        if appendix.basis is None:
            wrong.append(f"{appendix.mark.text} không có đường kẻ")
            continue
        found = check_rule([appendix.basis], appendix.after, appendix.section.room, (0.05, 0.6))
        if found.outcome is Outcome.FAIL:
            wrong.append(f"{appendix.mark.text}: {found.found}")
    return verdict(wrong, "có đường kẻ ngắn dưới phần đầu phụ lục")


def _signed(located: Located) -> Finding:
    if not located.loose:
        return no_such("phụ lục cùng tệp với văn bản")
    marks = located.appendices[0].before
    if not marks:
        return unknown("chưa có thông tin chữ ký số trong nội dung (dự thảo, hoặc hiện bằng ảnh)")
    wrong = [one for para in marks for one in problems_of(para, Asked((10, 10)))]
    if not _SIGNED.search(" ".join(para.text for para in marks)[:200]):
        wrong.append("không đủ số, ký hiệu và thời gian ký (theo ISO 8601, có múi giờ)")
    if any(para.align != "right" for para in marks):
        wrong.append("không ở góc trên bên phải")
    return verdict(wrong, shortened(marks[0].text))


RULES = (
    Rule("S01", "Quyền hạn, chức vụ: in hoa, cỡ 13-14, đứng, đậm, canh giữa", _of_ending(_posts)),
    Rule("S02", "Chữ viết tắt TM., Q., KT., TL., TUQ. dùng đúng", _of_ending(_authority)),
    Rule("S03", "Họ tên: chữ thường, cỡ 13-14, đứng, đậm, không học vị", _of_ending(_name)),
    Rule("S05", "“Nơi nhận:” cỡ 12, nghiêng, đậm, sát lề trái", _of_ending(_recipients_head)),
    Rule("S06", "Tên nơi nhận: cỡ 11, đứng, dấu câu, dòng cuối “Lưu”", _of_ending(_recipients)),
    Rule("S07", "Ký hiệu người soạn thảo: in hoa", _of_ending(_author)),
    Rule("A01", "Có chỉ dẫn về phụ lục; từ hai phụ lục đánh số La Mã", _of_appendices(_pointed)),
    Rule("A02", "“Phụ lục”: chữ thường, cỡ 14, đứng, đậm, canh giữa", _each(_mark, "đúng")),
    Rule("A03", "Tên phụ lục: in hoa, cỡ 13-14, đậm, canh giữa", _each(_title, "đúng")),
    Rule("A04", "“(Kèm theo ...)”: nghiêng, cỡ 13-14, canh giữa", _each(_belongs, "đúng")),
    Rule("A05", "Đường kẻ dưới phần đầu phụ lục", _of_appendices(_rules_under)),
    Rule("A06", "Phụ lục là tệp riêng: thông tin ký số cỡ 10 ở góc trên bên phải", _signed),
)
