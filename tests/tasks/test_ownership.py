"""Who owes a duty, from when to when: hand-written cases and properties.

Units are numbers; the duty runs through the first half of 2025 unless told otherwise, and the
hand-over is that of 01/3/2025.
"""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.tasks.rules.ownership import Member, Move, Owned, Term, Validity, owners
from tracker.tasks.rules.states import AssignmentRole, EndKind

LEAD, PARTNER = AssignmentRole.LEAD, AssignmentRole.PARTNER
MARCH = date(2025, 3, 1)
FEBRUARY_END = date(2025, 2, 28)
HALF = Term("KH/1", "TTHC", date(2025, 1, 1), date(2025, 6, 30))
LATER = Term("KH/1", "TTHC", date(2025, 4, 1), date(2025, 6, 30))
GONE = {1: Validity(last=FEBRUARY_END)}


def share_out(
    *moves, leads=(), partners=(), term=HALF, world=None, done=None, spoken=()
):  # fmt: skip
    """The shares; members are unit numbers or Member values, `done` maps (role, unit) to a day.

    `spoken` are the (role, unit) that said something of their share.
    """
    members = {
        role: [one if isinstance(one, Member) else Member(one) for one in listed]
        for role, listed in ((LEAD, leads), (PARTNER, partners))
    }
    finished = (done or {}).get
    return owners(
        term, members, world or {}, moves, lambda *key: finished(key),
        spoken_of=lambda *key: key in spoken,
    )  # fmt: skip


def in_group(unit, first=None, last=None):
    return Member(unit, Validity(first, last), by_group=True)


def move(source, target, on=MARCH, **scope):
    return Move(on, source, target, **scope)


def handed(role, unit, successor, *, on=MARCH, kind=EndKind.HANDED_OVER, opened_on=None):
    return Owned(role, unit, opened_on, on, kind, successor)


def test_each_lead_and_partner_owes_its_share():
    assert share_out(leads=[1, 2], partners=[3]) == [
        Owned(LEAD, 1),
        Owned(LEAD, 2),
        Owned(PARTNER, 3),
    ]


def test_a_unit_that_leads_is_not_its_own_partner():
    """ "Sở Nội vụ chủ trì; phối hợp: các sở, ban, ngành"."""
    assert share_out(leads=[1], partners=[in_group(1), in_group(2)]) == [
        Owned(LEAD, 1),
        Owned(PARTNER, 2),
    ]


def test_a_unit_named_and_in_the_group_owes_once():
    assert share_out(leads=[1, in_group(1), in_group(1)]) == [Owned(LEAD, 1)]


def test_whole_hand_over_ends_one_share_and_opens_the_other():
    shares = share_out(move(1, 2), leads=[1], world=GONE)
    assert shares == [handed(LEAD, 1, 2), Owned(LEAD, 2, opened_on=MARCH)]


def test_a_duty_that_begins_later_belongs_to_the_successor_alone():
    assert share_out(move(1, 2), leads=[1], term=LATER) == [Owned(LEAD, 2)]


def test_what_was_said_of_a_duty_that_begins_later_is_handed_over():
    """Received from the day of the move, so that giver and receiver never owe side by side."""
    shares = share_out(move(1, 2), leads=[1], term=LATER, spoken=[(LEAD, 1)])
    assert shares == [handed(LEAD, 1, 2), Owned(LEAD, 2, opened_on=MARCH)]
    own = share_out(move(1, 2), leads=[1, 2], term=LATER, spoken=[(LEAD, 1)])
    assert own == [handed(LEAD, 1, 2), Owned(LEAD, 2)]


