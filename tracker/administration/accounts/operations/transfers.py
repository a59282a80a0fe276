"""People who go over to a successor unit: old roles only read, new ones wait for approval."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from tracker import history
from tracker.accounts.models import Grant
from tracker.accounts.operations import AccountError
from tracker.administration.accounts import queries
from tracker.administration.accounts.operations.people import keep_an_administrator
from tracker.extensions import db
from tracker.permissions import Actor
from tracker.refusals import Stale


@dataclass(frozen=True, slots=True)
class Transfer:
    """From a unit to the one that takes over, from a day on; `note` says why, on the new roles."""

    from_unit_id: int
    to_unit_id: int
    from_day: date
    note: str


def transfer(
    chosen: Mapping[int, int], asked: Transfer, scope: queries.Scope, actor: Actor, *,
    today: date, now: datetime,
) -> list[Grant]:  # fmt: skip
    """Move these roles (id to the version shown) of one unit.

    The old role keeps its days and only reads from now on; the same role at the new unit gives
    nothing until it is approved. Raises Stale when a role changed meanwhile.
    """
    if asked.from_unit_id == asked.to_unit_id:
        raise AccountError("Đơn vị tiếp nhận phải khác đơn vị bàn giao.")
    queries.lock_administrators()
    old = [_still(grant_id, version, asked, scope) for grant_id, version in sorted(chosen.items())]
    new = []
    for grant in old:
        grant.read_only = True
        grant.version += 1
        new.append(
            Grant(
                user_id=grant.user_id, role=grant.role, unit_id=asked.to_unit_id, pending=True,
                valid_from=asked.from_day, note=asked.note,
            )
        )  # fmt: skip
    db.session.add_all(new)
    for user_id in {grant.user_id for grant in old}:
        keep_an_administrator(user_id, today)
    history.record(
        actor, "account.transfer", at=now, subject=f"unit:{asked.from_unit_id}",
        ids=[grant.id for grant in old],
        detail={"to": asked.to_unit_id, "new": [grant.id for grant in new]},
    )  # fmt: skip
    return new


def _still(grant_id: int, version: int, asked: Transfer, scope: queries.Scope) -> Grant:
    """The role, if it is as it was shown."""
    grant = queries.managed_grant(scope, grant_id, lock=True)
    if (
        grant is None or grant.version != version or grant.unit_id != asked.from_unit_id
        or grant.read_only or grant.pending
    ):  # fmt: skip
        raise Stale
    return grant
