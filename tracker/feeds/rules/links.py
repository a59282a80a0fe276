"""What a person's secret link to a calendar may say, and how it is kept (pure)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tracker.feeds.rules.selection import ALARM_DAYS, Part, Selection

MOST_LINKS = 20
"""Links of one person that are not revoked."""
LONGEST_NAME = 80

NO_NAME = "Hãy đặt tên cho đường dẫn, ví dụ “Điện thoại của tôi”."
LONG_NAME = f"Tên dài quá {LONGEST_NAME} ký tự: hãy rút ngắn."
TAKEN = "Đã có một đường dẫn đang dùng mang tên này: hãy đặt tên khác."
NO_PART = "Hãy chọn ít nhất một nội dung."
NOT_ALL = "Chỉ lãnh đạo và cán bộ tổng hợp của tỉnh đăng ký được việc của mọi cơ quan, đơn vị."
OTHER_ALARM = "Số ngày báo trước không có trong danh sách: hãy chọn lại."
TOO_MANY = f"Đã có {MOST_LINKS} đường dẫn đang dùng: hãy thu hồi bớt rồi tạo đường dẫn mới."


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person calls a link, and what it is to hold. The name is `clean()`."""

    name: str
    selection: Selection


def problems_of(wanted: Wanted, *, whole: bool) -> Mapping[str, str]:
    """What is wrong, by field; `whole`: whether the person reads the work of the province."""
    name, selection = wanted.name, wanted.selection
    found = {
        "name": NO_NAME if not name else LONG_NAME if len(name) > LONGEST_NAME else "",
        "parts": "" if selection.parts else NO_PART,
        "alarms": "" if set(selection.alarms) <= set(ALARM_DAYS) else OTHER_ALARM,
    }
    if Part.ALL in selection.parts and not whole:
        found["parts"] = NOT_ALL
    return found


def parts_text(parts: Iterable[Part]) -> str:
    """The parts as they are kept, in the order of `Part`."""
    chosen = set(parts)
    return ",".join(part.value for part in Part if part in chosen)


def alarms_text(alarms: Iterable[int]) -> str:
    """The alarms as they are kept, the earliest first."""
    return ",".join(str(days) for days in sorted(set(alarms), reverse=True))


def kept_parts(text: str) -> frozenset[Part]:
    """The parts of a kept text."""
    return frozenset(Part(word) for word in text.split(",") if word)


def kept_alarms(text: str) -> tuple[int, ...]:
    """The alarms of a kept text."""
    return tuple(int(word) for word in text.split(",") if word)
