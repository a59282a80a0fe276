"""`tracker export`: exact columns, UTF-8, stable order, codes, two times."""

import csv
import io
import json
from datetime import UTC, date, datetime

import pytest

from tests.tasks.factories import (
    make_field,
    make_line,
    make_obligation,
    make_plan,
    make_rule,
    make_task,
    make_unit,
)
from tracker.db import write_transaction
from tracker.documents.models import Document
from tracker.extensions import db
from tracker.plans.models import PlanAmendment
from tracker.tasks.models.obligation import Obligation
from tracker.tasks.models.printed import FormerPrint, Task
from tracker.units.models import Unit

COLUMNS = {
    "units": "code,name,kind,parent,valid_from,valid_to,order",
    "tasks": (
        "code,plan,number,parent,is_heading,field,title,product,lead_text,partners_text,"
        "deadline_text,source"
    ),
    "obligations": (
        "id,task,slot,product,unit,unit_name,role,period,due_on,original_due_on,late_from,rule,"
        "state,state_on,cell,ended_on,end_kind"
    ),
    "updates": "id,obligation,kind,state,happened_on,recorded_at,actor,words,corrects",
}
LATE = {"due_on": date(2025, 3, 31), "late_from": date(2025, 4, 1)}


def run(app, *arguments):
    result = app.test_cli_runner().invoke(args=["export", *arguments])
    db.session.remove()
    return result


def rows(app, *arguments):
    """The exported objects, read from JSON."""
    result = run(app, *arguments, "--format", "json")
    assert result.exit_code == 0, result.output
    return json.loads(result.output)


@pytest.fixture
def province(app):
    """Two units, a plan with two rows, a lead and a partner; one line of history."""
    lead, partner = make_unit("STP", name="Sở Tư pháp"), make_unit("SNV", name="Sở Nội vụ")
    plan = make_plan(lead, code="KH196-2025")
    heading = make_task(
        plan, code="KH196-2025/I", position=1, number="1", owes=False, is_heading=True
    )
    task = make_task(
        plan, code="KH196-2025/I/1.1", position=2, parent_id=heading, lead_text="Sở Tư pháp",
        title="Rà soát, hệ thống hóa\nvăn bản", field_id=make_field("CCTC"),
        products=("Kế hoạch", ("Quyết định", "other")), source="Phụ lục, mục 1.1",
    )  # fmt: skip
    make_obligation(task, lead, rule_id=make_rule(task), **LATE)
    make_obligation(task, partner, role="partner", **LATE)
    make_line(1, "in_progress", date(2025, 3, 3), recorded_at=datetime(2025, 3, 4, tzinfo=UTC))


@pytest.mark.parametrize("what", list(COLUMNS))
def test_csv_has_exactly_the_columns(app, province, what):
    result = run(app, what, "--format", "csv")
    assert result.stdout_bytes.decode().split("\n", 1)[0] == COLUMNS[what]
    table = list(csv.reader(io.StringIO(result.output)))
    assert {len(line) for line in table} == {len(COLUMNS[what].split(","))}


@pytest.mark.parametrize("what", list(COLUMNS))
def test_json_has_exactly_the_columns_and_says_the_same(app, province, what):
    objects = rows(app, what)
    assert [",".join(one) for one in objects] == [COLUMNS[what]] * len(objects)
    table = list(csv.DictReader(io.StringIO(run(app, what, "--format", "csv").output)))
    shown = {True: "yes", False: "no", None: ""}
    assert table == [
        {k: shown[v] if v is None or isinstance(v, bool) else str(v) for k, v in one.items()}
        for one in objects
    ]


def test_tasks_are_verbatim_with_codes(app, province):
    heading, task = rows(app, "tasks")
    assert (heading["code"], heading["is_heading"], heading["parent"]) == (
        "KH196-2025/I", True, None,
    )  # fmt: skip
    assert (task["parent"], task["plan"], task["field"]) == ("KH196-2025/I", "KH196-2025", "CCTC")
    assert task["title"] == "Rà soát, hệ thống hóa\nvăn bản"


def amend(task_id, effective_on, recorded_at, deadline):
    """An amendment that changed the row's deadline; what it printed before is kept."""
    paper = Document(
        code=f"QD-{effective_on}", kind="Quyết định", number="1/QĐ", issuer="", subject=""
    )
    with write_transaction() as session:
        session.add(paper)
        session.flush()
        plan = session.get_one(Task, task_id).plan_id
        change = PlanAmendment(
            plan_id=plan, kind="amend", document_id=paper.id, effective_on=effective_on,
            recorded_at=recorded_at, actor_label="",
        )  # fmt: skip
        session.add(change)
        session.flush()
        cells = dict.fromkeys(("number", "title", "product_text", "lead_text", "partners_text"), "")
        session.add(
            FormerPrint(
                task_id=task_id, amendment_id=change.id, **cells, deadline_text=deadline
            )
        )  # fmt: skip


