"""House rules that every HTML page of the program keeps; the test client checks each page."""

import re
import unicodedata
from collections import Counter
from html.parser import HTMLParser

_RAW_VALUE = re.compile(r"\b[a-z]+(?:_[a-z]+)+\b")
_SILENT = {"script", "style", "code", "pre", "textarea"}
_NO_LABEL_NEEDED = {"hidden", "submit", "button", "reset", "image"}
_VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "use", "wbr"}


class Page(HTMLParser):
    """One parsed page: headings, ids, labels, controls, visible text, forms' token."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
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
        self._open: list[str] = []
        self.feed(html)

    @property
    def text(self) -> str:
        """What a reader sees, without code and scripts, with single spaces."""
        return " ".join(" ".join(self._words).split())

    def handle_starttag(self, tag, attrs):
        known = {name: value or "" for name, value in attrs}
        if tag not in _VOID:
            self._open.append(tag)
        if "id" in known:
            self.ids.append(known["id"])
        if tag == "html":
            self.lang = known.get("lang", "")
        if tag == "h1":
            self.headings.append("")
        if tag == "a" and "href" in known:
            self.links.append(known["href"])
        if tag == "label" and "for" in known:
            self.label_targets.add(known["for"])
        if tag in {"input", "select", "textarea"}:
            self.controls.append((known, "label" in self._open))
        if known.get("name") == "csrf_token":
            self.token = known.get("value")

    def handle_endtag(self, tag):
        if tag in self._open:
            while self._open.pop() != tag:
                pass

    def handle_data(self, data):
        if "title" in self._open and "head" in self._open:
            self.title += data
        elif _SILENT.isdisjoint(self._open):
            self._words.append(data)
            if "h1" in self._open:
                self.headings[-1] += data


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
