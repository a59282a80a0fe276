"""The states of a digest that leaves, and what follows from the outcome of an attempt (pure)."""

from tracker.text import Labelled


class MessageState(Labelled):
    """Where a digest stands; the last four are final and carry a reason (sent needs none)."""

    QUEUED = "queued", "Chờ gửi"
    SENDING = "sending", "Đang gửi"
    SENT = "sent", "Đã gửi"
    DEAD = "dead", "Không gửi được"
    CANCELLED = "cancelled", "Đã hủy"
    EXPIRED = "expired", "Quá thời gian gửi"

    @property
    def is_final(self) -> bool:
        """Whether nothing more happens by itself."""
        return self not in {MessageState.QUEUED, MessageState.SENDING}


class Channel(Labelled):
    """By which way a person is told."""

    IN_APP = "in_app", "Trong phần mềm"
    MAIL = "mail", "Thư điện tử"
    CHAT = "chat", "Kênh nhắn tin"
