"""Recording an update: the line, the cache, the tally, the audit; the day is Tuesday, 10/6/2025."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select

from tests.support.people import TESTER
from tests.tasks import factories
from tracker import history
from tracker.db import write_transaction
from tracker.extensions import db
from tracker.history import AuditEntry
from tracker.refusals import Refused, Stale
from tracker.tasks.models.obligation import Obligation, TaskTally
from tracker.tasks.models.printed import Product
from tracker.tasks.models.status import StatusUpdate
from tracker.tasks.operations.updating import Submission, record_update
from tracker.tasks.rules.states import Cause, EvidenceKind, State
from tracker.tasks.rules.updating import Proof, Said

TODAY = date(2025, 6, 10)
NOW = datetime(2025, 6, 10, 3, 0, tzinfo=UTC)
DUE, LATE = date(2025, 3, 31), date(2025, 4, 1)  # Monday and Tuesday


@pytest.fixture
def lead(app):
    """An obligation due 31/3/2025 for two products: one's own, and one that another issues."""
    unit_id = factories.make_unit("STP")
    plan_id = factories.make_plan(unit_id)
    task_id = factories.make_task(plan_id, products=["Báo cáo", ("Quyết định", "other")])
    return factories.make_obligation(task_id, unit_id, due_on=DUE, late_from=LATE)


@pytest.fixture
def products(lead):
    """The ids of the two products."""
    return list(db.session.scalars(select(Product.id).order_by(Product.ordinal)))


def paper(product, day):
    return Proof(product, EvidenceKind.DOCUMENT, day, number="12/KH-STP", issuer="Sở Tư pháp")


def submission(state, *proofs, key="k1", version=1, day=TODAY, **changes):
    said = Said(state, day, "Đã làm", Cause.OBJECTIVE, proofs)
    return Submission(said, version, key, **changes)


def record(obligation_id, what):
    with write_transaction():
        row = db.session.get_one(Obligation, obligation_id)
        return record_update(row, what, TESTER, today=TODAY, now=NOW).id


def row_of(obligation_id):
    db.session.rollback()
    return db.session.get_one(Obligation, obligation_id)


def tally():
    query = select(TaskTally.outcome, TaskTally.overdue_from).where(TaskTally.obligations > 0)
    return [tuple(row) for row in db.session.execute(query)]


def test_word_moves_state_words_cause_and_version(lead):
    record(lead, submission(State.IN_PROGRESS, day=date(2025, 6, 2)))
    row = row_of(lead)
    assert (row.state, row.state_on, row.version) == ("in_progress", date(2025, 6, 2), 2)
    assert (row.last_words, row.cause, row.open) == ("Đã làm", "objective", True)
    assert (row.overdue_from, tally()) == (LATE, [("open_in_time", LATE)])


def test_done_with_both_products_moves_the_tally(lead, products):
    own, other = products
    proofs = [paper(own, date(2025, 3, 20)), paper(other, date(2025, 3, 31))]
    record(lead, submission(State.DONE, *proofs))
    row = row_of(lead)
    assert (row.outcome, row.state_on, row.open) == ("done_on_time", date(2025, 3, 31), False)
    assert tally() == [("done_on_time", date(9999, 12, 31))]


def test_submitted_on_time_then_issued_after_the_day_is_on_time(lead, products):
    own, other = products
    first = [paper(own, date(2025, 3, 20)), paper(other, date(2025, 3, 28))]
    record(lead, submission(State.SUBMITTED, *first))
    assert row_of(lead).overdue_from is None
    issued = paper(other, date(2025, 5, 15))
    record(lead, submission(State.DONE, issued, key="k2", version=2))
    row = row_of(lead)
    assert (row.outcome, row.state_on) == ("done_on_time", date(2025, 5, 15))
    assert row.stopped_on == date(2025, 3, 28)


def test_submission_paper_does_not_show_that_the_product_was_issued(lead, products):
    own, other = products
    record(lead, submission(State.SUBMITTED, paper(own, DUE), paper(other, DUE)))
    with pytest.raises(Refused, match="“Quyết định”"):
        record(lead, submission(State.DONE, key="k2", version=2))


def test_product_shown_while_in_progress_counts_later(lead, products):
    own, other = products
    record(lead, submission(State.IN_PROGRESS, paper(own, date(2025, 2, 3)), day=date(2025, 2, 3)))
    record(lead, submission(State.DONE, paper(other, date(2025, 3, 3)), key="k2", version=2))
    assert row_of(lead).state_on == date(2025, 3, 3)


def test_a_paper_from_before_the_plan_was_issued_is_told(lead, products):
    """The plan of 2025 without a paper of its own: what counts begins with it, on 01/01/2025."""
    own, other = products
    old = [paper(own, date(2024, 3, 20)), paper(other, date(2025, 3, 21))]
    with pytest.raises(Refused, match="được giao") as refused:
        record(lead, submission(State.DONE, *old))
    assert list(refused.value.problems) == ["proofs.0.result_on"]
    assert row_of(lead).state == "not_started"


def test_double_post_is_one_update(lead):
    first = record(lead, submission(State.IN_PROGRESS))
    assert record(lead, submission(State.IN_PROGRESS)) == first
    assert db.session.scalar(select(func.count(StatusUpdate.id))) == 1
    assert row_of(lead).version == 2


