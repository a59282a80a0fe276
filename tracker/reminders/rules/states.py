"""The states of one line of the ledger (pure)."""

from tracker.text import Labelled


class LineState(Labelled):
    """Where a line stands; each ends in one of the last four, with a reason where not sent."""

    HELD = "held", "Chờ cán bộ tổng hợp phát hành"
    QUEUED = "queued", "Chờ gửi"
    GATHERED = "gathered", "Đã đưa vào thông báo, chờ gửi"
    SENT = "sent", "Đã gửi"
    DEAD = "dead", "Không gửi được"
    CANCELLED = "cancelled", "Đã hủy"
    EXPIRED = "expired", "Không gửi vì đã qua ngày"

    @property
    def is_final(self) -> bool:
        """Whether nothing more happens by itself."""
        return self in {LineState.SENT, LineState.DEAD, LineState.CANCELLED, LineState.EXPIRED}
