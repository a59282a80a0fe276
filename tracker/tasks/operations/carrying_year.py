"""Carry open work into a later plan: its new rows there, its heirs, and what was said of it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists, func, select

from tracker.calendar.grammar import read
from tracker.calendar.schedule import PlanContext, Reading, RuleKind
from tracker.extensions import db
from tracker.plans.models import Plan, PlanOpening
from tracker.plans.rules import code_of
from tracker.refusals import Refused
from tracker.tasks.models.obligation import Obligation
from tracker.tasks.models.printed import Assignment, Product, Task
from tracker.tasks.models.status import StatusUpdate
from tracker.tasks.operations.caching import refresh
from tracker.tasks.operations.editing_rows import Saving, settle
from tracker.tasks.queries import layout
from tracker.tasks.rules.closing import NO_TARGET, UNREAD, Choice, last_day, note_of
from tracker.tasks.rules.states import AssignmentRole, State, UpdateKind
from tracker.text import fold, vn_date
from tracker.units.queries import names_on

_ORDER = tuple(State)
_DATED = {RuleKind.POINT, RuleKind.RANGE, RuleKind.RECURRING}
CODE_LENGTH = 80
OPENS_NOTHING = "Thời hạn này chưa mở phần việc trong năm sau; hãy chọn khác."


@dataclass(frozen=True, slots=True)
class Heirs:
    """Where each carried obligation goes on: the row of the later plan, the obligation there."""

    tasks: Mapping[int, int]
    of: Mapping[int, int]
    from_day: date
    new_tasks: int
    said_before: frozenset[int]

    @property
    def number(self) -> int:
        """How many obligations take the work on."""
        return len(set(self.of.values()))


def reading_of(target: Plan, deadline: str, year: int) -> Reading:
    """The grammar's reading of a typed deadline in the later plan.

    Raises Refused where it gives no day, or one before the new year.
    """
    context = PlanContext(target.period_start, target.period_end, target.year or year + 1)
    found = read(deadline, context)
    kinds = {rule.kind for rule in found.rules}
    if kinds == {RuleKind.STANDING}:
        return found
    days = [due.due_on for rule in found.rules for due in rule.dues]
    if not kinds <= _DATED or not days:
        raise Refused({"deadline": UNREAD})
    if min(days) <= last_day(year):
        raise Refused({"deadline": f"Thời hạn mới phải sau ngày {vn_date(last_day(year))}."})
    return found


def readings_of(target: Plan, choice: Choice, ids: Iterable[int], year: int) -> dict[str, Reading]:
    """How every deadline that was typed for these obligations reads.

    Raises Refused with each problem at the field where the deadline was typed.
    """
    found: dict[str, Reading] = {}
    problems: dict[str, str] = {}
    for row in ids:
        deadline = choice.deadline_of(row)
        try:
            found[deadline] = found.get(deadline) or reading_of(target, deadline, year)
        except Refused as refused:
            problems[choice.field_of(row)] = refused.problems["deadline"]
    if problems:
        raise Refused(problems)
    return found


def first_day(target: Plan, year: int) -> date:
    """From which day the later plan holds the work."""
    return max(target.period_start, date(year + 1, 1, 1))


def open_heirs(
    plan: Plan, year: int, rows: Sequence[Obligation], choice: Choice, saving: Saving
) -> Heirs:
    """Write one row per carried task and deadline into the later plan and lay that plan out.

    A task that was carried there before takes further units on where the deadline is the same.
    Raises Refused with Vietnamese problems per field.
    """
    target = _target(plan, year, choice)
    readings_of(target, choice, [row.id for row in rows], year)
    layout.lock_plan(target.id)
    said_before = _spoken_of(target.id)
    tasks, new = {}, 0
    for (task_id, _), share in _shares(rows, choice).items():
        units = {row.unit_id for row in share}
        deadline = choice.deadline_of(share[0].id)
        there = _carried_before(target.id, task_id, deadline, units)
        if there is None:
            there = _new_row(target, plan, db.session.get_one(Task, task_id), deadline, year)
            new += 1
        _add_leads(there, units, saving.today)
        tasks |= dict.fromkeys((row.id for row in share), there.id)
    _open_year(target, year + 1, saving)
    settle(target, saving)
    heirs = _heirs_of(rows, tasks, choice)
    return Heirs(tasks, heirs, first_day(target, year), new, said_before)


def _shares(rows: Sequence[Obligation], choice: Choice) -> dict[tuple[int, str], list[Obligation]]:
    """The rows by task and deadline, in the order of the print; each makes a row of its own."""
    found: dict[tuple[int, str], list[Obligation]] = defaultdict(list)
    order = {task: place for place, task in enumerate(_in_print_order({r.task_id for r in rows}))}
    for row in sorted(rows, key=lambda row: (order[row.task_id], row.id)):
        found[row.task_id, fold(choice.deadline_of(row.id))].append(row)
    return found


def _target(plan: Plan, year: int, choice: Choice) -> Plan:
    target = db.session.get(Plan, choice.target_id or 0)
    later = target is not None and target.period_end > last_day(year)
    if target is None or not later or target.standing != "issued" or target.id == plan.id:
        raise Refused({"target": NO_TARGET})
    return target


def _in_print_order(task_ids: Collection[int]) -> list[int]:
    query = select(Task.id).where(Task.id.in_(task_ids)).order_by(Task.position, Task.id)
    return list(db.session.scalars(query))


def _carried_before(
    target_id: int, task_id: int, deadline: str, units: Collection[int]
) -> Task | None:
    """The row of the later plan that goes on with the task by this deadline.

    Not one from which a unit was taken back: what was withdrawn stays withdrawn.
    """
    withdrawn = exists().where(
        Obligation.task_id == Task.id, Obligation.unit_id.in_(units), Obligation.void.is_(True)
    )
    query = select(Task).where(
        Task.plan_id == target_id, Task.continues_id == task_id, Task.ended_on.is_(None), ~withdrawn
    )
    there = db.session.scalars(query.order_by(Task.id)).all()
    return next((row for row in there if fold(row.deadline_text) == fold(deadline)), None)


def _new_row(target: Plan, plan: Plan, carried: Task, deadline: str, year: int) -> Task:
    """The carried row in the later plan: title and product as printed, the deadline as typed."""
    product, partners = (
        db.session.get(Task, supplier or 0)
        for supplier in (carried.product_from_id, carried.partners_from_id)
    )
    last = db.session.scalar(select(func.max(Task.position)).where(Task.plan_id == target.id))
    text = product.product_text if product else ""
    row = Task(
        code=_free_code(target, carried), plan_id=target.id, field_id=carried.field_id,
        field_basis=carried.field_basis, position=(last or 0) + 1, title=carried.title,
        product_text=text, partners_text=partners.partners_text if partners else "",
        deadline_text=deadline, target=carried.target, continues_id=carried.id,
        note=note_of(plan.number or plan.title, carried.number),
        source=f"Chuyển tiếp khi kết thúc năm {year}", search_key=fold(f"{carried.title} {text}"),
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    _copy_products(row.id, product.products if product else ())
    _copy_partners(row.id, partners.assignments if partners else ())
    return row


def _free_code(target: Plan, carried: Task) -> str:
    taken = set(db.session.scalars(select(Task.code).where(Task.plan_id == target.id)))
    bare = {code.removeprefix(f"{target.code}/") for code in taken}
    words = f"CT {carried.number or carried.title[:20]}"
    return f"{target.code}/{code_of(words, bare, CODE_LENGTH - len(target.code) - 1)}"


def _copy_products(task_id: int, products: Iterable[Product]) -> None:
    """The products as printed; one deadline is typed, so that all stand in one slot."""
    db.session.add_all(
        Product(
            task_id=task_id, ordinal=one.ordinal, slot=1, title=one.title, issuer=one.issuer,
            issuer_text=one.issuer_text, form=one.form,
        )
        for one in products
    )  # fmt: skip
    db.session.flush()


def _copy_partners(task_id: int, assignments: Iterable[Assignment]) -> None:
    db.session.add_all(
        Assignment(
            task_id=task_id, role=one.role, ordinal=one.ordinal, printed=one.printed,
            kind=one.kind, unit_id=one.unit_id, group_id=one.group_id,
        )
        for one in assignments
        if one.role == AssignmentRole.PARTNER.value and one.valid_to is None
    )  # fmt: skip
    db.session.flush()


def _add_leads(row: Task, unit_ids: Collection[int], today: date) -> None:
    """The units that had not finished lead the row."""
    query = select(Assignment).where(
        Assignment.task_id == row.id, Assignment.role == AssignmentRole.LEAD.value
    )
    there = db.session.scalars(query.order_by(Assignment.ordinal)).all()
    names = names_on(today)
    missing = sorted(unit_ids - {one.unit_id for one in there}, key=list(names).index)
    last = max((one.ordinal for one in there), default=0)
    for ordinal, unit in enumerate(missing, start=last + 1):
        db.session.add(
            Assignment(
                task_id=row.id, role=AssignmentRole.LEAD.value, ordinal=ordinal,
                printed=names[unit].name, kind="unit", unit_id=unit,
            )
        )  # fmt: skip
    told = [one.printed for one in there] + [names[unit].name for unit in missing]
    row.lead_text = "; ".join(told)
    db.session.flush()


def _open_year(target: Plan, year: int, saving: Saving) -> None:
    if year in layout.opened_years(target.id):
        return
    db.session.add(
        PlanOpening(
            plan_id=target.id, year=year, opened_at=saving.now, actor_label=saving.actor.label
        )
    )
    db.session.flush()


def _heirs_of(
    rows: Sequence[Obligation], tasks: Mapping[int, int], choice: Choice
) -> dict[int, int]:
    """The obligation of the new row that takes each carried one on: the unit's earliest."""
    query = (
        select(Obligation.task_id, Obligation.unit_id, Obligation.id)
        .where(
            Obligation.task_id.in_(set(tasks.values())), Obligation.void.is_(False),
            Obligation.role == AssignmentRole.LEAD.value, Obligation.ended_on.is_(None),
        )
        .order_by(Obligation.sort_on.desc(), Obligation.id.desc())
    )  # fmt: skip
    first = {(task, unit): number for task, unit, number in db.session.execute(query)}
    found = {row.id: first.get((tasks[row.id], row.unit_id)) for row in rows}
    missing = [row for row, heir in found.items() if heir is None]
    if missing:
        raise Refused(dict.fromkeys(map(choice.field_of, missing), OPENS_NOTHING))
    return {number: heir for number, heir in found.items() if heir is not None}


