"""What every list answers beside its page: the Excel file, and all its rows at once for paper."""

from datetime import date

from flask import Response, render_template, request, send_file

from tracker import clock
from tracker.documents import xlsx
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


def _is_day(value: object) -> bool:
    return isinstance(value, date)
