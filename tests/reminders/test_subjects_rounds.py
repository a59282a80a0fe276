"""Rounds and requests as subjects: figures close 14/6, on time to 18/6, upward by 20/6/2025."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import update

from tests.reminders.test_subjects import found, still
from tests.rounds.factories import make_ad_hoc, make_regime, yearly
from tests.support.people import TESTER, person, sign_in, unit
from tests.tasks.factories import make_line, make_obligation, make_plan, make_task
from tests.work.conftest import settings
from tracker.db import write_transaction
from tracker.extensions import db
from tracker.reminders.rules.subjects import Owner, SubjectKind
from tracker.reports.models.compilation import Compilation, CompiledIssue, CompiledVersion
from tracker.reports.models.unit_report import ReportEvent, UnitReport
from tracker.rounds.models import ReportingRegime, ReportRound
from tracker.rounds.queries.regimes import AudienceLine
from tracker.rounds.rules.audience import AudienceKind
from tracker.rounds.rules.windows import RoundKind
from tracker.tasks.models.asking import CooperationRequest
from tracker.tasks.models.obligation import Obligation
from tracker.tasks.operations.cooperating import ask_partners
from tracker.tasks.rules.cooperating import Asking

__all__ = ["settings"]
TODAY = date(2025, 6, 10)
NOW = datetime(2025, 6, 10, 2, 0, tzinfo=UTC)
DATA, ON_TIME, UPWARD = date(2025, 6, 14), date(2025, 6, 18), date(2025, 6, 20)


class Scene:
    """The half-year and year rounds of two units, received by Sở Nội vụ."""

    def __init__(self):
        self.root = unit("UBND", kind="province")
        self.stp, self.syt, self.snv = (
            unit(code, parent=self.root, name=f"Sở {code}") for code in ("STP", "SYT", "SNV")
        )
        windows = {
            kind: replace(yearly(kind, day), forward=date.fromisoformat(f"2001-{upward}"))
            for kind, day, upward in (
                (RoundKind.HALF_1, "06-18", "06-20"), (RoundKind.YEAR, "12-14", "12-20"),
            )
        }  # fmt: skip
        audience = tuple(AudienceLine(AudienceKind.UNIT, one) for one in (self.stp, self.syt))
        self.regime = make_regime(
            self.root, name="Báo cáo CCHC", receiver_unit_id=self.snv, windows=windows,
            audience=audience,
        )  # fmt: skip
        self.half = self.round("2025-H1")
        self.year = self.round("2025-Y")

    def round(self, code):
        named = db.select(ReportRound.id).filter_by(regime_id=self.regime, code=code)
        return db.session.scalar(named)

    def report(self, of, state, *steps, reopened=False):
        """A unit's report of the half-year in a state, with steps (name, instant)."""
        with write_transaction() as session:
            session.execute(
                db.delete(UnitReport).where(
                    UnitReport.unit_id == of, UnitReport.round_id == self.half
                )
            )
            row = UnitReport(round_id=self.half, unit_id=of, state=state, reopened=reopened)
            session.add(row)
            session.flush()
            for step, at in steps:
                session.add(
                    ReportEvent(
                        report_id=row.id, step=step, state=state, actor_label="Kiểm thử", at=at
                    )
                )
            return row.id

    def sign(self):
        """The half-year's report upward was frozen and signed."""
        with write_transaction() as session:
            draft = Compilation(
                round_id=self.half, scope_unit_id=self.root, internal=False, source="{}",
                known=NOW, opened_at=NOW, actor_label="Kiểm thử",
            )  # fmt: skip
            session.add(draft)
            session.flush()
            version = CompiledVersion(
                compilation_id=draft.id, number=1, form="own", issuer="", subject="", figures="{}",
                whole="{}", sha256="0", docx_sha256=_blob(session), draft_version=1, frozen_at=NOW,
                actor_label="Kiểm thử",
            )  # fmt: skip
            session.add(version)
            session.flush()
            session.add(
                CompiledIssue(
                    version_id=version.id, ordinal=1, number="1/BC", signed_on=TODAY, changed="{}",
                    actor_label="Kiểm thử", recorded_at=NOW,
                )
            )  # fmt: skip


def _blob(session):
    from_table = db.metadata.tables["blob"]
    session.execute(
        from_table.insert().values(
            sha256="a" * 64, size=1, media_type="application/x", created_at=NOW
        )
    )
    return "a" * 64


@pytest.fixture
def scene(app):
    return Scene()


def test_reports_that_are_unsent_by_their_on_time_day(scene, client):
    person("dm", ("focal", scene.stp))
    kind = SubjectKind.ROUND_ON_TIME
    keys = {name: f"round_on_time:{scene.half}:{getattr(scene, name)}" for name in ("stp", "syt")}
    assert set(found(kind, days=[ON_TIME])) == set(keys.values())
    late = found(kind, late=[date(2025, 6, 19)])
    assert set(late) == set(keys.values())
    assert found(kind, days=[date(2025, 6, 17)], late=[ON_TIME]) == {}
    one = late[keys["stp"]]
    assert (one.day, one.late_from, one.owner) == (ON_TIME, date(2025, 6, 19), Owner(scene.stp))
    assert (one.title, one.detail) == ("Báo cáo CCHC, 6 tháng đầu năm 2025", "Sở STP")
    assert one.opened_on == date(2025, 1, 2)
    assert sign_in(client, "dm").get(one.address).status_code == 200
    scene.report(scene.stp, "waiting")
    assert still(keys.values())[keys["stp"]].title.endswith("(đang chờ lãnh đạo duyệt)")
    scene.report(scene.stp, "sent")
    scene.report(scene.syt, "asked")
    assert found(kind, days=[ON_TIME]) == still(keys.values()) == {}


