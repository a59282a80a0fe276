"""A plan as read beside the same plan in the seeds: what differs, row by row."""

from collections import defaultdict

from tests.intake.appendices import rows
from tests.intake.official import CONTEXTS, directory, seed
from tracker.calendar.grammar import read as read_deadline
from tracker.intake.rules.understanding import understand
from tracker.tasks.rules.inheritance import PrintedRow, read_rows

DIRECTORY = directory()
TEXTS = {
    "title": "title", "product": "product_text", "lead": "lead_text", "partners": "partners_text",
    "due": "deadline_text",
}  # fmt: skip


def reading(plan, raw):
    """The plan as read from raw values, with the directory of the seeds."""
    return understand(raw, DIRECTORY, CONTEXTS[plan])


def printed(read):
    """A row's print as read: number and texts."""
    return (read.number, *(getattr(read, name).text for name in TEXTS))


def expected(plan):
    """The print of every row of the appendix, from the seeds."""
    return [(row["number"], *(row[name] for name in TEXTS.values())) for row in rows(plan)]


def shape(plan):
    """Of every row of the seeds: the order of its parent and of the row it shares cells with."""
    order = {row["code"]: place for place, row in enumerate(rows(plan))}
    return [
        (order.get(row["parent"]), order.get(row["cells_from"]), row["is_heading"] == "yes")
        for row in rows(plan)
    ]


def shape_read(read):
    """The same of the rows as read."""
    order = {row.key: place for place, row in enumerate(read.rows)}
    return [(order.get(row.parent), order.get(row.cells_from), row.is_heading) for row in read.rows]


def owners(plan):
    """Of every row of the seeds: role, kind and target of each addressee that is printed."""
    found = defaultdict(list)
    for one in seed(f"tasks/{plan}.assignments"):
        if one["printed"]:
            found[one["task"]].append((one["role"], one["kind"], one["target"]))
    return [sorted(found[row["code"]]) for row in rows(plan)]


def owners_read(read):
    """The same of the rows as read."""
    return [
        sorted((one.role.value, one.kind.value, one.key.rpartition(":")[2])
               for one in row.addressees)
        for row in read.rows
    ]  # fmt: skip


def days(plan):
    """Of every row that owes work, the days of its deadline by the seeds; None for the others."""
    kept = rows(plan)
    texts = {row["code"]: row for row in kept}
    products = defaultdict(int)
    for one in seed(f"tasks/{plan}.products"):
        products[one["task"]] += 1
    inherited = read_rows(
        PrintedRow(
            row["code"], row["parent"] or None, row["is_heading"] == "yes", row["product_text"],
            row["lead_text"], row["partners_text"], row["deadline_text"], row["cells_from"] or None,
        )
        for row in kept
    )  # fmt: skip
    found = []
    for row in kept:
        one = inherited[row["code"]]
        phrase = texts[one.deadline]["deadline_text"] if one.deadline else ""
        count = products[one.product] if one.product else 1
        context = CONTEXTS[plan]
        made = read_deadline(phrase, type(context)(context.start, context.end, context.year, count))
        found.append(_days(made) if one.owes else None)
    return found


def days_read(read):
    """The same of the rows as read."""
    return [_days(row.deadline) if row.deadline else None for row in read.rows]


def _days(made):
    return [
        (rule.kind.value, rule.slot, [(due.period_key, due.due_on) for due in rule.dues])
        for rule in made.rules
    ]
