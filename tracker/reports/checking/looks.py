"""Effective looks: run over character style over paragraph style over table style over defaults."""

from collections.abc import Mapping
from typing import Any

from tracker.reports.checking.package import Package, w

_SLOTS = ("ascii", "hAnsi", "cs", "eastAsia")
_OFF = frozenset({"0", "false", "off", "none"})
_TOGGLES = {"b": "bold", "i": "italic", "caps": "caps"}
_DEEPEST = 20
Look = dict[str, Any]

PLAIN: Mapping[str, Any] = {
    "size": 10.0, "bold": False, "italic": False, "caps": False, "underlined": False,
    "colour": "", "align": "left", "left": 0, "right": 0, "first_line": 0, "before": 0, "after": 0,
    "line": 240, "line_rule": "auto", "contextual": False, "border": False, "border_solid": True,
    "number": "", "level": 0,
}  # fmt: skip


class Looks:
    """The styles, numbering and theme fonts of one document."""

    def __init__(self, package: Package) -> None:
        styles = package.part("styles")
        self._theme = _theme_fonts(package.part("theme/theme1"))
        self._styles: dict[str, Any] = {}
        self._default: dict[str, str] = {}
        self.defaults: Look = dict(PLAIN)
        if styles is not None:
            self._read(styles)
        self._lists = _lists(package.part("numbering"))
        self._chains: dict[str, Look] = {}

    def _read(self, styles: Any) -> None:  # noqa: ANN401 - lxml
        for style in styles.iter(w("style")):
            style_id = style.get(w("styleId"), "")
            self._styles[style_id] = style
            if style.get(w("default")) in {"1", "true", "on"}:
                self._default[style.get(w("type"), "")] = style_id
        defaults = styles.find(w("docDefaults"))
        if defaults is not None:
            for properties in defaults.iter(w("pPr"), w("rPr")):
                self.defaults |= self.said(properties)

    def style_name(self, style_id: str | None) -> str:
        """The name of a style, or of the default paragraph style."""
        style = self._styles.get(style_id or self._default.get("paragraph", ""))
        name = None if style is None else style.find(w("name"))
        return "" if name is None else name.get(w("val"), "")

    def style(self, style_id: str | None, kind: str) -> Look:
        """What a style says, its ancestors included; the default style of the kind for None."""
        wanted = style_id if style_id in self._styles else self._default.get(kind, "")
        if wanted not in self._chains:
            self._chains[wanted] = self._chain(wanted)
        return self._chains[wanted]

    def _chain(self, style_id: str) -> Look:
        line: list[Any] = []
        while style_id in self._styles and len(line) < _DEEPEST:
            style = self._styles[style_id]
            line.append(style)
            base = style.find(w("basedOn"))
            style_id = "" if base is None else base.get(w("val"), "")
        look: Look = {}
        for style in reversed(line):
            for name in ("pPr", "rPr"):
                properties = style.find(w(name))
                look |= {} if properties is None else self.said(properties)
        return look

    def paragraph(self, properties: Any, around: Look) -> Look:  # noqa: ANN401
        """The look of a paragraph's text; `around` is what its table style says."""
        own = {} if properties is None else self.said(properties)
        style_id = None if properties is None else _value(properties, "pStyle")
        styled = self.style(style_id, "paragraph")
        look = {**self.defaults, **around, **styled, **own}
        listed = self._lists.get((look["number"], look["level"]))
        if listed is not None:
            look |= {name: one for name, one in self.said(listed[1]).items() if name not in own}
            look["mark"] = listed[0]
        return look

    def run(self, properties: Any, paragraph: Look) -> Look:  # noqa: ANN401
        """The look of a run in a paragraph of this look."""
        if properties is None:
            return paragraph
        style_id = _value(properties, "rStyle")
        styled = self.style(style_id, "character") if style_id else {}
        return {**paragraph, **styled, **self.said(properties)}

    def said(self, properties: Any) -> Look:  # noqa: ANN401
        """What one `w:pPr` or `w:rPr` says."""
        look: Look = {}
        for element in properties:
            reader = _READERS.get(element.tag)
            if reader is not None:
                reader(look, element)
            elif element.tag == w("rFonts"):
                self._fonts(look, element)
        return look

    def _fonts(self, look: Look, element: Any) -> None:  # noqa: ANN401
        for slot in _SLOTS:
            theme = element.get(w("cstheme" if slot == "cs" else f"{slot}Theme"))
            named = self._theme.get(theme, f"chủ đề {theme}") if theme else element.get(w(slot))
            if named:
                look[f"font_{slot}"] = named


def fonts_of(look: Look) -> tuple[str, str, str, str]:
    """The fonts of a look for its four kinds of letters."""
    first, second, third, fourth = (look.get(f"font_{slot}", "") for slot in _SLOTS)
    return first, second, third, fourth


