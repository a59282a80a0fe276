"""What a body had handed to its officers is handed on no more when its duties pass to another."""

from datetime import UTC, datetime

from tests.handover.steps import hand_over_in_march
from tests.support.people import person
from tracker.db import write_transaction
from tracker.extensions import db
from tracker.tasks.models.delegation import Delegation
from tracker.tasks.models.obligation import Obligation

NOW = datetime(2025, 2, 3, tzinfo=UTC)


def delegate(row, holder):
    """An open delegation with its cache."""
    row.holder_id = holder
    db.session.add(
        Delegation(
            obligation_id=row.id, holder_id=holder, holder_label="Cán bộ", given_on=NOW.date(),
            recorded_at=NOW, actor_label="Cán bộ đầu mối",
        )
    )  # fmt: skip


SOME = Obligation.id % 8 == 0
"""Of four thousand shares; some of them pass on in March, some stay."""


def test_a_delegation_ends_with_the_hand_over_and_stays_in_the_history(opened_app):
    holder = person("cv")
    with write_transaction():
        for row in db.session.scalars(db.select(Obligation).where(Obligation.open.is_(True), SOME)):
            delegate(row, holder)
    hand_over_in_march()
    open_now = Delegation.ended_at.is_(None)
    ended = Obligation.ended_on.is_not(None)
    query = db.select(ended, Obligation.holder_id, open_now).join(
        Delegation, Delegation.obligation_id == Obligation.id
    )
    found = {tuple(one) for one in db.session.execute(query)}
    assert found == {(False, holder, True), (True, None, False)}
