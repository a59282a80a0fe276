"""What a browser would send of the form on a page, so that tests change only what they mean."""

from html.parser import HTMLParser

from werkzeug.datastructures import MultiDict


class _Form(HTMLParser):
    """The values of the first form of class `work-form` that is posted."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.values, self.inside, self.done = MultiDict(), False, False
        self.area, self.select, self.first, self.words = None, None, None, ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        known = {name: value or "" for name, value in attrs}
        if tag == "form" and "work-form" in known.get("class", "") and not self.done:
            self.inside = known.get("method") == "post"
        if not self.inside:
            return
        if tag == "input":
            self._input(known)
        elif tag == "textarea":
            self.area, self.words = known["name"], ""
        elif tag == "select":
            self.select, self.first = known["name"], None
        elif tag == "option" and self.select:
            self._option(known)

    def _input(self, known):
        ticked = known.get("type") not in {"checkbox", "radio"} or "checked" in known
        if ticked and known.get("name") and known.get("type") != "submit":
            self.values.add(known["name"], known.get("value", "y"))

    def _option(self, known):
        if self.first is None:
            self.first = known["value"]
        if "selected" in known:
            self.values.add(self.select, known["value"])

    def handle_data(self, data):
        self.words += data

    def handle_endtag(self, tag):
        if tag == "form" and self.inside:
            self.inside, self.done = False, True
        elif tag == "textarea" and self.area:
            self.values.add(self.area, self.words.removeprefix("\n").removeprefix("\r\n"))
            self.area = None
        elif tag == "select" and self.select:
            if self.select not in self.values and self.first is not None:
                self.values.add(self.select, self.first)
            self.select = None


def filled(html, **changes):
    """The form's values with some changed; None leaves a field out."""
    values = _Form(html).values
    for name, value in changes.items():
        values.poplist(name)
        for one in value if isinstance(value, list) else [] if value is None else [value]:
            values.add(name, one)
    return values.to_dict(flat=False)


def send(client, path, **changes):
    """Open the page, change the form, send it; the answer."""
    client.get(path)
    return client.post(path, filled(client.page.html, **changes))


def send_on(client, path, **changes):
    """Send the form on the page that is open, changed, again."""
    return client.post(path, filled(client.page.html, **changes))


def send_twice(client, path, **changes):
    """Change the form, see the preview, send the same again; the answer to the second."""
    first = send(client, path, **changes)
    assert first.status_code == 200, client.page.text[:2000]
    return send_on(client, path)
