"""Thông báo: what the signed-in person was told, day by day."""

from dataclasses import dataclass
from datetime import date

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from tracker import clock
from tracker.calendar.workdays import DaysOff
from tracker.db import write_transaction
from tracker.permissions import Permission
from tracker.reminders.blueprint import blueprint
from tracker.reminders.operations.reading import mark_read
from tracker.reminders.queries.held import count_held
from tracker.reminders.queries.notices import Notice, notices_of
from tracker.reminders.rules.digest import Group, copy_text, groups
from tracker.web.fields import number_in
from tracker.web.gate import allow, current_viewer
from tracker.workdays.queries import days_off


@dataclass(frozen=True, slots=True)
class Shown:
    """One digest, ready to draw; `copied` is the text to paste into a chat."""

    notice: Notice
    groups: list[Group]
    copied: str


@blueprint.get("/thong-bao")
@allow(Permission.MANAGE_OWN_ACCOUNT)
def notices() -> str:
    """The digests, newest first; a script tells that they were opened, else a button does."""
    today, before = clock.today(), _before()
    found, more = notices_of(current_viewer().user_id, before, today)
    calendar = days_off()
    return render_template(
        "reminders/notices.html", notices=[_shown(one, calendar) for one in found], today=today,
        first=before is None, older=found[-1].day.isoformat() if more else "",
        unread=[one.id for one in found if not one.is_read], held=_held(today),
    )  # fmt: skip


@blueprint.post("/thong-bao/da-doc")
@allow(Permission.MANAGE_OWN_ACCOUNT)
def notices_read() -> Response:
    """The digests named were opened."""
    opened = {number_in(one) for one in request.form.getlist("opened")} - {0}
    with write_transaction():
        mark_read(current_viewer().user_id, opened, now=clock.now())
    return redirect(url_for("reminders.notices"))


def _held(today: date) -> int | None:
    """How much waits for the viewer's release; None for those who release nothing."""
    scope = current_viewer().scope(Permission.RELEASE_REMINDERS)
    return None if scope is not None and not scope else count_held(scope, today)


def _shown(notice: Notice, calendar: DaysOff) -> Shown:
    told = groups(notice.lines, notice.day, calendar)
    return Shown(notice, told, copy_text(told, notice.day))


def _before() -> date | None:
    asked = request.args.get("after")
    try:
        return date.fromisoformat(asked) if asked else None
    except ValueError:
        abort(404)
