"""Writing the following body's word: history, cache, tally; the queue of what waits."""

from datetime import UTC, date, datetime

import pytest

from tests.support.people import TESTER, person
from tests.tasks import factories
from tracker.accounts.queries import user_by_id, viewer_for
from tracker.db import write_transaction
from tracker.extensions import db
from tracker.plans.models import FieldFollower
from tracker.plans.queries import followed_fields
from tracker.refusals import Refused, Stale
from tracker.tasks.models.obligation import Obligation
from tracker.tasks.operations.confirming import Judging, judge_results
from tracker.tasks.operations.updating import Submission, record_update
from tracker.tasks.operations.verifying import differences
from tracker.tasks.queries.asof import Moment, obligations_as_of, read
from tracker.tasks.queries.confirmations import QueueFilter, judge_of, queue, to_judge
from tracker.tasks.queries.matters import matters_of
from tracker.tasks.rules.confirming import Judgement
from tracker.tasks.rules.states import Cause, State, UpdateKind
from tracker.tasks.rules.updating import Said

TODAY = date(2025, 6, 10)
NOW = datetime(2025, 6, 10, 2, 0, tzinfo=UTC)
DUE, DONE_ON = date(2025, 5, 30), date(2025, 5, 20)


@pytest.fixture
def scene(app):
    """STC follows the field of a task that STP and STC lead; both said it is done."""
    root = factories.make_unit("UBND", kind="province")
    stp, stc = (factories.make_unit(code, parent=root) for code in ("STP", "STC"))
    field = factories.make_field()
    with write_transaction():
        db.session.add(FieldFollower(field_id=field, unit_id=stc))
    task = factories.make_task(factories.make_plan(root), field_id=field)
    rows = [
        factories.make_obligation(task, unit, due_on=DUE, late_from=date(2025, 5, 31))
        for unit in (stp, stc)
    ]
    for row in rows:
        factories.make_line(
            row, "done", DONE_ON, evidence=[factories.paper_row(None, DONE_ON)], words="Đã ban hành"
        )
    return {"stp": stp, "stc": stc, "root": root, "rows": rows}


def judge(*grants):
    user = person(f"u{len(grants)}-{grants[0][0]}-{grants[0][1]}", *grants)
    fields = followed_fields(frozenset(unit for _, unit, *_ in grants), TODAY)
    return judge_of(viewer_for(user_by_id(user), TODAY, fields), TODAY)


def say(who, rows, kind="confirmed", day=TODAY, words="", *, key="k", versions=None):
    judgement = Judgement(UpdateKind(kind), day, words)
    with write_transaction():
        found = to_judge(who, rows)
        opened = versions or {row.id: row.version for row in found}
        return [one.id for one in judge_results(
            found, opened, judgement, Judging(TESTER, key, TODAY, NOW)
        )]  # fmt: skip


def row(number):
    db.session.rollback()
    return db.session.get_one(Obligation, number)


def test_a_confirmation_stands_in_the_history_and_moves_no_day(scene):
    say(judge(("focal", scene["stc"])), scene["rows"])
    found = row(scene["rows"][0])
    assert (found.state, found.state_on, found.stopped_on) == ("done", DONE_ON, DONE_ON)
    assert (found.outcome, found.last_words, found.version) == ("done_on_time", "Đã ban hành", 2)
    (told,) = matters_of([found.id])[found.id]
    assert (told.kind, told.since) == ("confirmed", TODAY)


def test_asking_takes_the_work_up_again_from_its_day_and_not_before(scene):
    first = scene["rows"][0]
    say(judge(("focal", scene["stc"])), [first], "asked", date(2025, 6, 5), "Thiếu phụ lục II")
    found = row(first)
    assert (found.state, found.open, found.overdue_from) == ("in_progress", True, date(2025, 5, 31))
    assert found.last_words == "Đã ban hành"
    for day, state, cell in (
        (date(2025, 6, 4), State.DONE, "done_on_time"),
        (date(2025, 6, 5), State.IN_PROGRESS, "open_overdue"),
    ):
        moment = Moment(day)
        asked = obligations_as_of(moment).where(Obligation.id == first)
        (stood,) = read(asked, moment)
        assert (stood.status.state, stood.cell) == (state, cell)
    assert matters_of([first])[first][0].label == "Thiếu phụ lục II"


def test_the_answer_counts_from_its_own_day_whatever_the_day_of_the_paper(scene):
    first = scene["rows"][0]
    say(judge(("focal", scene["stc"])), [first], "asked", date(2025, 6, 5), "Thiếu bản quét")
    with write_transaction():
        obligation = db.session.get_one(Obligation, first)
        said = Said(State.DONE, date(2025, 6, 9), "Đã gửi bản quét", Cause.OBJECTIVE)
        record_update(obligation, Submission(said, 2, "a"), TESTER, today=TODAY, now=NOW)
    assert row(first).state_on == date(2025, 6, 9)
    assert matters_of([first]) == {}


def test_cache_and_tally_follow_from_the_history(scene):
    say(judge(("focal", scene["stc"])), scene["rows"][:1])
    say(judge(("compiler", scene["root"])), scene["rows"][1:], "asked", words="Thiếu", key="b")
    assert list(differences()) == []


def test_a_double_post_is_one_line_and_a_stale_one_none(scene):
    who = judge(("focal", scene["stc"]))
    versions = dict.fromkeys(scene["rows"], 1)
    assert say(who, scene["rows"], versions=versions) == say(who, scene["rows"], versions=versions)
    with pytest.raises(Stale):
        say(who, scene["rows"], versions=versions, key="other")


def test_one_row_that_cannot_be_confirmed_refuses_them_all(scene):
    who = judge(("focal", scene["stc"]))
    say(who, scene["rows"][:1])
    with pytest.raises(Refused, match="đã được xác nhận"):
        say(who, scene["rows"], key="again")
    assert row(scene["rows"][1]).version == 1


def test_the_queue_holds_what_one_may_judge_the_oldest_first(scene):
    def waiting(*grants):
        return [one.id for one in queue(judge(*grants), QueueFilter())]

    first, second = scene["rows"]
    assert waiting(("focal", scene["stc"])) == [first, second]
    assert waiting(("focal", scene["stp"])) == []
    assert waiting(("compiler", scene["root"])) == [first, second]
    assert waiting(("compiler", scene["root"]), ("focal", scene["stp"])) == [second]
    say(judge(("head", scene["stc"])), [first])
    assert waiting(("head", scene["stc"]), ("focal", scene["stc"])) == [second]


def test_a_read_only_grant_of_a_following_body_judges_nothing(scene):
    who = judge(("focal", scene["stc"], "ro"), ("focal", scene["stp"]))
    assert queue(who, QueueFilter()) == []
    with pytest.raises(Stale):
        say(who, scene["rows"][:1], versions={scene["rows"][0]: 1})
