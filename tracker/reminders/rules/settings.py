"""What a person chooses about being told, and what is wrong with it (pure)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from tracker.text import vn_date

FIRST_HOUR, LAST_HOUR = 6, 20
"""Hours of the day, in Viet Nam, at which a digest may come."""
USUAL_HOUR = 8


@dataclass(frozen=True, slots=True)
class Chosen:
    """One person's choices; `paused_from` to `paused_to` inclusive."""

    hour: int = USUAL_HOUR
    by_mail: bool = True
    by_chat: bool = False
    chat_address: str = ""
    paused_from: date | None = None
    paused_to: date | None = None
    stand_in_id: int | None = None

    @property
    def pauses(self) -> bool:
        """Whether any part of a pause was named."""
        return bool(self.paused_from or self.paused_to or self.stand_in_id)


def problems(chosen: Chosen, colleagues: Collection[int], today: date) -> dict[str, str]:
    """Vietnamese sentences by field; empty when it can be kept."""
    found = {}
    if not FIRST_HOUR <= chosen.hour <= LAST_HOUR:
        found["hour"] = f"Chọn một giờ từ {FIRST_HOUR} đến {LAST_HOUR}."
    if chosen.by_chat and not chosen.chat_address:
        found["chat_address"] = "Hãy nhập địa chỉ nhận tin, hoặc bỏ chọn nhận qua kênh nhắn tin."
    return found | (_pause_problems(chosen, colleagues, today) if chosen.pauses else {})


def chat_problem(address: str, kinds: Collection[str]) -> str:
    """Why an address of the further channel cannot be kept; `kinds` are the services allowed."""
    if not address or (address.partition("://")[0].lower() in kinds and "://" in address):
        return ""
    return "Địa chỉ chưa đúng dạng; đề nghị hỏi người quản trị hệ thống."


def _pause_problems(chosen: Chosen, colleagues: Collection[int], today: date) -> dict[str, str]:
    found = {}
    first, last = chosen.paused_from, chosen.paused_to
    if first is None:
        found["paused_from"] = "Hãy nhập ngày bắt đầu, hoặc để trống cả ba ô."
    if last is None:
        found["paused_to"] = "Hãy nhập ngày cuối, hoặc để trống cả ba ô."
    elif last < (first or last):
        found["paused_to"] = f"Ngày cuối phải từ ngày {vn_date(first or last)} trở đi."
    elif last < today:
        found["paused_to"] = f"Ngày cuối phải từ hôm nay, {vn_date(today)}, trở đi."
    if chosen.stand_in_id is None:
        found["stand_in"] = "Hãy chọn người nhận thay, để không việc nào bị bỏ sót."
    elif chosen.stand_in_id not in colleagues:
        found["stand_in"] = "Chọn một người cùng đơn vị có tài khoản đang hoạt động."
    return found
