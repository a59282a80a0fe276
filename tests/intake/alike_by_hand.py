"""Which rows carry out which duties, and next year's plan as an office would write it: by hand.

Read from the texts by a person before the program was asked. What a reader may take either way is
`DOUBTFUL` and counts neither for nor against.
"""

from tests.intake.official import seed
from tracker.intake.rules.likeness import Line, words_of
from tracker.tasks.rules.inheritance import PrintedRow, read_rows

CARRIED_OUT = {
    ("CCTC/1.1", "STP/5"), ("CCTC/1.1", "STP/3"), ("CCTC/1.2", "STP/5"), ("CCTC/1.2", "STP/3"),
    ("CCTC/4.1", "STP/2"), ("CCTC/4.2", "STP/2"), ("TTHC/4.2.1", "VPUBND/3"),
    ("CQS/6", "SKHCN/2"), ("CQS/6", "III/7.2"), ("CDDH/4.6", "SNV/12"), ("IV/3.1", "SNV/8"),
}  # fmt: skip
"""Rows of Kế hoạch 196/KH-UBND that plainly carry out a duty of the Đề án."""

DOUBTFUL = {
    ("CDDH/4.6", "III/2.1"), ("IV/3.1", "III/2.1"), ("IV/1.1", "III/1.2"), ("CQS/1", "STTTT/4"),
    ("CQS/2.3", "STTTT/3"), ("CQS/3", "III/6.3"), ("IV/3.2", "SNV/9"), ("CDCV/6", "SNV/10"),
    ("CDDH/4.3", "III/2.2"), ("CDDH/2", "III/1.4"), ("CDDH/2", "III/6.1"),
    ("IV/2.2", "III/3.1"), ("CDDH/4.2", "SNV/12"), ("CDDH/4.1", "SNV/12"), ("CDDH/4.3", "SNV/12"),
    ("CDDH/4.4", "SNV/12"), ("CDDH/4.5", "SNV/12"), ("CDDH/4.7", "SNV/12"),
    ("TTHC/4.2.3", "VPUBND/3"), ("IV/2.3", "SNV/11"), ("IV/2.1", "III/1.2"),
}  # fmt: skip

OF_THE_DEPARTMENT = {
    ("V/3", "III/1.5"), ("V/4", "III/1.5"), ("V/5", "III/1.6"), ("V/6", "STC/1"),
    ("V/7", "III/1.3"), ("V/8", "III/1.1"), ("V/8", "III/1.4"), ("V/9", "III/1.2"),
    ("V/10", "III/5.1"), ("V/12", "STC/2"), ("V/12", "III/5.2"),
}  # fmt: skip
"""Rows of the plan of Sở Tài chính that plainly carry out a duty of the Đề án."""

DOUBTFUL_OF_THE_DEPARTMENT = {
    ("V/1", "III/CHUNG"), ("V/2", "STC/3"), ("V/11", "STC/3"), ("V/11", "III/1.5"),
}  # fmt: skip

ADDRESSED = ("STC/", "III/1.", "III/5.", "III/CHUNG")
"""The duties of the Đề án that address Sở Tài chính, alone or among others."""


def leads(text):
    """A cell of leads as one key: in the program it names bodies."""
    return frozenset([" ".join(words_of(text))])


def lines(plan):
    """The rows of a seeded plan that ask for work, as compared; keys are codes in the plan."""
    rows = {row["code"]: row for row in seed(f"tasks/{plan}")}
    read = read_rows(
        PrintedRow(
            row["code"], row["parent"] or None, row["is_heading"] == "yes", row["product_text"],
            row["lead_text"], row["partners_text"], row["deadline_text"], row["cells_from"] or None,
        )
        for row in rows.values()
    )  # fmt: skip

    def text(code, cell):
        supplier = getattr(read[code], cell)
        return rows[supplier][f"{cell}_text"] if supplier else ""

    def above(row):
        parent = rows.get(row["parent"])
        return f"{above(parent)} {parent['title']}" if parent else ""

    return [
        Line(
            code.partition("/")[2], row["title"], above(row), text(code, "product"),
            leads(text(code, "lead")), row["field"], f"dòng {row['number']}",
        )
        for code, row in rows.items()
        if read[code].owes
    ]  # fmt: skip


