"""After a merger applied for real the successor's people are told; the day is 16/6/2025."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tests.handover.test_frozen_report import MERGER, PAPER
from tests.reminders.test_subjects import found
from tests.reports.catalogue import make_rounds
from tests.support.people import TESTER, person, unit
from tests.tasks.factories import make_field, make_plan
from tracker.db import write_transaction
from tracker.documents.operations import record_paper
from tracker.extensions import db
from tracker.handover.operations import apply_succession
from tracker.handover.reading import read_succession
from tracker.plans.models import Plan
from tracker.reminders.queries.people import people_on
from tracker.reminders.queries.sources import standing_of
from tracker.reminders.rules.ladder import Level
from tracker.reminders.rules.recipients import recipients
from tracker.reminders.rules.subjects import SubjectKind
from tracker.tasks.jobs import layout_settings, open_years
from tracker.tasks.models.obligation import Obligation
from tracker.tasks.operations.cooperating import ask_partners
from tracker.tasks.operations.editing_rows import Saving, add_row
from tracker.tasks.rules.cooperating import Asking
from tracker.tasks.rules.rows import Addressee, RowFacts, RowPrint
from tracker.tasks.rules.states import AssigneeKind, AssignmentRole
from tracker.units.models import Unit

BEFORE, TODAY = date(2025, 6, 2), date(2025, 6, 16)
EARLY, NOW = (datetime(2025, 6, day, 2, tzinfo=UTC) for day in (2, 16))
DUE, ON_TIME, ANSWER = date(2025, 6, 30), date(2025, 6, 18), date(2025, 6, 25)
SOUGHT = {
    SubjectKind.OBLIGATION: DUE, SubjectKind.ROUND_ON_TIME: ON_TIME,
    SubjectKind.COOPERATION: ANSWER,
}  # fmt: skip


@pytest.fixture
def settings(settings):
    return replace(settings, today=BEFORE)


def lay_out(root, lead, partner):
    """A row of a plan led by one body with the other as partner, of which it asks a word."""
    plan = db.session.get_one(Plan, make_plan(root))
    text = RowPrint("1.1", "Rà soát", "Báo cáo", "Sở Tư pháp", "Sở Nội vụ", "Quý II/2025")
    named = (
        Addressee(AssignmentRole.LEAD, "Sở Tư pháp", AssigneeKind.UNIT, lead),
        Addressee(AssignmentRole.PARTNER, "Sở Nội vụ", AssigneeKind.UNIT, partner),
    )
    facts = RowFacts(text, field_id=make_field(), addressees=named)
    with write_transaction():
        add_row(plan, facts, Saving(layout_settings(), TESTER, EARLY))
        open_years(2025, 2025, TESTER, EARLY)
    with write_transaction():
        query = db.select(Obligation).where(Obligation.unit_id == lead)
        asking = Asking("12/STP-VP", frozenset([partner]), BEFORE, ANSWER, "Cho ý kiến")
        ask_partners(db.session.scalars(query).one(), asking, TESTER, today=BEFORE, now=EARLY)


def told_on(day):
    """Who is told of what, as officers: by kind the pairs of key and logins."""
    people = people_on(day)
    subjects = [
        one for kind, when in SOUGHT.items() for one in found(kind, day, days=[when]).values()
    ]
    return {
        one.key: {people.by_id[who.person_id].name for who in
                  recipients(one.owner, Level.OFFICER, people, day)}
        for one in subjects
    }  # fmt: skip


def test_the_successors_people_are_told(app):
    root = unit("UBND", kind="province")
    stp, snv = (unit(code, parent=root, name=f"Sở {code}") for code in ("STP", "SNV"))
    person("stp", ("focal", stp))
    person("snv", ("focal", snv))
    make_rounds(root, [stp, snv])
    lay_out(root, stp, snv)
    first = told_on(BEFORE)
    kinds = sorted((key.split(":")[0], *sorted(names)) for key, names in first.items())
    assert kinds == [
        ("cooperation", "Cán bộ snv"), ("obligation", "Cán bộ stp"),
        ("round_on_time", "Cán bộ snv"), ("round_on_time", "Cán bộ stp"),
    ]  # fmt: skip
    with write_transaction():
        file = read_succession(MERGER % record_paper(PAPER).code)
        apply_succession(file, layout_settings(), TESTER, NOW)
    heir = db.session.scalar(db.select(Unit.id).where(Unit.code == "SNVTP"))
    person("moi", ("focal", heir))
    after = told_on(TODAY)
    assert {name for names in after.values() for name in names} == {"Cán bộ moi"}
    assert sorted(key.split(":")[0] for key in after) == [
        "cooperation", "obligation", "round_on_time",
    ]  # fmt: skip
    (ended,) = (key for key in first if key.startswith("obligation"))
    assert ended not in after
    assert ended not in standing_of(list(first), TODAY)
