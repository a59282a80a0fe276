"""The rounds of the seeded regimes; the days are read from the papers, and 2026 repeats them."""

import json
from datetime import date

import pytest
from sqlalchemy.exc import DBAPIError

from tests.rounds.factories import ORDER, make_regime, regime_facts, round_id, writing, yearly
from tests.tasks.factories import make_unit
from tracker.calendar.workdays import DaysOff
from tracker.db import write_transaction
from tracker.extensions import db
from tracker.permissions import GrantValue, Role, Viewer
from tracker.refusals import Refused, Stale
from tracker.rounds.models import ReportingRegime, ReportRound, RoundMove
from tracker.rounds.operations.ad_hoc import AdHocFacts, AskedFor, create_ad_hoc
from tracker.rounds.operations.laying_out import lay_out_years
from tracker.rounds.operations.moving import MoveFacts, move_round
from tracker.rounds.operations.regimes import change_regime, end_regime
from tracker.rounds.queries.expected import expected_units
from tracker.rounds.queries.rounds import all_rounds_of_year, moves_of, rounds_of_year
from tracker.rounds.rules.clocks import Clocks, RoundState
from tracker.rounds.rules.windows import RoundKind
from tracker.units.models import Unit, UnitName

PROVINCE = """
2025-Q1 2024-12-15 2025-03-14 2025-03-18 2025-03-20 2025-03-20
2025-H1 2024-12-15 2025-06-14 2025-06-18 2025-06-20 2025-06-20
2025-Q3 2025-06-15 2025-09-14 2025-09-18 2025-09-20 2025-09-20
2025-Y  2024-12-15 2025-12-14 2025-12-18 2025-12-20 2025-12-20
2026-Q1 2025-12-15 2026-03-14 2026-03-18 2026-03-20 2026-03-20
2026-H1 2025-12-15 2026-06-14 2026-06-18 2026-06-20 2026-06-20
2026-Q3 2026-06-15 2026-09-14 2026-09-18 2026-09-20 2026-09-20
2026-Y  2025-12-15 2026-12-14 2026-12-18 2026-12-20 2026-12-20
"""
FINANCE = """
2025-H1 2024-12-15 2025-06-14 2025-06-14 2025-06-18 2025-06-18
2025-Y  2024-12-15 2025-12-14 2025-12-14 2025-12-18 2025-12-18
2026-H1 2025-12-15 2026-06-14 2026-06-14 2026-06-18 2026-06-18
2026-Y  2025-12-15 2026-12-14 2026-12-14 2026-12-18 2026-12-18
"""
Q1 = date(2025, 3, 20)


def rounds(regime):
    return [one for year in (2025, 2026) for one in all_rounds_of_year(year)
            if one.regime_code == regime]  # fmt: skip


def told(regime):
    return "\n".join(
        f"{one.code:<7} {one.clocks.first} {one.clocks.last} {one.clocks.on_time} "
        f"{one.clocks.closed_after} {one.clocks.forward}"
        for one in rounds(regime)
    )


def test_seeded_rounds_have_the_days_of_the_papers_and_stand_once(seeded_app):
    with write_transaction():
        assert lay_out_years(2025, 2026, writing()) == 0
    assert told("CCHC-TINH") == PROVINCE.strip()
    assert told("CCHC-STC") == FINANCE.strip()


def test_first_quarter_of_2025_counts_merged_bodies_once(seeded_app):
    """40 bodies until 28/02/2025; 7 ended and 2 are new from 01/3/2025: 35."""
    rows = {one.code: one for one in expected_units(rounds("CCHC-TINH")[0], Q1)}
    assert sum(one.counted for one in rows.values()) == 35
    gone = [code for code, one in rows.items() if not one.counted]
    assert set(gone) == {"SKHDT", "SGTVT", "SNNPTNT", "STNMT", "STTTT", "SLDTBXH", "BDT"}
    assert rows["SGTVT"].full_name == "Sở Giao thông vận tải (nay là Sở Xây dựng)"
    assert rows["SGTVT"].writers == (rows["SXD"].unit_id,)
    assert "SGTVT" not in {one.code for one in expected_units(rounds("CCHC-TINH")[2], Q1)}


