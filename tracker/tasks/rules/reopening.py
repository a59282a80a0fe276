"""When a decision of a year's end may be taken back, and what to do where it may not."""

from collections.abc import Collection

from tracker.refusals import Refused
from tracker.text import Labelled, vn_list

NO_REASON = "Hãy nêu lý do hoàn tác."
NOTHING = "Hãy đánh dấu ít nhất một quyết định cần hoàn tác."
KEPT = "Có quyết định không hoàn tác được; chưa thay đổi gì. Lý do được ghi ở từng phần việc."
AMENDED = (
    "Nhiệm vụ trong kế hoạch này đã kết thúc theo văn bản sửa đổi, thay thế nên phần việc không mở "
    "lại được."
)
FOLLOWED = "Phần việc đã có thay đổi sau quyết định này nên không hoàn tác được."


class Trace(Labelled):
    """What happened to carried work in the later plan, in the order in which it is told."""

    SAID = "said", "đã có nội dung cập nhật"
    DELEGATED = "delegated", "đã được giao trong đơn vị"
    ASKED = "asked", "đã có đề nghị phối hợp"
    WISHED = "wished", "đã có đề nghị gia hạn"
    ESTIMATED = "estimated", "đã có ước thực hiện đến 31/12"
    MOVED = "moved", "đã được xác định lại thời hạn"
    ENDED = "ended", "đã kết thúc hoặc bàn giao"


def kept_because(traces: Collection[Trace], plan: str) -> str:
    """Why a carry-over stays, and what to do instead; empty where nothing happened since.

    `plan` is the later plan, as it is called on screen.
    """
    if not traces:
        return ""
    happened = vn_list([trace.label for trace in Trace if trace in traces])
    return (
        f"Phần việc chuyển tiếp trong {plan} {happened} nên không hoàn tác được; những gì đã ghi "
        f"được giữ nguyên. Nếu không còn giao việc này, hãy sửa đổi {plan} để kết thúc nhiệm vụ, "
        "hoặc ghi quyết định dừng khi kết thúc năm của kế hoạch đó."
    )


def check_reason(reason: str, chosen: Collection[int]) -> None:
    """Raises Refused with a message per field for what is missing."""
    found = {} if chosen else {"": NOTHING}
    if not reason.strip():
        found["why"] = NO_REASON
    if found:
        raise Refused(found)
