"""Small builders for rows of plans and work; every one returns an id and writes by itself."""

import itertools
from datetime import UTC, date, datetime

from tests.support.people import TESTER, unit
from tracker.db import write_transaction
from tracker.extensions import db
from tracker.plans.models import Field, Plan
from tracker.tasks.models.obligation import NO_DAY, DueDay, Obligation
from tracker.tasks.models.printed import Product, ScheduleRule, Task
from tracker.tasks.models.status import Evidence, StatusUpdate
from tracker.tasks.operations.caching import derived, refresh
from tracker.tasks.operations.tallying import refresh_tally
from tracker.text import fold

NOON = datetime(2025, 1, 2, 5, 0, tzinfo=UTC)
_numbers = itertools.count(1)


def make_unit(code=None, **changes):
    """A unit; its code is made up when it does not matter."""
    return unit(code or f"U{next(_numbers)}", **changes)


def _write(row):
    with write_transaction():
        db.session.add(row)
        db.session.flush()
        return row.id


def make_field(code=None):
    """A field of the reform."""
    code = code or f"F{next(_numbers)}"
    return _write(Field(code=code, name=f"Lĩnh vực {code}", used_in="both"))


def make_plan(owner_id, code=None, **changes):
    """An issued plan of 2025."""
    values = {
        "code": code or f"P{next(_numbers)}", "number": "196/KH-UBND", "title": "Kế hoạch 2025",
        "kind": "annual", "standing": "issued", "owner_unit_id": owner_id,
        "period_start": date(2025, 1, 1), "period_end": date(2025, 12, 31), "year": 2025,
    }  # fmt: skip
    return _write(Plan(**values | changes))


def make_task(plan_id, code=None, **changes):
    """A row that owes work; `products` are titles, or (title, "other") for another's."""
    code = code or f"T/{next(_numbers)}"
    products = changes.pop("products", ())
    values = {
        "code": code, "plan_id": plan_id, "number": "1.1", "title": f"Nhiệm vụ {code}",
        "product_text": "Kế hoạch", "deadline_text": "Quý I/2025", "owes": True,
    }  # fmt: skip
    values |= changes
    key = fold(f"{values['number']} {values['title']} {values['product_text']}")
    with write_transaction():
        row = Task(**{"search_key": key} | values)
        db.session.add(row)
        db.session.flush()
        for cell in ("product", "lead", "partners", "deadline"):
            setattr(row, f"{cell}_from_id", row.id)
        db.session.add_all(_products(row.id, products))
        return row.id


def _products(task_id, named):
    for ordinal, one in enumerate(named, 1):
        title, issuer = one if isinstance(one, tuple) else (one, "own")
        text = "UBND tỉnh" if issuer == "other" else ""
        yield Product(
            task_id=task_id, ordinal=ordinal, title=title, issuer=issuer, issuer_text=text
        )


def make_rule(task_id, **changes):
    """A reading of a task's deadline."""
    values = {
        "position": 0, "phrase": "Quý I/2025", "phrase_task_id": task_id, "kind": "point",
        "label": "Quý I/2025", "source_rule": "Quý: ngày cuối của quý", "dues": [],
        "confidence": 0.9,
    }  # fmt: skip
    return _write(ScheduleRule(task_id=task_id, **values | changes))


def make_obligation(task_id, unit_id, *, due_on=None, late_from=None, role="lead", **changes):
    """One unit's share of a task, with the first line of its due-day history."""
    cells = db.select(Task.plan_id, Task.field_id).where(Task.id == task_id)
    plan_id, field_id = db.session.execute(cells).one()
    values = {
        "slot": 1, "period_key": "", "plan_id": plan_id, "field_id": field_id,
        "year": 2025, "standing": False, "before_tracking": False, "start_on": date(2025, 1, 1),
        "opened_at": NOON, "due_on": due_on, "original_due_on": due_on, "late_from": late_from,
        "sort_on": due_on or NO_DAY,
    }  # fmt: skip
    with write_transaction():
        row = Obligation(task_id=task_id, unit_id=unit_id, role=role, **values | changes)
        for name, value in derived(row, ()).items():
            setattr(row, name, value)
        db.session.add(row)
        db.session.flush()
        db.session.add(
            DueDay(
                obligation_id=row.id, ordinal=1, kind="laid_out", due_on=row.due_on,
                late_from=row.late_from, decided_on=row.start_on, recorded_at=NOON,
                actor_label=TESTER.label,
            )
        )  # fmt: skip
        refresh_tally([task_id])
        return row.id


def make_line(obligation_id, state="in_progress", happened_on=date(2025, 3, 3), **changes):
    """A line of an obligation's history; `evidence` are `Evidence` rows."""
    values = {
        "kind": "word", "recorded_at": NOON, "actor_label": "Cán bộ đầu mối",
        "words": "Đang lấy ý kiến", "form_key": f"phieu-{next(_numbers)}",
    }  # fmt: skip
    evidence = changes.pop("evidence", ())
    with write_transaction():
        line = StatusUpdate(
            obligation_id=obligation_id, state=state, happened_on=happened_on, **values | changes
        )
        line.evidence = list(evidence)
        db.session.add(line)
        db.session.flush()
        refresh([db.session.get_one(Obligation, obligation_id)])
        return line.id


def paper_row(product_id=None, result_on=date(2025, 3, 3), **changes):
    """A document as stored evidence."""
    values = {"kind": "document", "number": "12/KH-STP", "issuer": "Sở Tư pháp"} | changes
    return Evidence(product_id=product_id, result_on=result_on, **values)


def product_ids(task_id):
    """The ids of a task's products, in order."""
    query = db.select(Product.id).where(Product.task_id == task_id).order_by(Product.ordinal)
    return list(db.session.scalars(query))


def evidence_id(line_id):
    """The id of a line's first piece of evidence."""
    query = db.select(Evidence.id).where(Evidence.update_id == line_id).order_by(Evidence.id)
    return db.session.scalars(query).first()
