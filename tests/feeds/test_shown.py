"""What stands on which day of a calendar page, and how it is marked."""

from datetime import UTC, date, datetime

from tracker.calendar.workdays import DaysOff
from tracker.feeds.rules.facts import Printed, Report, Work
from tracker.feeds.rules.selection import Part, Window, parts_shown
from tracker.feeds.rules.shown import Kind, Stand, shown_of
from tracker.tasks.rules.revisions import Revision
from tracker.tasks.rules.states import AssignmentRole, EndKind, State

TODAY = date(2025, 6, 10)
JUNE = Window(date(2025, 6, 1), date(2025, 6, 30))
ONCE = Revision(0, datetime(2025, 1, 2, tzinfo=UTC))
PRINT = Printed("1.1", "Ban hành Kế hoạch", "", "", "", "", "Tháng 6", "196/KH-UBND", "")
FRIDAY = date(2025, 6, 6)


def work(due_on=FRIDAY, **changes):
    """A lead's open work of Sở Tư pháp, late from the day after."""
    facts = {"id": 7, "role": AssignmentRole.LEAD, "late_from": date(2025, 6, 7),
             "first_due_on": due_on, "state": State.IN_PROGRESS, "state_on": None,
             "revision": ONCE, "printed": PRINT, "overdue_from": date(2025, 6, 7)}  # fmt: skip
    return Work(due_on=due_on, **facts | changes)


def report(ids=(3, 2), **changes):
    return Report(ids, "6 tháng đầu năm 2025", "CCHC", date(2025, 6, 14), date(2025, 6, 18),
                  "/ky-bao-cao/A/2025-H1/STP", ONCE, **changes)  # fmt: skip


def stands(*facts, today=TODAY):
    return [(one.day.day, one.kind, one.stand) for one in shown_of(facts, JUNE, today, DaysOff())]


def test_only_what_can_be_overdue_is_late():
    """Partners and what was due before tracking began are late nowhere."""
    partner = work(role=AssignmentRole.PARTNER, overdue_from=None)
    told = stands(work(), partner, work(state=State.DONE), work(state=State.SUBMITTED))
    assert [stand for _, _, stand in told] == [Stand.LATE, Stand.OPEN, Stand.DONE, Stand.SUBMITTED]


def test_what_is_no_longer_owed_comes_last_of_its_day_and_rounds_first():
    gone = work(date(2025, 6, 18), ended_on=TODAY, end=EndKind.HANDED_OVER)
    still = work(date(2025, 6, 18), overdue_from=date(2025, 6, 19))
    assert stands(gone, still, report())[1:] == [
        (18, Kind.ROUND_DUE, Stand.OPEN), (18, Kind.DUE, Stand.OPEN), (18, Kind.DUE, Stand.ENDED),
    ]  # fmt: skip


def test_an_internal_day_stands_beside_the_due_day_and_outside_the_window_nothing_does():
    told = stands(work(date(2025, 7, 4), overdue_from=None, inside_on=date(2025, 6, 27)))
    assert told == [(27, Kind.INTERNAL, Stand.OPEN)]


def test_a_report_is_late_after_its_on_time_day_and_its_figures_never():
    later = date(2025, 6, 19)
    assert stands(report(), today=later) == [
        (14, Kind.ROUND_DATA, Stand.OPEN), (18, Kind.ROUND_DUE, Stand.LATE),
    ]  # fmt: skip
    assert stands(report(sent=True), today=later)[1] == (18, Kind.ROUND_DUE, Stand.DONE)
    of_all = stands(report(ids=(3,)), today=later)
    assert [stand for _, _, stand in of_all] == [Stand.OPEN, Stand.OPEN]


def test_everybodys_work_or_that_of_one_unit():
    assert parts_shown(Part, one_unit=False) == {Part.ALL, Part.ROUNDS}
    assert parts_shown(Part, one_unit=True) == {Part.LEAD, Part.PARTNER, Part.ROUNDS}
    own = (Part.LEAD, Part.PARTNER, Part.ROUNDS)
    assert parts_shown(own, one_unit=False) == set(own)