def test_stale_version_changes_nothing(lead):
    record(lead, submission(State.IN_PROGRESS))
    with pytest.raises(Stale):
        record(lead, submission(State.NOT_STARTED, key="k2", version=1))
    assert row_of(lead).state == "in_progress"


def test_refused_update_changes_nothing(lead):
    with pytest.raises(Refused):
        record(lead, submission(State.DONE))
    assert (row_of(lead).version, db.session.scalar(select(func.count(StatusUpdate.id)))) == (1, 0)


@pytest.mark.parametrize("end_kind", ["handed_over", "stopped"])
def test_ended_work_takes_no_word(lead, end_kind):
    with write_transaction():
        row = db.session.get_one(Obligation, lead)
        row.ended_on, row.end_kind = date(2025, 3, 1), end_kind
    with pytest.raises(Refused, match="đã kết thúc hoặc đã bàn giao"):
        record(lead, submission(State.IN_PROGRESS))


def test_cause_without_words_reaches_the_cache(lead, products):
    what = submission(State.IN_PROGRESS, paper(products[0], date(2025, 6, 2)))
    record(lead, replace(what, said=replace(what.said, words="")))
    assert row_of(lead).cause == "objective"


def test_audit_names_the_line_and_holds(lead):
    line = record(lead, submission(State.IN_PROGRESS))
    entry = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert (entry.action, entry.subject) == ("update.word", f"obligation:{lead}")
    assert f'"first":[{line}]' in entry.ids
    assert history.verify().fault is None


# --- correction ---------------------------------------------------------------------------


def test_correction_replaces_the_line(lead, products):
    own, other = products
    proofs = [paper(own, date(2025, 4, 20)), paper(other, date(2025, 4, 20))]
    first = record(lead, submission(State.DONE, *proofs))
    assert row_of(lead).outcome == "done_late"
    right = [paper(own, date(2025, 3, 20)), paper(other, date(2025, 3, 21))]
    record(lead, submission(State.DONE, *right, key="k2", version=2, corrects_id=first))
    row = row_of(lead)
    assert (row.outcome, row.state_on) == ("done_on_time", date(2025, 3, 21))


def test_correction_keeps_the_evidence_that_was_ticked(lead, products):
    own, other = products
    proofs = [paper(own, date(2025, 3, 20)), paper(other, date(2025, 3, 21))]
    first = record(lead, submission(State.DONE, *proofs))
    kept = db.session.get_one(StatusUpdate, first).evidence[0].id
    db.session.rollback()
    again = submission(
        State.DONE, paper(other, date(2025, 3, 24)), key="k2", version=2, corrects_id=first,
        kept_evidence=frozenset({kept}),
    )  # fmt: skip
    second = db.session.get_one(StatusUpdate, record(lead, again))
    assert [item.product_id for item in second.evidence] == [other, own]
    assert second.happened_on == date(2025, 3, 24)


def test_correction_without_its_evidence_loses_the_proof(lead, products):
    own, other = products
    first = record(lead, submission(State.DONE, paper(own, DUE), paper(other, DUE)))
    with pytest.raises(Refused, match="“Báo cáo” và “Quyết định”"):
        record(lead, submission(State.DONE, key="k2", version=2, corrects_id=first))


def test_correction_to_in_progress_takes_done_back(lead, products):
    own, other = products
    first = record(lead, submission(State.DONE, paper(own, DUE), paper(other, DUE)))
    record(lead, submission(State.IN_PROGRESS, key="k2", version=2, corrects_id=first))
    row = row_of(lead)
    assert (row.state, row.open, row.overdue_from) == ("in_progress", True, LATE)


def test_line_is_corrected_once(lead):
    first = record(lead, submission(State.IN_PROGRESS))
    record(lead, submission(State.IN_PROGRESS, key="k2", version=2, corrects_id=first))
    with pytest.raises(Refused, match="đã được đính chính"):
        record(lead, submission(State.IN_PROGRESS, key="k3", version=3, corrects_id=first))


def test_correction_itself_may_be_corrected(lead):
    first = record(lead, submission(State.IN_PROGRESS))
    second = record(lead, submission(State.NOT_STARTED, key="k2", version=2, corrects_id=first))
    record(lead, submission(State.IN_PROGRESS, key="k3", version=3, corrects_id=second))
    assert row_of(lead).state == "in_progress"


def test_line_of_another_obligation_is_not_corrected_here(lead):
    task_id = row_of(lead).task_id
    other = factories.make_obligation(task_id, factories.make_unit())
    foreign = factories.make_line(other)
    with pytest.raises(Refused):
        record(lead, submission(State.IN_PROGRESS, corrects_id=foreign))


def test_word_of_the_compiler_is_not_the_units_to_correct(lead):
    asked = factories.make_line(lead, kind="asked")
    with pytest.raises(Refused):
        record(lead, submission(State.IN_PROGRESS, corrects_id=asked))


def test_what_a_hand_over_brought_is_not_put_right(lead):
    received = factories.make_line(lead, form_key=None, words="Tiếp nhận phần việc từ Sở A.")
    what = submission(State.IN_PROGRESS, version=1, corrects_id=received)
    with pytest.raises(Refused, match="tiếp nhận khi bàn giao"):
        record(lead, what)
