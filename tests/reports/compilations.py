"""A small compilation of six months with every kind of part, and what its paper says."""

from datetime import UTC, date, datetime

from tracker.reports.rules.compiled import (
    Compiled,
    Grid,
    GridBand,
    GridColumn,
    GridTotal,
    Heading,
    IndicatorFigure,
    Kind,
    Numbered,
    Origin,
    OriginKind,
    Section,
    Sentence,
)
from tracker.reports.rules.letterheads import Particulars
from tracker.reports.rules.papers import PaperFacts, PaperForm

KNOWN = datetime(2025, 6, 16, 3, tzinfo=UTC)
HEADING = Heading(
    regime="CCHC-TINH", round="2025-H1", title="6 tháng đầu năm 2025", scope_unit="SNV",
    scope_name="Sở Nội vụ", receiver="Bộ Nội vụ", year=2025, first=date(2024, 12, 15),
    last=date(2025, 6, 14), known=KNOWN, internal=False,
)  # fmt: skip
SAID = Sentence(
    "Sở Tư pháp: Rà soát 24 văn bản, xử lý 05 văn bản.",
    (Origin(OriginKind.UPDATE, "Sở Tư pháp", 7, (3,), date(2025, 6, 5)),),
)
COUNTED = Sentence(
    "Kế hoạch 196/KH-UBND giao 45 nhiệm vụ; đã hoàn thành 05 nhiệm vụ.",
    (Origin(OriginKind.COUNT, obligation_ids=(3, 4)),),
)
SECTIONS = (
    Section("cddh", Numbered.PART, "I", "CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH", (COUNTED,)),
    Section("ket-qua", Numbered.PART, "II", "KẾT QUẢ THỰC HIỆN"),
    Section("tc", Numbered.CLAUSE, "1", "Cải cách thể chế", (SAID,)),
    Section("phuong-huong", Numbered.PART, "III", "NHIỆM VỤ KỲ TỚI", (
        Sentence("Căn cứ kế hoạch này, ban hành kế hoạch của cơ quan."), Sentence("Sơ kết Đề án."),
    ), bullets=True),
    Section("kien-nghi", Numbered.PART, "IV", "KIẾN NGHỊ, ĐỀ XUẤT"),
)  # fmt: skip
TABLE = Grid(
    "theo-linh-vuc", "Kết quả theo lĩnh vực",
    (
        GridColumn("TT", Kind.INTEGER, 0.5), GridColumn("Lĩnh vực", share=3),
        GridColumn("Đúng hạn", Kind.INTEGER, 1, "Hoàn thành"),
        GridColumn("Quá hạn", Kind.INTEGER, 1, "Hoàn thành"),
        GridColumn("Tỷ lệ (%)", Kind.PERCENT, blank="–"),
    ),
    ((1, "Cải cách thể chế", 1, 0, 50.0), GridTotal((None, "Tổng cộng", 1234, 0, None))),
)  # fmt: skip
NUMBERS = Grid(
    "so-lieu", "Biểu số liệu thống kê",
    (
        GridColumn("TT"), GridColumn("Chỉ tiêu", share=4), GridColumn("Số liệu", Kind.DECIMAL),
        GridColumn("Ngày", Kind.DAY),
    ),
    (
        GridBand("Cải cách thể chế"), ("1.1", "=Số văn bản rà soát", 1234.5, date(2025, 6, 5)),
        ("1.2", "Số văn bản xử lý", None, None),
    ),
    note="Ô trống là chưa có số.",
)  # fmt: skip
COMPILED = Compiled(
    HEADING, SECTIONS, (("cddh", TABLE),), (NUMBERS, TABLE),
    (("tasks.given", 45), ("tasks.done", 5), ("tasks.rate", 11.11), ("duties.silent", None)),
    ("01/40 đơn vị chưa gửi báo cáo kỳ này.",),
    (IndicatorFigure("CT1.1", "1.1", "Số văn bản rà soát", "văn bản", False, 1234.5, None),),
)  # fmt: skip
OFFICE = Particulars(
    "UBND tỉnh Sóc Trăng", "Sở Nội vụ", "SNV", "CCHC", "Sóc Trăng", "KT. GIÁM ĐỐC",
    "PHÓ GIÁM ĐỐC", "Các sở\nLưu: VT, CCHC",
)  # fmt: skip
PROVINCE = Particulars(
    "", "Ủy ban nhân dân tỉnh Sóc Trăng", "UBND", "TTHC", "Sóc Trăng",
    "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Các sở\nLưu: VT, TTHC",
)  # fmt: skip
BASE = (
    "Căn cứ Kế hoạch số 196/KH-UBND ngày 23/12/2024 của UBND tỉnh Sóc Trăng về cải cách hành "
    "chính nhà nước tỉnh Sóc Trăng năm 2025"
)
SUBJECT = "Kết quả công tác cải cách hành chính 6 tháng đầu năm 2025"


def facts(form=PaperForm.OWN, **changes):
    """What the paper of each form says."""
    given = {
        "form": form, "particulars": OFFICE, "issuer": "Sở Nội vụ", "subject": SUBJECT,
        "addressees": ("Bộ Nội vụ",), "day": date(2025, 6, 16),
        "superior": "Ủy ban nhân dân tỉnh Sóc Trăng", "bases": (BASE,),
    }  # fmt: skip
    if form is PaperForm.SUPERIOR:
        given |= {"particulars": PROVINCE, "issuer": "Ủy ban nhân dân tỉnh Sóc Trăng"}
    return PaperFacts(**(given | changes))