def test_the_people_of_the_successor_write_the_part_of_the_ended_body(seeded_app):
    rows = {one.code: one for one in expected_units(rounds("CCHC-TINH")[0], Q1)}
    own = frozenset({rows["SXD"].unit_id})
    officer = Viewer(1, "x", (GrantValue(Role.FOCAL, rows["SXD"].unit_id, own),))
    assert [code for code, one in rows.items() if one.may_be_written_by(officer)] == [
        "SGTVT", "SXD",
    ]  # fmt: skip


def test_rounds_of_a_unit_are_seen_by_its_people_only(seeded_app):
    ids = dict(db.session.execute(db.select(Unit.code, Unit.id)).all())

    def sees(code, parent=None):
        grant = GrantValue(Role.FOCAL, ids[code], frozenset({ids[code]}), parent_id=parent)
        seen = rounds_of_year(Viewer(1, "x", (grant,)), 2025)
        return {one.regime_code for one in seen}

    assert sees("STP") == {"CCHC-TINH"}
    assert sees("STC") == sees("STC/QLNS", ids["STC"]) == {"CCHC-TINH", "CCHC-STC"}


def test_the_command_lays_out_and_says_so(seeded_app):
    run = seeded_app.test_cli_runner().invoke
    assert "Kỳ báo cáo: lập mới 6." in run(args=["plan", "open", "2029"]).output
    assert "Kỳ báo cáo: lập mới 0." in run(args=["plan", "open", "2029"]).output
    result = run(args=["reports", "rounds", "2025", "--format", "json"])
    rows = json.loads(result.output)
    assert [row["code"] for row in rows if row["regime"] == "CCHC-STC"] == ["2025-H1", "2025-Y"]
    assert rows[0]["expected"] == 35
    half = next(row for row in rows if row["regime"] == "CCHC-STC")
    assert half["late_from"] == "2025-06-17"  # Saturday 14/6: late after Monday 16/6
    lines = run(args=["reports", "rounds", "2025", "--format", "csv"]).output.splitlines()
    assert lines[1].startswith("CCHC-TINH,2025-Q1,Quý I năm 2025,Q1,2025,2024-12-15,2025-03-14,")


@pytest.fixture
def unit(app):
    """Sở Tư pháp with its Phòng Một, under the province."""
    root = make_unit("UBND", kind="province")
    own = make_unit("STP", parent=root)
    make_unit("STP/P1", kind="phong", parent=own)
    return own


def kept(model, number):
    return db.session.get_one(model, number, with_for_update=True)


def test_a_round_is_moved_by_its_paper_and_keeps_its_history(unit):
    number = round_id(make_regime(unit), "2025-H1")
    days = Clocks(date(2024, 12, 15), date(2025, 6, 10), date(2025, 6, 11), date(2025, 6, 18))
    with write_transaction():
        row = kept(ReportRound, number)
        move_round(row, MoveFacts(days, ORDER, "Phục vụ họp"), 1, writing())
    moves = moves_of([number])[number]
    assert {(one.clock.value, one.before, one.after) for one in moves} == {
        ("last", date(2025, 6, 14), date(2025, 6, 10)),
        ("on_time", date(2025, 6, 14), date(2025, 6, 11)),
    }
    assert {one.source.number for one in moves} == {"30/SNV-CCHC"}
    with pytest.raises(DBAPIError, match="only added"), write_transaction():
        db.session.execute(db.delete(RoundMove))
    with write_transaction(), pytest.raises(Stale):
        move_round(kept(ReportRound, number), MoveFacts(days, ORDER, "x"), 1, writing())
    with write_transaction(), pytest.raises(Refused, match="vẫn như cũ"):
        move_round(kept(ReportRound, number), MoveFacts(days, ORDER, "x"), 2, writing())


