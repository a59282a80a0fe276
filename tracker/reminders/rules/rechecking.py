"""Whether a line that was decided is still to be told when it is about to leave."""

from dataclasses import dataclass
from datetime import date

from tracker.mail.rules import Channel
from tracker.reminders.rules.ladder import Level
from tracker.reminders.rules.people import People
from tracker.reminders.rules.planning import channels_of
from tracker.reminders.rules.recipients import recipients
from tracker.reminders.rules.subjects import Subject
from tracker.text import vn_date

CLOSED = "Việc không còn chờ thực hiện"
NOT_THEIRS = "Người nhận không còn phụ trách việc này hoặc tài khoản đã khóa"
NO_CHANNEL = "Người nhận không còn nhận qua kênh này"


@dataclass(frozen=True, slots=True)
class Decided:
    """What a line of the ledger says about its subject and its reader."""

    level: Level
    rung: str
    due_on: date
    late_from: date | None
    person_id: int
    channel: Channel


def refusal(
    line: Decided, subject: Subject | None, people: People, today: date, *, chat_on: bool
) -> str:
    """Why the line is not told any more; empty when it is.

    `subject` is the matter as it stands now, None once it is closed.
    """
    if subject is None:
        return CLOSED
    if subject.day != line.due_on:
        return f"Thời hạn đã chuyển từ {vn_date(line.due_on)} sang {vn_date(subject.day)}"
    if subject.late_from != line.late_from:
        return "Ngày bắt đầu tính quá hạn đã thay đổi"
    told = recipients(subject.owner, line.level, people, today)
    if line.person_id not in {one.person_id for one in told}:
        return NOT_THEIRS
    if line.channel not in channels_of(people.by_id[line.person_id], chat_on=chat_on):
        return NO_CHANNEL
    return ""
