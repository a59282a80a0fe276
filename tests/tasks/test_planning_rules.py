"""Whom a cell names, what an edit does, which day a person's decision gives."""

from datetime import date

import pytest

from tracker.calendar.schedule import PlanContext, RuleKind
from tracker.plans.rules import code_of
from tracker.tasks.rules.addressees import Named, exact, offered, parts
from tracker.tasks.rules.effects import Fate, Stand, compare
from tracker.tasks.rules.rows import listed
from tracker.tasks.rules.settling import Decision, Undecided, Way, rules_of

KNOWN = [
    Named("group:1", "Các sở, ban, ngành tỉnh", ("Sở, ban, ngành", "Các sở, ban, ngành")),
    Named("group:2", "UBND các huyện, thị xã, thành phố", ("UBND cấp huyện",)),
    Named("unit:1", "Sở Tư pháp"), Named("unit:2", "Sở Nội vụ"),
]  # fmt: skip
YEAR = PlanContext(date(2025, 1, 1), date(2025, 12, 31), 2025)


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("Sở, ban, ngành; UBND cấp huyện và các cơ quan có liên quan",
         ["Sở, ban, ngành", "UBND cấp huyện", "các cơ quan có liên quan"]),
        ("Sở Tư pháp, Sở Nội vụ", ["Sở Tư pháp", "Sở Nội vụ"]),
        ("- Sở Tư pháp\n- Sở Nội vụ", ["Sở Tư pháp", "Sở Nội vụ"]),
        ("Cơ quan A, cơ quan B", ["Cơ quan A, cơ quan B"]),
        ("", []),
    ],
)  # fmt: skip
def test_cell_is_parted_only_where_that_leads_to_known_names(cell, found):
    assert parts(cell, KNOWN) == found


def test_name_is_known_without_marks_and_never_by_half():
    assert exact("so tu phap", KNOWN).key == "unit:1"
    assert exact("Sở Tư", KNOWN) is None
    assert [one.key for one in offered("Sở Tư pháp tỉnh", KNOWN)] == ["unit:1"]


def test_printed_list_of_products():
    assert listed("- Kế hoạch - Báo cáo") == ["Kế hoạch", "Báo cáo"]
    assert listed("Kế hoạch của UBND tỉnh") == ["Kế hoạch của UBND tỉnh"]


def test_code_of_a_number_is_plain_and_free():
    assert code_of("196/KH-UBND 2026", ()) == "196-KH-UBND-2026"
    assert code_of("196/KH-UBND 2026", {"196-KH-UBND-2026"}) == "196-KH-UBND-2026-2"


def stand(number, due_on=None, ended_on=None, *, void=False, spoken_of=False):
    return Stand(number, due_on, ended_on, void, spoken_of)


def key(unit):
    return (1, "lead", unit, 1, "")


def test_each_fate_is_told():
    june, july = date(2025, 6, 30), date(2025, 7, 31)
    before = {
        key(1): stand(1, june, spoken_of=True), key(2): stand(2, june), key(3): stand(3, june),
        key(4): stand(4, june),
    }  # fmt: skip
    after = {
        key(1): stand(1, july, spoken_of=True), key(2): stand(2, june, june),
        key(3): stand(3, june, june, void=True), key(4): stand(4, june), key(5): stand(5, june),
    }  # fmt: skip
    effect = compare(before, after)
    assert [(change.key[2], change.fate) for change in effect.changes] == [
        (1, Fate.MOVED), (2, Fate.ENDED), (3, Fate.WITHDRAWN), (5, Fate.ADDED),
    ]  # fmt: skip
    assert [change.due_after for change in effect.spoken_of] == [july]


def dues(decision, context=YEAR):
    return [
        (rule.kind, rule.slot, [(due.period_key, due.due_on.isoformat()) for due in rule.dues])
        for rule in rules_of(decision, context)
    ]


def test_one_day():
    decision = Decision(Way.DAYS, days=(date(2025, 6, 30),))
    assert dues(decision) == [(RuleKind.POINT, 1, [("", "2025-06-30")])]


def test_a_day_for_each_of_two_products():
    context = PlanContext(YEAR.start, YEAR.end, 2025, product_count=2)
    decision = Decision(Way.DAYS, days=(date(2025, 12, 31), date(2025, 2, 28)))
    assert dues(decision, context) == [
        (RuleKind.POINT, 1, [("", "2025-02-28")]), (RuleKind.POINT, 2, [("", "2025-12-31")]),
    ]  # fmt: skip


def test_several_days_of_one_product_are_periods():
    decision = Decision(Way.DAYS, days=(date(2025, 6, 15), date(2025, 12, 15)))
    assert dues(decision) == [
        (RuleKind.RECURRING, 1, [("2025-H1", "2025-06-15"), ("2025-H2", "2025-12-15")])
    ]


def test_phrase_is_read_or_asked_back():
    assert len(dues(Decision(Way.PHRASE, phrase="Hàng quý"))[0][2]) == 4
    with pytest.raises(Undecided):
        rules_of(Decision(Way.PHRASE, phrase="Theo Kế hoạch số 156/KH-UBND"), YEAR)


def test_event_and_standing_have_no_day_and_keep_their_basis():
    (rule,) = rules_of(
        Decision(Way.EVENT, "Công văn 1", event="ban hành", amount=5, unit="days"), YEAR
    )
    assert (rule.kind, rule.amount, rule.unit, rule.dues) == (RuleKind.RELATIVE, 5, "days", ())
    assert rule.source_rule == "Người có thẩm quyền xác định: Công văn 1"
    (standing,) = rules_of(Decision(Way.STANDING), YEAR)
    assert standing.kind is RuleKind.STANDING
