"""A frozen report after everything under it has changed for real (the day is Monday, 16/6/2025)."""

import io
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from tests.criteria.factories import build_index
from tests.reports.catalogue import give, make_catalogue, make_rounds
from tests.reports.factories import make_letterhead
from tests.reports.lines import amount
from tests.support.people import TESTER, sign_in
from tests.work.conftest import province
from tests.work.test_compiling import own_form
from tracker import clock
from tracker.criteria.models import Criterion
from tracker.criteria.operations import CriterionFacts, change_criterion
from tracker.db import write_transaction
from tracker.documents.operations import Paper, record_paper
from tracker.extensions import db
from tracker.handover.operations import apply_succession
from tracker.handover.reading import read_succession
from tracker.plans.models import Field, Plan
from tracker.reports.models.compilation import Compilation
from tracker.reports.models.letterheads import ReportLetterhead
from tracker.reports.operations.letterheads import change_letterhead
from tracker.reports.queries.letterheads import printed_of
from tracker.rounds.models import ReportingRegime, ReportRound
from tracker.tasks.jobs import layout_settings, open_years
from tracker.tasks.models.obligation import Obligation
from tracker.tasks.models.printed import Task
from tracker.tasks.models.status import StatusUpdate
from tracker.tasks.operations.amending import Amendment, RowVersion, amend_plan
from tracker.tasks.operations.editing_rows import Saving, add_row, change_row
from tracker.tasks.operations.extending import Deciding, decide_extension
from tracker.tasks.operations.updating import Submission, record_update
from tracker.tasks.queries.planning import facts_of_row
from tracker.tasks.rules.extending import Ruling
from tracker.tasks.rules.rows import Addressee, RowFacts, RowPrint
from tracker.tasks.rules.states import AssigneeKind, AssignmentRole, Cause, State
from tracker.tasks.rules.updating import Said

__all__ = ["province"]
TODAY = date(2025, 6, 16)
PAPER = Paper("Quyết định", "88/QĐ-UBND", date(2025, 5, 30), "UBND tỉnh", "Sửa đổi Kế hoạch")
MERGER = """
code: THU-2025-06
effective_on: 2025-06-10
basis: %s
title: Hợp nhất hai sở
source: Kiểm thử
new_units:
  - {code: SNVTP, kind: so, order: 1, parent: UBND, name: Sở Nội vụ và Tư pháp, source: Kiểm thử}
names:
  - {unit: UBND, name: Ủy ban nhân dân tỉnh Minh Hòa mới, place: Minh Hòa}
moves:
  - {from: STP, to: SNVTP, kind: unite, scope: whole, source: Kiểm thử}
  - {from: SNV, to: SNVTP, kind: unite, scope: whole, source: Kiểm thử}
"""
OLD = (
    "Nhiệm vụ số 7.1",
    "6 tháng đầu năm 2025",
    "Nhiệm vụ số 7.3",
    "Đã trình dự thảo",
    "70.0",
)
NEW = (
    "Nhiệm vụ đã viết lại",
    "Kỳ đã đổi tên",
    "Mới lấy ý kiến",
    "Sở Nội vụ và Tư pháp",
    "80.0",
    "1.75",
)
FILES = ("", "/bao-cao.json", "/bao-cao.docx", "/bieu.xlsx")


@dataclass
class Rows:
    """Ids of the plan's rows: one done, one that gets more time, one that will be withdrawn."""

    done: int
    extended: int
    withdrawn: int
    criterion: int
    flow: int


@pytest.fixture
def settings(settings):
    """Two days after the closing of the half-year."""
    return replace(settings, today=TODAY)


def saving():
    return Saving(layout_settings(), TESTER, clock.now())


def row(plan, field, unit, number, deadline):
    """A row of the plan led by one body."""
    text = RowPrint(number, f"Nhiệm vụ số {number}", "Kế hoạch", "In như văn bản", "", deadline)
    lead = Addressee(AssignmentRole.LEAD, "In như văn bản", AssigneeKind.UNIT, unit)
    return add_row(plan, RowFacts(text, field_id=field, addressees=(lead,)), saving()).id


@pytest.fixture
def rows(province):
    """The plan of 2025 laid out; work, criteria, the number form, a round of the province."""
    plan = db.session.get(Plan, province.plan)
    with write_transaction():
        given = [
            row(plan, province.field, unit, number, deadline)
            for unit, number, deadline in (
                (province.own, "7.1", "Quý I/2025"), (province.other, "7.2", "Quý I/2025"),
                (province.own, "7.3", "Trong năm 2025"),
            )
        ]  # fmt: skip
        open_years(2025, 2025, TESTER, clock.now())
    make_rounds(province.root, [province.own, province.other])
    make_letterhead(province.root)
    criterion, _ = build_index(given[0], province.field)
    flow = make_catalogue(province.field).flow
    give("2025-H1", "STP", {flow: amount(70)}, now=clock.now())
    found = Rows(*given, criterion, flow)
    say(found.done, State.IN_PROGRESS, "Đã trình dự thảo")
    return found


def share(task):
    """The one open phần việc of a row."""
    return db.session.scalars(
        db.select(Obligation).where(Obligation.task_id == task, Obligation.ended_on.is_(None))
    ).one()


def say(task, state, words, *, corrects=None):
    """The unit says something of 02/6/2025."""
    with write_transaction():
        held = share(task)
        said = Said(state, date(2025, 6, 2), words, Cause.SUBJECTIVE)
        what = Submission(said, held.version, f"khoa-{words}", corrects_id=corrects)
        record_update(held, what, TESTER, today=TODAY, now=clock.now())


