"""A small index: one set, an index field, criteria; every builder writes by itself."""

from decimal import Decimal

from tracker.criteria.models import CriteriaSet, Criterion, CriterionLink, CriterionScore
from tracker.db import write_transaction
from tracker.extensions import db


def _write(row):
    with write_transaction():
        db.session.add(row)
        db.session.flush()
        return row.id


def make_set(code="BO-1", **changes):
    """A set in use since 2023."""
    return _write(CriteriaSet(**{"code": code, "name": "Bộ tiêu chí", "year_from": 2023} | changes))


def make_criterion(set_id, code, maximum="1.5", **changes):
    """A criterion; `maximum=None` is unknown."""
    values = {
        "set_id": set_id, "code": code, "kind": "assessed", "number": "(1)", "name": f"Mục {code}",
        "maximum": None if maximum is None else Decimal(maximum), "source": "Báo cáo 43/BC-SNV",
    }  # fmt: skip
    return _write(Criterion(**values | changes))


def make_score(criterion_id, year, achieved, **changes):
    """A year's result."""
    points = Decimal(achieved)
    return _write(CriterionScore(criterion_id=criterion_id, year=year, achieved=points, **changes))


def link_task(criterion_id, task_id, basis="Cùng nội dung"):
    """A link of a task."""
    return _write(CriterionLink(criterion_id=criterion_id, task_id=task_id, basis=basis))


def link_field(criterion_id, field_id, basis="Cùng lĩnh vực"):
    """A link of a plan's field."""
    return _write(CriterionLink(criterion_id=criterion_id, field_id=field_id, basis=basis))


def build_index(task_id, field_id):
    """An index field with one criterion, which a task moves; the ids of criterion and link."""
    found = make_set()
    field = make_criterion(found, "LV-1", "10", kind="field", field_id=field_id, number="1")
    link_field(field, field_id)
    criterion = make_criterion(found, "TC-1", parent_id=field)
    make_score(criterion, 2024, "0.5", source="Báo cáo 43/BC-SNV")
    return criterion, link_task(criterion, task_id)
