"""The written lists: who opens which, its file, the heading, the columns, a cell that is there."""

from typing import NamedTuple


class Listed(NamedTuple):
    """One list: `page` and `file` are addresses, `cell` a text of its first row, if it has one."""

    endpoint: str
    visitor: str
    page: str
    file: str
    heading: str
    columns: str
    cell: str = ""


_TASK = ("Kế hoạch|Lĩnh vực|Mục|Nhiệm vụ|Cơ quan, đơn vị|Vai trò|Kỳ|Thời hạn in trong kế hoạch"
         "|Ngày đến hạn")  # fmt: skip
_TOLD = "|Tình hình thực hiện mới nhất|Ngày của tình hình"
_WORK = (f"{_TASK}|Trạng thái|Số ngày quá hạn|Số ngày làm việc quá hạn{_TOLD}"
         "|Nguyên nhân|Hạn ban đầu|Việc đang chờ")  # fmt: skip
_PLAN = "Số, ký hiệu|Tên|Loại|Hiệu lực|Cơ quan ban hành|"
_WAITING = "|Nhiệm vụ|Chờ xác định thời hạn|Chờ xác định chủ trì"
_REMINDED = ("Ngày nhắc|Người nhận|Nhận thay|Cơ quan, đơn vị|Nội dung|Ngày đến hạn|Bậc nhắc"
             "|Cách nhận|Kết quả|Lý do|Người phát hành")  # fmt: skip
_QUEUE = "/quan-tri/cho-xac-dinh"

