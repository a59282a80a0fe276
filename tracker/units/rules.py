"""What sorts of bodies there are, and what an edit of the register may be refused for."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from tracker.text import Labelled, fold, vn_date

_CODE = re.compile(r"[A-Z0-9]+(?:[-/.][A-Z0-9]+)*")

BACKWARDS = "Ngày kết thúc ở trước ngày bắt đầu."
CODE_WRONG = "Mã chỉ gồm chữ in hoa không dấu, chữ số và các dấu - / . ở giữa, ví dụ STP/P1."
CODE_TAKEN = "Mã này đã có; hãy chọn mã khác."
OWN_PARENT = "Cơ quan không thể trực thuộc chính mình hoặc đơn vị bên trong mình."
NEEDS_PARENT = "Hãy chọn cơ quan mà phòng, đơn vị này trực thuộc."


class UnitKind(Labelled):
    """What sort of body a unit is, in the order of the register."""

    PROVINCE = "province", "Ủy ban nhân dân tỉnh"
    DEPARTMENT = "so", "Sở"
    AGENCY = "ban_nganh", "Ban, ngành và cơ quan ngang sở"
    SERVICE = "su_nghiep", "Đơn vị sự nghiệp công lập"
    CENTRAL = "trung_uong", "Cơ quan trung ương đóng tại địa phương"
    UNION = "doan_the", "Mặt trận Tổ quốc và đoàn thể"
    DISTRICT = "huyen", "Huyện, thị xã, thành phố"
    COMMUNE = "xa", "Xã, phường, thị trấn"
    DIVISION = "phong", "Phòng, đơn vị thuộc sở"


def code_problem(code: str) -> str:
    """Why this is no code; empty when it is one."""
    return "" if _CODE.fullmatch(code) else CODE_WRONG


def order_problem(first: date | None, last: date | None) -> str:
    """Why these days are no time; empty when they are (both inclusive, None is open)."""
    return BACKWARDS if first and last and last < first else ""


def search_key(name: str, short_name: str) -> str:
    """By what a unit's name is found, without marks."""
    return fold(f"{name} {short_name}")


def renaming_problem(day: date, earlier: Iterable[date | None]) -> str:
    """Why no new name may begin on this day; `earlier` are the first days of the names so far."""
    last = max((one for one in earlier if one), default=None)
    if last and day <= last:
        return f"Tên hiện nay dùng từ {vn_date(last)}; tên mới phải từ sau ngày đó."
    return ""


@dataclass(frozen=True, slots=True)
class Span:
    """A time, both ends inclusive, None is open; `owner` is whose it is."""

    owner: int
    first: date | None
    last: date | None


def overlapping(spans: Sequence[Span], *, same_owner: bool = True) -> tuple[Span, Span] | None:
    """Two spans that share a day, of one owner or of any; None where there are none."""
    by_start = sorted(
        spans, key=lambda one: (one.owner if same_owner else 0, one.first or date.min)
    )
    for one, other in pairwise(by_start):
        apart = one.last is not None and other.first is not None and one.last < other.first
        if not apart and (one.owner == other.owner or not same_owner):
            return one, other
    return None