def correct(rows):
    last = db.session.scalar(db.select(db.func.max(StatusUpdate.id)))
    say(rows.done, State.IN_PROGRESS, "Mới lấy ý kiến, chưa trình", corrects=last)


def extend(rows):
    ruling = Ruling(date(2025, 9, 30), date(2025, 6, 9), "Đồng ý")
    with write_transaction():
        deciding = Deciding(layout_settings(), TESTER, TODAY, clock.now())
        decide_extension([share(rows.extended)], ruling, PAPER, deciding)


def withdraw(rows):
    with write_transaction():
        task = db.session.get(Task, rows.withdrawn)
        ended = (RowVersion(task.id, task.version),)
        plan = db.session.get(Plan, task.plan_id)
        amend_plan(plan, Amendment(PAPER, date(2025, 6, 1), ended=ended), plan.version, saving())


def reword(rows):
    with write_transaction():
        task = db.session.get(Task, rows.done)
        facts = facts_of_row(task)
        words = replace(facts.print, title="Nhiệm vụ đã viết lại")
        change_row(task, replace(facts, print=words), task.version, saving())


def merge(rows):
    with write_transaction():
        file = read_succession(MERGER % record_paper(PAPER).code)
        apply_succession(file, layout_settings(), TESTER, clock.now())


def give_again(rows):
    give("2025-H1", "STP", {rows.flow: amount(80)}, version=1, now=clock.now())


def change_names(rows):
    """The maximum of a criterion, the head of papers, the names of field, regime and round."""
    with write_transaction():
        criterion = db.session.get(Criterion, rows.criterion)
        facts = CriterionFacts(Decimal("1.75"), "Sở khác", "", "Quyết định mới")
        change_criterion(criterion, facts, criterion.version, TESTER, clock.now())
        head = db.session.scalars(db.select(ReportLetterhead)).one()
        given = replace(printed_of(head), issuer="Cơ quan khác")
        change_letterhead(head, given, "Mới", head.version, actor=TESTER, now=clock.now())
        db.session.execute(db.update(Field).values(name="Lĩnh vực đã đổi tên"))
        db.session.execute(db.update(ReportingRegime).values(name="Chế độ đã đổi tên"))
        db.session.execute(db.update(ReportRound).values(title="Kỳ đã đổi tên"))


STEPS = (give_again, correct, extend, withdraw, reword, merge, change_names)


def frozen(client, which, code="2025-H1"):
    """The address of a version of the report, frozen from what the sources say now."""
    report = f"/tong-hop/{db.session.scalar(db.select(ReportingRegime.code))}/{code}/{which}"
    client.post(f"{report}/mo")
    client.post(f"{report}/lay-lai-so-lieu", {"version": draft_version(which)})
    kept = {"version": draft_version(which), "form": "bao-cao"}
    answer = client.post(f"{report}/chot", kept)
    assert answer.status_code == 302, client.page.text[:600]
    return answer.headers["Location"]


def draft_version(which):
    """The version of the newest draft of this report."""
    query = db.select(Compilation.version).filter_by(internal=which == "noi-bo")
    return str(db.session.scalar(query.order_by(Compilation.id.desc()).limit(1)))


def read(client, version):
    """What a reader finds: the page, and the three files byte for byte."""
    answers = [client.get(f"{version}{name}") for name in FILES]
    assert [one.status_code for one in answers] == [200] * 4
    head = client.page.headings[0]  # the frame of the page names the body as it is now
    return [head + client.page.text.partition(head)[2], *(one.data for one in answers[1:])]


def told(found, *words):
    """Which of these words stand in the JSON of the internal report."""
    whole = found[1][1].decode()
    return [one in whole for one in words]


def test_frozen_version_reads_the_same_after_everything_under_it_changed(client, rows):
    compiler, reports = sign_in(client, "tonghop"), ("gui-cap-tren", "noi-bo")
    versions = [frozen(compiler, which) for which in reports]
    before = [read(compiler, one) for one in versions]
    for step in STEPS:
        step(rows)
    assert [read(compiler, one) for one in versions] == before
    after = [read(compiler, frozen(compiler, which)) for which in reports]
    assert told(before, *OLD, *NEW) == [True] * len(OLD) + [False] * len(NEW)
    assert told(after, *OLD, *NEW) == [False] * len(OLD) + [True] * len(NEW)


def test_next_round_compares_with_the_number_form_as_signed(client, rows):
    give("2025-Q1", "STP", {rows.flow: amount(40)}, now=clock.now())
    compiler = sign_in(client, "tonghop")
    version = frozen(compiler, "gui-cap-tren", "2025-Q1")
    compiler.get(f"{version}/da-ky")
    paper = {"number": "12/BC-UBND", "signed_on": "18/3/2025", "i_CT2.1": "nhiều"}
    sent = own_form(compiler, f"{version}/da-ky") | paper
    assert compiler.post(f"{version}/da-ky", sent).status_code == 422
    assert "không phải là số" in compiler.page.text
    assert compiler.post(f"{version}/da-ky", sent | {"i_CT2.1": "38"}).status_code == 302
    compiler.get(version)
    assert "2.1. Hồ sơ tiếp nhận (hồ sơ) 40 38" in compiler.page.text
    give("2025-Q1", "STP", {rows.flow: amount(45)}, version=1, now=clock.now())
    later = frozen(compiler, "gui-cap-tren")
    book = load_workbook(io.BytesIO(compiler.get(f"{later}/bieu.xlsx").data))
    cells = list(book["Nhập cổng"].iter_rows(values_only=True))
    assert cells[1][cells[0].index("Số liệu")] == 70
    assert cells[1][cells[0].index("Kỳ trước")] == 38
