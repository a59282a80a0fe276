"""What the head and the signature of a unit's papers may say (pure; NĐ 30/2020/NĐ-CP)."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.reports.docx.values import Letterhead, Signature
from tracker.text import Labelled, vn_date

_SYMBOL = re.compile(r"[A-ZĐ][A-ZĐ0-9]*(?:-[A-ZĐ0-9]+)*")
_PREFIXES = ("TM. ", "KT. ", "TL. ", "TUQ. ")
_KEPT = re.compile(r"Lưu: ?.*\bVT\b")

SYMBOL_WRONG = "Ghi tên viết tắt bằng chữ in hoa, ví dụ SNV hoặc UBND."
AUTHORITY_WRONG = (
    "Mỗi dòng bắt đầu bằng “TM. ”, “KT. ”, “TL. ” hoặc “TUQ. ”, ví dụ “KT. GIÁM ĐỐC”; người đứng "
    "đầu tự ký thì để trống."
)
POST_WANTED = "Có ký thay, ký thừa lệnh thì phải ghi chức vụ người ký."
DEPUTY_WANTED = "Sau “KT.” phải là chức vụ cấp phó, ví dụ “PHÓ GIÁM ĐỐC”."
DEPUTY_ALONE = "Cấp phó ký thì phải có dòng “KT.” ở quyền hạn, ví dụ “KT. GIÁM ĐỐC”."
KEPT_WANTED = "Dòng cuối phải là nơi lưu, ví dụ “Lưu: VT, CCHC”."


class Form(Labelled):
    """A form of paper; the value is the abbreviation of its kind, "" for a công văn."""

    REPORT = "BC", "Báo cáo"
    PROPOSAL = "TTr", "Tờ trình"
    LETTER = "", "Công văn"


@dataclass(frozen=True, slots=True)
class Particulars:
    """What a unit's papers print; `authority` and `recipients` have one entry to a line."""

    superior: str
    issuer: str
    symbol: str
    drafted_by: str
    place: str
    authority: str
    post: str
    recipients: str


def lines_of(text: str) -> tuple[str, ...]:
    """The lines that say something."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def problems_of(given: Particulars) -> dict[str, str]:
    """What is wrong, by field; empty when nothing is."""
    authority, recipients = lines_of(given.authority), lines_of(given.recipients)
    kept = not recipients or bool(_KEPT.match(recipients[-1]))
    return {
        "symbol": "" if _SYMBOL.fullmatch(given.symbol) else SYMBOL_WRONG,
        "drafted_by": "" if _SYMBOL.fullmatch(given.drafted_by or "A") else SYMBOL_WRONG,
        "authority": "" if all(one.startswith(_PREFIXES) for one in authority) else AUTHORITY_WRONG,
        "post": _post_problem(authority, given.post),
        "recipients": "" if kept else KEPT_WANTED,
    }


def _post_problem(authority: tuple[str, ...], post: str) -> str:
    if authority and not post:
        return POST_WANTED
    deputy = post.upper().startswith("PHÓ ")
    if authority and authority[-1].startswith("KT. ") and not deputy:
        return DEPUTY_WANTED
    return DEPUTY_ALONE if deputy and not authority else ""


def head_of(given: Particulars, form: Form, day: date | None, about: str = "") -> Letterhead:
    """The head of a paper of this form; its number and day are left to the registry.

    `day` gives month and year; `about` is the subject of a công văn.
    """
    parts = (given.symbol, given.drafted_by) if form is Form.LETTER else (form.value, given.symbol)
    symbol = "-".join(filter(None, parts))
    return Letterhead(
        given.issuer, symbol, given.place, given.superior, day=day, day_blank=True,
        about=about if form is Form.LETTER else "",
    )  # fmt: skip


def signature_of(given: Particulars, *, addressed: bool) -> Signature:
    """Authority and post, and the recipients; "Như trên" first where the paper is addressed."""
    recipients = lines_of(given.recipients) or ("Lưu: VT",)
    above = ("Như trên",) if addressed and not recipients[0].startswith("Như trên") else ()
    post = (given.post,) if given.post else ()
    return Signature((*lines_of(given.authority), *post), (*above, *recipients))


def follows_problem(day: date, earlier: list[date]) -> str:
    """Why no new head may begin on this day; `earlier` are the first days of those so far."""
    last = max(earlier, default=None)
    if last and day <= last:
        return f"Mẫu gần nhất dùng từ {vn_date(last)}; mẫu mới phải từ sau ngày đó."
    return ""


def day_before(day: date) -> date:
    """The last day of what ends when something new begins."""
    return day - timedelta(days=1)
