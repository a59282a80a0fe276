"""Which accounts a filter keeps; the day is Tuesday, 10/6/2025."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tracker.administration.accounts.listing import AccountState, Cut, Moment, fits
from tracker.administration.accounts.queries import AccountRow, GrantRow
from tracker.permissions import Role

NOW = datetime(2025, 6, 10, 3, tzinfo=UTC)
AT = Moment(date(2025, 6, 10), NOW)
UNITS = {1: "Sở Tư pháp", 2: "Sở Nội vụ"}


def grant(**changes):
    values = {
        "id": 1, "user_id": 1, "role": Role.FOCAL, "unit_id": 1, "valid_from": date(2025, 1, 1),
        "valid_to": None, "read_only": False, "pending": False, "stands_in_for_id": None,
        "note": "", "version": 1,
    }  # fmt: skip
    return GrantRow(**values | changes)


def row(*grants, **changes):
    values = {
        "id": 1, "login": "dm.stp", "name": "Cán bộ đầu mối", "email": "stp@soctrang.gov.vn",
        "phone": "0912 345 678", "created_at": NOW - timedelta(days=100), "disabled_at": None,
        "second_factor": False, "version": 1, "signed_in_at": NOW, "used_at": NOW,
        "grants": grants or (grant(),),
    }  # fmt: skip
    return AccountRow(**values | changes)


@pytest.mark.parametrize(
    "words", ["can bo dau moi", "SO TU PHAP", "dm.stp", "345 678", "tu phap dau", "@soctrang"]
)
def test_words_are_found_without_marks_in_any_order(words):
    assert fits(row(), Cut(words), UNITS, AT)
    assert not fits(row(), Cut(f"{words} nội vụ"), UNITS, AT)


def test_role_that_is_over_is_not_asked_for():
    over = row(grant(valid_to=date(2025, 6, 9)))
    assert not fits(over, Cut(unit_id=1), UNITS, AT)
    assert not fits(over, Cut(role=Role.FOCAL), UNITS, AT)
    assert fits(row(grant(valid_to=date(2025, 6, 10))), Cut(unit_id=1, role=Role.FOCAL), UNITS, AT)


@pytest.mark.parametrize(
    ("one", "states"),
    [
        (row(), {"dang-mo"}),
        (row(disabled_at=NOW), {"da-khoa"}),
        (row(used_at=NOW - timedelta(days=46)), {"dang-mo", "chua-dung"}),
        (row(used_at=None), {"dang-mo", "chua-dung"}),
        (row(used_at=None, disabled_at=NOW), {"da-khoa"}),
        (row(grant(pending=True)), {"dang-mo", "cho-duyet", "chua-co-vai-tro"}),
        (row(grant(valid_from=date(2025, 6, 11))), {"dang-mo", "chua-co-vai-tro"}),
    ],
)
def test_each_state_keeps_its_accounts(one, states):
    assert {
        state.value for state in AccountState if fits(one, Cut(state=state), UNITS, AT)
    } == states
