"""Who may be named in a plan, from the database as of a day."""

from datetime import date

from tests.intake import comparing
from tests.intake.appendices import KH196, grid
from tests.intake.building import raw_of
from tests.intake.official import CONTEXTS
from tracker.intake.queries.directory import directory
from tracker.intake.rules.owners import OwnersReader
from tracker.intake.rules.understanding import understand
from tracker.tasks.rules.states import AssignmentRole

ISSUED, LATER = date(2024, 12, 23), date(2025, 6, 10)


def named(reader, text):
    bodies = reader.directory.by_key
    return [
        (bodies[one.key].code if one.key else "", bool(one.question))
        for one in reader.read(text, AssignmentRole.LEAD)
    ]


def test_a_plan_is_read_with_the_bodies_of_its_day(seeded_app):
    before, after = (OwnersReader(directory(day)) for day in (ISSUED, LATER))
    assert named(before, "Sở TT&TT; Sở NN&PTNT") == [("STTTT", False), ("SNNPTNT", False)]
    assert named(after, "Sở TT&TT; Sở NN&PTNT") == [("SKHCN", True), ("SNNMT", True)]
    assert named(after, "Sở Nông nghiệp và Môi trường, Sở Nội vụ") == [
        ("SNNMT", False), ("SNV", False),
    ]  # fmt: skip
    assert named(before, "Văn phòng") == [("", True)]
    stc = next(one for one in before.directory.bodies if one.code == "STC")
    inside = directory(ISSUED, divisions_of=int(stc.named.key.partition(":")[2]))
    assert named(OwnersReader(inside), "Văn phòng") == [("STC/VP", False)]

    plan = understand(raw_of(grid(KH196)), before.directory, CONTEXTS[KH196])
    wanted = comparing.reading(KH196, raw_of(grid(KH196)))
    assert [[(one.printed, one.kind) for one in row.addressees] for row in plan.rows] == [
        [(one.printed, one.kind) for one in row.addressees] for row in wanted.rows
    ]
    assert [row.field.code for row in plan.rows] == [row.field.code for row in wanted.rows]
