"""The written table of the forms of reminders: rows for `stale_forms`."""

from datetime import UTC, date, datetime

from tests.ladder.two_people import Alone, Edit, Opened, Press
from tests.ladder.world import TODAY
from tests.reminders.rows import dead_letter, held_line, rung
from tracker.accounts.models import User
from tracker.extensions import db

OWN = "One's own choice: nobody else writes it; another window of one's own is answered with 409."
ADMIN = "/quan-tri/nhac-viec"


def of_head(people):
    """Two held lines for the head of the own unit."""
    head = db.session.scalar(db.select(User.id).filter_by(login="head"))
    people.places["held"] = held_line(head, people.world.units["A"], TODAY)
    held_line(head, people.world.units["A"], TODAY, subject="obligation:2")


def one_rung(people):
    """A rung of the ladder."""
    people.places["rung"] = rung(count=7)


def one_dead(people):
    """A letter that could not go."""
    head = db.session.scalar(db.select(User.id).filter_by(login="head"))
    people.places["dead"] = dead_letter(head, date(2025, 6, 9), datetime(2025, 6, 9, 1, tzinfo=UTC))


REMINDERS = {
    "reminders.notices_read": Alone("One's own digests; opened is opened."),
    "reminders.own_settings": Alone(OWN),
    "reminders.admin_switch": Edit(
        Opened("administrator", f"{ADMIN}/bat-tat"), {"on": "1"}, {"on": "0"},
        both=("bật từ 10/6/2025", "Tắt: không lập"),
    ),
    "reminders.admin_ladder": Edit(
        Opened("administrator", f"{ADMIN}/bac-nhac"), {"r{rung}-count": "9"},
        {"r{rung}-count": "8"}, both=("trước hạn 9 ngày làm việc", 'value="8"'), ready=one_rung,
    ),
    "reminders.admin_resend": Press(
        Opened("administrator", f"{ADMIN}/hop-thu-di?trangthai=khong-gui-duoc",
               f"{ADMIN}/hop-thu-di/{{dead}}/gui-lai"),
        "không còn ở trạng thái không gửi được", ready=one_dead,
    ),
    "reminders.admin_settle": Alone("Ends an alarm; a second time changes nothing."),
    "reminders.admin_test_mail": Alone("Sends a letter without content; replaces nothing."),
    "reminders.release": Edit(
        Opened("compiler", "/nhac-viec/phat-hanh"), {"act": "release", "lines": "{held}"},
        {"act": "drop", "reason": "Bản một", "lines": "{held}"},
        both=("vừa được người khác xử lý", "Bản một"), ready=of_head,
    ),
}  # fmt: skip
