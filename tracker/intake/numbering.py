"""The numbers that Word prints of itself before a paragraph: "1.", "I.", "a)", "-"."""

import re
from collections.abc import Callable
from typing import Any

from tracker.reports.checking.package import Package, value, w
from tracker.text import roman

_LEVELS = 9
_MOST = 3999
_PART = re.compile(r"%([1-9])")
_BULLET = "-"
_PROPERTIES, _NUMBERED = w("pPr"), w("numPr")


def _roman(number: int) -> str:
    return roman(number) if 1 <= number <= _MOST else str(number)


def _letter(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) if number > 0 else str(number)


_FORMS: dict[str, Callable[[int], str]] = {
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": lambda number: _letter(number).upper(),
    "lowerLetter": _letter,
    "decimalZero": lambda number: f"{number:02d}",
}


class Numbering:
    """Counts a document's numbered paragraphs from its beginning on."""

    def __init__(self, package: Package) -> None:
        """Read the lists and the styles that number; a document without either has none."""
        self._lists: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._list_of: dict[str, str] = {}
        self._of_style: dict[str, tuple[str, int]] = {}
        self._counted: dict[str, list[int]] = {}
        root = package.part("numbering")
        if root is not None:
            self._read_lists(root)
        styles = package.part("styles")
        for style in () if styles is None else styles.iterfind(w("style")):
            named = _named(style.find(w("pPr")))
            if named:
                self._of_style[style.get(w("styleId"), "")] = named

    def label(self, paragraph: Any) -> str:  # noqa: ANN401 - lxml
        """What is printed before this paragraph, which is counted; empty where nothing is."""
        properties = paragraph.find(_PROPERTIES) if self._list_of else None
        if properties is None:
            return ""
        named = _named(properties) or self._of_style.get(value(properties, "pStyle") or "")
        levels = self._lists.get(self._list_of.get(named[0], "")) if named else None
        if not named or not levels or named[1] not in levels:
            return ""
        return self._counted_label(self._list_of[named[0]], named[1], levels)

    def _counted_label(self, key: str, level: int, levels: dict[int, tuple[str, str, int]]) -> str:
        counts = self._counted.setdefault(key, [0] * _LEVELS)
        form, text, start = levels[level]
        counts[level] = counts[level] + 1 if counts[level] else start
        counts[level + 1 :] = [0] * (_LEVELS - level - 1)
        if form == "bullet":
            return _BULLET
        if form == "none":
            return ""

        def shown(found: re.Match[str]) -> str:
            place = int(found[1]) - 1
            form, _, start = levels.get(place, ("decimal", "", 1))
            return _FORMS.get(form, str)(counts[place] or start)

        return _PART.sub(shown, text)

    def _read_lists(self, root: Any) -> None:  # noqa: ANN401
        for one in root.iterfind(w("abstractNum")):
            self._lists[one.get(w("abstractNumId"), "")] = {
                _number(level.get(w("ilvl"))): (
                    value(level, "numFmt") or "decimal",
                    value(level, "lvlText") or "",
                    _number(value(level, "start"), 1),
                )
                for level in one.iterfind(w("lvl"))
            }
        for one in root.iterfind(w("num")):
            number = one.get(w("numId"), "")
            kind = value(one, "abstractNumId") or ""
            if one.find(w("lvlOverride")) is not None and kind in self._lists:
                self._lists[f"num {number}"] = _restarted(one, self._lists[kind])
                kind = f"num {number}"
            self._list_of[number] = kind


def _restarted(
    one: Any,  # noqa: ANN401
    levels: dict[int, tuple[str, str, int]],
) -> dict[int, tuple[str, str, int]]:
    """A list that counts for itself, from the starts that it gives."""
    made = dict(levels)
    for override in one.iterfind(w("lvlOverride")):
        level = _number(override.get(w("ilvl")))
        form, text, start = made.get(level, ("decimal", "", 1))
        made[level] = (form, text, _number(value(override, "startOverride"), start))
    return made


def _named(properties: Any | None) -> tuple[str, int] | None:  # noqa: ANN401
    if properties is None or properties.find(_NUMBERED) is None:
        return None
    return value(properties, "numPr/numId") or "", _number(value(properties, "numPr/ilvl"))


def _number(text: str | None, otherwise: int = 0) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else otherwise
