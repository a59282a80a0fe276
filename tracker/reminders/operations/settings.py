"""A person chooses when and how to be told."""

from dataclasses import dataclass
from datetime import date, datetime

from tracker import history
from tracker.extensions import db
from tracker.mail.channels import CHAT_KINDS
from tracker.permissions import Actor
from tracker.refusals import check_version, refuse
from tracker.reminders.models import PersonSettings
from tracker.reminders.queries.colleagues import colleagues_of
from tracker.reminders.rules.settings import Chosen, chat_problem, problems
from tracker.statements import insert_or_skip


@dataclass(frozen=True, slots=True)
class Saving:
    """Whose choices are kept, on which day, and the version that the form had (0: none yet)."""

    person_id: int
    today: date
    version: int


def save_settings(chosen: Chosen, saving: Saving, actor: Actor, *, now: datetime) -> None:
    """Keep a person's choices. Raises Stale, Refused."""
    begun = {"user_id": saving.person_id, "hour": chosen.hour, "by_mail": True, "by_chat": False,
             "chat_address": "", "version": 0}  # fmt: skip
    insert_or_skip(PersonSettings, begun)
    row = db.session.get_one(
        PersonSettings, saving.person_id, with_for_update=True, populate_existing=True
    )
    check_version(row.version, saving.version)
    refuse({"chat_address": chat_problem(chosen.chat_address, CHAT_KINDS)})
    refuse(problems(chosen, colleagues_of(saving.person_id, saving.today), saving.today))
    row.hour, row.by_mail, row.by_chat = chosen.hour, chosen.by_mail, chosen.by_chat
    row.chat_address = chosen.chat_address
    row.paused_from, row.paused_to = chosen.paused_from, chosen.paused_to
    row.stand_in_id = chosen.stand_in_id
    row.version += 1
    db.session.flush()
    history.record(
        actor, "reminders.settings", at=now, subject=f"reminder_settings:{row.user_id}",
        ids=[row.user_id], detail={"hour": row.hour, "stand_in": row.stand_in_id},
    )  # fmt: skip