def next_years():
    """The plan of 2026 by hand, as compared; keys are its numbers."""
    return [
        Line(number, title, above, product, leads(lead), field, number)
        for number, field, above, title, product, lead, _ in NEXT_YEAR
    ]


def follows():
    """(number of 2026, row of 2025) that a reader sees go on."""
    return {(row[0], code) for row in NEXT_YEAR for code in row[-1].split()}


_CHECK = ("Xây dựng, triển khai Kế hoạch kiểm tra, rà soát, xử lý văn bản quy phạm pháp luật và Kế"
          " hoạch theo dõi tình hình thi hành pháp luật năm 2026")  # fmt: skip
_SPREAD = "Ban hành và tổ chức thực hiện Kế hoạch phổ biến, giáo dục pháp luật năm 2026"
_CONTROL = "Kế hoạch kiểm soát thủ tục hành chính năm 2026"
_REVIEW = "Rà soát, đánh giá thủ tục hành chính năm 2026"
_INNER = "Rà soát, đơn giản hóa thủ tục hành chính nội bộ"
_ONLINE = "Đẩy mạnh dịch vụ công trực tuyến và thanh toán trực tuyến"
_SUM = "Tổng kết các Đề án giai đoạn 2021 - 2025"
_REPORT, _PLAN = "Báo cáo kết quả thực hiện", "Kế hoạch của UBND tỉnh"
_ALL = "Các sở, ban, ngành; UBND cấp xã"

