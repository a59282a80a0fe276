"""Who can be told on 10/6/2025: roles in force, what people chose, nobody who cannot act."""

from datetime import UTC, date, datetime
from itertools import product

from sqlalchemy import update

from tests.support.people import person, unit
from tracker.accounts.models import Grant
from tracker.db import write_transaction
from tracker.permissions import Role
from tracker.reminders.models import PersonSettings
from tracker.reminders.queries.people import people_on
from tracker.reminders.rules.ladder import Level
from tracker.reminders.rules.people import Person
from tracker.reminders.rules.recipients import recipients
from tracker.reminders.rules.subjects import Owner

TODAY = date(2025, 6, 10)


def grants_of(number, **values):
    with write_transaction() as session:
        session.execute(update(Grant).where(Grant.user_id == number).values(**values))


def test_people_with_a_role_in_force_and_what_they_chose(app):
    root = unit("UBND", kind="province")
    stp, empty = unit("STP", parent=root), unit("SYT", parent=root)
    office = unit("STP/P1", kind="phong", parent=stp)
    plain = person("dm", ("focal", stp), ("division", office))
    chosen = person("ld", ("head", stp), email="ld@example.vn")
    above = person("th", ("compiler", root), ("leadership", stp))
    gone, waiting, past, coming = (person(f"x{n}", ("focal", empty)) for n in range(4))
    deserted = unit("SXD", parent=root)
    person("doc", ("focal", deserted, "ro"))
    person("nghi", ("focal", deserted), disabled_at=datetime(2025, 6, 1, tzinfo=UTC))
    grants_of(gone, valid_to=date(2025, 6, 9))
    grants_of(waiting, pending=True)
    grants_of(past, valid_from=date(2025, 6, 1), valid_to=TODAY)
    grants_of(coming, valid_from=date(2025, 6, 11))
    with write_transaction() as session:
        twice = {"user_id": plain, "role": "focal", "unit_id": stp, "stands_in_for_id": chosen}
        session.add(Grant(**twice, valid_from=TODAY))
        session.add(
            PersonSettings(
                user_id=chosen, hour=7, by_mail=False, by_chat=True, chat_address="tgram://x",
                paused_from=TODAY, paused_to=TODAY, stand_in_id=plain,
            )
        )  # fmt: skip
    people = people_on(TODAY)
    assert dict(people.by_id) == {
        plain: Person(plain, "Cán bộ dm"),
        chosen: Person(chosen, "Cán bộ ld", "ld@example.vn", 7, False, True, "tgram://x", TODAY,
                       TODAY, plain),
        above: Person(above, "Cán bộ th"),
        past: Person(past, "Cán bộ x2"),
    }  # fmt: skip
    assert dict(people.holders) == {
        (stp, Role.FOCAL): (plain,), (office, Role.DIVISION): (plain,),
        (stp, Role.HEAD): (chosen,), (stp, Role.LEADERSHIP): (above,),
        (root, Role.COMPILER): (above,), (empty, Role.FOCAL): (past,),
    }  # fmt: skip
    owners = [Owner(stp), Owner(stp, office), Owner(empty, None, plain), Owner(office), Owner(root)]
    for owner, level in product(owners, Level):
        near = recipients(owner, level, people_on(TODAY, [owner]), TODAY)
        assert near == recipients(owner, level, people, TODAY)
    assert dict(people.steering) == {Role.COMPILER: (above,), Role.LEADERSHIP: ()}
    assert dict(people.above) == {office: stp}
    assert recipients(Owner(deserted), Level.OFFICER, people, TODAY) == ()
    assert people_on(date(2025, 6, 12)).of(empty, Role.FOCAL) == (coming,)
