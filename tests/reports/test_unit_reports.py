"""Reports of units: texts of two people, steps, timeliness and as-of, from a small round."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.reports.catalogue import make_indicator
from tests.reports.reporting import Scene, at, round_of, viewer
from tests.rounds.factories import make_regime
from tests.tasks.factories import (
    make_field,
    make_line,
    make_obligation,
    make_plan,
    make_task,
    make_unit,
)
from tracker.calendar.workdays import DaysOff
from tracker.db import write_transaction
from tracker.extensions import db
from tracker.refusals import Refused, Stale
from tracker.reports.models.indicators import IndicatorValue
from tracker.reports.models.unit_report import ReportEvent, ReportRevision
from tracker.reports.operations.unit_reports import Signed, Why
from tracker.reports.queries.contributions import contributions, rounds_sent
from tracker.reports.queries.unit_reports import seen_report, texts_of
from tracker.reports.queries.working import arisen_since, told_of
from tracker.reports.rules.prefilling import prefilled
from tracker.reports.rules.unit_report import Side, Step
from tracker.rounds.queries.regimes import AudienceLine
from tracker.rounds.rules.audience import AudienceKind
from tracker.tasks.models.delegation import Delegation
from tracker.units.models import Succession, Unit


@pytest.fixture
def scene(app):
    """A department, its division, and the half-year round between them."""
    return Scene()


def given(scene, known=None, day=16):
    """What the division contributed, as a compilation reads it."""
    (found,) = contributions(scene.round.line, date(2025, 6, day), known)
    return found


def test_from_draft_to_accepted(scene):
    assert given(scene).state == "missing"
    scene.save("Đã ban hành kế hoạch")
    assert scene.move(scene.officer, Step.HAND_UP, Why()) == "waiting"
    assert scene.send() == 1
    assert scene.move(scene.compiler, Step.ACCEPT, Why()) == "accepted"
    found = given(scene)
    assert (found.state, found.sections) == ("accepted", (("ket-qua", "Đã ban hành kế hoạch"),))
    assert (found.sent_on, found.on_time, found.empty) == (date(2025, 6, 16), True, False)
    steps = db.session.scalars(db.select(ReportEvent.step).order_by(ReportEvent.id)).all()
    assert steps == ["write", "hand_up", "send", "accept"]


def test_completion_is_asked_and_sent_again_and_the_first_day_stays(scene):
    scene.save("Bản đầu")
    scene.send()
    with pytest.raises(Refused):
        scene.move(scene.compiler, Step.ASK, Why())
    scene.move(scene.compiler, Step.ASK, Why(reasons={"ket-qua": "Bổ sung số văn bản"}))
    scene.save("Bản sau", day=24, version=1, was="Bản đầu")
    assert given(scene).sections == (("ket-qua", "Bản đầu"),)
    assert scene.send(day=24) == 2
    now, then = given(scene), given(scene, at(20))
    assert (now.sections[0][1], now.on_time, now.sent_on.day) == ("Bản sau", True, 16)
    assert (then.sections[0][1], then.state) == ("Bản đầu", "asked")
    assert rounds_sent("STP-1", 2025, date(2025, 6, 24))[scene.p1] == (1, 1)


def test_signed_paper_decides_on_the_day(scene):
    scene.save("Nội dung")
    blob = {"sha": "a" * 64, "at": at(1)}
    with write_transaction():
        db.session.execute(text(
            "INSERT INTO blob (sha256, size, media_type, created_at) "
            "VALUES (:sha, 1, 'application/pdf', :at)"
        ), blob)  # fmt: skip
    scene.send(day=18, signed=Signed("15/BC-P1", date(2025, 6, 14), "a" * 64, "bc.pdf"))
    assert (given(scene).sent_on, given(scene).on_time) == (date(2025, 6, 14), True)


def test_empty_report_is_not_on_time(scene):
    scene.save(" \n")
    scene.send()
    assert (given(scene).empty, given(scene).on_time) == (True, False)
    assert rounds_sent("STP-1", 2025, date(2025, 6, 24))[scene.p1] == (0, 1)


def test_two_people_lose_no_text(scene):
    scene.save("Bản của tôi")
    with pytest.raises(Stale):
        scene.save("Bản khác", version=0)
    assert scene.save("Bản của tôi", version=0, was="Bản của tôi") == 0
    assert scene.save("Bản hai", version=1, was="Bản của tôi") == 1
    report = scene.seen(scene.officer).row.id
    assert texts_of(report)["ket-qua"].text == "Bản hai"


def test_stale_step_and_step_of_another_side_are_refused(scene):
    scene.save("Nội dung")
    with pytest.raises(Refused):
        scene.move(scene.compiler, Step.HAND_UP, Why())
    with pytest.raises(Refused, match="chưa khóa"):
        scene.move(scene.compiler, Step.REOPEN, Why("Bổ sung"))
    with pytest.raises(Refused, match="khóa"):
        scene.send(day=24)
    scene.move(scene.compiler, Step.REOPEN, Why("Đơn vị đề nghị"), day=24)
    assert scene.send(day=24) == 1
    assert given(scene, day=24).on_time is False


def test_what_was_sent_never_changes(scene):
    scene.save("Nội dung")
    scene.send()
    with pytest.raises(DBAPIError, match="only added"), write_transaction():
        db.session.execute(db.update(ReportRevision).values(sha256="0" * 64))


def duty(scene):
    """A phần việc of the division, due on 31/3/2025."""
    task = make_task(make_plan(scene.root), title="Ban hành kế hoạch")
    return make_obligation(task, scene.p1, due_on=date(2025, 3, 31), late_from=date(2025, 4, 1))


# the window ends on 14/6/2025; the report was sent on 16/6 at 9.00 UTC
@pytest.mark.parametrize(
    ("happened", "recorded", "told", "arisen"),
    [
        (date(2025, 6, 12), at(13), True, False),
        (date(2025, 6, 12), at(17), False, True),
        (date(2025, 6, 15), at(15), False, False),
        (date(2025, 6, 15), at(17), False, False),
    ],
)
def test_words_by_their_day_and_by_when_they_were_recorded(scene, happened, recorded, told, arisen):
    make_line(duty(scene), happened_on=happened, recorded_at=recorded, words="Đã họp thẩm định")
    place = scene.seen(scene.officer).place()
    shown = prefilled(told_of(place, at(16), DaysOff()))["ket-qua"]
    later = arisen_since(place.units, place.line.window, at(16), at(20))
    assert ("Đã họp thẩm định" in shown, bool(later)) == (told, arisen)


def test_corrected_later_shows_the_word_that_counted_then(scene):
    row = duty(scene)
    first = make_line(row, happened_on=date(2025, 6, 2), recorded_at=at(3), words="Bản cũ")
    make_line(
        row,
        happened_on=date(2025, 6, 2),
        recorded_at=at(17),
        words="Bản đúng",
        corrects_id=first,
        kind="correction",
    )
    place = scene.seen(scene.officer).place()
    then, now = (prefilled(told_of(place, at(day), DaysOff()))["ket-qua"] for day in (16, 18))
    assert ("Bản cũ" in then, "Bản đúng" in now, "Bản cũ" in now) == (True, True, False)


def test_successor_writes_the_part_of_a_body_that_ended_in_the_window(app):
    root = make_unit("UBND", kind="province")
    old = make_unit("SKHDT", parent=root, name="Sở Kế hoạch và Đầu tư")
    new = make_unit("STC", parent=root, name="Sở Tài chính")
    make_regime(root, audience=(AudienceLine(AudienceKind.CHILDREN, root),))
    row = make_obligation(make_task(make_plan(root), title="Rà soát đầu tư"), old)
    make_line(row, happened_on=date(2025, 2, 10), words="Đã rà soát")
    with write_transaction():
        db.session.get_one(Unit, old).valid_to = date(2025, 2, 28)
        db.session.add(
            Succession(
                file_code="NQ", ordinal=1, from_unit_id=old, to_unit_id=new, scope="whole",
                effective_on=date(2025, 3, 1), kind="merge",
            )
        )  # fmt: skip
    officer, stranger = viewer("focal", new), viewer("focal", make_unit("STP", parent=root))
    one = round_of("UBND-1")
    seen = seen_report(officer, one, "SKHDT", date(2025, 6, 16))
    assert seen_report(stranger, one, "SKHDT", date(2025, 6, 16)) is None
    assert (seen.unit.counted, seen.unit.successors) == (False, ("Sở Tài chính",))
    assert Side.WRITER in seen.sides
    text = prefilled(told_of(seen.place(), at(16), DaysOff()))["ket-qua"]
    assert "Rà soát đầu tư (đang thực hiện): Đã rà soát." in text


def test_work_is_told_by_the_division_that_held_it_on_the_closing_day(scene):
    """Handed to one division on 2 June, taken from it on the 20th and given to another."""
    task = make_task(make_plan(scene.root), title="Lập danh mục")
    other = make_unit("STP/P2", kind="phong", parent=scene.stp, name="Phòng Hai")
    row = make_obligation(task, scene.stp, division_id=other)
    make_line(row, happened_on=date(2025, 5, 5), words="Đã lập xong phần một")
    with write_transaction():
        for division, day, ended in ((scene.p1, 2, at(20)), (other, 20, None)):
            db.session.add(
                Delegation(
                    obligation_id=row, division_id=division, given_on=date(2025, 6, day),
                    recorded_at=at(day), actor_label="Lãnh đạo đơn vị", ended_at=ended,
                )
            )  # fmt: skip
    place = scene.seen(scene.officer).place()
    for known in (at(16), at(25)):
        told = prefilled(told_of(place, known, DaysOff()))
        assert "Đã lập xong phần một" in told["ket-qua"]
    theirs = replace(place, units=frozenset({other}))
    assert prefilled(told_of(theirs, at(25), DaysOff()))["ket-qua"] == ""


def test_a_figure_alone_is_no_empty_report(scene):
    scene.save("")
    row = IndicatorValue(
        round_id=scene.round.line.id, unit_id=scene.p1, numerator=0, recorded_at=at(16, 8),
        indicator_id=make_indicator("CT1.1", make_field("CCTC")), actor_label="Cán bộ",
    )  # fmt: skip
    with write_transaction():
        db.session.add(row)
    scene.send()
    assert (given(scene).empty, given(scene).on_time) == (False, True)