def _spoken_of(plan_id: int) -> frozenset[int]:
    query = (
        select(Obligation.id)
        .join(StatusUpdate, StatusUpdate.obligation_id == Obligation.id)
        .where(Obligation.plan_id == plan_id)
    )
    return frozenset(db.session.scalars(query))


def tell_heirs(rows: Sequence[Obligation], heirs: Heirs, plan: Plan, saving: Saving) -> None:
    """Each heir is told the last words and the least advanced state of what it takes on."""
    givers: dict[int, list[Obligation]] = defaultdict(list)
    for row in rows:
        if row.last_words or row.state != State.NOT_STARTED.value:
            givers[heirs.of[row.id]].append(row)
    takers = [db.session.get_one(Obligation, number) for number in givers]
    for taker in takers:
        fresh = taker.id not in heirs.said_before
        db.session.add(_line(taker, givers[taker.id], (plan, heirs.from_day, fresh), saving))
    if takers:
        refresh(takers)


def _line(
    taker: Obligation, givers: Sequence[Obligation], about: tuple[Plan, date, bool], saving: Saving
) -> StatusUpdate:
    plan, from_day, fresh = about
    least = min(givers, key=lambda giver: _ORDER.index(State(giver.state)))
    state, since = (least.state, least.state_on) if fresh else (taker.state, taker.state_on)
    said = [f"Chuyển tiếp từ {plan.number or plan.title}."]
    said += [f"Nội dung gần nhất: {giver.last_words}" for giver in givers if giver.last_words]
    return StatusUpdate(
        obligation_id=taker.id, kind=UpdateKind.WORD.value, state=state,
        happened_on=since or from_day, recorded_at=saving.now, actor_id=None,
        actor_label=saving.actor.label, words=" ".join(said), cause=least.cause,
    )  # fmt: skip
