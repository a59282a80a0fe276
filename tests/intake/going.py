"""What a plan should read back as, from the seeds and the database; files taken from its page."""

import io
import zipfile
from collections import defaultdict

from tests.intake.official import seed
from tracker.extensions import db
from tracker.intake.rules.heads import Meaning
from tracker.intake.rules.outgoing import GoingAddressee, GoingProduct, GoingRow
from tracker.statements import rows_of
from tracker.tasks.models.printed import ScheduleRule, Task
from tracker.tasks.rules.states import AssigneeKind, AssignmentRole

PLANS = ("KH196-2025", "DA2437", "STC-2437", "BC43-2025")
TEXTS = {
    Meaning.NUMBER: "number", Meaning.TITLE: "title", Meaning.PRODUCT: "product_text",
    Meaning.LEAD: "lead_text", Meaning.PARTNERS: "partners_text",
    Meaning.DEADLINE: "deadline_text", Meaning.TARGET: "target", Meaning.NOTE: "note",
}  # fmt: skip


def _listed(name):
    found = defaultdict(list)
    for one in seed(name):
        found[one["task"]].append(one)
    return found


def wanted(plan):
    """Every row of a plan by the seeds, as `told` tells what is read.

    Notes of the seeds are editors' remarks on the print and do not go out.
    """
    rows = seed(f"tasks/{plan}")
    order = {row["code"]: place for place, row in enumerate(rows)}
    addressees, products = (_listed(f"tasks/{plan}.{one}") for one in ("assignments", "products"))
    return [
        (
            *("" if name == "note" else row[name] for name in TEXTS.values()),
            order.get(row["parent"]), order.get(row["cells_from"]), row["is_heading"] == "yes",
            row["field"],
            [(one["role"], one["printed"], one["kind"], one["target"])
             for one in addressees[row["code"]] if one["printed"]],
            [(one["title"], one["issuer_text"], int(one["slot"])) for one in products[row["code"]]],
        )
        for row in rows
    ]  # fmt: skip


def told(read, directory):
    """Every row as read: texts, parent, cells from, heading, field, addressees, products."""
    order = {row.key: place for place, row in enumerate(read.rows)}
    codes = {key: body.code for key, body in directory.by_key.items()} | {"": ""}
    return [
        (
            row.number, row.title.text, row.product.text, row.lead.text, row.partners.text,
            row.due.text, row.target.text, row.note.text,
            order.get(row.parent), order.get(row.cells_from), row.is_heading, row.field.code,
            [(one.role.value, one.printed, one.kind.value, codes[one.key])
             for one in row.addressees],
            [(one.title, one.issuer_text, one.slot) for one in row.products],
        )
        for row in read.rows
    ]  # fmt: skip


def days(plan_id):
    """Whether each row of a plan owes work, and its days, by the database."""
    found = defaultdict(list)
    query = select_rules(plan_id)
    for task, kind, slot, dues in rows_of(query):
        found[task].append((kind, slot, [(key, due) for key, _, due in dues]))
    rows = db.select(Task.id, Task.owes).where(Task.plan_id == plan_id).order_by(Task.position)
    return [(owes, found[task]) for task, owes in rows_of(rows)]


def select_rules(plan_id):
    """The rules of a plan's deadlines, in their order."""
    return (
        db.select(ScheduleRule.task_id, ScheduleRule.kind, ScheduleRule.slot, ScheduleRule.dues)
        .join(Task, Task.id == ScheduleRule.task_id)
        .where(Task.plan_id == plan_id)
        .order_by(ScheduleRule.task_id, ScheduleRule.position)
    )


def days_told(read):
    """The same of what is read."""
    return [
        (row.owes, [
            (rule.kind.value, rule.slot,
             [(due.period_key, due.due_on.isoformat()) for due in rule.dues])
            for rule in (row.deadline.rules if row.deadline else ())
        ])
        for row in read.rows
    ]  # fmt: skip


def going_rows(plan):
    """The rows of a plan as they go out, from the seeds."""
    fields = {row["code"]: row["name"] for row in seed("fields")}
    ids = {row["code"]: place for place, row in enumerate(seed(f"tasks/{plan}"), start=1)}
    return [
        GoingRow(
            ids[row["code"]], ids.get(row["parent"]), ids.get(row["cells_from"]),
            dict(zip(TEXTS, texts, strict=True)), heading, field=field, field_name=fields[field],
            addressees=tuple(
                GoingAddressee(AssignmentRole(role), printed, AssigneeKind(kind),
                               target and f"{kind}:{target}")
                for role, printed, kind, target in addressees
            ),
            products=tuple(GoingProduct(*one) for one in products),
        )
        for row, (*texts, _, _, heading, field, addressees, products) in zip(
            seed(f"tasks/{plan}"), wanted(plan), strict=True
        )
    ]  # fmt: skip


def with_part(content, change):
    """A package with every part as `change(name, bytes)` gives it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return out.getvalue()
