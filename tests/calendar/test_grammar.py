"""Deadline phrases: the expected readings written by hand, and what must hold for any text."""

import csv
import unicodedata
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tracker.calendar import periods
from tracker.calendar.grammar import PlanContext, Reading, RuleKind, read

TABLE = Path(__file__).parent.parent / "data" / "deadline_readings.csv"
PLAN_2025 = PlanContext(date(2025, 1, 1), date(2025, 12, 31), 2025)
PROGRAMME = PlanContext(date(2022, 9, 16), date(2030, 12, 31))


def expected_readings():
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def context_of(row):
    year = int(row["year"]) if row["year"] else None
    start, end = (date.fromisoformat(row[name]) for name in ("plan_start", "plan_end"))
    return PlanContext(start, end, year, int(row["products"]))


def summary(reading: Reading) -> dict[str, str]:
    dues = [" ".join(due.due_on.isoformat() for due in rule.dues) for rule in reading.rules]
    return {
        "kinds": "|".join(rule.kind for rule in reading.rules),
        "slots": "|".join(str(rule.slot) for rule in reading.rules),
        "dues": "|".join(dues),
        "question": "y" if reading.question else "n",
    }


ROWS = expected_readings()
PHRASES = sorted({row["phrase"].replace("\\n", "\n") for row in ROWS})


@pytest.mark.parametrize("row", ROWS, ids=[f"{n}" for n in range(2, len(ROWS) + 2)])
def test_a_phrase_reads_as_written_by_hand(row):
    reading = read(row["phrase"].replace("\\n", "\n"), context_of(row))
    assert summary(reading) == {name: row[name] for name in summary(reading)}


def only_rule(phrase, context=PLAN_2025):
    (rule,) = read(phrase, context).rules
    return rule


def test_a_quarter_says_which_rule_was_used():
    rule = only_rule("Quý I/2025")
    assert rule.label == "Quý I/2025 → 31/3/2025"
    assert rule.source_rule == "Quý: ngày cuối của quý"
    assert rule.start == date(2025, 1, 1)


def test_before_a_day_says_so():
    rule = only_rule("trước ngày 15/6")
    assert rule.label == "Trước ngày 15/6/2025 → 14/6/2025"
    assert "liền trước" in rule.source_rule
    assert "năm lấy theo năm của kế hoạch" in rule.source_rule


@pytest.mark.parametrize(
    ("phrase", "confidence"),
    [
        ("ngày 15/6/2025", 1.0),
        ("Thường xuyên", 1.0),
        ("ngày 15/6", 0.8),
        ("Tháng 10/2025", 0.8),
        ("giữa quý II/2025", 0.5),
        ("Quý I/2025 dự kiến", 0.5),
        ("tháng 13", 0.0),
    ],
)
def test_confidence_tells_a_printed_day_from_a_convention(phrase, confidence):
    assert read(phrase, PLAN_2025).confidence == confidence


def test_periods_of_a_recurring_deadline_have_keys_and_first_days():
    first, *_, last = only_rule("Hàng quý").dues
    assert (first.period_key, first.start) == ("2025-Q1", date(2025, 1, 1))
    assert last.period_key == "2025-Q4"


def test_the_first_year_of_a_programme_begins_with_it():
    first = only_rule("Hàng năm", PROGRAMME).dues[0]
    assert (first.period_key, first.start) == ("2022", date(2022, 9, 16))


def test_quarters_and_the_year_have_keys_of_their_own():
    reading = read("Định kỳ hàng quý và năm 2025", PLAN_2025)
    keys = [due.period_key for rule in reading.rules for due in rule.dues]
    assert keys == ["2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4", "2025"]


def test_reporting_rounds_are_four():
    rule = only_rule("chậm nhất vào ngày 18 của tháng cuối kỳ báo cáo")
    assert [due.period_key for due in rule.dues] == ["2025-Q1", "2025-H1", "2025-Q3", "2025"]


def test_a_half_year_beside_the_year_is_the_first_one():
    phrase = "định kỳ sáu tháng (trước ngày 15/6), năm (trước ngày 15/12)"
    half, year = read(phrase, PLAN_2025).rules
    assert (half.label, half.dues[0].period_key) == ("6 tháng đầu năm → 14/6/2025", "2025-H1")
    assert (year.label, year.dues[0].period_key) == ("Hằng năm → 14/12/2025", "2025")


def test_phases_are_keyed_by_their_years():
    rules = read("- Giai đoạn 2022 -2025 - Giai đoạn 2026 -2030", PROGRAMME).rules
    assert [rule.dues[0].period_key for rule in rules] == ["2022-2025", "2026-2030"]


def test_a_single_point_has_no_period():
    assert only_rule("Quý I/2025").dues[0].period_key == ""


def test_a_relative_deadline_keeps_its_count_and_event():
    rule = only_rule("Tối đa 05 ngày làm việc (kể từ khi UBND tỉnh công bố Quyết định)")
    assert (rule.amount, rule.unit) == (5, "working_days")
    assert rule.event == "UBND tỉnh công bố Quyết định"


def test_weeks_are_counted_in_days():
    rule = only_rule("02 tuần kể từ ngày ban hành")
    assert (rule.amount, rule.unit, rule.event) == (14, "days", "ban hành")


def test_an_alternative_on_demand_is_a_remark():
    rule = only_rule("Năm 2025 hoặc theo yêu cầu của Văn phòng Chính phủ")
    assert rule.label.endswith("hoặc theo yêu cầu của Văn phòng Chính phủ")


