"""The letter of one digest: subject, text, simple HTML, and new deadlines as a calendar file."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from flask import current_app

from tracker.calendar.workdays import DaysOff
from tracker.documents.ics import FILE_NAME, Entry, calendar_file, uid_of
from tracker.documents.queries import uid_space
from tracker.reminders.queries.letters import Digest, digests_of
from tracker.reminders.rules.digest import Told, groups, subject_line
from tracker.reminders.rules.subjects import SubjectKind
from tracker.tasks.queries.revisions import revisions_of
from tracker.tasks.rules.revisions import Revision
from tracker.text import roman
from tracker.workdays.queries import days_off


def letters_for(
    messages: Collection[int], base_url: str, at: datetime
) -> dict[int, dict[str, Any]]:
    """The letters of digests by their ids; empty where none of its lines is left to tell."""
    off = days_off()
    return {number: letter_of(digest, off, base_url, at)
            for number, digest in digests_of(messages).items()}  # fmt: skip


def letter_of(digest: Digest, off: DaysOff, base_url: str, at: datetime) -> dict[str, Any]:
    """What `tracker.mail.models.Message.letter` keeps; nothing when no line is left to tell."""
    told = groups(digest.lines, digest.day, off)
    if not told:
        return {}
    values = {
        "person": digest.person, "day": digest.day, "groups": told, "base_url": base_url,
        "subject": subject_line(told, digest.day), "roman": roman,
    }  # fmt: skip
    page = current_app.jinja_env.get_template  # a letter has no frame and no request
    return {
        "subject": values["subject"],
        "text": page("mail/digest.txt").render(values),
        "html": page("mail/digest.html").render(values),
        "attachments": _attachments(digest.lines, base_url, at),
    }


def _attachments(lines: Iterable[Told], base_url: str, at: datetime) -> list[dict[str, str]]:
    """The new and moved deadlines among the lines as one calendar file."""
    moved = [line for line in lines if line.kind is SubjectKind.DEADLINE_SET]
    if not moved:
        return []
    content = calendar_file(_deadlines(moved, base_url, at)).decode()
    return [{"name": FILE_NAME, "type": "text/calendar", "text": content}]


def _deadlines(lines: Sequence[Told], base_url: str, at: datetime) -> Iterable[Entry]:
    ids = {line: int(line.subject.split(":")[1]) for line in lines}
    revisions, space = revisions_of(set(ids.values())), uid_space()
    for line, row_id in ids.items():
        revision = revisions.get(row_id, Revision(0, at))
        yield Entry(
            uid_of(space, "obligation", row_id), revision.sequence, revision.changed_at,
            line.due_on, f"Hạn: {line.title}", line.detail, f"{base_url}{line.address}",
        )  # fmt: skip