def test_coming_rounds_follow_their_regime_and_past_and_moved_ones_stay(unit):
    """On 01/7/2025 the half-year's figures are closed; the year of 2026 was moved by a paper."""
    regime, today = make_regime(unit), date(2025, 7, 1)
    own = Clocks(date(2025, 12, 15), date(2026, 12, 14), date(2026, 12, 10), date(2026, 12, 18))
    with write_transaction():
        moved = kept(ReportRound, round_id(regime, "2026-Y"))
        move_round(moved, MoveFacts(own, ORDER, "x"), 1, writing())
    windows = {kind: yearly(kind, day, lock) for kind, day, lock in (
        (RoundKind.HALF_1, "06-10", "06-18"), (RoundKind.YEAR, "12-11", "12-18"),
        (RoundKind.QUARTER_1, "03-14", "03-18"),
    )}  # fmt: skip
    with write_transaction():
        facts = regime_facts(unit, windows=windows)
        changes = change_regime(kept(ReportingRegime, regime), facts, 1, writing(today))
    assert {one.code for one in changes} == {"2025-Y", "2026-H1"}
    days = {one.code: one.clocks.on_time for year in (2025, 2026)
            for one in all_rounds_of_year(year)}  # fmt: skip
    assert days == {
        "2025-H1": date(2025, 6, 14), "2025-Y": date(2025, 12, 11), "2026-Q1": date(2026, 3, 14),
        "2026-H1": date(2026, 6, 10), "2026-Y": date(2026, 12, 10),
    }  # fmt: skip


def test_an_ended_regime_calls_its_later_rounds_off_and_lays_no_more_out(unit):
    regime = make_regime(unit)
    with write_transaction():
        changes = end_regime(
            kept(ReportingRegime, regime), date(2025, 12, 31), 1, writing(date(2025, 7, 1))
        )
        assert lay_out_years(2025, 2028, writing()) == 0
    assert [one.code for one in changes if one.called_off] == ["2026-H1", "2026-Y"]
    plain = DaysOff(off=frozenset(), makeup=frozenset())
    states = {one.code: one.state(date(2025, 7, 1), plain) for one in all_rounds_of_year(2026)}
    assert set(states.values()) == {RoundState.ENDED}
    assert expected_units(all_rounds_of_year(2026)[0], Q1) == []


def test_ad_hoc_rounds_count_up_and_ask_the_chosen_units(unit):
    regime = make_regime(unit)
    division = db.session.scalar(db.select(Unit.id).where(Unit.code == "STP/P1"))
    days = Clocks(date(2025, 1, 1), date(2025, 6, 30), date(2025, 7, 10), date(2025, 7, 10))
    with write_transaction():
        for title in ("Giải trình điểm mất", "Số liệu 9 tháng"):
            facts = AdHocFacts(
                RoundKind.AD_HOC, days, AskedFor(title, "1. Nguyên nhân", ORDER, (division,))
            )  # fmt: skip
            create_ad_hoc(kept(ReportingRegime, regime), facts, writing())
        again = AdHocFacts(
            RoundKind.AD_HOC, days, AskedFor("Giải trình điểm mất", "", ORDER, (division,))
        )  # fmt: skip
        with pytest.raises(Refused, match="cùng tên"):
            create_ad_hoc(kept(ReportingRegime, regime), again, writing())
        nobody = AdHocFacts(RoundKind.THEME, days, AskedFor("Chuyên đề", "", ORDER, ()))
        with pytest.raises(Refused, match="ít nhất một đơn vị"):
            create_ad_hoc(kept(ReportingRegime, regime), nobody, writing())
    made = [one for one in all_rounds_of_year(2025) if not one.kind.is_periodic]
    assert [one.code for one in made] == ["2025-DX01", "2025-DX02"]
    assert [one.code for one in expected_units(made[0], Q1)] == ["STP/P1"]


def test_divisions_that_begin_later_are_expected_from_their_window_on(unit):
    regime = make_regime(unit)
    with write_transaction():
        late = Unit(code="STP/P2", kind="phong", parent_id=unit, valid_from=date(2025, 7, 1))
        db.session.add(late)
        db.session.flush()
        db.session.add(UnitName(unit_id=late.id, name="Phòng Hai"))
    found = {one.code: [row.code for row in expected_units(one, Q1)]
             for one in all_rounds_of_year(2025) if one.regime_id == regime}  # fmt: skip
    assert found == {"2025-H1": ["STP/P1"], "2025-Y": ["STP/P1", "STP/P2"]}
