"""What may be open of an obligation beside its state."""

from tracker.text import Labelled


class MatterKind(Labelled):
    """Why others are concerned."""

    DELEGATED = "delegated", "Đã giao trong đơn vị"
    WAITING = "waiting", "Chờ ý kiến"
    EXTENSION = "extension", "Đã xin gia hạn, chưa có ý kiến"