def test_a_reference_names_the_paper_in_its_question():
    assert "Kế hoạch số 156/KH-UBND" in read("Theo Kế hoạch số 156/KH-UBND", PLAN_2025).question


def test_the_year_is_that_of_a_plan_within_one_year():
    plan = PlanContext(date(2025, 2, 1), date(2025, 11, 30))
    assert only_rule("Quý II", plan).dues[0].due_on == date(2025, 6, 30)


def test_a_month_missing_the_year_takes_the_only_year_printed():
    first, second = read("Quý I và quý III/2024", PROGRAMME).rules
    assert first.dues[0].due_on == date(2024, 3, 31)
    assert second.dues[0].due_on == date(2024, 9, 30)


def test_a_missing_year_is_asked_when_the_printed_one_is_another():
    assert read("Quý IV và quý I/2026", PLAN_2025).rules[0].kind is RuleKind.UNKNOWN


def test_one_bad_item_of_a_paired_list_leaves_the_others():
    plan = PlanContext(date(2025, 1, 1), date(2025, 12, 31), 2025, product_count=2)
    first, second = read("- Quý I/2025\n- 30/02/2025", plan).rules
    assert (first.kind, first.slot) == (RuleKind.POINT, 1)
    assert (second.kind, second.slot) == (RuleKind.UNKNOWN, 2)


# --- what must hold for any text --------------------------------------------------------------

LETTERED = """
    ngày tuần tháng quý năm giờ kỳ giai đoạn nửa nay sau trước trong vào đến hết từ kể khi hàng
    hằng mỗi định kỳ lần một hai năm sáu mười đầu giữa cuối của chậm nhất không quá tối đa làm
    việc thường xuyên đột xuất theo Kế hoạch số quy và hoặc báo cáo I II III IV V trở đi h
"""
NUMBERED = """
    0 1 6 15 31 2025 2030 15/6 30/02/2025 2022-2025 31/12/2025 9999 17h00 a) 1. - / . , ; ( ) : +
"""
WORDS = [*LETTERED.split(), *NUMBERED.split(), "\n"]
LIKELY = st.one_of(
    st.lists(st.sampled_from(WORDS), max_size=most).map(" ".join) for most in (8, 60)
)
ANY_TEXT = st.text(st.characters(), max_size=2000)
DAYS = st.dates(date(1995, 1, 1), date(2060, 12, 31))
CONTEXTS = st.builds(PlanContext, DAYS, DAYS, st.none() | st.integers(-5, 10000), st.integers(0, 5))


TERMINATES_WITHIN = 5000  # milliseconds, on a loaded machine; no phrase takes time that explodes


def check_sane(reading: Reading, phrase: str) -> None:
    assert reading.phrase == phrase
    assert reading.rules
    assert 0.0 <= reading.confidence <= 1.0
    assert reading.question or reading.confidence > 0.5
    slots = {}
    for rule in reading.rules:
        assert rule.label
        assert rule.source_rule
        assert rule.kind is not RuleKind.UNKNOWN or not rule.dues
        for due in rule.dues:
            periods.bounds(due.period_key)
            assert 1989 <= due.due_on.year <= 2101
            assert due.start is None or due.start <= due.due_on
        slots.setdefault(rule.slot, []).extend(due.period_key for due in rule.dues)
    assert all(len(keys) == len(set(keys)) for keys in slots.values())


@given(LIKELY, CONTEXTS)
@settings(max_examples=400, deadline=TERMINATES_WITHIN)
def test_any_words_of_the_grammar_have_a_sane_reading(phrase, context):
    check_sane(read(phrase, context), phrase)


@given(ANY_TEXT)
@settings(deadline=TERMINATES_WITHIN)
@example("trước hết " * 200)
@example("là từ " * 330)
@example("khi 1 " * 330)
@example("năm " * 500)
@example("(" * 2000)
@example("- Quý I " * 250)
@example("ngày 15/6, " * 180)
@example("9" * 2000)
@example("từ ngày 15/6 " * 150)
@example("hàng quý " * 220)
def test_any_text_has_a_sane_reading(phrase):
    check_sane(read(phrase, PLAN_2025), phrase)


def test_a_page_of_text_is_not_read_as_a_deadline():
    assert read("Quý I " * 1000, PLAN_2025).rules[0].kind is RuleKind.UNKNOWN


@given(st.sampled_from(PHRASES), st.sampled_from(["\u00a0", "  ", "\u2009", "\t", " \u200b"]))
def test_spaces_do_not_change_a_reading(phrase, space):
    changed = phrase.replace(" ", space)
    assert summary(read(changed, PROGRAMME)) == summary(read(phrase, PROGRAMME))


@given(st.sampled_from(PHRASES), st.sampled_from([PLAN_2025, PROGRAMME]))
def test_case_and_composition_do_not_change_a_reading(phrase, context):
    as_printed = summary(read(phrase, context))
    assert summary(read(unicodedata.normalize("NFD", phrase), context)) == as_printed
    assert summary(read(phrase.upper(), context)) == as_printed


@given(st.sampled_from(PHRASES), st.sampled_from([PLAN_2025, PROGRAMME]))
def test_a_line_broken_by_a_narrow_cell_is_the_same_phrase(phrase, context):
    single = " ".join(phrase.split())
    if not {"-", ";", ","} & set(single):
        broken = single.replace(" ", "\n", 1)
        assert summary(read(broken, context))["dues"] == summary(read(single, context))["dues"]
