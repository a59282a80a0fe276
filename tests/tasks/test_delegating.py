"""Handing work on inside a unit: rows, cache, history, who sees what then."""

from datetime import date

import pytest

from tests.tasks import factories, handing
from tests.tasks.handing import FOCAL, NOW, TODAY, hand, viewer
from tracker.db import write_transaction
from tracker.extensions import db
from tracker.history import AuditEntry
from tracker.permissions import Permission
from tracker.refusals import Refused, Stale
from tracker.tasks.models.delegation import Delegation
from tracker.tasks.models.obligation import Obligation
from tracker.tasks.operations.delegating import end_delegations, take_back
from tracker.tasks.queries.delegations import delegations_of, to_hand_on
from tracker.tasks.queries.history import readable_share, writable_share
from tracker.tasks.queries.rows import scope_of
from tracker.tasks.queries.visibility import updatable_obligation
from tracker.tasks.rules.delegating import Handing

DUE = date(2025, 6, 30)


@pytest.fixture
def inside(app):
    return handing.build()


@pytest.fixture
def shares(inside):
    """Three open obligations of the unit."""
    task = factories.make_task(factories.make_plan(inside.root))
    return [
        factories.make_obligation(task, inside.unit, slot=slot, due_on=DUE, late_from=DUE)
        for slot in (1, 2, 3)
    ]


def row(number):
    db.session.rollback()
    return db.session.get_one(Obligation, number)


def test_the_unit_stays_owner_and_its_day_stays(inside, shares):
    hand(inside, shares[:1], Handing(inside.one, inside.officer_one, date(2025, 6, 20), "Gấp"))
    found = row(shares[0])
    assert (found.unit_id, found.due_on, found.outcome) == (inside.unit, DUE, "open_in_time")
    assert (found.division_id, found.holder_id) == (inside.one, inside.officer_one)
    assert (found.internal_due_on, found.version) == (date(2025, 6, 20), 2)


def test_a_change_ends_the_old_line_and_keeps_it(inside, shares):
    hand(inside, shares[:1])
    hand(inside, shares[:1], Handing(None, inside.officer_two))
    newest, oldest = delegations_of(shares[0])
    assert (newest.holder_label, newest.ended_at) == ("Cán bộ cv2", None)
    assert (oldest.division_id, oldest.ended_label) == (inside.one, FOCAL.label)


def test_many_rows_are_one_operation_with_one_entry(inside, shares):
    assert hand(inside, shares) == 3
    entries = db.session.scalars(db.select(AuditEntry).filter_by(action="obligation.delegate"))
    assert entries.one().ids.startswith('{"count":3')


def test_taking_back_empties_the_cache(inside, shares):
    hand(inside, shares[:1])
    with write_transaction():
        rows = to_hand_on(viewer(inside.focal), shares[:1])
        take_back(rows, {shares[0]: 2}, FOCAL, NOW)
    found = row(shares[0])
    assert (found.division_id, found.holder_id, found.internal_due_on) == (None, None, None)
    assert delegations_of(shares[0])[0].ended_at is not None


def test_one_stale_row_refuses_them_all(inside, shares):
    versions = dict.fromkeys(shares, 1)
    hand(inside, shares[:1])
    with pytest.raises(Stale):
        hand(inside, shares, versions=versions)
    assert row(shares[1]).division_id is None


def test_what_is_done_is_not_handed_on(inside, shares):
    factories.make_line(shares[0], "done")
    with pytest.raises(Refused, match="Đã hoàn thành"):
        hand(inside, shares)


def test_those_who_take_over_keep_each_internal_day(inside, shares):
    hand(inside, shares[:1], Handing(None, inside.officer_one, date(2025, 6, 20)))
    hand(inside, shares[:1], Handing(None, inside.officer_two, keeps_day=True))
    assert row(shares[0]).internal_due_on == date(2025, 6, 20)


def test_a_delegation_ends_with_its_obligation(inside, shares):
    hand(inside, shares[:1])
    with write_transaction():
        end_delegations(shares, FOCAL, NOW)
    assert row(shares[0]).division_id is None
    assert not db.session.scalars(db.select(Delegation).filter_by(ended_at=None)).all()


# --- who sees what -------------------------------------------------------------------------


@pytest.mark.parametrize("to_officer", [False, True])
def test_a_division_officer_reads_and_writes_what_was_handed_on_and_nothing_else(
    inside, shares, to_officer
):
    to = Handing(None, inside.officer_one) if to_officer else Handing(inside.one, None)
    hand(inside, shares[:1], to)
    for user, expected in ((inside.officer_one, True), (inside.officer_two, False)):
        someone = viewer(user)
        assert (readable_share(someone, shares[0], TODAY) is not None) == expected
        found = writable_share(someone, shares[0], Permission.UPDATE_WORK, TODAY)
        assert (found is not None) == expected
        with write_transaction():
            assert (updatable_obligation(someone, shares[0]) is not None) == expected
        assert readable_share(someone, shares[1], TODAY) is None
        listed = scope_of(someone, Permission.READ_WORK).conditions()
        ids = list(db.session.scalars(db.select(Obligation.id).where(*listed)))
        assert ids == (shares[:1] if expected else [])


def test_whoever_went_to_another_unit_takes_nothing_along(inside, shares):
    """An account that is now an officer of another unit's division reads nothing of the old."""
    hand(inside, shares[:1], Handing(None, inside.officer_one))
    elsewhere = factories.make_unit("SNV/P1", kind="phong", parent=inside.other)
    with write_transaction():
        grants = db.text("UPDATE user_grant SET unit_id = :unit WHERE user_id = :user")
        db.session.execute(grants, {"unit": elsewhere, "user": inside.officer_one})
    assert readable_share(viewer(inside.officer_one), shares[0], TODAY) is None


def test_the_statements_of_heads_and_focal_officers_have_no_more_conditions(inside):
    assert viewer(inside.focal).handed(Permission.READ_WORK) is None
    (bound,) = scope_of(viewer(inside.focal), Permission.READ_WORK).conditions()
    assert "division_id" not in str(bound)
    assert " OR " not in str(bound)
