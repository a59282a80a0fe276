"""What a server makes before its workers part, so that they share it instead of each its own."""

from flask import Flask
from jinja2 import meta

PAGES = (
    "work/mine.html", "work/tasks.html", "work/overdue.html", "work/task.html", "work/update.html",
)  # fmt: skip
"""The pages that are asked for most; all take a few seconds, these with their parts one."""


def make_ready(app: Flask) -> None:
    """Compile the templates of PAGES, with all that they extend, include and import."""
    pages, loader = app.jinja_env, app.jinja_env.loader
    left, made = set(PAGES).intersection(pages.list_templates()), set[str]()
    while left:
        name = left.pop()
        pages.get_template(name)
        made.add(name)
        source = loader.get_source(pages, name)[0] if loader else ""
        named = meta.find_referenced_templates(pages.parse(source))
        left |= {one for one in named if one is not None} - made