def number(text: str | None, otherwise: int = 0) -> int:
    """A whole number of an attribute, decimals dropped; `otherwise` for anything else."""
    try:
        return int(float(text)) if text and len(text) < 16 else otherwise
    except (ValueError, OverflowError):
        return otherwise


def _value(properties: Any, name: str) -> str | None:  # noqa: ANN401
    found = properties.find(w(name))
    return None if found is None else found.get(w("val"))


def _on(element: Any) -> bool:  # noqa: ANN401
    return element.get(w("val"), "1") not in _OFF


def _toggle(look: Look, element: Any) -> None:  # noqa: ANN401
    look[_TOGGLES[element.tag.rpartition("}")[2]]] = _on(element)


def _size(look: Look, element: Any) -> None:  # noqa: ANN401
    look["size"] = number(element.get(w("val")), 20) / 2


def _colour(look: Look, element: Any) -> None:  # noqa: ANN401
    look["colour"] = (element.get(w("val")) or "").lower()


def _indents(look: Look, element: Any) -> None:  # noqa: ANN401
    for name, keys in (("left", ("left", "start")), ("right", ("right", "end"))):
        for key in keys:
            if element.get(w(key)) is not None:
                look[name] = number(element.get(w(key)))
    if element.get(w("hanging")) is not None:
        look["first_line"] = -number(element.get(w("hanging")))
    elif element.get(w("firstLine")) is not None:
        look["first_line"] = number(element.get(w("firstLine")))


_AUTOMATIC = 280  # 14 points, what Word takes for "automatic"


def _spacing(look: Look, element: Any) -> None:  # noqa: ANN401
    for name in ("before", "after"):
        if element.get(w(name)) is not None:
            look[name] = number(element.get(w(name)))
        if element.get(w(f"{name}Autospacing"), "0") not in _OFF:
            look[name] = _AUTOMATIC
    if element.get(w("line")) is not None:
        look["line"] = number(element.get(w("line")), 240)
        look["line_rule"] = element.get(w("lineRule"), "auto")


def _borders(look: Look, element: Any) -> None:  # noqa: ANN401
    kinds = [side.get(w("val"), "none") for side in element if side.tag in {w("top"), w("bottom")}]
    drawn = [kind for kind in kinds if kind not in {"none", "nil"}]
    look["border"] = bool(drawn)
    look["border_solid"] = all(kind in {"single", "thick"} for kind in drawn)


def _listed(look: Look, element: Any) -> None:  # noqa: ANN401
    look["number"] = _value(element, "numId") or ""
    look["level"] = number(_value(element, "ilvl"))


def _set(name: str, read: Any) -> Any:  # noqa: ANN401 - a function of an element
    def reader(look: Look, element: Any) -> None:  # noqa: ANN401
        look[name] = read(element)

    return reader


_ALIGN = {"start": "left", "end": "right", "justify": "both"}
_READERS = {
    **{w(name): _toggle for name in _TOGGLES},
    w("sz"): _size,
    w("color"): _colour,
    w("u"): _set("underlined", _on),
    w("jc"): _set("align", lambda one: _ALIGN.get(one.get(w("val")), one.get(w("val"), "left"))),
    w("contextualSpacing"): _set("contextual", _on),
    w("ind"): _indents,
    w("spacing"): _spacing,
    w("pBdr"): _borders,
    w("numPr"): _listed,
}


def _theme_fonts(theme: Any) -> dict[str, str]:  # noqa: ANN401
    """Fonts that the theme's names stand for."""
    found: dict[str, str] = {}
    if theme is None:
        return found
    for kind in ("major", "minor"):
        for one in theme.iter(f"{{*}}{kind}Font"):
            for tag, names in (("latin", ("Ascii", "HAnsi")), ("ea", ("EastAsia",)),
                               ("cs", ("Bidi",))):  # fmt: skip
                face = one.find(f"{{*}}{tag}")
                for name in names:
                    found[f"{kind}{name}"] = "" if face is None else face.get("typeface", "")
    return found


def _lists(numbering: Any) -> dict[tuple[str, int], tuple[str, Any]]:  # noqa: ANN401
    """Mark and paragraph properties of each level of each list, by its number."""
    if numbering is None:
        return {}
    abstract = {one.get(w("abstractNumId")): one for one in numbering.iter(w("abstractNum"))}
    found = {}
    for one in numbering.iter(w("num")):
        levels = abstract.get(_value(one, "abstractNumId"))
        for level in () if levels is None else levels.iter(w("lvl")):
            properties = level.find(w("pPr"))
            bullet = _value(level, "numFmt") == "bullet"
            mark = (_value(level, "lvlText") or "") if bullet else "#."
            place = (one.get(w("numId"), ""), number(level.get(w("ilvl"))))
            if properties is not None:
                found[place] = (mark, properties)
    return found
