"""Every rule of layout: good papers pass them all, each broken one fails exactly its rule."""

from dataclasses import replace

import pytest

from tests.reports.papers import (
    BASES,
    BLOCKS,
    CLOSING,
    FORMS,
    LETTER,
    LOOSE,
    OUTLINE,
    REPORT,
    appendix,
    broken_style,
    broken_text,
    broken_value,
)
from tracker.reports.checking.checker import RULES, check
from tracker.reports.checking.findings import Outcome
from tracker.reports.docx.values import Paragraph, Signature
from tracker.reports.docx.writing import write

BOLD, SIZE_13, SIZE_14 = "<w:b/><w:bCs/>", '<w:sz w:val="26"/>', '<w:sz w:val="28"/>'
RULE = '<w:pBdr><w:top w:val="single"'
DASHED = '<w:pBdr><w:top w:val="dashed"'
POST, NOTED = REPORT.signature.lines, REPORT.signature.recipients
DRAWN = {"issuer": 1, "motto": 2, "subject": 3, "appendix": 4}


def run_with(properties):
    """The first run of the body with these properties."""
    words = "<w:t>Kết quả thực hiện từ"
    return broken_text(f"<w:r>{words}", f"<w:r><w:rPr>{properties}</w:rPr>{words}")


BROKEN = {
    "P01": broken_text('w:w="11906" w:h="16838"', 'w:w="12240" w:h="15840"', nth=1),
    "P02": broken_value(appendices=(replace(appendix("", landscape=True), blocks=(CLOSING,)),)),
    "P03": broken_text('w:top="1134"', 'w:top="850"'),
    "P04": broken_text('w:bottom="1134"', 'w:bottom="1700"'),
    "P05": broken_text('w:left="1701"', 'w:left="1588"'),
    "P06": broken_text('w:right="850"', 'w:right="737"'),
    "P07": run_with('<w:rFonts w:ascii="Arial"/>'),
    "P08": run_with('<w:color w:val="FF0000"/>'),
    "P09": broken_style("Header", '"center"', '"left"'),
    "P10": broken_text("<w:titlePg/>", ""),
    "P11": broken_text('<w:pgNumType w:start="1"/>', ""),
    "H01": broken_text("XÃ HỘI CHỦ NGHĨA VIỆT NAM", "XHCN VIỆT NAM"),
    "H02": broken_text("Độc lập - Tự do - Hạnh phúc", "Độc lập - Tự do – Hạnh phúc"),
    "H03": broken_text(RULE, DASHED, nth=DRAWN["motto"]),
    "H04": broken_style("Motto", 'w:before="0"', 'w:before="120"'),
    "H05": broken_style("Superior", SIZE_13, BOLD + SIZE_13),
    "H06": broken_style("Issuer", BOLD, ""),
    "H07": broken_text(RULE, DASHED, nth=DRAWN["issuer"]),
    "H08": broken_style("NumberLine", SIZE_13, '<w:sz w:val="24"/>'),
    "H09": broken_value(letterhead=replace(REPORT.letterhead, symbol="KH-SNV")),
    "H10": broken_text("tháng\u00a06\u00a0", "tháng\u00a006\u00a0"),
    "H11": broken_style("About", 'w:before="120"', 'w:before="60"', paper=LETTER),
    "T01": broken_style("Kind", SIZE_14, '<w:sz w:val="32"/>'),
    "T02": broken_style("Subject", BOLD, BOLD + "<w:i/>"),
    "T03": broken_text(RULE, DASHED, nth=DRAWN["subject"]),
    "T04": broken_text("Kính gửi: ", "Kính gửi "),
    "B01": broken_style("Basis", "<w:i/>", ""),
    "B02": broken_value(bases=(BASES[0], "Căn cứ Kế hoạch số 196/KH-UBND về cải cách hành chính")),
    "B03": broken_style("BodyText", '"both"', '"left"'),
    "B04": broken_style("BodyText", 'w:firstLine="567"', 'w:firstLine="284"'),
    "B05": broken_style("BodyText", 'w:line="259"', 'w:line="480"'),
    "B06": broken_text("Phần\u00a0I<", "PHẦN I<", paper=OUTLINE),
    "B07": broken_text("Mục\u00a01<", "MỤC 1<", paper=OUTLINE),
    "B08": broken_text("Điều\u00a01. ", "Điều 1: ", paper=OUTLINE),
    "B09": broken_text("1. Kế hoạch", "1) Kế hoạch"),
    "B10": broken_text("đ) Việc", "e) Việc"),
    "B11": broken_text("I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH", "I. Công tác chỉ đạo, điều hành"),
    "B14": broken_value(blocks=(Paragraph("Theo Khoản 5 Điều 14 quy định."), *BLOCKS)),
    "S01": broken_style("SignerPost", BOLD, ""),
    "S02": broken_value(signature=Signature(("KT GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), NOTED)),
    "S03": broken_value(signature=Signature(POST, NOTED, "ThS. Người ký")),
    "S05": broken_style("RecipientsHead", "<w:i/><w:iCs/>", ""),
    "S06": broken_style("Recipient", '<w:sz w:val="22"/>', '<w:sz w:val="24"/>'),
    "S07": broken_value(signature=Signature(POST, ("Như trên", "Lưu: VT, cchc"))),
    "A01": broken_value(blocks=(*BLOCKS[:-1], Paragraph("Kính báo cáo"))),
    "A02": broken_text("Phụ lục\u00a0I<", "PHỤ LỤC I<"),
    "A03": broken_style("AppendixTitle", BOLD, ""),
    "A04": broken_style("AppendixBasis", "<w:i/><w:iCs/>", ""),
    "A05": broken_text(RULE, DASHED, nth=DRAWN["appendix"]),
    "A06": broken_value(LOOSE, signed_mark="43/BC-SNV; 05/6/2025 9 giờ 30"),
}  # fmt: skip


def outcomes(content):
    return {result.code: result for result in check("bao-cao.docx", content)}


@pytest.mark.parametrize("form", FORMS)
def test_good_paper_passes_every_rule(form):
    found = outcomes(write(FORMS[form]))
    assert [
        (one.code, one.found) for one in found.values() if one.outcome is not Outcome.PASS
    ] == []


def test_every_rule_has_a_broken_paper():
    assert list(BROKEN) == [rule.code for rule in RULES]


@pytest.mark.parametrize("code", BROKEN)
def test_broken_paper_fails_exactly_its_rule(code):
    found = outcomes(BROKEN[code]())
    assert [one.code for one in found.values() if one.outcome is Outcome.FAIL] == [code]
