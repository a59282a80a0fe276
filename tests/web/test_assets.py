"""Templates and own files keep to the page policy: nothing inline, nothing from elsewhere."""

import re
from pathlib import Path

import pytest

from tracker.config import ROOT

TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
SHEETS = sorted((ROOT / "static").rglob("*.css"))
INLINE = re.compile(
    r"""<[^>]*\s(style|on[a-z]+|data-bs-[a-z]+)\s*=|<style|<script(?![^>]*\bsrc=)"""
)
ELSEWHERE = re.compile(r"""(?:src|href|action)=["'](?:https?:)?//|url\(["']?(?:https?:|data:|//)""")


def test_inline_pattern_sees_a_planted_breach() -> None:
    assert INLINE.search('<p class="a" style="width: 3%">')
    assert INLINE.search('<button onclick="go()">')
    assert INLINE.search("<script>go()</script>")
    assert ELSEWHERE.search('<script src="//example.test/a.js">')


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_template_has_nothing_inline_or_foreign(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not INLINE.search(text)
    assert not ELSEWHERE.search(text)


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_sheet_loads_nothing_foreign(path: Path) -> None:
    assert not ELSEWHERE.search(path.read_text(encoding="utf-8"))


def test_own_sheets_stay_small() -> None:
    assert sum(path.stat().st_size for path in (ROOT / "static/css").iterdir()) < 15_000


def test_icons_named_in_templates_are_in_the_sprite() -> None:
    sprite = (ROOT / "static/vendor/icons/sprite.svg").read_text(encoding="utf-8")
    known = set(re.findall(r'<symbol id="([^"]+)"', sprite))
    texts = [path.read_text(encoding="utf-8") for path in TEMPLATES]
    named = {name for text in texts for name in re.findall(r'\b(?:icon|draw)\("([^"]+)"', text)}
    named |= {name for text in texts for name in re.findall(r'\bicon="([^"]+)"', text)}
    assert named <= known
