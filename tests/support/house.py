"""House rules that every HTML page of the program keeps; the test client checks each page."""

import re
import unicodedata
from collections import Counter

from lxml import etree

_RAW_VALUE = re.compile(r"\b[a-z]+(?:_[a-z]+)+\b")
_SILENT = {"script", "style", "code", "pre", "textarea"}
_CONTROLS = {"input", "select", "textarea"}
_NO_LABEL_NEEDED = {"hidden", "submit", "button", "reset", "image"}


class Page:
    """One parsed page: headings, ids, labels, controls, visible text, forms' token."""

    def __init__(self, html: str) -> None:
        self.html = html
        self.lang = ""
        self.title = ""
        self.headings: list[str] = []
        self.ids: list[str] = []
        self.label_targets: set[str] = set()
        self.controls: list[tuple[dict[str, str], bool]] = []
        self.links: list[str] = []
        self.token: str | None = None
        self._words: list[str] = []
        self._silent = 0
        self._open: Counter[str] = Counter()
        self._piece = ""
        parser = etree.HTMLParser(target=self)
        parser.feed(html)
        parser.close()

    @property
    def text(self) -> str:
        """What a reader sees, without code and scripts, with single spaces."""
        return " ".join(" ".join(self._words).split())

    def start(self, tag, attrs):
        """A tag opens."""
        self._end_piece()
        self._open[tag] += 1
        self._silent += tag in _SILENT
        if "id" in attrs:
            self.ids.append(attrs["id"])
        if tag == "html":
            self.lang = attrs.get("lang", "")
        elif tag == "h1":
            self.headings.append("")
        elif tag == "a" and "href" in attrs:
            self.links.append(attrs["href"])
        elif tag == "label" and "for" in attrs:
            self.label_targets.add(attrs["for"])
        elif tag in _CONTROLS:
            self.controls.append((dict(attrs), self._open["label"] > 0))
            if attrs.get("name") == "csrf_token":
                self.token = attrs.get("value")

    def end(self, tag):
        """A tag closes."""
        self._end_piece()
        self._open[tag] -= 1
        self._silent -= tag in _SILENT

    def data(self, data):
        """A part of a text; the parser cuts texts where it likes."""
        self._piece += data

    def close(self):
        """The page is read."""
        self._end_piece()

    def _end_piece(self):
        piece, self._piece = self._piece, ""
        if not piece or self._silent:
            return
        if self._open["head"]:
            self.title += piece if self._open["title"] else ""
            return
        self._words.append(piece)
        if self._open["h1"]:
            self.headings[-1] += piece


def breaches(page: Page) -> list[str]:
    """The house rules that a page breaks, one sentence each."""
    found = []
    if page.lang != "vi":
        found.append(f"lang is {page.lang!r}, not 'vi'")
    if len(page.headings) != 1:
        found.append(f"{len(page.headings)} h1 elements instead of one")
    elif not page.title.strip().startswith(" ".join(page.headings[0].split())):
        found.append(f"title {page.title.strip()!r} does not begin with h1 {page.headings[0]!r}")
    found += [f"id {name!r} stands {n} times" for name, n in Counter(page.ids).items() if n > 1]
    found += _unlabelled(page)
    if not unicodedata.is_normalized("NFC", page.html):
        found.append("text is not NFC")
    found += [
        f"raw value {word!r} on screen" for word in sorted(set(_RAW_VALUE.findall(page.text)))
    ]
    return found


def _unlabelled(page: Page) -> list[str]:
    found = []
    for attrs, inside_label in page.controls:
        if attrs.get("type") in _NO_LABEL_NEEDED or inside_label or attrs.get("aria-label"):
            continue
        if "aria-labelledby" in attrs or attrs.get("id") in page.label_targets:
            continue
        found.append(f"control {attrs.get('name') or attrs.get('id')!r} has no label")
    return found
