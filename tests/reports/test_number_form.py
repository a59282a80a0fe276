"""The number form on both databases: what is kept, what is merged, as known at an instant."""

from datetime import timedelta

import pytest

from tests.reports.catalogue import (
    TODAY,
    give,
    lead_field,
    make_catalogue,
    make_rounds,
    round_line,
    units_of,
)
from tests.reports.lines import amount
from tests.tasks.factories import NOON
from tests.work.conftest import province, settings
from tracker.db import write_transaction
from tracker.extensions import db
from tracker.refusals import Refused, Stale
from tracker.reports.models.indicators import IndicatorValue, OpeningBalance
from tracker.reports.queries.figures import form_of, merged
from tracker.reports.queries.gathering import gather, target_of
from tracker.reports.queries.indicators import values_of
from tracker.reports.queries.versions import SignedForm

__all__ = ["province", "settings"]
H1, Q1 = "2025-H1", "2025-Q1"


@pytest.fixture
def rows(province):
    make_rounds(province.root, [province.own, province.other])
    lead_field(province.field, province.own)
    return make_catalogue(province.field)


def form(code, unit):
    return form_of(round_line(code), units_of(code)[unit])


def figures(code=H1, known=None, **more):
    found = merged(round_line(code), list(units_of(code).values()), known, **more)
    return {one.code: one for one in found}


def test_the_leading_body_has_the_rows_of_the_whole_too(rows):
    assert [row.line.code for row in form(H1, "STP").rows] == ["CT2.1", "CT2.2", "CT2.3"]
    assert [row.line.code for row in form(H1, "SNV").rows] == ["CT2.1", "CT2.2"]


def test_what_changed_is_kept_and_a_cleared_figure_is_unknown(rows):
    assert give(H1, "STP", {rows.flow: amount(70), rows.ratio: amount(1, 2)}) == 2
    assert give(H1, "STP", {rows.flow: amount(70), rows.ratio: amount()}, version=1) == 1
    found = form(H1, "STP")
    assert (found.version, found.filled) == (2, 1)
    assert db.session.scalar(db.select(db.func.count(IndicatorValue.id))) == 3


def test_a_form_is_saved_whole_or_not_at_all(rows):
    with pytest.raises(Refused) as refused:
        give(H1, "STP", {rows.flow: amount(70), rows.ratio: amount(3, 2)})
    assert list(refused.value.problems) == [f"f{rows.ratio}-numerator"]
    assert values_of(round_line(H1).id) == {}
    give(H1, "STP", {rows.flow: amount(70)})
    with pytest.raises(Stale):
        give(H1, "STP", {rows.flow: amount(80)})


def test_a_warning_passes_with_a_note(rows):
    give(Q1, "STP", {rows.flow: amount(100)})
    with pytest.raises(Refused, match="nhỏ hơn số đã báo cáo của Quý I năm 2025"):
        give(H1, "STP", {rows.flow: amount(70)})
    give(H1, "STP", {rows.flow: amount(70)}, notes={rows.flow: "Quý I tính trùng 30 hồ sơ"})
    told = form(H1, "STP").rows[0]
    assert told.amount == amount(70)
    assert (told.before.title, told.before.amount) == ("Quý I năm 2025", amount(100))


def test_figures_are_merged_by_their_source_as_known_then(rows):
    give(H1, "STP", {rows.flow: amount(70), rows.ratio: amount(1, 2), rows.led: amount(9)})
    later = NOON + timedelta(hours=1)
    give(H1, "SNV", {rows.flow: amount(30), rows.ratio: amount(9, 98)}, now=later)
    found = figures()
    assert (found["CT2.1"].value, found["CT2.1"].source) == (100, "Cộng từ 02/02 đơn vị")
    assert (found["CT2.2"].numerator, found["CT2.2"].denominator) == (10, 100)
    assert found["CT2.2"].value == 10
    assert (found["CT2.3"].value, found["CT2.3"].source) == (9, "Sở Tư pháp")
    before = figures(known=NOON)["CT2.1"]
    assert (before.value, before.note) == (70, "Số liệu của 01/02 đơn vị")


def test_earlier_figures_signed_then_of_a_paper_then_computed(rows):
    give(Q1, "STP", {rows.flow: amount(40), rows.led: amount(3)})
    give(Q1, "SNV", {rows.flow: amount(2)})
    with write_transaction():
        db.session.add(OpeningBalance(
            indicator_id=rows.led, year=2024, kind="H1", numerator=7, source="Báo cáo",
        ))  # fmt: skip
    found = figures()
    assert (found["CT2.1"].before, found["CT2.1"].last_year) == (42, None)
    assert (found["CT2.3"].before, found["CT2.3"].last_year) == (3, 7)
    assert form(H1, "STP").rows[2].last_year.source == "Báo cáo"


def test_a_signed_round_keeps_the_figures_known_when_it_was_frozen(rows):
    give(Q1, "STP", {rows.flow: amount(40)})
    later = NOON + timedelta(hours=1)
    give(Q1, "STP", {rows.flow: amount(45)}, version=1, now=later)
    assert figures()["CT2.1"].before == 45
    for kept, before in (({}, 40), ({"CT2.1": amount(38)}, 38)):
        signed = {round_line(Q1).id: SignedForm(NOON, kept)}
        assert figures(signed=signed)["CT2.1"].before == before


def test_a_compilation_takes_the_figures_of_its_units(rows):
    target = target_of("UBND-1", H1)
    assert gather(target, NOON, TODAY).figures == ()  # nobody filled the form in
    give(H1, "STP", {rows.flow: amount(70)})
    give(H1, "SNV", {rows.flow: amount(30)})
    assert [one.value for one in gather(target, NOON, TODAY).figures] == [100, None, None]
    assert gather(target_of("UBND-1", H1, "SNV"), NOON, TODAY).figures[0].value == 30
