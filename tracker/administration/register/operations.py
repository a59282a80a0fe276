"""Changes of the register that reach into the work: checked against it, then laid out again."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select

from tracker.administration.register.queries import (
    Left,
    left_of,
    opened_plans,
    plans_addressing,
)
from tracker.extensions import db
from tracker.plans.models import Plan
from tracker.refusals import Refused, refuse
from tracker.tasks.operations.desired import LOCAL
from tracker.tasks.operations.editing_rows import Saving
from tracker.tasks.operations.laying_out import Counts, lay_out_plan
from tracker.text import vn_date, vn_list, vn_number
from tracker.units.models import Unit, UnitGroup
from tracker.units.operations.bodies import UnitFacts, change_unit, end_unit
from tracker.units.operations.dating import DatedChanges
from tracker.units.operations.groups import change_members

NOT_OVER = "Ngày {} chưa qua: hãy ghi sau ngày đó, vì phần việc sẽ kết thúc ngay khi lưu."


def edit_unit(row: Unit, facts: UnitFacts, version: int, saving: Saving) -> Counts:
    """Change a unit; where its days change, lay the plans out. Raises Stale, Refused."""
    days = (row.valid_from, row.valid_to)
    change_unit(row, facts, version, saving.actor, saving.now)
    if (row.valid_from, row.valid_to) == days:
        return Counts()
    if row.valid_to is not None:
        _check_free(row, row.valid_to, "valid_to")
    return _lay_out(opened_plans(), saving)


def end_free_unit(row: Unit, last_day: date, version: int, saving: Saving) -> Counts:
    """End a unit that owes nothing and in which nobody has a role. Raises as `edit_unit`."""
    end_unit(row, last_day, version, saving.actor, saving.now)
    _check_free(row, last_day, "")
    return _lay_out(opened_plans(), saving)


def change_group_members(
    row: UnitGroup, changes: DatedChanges, version: int, saving: Saving
) -> Counts:
    """Change who belongs to a group, and lay out what addresses it. Raises as `edit_unit`.

    A membership ends only in the past: lists would show work that ends later as ended already.
    """
    _check_over(changes, saving.now.astimezone(LOCAL).date())
    change_members(row, changes, version, saving.actor, saving.now)
    return _lay_out(plans_addressing(row.id), saving)


def _check_over(changes: DatedChanges, today: date) -> None:
    problems = {
        f"last_{one}": NOT_OVER.format(vn_date(last))
        for one, (_, last) in changes.days.items()
        if last is not None and last >= today
    }
    last = changes.joining_days[1]
    if last is not None and last >= today:
        problems["joining_last"] = NOT_OVER.format(vn_date(last))
    refuse(problems)


def _check_free(row: Unit, last_day: date, field: str) -> None:
    left = left_of(row.id, last_day)
    if not left.nothing:
        raise Refused({field: f"Chưa kết thúc được: còn {left_words(left)}."})


def left_words(left: Left) -> str:
    """What a unit still has, in words."""
    told = (
        (left.obligations, "phần việc chưa kết thúc"),
        (left.handed, "phần việc được giao cho phòng"),
        (left.grants, "vai trò của tài khoản"),
        (left.children, "phòng, đơn vị trực thuộc"),
    )
    return vn_list([f"{vn_number(count)} {words}" for count, words in told if count])


def _lay_out(plan_ids: Iterable[int], saving: Saving) -> Counts:
    query = select(Plan).where(Plan.id.in_(list(plan_ids))).order_by(Plan.sort_order, Plan.id)
    total = Counts()
    for plan in db.session.scalars(query).all():
        total += lay_out_plan(plan, saving.settings, saving.actor, saving.now)
    return total
