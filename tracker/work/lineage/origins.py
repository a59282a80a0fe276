"""Where a task comes from, and what goes on with it, in the words of its page."""

from collections.abc import Iterable
from dataclasses import dataclass

from tracker.intake.rules.lineage import Kind, plan_name
from tracker.tasks.queries.lineage import Relative


@dataclass(frozen=True, slots=True)
class ToldRelative:
    """A row at the other end of a link, as the page names it."""

    name: str
    code: str
    title: str
    heading: str
    basis: str


def told_relatives(relatives: Iterable[Relative]) -> dict[str, list[ToldRelative]]:
    """The rows by what they are to the task: earlier ones first, as given."""
    found: dict[str, list[ToldRelative]] = {}
    for one in sorted(relatives, key=lambda one: not one.earlier):
        told = ToldRelative(_name(one), one.code, one.title, one.heading or "", one.basis)
        found.setdefault(_label(one), []).append(told)
    return found


def _label(one: Relative) -> str:
    if one.kind == Kind.FOLLOWS:
        return "Tiếp tục nhiệm vụ" if one.earlier else "Được tiếp tục tại"
    if one.earlier:
        return "Thực hiện nhiệm vụ"
    return f"Dòng thực hiện trong năm {one.plan_year}" if one.plan_year else "Dòng thực hiện"


def _name(one: Relative) -> str:
    """As in "Kế hoạch 196/KH-UBND, mục 3.1"."""
    plan = plan_name(one.plan_kind, one.plan_number, one.plan_title)
    return f"{plan}, mục {one.number}" if one.number else plan
