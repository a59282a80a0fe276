"""A whole list on paper: every row, on A4 across, with the head again on every page."""

import re

ROWS, HEADS = re.compile(rb"/S\s*/TR\b"), re.compile(rb"/S\s*/TH\b")
PAGES, SIZES = re.compile(rb"/Type\s*/Page\b"), re.compile(rb"/MediaBox \[0 0 (\d+)[^ ]* (\d+)")


def test_every_row_of_a_list_goes_to_paper(reader):
    """Rows are told by the structure that Chromium writes into the file for screen readers."""
    leader = reader("lanhdao")
    leader.open("/qua-han?nam=tat-ca&dong=100")
    groups = [int(n) for n in re.findall(r"(\d+) phần việc quá hạn(?:\n| \()", leader.text)]
    leader.open("/qua-han?nam=tat-ca&in=1")
    paper = leader.page.pdf(prefer_css_page_size=True, tagged=True)
    late = leader.page.locator("table.data tbody tr:not(.group)").count()
    assert late > 10
    assert len(ROWS.findall(paper)) == 1 + late + leader.page.locator("tr.group").count()
    assert late == sum(groups)
    assert len(PAGES.findall(paper)) > 1
    assert set(SIZES.findall(paper)) == {(b"841", b"594")}


def test_nothing_but_the_list_is_printed(reader):
    officer = reader("dm.stp")
    officer.open("/nhiem-vu?nam=2025&in=1")
    officer.page.set_viewport_size({"width": 980, "height": 700})
    officer.page.emulate_media(media="print")
    for part in (".rail", ".topbar", ".page-actions", ".page-head"):
        assert not officer.page.locator(part).first.is_visible(), part
    head = officer.page.locator(".print-head").inner_text().upper()
    for words in ("SỞ TƯ PHÁP", "DANH SÁCH NHIỆM VỤ", "THỨ BA, 10/6/2025", "NĂM 2025"):
        assert words in head
    assert officer.page.evaluate(
        "document.querySelector('table.data').getBoundingClientRect().right <= innerWidth"
    )
    assert (
        officer.page.evaluate("getComputedStyle(document.querySelector('thead')).display")
        == "table-header-group"
    )
