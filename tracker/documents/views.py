"""What a list answers beside its page: Excel, all rows for paper, its days for a calendar."""

from collections.abc import Iterable
from datetime import date
from io import BytesIO
from pathlib import Path

from flask import Response, render_template, request, send_file

from tracker import clock
from tracker.documents import ics, xlsx
from tracker.documents.tables import MOST_PRINTED, Table


def printing() -> bool:
    """Whether the address asks for the whole list, to be printed."""
    return request.args.get("in") == "1"


def workbook(table: Table) -> Response:
    """The list as a file named after it and the day."""
    name = f"{table.name.replace('/', '-')} {clock.today():%Y-%m-%d}.xlsx"
    file = xlsx.write(table)
    return send_file(file, xlsx.MEDIA_TYPE, as_attachment=True, download_name=name)


def paper(table: Table) -> str:
    """The list as a page to be printed: every row, up to MOST_PRINTED."""
    return render_template(
        "documents/list.html", table=table, lines=table.lines(),
        notice=table.notice(MOST_PRINTED), is_day=_is_day,
    )  # fmt: skip


def attachment(path: Path, media_type: str, name: str) -> Response:
    """A kept file handed over as it is; it is never shown inside a page of ours."""
    response = send_file(
        path, media_type, as_attachment=True, download_name=name, etag=False, conditional=False
    )
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "no-store"
    return response


def calendar(entries: Iterable[ics.Entry], name: str, title: str) -> Response:
    """Calendar entries as a file to be taken once."""
    file = BytesIO(ics.calendar_file(entries, ics.Head(name=title)))
    kind = ics.MEDIA_TYPE.partition(";")[0]  # Flask names the charset itself
    return send_file(file, kind, as_attachment=True, download_name=name)


def _is_day(value: object) -> bool:
    return isinstance(value, date)