@pytest.mark.parametrize(
    ("members", "moves", "expected"),
    [
        ([in_group(1), in_group(2)], [move(1, 2)], [handed(LEAD, 1, 2), Owned(LEAD, 2)]),
        (
            [in_group(1)], [move(1, 2)],
            [handed(LEAD, 1, 2), Owned(LEAD, 2, opened_on=MARCH)],
        ),
        ([in_group(1)], [], [handed(LEAD, 1, None, kind=EndKind.DISSOLVED)]),
        ([1], [move(1, None)], [handed(LEAD, 1, None, kind=EndKind.DISSOLVED)]),
    ],
)  # fmt: skip
def test_what_was_said_before_a_body_ended_keeps_its_row(members, moves, expected):
    found = share_out(*moves, leads=members, term=LATER, world=GONE, spoken=[(LEAD, 1)])
    assert found == expected


def test_a_partner_that_spoke_and_will_lead_leaves_a_trace():
    shares = share_out(move(1, 2), leads=[1], partners=[2], term=LATER, spoken=[(PARTNER, 2)])
    assert shares == [Owned(LEAD, 2), handed(PARTNER, 2, 2, kind=EndKind.MERGED_INTO_LEAD)]


def test_successor_meets_its_own_share_on_one_key():
    shares = share_out(move(1, 2), leads=[1, 2])
    assert shares == [handed(LEAD, 1, 2), Owned(LEAD, 2)]


def test_two_predecessors_meet_in_one_share():
    shares = share_out(move(1, 3), move(2, 3), leads=[1, 2])
    assert shares == [handed(LEAD, 1, 3), handed(LEAD, 2, 3), Owned(LEAD, 3, opened_on=MARCH)]


def test_dissolved_without_heir():
    assert share_out(move(1, None), leads=[1]) == [
        handed(LEAD, 1, None, kind=EndKind.DISSOLVED),
    ]


def test_a_unit_that_ended_without_a_record_ends_its_share_the_day_after():
    assert share_out(leads=[1], world=GONE) == [handed(LEAD, 1, None, kind=EndKind.DISSOLVED)]
    assert share_out(leads=[1], world=GONE, term=LATER) == []


@pytest.mark.parametrize(
    ("scope", "taken"),
    [
        ({"scope": "whole"}, True),
        ({"scope": "field", "field": "TTHC"}, True),
        ({"scope": "field", "field": "CCTC"}, False),
        ({"scope": "task", "task": "KH/1"}, True),
        ({"scope": "task", "task": "KH/2"}, False),
    ],
)
def test_a_move_takes_only_what_it_covers(scope, taken):
    shares = share_out(move(1, 2, **scope), leads=[1])
    assert (Owned(LEAD, 1) in shares) is not taken


@pytest.mark.parametrize("turned", [False, True])
def test_the_narrowest_scope_wins(turned):
    """One duty of a merged body goes elsewhere (lý lịch tư pháp: to the police)."""
    moves = [
        move(1, 2),
        move(1, 3, scope="field", field="TTHC"),
        move(1, 4, scope="task", task="KH/1"),
    ]
    shares = share_out(*(reversed(moves) if turned else moves), leads=[1])
    assert shares == [handed(LEAD, 1, 4), Owned(LEAD, 4, opened_on=MARCH)]


@pytest.mark.parametrize(
    ("done_on", "stays"),
    [(date(2025, 2, 20), True), (FEBRUARY_END, True), (MARCH, False), (None, False)],
)
def test_finished_work_stays_with_the_unit_that_did_it(done_on, stays):
    shares = share_out(move(1, 2), leads=[1], done={(LEAD, 1): done_on}, world=GONE)
    assert (shares == [Owned(LEAD, 1)]) is stays


def test_partner_and_lead_that_become_one_unit_leave_one_row_and_a_trace():
    lead_received = share_out(move(1, 2), leads=[1], partners=[2])
    assert lead_received == [
        handed(LEAD, 1, 2),
        Owned(LEAD, 2, opened_on=MARCH),
        handed(PARTNER, 2, 2, kind=EndKind.MERGED_INTO_LEAD),
    ]
    partner_received = share_out(move(1, 2), leads=[2], partners=[1])
    assert partner_received == [
        Owned(LEAD, 2),
        handed(PARTNER, 1, 2, kind=EndKind.MERGED_INTO_LEAD),
    ]


