"""Work that ended without an heir gets one later, effective the same day."""

from datetime import date

from sqlalchemy import func, select

from tests.handover.steps import ACTOR, IN_JULY, hand_over_in_july, open_both
from tests.handover.test_succession import lead, picture, say
from tracker.db import write_transaction
from tracker.extensions import db
from tracker.handover.heirs.operations import Decision, name_heir
from tracker.handover.heirs.queries import former_units, waiting_tasks
from tracker.handover.queries import applied_files, moved_by
from tracker.handover.reading import NewUnit
from tracker.handover.rules import FiledMove, taken_by
from tracker.tasks.jobs import layout_settings
from tracker.tasks.models.obligation import Obligation
from tracker.tasks.rules.ownership import Member, Move, Term, Validity, owners
from tracker.tasks.rules.states import AssignmentRole, State
from tracker.units.models import Unit

DAY = date(2025, 7, 1)
END, HEIR = Move(DAY, 1, None), Move(DAY, 1, 2)
FIELD, TASK = Move(DAY, 1, 3, "field", "TTHC"), Move(DAY, 1, 4, "task", task="T")


def test_a_named_heir_comes_before_an_end_without_one():
    term = Term("T", "TTHC", date(2025, 1, 1), date(2025, 12, 31))
    world = {1: Validity(None, date(2025, 6, 30))}
    members = {AssignmentRole.LEAD: [Member(1)]}
    found = owners(term, members, world, [END, HEIR], lambda _role, _unit: None)
    assert [(one.unit, one.successor) for one in found] == [(1, 2), (2, None)]


def test_the_narrowest_move_took_the_share():
    moves = [FiledMove("F", one) for one in (END, HEIR, FIELD, TASK)]
    tasks = (("T", "TTHC"), ("U", "TTHC"), ("U", "CCTC"))
    assert [taken_by(moves, 1, *one).move for one in tasks] == [TASK, FIELD, HEIR]
    assert taken_by(moves, 5, "T", "TTHC") is None


def decide(*tasks, to="XA-1", **changes):
    new = NewUnit(to, "xa", 900, "", "Ủy ban nhân dân xã Một", "", "", "", "")
    values = {
        "from_unit": "H-KS", "ended_on": DAY, "tasks": tasks, "to_unit": to, "note": "",
        "basis": "NQ202-2025", "seen": frozenset(), "begun": new,
    }  # fmt: skip
    with write_transaction():
        return name_heir(Decision(**values | changes), layout_settings(), ACTOR, IN_JULY)


def units_by_id():
    return dict(db.session.execute(select(Unit.id, Unit.code)).all())


def test_the_districts_wait_for_heirs_and_a_commune_takes_one_duty_over(merged_app):
    say("KH196-2025/TCBM/1", "H-KS", State.IN_PROGRESS, date(2025, 6, 5))
    hand_over_in_july()
    codes = units_by_id()
    districts = [one for one in former_units() if codes[one.unit_id].startswith(("H-", "T"))]
    assert len(districts) == 11
    code, _ = decide("KH196-2025/TCBM/1")
    taken = lead("KH196-2025/TCBM/1", "XA-1")
    assert (taken.opened_on, taken.state) == (DAY, "in_progress")
    assert taken.last_words == (
        "Tiếp nhận phần việc từ Ủy ban nhân dân huyện Kế Sách. Nội dung gần nhất: Đang lấy ý kiến"
    )
    given = lead("KH196-2025/TCBM/1", "H-KS")
    assert (given.end_kind, given.successor_id) == ("handed_over", taken.id)
    files = {one.code: one for one in applied_files()}
    assert given.id in moved_by(files[code])
    assert given.id not in moved_by(files["SX-2025-07-01"])
    before = picture()
    db.session.rollback()
    open_both()
    assert picture() == before


def test_what_is_left_of_a_district_goes_to_one_unit(merged_app):
    hand_over_in_july()
    giver = next(key for key, code in units_by_id().items() if code == "H-KS")
    left = frozenset(waiting_tasks(giver, DAY))
    ended = select(func.count()).where(Obligation.unit_id == giver, Obligation.ended_on == DAY,
                                       Obligation.void.is_(False))  # fmt: skip
    shares = db.session.scalar(ended)
    decide(seen=left)
    assert waiting_tasks(giver, DAY) == set()
    assert db.session.scalar(ended.where(Obligation.successor_id.is_not(None))) == shares
    assert db.session.scalar(ended) == shares
