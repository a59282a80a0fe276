"""A unit with two divisions and people in them, for the tests of handing work on inside it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from tests.support.people import person
from tests.tasks import factories
from tracker.accounts.queries import user_by_id, viewer_for
from tracker.db import write_transaction
from tracker.permissions import Actor
from tracker.tasks.operations.delegating import Act, hand_inside
from tracker.tasks.queries.delegations import to_hand_on
from tracker.tasks.rules.delegating import Handing
from tracker.work.house import house_of

TODAY = date(2025, 6, 10)
NOW = datetime(2025, 6, 10, 2, 0, tzinfo=UTC)
FOCAL = Actor(None, "Cán bộ đầu mối Sở Tư pháp")


@dataclass(frozen=True)
class Inside:
    """Ids: the unit, its divisions, another unit; the officers of the divisions, the focal."""

    root: int
    unit: int
    one: int
    two: int
    other: int
    officer_one: int
    officer_two: int
    focal: int


def build():
    """Sở Tư pháp with Phòng Một (cv1), Phòng Hai (cv2) and its focal officer (dm)."""
    root = factories.make_unit("UBND", kind="province", name="Ủy ban nhân dân tỉnh")
    unit = factories.make_unit("STP", parent=root, name="Sở Tư pháp")
    other = factories.make_unit("SNV", parent=root, name="Sở Nội vụ")
    one = factories.make_unit("STP/P1", kind="phong", parent=unit, name="Phòng Một")
    two = factories.make_unit("STP/P2", kind="phong", parent=unit, name="Phòng Hai")
    return Inside(
        root, unit, one, two, other, person("cv1", ("division", one)),
        person("cv2", ("division", two)), person("dm", ("focal", unit)),
    )  # fmt: skip


def viewer(user_id, day=TODAY):
    """The person as a viewer."""
    return viewer_for(user_by_id(user_id), day)


def hand(inside, ids, handing=None, *, versions=None, today=TODAY):
    """The focal officer hands rows on; by default to Phòng Một."""
    with write_transaction():
        rows = to_hand_on(viewer(inside.focal), ids)
        act = Act(house_of(inside.unit, today), FOCAL, today, NOW)
        opened = versions or {row.id: row.version for row in rows}
        return hand_inside(rows, opened, handing or Handing(inside.one, None), act)
