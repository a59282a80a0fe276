"""What the demonstration tells beside the words of units: work handed on, asked for, entered."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from tracker.accounts.queries import officers_of, user_by_login
from tracker.administration.demo.accounts import MARK, Accounts
from tracker.administration.demo.hours import at_office
from tracker.administration.demo.queries import lead_row
from tracker.administration.demo.values import Body
from tracker.permissions import Actor, Role
from tracker.tasks.operations.confirming import Judging, judge_results
from tracker.tasks.operations.delegating import Act, hand_inside
from tracker.tasks.operations.updating import Submission, record_update
from tracker.tasks.rules.confirming import Judgement
from tracker.tasks.rules.delegating import Handing, House, Officer
from tracker.tasks.rules.entering import Answered
from tracker.tasks.rules.states import State, UpdateKind, UpdateSource
from tracker.tasks.rules.updating import Said
from tracker.units.queries import divisions_of

Told = Mapping[str, Any]


def tell_inside(told: Told, bodies: Mapping[str, Body], accounts: Accounts) -> None:
    """Write the delegations of `seeds/demo/inside.yaml`, each at its own day."""
    for one in told["handed"]:
        _hand(one, bodies, accounts)


def asides(
    told: Told, bodies: Mapping[str, Body], accounts: Accounts
) -> list[tuple[datetime, Callable[[], None]]]:
    """The lines that others than the units write, with their instants, in this order."""
    return [
        (at_office(told["asked"]["on"], "asked"), lambda: _ask(told["asked"], bodies, accounts)),
        (at_office(told["entered"]["on"], "entered"), lambda: _enter(told["entered"], accounts)),
    ]


def _hand(told: Told, bodies: Mapping[str, Body], accounts: Accounts) -> None:
    row, on = lead_row(told, accounts.units[told["unit"]]), told["on"]
    division = accounts.units[told["to"]]
    holder = accounts.speakers[told["to"], Role.DIVISION].user_id if told["officer"] else None
    giver = accounts.speaker(bodies[told["unit"]], head=False)
    act = Act(_house(row.unit_id, on), giver, on, at_office(on, "handed", told["to"]))
    handing = Handing(division, holder, told.get("until"), told.get("note", ""))
    hand_inside([row], {row.id: row.version}, handing, act)


def _house(unit_id: int, on: date) -> House:
    divisions = divisions_of(unit_id, on)
    people = officers_of([unit_id, *divisions], on)
    return House(unit_id, divisions, [Officer(one.id, one.name, one.unit_id) for one in people])


def _ask(told: Told, bodies: Mapping[str, Body], accounts: Accounts) -> None:
    row, on = lead_row(told, accounts.units[told["unit"]]), told["on"]
    judging = Judging(
        accounts.speaker(bodies[told["by"]], head=False), "minh-hoa", on, at_office(on, "asked")
    )
    judgement = Judgement(UpdateKind.ASKED, on, told["words"])
    judge_results([row], {row.id: row.version}, judgement, judging)


def _enter(told: Told, accounts: Accounts) -> None:
    row, on = lead_row(told, accounts.units[told["unit"]]), told["on"]
    user = user_by_login(told["by"])
    if user is None:
        raise ValueError(f"Nobody has the login {told['by']}")
    actor = Actor(user.id, f"{user.name} ({MARK})", role=Role.COMPILER.value)
    submission = Submission(
        Said(State.IN_PROGRESS, on, told["words"], None), row.version, "minh-hoa",
        answered=Answered(UpdateSource.PAPER, told["paper"], on),
    )  # fmt: skip
    record_update(row, submission, actor, today=on, now=at_office(on, "entered"))
