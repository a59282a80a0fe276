"""Many write at once: nothing is doubled, nothing lost, nobody meets a locked database."""

import itertools
import time
from dataclasses import replace

import pytest

from tests.concurrency import scene
from tests.concurrency.scene import TODAY, faults, say, together
from tests.support.client import HouseClient
from tests.support.people import sign_in
from tests.tasks import factories
from tracker.db import write_transaction
from tracker.extensions import db
from tracker.refusals import Stale
from tracker.tasks.models.obligation import Obligation, TaskTally
from tracker.tasks.models.status import StatusUpdate
from tracker.tasks.operations.updating import Submission
from tracker.tasks.operations.updating_many import RowsRefused, When, record_updates
from tracker.tasks.queries.visibility import updatable_obligations
from tracker.tasks.rules.states import EvidenceKind, State
from tracker.tasks.rules.updating import Proof, Said

THREADS = 16
PAPER = Proof(None, EvidenceKind.DOCUMENT, TODAY, number="1/KH", issuer="Sở")


@pytest.fixture
def settings(settings):
    """The day stands at Tuesday, 10/6/2025."""
    return replace(settings, today=TODAY)


@pytest.fixture
def browsers(app):
    """Make signed-in browsers of one officer, each with its token."""

    def make(number):
        first = sign_in(HouseClient(app), "can-bo")
        first.get("/tro-giup/quyen")
        jar = first.browser.get_cookie("tracker").value
        found = []
        for _ in range(number):
            browser = app.test_client()
            browser.set_cookie("tracker", jar, httponly=True)
            found.append(browser)
        return found, first.token

    return make


def form(token, **changes):
    values = {
        "csrf_token": token, "version": "1", "form_key": "phieu-1", "next": "/don-vi",
        "state": "in_progress", "happened_on": "2025-06-09", "words": "Đang lấy ý kiến",
    }  # fmt: skip
    return values | changes


def lines():
    db.session.rollback()
    return db.session.scalars(db.select(StatusUpdate).order_by(StatusUpdate.id)).all()


def posts(app, browsers, share, forms):
    """Post the forms at the same moment; the answers in the order of the forms."""
    found, token = browsers(len(forms))
    path = f"/phan-viec/{share}/cap-nhat"
    return together(
        app,
        [
            lambda browser=browser, one=one: browser.post(path, data=form(token, **one))
            for browser, one in zip(found, forms, strict=True)
        ],
    )


def test_fifty_posts_of_one_form_are_one_update(app, browsers):
    share = scene.build(1).shares[0]
    answers = posts(app, browsers, share, [{}] * 50)
    assert {answer.status_code for answer in answers} == {302}
    assert len(lines()) == 1
    assert faults() == []


def test_one_of_two_editors_wins_and_the_other_gets_both_texts(app, browsers):
    share = scene.build(1).shares[0]
    texts = ["Bản của người thứ nhất", "Bản của người thứ hai"]
    forms = [{"words": text, "form_key": text} for text in texts]
    answers = posts(app, browsers, share, forms)
    assert sorted(answer.status_code for answer in answers) == [302, 409]
    lost = next(answer for answer in answers if answer.status_code == 409)
    assert all(text in lost.text for text in texts)
    assert [line.words in texts for line in lines()] == [True]


def test_of_many_editors_with_one_version_one_wins(app):
    share = scene.build(1).shares[0]

    def edit(number):
        try:
            return say(share, 1, f"phieu-{number}")
        except Stale:
            return None

    won = together(app, [lambda n=n: edit(n) for n in range(THREADS)])
    assert len([one for one in won if one is not None]) == len(lines()) == 1


def write_for(share, seconds):
    """Write again and again; how many lines were written and the longest wait in seconds."""
    until, longest, number = time.monotonic() + seconds, 0.0, 0
    states = itertools.cycle([State.IN_PROGRESS, State.NOT_STARTED])
    while time.monotonic() < until:
        begun = time.monotonic()
        say(share, None, f"{share}-{number}", state=next(states), late=number)
        longest, number = max(longest, time.monotonic() - begun), number + 1
    return number, longest


def hammer(app, seconds):
    """All threads write on obligations of one task; every line is there, the tally is right."""
    shares = scene.build(THREADS).shares
    done = together(app, [lambda one=one: write_for(one, seconds) for one in shares])
    assert len(lines()) == sum(number for number, _ in done)
    assert faults() == []
    return done


def test_sixteen_writers_on_one_task_meet_no_lock(app):
    done = hammer(app, 1.5)
    assert min(number for number, _ in done) > 0


def test_first_lines_of_a_tally_are_inserted_side_by_side(app):
    """The tally has no line of this cell yet: sixteen transactions make it at once."""
    shares = scene.build(THREADS).shares
    together(app, [lambda one=one: say(one, None, f"k{one}", state=State.DONE) for one in shares])
    db.session.rollback()
    tally = db.session.execute(
        db.select(TaskTally.outcome, TaskTally.obligations).where(TaskTally.obligations > 0)
    ).all()
    assert [tuple(row) for row in tally] == [("done_on_time", THREADS)]
    assert faults() == []


def test_versions_count_the_lines(app):
    share = scene.build(1).shares[0]
    together(app, [lambda n=n: say(share, None, f"k{n}", words=f"{n}") for n in range(THREADS)])
    db.session.rollback()
    assert db.session.get_one(Obligation, share).version == 1 + THREADS


def batch(shares, key):
    """Many updates as the grid writes them: lock by id, decide all, write all."""
    said = Said(State.DONE, TODAY, key, None, (PAPER,))
    with write_transaction():
        rows = updatable_obligations(scene.EVERYBODY, shares)
        given = {row.id: Submission(said, 1, f"{key}-{row.id}") for row in rows}
        return record_updates(rows, given, scene.WRITER, When(TODAY, scene.NOW))


def test_batches_on_the_same_tallies_neither_meet_a_lock_nor_wait_for_each_other(app):
    """Each batch writes a row of either task; half of them lock the tasks in the other order."""
    half = THREADS // 2
    first, second = scene.build(half), scene.build(THREADS, "T2")
    late = [factories.make_obligation(first.task, factories.make_unit()) for _ in range(half)]
    pairs = zip(first.shares + late, second.shares, strict=True)
    together(app, [lambda rows=rows: batch(rows, f"k{rows[0]}") for rows in pairs])
    assert len(lines()) == 2 * THREADS
    assert faults() == []


def test_stale_row_keeps_its_whole_batch_from_being_written(app):
    shares = scene.build(3).shares
    say(shares[1], None, "schon")
    with pytest.raises(RowsRefused) as refused:
        batch(shares, "k")
    assert refused.value.stale == frozenset({shares[1]})
    assert len(lines()) == 1
    assert faults() == []
