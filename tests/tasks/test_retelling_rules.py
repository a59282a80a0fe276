"""What a row repeats of its history: written by hand, and step by step as from the beginning."""

from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import assume, given
from hypothesis import strategies as st

from tracker.tasks.rules.asof import Standing, effective_lines
from tracker.tasks.rules.retelling import Retold, Spoken, after, carries_on, retold
from tracker.tasks.rules.states import State, UpdateKind


def said(number, kind, state, **told):
    """Line `number`, recorded on that day of March 2025, of this day or of the one told."""
    day = date(2025, 3, told.pop("happened", number))
    recorded = datetime(2025, 3, number, tzinfo=UTC)
    return Spoken(number, UpdateKind(kind), State(state), day, recorded, **told)


def test_each_part_comes_from_the_newest_line_that_tells_it():
    lines = [
        said(1, "word", "in_progress", words="Đang làm.", cause="objective"),
        said(2, "no_change", "in_progress"),
        said(3, "word", "done", words="Đã ban hành."),
        said(4, "confirmed", "done", words="Sở Nội vụ đã xem."),
    ]
    assert retold(lines) == Retold(
        Standing(State.DONE, date(2025, 3, 3), 3, date(2025, 3, 3)),
        "Đã ban hành.", date(2025, 3, 3), "objective", date(2025, 3, 2),
    )  # fmt: skip


def test_a_correction_and_a_confirmation_need_the_lines_before_them():
    assert carries_on(said(2, "asked", "in_progress"))
    assert not carries_on(said(2, "correction", "done", corrects_id=1))
    assert not carries_on(said(2, "confirmed", "done"))


OTHER_KINDS = [kind for kind in UpdateKind if kind is not UpdateKind.CORRECTION]


@st.composite
def histories(draw):
    """Up to seven lines of every kind; a correction corrects an earlier line."""
    lines = []
    for number in range(1, draw(st.integers(1, 7)) + 1):
        corrects = draw(st.sampled_from([None, None, *range(1, number)]))
        told = {
            "words": draw(st.sampled_from(["", f"Lời {number}"])), "happened": draw(DAYS),
            "cause": draw(st.sampled_from(["", "objective", "subjective"])),
            "corrects_id": corrects,
        }  # fmt: skip
        kind = UpdateKind.CORRECTION if corrects else draw(st.sampled_from(OTHER_KINDS))
        lines.append(said(number, kind, draw(st.sampled_from(State)), **told))
    return lines


DAYS = st.integers(1, 7)


@given(histories())
def test_a_line_that_comes_last_takes_the_row_where_the_whole_history_does(lines):
    """The row keeps neither the line's number nor whether only a confirmation holds the clock."""
    *before, line = lines
    assume(carries_on(line) and all(one.happened_on <= line.happened_on for one in before))
    stored = retold(effective_lines(before))
    status = stored.standing
    plain = Standing(status.state, status.state_on, None, status.stopped_on)
    assert after(replace(stored, standing=plain), line) == retold(effective_lines(lines))