@pytest.mark.parametrize("turned", [False, True])
def test_lead_and_partner_that_merge_into_a_new_unit(turned):
    """Tài nguyên (lead) and Nông nghiệp (partner) become one body on the same day."""
    moves = [move(1, 3), move(2, 3)]
    shares = share_out(*(reversed(moves) if turned else moves), leads=[1], partners=[2])
    assert shares == [
        handed(LEAD, 1, 3),
        Owned(LEAD, 3, opened_on=MARCH),
        handed(PARTNER, 2, 3, kind=EndKind.MERGED_INTO_LEAD),
    ]


def test_a_partner_that_will_lead_before_the_duty_begins_leaves_no_trace():
    assert share_out(move(1, 2), leads=[1], partners=[2], term=LATER) == [Owned(LEAD, 2)]


@pytest.mark.parametrize(
    ("member", "world", "expected"),
    [
        (in_group(1), {}, [Owned(LEAD, 1)]),
        (in_group(1, first=MARCH), {}, [Owned(LEAD, 1, opened_on=MARCH)]),
        (in_group(1), {1: Validity(first=MARCH)}, [Owned(LEAD, 1, opened_on=MARCH)]),
        (in_group(1, first=date(2025, 7, 1)), {}, []),
        (in_group(1, last=date(2024, 12, 31)), {}, []),
        (in_group(1), {1: Validity(last=date(2024, 12, 31))}, []),
        (in_group(1, last=date(2025, 6, 30)), {}, [Owned(LEAD, 1)]),
        (
            in_group(1, last=FEBRUARY_END), {},
            [handed(LEAD, 1, None, kind=EndKind.NO_LONGER_OWED)],
        ),
    ],
)  # fmt: skip
def test_a_group_is_fanned_out_clipped_to_validity(member, world, expected):
    assert share_out(leads=[member], world=world) == expected


def test_a_group_member_that_is_merged_hands_over_to_the_new_member():
    members = [in_group(1, last=FEBRUARY_END), in_group(2, first=MARCH), in_group(3)]
    world = GONE | {2: Validity(first=MARCH)}
    assert share_out(move(1, 2), leads=members, world=world) == [
        handed(LEAD, 1, 2),
        Owned(LEAD, 2, opened_on=MARCH),
        Owned(LEAD, 3),
    ]


def test_a_named_unit_owes_before_it_joins_the_group():
    assert share_out(leads=[in_group(1, first=MARCH), 1]) == [Owned(LEAD, 1)]


def test_what_is_received_early_is_owed_early():
    """Unit 2 joins the group in June, but receives unit 1's share in March."""
    shares = share_out(move(1, 2), leads=[1, in_group(2, first=date(2025, 6, 1))])
    assert shares == [handed(LEAD, 1, 2), Owned(LEAD, 2, opened_on=MARCH)]


def test_a_relieved_member_no_longer_has_what_a_later_move_would_take():
    shares = share_out(
        move(1, 2, on=date(2025, 5, 1)), leads=[in_group(1, last=FEBRUARY_END)], world={}
    )
    assert shares == [handed(LEAD, 1, None, kind=EndKind.NO_LONGER_OWED)]


def test_a_chain_over_two_days_passes_through():
    may = date(2025, 5, 1)
    shares = share_out(move(1, 2), move(2, 3, on=may), leads=[1])
    assert shares == [
        handed(LEAD, 1, 2),
        handed(LEAD, 2, 3, on=may, opened_on=MARCH),
        Owned(LEAD, 3, opened_on=may),
    ]


def test_two_units_that_swap_on_one_day_do_not_get_their_own_back():
    shares = share_out(move(1, 2), move(2, 1), leads=[1], term=LATER)
    assert shares == [Owned(LEAD, 2)]


