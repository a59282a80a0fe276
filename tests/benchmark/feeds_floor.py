"""The floor of a calendar feed: the same rows by plain SQL, each entry one format of text, folded.

And the same entries by the icalendar package, from a list, and a bare route that answers 304.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from flask import Response
from icalendar import Calendar, Event

from tests.benchmark.floor import app, rows_of

WINDOW = (date(2025, 4, 11), date(2026, 7, 15))
"""60 days back and 400 ahead of the day on which the world is seen."""
ADDRESS = "https://cchc.example.vn/phan-viec/"
TYPE = "text/calendar; charset=utf-8"
ROWS = """SELECT o.id, o.due_on, o.period_key, o.state, o.state_on, n.short_name, t.title, t.number,
t.product_text, t.lead_text, t.deadline_text, p.number, f.name,
(SELECT count(*) FROM status_update s WHERE s.obligation_id = o.id),
(SELECT max(recorded_at) FROM status_update s WHERE s.obligation_id = o.id)
FROM obligation o JOIN task t ON t.id = o.task_id JOIN unit_name n ON n.unit_id = o.unit_id
JOIN plan p ON p.id = o.plan_id JOIN field f ON f.id = o.field_id
WHERE o.due_on BETWEEN {mark} AND {mark} ORDER BY o.due_on, o.id"""
STATES = {"done": "✓ Đã hoàn thành", "in_progress": "Hạn", "not_started": "Hạn"}
HEAD = """BEGIN:VCALENDAR\r
VERSION:2.0\r
PRODID:-//Floor//VI\r
METHOD:PUBLISH\r
"""
EVENT = """BEGIN:VEVENT\r
{summary}DTSTART;VALUE=DATE:{first}\r
DTEND;VALUE=DATE:{until}\r
DTSTAMP:{stamp}\r
UID:1f3870be-274f-5c49-b3e3-1a0c6728957f-{id}\r
SEQUENCE:{sequence}\r
{kind}{description}LAST-MODIFIED:{stamp}\r
STATUS:CONFIRMED\r
TRANSP:TRANSPARENT\r
URL:{address}{id}\r
END:VEVENT\r
"""
SUMMARY = "SUMMARY:{state} ({unit}): {title}"
DESCRIPTION = (
    "DESCRIPTION:Nhiệm vụ: {title}\\nSản phẩm: {product}\\nChủ trì: {lead}\\nThời hạn ghi trong "
    "kế hoạch: {deadline}\\nCăn cứ: {plan}\\, mục {number}\\nVai trò: Chủ trì ({unit})\\n"
    "Kỳ: {period}\\nHạn: {day}\\nTình trạng: {state} ({state_on})\\n{address}{id}"
)
Told = dict[str, Any]


@app.get("/feed")
def feed() -> Response:
    """By hand."""
    return Response(by_hand(_told()), content_type=TYPE)


@app.get("/unchanged")
def unchanged() -> Response:
    """304, of nothing."""
    response = Response(status=304)
    response.set_etag("0" * 64)
    return response


def by_hand(told: list[Told]) -> bytes:
    """A calendar of told entries as text."""
    return "".join([HEAD, *map(_entry, told), "END:VCALENDAR\r\n"]).encode()


def by_the_package(told: list[Told]) -> bytes:
    """The same by the icalendar package."""
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//Floor//VI")
    for one in told:
        event = Event()
        event.add("uid", f"1f3870be-{one['id']}")
        event.add("dtstamp", one["changed_at"])
        event.add("last-modified", one["changed_at"])
        event.add("dtstart", one["due_on"])
        event.add("dtend", one["due_on"] + timedelta(days=1))
        event.add("sequence", one["sequence"])
        event.add("summary", SUMMARY.format_map(one).removeprefix("SUMMARY:"))
        event.add("description", DESCRIPTION.format_map(one).removeprefix("DESCRIPTION:"))
        event.add("categories", [one["field"]])
        event.add("status", "CONFIRMED")
        event.add("transp", "TRANSPARENT")
        event.add("url", f"{ADDRESS}{one['id']}")
        calendar.add_component(event)
    return calendar.to_ical()


def told_of(rows: list[Any]) -> list[Told]:
    """The values that an entry's text is filled with, of the rows of `ROWS`."""
    return [
        {
            "id": row[0], "due_on": _date(row[1]), "day": row[1], "period": row[2],
            "state": STATES.get(row[3], "Hạn"), "state_on": row[4] or "", "unit": row[5],
            "title": row[6], "number": row[7], "product": row[8], "lead": row[9],
            "deadline": row[10], "plan": row[11], "field": row[12], "sequence": row[13],
            "changed_at": row[14], "address": ADDRESS,
        }
        for row in rows
    ]  # fmt: skip


def _told() -> list[Told]:
    return told_of(rows_of(ROWS, *(str(day) for day in WINDOW)))


def _entry(told: Told) -> str:
    day = told["due_on"]
    return EVENT.format(
        summary=_folded(SUMMARY.format_map(told)), kind=_folded(f"CATEGORIES:{told['field']}"),
        description=_folded(DESCRIPTION.format_map(told)), first=f"{day:%Y%m%d}",
        until=f"{day + timedelta(days=1):%Y%m%d}", stamp=_stamp(told["changed_at"]),
        id=told["id"], sequence=told["sequence"], address=ADDRESS,
    )  # fmt: skip


def _folded(line: str) -> str:
    """Pieces of letters that are 75 octets at the most for Vietnamese."""
    return "\r\n ".join(_pieces(line)) + "\r\n"


def _pieces(line: str) -> Iterator[str]:
    """Forty letters: prose has 1.3 octets a letter."""
    return (line[start : start + 40] for start in range(0, len(line), 40))


def _date(stored: object) -> date:
    return stored if isinstance(stored, date) else date.fromisoformat(str(stored))


def _stamp(stored: object) -> str:
    text = str(stored or "2022-01-02 01:00:00")
    return f"{text[:19].replace('-', '').replace(':', '').replace(' ', 'T')}Z"
