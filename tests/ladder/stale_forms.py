"""The written table: every form of the program, and what a second person's write does to it.

Read from design invariants 11 and "one write per double post" by hand. A route that is posted to
and is not listed here fails the test.
"""

from tests.ladder.stale_forms_administration import (
    ACCOUNTS,
    BESIDE,
    FIRST_RUN,
    HAND_OVER,
    PLANS,
    REGISTER,
)
from tests.ladder.stale_forms_compiling import COMPILING
from tests.ladder.stale_forms_feeds import FEEDS
from tests.ladder.stale_forms_intake import INTAKE
from tests.ladder.stale_forms_reminders import REMINDERS
from tests.ladder.stale_forms_reporting import REPORTING
from tests.ladder.stale_forms_rounds import ROUNDS
from tests.ladder.stale_forms_work import ASKING, JUDGING, WORK, YEAR
from tests.ladder.two_people import Alone

OWN = "One's own account, session or text: nobody else writes it."

PERSONAL = {
    "accounts.sign_in": Alone("Opens a session; replaces nothing."),
    "accounts.code": Alone("The second step of signing in."),
    "accounts.sign_out": Alone(OWN),
    "accounts.end_session": Alone(OWN),
    "accounts.end_other_sessions": Alone(OWN),
    "accounts.password": Alone(OWN + " It asks for the present password."),
    "accounts.second_factor": Alone(OWN),
    "accounts.remove_second_factor": Alone(OWN),
    "work.draft": Alone(OWN + " What was typed later replaces what was typed before."),
    "work.forget": Alone(OWN + " One that is gone is not found."),
    "work.keep": Alone(OWN + " The same name again takes the new address."),
    "work.rename": Alone(OWN + " A name that is taken is refused."),
}  # fmt: skip

ROOMS = {
    "work": WORK, "asking": ASKING, "judging": JUDGING, "year": YEAR, "plans": PLANS,
    "register": REGISTER, "hand-over": HAND_OVER, "accounts": ACCOUNTS, "first-run": FIRST_RUN,
    "rounds": ROUNDS, "reporting": REPORTING, "compiling": COMPILING, "reminders": REMINDERS,
    "feeds": FEEDS, "intake": INTAKE, "beside": BESIDE,
}  # fmt: skip
EVERY = {**PERSONAL, **{name: row for room in ROOMS.values() for name, row in room.items()}}