def test_a_round_that_is_over_asks_nobody(scene):
    kind, theme = SubjectKind.ROUND_ON_TIME, date(2025, 7, 10)
    ad_hoc = make_ad_hoc(scene.regime, scene.syt)
    key = f"round_on_time:{ad_hoc}:{scene.syt}"
    assert set(found(kind, days=[theme])) == {key}
    half = list(found(kind, days=[ON_TIME]))
    assert set(still(half, date(2025, 12, 14))) == set(half)
    assert still(half, date(2025, 12, 15)) == {}  # the figures of the year have closed
    with write_transaction() as session:
        called_off = update(ReportRound).where(ReportRound.id == ad_hoc).values(ended_on=TODAY)
        session.execute(called_off)
    assert found(kind, days=[theme]) == still([key]) == {}
    scene.sign()
    assert found(kind, days=[ON_TIME]) == still(half) == {}


def test_the_day_on_which_figures_close_where_it_stands_apart(scene, client):
    person("dm", ("focal", scene.syt))
    scene.report(scene.stp, "sent")
    kind = SubjectKind.ROUND_DATA
    told = found(kind, days=[DATA, date(2025, 12, 14)])  # of the year both days are 14/12
    (one,) = told.values()
    assert (one.key, one.day) == (f"round_data:{scene.half}:{scene.syt}", DATA)
    assert one.late_from is None
    assert still([one.key, f"round_data:{scene.year}:{scene.syt}"]) == told
    assert sign_in(client, "dm").get(one.address).status_code == 200


def change_owner(regime, owner):
    """Whose regime it is."""
    with write_transaction():
        db.session.get_one(ReportingRegime, regime).owner_unit_id = owner


def test_the_day_on_which_the_receiver_reports_upward(scene, client):
    person("th", ("compiler", scene.root))
    kind = SubjectKind.ROUND_FORWARD
    (one,) = found(kind, days=[UPWARD]).values()
    assert (one.key, one.owner) == (f"round_forward:{scene.half}", Owner(scene.snv))
    assert (one.day, one.late_from) == (UPWARD, date(2025, 6, 21))
    change_owner(scene.regime, scene.stp)
    assert found(kind, days=[UPWARD])[one.key].owner == Owner(scene.snv, inside=True)
    change_owner(scene.regime, scene.root)
    assert found(kind, late=[date(2025, 6, 21)]) == still([one.key]) == {one.key: one}
    assert sign_in(client, "th").get(one.address).status_code == 200
    scene.sign()
    assert found(kind, days=[UPWARD]) == still([one.key]) == {}


def test_reports_that_were_given_back(scene, client):
    person("dm", ("focal", scene.stp))
    yesterday, kind = datetime(2025, 6, 9, 16, 59, tzinfo=UTC), SubjectKind.COMPLETION
    asked = scene.report(scene.stp, "asked", ("ask", yesterday), ("ask", NOW), ("return", NOW))
    again = scene.report(scene.syt, "drafting", ("reopen", yesterday), reopened=True)
    (one,) = found(kind, opened=[TODAY]).values()
    assert (one.key, one.owner) == (f"completion:{asked}", Owner(scene.stp))
    assert (one.day, one.opened_on, one.late_from) == (TODAY, TODAY, None)
    (other,) = found(kind, opened=[date(2025, 6, 9)]).values()
    assert (other.key, other.owner) == (f"completion:{again}", Owner(scene.syt))
    assert sign_in(client, "dm").get(one.address).status_code == 200
    assert set(still([one.key, other.key])) == {one.key, other.key}
    with write_transaction() as session:
        session.execute(update(UnitReport).values(state="waiting"))
    assert still([one.key, other.key]) == {}


def test_requests_that_wait_for_an_answer(scene, client):
    person("dm", ("focal", scene.snv))
    task = make_task(make_plan(scene.root), "T/1", title="Rà soát")
    shares = [make_obligation(task, scene.stp, slot=number) for number in range(5)]
    answer_by, asked_on = date(2025, 6, 20), date(2025, 6, 9)

    def ask(share, by=answer_by):
        asking = Asking("12/STP-VP", frozenset([scene.snv]), asked_on, by, "Cho ý kiến")
        with write_transaction() as session:
            row = session.get_one(Obligation, share)
            return ask_partners(row, asking, TESTER, today=TODAY, now=NOW)[0].id

    dated, answered, withdrawn, done = (ask(share) for share in shares[1:])
    open_ended = ask(shares[0], None)
    with write_transaction() as session:
        told = session.get_one(CooperationRequest, answered)
        told.answered_on, told.answered_at = TODAY, NOW
        session.get_one(CooperationRequest, withdrawn).withdrawn_at = NOW
    make_line(shares[4], "done")
    kind = SubjectKind.COOPERATION
    today = found(kind, opened=[TODAY])
    assert set(today) == {f"cooperation:{dated}", f"cooperation:{open_ended}"}
    one, other = today[f"cooperation:{dated}"], today[f"cooperation:{open_ended}"]
    assert (one.day, one.late_from, one.opened_on) == (answer_by, date(2025, 6, 21), TODAY)
    assert (other.day, other.late_from) == (asked_on, None)
    assert (one.owner, one.title) == (
        Owner(scene.snv), "1.1. Rà soát (Sở STP đề nghị phối hợp)",
    )  # fmt: skip
    assert found(kind, days=[answer_by]) == found(kind, late=[one.late_from]) == {one.key: one}
    keys = [f"cooperation:{number}" for number in (dated, open_ended, answered, withdrawn, done)]
    assert still(keys) == today
    assert sign_in(client, "dm").get(one.address).status_code == 200