@pytest.mark.parametrize(
    ("when", "deadline"),
    [
        ((), "Quý IV/2025"),
        (("--as-of", "2025-04-30"), "Quý II/2025"),
        (("--as-of", "2025-05-01"), "Quý III/2025"),
        (("--as-of", "2025-07-01"), "Quý IV/2025"),
        (("--as-of", "2025-07-01", "--recorded-by", "2025-06-01"), "Quý III/2025"),
    ],
)
def test_tasks_read_as_they_were_printed_at_the_moment(app, province, when, deadline):
    """Amended from 01/5/2025 (recorded then) and from 01/7/2025 (recorded on 10/6/2025)."""
    task = db.session.scalar(db.select(Task.id).where(Task.code == "KH196-2025/I/1.1"))
    with write_transaction():
        db.session.get_one(Task, task).deadline_text = "Quý IV/2025"
    amend(task, date(2025, 5, 1), datetime(2025, 5, 1, tzinfo=UTC), "Quý II/2025")
    amend(task, date(2025, 7, 1), datetime(2025, 6, 10, tzinfo=UTC), "Quý III/2025")
    found = {one["code"]: one["deadline_text"] for one in rows(app, "tasks", *when)}
    assert found["KH196-2025/I/1.1"] == deadline


def test_obligations_tell_owner_day_rule_and_cell(app, province):
    lead, partner = rows(app, "obligations", "--as-of", "2025-06-10")
    assert lead == {
        "id": 1, "task": "KH196-2025/I/1.1", "slot": 1, "product": "Kế hoạch; Quyết định",
        "unit": "STP", "unit_name": "Sở Tư pháp", "role": "lead", "period": "",
        "due_on": "2025-03-31", "original_due_on": "2025-03-31", "late_from": "2025-04-01",
        "rule": "Quý I/2025 [Quý: ngày cuối của quý]", "state": "in_progress",
        "state_on": "2025-03-03", "cell": "open_overdue", "ended_on": None, "end_kind": None,
    }  # fmt: skip
    assert (partner["unit"], partner["role"], partner["cell"]) == ("SNV", "partner", None)


@pytest.mark.parametrize(
    ("when", "state"),
    [
        (["--as-of", "2025-03-02"], "not_started"),
        (["--as-of", "2025-03-03"], "in_progress"),
        (["--as-of", "2025-03-03", "--recorded-by", "2025-03-03T23:59:59+00:00"], "not_started"),
        (["--as-of", "2025-03-03", "--recorded-by", "2025-03-04T00:00:00Z"], "in_progress"),
        (["--recorded-by", "2025-03-04T06:59"], "not_started"),  # 23:59 on the 3rd, UTC
        (["--recorded-by", "2025-03-04T07:00"], "in_progress"),
        (["--recorded-by", "2025-03-04"], "in_progress"),  # the whole day
        (["--recorded-by", "9999-12-31"], "in_progress"),
        (["--recorded-by", "9999-12-31T23:59"], "in_progress"),
    ],
)
def test_as_of_and_recorded_by(app, province, when, state):
    assert rows(app, "obligations", *when)[0]["state"] == state
    assert len(rows(app, "updates", *when)) == (state == "in_progress")


@pytest.mark.parametrize(
    ("options", "count"),
    [
        (["--plan", "KH196-2025"], 2),
        (["--plan", "196/KH-UBND"], 2),
        (["--year", "2025"], 2),
        (["--year", "2026"], 0),
    ],
)
def test_plan_and_year_narrow_the_export(app, province, options, count):
    assert len(rows(app, "obligations", *options)) == count
    assert len(rows(app, "tasks", *options)) == count
    assert len(rows(app, "updates", *options)) == (1 if count else 0)


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("", ["KH196-2025/I", "KH196-2025/I/1.1", "DX/1"]),
        ("  ", ["KH196-2025/I", "KH196-2025/I/1.1", "DX/1"]),
        (" 196/KH-UBND ", ["KH196-2025/I", "KH196-2025/I/1.1"]),
        ("DX", ["DX/1"]),
    ],
)
def test_a_blank_plan_chooses_none(app, province, name, codes):
    make_task(make_plan(make_unit("UBND"), code="DX", number="", sort_order=9), code="DX/1")
    assert [one["code"] for one in rows(app, "tasks", "--plan", name)] == codes


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--plan", "9/KH-UBND"], "Không có kế hoạch nào"),
        (["--recorded-by", "hôm qua"], "Không đọc được thời điểm"),
        (["--recorded-by", "0001-01-01T00:00"], "Không đọc được thời điểm"),
        (["--recorded-by", "9999-12-31T23:59-05:00"], "Không đọc được thời điểm"),
        (["--recorded-by", "9999-12-31T20:00Z"], "Không đọc được thời điểm"),
        (["--year", "0"], "2000<=x<=2100"),
        (["--year", "99999"], "2000<=x<=2100"),
        (["--year", "-1"], "2000<=x<=2100"),
    ],
)
def test_what_cannot_be_exported_is_told(app, province, options, said):
    result = run(app, "obligations", *options, "--format", "csv")
    assert result.exit_code != 0
    assert said in result.output
    assert result.stdout == ""


def test_withdrawn_rows_are_not_exported(app, province):
    with write_transaction():
        db.session.get_one(Obligation, 2).void = True
    assert [one["id"] for one in rows(app, "obligations")] == [1]


def test_units_of_a_day_are_those_that_existed(app, province):
    with write_transaction():
        unit = db.session.scalars(db.select(Unit).where(Unit.code == "STP")).one()
        unit.valid_to = date(2025, 2, 28)
    assert [one["code"] for one in rows(app, "units")] == ["SNV", "STP"]
    assert [one["code"] for one in rows(app, "units", "--as-of", "2025-02-28")] == ["SNV", "STP"]
    assert [one["code"] for one in rows(app, "units", "--as-of", "2025-03-01")] == ["SNV"]


def test_the_official_data_export_the_same_twice(seeded_app):
    first, second = (run(seeded_app, "obligations", "--format", "csv").output for _ in range(2))
    assert first == second
    assert len(first.splitlines()) > 1000
