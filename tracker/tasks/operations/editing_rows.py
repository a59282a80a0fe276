"""Write plan rows by hand: add, change, remove; then read the plan and lay it out anew."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, exists, or_, select, update

from tracker import history
from tracker.extensions import db
from tracker.permissions import Actor
from tracker.plans.models import Plan
from tracker.plans.rules import code_of
from tracker.refusals import Refused, check_version
from tracker.tasks.models.obligation import Obligation, TaskTally
from tracker.tasks.models.printed import (
    Assignment,
    FormerPrint,
    Product,
    ScheduleRule,
    Task,
    TaskLineage,
    TriggerEvent,
)
from tracker.tasks.models.status import Evidence
from tracker.tasks.operations.desired import LOCAL, Settings
from tracker.tasks.operations.inserting_rows import pair_products_of
from tracker.tasks.operations.laying_out import Counts, lay_out_plan
from tracker.tasks.operations.reading_rows import read_plan
from tracker.tasks.rules.rows import Addressee, ProductLine, RowFacts
from tracker.tasks.rules.states import AssignmentRole
from tracker.text import fold

CODE_LENGTH = 80
FROM_SEED = (
    "Dòng này nạp từ dữ liệu chính thức nên không xóa được. "
    "Nếu không còn giao nhiệm vụ này, hãy sửa đổi kế hoạch để kết thúc dòng."
)
LAID_OUT = (
    "Dòng này đã mở phần việc nên không xóa được. "
    "Nếu không còn giao nhiệm vụ này, hãy sửa đổi kế hoạch để kết thúc dòng."
)
HAS_CHILDREN = "Dòng này còn dòng con. Hãy xóa hoặc chuyển các dòng con trước."
SHOWN_ALREADY = "Sản phẩm “{}” đã có minh chứng nên không bỏ được."
SAME_ROW = "Kế hoạch đã có dòng cùng số thứ tự và cùng nội dung ở mục này."
UNDER_ITSELF = "Dòng không thể thuộc chính mình hoặc thuộc dòng con của mình."


@dataclass(frozen=True, slots=True)
class Saving:
    """Who saves, when, by what settings."""

    settings: Settings
    actor: Actor
    now: datetime

    @property
    def today(self) -> date:
        """The local day."""
        return self.now.astimezone(LOCAL).date()


def settle(plan: Plan, saving: Saving) -> Counts:
    """Bring the readings up to the print and the obligations up to the readings."""
    db.session.flush()
    db.session.expire_all()
    read_plan(plan.id)
    db.session.expire_all()
    return lay_out_plan(plan, saving.settings, saving.actor, saving.now)


def add_row(plan: Plan, facts: RowFacts, saving: Saving) -> Task:
    """Add a row at the end of its heading, and lay it out. Raises Refused for one that is there."""
    row = insert_row(plan, facts)
    history.record(
        saving.actor, "task.create", at=saving.now, subject=f"task:{row.code}", ids=(row.id,)
    )
    settle(plan, saving)
    pair_products(row.id)
    return row


def insert_row(plan: Plan, facts: RowFacts) -> Task:
    """The new row with its addressees and products; nothing is laid out yet."""
    if _is_known(plan.id, facts):
        raise Refused({"title": SAME_ROW})
    row = Task(
        plan_id=plan.id, code=_code(plan, facts), position=_last_position(plan.id, facts),
        source="Nhập trên trang quản trị",
    )  # fmt: skip
    write_print(row, facts)
    db.session.add(row)
    db.session.flush()
    write_addressees(row.id, facts.addressees)
    write_products(row.id, facts.products)
    return row


def change_row(row: Task, facts: RowFacts, version: int, saving: Saving) -> None:
    """Write what the form of a row says, and lay its plan out. Raises Stale and Refused.

    A deadline that a person set holds only for the words it was set for: other words are read anew.
    """
    check_version(row.version, version)
    _check_parent(row, facts)
    if facts.print.deadline_text != row.deadline_text:
        forget_settled(row.id)
    write_print(row, facts)
    write_addressees(row.id, facts.addressees)
    write_products(row.id, facts.products)
    row.version += 1
    history.record(
        saving.actor, "task.change", at=saving.now, subject=f"task:{row.code}", ids=(row.id,)
    )
    settle(db.session.get_one(Plan, row.plan_id), saving)
    pair_products(row.id)


def remove_row(row: Task, version: int, saving: Saving) -> None:
    """Delete a row that is not of the seeds and was never laid out, with its lineage.

    Whoever calls lets go what other rooms link to it. Raises Stale and Refused.
    """
    check_version(row.version, version)
    problem = why_kept(row)
    if problem:
        raise Refused({"": problem})
    plan, code, row_id = db.session.get_one(Plan, row.plan_id), row.code, row.id
    owned = (Product, Assignment, FormerPrint, TriggerEvent, TaskTally)
    db.session.expunge(row)
    db.session.execute(delete(ScheduleRule).where(ScheduleRule.task_id == row_id))
    for table in owned:
        db.session.execute(delete(table).where(table.task_id == row_id))
    linked = or_(TaskLineage.task_id == row_id, TaskLineage.origin_id == row_id)
    db.session.execute(delete(TaskLineage).where(linked))
    db.session.execute(delete(Task).where(Task.id == row_id))
    history.record(
        saving.actor, "task.remove", at=saving.now, subject=f"task:{code}", ids=(row_id,)
    )
    settle(plan, saving)


def why_kept(row: Task) -> str:
    """Why a row cannot be removed; empty when it can."""
    if row.seed_digest:
        return FROM_SEED
    children = exists().where((Task.parent_id == row.id) | (Task.cells_from_id == row.id))
    if db.session.scalar(select(children)):
        return HAS_CHILDREN
    laid_out = exists().where(Obligation.task_id == row.id)
    return LAID_OUT if db.session.scalar(select(laid_out)) else ""


def write_print(row: Task, facts: RowFacts) -> None:
    """The cells of the row, verbatim."""
    printed = facts.print
    for name in printed.__dataclass_fields__:
        setattr(row, name, getattr(printed, name))
    row.field_id = facts.field_id
    if facts.filed is None:
        row.parent_id = facts.parent_id
    row.is_heading = facts.is_heading
    row.search_key = fold(f"{printed.number} {printed.title} {printed.product_text}")


def write_addressees(task_id: int, addressees: Sequence[Addressee]) -> None:
    """Rewrite the addressees in place, by role and ordinal; dated ones of the past stay."""
    for role in AssignmentRole:
        wanted = [one for one in addressees if one.role is role]
        query = select(Assignment).where(
            Assignment.task_id == task_id, Assignment.role == role.value
        )
        there = db.session.scalars(query.order_by(Assignment.ordinal)).all()
        current = [row for row in there if row.valid_to is None]
        _rewrite_role(task_id, wanted, current, max((row.ordinal for row in there), default=0))


def _rewrite_role(
    task_id: int, wanted: Sequence[Addressee], current: Sequence[Assignment], last: int
) -> None:
    for row, one in zip(current, wanted, strict=False):
        row.printed, row.kind = one.printed, one.kind.value
        row.unit_id, row.group_id = one.unit_id, one.group_id
    for surplus in current[len(wanted) :]:
        db.session.delete(surplus)
    for ordinal, one in enumerate(wanted[len(current) :], start=last + 1):
        db.session.add(assignment(task_id, one, ordinal))
    db.session.flush()


def assignment(task_id: int, one: Addressee, ordinal: int) -> Assignment:
    """The stored form of an addressee."""
    return Assignment(
        task_id=task_id, role=one.role.value, ordinal=ordinal, printed=one.printed,
        kind=one.kind.value, unit_id=one.unit_id, group_id=one.group_id,
    )  # fmt: skip


def write_products(task_id: int, products: Sequence[ProductLine]) -> None:
    """Rewrite the products in place, by ordinal. Raises Refused for one that has evidence."""
    query = select(Product).where(Product.task_id == task_id).order_by(Product.ordinal)
    there = db.session.scalars(query).all()
    for row, one in zip(there, products, strict=False):
        row.title, row.issuer_text = one.title, one.issuer_text
        row.issuer = "other" if one.by_other else "own"
    for surplus in there[len(products) :]:
        shown = exists().where(Evidence.product_id == surplus.id)
        if db.session.scalar(select(shown)):
            raise Refused({"": SHOWN_ALREADY.format(surplus.title)})
        db.session.delete(surplus)
    last = max((row.ordinal for row in there), default=0)
    for ordinal, one in enumerate(products[len(there) :], start=last + 1):
        db.session.add(
            Product(
                task_id=task_id, ordinal=ordinal, title=one.title, issuer_text=one.issuer_text,
                issuer="other" if one.by_other else "own",
            )
        )  # fmt: skip
    db.session.flush()


def pair_products(task_id: int) -> None:
    """Give each product the slot of its deadline where the print pairs them one to one."""
    pair_products_of([task_id])
    db.session.expire_all()


def forget_settled(*task_ids: int) -> None:
    """Let the grammar read the deadlines of these rows again."""
    rules = update(ScheduleRule).where(ScheduleRule.task_id.in_(task_ids))
    db.session.execute(rules.values(confirmed_by="", confirmed_at=None))


def _is_known(plan_id: int, facts: RowFacts) -> bool:
    above = Task.parent_id.is_(None) if facts.parent_id is None else None
    query = exists().where(
        Task.plan_id == plan_id, Task.number == facts.print.number,
        Task.title == facts.print.title,
        above if above is not None else Task.parent_id == facts.parent_id,
    )  # fmt: skip
    return bool(db.session.scalar(select(query)))


def _code(plan: Plan, facts: RowFacts) -> str:
    taken = set(db.session.scalars(select(Task.code).where(Task.plan_id == plan.id)))
    words = facts.print.number or facts.print.title[:20]
    bare = {code.removeprefix(f"{plan.code}/") for code in taken}
    return f"{plan.code}/{code_of(words, bare, CODE_LENGTH - len(plan.code) - 1)}"


def _last_position(plan_id: int, facts: RowFacts) -> int:
    """The place of the last row under the heading: rows of one place stand in order of entry."""
    rows = db.session.execute(
        select(Task.id, Task.parent_id, Task.position).where(Task.plan_id == plan_id)
    ).all()
    if facts.parent_id is None:
        return max((row.position for row in rows), default=0) + 1
    inside, grown = {facts.parent_id}, True
    while grown:
        below = {row.id for row in rows if row.parent_id in inside} - inside
        inside, grown = inside | below, bool(below)
    return max(row.position for row in rows if row.id in inside)


def _check_parent(row: Task, facts: RowFacts) -> None:
    above = facts.parent_id
    seen: set[int] = set()
    while above is not None and above not in seen:
        if above == row.id:
            raise Refused({"parent_id": UNDER_ITSELF})
        seen.add(above)
        above = db.session.scalar(select(Task.parent_id).where(Task.id == above))
