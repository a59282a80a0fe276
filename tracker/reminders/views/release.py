"""Phát hành nhắc việc: what waits for heads and leadership, let go or dropped by the compiler."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from itertools import groupby

from flask import flash, redirect, render_template, request, url_for

from tracker import clock
from tracker.calendar.workdays import DaysOff
from tracker.db import write_transaction
from tracker.permissions import Permission
from tracker.refusals import Refused, Stale
from tracker.reminders.blueprint import blueprint
from tracker.reminders.forms.choices import ReleaseForm
from tracker.reminders.operations.releasing import decide
from tracker.reminders.queries.held import HeldMatter, decided_lines, held_matters
from tracker.reminders.rules.digest import late_words
from tracker.reminders.rules.subjects import SubjectKind
from tracker.reminders.views.keeping import Answer
from tracker.text import vn_date, vn_number
from tracker.units.queries import names_on
from tracker.web.gate import allow, current_actor, current_viewer
from tracker.workdays.queries import days_off

NEEDED = Permission.RELEASE_REMINDERS
KEPT = timedelta(days=60)
"""How long back decisions are shown."""


@dataclass(frozen=True, slots=True)
class OfPerson:
    """What waits for one person of one unit."""

    person: str
    matters: list[HeldMatter]

    @property
    def level(self) -> str:
        """As whom the person is told."""
        return self.matters[0].level.label


@dataclass(frozen=True, slots=True)
class OfUnit:
    """What waits about one unit."""

    id: int
    name: str
    people: list[OfPerson]

    @property
    def count(self) -> int:
        """How many matters."""
        return sum(len(one.matters) for one in self.people)


@blueprint.route("/nhac-viec/phat-hanh", methods=["GET", "POST"])
@allow(NEEDED)
def release() -> Answer:
    """Held lines by unit and person, with choice; what was decided stays below."""
    form = ReleaseForm()
    if not form.is_submitted():
        return _page(form)
    if not form.validate():
        return _page(form, 422)
    decision = form.decision
    try:
        with write_transaction():
            number = decide(decision, current_viewer(), current_actor(), now=clock.now())
    except Refused as refused:
        form.show(refused.problems)
        return _page(form, 422)
    except Stale:
        return _page(form, 409)
    flash(_told(number, released=decision.release), "success")
    return redirect(url_for("reminders.release"))


def _told(number: int, *, released: bool) -> str:
    if released:
        return (
            f"Đã phát hành {vn_number(number)} nội dung. Mỗi người nhận một thông báo"
            " vào giờ của mình; người đã có thông báo hôm nay thì nhận vào ngày mai."
        )
    return f"Đã ghi không phát hành {vn_number(number)} nội dung; lý do được lưu."


def _page(form: ReleaseForm, status: int = 200) -> Answer:
    today, scope = clock.today(), current_viewer().scope(NEEDED)
    matters, more = held_matters(scope, today)
    when = partial(_when, today=today, calendar=days_off())
    page = render_template(
        "reminders/release.html", form=form, when=when, units=_by_unit(matters, today), more=more,
        count=len(matters), ticked=_ticked(form, matters), stale=status == 409, today=today,
        decided=decided_lines(scope, today - KEPT),
    )  # fmt: skip
    return page, status


def _when(matter: HeldMatter, today: date, calendar: DaysOff) -> str:
    """Its day, how late it is and by which rung it is told."""
    if matter.kind is SubjectKind.OVERDUE_LIST:
        return f"tính đến ngày {vn_date(matter.day)}"
    due, late = matter.due_on, matter.late_from
    if late is None or late > today:
        return f"hạn {vn_date(due)}; {matter.words}"
    return f"{late_words(due, late, today, calendar)}; {matter.words}"


def _by_unit(matters: Sequence[HeldMatter], today: date) -> list[OfUnit]:
    names = names_on(today, {one.unit_id for one in matters})
    found = []
    for unit_id, same in groupby(matters, key=lambda one: one.unit_id):
        people = [
            OfPerson(person, list(of_one))
            for person, of_one in groupby(same, key=lambda one: one.person)
        ]
        found.append(OfUnit(unit_id, names[unit_id].name, people))
    order = list(names)
    return sorted(found, key=lambda one: order.index(one.id))


def _ticked(form: ReleaseForm, matters: Sequence[HeldMatter]) -> frozenset[str]:
    """The boxes that stand ticked: what was posted, else all when the address says so."""
    if form.is_submitted():
        chosen = form.ids
        return frozenset(one.value for one in matters if chosen & set(one.ids))
    everything = request.args.get("chon") == "tat-ca"
    unit = request.args.get("donvi", type=int)
    return frozenset(one.value for one in matters if everything or one.unit_id == unit)
