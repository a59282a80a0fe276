"""The guide's pictures of a plan that is taken in from a file, and of its amended file."""

from guide_studio import Photographer, keep, submit
from playwright.sync_api import Page

PLAN = {
    "number": "25/KH-UBND", "title": "Kế hoạch chuyển đổi số năm 2025", "year": "2025",
    "period_start": "01/01/2025", "period_end": "31/12/2025", "paper_day": "10/3/2025",
}  # fmt: skip
ROWS = (
    ("I", "Hạ tầng, dữ liệu"),
    ("1", "Rà soát, công bố danh mục dữ liệu dùng chung", "Danh mục", "Sở Khoa học và Công nghệ",
     "Cơ quan liên quan", "Quý III/2025"),
    ("2", "Kết nối hệ thống thông tin giải quyết thủ tục hành chính", "Báo cáo",
     "Văn phòng UBND tỉnh", "Tổ công tác số cơ sở", "Trước ngày 30/9/2025"),
    ("II", "Con người"),
    ("3", "Tập huấn kỹ năng số cho cán bộ, công chức", "Kế hoạch, báo cáo", "Sở Nội vụ",
     "Cơ quan liên quan", "Quý IV/2025"),
    ("4", "Báo cáo kết quả thực hiện", "Báo cáo", "Các sở, ban, ngành tỉnh", "", "Hàng quý"),
)  # fmt: skip
HEADS = ("TT", "Nhiệm vụ", "Sản phẩm", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian")
AMENDED = (
    *ROWS[:2], (*ROWS[2][:5], "Quý IV/2025"), *ROWS[3:5],
    ("5", "Sơ kết kết quả năm 2025", "Báo cáo", "Sở Khoa học và Công nghệ", "", "Tháng 12/2025"),
)  # fmt: skip
"""The table after a paper has amended it: a later day, a row less, another more."""


def taking_in(take: Photographer) -> None:
    """A table that is pasted, what is asked of it, the whole beside it; then its amended one."""
    page = take.person("th.snv")
    page.goto("/quan-tri/ke-hoach/moi")
    for name, value in PLAN.items():
        page.locator(f"[name={name}]").fill(value)
    submit(page, "Lưu")
    plan = page.url
    review = paste(page, plan, ROWS)
    keep(page, "nhap-xem-lai", 900)
    page.goto(f"{review}/doi-chieu")
    keep(page, "nhap-doi-chieu", 760)
    answer(page, review)
    page.goto(f"{review}/xac-nhan")
    submit(page, "Xem phần việc sẽ mở")
    keep(page, "nhap-xac-nhan", 580)
    submit(page, "Xác nhận")
    review = paste(page, plan, AMENDED)
    page.goto(f"{review}/thay-doi")
    keep(page, "nhap-thay-doi", 900)


def paste(page: Page, plan: str, rows: tuple[tuple[str, ...], ...]) -> str:
    """Hand a table in as Word copies it; the address of its review."""
    table = "\n".join("\t".join((*row, *[""] * 4)[: len(HEADS)]) for row in (HEADS, *rows))
    page.goto(f"{plan}/nhap")
    page.get_by_text("Hoặc dán bảng").click()
    page.get_by_label("Bảng đã chép").fill(table)
    submit(page, "Đọc tệp")
    return page.url


def answer(page: Page, review: str) -> None:
    """Everything that is asked: names stay to be told, the rest was read rightly."""
    page.goto(review)
    if page.get_by_role("heading", name="Cơ quan cần xác định").count():
        submit(page, "Lưu; tên chưa chọn thì chờ xác định")
    while page.get_by_role("heading", name="Lĩnh vực cần xếp").count():
        form = page.locator("form[action$='/linh-vuc']").first
        form.locator("select").select_option(
            label="Xây dựng và phát triển chính quyền điện tử, chính quyền số"
        )
        with page.expect_navigation():
            form.get_by_role("button").click()
    if page.get_by_role("heading", name="Các dòng cần xem").count():
        page.goto(f"{review}?chon=tat-ca")
        submit(page, "Các dòng đã đánh dấu đọc đúng")