@pytest.mark.parametrize("turned", [False, True])
def test_a_receiver_that_ended_the_same_day_passes_on_to_its_own_heir(turned):
    moves = [move(1, 2), move(2, 3)]
    world = {2: Validity(last=FEBRUARY_END)}
    shares = share_out(*(reversed(moves) if turned else moves), leads=[1], world=world)
    assert shares == [handed(LEAD, 1, 3), Owned(LEAD, 3, opened_on=MARCH)]


def test_what_comes_back_is_owed_again():
    may = date(2025, 5, 1)
    shares = share_out(move(1, 2), move(2, 1, on=may), leads=[1])
    assert shares == [Owned(LEAD, 1), handed(LEAD, 2, 1, on=may, opened_on=MARCH)]


UNITS = st.integers(1, 5)
DAYS = st.dates(date(2024, 11, 1), date(2025, 8, 31))
MOVES = st.builds(
    Move, DAYS, UNITS, UNITS,
    scope=st.sampled_from(["whole", "field", "task"]),
    field=st.sampled_from(["TTHC", "CCTC"]), task=st.sampled_from(["KH/1", "KH/2"]),
).filter(lambda one: one.from_unit != one.to_unit)  # fmt: skip
MEMBERS = st.one_of(
    st.builds(Member, UNITS),
    st.builds(Member, UNITS, st.builds(Validity, st.none() | DAYS), st.just(True)),
)


@st.composite
def situations(draw):
    """Members of both roles and up to four moves."""
    leads = draw(st.lists(MEMBERS, min_size=1, max_size=3))
    partners = draw(st.lists(MEMBERS, max_size=3))
    return leads, partners, draw(st.lists(MOVES, max_size=4))


def open_on(shares, role, day):
    """The units whose share of the role is open on the day."""
    return {
        share.unit
        for share in shares
        if share.role is role
        and (share.opened_on or HALF.start) <= day
        and (share.ended_on is None or day < share.ended_on)
    }


@given(situations())
def test_one_row_per_key_and_every_heir_has_a_row(situation):
    leads, partners, moves = situation
    shares = share_out(*moves, leads=leads, partners=partners)
    keys = {(share.role, share.unit) for share in shares}
    assert len(keys) == len(shares)
    for share in shares:
        heir = LEAD if share.end_kind is EndKind.MERGED_INTO_LEAD else share.role
        assert share.successor is None or (heir, share.successor) in keys


@given(situations())
def test_moves_between_units_never_lose_the_lead(situation):
    leads, partners, moves = situation
    before = share_out(leads=leads, partners=partners)
    after = share_out(*moves, leads=leads, partners=partners)
    last_day = HALF.last_day
    assert bool(open_on(after, LEAD, last_day)) == bool(open_on(before, LEAD, last_day))


@given(situations())
def test_no_unit_is_lead_and_partner_at_the_end(situation):
    leads, partners, moves = situation
    shares = share_out(*moves, leads=leads, partners=partners)
    assert not open_on(shares, LEAD, HALF.last_day) & open_on(shares, PARTNER, HALF.last_day)


@given(situations(), MOVES)
def test_succession_then_opening_is_opening_then_succession(situation, late_move):
    """Rows opened before the move was known are all wanted afterwards, ended or kept.

    What laying out opens from scratch after the move is what it makes of the earlier rows:
    nothing that had begun before the move's day is withdrawn.
    """
    leads, partners, moves = situation
    moves = [one for one in moves if one.effective_on < late_move.effective_on]
    opened_first = share_out(*moves, leads=leads, partners=partners)
    from_scratch = share_out(*moves, late_move, leads=leads, partners=partners)
    began = {
        (share.role, share.unit)
        for share in opened_first
        if (share.opened_on or HALF.start) < late_move.effective_on
    }
    assert began <= {(share.role, share.unit) for share in from_scratch}
