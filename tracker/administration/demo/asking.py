"""What leads ask in the demonstration: partners' opinions, later days, and what came of it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from tracker.administration.demo.accounts import MARK, Accounts
from tracker.administration.demo.hours import at_office
from tracker.administration.demo.queries import lead_row
from tracker.administration.demo.values import Body
from tracker.documents.operations import Paper
from tracker.permissions import Actor, Role
from tracker.tasks.jobs import layout_settings
from tracker.tasks.operations.cooperating import ask_partners, record_answer
from tracker.tasks.operations.extending import Deciding, ask_extension, decide_extension
from tracker.tasks.rules.cooperating import Answer, Asking, Side
from tracker.tasks.rules.extending import Ruling, Wish

Told = Mapping[str, Any]


def tell_asking(told: Told, bodies: Mapping[str, Body], accounts: Accounts) -> None:
    """Write everything of `seeds/demo/asking.yaml`, each at its own day."""
    for one in told["cooperation"]:
        _cooperate(one, bodies, accounts)
    for one in told["extensions"]:
        _extend(one, bodies, accounts)


def _cooperate(told: Told, bodies: Mapping[str, Body], accounts: Accounts) -> None:
    row, on = lead_row(told, accounts.units[told["unit"]]), told["on"]
    partner = frozenset({accounts.units[told["partner"]]})
    asking = Asking(told["paper"], partner, on, told["answer_by"], told["words"])
    lead = accounts.speaker(bodies[told["unit"]], head=False)
    (request,) = ask_partners(row, asking, lead, today=on, now=at_office(on, "ask", row.id))
    if "answer" not in told:
        return
    said, who = told["answer"], accounts.speaker(bodies[told["partner"]], head=False)
    day: date = said["on"]
    answer = Answer(day, said["words"], said["paper"])
    record_answer(
        request, answer, {Side.PARTNER}, request.version, who, today=day,
        now=at_office(day, "answer", row.id),
    )  # fmt: skip


def _extend(told: Told, bodies: Mapping[str, Body], accounts: Accounts) -> None:
    row, on = lead_row(told, accounts.units[told["unit"]]), told["on"]
    wish = Wish(told["until"], told["reason"], told["paper"], on)
    who = accounts.speaker(bodies[told["unit"]], head=False)
    ask_extension(row, wish, who, today=on, now=at_office(on, "wish", row.id))
    if "granted" not in told:
        return
    said = told["granted"]
    day: date = said["on"]
    paper = Paper("Công văn", said["number"], day, bodies["UBND"].name, said["subject"])
    compiler = Actor(None, f"Cán bộ tổng hợp Sở Nội vụ ({MARK})", role=Role.COMPILER.value)
    deciding = Deciding(layout_settings(), compiler, day, at_office(day, "grant", row.id))
    decide_extension([row], Ruling(said["until"], day, said["words"]), paper, deciding)
