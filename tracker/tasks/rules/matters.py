"""What may be open of an obligation beside its state."""

from tracker.text import Labelled


class MatterKind(Labelled):
    """Why others are concerned."""

    DELEGATED = "delegated", "Đã giao trong đơn vị"
    WAITING = "waiting", "Chờ ý kiến"
    EXTENSION = "extension", "Đã xin gia hạn, chưa có ý kiến"
    CONFIRMED = "confirmed", "Đã xác nhận"
    ASKED = "asked", "Đề nghị bổ sung, hoàn thiện"
    ENTERED = "entered", "Được nhập thay"