NEXT_YEAR = (
    ("1.1", "CCTC", _CHECK, "Ban hành Kế hoạch", _PLAN, "Sở Tư pháp", "CCTC/1.1"),
    ("1.2", "CCTC", _CHECK, "Báo cáo kết quả", "Báo cáo", "Sở Tư pháp", "CCTC/1.2"),
    ("2", "CCTC", "", ("Rà soát Luật, Nghị định, Thông tư thuộc ngành, lĩnh vực quản lý có nội dung"
     " giao HĐND, UBND tỉnh quy định để lập đề nghị xây dựng văn bản QPPL theo Luật Ban hành văn"
     " bản quy phạm pháp luật năm 2025"), "Đề nghị xây dựng văn bản", _ALL, "CCTC/2"),
    ("3", "CCTC", "", ("Triển khai kịp thời các văn bản QPPL, văn bản chỉ đạo của Trung ương, Tỉnh"
     " ủy, HĐND và UBND tỉnh thuộc chức năng, thẩm quyền; báo cáo đề xuất biện pháp giải quyết khó"
     " khăn, vướng mắc"), _REPORT, "Các cơ quan, đơn vị, địa phương", "CCTC/3"),
    ("4.1", "CCTC", _SPREAD, "Ban hành Kế hoạch", _PLAN, "Sở Tư pháp", "CCTC/4.1"),
    ("4.2", "CCTC", _SPREAD, _REPORT, _REPORT, "Sở Tư pháp", "CCTC/4.2"),
    ("5", "CCTC", "", ("100% văn bản quy phạm pháp luật do HĐND, UBND tỉnh ban hành năm 2026 bảo"
     " đảm hợp hiến, hợp pháp, đúng trình tự, thủ tục"), "Văn bản QPPL", "Các cơ quan liên quan",
     "CCTC/5"),
    ("6.1", "TTHC", _CONTROL, "Xây dựng Kế hoạch", _PLAN, "Văn phòng UBND tỉnh", "TTHC/1.1"),
    ("6.2", "TTHC", _CONTROL, "Báo cáo kết quả thực hiện", "Báo cáo", "Văn phòng UBND tỉnh",
     "TTHC/1.2"),
    ("7", "TTHC", _REVIEW, ("Xây dựng Kế hoạch và thực hiện rà soát, kiến nghị bãi bỏ, sửa đổi, bổ"
     " sung các thủ tục hành chính"), "Quyết định thông qua phương án đơn giản hóa TTHC",
     "Văn phòng UBND tỉnh", "TTHC/2.1 TTHC/2.2"),
    ("8.1", "TTHC", _INNER, ("Trình công bố thủ tục hành chính nội bộ theo hướng dẫn của Văn phòng"
     " Chính phủ"), "Quyết định công bố", _ALL, "TTHC/3.1"),
    ("8.2", "TTHC", _INNER, "Đề xuất và thực thi phương án đơn giản hóa thủ tục hành chính nội bộ",
     "Quyết định thông qua phương án", _ALL, "TTHC/3.2"),
    ("9", "TTHC", "", "Tham mưu công bố TTHC theo quyết định của bộ, ngành Trung ương",
     "Quyết định của Chủ tịch UBND tỉnh", _ALL, "TTHC/4.1"),
    ("10", "TTHC", "", ("Cập nhật, công khai thủ tục hành chính trên Cơ sở dữ liệu quốc gia và hoàn"
     " thiện dữ liệu đã đồng bộ về Hệ thống thông tin giải quyết TTHC tỉnh"), "Báo cáo", _ALL,
     "TTHC/4.2.1 TTHC/4.2.3"),
    ("11", "TTHC", "", ("Công khai thông tin hồ sơ, tiến độ, kết quả giải quyết thủ tục hành chính"
     " trên Hệ thống thông tin giải quyết TTHC"), _REPORT, _ALL, "TTHC/5.1"),
    ("12", "TTHC", "", ("Tham mưu đôn đốc, chấn chỉnh công tác đồng bộ dữ liệu TTHC, công khai tiến"
     " độ, kết quả giải quyết"), "Văn bản của Chủ tịch UBND tỉnh",
     "Văn phòng UBND tỉnh; Sở Khoa học và Công nghệ", "TTHC/6"),
    ("13", "TTHC", "", "Duy trì cấp Phiếu lý lịch tư pháp trên VNeID", _REPORT, "Công an tỉnh",
     "TTHC/7"),
    ("14", "TTHC", "", ("Triển khai giải quyết thủ tục hành chính không phụ thuộc địa giới hành"
     " chính tại Trung tâm Phục vụ hành chính công"), _REPORT, _ALL, ""),
    ("15", "TCBM", "", ("Kiểm tra tình hình tổ chức và hoạt động, việc phân cấp của các sở, ngành"
     " và UBND cấp xã"), "Báo cáo kết quả", "Sở Nội vụ", "TCBM/1"),
    ("16", "TCBM", "", ("Rà soát, kiện toàn chức năng, nhiệm vụ, cơ cấu tổ chức bên trong của các"
     " cơ quan, đơn vị sau sắp xếp"), "Quyết định", _ALL, "TCBM/2"),
    ("17", "TCBM", "", ("Đo lường sự hài lòng của người dân đối với dịch vụ y tế, giáo dục công năm"
     " 2026"), _REPORT, "Sở Y tế; Sở Giáo dục và Đào tạo", "TCBM/3"),
    ("18", "TCBM", "", "Thực hiện tinh giản biên chế theo quy định", "Báo cáo", "Sở Nội vụ",
     "TCBM/4"),
    ("19", "CDCV", "", "Tuyển dụng công chức, viên chức theo vị trí việc làm đã được phê duyệt",
     "Văn bản của UBND tỉnh", "Sở Nội vụ", "CDCV/1"),
    ("20", "CDCV", "", ("Rà soát, điều chỉnh Đề án vị trí việc làm, cơ cấu công chức, viên chức của"
     " các cơ quan, đơn vị sự nghiệp công lập"), "Quyết định", "Sở Nội vụ", "CDCV/3.1"),
    ("21", "CDCV", "", "Nâng cao tỷ lệ cán bộ, công chức cấp xã đạt chuẩn", "Báo cáo kết quả",
     "Sở Nội vụ", "CDCV/3.3"),
    ("22", "CDCV", "", "Thực hiện bổ nhiệm lãnh đạo, quản lý đúng quy trình, tiêu chuẩn, số lượng",
     "Quyết định", _ALL, "CDCV/5"),
    ("23", "CDCV", "", "Kế hoạch đào tạo, bồi dưỡng cán bộ, công chức, viên chức năm 2026", ("Báo"
     " cáo kết quả"), "Sở Nội vụ", "CDCV/6"),
    ("24", "CDCV", "", "Đánh giá, xếp loại chất lượng cán bộ, công chức, viên chức hằng năm",
     "Báo cáo kết quả", _ALL, "CDCV/7"),
    ("25", "TCC", "", "Thực hiện cơ chế khoán biên chế và kinh phí quản lý hành chính", _REPORT,
     "Sở Tài chính", "TCC/1"),
    ("26", "TCC", "", ("Giao quyền tự chủ tài chính cho đơn vị sự nghiệp công lập theo Nghị định số"
     " 60/2021/NĐ-CP"), "Quyết định", "Sở Tài chính", "TCC/2"),
    ("27", "TCC", "", "Công khai số liệu giải ngân vốn đầu tư công năm 2026", _REPORT,
     "Sở Tài chính", "TCC/3"),
    ("28", "TCC", "", ("Thực hiện kiến nghị sau thanh tra, kiểm toán nhà nước về tài chính, ngân"
     " sách"), "Báo cáo", "Sở Tài chính", "TCC/4"),
    ("29", "CQS", "", ("Tỷ lệ hồ sơ công việc xử lý trên môi trường mạng (trừ hồ sơ mật): cấp tỉnh"
     " 100%, cấp xã 80%"), "Báo cáo hằng quý", "Sở Khoa học và Công nghệ", "CQS/1"),
    ("30", "CQS", "", ("Tổ chức số hóa hồ sơ, tái sử dụng kết quả số hóa, khai thác tài liệu điện"
     " tử"), _REPORT, _ALL, "CQS/2.3"),
    ("31.1", "CQS", _ONLINE, ("Tái cấu trúc quy trình, xác định mức độ cung cấp dịch vụ công trực"
     " tuyến toàn trình"), "Báo cáo kết quả", _ALL, "CQS/3.1"),
    ("31.2", "CQS", _ONLINE, "Tuyên truyền, hỗ trợ người dân, doanh nghiệp thanh toán trực tuyến",
     "Báo cáo", _ALL, "CQS/3.3"),
    ("31.3", "CQS", _ONLINE, ("Cung cấp dịch vụ thanh toán nghĩa vụ tài chính đất đai trên Cổng"
     " Dịch vụ công quốc gia"), "Báo cáo", "Sở Nông nghiệp và Môi trường", "CQS/3.4"),
    ("32", "CQS", "", "Triển khai lưu trữ hồ sơ điện tử và hồ sơ thủ tục hành chính điện tử", ("Báo"
     " cáo kết quả"), "Sở Nội vụ", "CQS/5"),
    ("33", "CQS", "", "Kiểm tra việc áp dụng HTQLCL theo TCVN ISO 9001:2015", "Báo cáo kết quả",
     "Sở Khoa học và Công nghệ", "CQS/6"),
    ("34", "CQS", "", "Ứng dụng trí tuệ nhân tạo hỗ trợ tiếp nhận, giải quyết hồ sơ", "Báo cáo",
     "Sở Khoa học và Công nghệ", ""),
    ("35", "CDDH", "", "Tổ chức thực hiện Kế hoạch cải cách hành chính năm 2026", "Báo cáo kết quả",
     "Sở Nội vụ", "CDDH/1"),
    ("36", "CDDH", "", "Kế hoạch tuyên truyền cải cách hành chính năm 2026", "Kế hoạch; báo cáo",
     "Sở Nội vụ", "CDDH/2"),
    ("37", "CDDH", "", "Đối thoại giữa lãnh đạo tỉnh với doanh nghiệp, ít nhất 02 lần", "Hội nghị",
     "Sở Tài chính", "CDDH/3.3"),
    ("38", "CDDH", "", "Kiểm tra công vụ năm 2026", "Báo cáo kết quả", "Đoàn kiểm tra công vụ",
     "CDDH/3.4"),
    ("39", "CDDH", "", ("Công khai đường dây nóng, thư điện tử, hệ thống phản ánh hiện trường để"
     " tiếp nhận phản ánh, kiến nghị của người dân, doanh nghiệp"), "Báo cáo",
     "Các cơ quan, đơn vị, địa phương", "CDDH/3.2"),
    ("40.1", "CDDH", _SUM, "Đề án Tuyên truyền cải cách hành chính", "Báo cáo", "Sở Nội vụ",
     "CDDH/4.2"),
    ("40.2", "CDDH", _SUM, "Đề án Chuyển đổi số tỉnh", "Báo cáo", "Sở Khoa học và Công nghệ",
     "CDDH/4.7"),
    ("41", "CDDH", "", "Tổ chức Hội thi tìm hiểu cải cách hành chính", "Hội thi", "Sở Nội vụ", ""),
)  # fmt: skip
