"""The forms of a page as a browser would send them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

_NOT_SENT = {"submit", "button", "reset", "image", "file"}


@dataclass
class Form:
    """Where a form goes, and what it would send untouched: the values by name."""

    action: str
    method: str
    fields: dict[str, list[str]] = field(default_factory=dict)

    def filled(self, changes):
        """What is sent after a person changed these fields; None takes a value away."""
        given = {name: _listed(value) for name, value in changes.items()}
        return {name: values for name, values in (self.fields | given).items() if values}


def _listed(value):
    if value is None:
        return []
    return list(value) if isinstance(value, (list, tuple)) else [value]


def forms_of(html):
    """Every form of a page that is posted, in order."""
    reader = _Reader()
    reader.feed(html)
    return [form for form in reader.found if form.method == "post"]


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.found, self._form = [], None
        self._select, self._first, self._area, self._text = None, None, None, ""

    def handle_starttag(self, tag, attrs):
        known = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = Form(known.get("action", ""), known.get("method", "get").lower())
            self.found.append(self._form)
        elif self._form is None or not known.get("name", tag == "option"):
            return
        elif tag == "input":
            self._input(known)
        elif tag == "select":
            self._select, self._first = known["name"], None
            self._form.fields[self._select] = []
        elif tag == "option" and self._select:
            self._option(known)
        elif tag == "textarea":
            self._area, self._text = known["name"], ""

    def _input(self, known):
        kind = known.get("type", "text")
        if kind in _NOT_SENT:
            return
        values = self._form.fields.setdefault(known["name"], [])
        if kind not in {"radio", "checkbox"} or "checked" in known:
            values.append(known.get("value", ""))

    def _option(self, known):
        value = known.get("value", "")
        self._first = value if self._first is None else self._first
        if "selected" in known:
            self._form.fields[self._select].append(value)

    def handle_data(self, data):
        self._text += data

    def handle_endtag(self, tag):
        if tag == "form":
            self._form = None
        elif tag == "select" and self._form and self._select:
            chosen = self._form.fields[self._select]
            chosen += [self._first] if not chosen and self._first is not None else []
            self._select = None
        elif tag == "textarea" and self._form and self._area:
            text = self._text.removeprefix("\r").removeprefix("\n")
            self._form.fields.setdefault(self._area, []).append(text)
            self._area = None
