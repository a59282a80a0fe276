"""The forms of a page as a browser would send them, so that tests change only what they mean."""

from dataclasses import dataclass

from lxml import html

_CONTROLS = ("input", "select", "textarea")
_NOT_SENT = {"submit", "button", "reset", "image", "file"}


@dataclass
class Form:
    """Where a form goes, its class, and what it would send untouched: the values by name."""

    action: str
    kind: str
    fields: dict[str, list[str]]

    def filled(self, changes):
        """What is sent after a person changed these fields; None takes a value away."""
        given = {name: _listed(value) for name, value in changes.items()}
        return {name: values for name, values in (self.fields | given).items() if values}


def _listed(value):
    """A list of values; a tuple is one file with its name."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def forms_of(page):
    """Every form of a page's text that is posted, in order."""
    return [
        Form(form.get("action", ""), form.get("class", ""), _fields(form))
        for form in html.document_fromstring(page).iter("form")
        if form.get("method", "get").lower() == "post"
    ]


def _fields(form):
    fields = {}
    for control in form.iter(*_CONTROLS):
        if control.get("name") and control.get("type") not in _NOT_SENT:
            fields.setdefault(control.get("name"), []).extend(_values(control))
    return fields


def _values(control):
    if control.tag == "textarea":
        return [control.text_content().removeprefix("\r").removeprefix("\n")]
    if control.tag == "select":
        options = list(control.iter("option"))
        chosen = [one for one in options if "selected" in one.attrib] or options[:1]
        return [one.get("value", "") for one in chosen]
    if control.get("type") in {"radio", "checkbox"}:
        return [control.get("value", "on")] if "checked" in control.attrib else []
    return [control.get("value", "")]


def filled(page, **changes):
    """What the page's working form sends with some fields changed; None leaves one out."""
    return next(one for one in forms_of(page) if "work-form" in one.kind).filled(changes)


def send(client, path, **changes):
    """Open the page, change the form, send it; the answer."""
    client.get(path)
    return send_on(client, path, **changes)


def send_on(client, path, **changes):
    """Send the form on the page that is open, changed, again."""
    return client.post(path, filled(client.page.html, **changes))


def send_twice(client, path, **changes):
    """Change the form, see the preview, send the same again; the answer to the second."""
    first = send(client, path, **changes)
    assert first.status_code == 200, client.page.text[:2000]
    return send_on(client, path)
