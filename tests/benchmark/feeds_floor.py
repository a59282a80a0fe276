"""The floor of a calendar feed: the same rows by plain SQL, each entry one format of text, folded.

And a bare route that answers 304.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from flask import Response

from tests.benchmark.floor import app, rows_of
from tracker.documents.ics import Entry

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
UID:{uid}\r
SEQUENCE:{sequence}\r
{kind}{description}LAST-MODIFIED:{stamp}\r
STATUS:CONFIRMED\r
TRANSP:TRANSPARENT\r
URL:{address}\r
END:VEVENT\r
"""
UID = "1f3870be-274f-5c49-b3e3-1a0c6728957f-{id}"
SUMMARY = "{state} ({unit}): {title}"
DESCRIPTION = """Nhiệm vụ: {title}
Sản phẩm: {product}
Chủ trì: {lead}
Thời hạn ghi trong kế hoạch: {deadline}
Căn cứ: {plan}, mục {number}
Vai trò: Chủ trì ({unit})
Kỳ: {period}
Hạn: {day}
Tình trạng: {state} ({state_on})
{address}{id}"""
Told = dict[str, Any]


@app.get("/feed")
def feed() -> Response:
    """By hand."""
    return Response(by_hand(map(_entry, _told())), content_type=TYPE)


@app.get("/unchanged")
def unchanged() -> Response:
    """304, of nothing."""
    response = Response(status=304)
    response.set_etag("0" * 64)
    return response


def by_hand(events: Iterable[str]) -> bytes:
    """A calendar of entries as text."""
    return "".join([HEAD, *events, "END:VCALENDAR\r\n"]).encode()


def text_of(entry: Entry) -> str:
    """One entry of the program's as text."""
    facts = entry.uid, entry.sequence, entry.day, f"{entry.changed_at:%Y%m%dT%H%M%SZ}"
    return _text(
        facts, (entry.summary, entry.description, ",".join(entry.categories), entry.address)
    )


def _told_of(rows: list[Any]) -> list[Told]:
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
    return _told_of(rows_of(ROWS, *(str(day) for day in WINDOW)))


def _entry(told: Told) -> str:
    summary, description = SUMMARY.format_map(told), DESCRIPTION.format_map(told)
    facts = UID.format_map(told), told["sequence"], told["due_on"], _stamp(told["changed_at"])
    return _text(facts, (summary, description, told["field"], f"{ADDRESS}{told['id']}"))


def _text(facts: tuple[str, int, date, str], words: tuple[str, str, str, str]) -> str:
    uid, sequence, day, stamp = facts
    summary, description, kind, address = words
    return EVENT.format(
        uid=uid, sequence=sequence, stamp=stamp, first=f"{day:%Y%m%d}",
        until=f"{day + timedelta(days=1):%Y%m%d}", summary=_folded("SUMMARY", summary),
        description=_folded("DESCRIPTION", description), kind=_folded("CATEGORIES", kind),
        address=address,
    )  # fmt: skip


def _folded(name: str, value: str) -> str:
    """Escaped, in pieces of forty letters: right for Vietnamese prose, 1.3 octets a letter."""
    text = (
        f"{name}:{value}".replace("\\", "\\\\")
        .replace(";", "\\;")
        .replace(",", "\\,")
        .replace("\n", "\\n")
    )
    pieces = [text[start : start + 40] for start in range(0, len(text), 40)]
    return "\r\n ".join(pieces) + "\r\n"


def _date(stored: object) -> date:
    return stored if isinstance(stored, date) else date.fromisoformat(str(stored))


def _stamp(stored: object) -> str:
    text = str(stored or "2022-01-02 01:00:00")
    return f"{text[:19].replace('-', '').replace(':', '').replace(' ', 'T')}Z"
