"""Filters and globals of the page templates: `register(app)`."""

import hashlib
from collections.abc import Iterable
from datetime import date, datetime
from functools import cache, lru_cache
from pathlib import Path

from flask import Flask, current_app, request, url_for
from markupsafe import Markup, escape

from tracker.calendar.zone import VIETNAM
from tracker.text import vn_date, vn_list, vn_number, vn_weekday_date
from tracker.web.marks import MARKS, deadline_words, mark_key, overdue_words

PAGE_KEYS = ("after", "before")
"""Arguments that hold a place in a list: they mean nothing once a filter changes."""


def day(value: date | None) -> str:
    """Date as in "05/6/2025"; a dash for none."""
    return vn_date(value) if value else "–"


def weekday_day(value: date | None) -> str:
    """Date with weekday as in "Thứ Bảy, 14/6/2025"; a dash for none."""
    return vn_weekday_date(value) if value else "–"


def instant(value: datetime | None) -> str:
    """Aware instant in Vietnamese time, as in "14:05 ngày 10/6/2025"; a dash for none."""
    if value is None:
        return "–"
    if value.tzinfo is None:
        raise ValueError("a naive datetime is no instant")
    local = value.astimezone(VIETNAM)
    return f"{local:%H:%M} ngày {vn_date(local.date())}"


def machine_time(value: date | datetime | None) -> str:
    """Value of a `datetime` attribute."""
    return value.isoformat() if value else ""


def number(value: float, decimals: int | None = None) -> str:
    """Number as in "1.234,5"."""
    return vn_number(value, decimals)


def percent(part: float, whole: float) -> str:
    """Share as in "45,5 %", one decimal; a dash of nothing."""
    if not whole:
        return "–"
    return f"{vn_number(100 * part / whole, 1)} %".replace(",0 %", " %")


def two_digits(value: int) -> str:
    """Count as official papers print it: "09", "12", "1.200"."""
    return f"0{value}" if 0 < value < 10 else vn_number(value)


def file_size(size: int) -> str:
    """Size in bytes as in "350 KB" or "1,2 MB"."""
    if size < 1024:
        return f"{vn_number(size)} byte"
    if size < 1024 * 1024:
        return f"{vn_number(size // 1024)} KB"
    return f"{vn_number(size / 1024 / 1024, 1).removesuffix(',0')} MB"


def lines(text: str | None) -> Markup:
    """Escaped text whose line breaks are kept."""
    return Markup("<br>").join(escape(line) for line in (text or "").split("\n"))


def joined(items: Iterable[str]) -> str:
    """Items as in "a, b và c"."""
    return vn_list(list(items))


def query_url(**changes: object) -> str:
    """Address of the current page with query arguments changed; None or "" removes one."""
    kept = {
        name: values
        for name, values in request.args.lists()
        if name not in PAGE_KEYS and name not in changes
    }
    added = {name: value for name, value in changes.items() if value not in (None, "")}
    places = {**(request.view_args or {}), **kept, **added}
    return url_for(str(request.endpoint), **places)  # type: ignore[arg-type]  # values of a query


def file_url(endpoint: str) -> str:
    """Address of the file of this page's list: the same object, the same filter, all its rows."""
    left_out = {*PAGE_KEYS, "in"}
    kept = {name: values for name, values in request.args.lists() if name not in left_out}
    return url_for(endpoint, **{**(request.view_args or {}), **kept})  # type: ignore[arg-type]


@cache
def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


def asset(name: str) -> str:
    """Address of a static file that changes with its bytes, so that it may be kept for long."""
    return _address(name, request.script_root)


@cache
def _address(name: str, root: str) -> str:  # noqa: ARG001 - `root` parts the cache
    """Built once: every page names the same few files."""
    folder = Path(str(current_app.static_folder))
    return url_for("static", filename=name, v=_digest(folder / name))


_ICON = Markup(
    '<svg class="icon" width="20" height="20" viewBox="0 0 24 24" focusable="false"{told}>'
    '<use href="{sprite}#{name}"></use></svg>'
)


def icon(name: str, label: str = "") -> Markup:
    """One icon of the sprite, decorative unless `label` says what it means."""
    return _drawn(name, label, asset("vendor/icons/sprite.svg"))


@lru_cache(maxsize=512)
def _drawn(name: str, label: str, sprite: str) -> Markup:
    """Drawn once: a page shows dozens of them."""
    told = Markup(' role="img" aria-label="{}"').format(label) if label else _DECORATIVE
    return _ICON.format(told=told, sprite=sprite, name=name)


_DECORATIVE = Markup(' aria-hidden="true"')


def register(app: Flask) -> None:
    """Make the filters and globals known to every template, macros included."""
    app.jinja_env.filters.update(
        vn_date=day,
        vn_weekday_date=weekday_day,
        vn_datetime=instant,
        iso=machine_time,
        vn_number=number,
        vn_percent=percent,
        vn_list=joined,
        two_digits=two_digits,
        file_size=file_size,
        lines=lines,
    )
    app.jinja_env.globals.update(
        asset=asset,
        draw_icon=icon,
        deadline_words=deadline_words,
        mark_key=mark_key,
        MARKS=MARKS,
        overdue_words=overdue_words,
        query_url=query_url,
        file_url=file_url,
    )
