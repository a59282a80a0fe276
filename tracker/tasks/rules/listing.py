"""The states by which a list of phần việc is cut: finer than the cells, and told on screen."""

from tracker.text import Labelled


class ListState(Labelled):
    """A choice of the state filter; the value stands in the address."""

    UNFINISHED = "chua-xong", "Chưa hoàn thành (có thời hạn)"
    NEEDED = "can-cap-nhat", "Cần cập nhật"
    OPEN = "dang-theo-doi", "Đang theo dõi (mọi loại thời hạn)"
    OVERDUE = "qua-han", "Quá hạn"
    ORIGINAL_OVERDUE = "qua-han-ban-dau", "Quá hạn theo hạn ban đầu"
    SPARED = "trong-han-nho-gia-han", "Trong hạn nhờ gia hạn"
    EXTENDED = "da-gia-han", "Đã gia hạn, chưa hoàn thành"
    SPARED_DONE = "dung-han-nho-gia-han", "Hoàn thành đúng hạn nhờ gia hạn"
    SOON = "sap-den-han", "Sắp đến hạn"
    MONTH = "trong-30-ngay", "Đến hạn trong 30 ngày"
    IN_TIME = "trong-han", "Chưa hoàn thành, trong hạn"
    SUBMITTED = "da-trinh", "Đã trình, chờ ban hành"
    STANDING = "thuong-xuyen", "Thường xuyên (không thời hạn)"
    SILENT = "chua-cap-nhat", "Thường xuyên, chưa cập nhật trong kỳ"
    UNCHANGED = "khong-thay-doi", "Thường xuyên, không thay đổi trong kỳ"
    UNDETERMINED = "chua-xac-dinh", "Chưa xác định thời hạn"
    DONE_ON_TIME = "dung-han", "Hoàn thành đúng hạn"
    DONE_LATE = "hoan-thanh-qua-han", "Hoàn thành quá hạn"
    ASKED = "de-nghi-bo-sung", "Đề nghị bổ sung, hoàn thiện"
    ENTERED = "duoc-nhap-thay", "Được nhập thay, chờ đơn vị kiểm tra"
    INTERNAL_LATE = "qua-han-noi-bo", "Quá hạn nội bộ"
    INTERNAL_SOON = "sap-den-han-noi-bo", "Hạn nội bộ trong 30 ngày, thời hạn muộn hơn"
    PLAN_OVER = "cho-ket-thuc", "Chờ kết thúc kế hoạch"
    BEFORE_TRACKING = "truoc-theo-doi", "Trước thời điểm bắt đầu theo dõi"
    CLOSED = "da-ket-thuc", "Đã kết thúc trách nhiệm"
    ALL = "tat-ca", "Mọi trạng thái"


MONTH_AHEAD = 30
"""Calendar days of "đến hạn trong 30 ngày"."""

SOON_WORKING_DAYS = 7
"""Working days of "sắp đến hạn"."""
