"""The pure parts of the demonstration: chance, office hours, numbers of papers, figures."""

from datetime import date, timedelta

import pytest

from tracker.administration.demo.chance import fraction, number, pick
from tracker.administration.demo.figures import figures_for
from tracker.administration.demo.hours import ZONE, recorded_at, working_day
from tracker.administration.demo.papers import Register
from tracker.administration.demo.values import Body
from tracker.calendar.workdays import DaysOff

TET = DaysOff(off=frozenset(date(2025, 1, day) for day in range(27, 32)))
PACES = {"so": {"BC": 0.5, "KH": 0.2, "CV": 6.5}}


def body(**changes):
    values = {
        "code": "STP", "kind": "so", "name": "Sở Tư pháp", "login": "stp", "symbol": "STP",
        "numbered_from": date(2025, 1, 1), "habit": "usual", "volume": 4000,
        "domain": "lĩnh vực tư pháp",
    }  # fmt: skip
    return Body(**values | changes)


def test_the_same_key_gives_the_same_choice():
    assert fraction("a", 1) == fraction("a", 1) != fraction("a", 2)
    assert pick("xyz", "key") == pick("xyz", "key")


def test_numbers_stay_between_their_ends():
    assert {number(3, 5, key) for key in range(200)} == {3, 4, 5}


@pytest.mark.parametrize("day", [date(2025, 1, 24), date(2025, 3, 14), date(2025, 6, 6)])
def test_recording_is_within_five_days_in_office_hours_of_a_working_day(day):
    for key in range(50):
        at = recorded_at(day, TET, date(2025, 6, 9), key).astimezone(ZONE)
        assert day <= at.date() <= min(day + timedelta(days=5), date(2025, 6, 9))
        assert TET.is_working(at.date())
        assert 7 <= at.hour < 17
        assert at.hour not in {11, 12}


def test_a_working_day_is_looked_for_beyond_the_window_when_it_holds_none():
    assert working_day(date(2025, 1, 27), date(2025, 1, 31), TET) == date(2025, 2, 3)  # Monday


def test_a_paper_keeps_its_number_and_two_papers_never_share_one():
    register = Register(PACES)
    day = date(2025, 3, 11)  # 69 days after 01/01 at 0.5 a day: 34, rounded to even
    assert register.number_for(body(), "BC", day, "Báo cáo quý") == "34/BC-STP"
    assert register.number_for(body(), "BC", day, "Báo cáo quý") == "34/BC-STP"
    assert register.number_for(body(), "BC", day, "Báo cáo khác") == "35/BC-STP"


def test_a_number_given_by_hand_is_taken():
    register = Register(PACES)
    register.reserve("Sở Tư pháp", "01/KH-STP", "Kế hoạch khác", date(2025, 1, 2))
    assert register.number_for(body(), "KH", date(2025, 1, 6), "Kế hoạch khác") == "02/KH-STP"


def test_a_merged_body_numbers_anew_and_a_letter_names_its_office():
    merged = body(numbered_from=date(2025, 3, 1))
    assert Register(PACES).number_for(merged, "CV", date(2025, 3, 3), "Công văn") == "13/STP-VP"


def test_figures_add_up_and_grow():
    early = figures_for(body(), date(2025, 3, 14), "key")
    late = figures_for(body(), date(2025, 5, 30), "key")
    plain = {name: int(early[name].replace(".", "")) for name in ("received", "solved", "on_time")}
    assert plain["received"] > plain["solved"] >= plain["on_time"]
    assert int(late["received"].replace(".", "")) > plain["received"]
    assert early["day"] == "14/3/2025"


def test_a_body_without_dossiers_has_none():
    figures = figures_for(body(volume=0), date(2025, 3, 14), "key")
    assert (figures["received"], figures["late"], figures["on_time_rate"]) == ("0", "00", "0")