LISTS = (
    Listed(
        "rounds.sheet", "focal-own", "/ky-bao-cao/STP-1/2025-H1", "/ky-bao-cao/STP-1/2025-H1.xlsx",
        "ĐƠN VỊ PHẢI GỬI BÁO CÁO 6 THÁNG ĐẦU NĂM 2025",
        "Cơ quan, đơn vị|Nay là|Gửi báo cáo|Cán bộ đầu mối|Điện thoại", "Phòng Một",
    ),
    Listed(
        "rounds.merged_xlsx", "compiler", "/ky-bao-cao/STP-1/2025-H1/so-lieu",
        "/ky-bao-cao/STP-1/2025-H1/so-lieu.xlsx", "BIỂU SỐ LIỆU 6 THÁNG ĐẦU NĂM 2025",
        "Số|Chỉ tiêu thống kê|Đơn vị tính|Số liệu|Tử số|Mẫu số|Tỷ lệ (%)|Năm 2024"
        "|6 tháng đầu năm 2024|Riêng quý II|Nguồn số liệu|Ghi chú", "Chỉ tiêu CT1.1",
    ),
    Listed(
        "reporting.status_sheet", "focal-own", "/ky-bao-cao/STP-1/2025-H1/theo-doi",
        "/ky-bao-cao/STP-1/2025-H1/theo-doi.xlsx", "TÌNH HÌNH GỬI BÁO CÁO 6 THÁNG ĐẦU NĂM 2025",
        "Cơ quan, đơn vị|Tình trạng|Ngày gửi|Thời hạn gửi|Nhập thay, nguồn|Cán bộ đầu mối"
        "|Điện thoại", "Phòng Một",
    ),
    Listed(
        "work.mine_xlsx", "focal-own", "/", "/viec-cua-toi.xlsx", "VIỆC CỦA TÔI",
        f"Nhóm|{_WORK}", "Nhiệm vụ KH196-2025/T1",
    ),
    Listed(
        "work.tasks_xlsx", "focal-own", "/nhiem-vu?nam=2025", "/nhiem-vu.xlsx?nam=2025",
        "DANH SÁCH NHIỆM VỤ CẢI CÁCH HÀNH CHÍNH", _WORK, "MOI9A19",
    ),
    Listed(
        "work.overdue_xlsx", "focal-own", "/qua-han", "/qua-han.xlsx", "DANH SÁCH NHIỆM VỤ QUÁ HẠN",
        _WORK, "MOI9A19",
    ),
    Listed(
        "work.counted_xlsx", "focal-own", "/ket-qua/qua-han", "/ket-qua/qua-han.xlsx",
        "DANH SÁCH NHIỆM VỤ: CHƯA HOÀN THÀNH, QUÁ HẠN",
        "Kế hoạch|Lĩnh vực|Mục|Nhiệm vụ|Phần việc hoàn thành|Phần việc quá hạn|Tổng số phần việc",
        "Nhiệm vụ KH196-2025/T1",
    ),
    Listed(
        "work.cooperations_xlsx", "partner", "/phoi-hop", "/phoi-hop.xlsx", "ĐỀ NGHỊ PHỐI HỢP",
        "Mục|Nhiệm vụ|Đơn vị chủ trì|Đơn vị được đề nghị|Văn bản|Nội dung đề nghị|Ngày đề nghị"
        "|Trả lời trước hết ngày|Tình hình|Ngày trả lời|Nội dung trả lời", "YC9A19",
    ),
    Listed(
        "work.extensions_xlsx", "focal-own", "/gia-han", "/gia-han.xlsx", "ĐỀ NGHỊ GIA HẠN",
        "Mục|Nhiệm vụ|Kế hoạch|Đơn vị|Thời hạn hiện tại|Hạn ban đầu|Xin gia hạn đến|Ngày đề nghị"
        "|Văn bản đề nghị|Lý do|Ý kiến|Gia hạn đến|Văn bản trả lời|Ngày văn bản trả lời", "GH9A19",
    ),
    Listed(
        "work.confirm_xlsx", "compiler", "/xac-nhan", "/xac-nhan.xlsx", "KẾT QUẢ CHỜ XÁC NHẬN",
        f"{_TASK}|Đơn vị báo|Từ ngày{_TOLD}|Minh chứng",
    ),
    Listed(
        "work.delegate_many_xlsx", "focal-own", "/giao-viec", "/giao-viec.xlsx",
        "PHẦN VIỆC CHƯA GIAO CHO PHÒNG, CÁN BỘ NÀO", f"{_WORK}|Hạn nội bộ",
        "Nhiệm vụ KH196-2025/T1",
    ),
    Listed(
        "work.hand_over_all_xlsx", "focal-own", "/ban-giao-viec", "/ban-giao-viec.xlsx",
        "PHẦN VIỆC ĐANG GIAO CHO MỘT CÁN BỘ, MỘT PHÒNG", f"{_WORK}|Hạn nội bộ",
    ),
    Listed(
        "work.search_xlsx", "focal-own", "/tim-kiem?q=moi9a19", "/tim-kiem.xlsx?q=moi9a19",
        "KẾT QUẢ TÌM KIẾM", "Loại|Nội dung|Thuộc|Ngày", "MOI9A19",
    ),
    Listed(
        "plans.plans_xlsx", "no-grant", "/ke-hoach", "/ke-hoach.xlsx", "KẾ HOẠCH, ĐỀ ÁN",
        f"{_PLAN}Từ ngày|Đến ngày{_WAITING}", "196/KH-UBND",
    ),
    Listed(
        "plans.rows_xlsx", "no-grant", "/ke-hoach/KH196-2025", "/ke-hoach/KH196-2025.xlsx",
        "KẾ HOẠCH 2025 (196/KH-UBND)",
        "Lĩnh vực|Mục|Nhiệm vụ|Sản phẩm|Chủ trì|Phối hợp|Thời hạn|Ngày đến hạn|Tình hình",
        "Nhiệm vụ KH196-2025/T1",
    ),
    Listed(
        "units.sheet", "compiler", "/don-vi", "/don-vi.xlsx",
        "TÌNH HÌNH THỰC HIỆN THEO CƠ QUAN, ĐƠN VỊ",
        "Cơ quan, đơn vị|Hoàn thành đúng hạn|Hoàn thành quá hạn|Chưa hoàn thành, trong hạn"
        "|Chưa hoàn thành, quá hạn|Không thời hạn|Quá hạn theo hạn ban đầu"
        "|Đã gia hạn, chưa hoàn thành|Phần việc cần cập nhật trong kỳ|Đã cập nhật trong kỳ"
        "|Số ngày im lặng lâu nhất|Nhiệm vụ im lặng lâu nhất|Cán bộ đầu mối|Điện thoại",
        "Ủy ban nhân dân tỉnh",
    ),
    Listed(
        "work.lineage_xlsx", "compiler", "/ke-hoach/KH196-2025/doi-chieu-chuong-trinh",
        "/ke-hoach/KH196-2025/doi-chieu-chuong-trinh.xlsx", "ĐỐI CHIẾU KẾ HOẠCH 196/KH-UBND",
        "Danh sách|Cơ quan chủ trì|Văn bản|Mục|Nhiệm vụ|Thuộc mục|Thời hạn",
    ),
    Listed(
        "work.closing_xlsx", "compiler", "/ket-thuc-nam/KH196-2025/2025",
        "/ket-thuc-nam/KH196-2025/2025.xlsx", "NHIỆM VỤ CHƯA HOÀN THÀNH KHI KẾT THÚC NĂM 2025",
        "Lĩnh vực|Mục|Nhiệm vụ|Cơ quan, đơn vị|Kỳ|Ngày đến hạn|Hạn ban đầu|Tình hình tại ngày lập"
        "|Nội dung mới nhất|Ngày của nội dung|Ước thực hiện đến 31/12|Quyết định", "MOI9A19",
    ),
    Listed(
        "work.closing_years_xlsx", "compiler", "/ket-thuc-nam", "/ket-thuc-nam.xlsx",
        "CÁC NĂM KẾ HOẠCH", "Số, ký hiệu|Kế hoạch|Năm|Chưa quyết định",
    ),
    Listed(
        "administration.grants_waiting_xlsx", "administrator", "/quan-tri/tai-khoan/cho-duyet",
        "/quan-tri/tai-khoan/cho-duyet.xlsx", "VAI TRÒ CHỜ DUYỆT",
        "Người dùng|Tên đăng nhập|Vai trò|Lý do",
    ),
    Listed(
        "administration.queue_xlsx", "compiler", _QUEUE, f"{_QUEUE}.xlsx",
        "NHIỆM VỤ CHỜ XÁC ĐỊNH THỜI HẠN",
        "Kế hoạch|Thuộc|Mục|Nhiệm vụ|Thời hạn in|Cần xác định",
    ),
    Listed(
        "administration.queue_xlsx", "compiler", f"{_QUEUE}?muc=co-quan",
        f"{_QUEUE}.xlsx?muc=co-quan", "TÊN IN CHƯA RÕ CƠ QUAN",
        "Kế hoạch|Mục|Nhiệm vụ|Vai trò|Tên in|Số nhiệm vụ",
    ),
    Listed(
        "administration.queue_xlsx", "compiler", f"{_QUEUE}?muc=su-kien",
        f"{_QUEUE}.xlsx?muc=su-kien", "NHIỆM VỤ CHƯA GHI NHẬN SỰ KIỆN TRONG NĂM 2025",
        "Kế hoạch|Mục|Nhiệm vụ|Thời hạn|Sự kiện gần nhất", "Nhiệm vụ KH196-2025/T1",
    ),
    Listed(
        "administration.plans_xlsx", "compiler", "/quan-tri/ke-hoach", "/quan-tri/ke-hoach.xlsx",
        "KẾ HOẠCH, ĐỀ ÁN ĐƯỢC QUẢN LÝ", f"{_PLAN}Năm đã mở{_WAITING}", "196/KH-UBND",
    ),
    Listed(
        "administration.plan_xlsx", "compiler", "/quan-tri/ke-hoach/{plan_id}",
        "/quan-tri/ke-hoach/{plan_id}.xlsx", "KẾ HOẠCH 2025 (196/KH-UBND)",
        "Mục|Nhiệm vụ|Sản phẩm|Chủ trì|Phối hợp|Đơn vị chủ trì|Thời hạn|Cách hiểu|Kết thúc từ",
        "Nhiệm vụ KH196-2025/T1",
    ),
    Listed(
        "criteria.index_xlsx", "focal-own", "/tieu-chi", "/tieu-chi.xlsx",
        "TIÊU CHÍ CHỈ SỐ CẢI CÁCH HÀNH CHÍNH",
        "Số|Lĩnh vực, tiêu chí|Loại|Cơ quan phụ trách|Tối đa|Năm|Điểm đạt|Tỷ lệ (%)|Xếp hạng"
        "|Điểm thiếu|Nhiệm vụ", "Mục LV-1",
    ),
    Listed(
        "administration.fields_xlsx", "compiler", "/quan-tri/linh-vuc", "/quan-tri/linh-vuc.xlsx",
        "DANH MỤC LĨNH VỰC",
        "Thứ tự|Lĩnh vực|Mã|Dùng trong|Tên gọi khác|Cơ quan theo dõi hiện nay", "Sở Tài chính",
    ),
    Listed(
        "administration.units_xlsx", "administrator", "/quan-tri/don-vi", "/quan-tri/don-vi.xlsx",
        "DANH MỤC CƠ QUAN, ĐƠN VỊ", "Cơ quan, đơn vị|Mã|Loại|Thuộc|Hoạt động từ ngày|Đến hết ngày",
        "Ủy ban nhân dân tỉnh",
    ),
    Listed(
        "administration.groups_xlsx", "administrator", "/quan-tri/nhom-don-vi",
        "/quan-tri/nhom-don-vi.xlsx", "DANH MỤC NHÓM ĐƠN VỊ", "Nhóm|Mã|Thành viên hiện nay",
        "Các sở, ban, ngành tỉnh",
    ),
    Listed(
        "administration.days_off_xlsx", "administrator", "/quan-tri/ngay-nghi?nam=2027",
        "/quan-tri/ngay-nghi.xlsx?nam=2027", "NGÀY NGHỈ, NGÀY LÀM BÙ NĂM 2027",
        "Ngày|Thứ|Tên|Loại|Thông báo|Áp dụng|Căn cứ", "Tết Nguyên đán",
    ),
    Listed(
        "administration.indicators_xlsx", "compiler", "/quan-tri/bieu-so-lieu",
        "/quan-tri/bieu-so-lieu.xlsx", "CHỈ TIÊU CỦA BIỂU SỐ LIỆU",
        "Số|Chỉ tiêu thống kê|Đơn vị tính|Loại số liệu|Số liệu chung lấy từ|Tử số|Mẫu số"
        "|Ghi chú|Căn cứ", "Chỉ tiêu CT1.1",
    ),
    Listed(
        "administration.accounts_xlsx", "administrator", "/quan-tri/tai-khoan?q=administrator",
        "/quan-tri/tai-khoan.xlsx?q=administrator", "DANH SÁCH TÀI KHOẢN NGƯỜI DÙNG",
        "Tên hiển thị|Tên đăng nhập|Vai trò, đơn vị|Thư điện tử|Điện thoại|Ngày lập"
        "|Đăng nhập gần nhất|Dùng gần nhất|Xác thực hai lớp|Trạng thái|Kết quả rà soát",
        "Cán bộ administrator",
    ),
    Listed(
        "reminders.admin_told_xlsx", "administrator", "/quan-tri/nhac-viec/ai-da-nhan",
        "/quan-tri/nhac-viec/ai-da-nhan.xlsx", "AI ĐÃ NHẬN NHẮC VIỆC GÌ", _REMINDED,
    ),
    Listed(
        "reminders.told_xlsx", "compiler", "/nhac-viec/ai-da-nhan", "/nhac-viec/ai-da-nhan.xlsx",
        "AI ĐÃ NHẬN NHẮC VIỆC GÌ", _REMINDED,
    ),
    Listed(
        "administration.handovers_xlsx", "administrator", "/quan-tri/ban-giao",
        "/quan-tri/ban-giao.xlsx", "BÀN GIAO NHIỆM VỤ ĐÃ ÁP DỤNG",
        "Mã|Có hiệu lực|Cơ quan giao|Căn cứ|Dòng bàn giao|Phần việc đã chuyển, đã kết thúc",
    ),
    Listed(
        "administration.handover_queue_xlsx", "administrator", "/quan-tri/ban-giao/cho-xac-dinh",
        "/quan-tri/ban-giao/cho-xac-dinh.xlsx", "PHẦN VIỆC CHƯA CÓ ĐƠN VỊ TIẾP NHẬN",
        "Cơ quan|Kết thúc từ|Căn cứ|Nhiệm vụ|Phần việc",
    ),
)  # fmt: skip
ELSEWHERE = {
    "administration.handover_xlsx",  # tests/administration/test_handover_pages.py
    "compiling.draft_xlsx",
    "compiling.version_xlsx",  # workbooks, tests/reports/test_frozen.py
    "plans.appendix_xlsx",  # a plan that reads back, tests/intake/test_going_out.py
    "rounds.numbers_xlsx",  # a form to fill in, tests/work/test_figures.py
    "administration.accounts_template",  # a form to fill in, no list
}
