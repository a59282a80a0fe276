"""The head of the first page: bodies, number, place and day, kind, subject, addressees."""

from typing import Any

from tracker.reports import word
from tracker.reports.docx import metrics
from tracker.reports.docx.pieces import POINT, Pair, add, add_pair, add_rule, narrow
from tracker.reports.docx.typography import MOTTO, NATION, ended, number_line, place_and_day
from tracker.reports.docx.values import Letterhead, Paper
from tracker.text import clean

COLUMNS = (67.5, 97.5)
"""Widths of the two columns of the head, in mm; together the width of the text."""

SHARE = 0.4
"""Length of a short rule over the line above it (one third to one half, H07 and T03)."""

_ADDRESSEE_INDENT = 1134
_AROUND = 240  # twips above and below "Kính gửi"


def write_head(document: Any, letterhead: Letterhead) -> None:  # noqa: ANN401 - python-docx
    """The two columns above every paper (checklist H01-H11)."""
    pair = add_pair(document, 2, COLUMNS)
    _write_bodies(pair, letterhead)
    number, place = pair.rows[1]
    add(number, "NumberLine", number_line(letterhead.number, letterhead.symbol))
    if letterhead.about:
        about = f"V/v {clean(letterhead.about).removeprefix('V/v ')}"
        _settled(number, "About", about, (13, pair.rooms[0] - 20), bold=False)
    day = place_and_day(letterhead.place, letterhead.day, day_blank=letterhead.day_blank)
    add(place, "PlaceDay", day)


def _write_bodies(pair: Pair, letterhead: Letterhead) -> None:
    left, right = pair.rows[0]
    room = pair.rooms[0]
    if letterhead.superior:
        _settled(left, "Superior", letterhead.superior.upper(), (13, room - 6), bold=False)
    last = _settled(left, "Issuer", letterhead.issuer.upper(), (13, room - 6), bold=True)
    add_rule(left, last * SHARE, room, above=40)
    add(left, "Rule")
    add(right, "Nation").add_run(NATION)
    add(right, "Motto").add_run(MOTTO)  # as printed, with ordinary spaces
    length = metrics.text_width(MOTTO, 14, bold=True) or 0
    add_rule(right, length, pair.rooms[1], above=40)


def write_title(document: Any, paper: Paper, room: float) -> None:  # noqa: ANN401
    """Kind and subject with the rule under them (T01-T03); `room` in points."""
    if paper.kind:
        add(document, "Kind", paper.kind.upper())
        last = _settled(document, "Subject", paper.subject, (14, room - 60), bold=True, full=room)
        add_rule(document, last * SHARE, room, above=40)


def write_addressees(document: Any, addressees: tuple[str, ...]) -> None:  # noqa: ANN401
    """Write "Kính gửi" (T04): one addressee on its line, more of them below with dashes."""
    if not addressees:
        return
    if len(addressees) == 1:
        line = add(document, "Addressee", f"Kính gửi: {clean(addressees[0])}")
        line.alignment = word.WD_ALIGN_PARAGRAPH.CENTER
        first = last = line.paragraph_format
    else:
        first, last = _write_list(document, addressees)
    first.space_before = last.space_after = word.Twips(_AROUND)


def _write_list(document: Any, addressees: tuple[str, ...]) -> tuple[Any, Any]:  # noqa: ANN401
    """Write "Kính gửi:" and its list, dashes under the colon; the shapes of first and last line."""
    first = add(document, "Addressee", "Kính gửi:").paragraph_format
    first.left_indent = word.Twips(_ADDRESSEE_INDENT)
    colon = _ADDRESSEE_INDENT + round((metrics.text_width("Kính gửi", 14) or 0) * POINT)
    hanging = round((metrics.text_width("- ", 14) or 0) * POINT)
    shape = first
    for line in ended(addressees):
        shape = add(document, "Addressee", f"- {line}").paragraph_format
        shape.left_indent = word.Twips(colon + hanging)
        shape.first_line_indent = word.Twips(-hanging)
    return first, shape


def _settled(
    box: Any,  # noqa: ANN401
    style: str,
    text: str,
    fit: tuple[float, float],
    *,
    bold: bool,
    full: float | None = None,
) -> float:
    """A centred text whose lines are about as long as each other; the width of its last line.

    `fit` is its size and the room it may use, in points; `full` the room of its paragraph when
    that is wider.
    """
    size, room = fit
    paragraph = add(box, style, text)
    whole = full or room
    printed = paragraph.text
    used = metrics.balanced_room(printed, size, room, bold=bold)
    lines = metrics.lines_of(printed, size, used, bold=bold) or [room]
    if len(lines) > 1:
        narrow(paragraph, used + 2, whole)
    return lines[-1]
