"""Every list as a file and on paper: what the page shows, all of it, and nothing else."""

import io
import re

import pytest
from openpyxl import load_workbook

from tests.ladder.lists import ELSEWHERE, LISTS
from tests.ladder.walking import rules
from tests.support.soaking import on_postgresql

HEAD = 3
_MARK = re.compile(r"[A-Z]{2,3}9[A-Z]\d9")
READERS = ("focal-own", "division-own", "partner", "follower", "focal-other", "compiler")
SHOWN = ("/", "/nhiem-vu", "/qua-han", "/phoi-hop", "/gia-han", "/tim-kiem?q=moi", "/ke-hoach")
"""Lists of work that every reader opens."""


def filed(response):
    """The rows of the one sheet of a file: the head, then the titles, then the cells."""
    assert response.status_code == 200
    sheet = load_workbook(io.BytesIO(response.data)).worksheets[0]
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def printed(walker, page):
    """The list's print as text."""
    response = walker.client.get(f"{page}{'&' if '?' in page else '?'}in=1")
    assert response.status_code == 200
    return response.text


def test_every_file_of_a_list_is_written_down(app):
    files = {rule.endpoint for rule in rules(app) if rule.rule.endswith(".xlsx")}
    assert files - ELSEWHERE == {one.endpoint for one in LISTS}


def test_every_list_is_a_file_and_a_print(walk, database_kind):
    walker = walk("focal-own")
    for one in LISTS:
        walker.visitor = one.visitor
        walker.enter()
        rows = filed(walker.client.get(one.file.format(plan_id=walker.plan_id)))
        assert rows[0][0] == one.heading
        assert "/2025" in rows[1][0], one.heading
        assert rows[HEAD] == ["STT", *one.columns.split("|")], one.heading
        paper = printed(walker, one.page.format(plan_id=walker.plan_id))
        assert one.heading in paper.upper()
        assert bool(one.cell) == (len(rows) > HEAD + 1), one.heading
        if one.cell:
            assert one.cell in rows[HEAD + 1], one.heading
            assert one.cell in paper, one.heading


def test_every_list_offers_both_in_its_head(walk, database_kind):
    on_postgresql(database_kind, too=False)
    walker = walk("focal-own")
    for one in (one for one in LISTS if one.cell):
        walker.visitor = one.visitor
        walker.enter()
        page = one.page.format(plan_id=walker.plan_id)
        text = walker.client.get(page).text
        head = text[text.index('class="page-actions') :]
        assert "Tải Excel" in head, page
        assert "Bản in" in head, page
        assert f'href="{one.file.format(plan_id=walker.plan_id)}"' in head, page


@pytest.mark.parametrize("visitor", READERS)
def test_file_and_print_hold_no_word_that_the_page_does_not_show(walk, visitor, database_kind):
    on_postgresql(database_kind, too=visitor == "partner")
    walker = walk(visitor)
    walker.enter()
    files = {one.page.partition("?")[0]: one.file.partition("?")[0] for one in LISTS}
    for page in SHOWN:
        path, _, query = page.partition("?")
        words = set(_MARK.findall(walker.client.get(page).text))
        told = filed(walker.client.get(f"{files[path]}?{query}"))
        assert set(_MARK.findall(str(told))) <= words, page
        assert set(_MARK.findall(printed(walker, page))) <= words, page
