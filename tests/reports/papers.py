"""Good papers of each form, and ways to break one of them."""

import io
import zipfile
from dataclasses import replace
from datetime import date

from tracker.reports.docx.values import (
    Align,
    Appendix,
    Band,
    Bullets,
    Column,
    Heading,
    Letterhead,
    Level,
    Numbered,
    Paper,
    Paragraph,
    Signature,
    Table,
)
from tracker.reports.docx.writing import write

DAY = date(2025, 6, 5)
COLUMNS = (
    Column("TT", 8, Align.CENTRE), Column("Nhiệm vụ", 60),
    Column("Đúng hạn", 15, Align.RIGHT, "Xong"), Column("Quá hạn", 15, Align.RIGHT, "Xong"),
)  # fmt: skip
TABLE = Table(COLUMNS, (Band("I. Cải cách thể chế"), ("1", "Rà soát văn bản", "5", "1")))
BASES = (
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 02 năm 2025",
    "Căn cứ Kế hoạch số 196/KH-UBND ngày 23/12/2024 của UBND tỉnh về cải cách hành chính",
)
CLOSING = Paragraph(
    "Trên đây là kết quả thực hiện, kính báo cáo (Phụ lục I và Phụ lục II kèm theo)"
)
BLOCKS = (
    Paragraph("Kết quả thực hiện từ ngày 15/12/2024 đến ngày 14/6/2025 như sau:"),
    Heading(Level.ROMAN, "I", "Công tác chỉ đạo, điều hành"),
    Heading(Level.CLAUSE, "1", "Kế hoạch cải cách hành chính"),
    Paragraph("Đã hoàn thành 31/83 nhiệm vụ, đạt 37,35 % theo khoản 5 Điều 14."),
    Bullets(("Hoàn thành đúng hạn: 29 nhiệm vụ;", "Hoàn thành quá hạn: 02 nhiệm vụ.")),
    Numbered(("Việc một;", "Việc hai;", "Việc ba;", "Việc bốn;", "Việc năm.")),
    Heading(Level.SUBCLAUSE, "1.1", "Nhiệm vụ được giao"),
    TABLE,
    CLOSING,
)  # fmt: skip


def appendix(number, *, landscape):
    """An appendix with a table."""
    belongs = "Kèm theo Báo cáo số     /BC-SNV ngày     tháng 6 năm 2025 của Sở Nội vụ"
    return Appendix("Danh mục nhiệm vụ", belongs, (TABLE,), number, landscape)


REPORT = Paper(
    Letterhead("Sở Nội vụ", "BC-SNV", "Sóc Trăng", "UBND tỉnh Sóc Trăng", "43", DAY),
    "Báo cáo", "Kết quả công tác cải cách hành chính 6 tháng đầu năm 2025",
    ("Ủy ban nhân dân tỉnh Sóc Trăng",), BASES, BLOCKS,
    Signature(("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), ("Như trên", "Các sở", "Lưu: VT, CCHC")),
    (appendix("I", landscape=True), appendix("II", landscape=False)),
)  # fmt: skip
PROVINCE = replace(
    REPORT,
    letterhead=Letterhead("Ủy ban nhân dân tỉnh Sóc Trăng", "BC-UBND", "Sóc Trăng"),
    addressees=("Bộ Nội vụ", "Ban Chỉ đạo cải cách hành chính"),
    signature=Signature(
        ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), ("Như trên", "Lưu: VT, TTHC")
    ),
)
PROPOSAL = replace(
    REPORT,
    letterhead=replace(REPORT.letterhead, symbol="TTr-SNV", number="", day_blank=True),
    kind="Tờ trình", subject="Ban hành báo cáo cải cách hành chính 6 tháng đầu năm 2025",
    signature=Signature(("GIÁM ĐỐC",), ("Như trên", "Lưu: VT")),
)  # fmt: skip
LETTER = replace(
    REPORT,
    letterhead=replace(
        REPORT.letterhead, symbol="SNV-CCHC",
        about="báo cáo kết quả công tác cải cách hành chính 6 tháng đầu năm 2025",
    ),
    kind="", subject="",
)  # fmt: skip
OUTLINE = replace(
    REPORT,
    blocks=(
        Heading(Level.PART, "Phần I", "Kết quả"), Heading(Level.SECTION, "Mục 1", "Chỉ đạo"),
        Heading(Level.ARTICLE, "Điều 1", "Giao nhiệm vụ"), Heading(Level.POINT, "a", "Nội dung;"),
        CLOSING,
    ),
)  # fmt: skip
LOOSE = Paper(
    None, appendices=(appendix("", landscape=True),),
    signed_mark="43/BC-SNV; 2025-06-05T09:30:00+07:00",
)  # fmt: skip
PLAIN = replace(
    REPORT, addressees=("Bộ Nội vụ", "Ban Chỉ đạo"), bases=(), blocks=(Paragraph("Kính báo cáo"),),
    appendices=(),
)  # fmt: skip
FORMS = {
    "plain": PLAIN, "bc-snv": REPORT, "bc-ubnd": PROVINCE, "ttr": PROPOSAL, "cv": LETTER,
    "outline": OUTLINE, "loose": LOOSE,
}  # fmt: skip


def patched(content, part, old, new, *, nth=1):
    """The .docx with the nth `old` of a part replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as whole, zipfile.ZipFile(out, "w") as made:
        for info in whole.infolist():
            data = whole.read(info)
            if info.filename == f"word/{part}.xml":
                pieces = data.decode().split(old)
                assert len(pieces) > nth, f"{old} stands {len(pieces) - 1} times in {part}"
                data = (old.join(pieces[:nth]) + new + old.join(pieces[nth:])).encode()
            made.writestr(info, data)
    return out.getvalue()


def broken_text(old, new, *, paper=REPORT, nth=1):
    """A paper whose main part reads differently."""
    return lambda: patched(write(paper), "document", old, new, nth=nth)


def broken_style(style, old, new, *, paper=REPORT):
    """A paper with one paragraph style changed."""

    def make():
        content = write(paper)
        with zipfile.ZipFile(io.BytesIO(content)) as whole:
            every = whole.read("word/styles.xml").decode()
        start = every.index(f'w:styleId="{style}"')
        own = every[start : every.index("</w:style>", start)]
        assert old in own, own
        return patched(content, "styles", own, own.replace(old, new))

    return make


def broken_value(paper=REPORT, **changes):
    """A paper with other values."""
    return lambda: write(replace(paper, **changes))
