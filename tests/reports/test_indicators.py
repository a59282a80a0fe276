"""Checks of figures and their merging, worked out by hand from the papers."""

from datetime import date
from decimal import Decimal

import pytest

from tests.reports.lines import amount, line
from tracker.reports.rules.indicators import (
    Reporter,
    derived,
    findings_of,
    merge,
    parts_of,
    percent_of,
)
from tracker.rounds.rules.windows import RoundKind
from tracker.text import vn_number

Q1, Q2, H1, Q3, Q4, Y = (RoundKind(one) for one in ("Q1", "Q2", "H1", "Q3", "Q4", "Y"))
A, B, C = Reporter(1, "Sở A"), Reporter(2, "Sở B"), Reporter(3, "Sở C cũ", counted=False)


@pytest.mark.parametrize(
    ("parts", "percent"),
    [  # Báo cáo 43/BC-SNV, cước chú 9-11, and the report on 2021
        ((94511, 168561), "56,07"), ((350, 512), "68,36"), ((69, 350), "19,71"),
        ((40190, 256833), "15,65"), ((9, 16), "56,25"), ((766942, 767862), "99,88"),
        ((110, 113), "97,35"), ((0, 12), "0,00"),
    ],
)  # fmt: skip
def test_ratios_from_their_parts(parts, percent):
    assert vn_number(percent_of(amount(*parts)), 2) == percent


@pytest.mark.parametrize("parts", [(None, 5), (5, None), (0, 0), (None, None)])
def test_a_ratio_without_its_parts_is_unknown(parts):
    assert percent_of(amount(*parts)) is None


def words(found):
    return [(one.part, one.warning) for one in found]


def test_a_blank_is_not_zero_and_never_wrong():
    earlier = [("Quý I", amount(40))]
    assert findings_of(line(), amount(), earlier) == []
    assert words(findings_of(line(), amount(0), earlier)) == [("numerator", True)]


def test_a_cumulative_flow_below_its_earlier_rounds_is_told_with_both():
    earlier = [("6 tháng", amount(70)), ("Quý III", amount(40))]
    (found,) = findings_of(line(), amount(109), earlier)
    assert "109 nhỏ hơn số đã báo cáo của 6 tháng (70) và Quý III (40)" in found.words
    assert findings_of(line(), amount(110), earlier) == []
    assert findings_of(line("stock"), amount(1), earlier) == []


@pytest.mark.parametrize(
    ("given", "part", "told"),
    [
        (amount(5), "denominator", "Nhập cả “Hồ sơ tiếp nhận”"),
        (amount(None, 5), "numerator", "Nhập cả “Hồ sơ trực tuyến”"),
        (amount(513, 512), "numerator", "(513) lớn hơn “Hồ sơ tiếp nhận” (512)"),
        (amount("1.5", 2), "numerator", "không có phần lẻ"),
    ],
)
def test_what_is_wrong_with_a_ratio(given, part, told):
    (found,) = findings_of(line("ratio"), given)
    assert (found.part, found.warning) == (part, False)
    assert told in found.words
    assert findings_of(line("ratio", share=False, counted=False), amount("5.5", 2)) == []


def test_cumulative_rounds_and_what_is_derived():
    assert (parts_of(H1), parts_of(Y), parts_of(Q3)) == ((Q1,), (H1, Q3), ())
    of = {Q1: Decimal(40), H1: Decimal(100), Q3: Decimal(30), Y: Decimal(180)}
    assert (derived(Q2, of), derived(Q4, of)) == (60, 50)
    assert derived(Q4, of | {Q3: None}) is None
    with pytest.raises(ValueError, match="Q3"):
        derived(Q3, of)


def test_flows_are_added_and_the_silent_are_named():
    found = merge(line(), [A, B], {(1, 1): amount(70)}, None)
    assert (found.amount, found.missing) == (amount(70), ("Sở B",))
    assert found.source_words == "Cộng từ 01/02 đơn vị"
    nobody = merge(line(), [A, B], {}, None)
    assert nobody.amount.is_blank
    assert merge(line(), [A], {(1, 1): amount(0)}, None).amount == amount(0)


def test_a_ratio_is_recomputed_from_the_added_parts():
    values = {(1, 1): amount(1, 2), (2, 1): amount(9, 98)}
    found = merge(line("ratio"), [A, B], values, None)
    assert found.amount == amount(10, 100)  # 10 %, not the mean of 50 % and 9,2 %
    assert found.amount.words(found.line) == "10/100 (10,00%)"


def test_one_source_per_figure():
    values = {(1, 1): amount(100), (2, 1): amount(7)}
    lead = merge(line(origin="lead"), [A, B], values, 1)
    assert (lead.amount, lead.source_words) == (amount(100), "Sở A")
    assert merge(line(), [A, B], values, 1).amount == amount(107)
    silent = merge(line(origin="lead"), [A, B], {(2, 1): amount(7)}, 1)
    assert (silent.amount, silent.missing) == (amount(), ("Sở A",))
    assert "Chưa có cơ quan chủ trì" in merge(line(origin="lead"), [A], values, None).source_words


def test_a_body_that_ended_brings_its_flow_and_not_its_stock():
    values = {(1, 1): amount(100), (3, 1): amount(7)}
    assert merge(line(), [A, C], values, None).amount == amount(107)
    assert merge(line("stock"), [A, C], values, None).amount == amount(100)
    assert merge(line(), [A, C], {(1, 1): amount(1)}, None).missing == ()


def test_a_row_is_asked_for_in_its_days():
    row = line(valid_to=date(2025, 6, 30))
    assert [row.holds_on(day) for day in (date(2025, 6, 14), date(2025, 9, 14))] == [True, False]
