"""Whole months worked out by hand from the calendar: on which day who hears what, by which rung.

A line of a table: the day with its weekday, the person, and what they hear: the matter and the rung
(weeks of a weekly rung after "+"). What is not in the table is not told.
"""

from collections import Counter
from datetime import date, timedelta

from tests.reminders.scene import (
    DAYS_OFF,
    DIVISION,
    LADDER,
    PEOPLE,
    SNV,
    K,
    matter,
    planned,
    told,
)
from tracker.reminders.rules.weighing import Alike, Cell, weigh

WEEKDAYS = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")


def read(table):
    """The rows of a table; a weekday that is not the day's is a slip of the hand."""
    found = set()
    for line in table.strip().splitlines():
        day, weekday, person, matters = (part.strip() for part in line.split("|"))
        number, month, year = (int(part) for part in day.split("/"))
        on = date(year, month, number)
        assert WEEKDAYS[on.weekday()] == weekday, line
        for one in matters.split(","):
            name, rung = one.split()
            found.add((on, person, name, rung))
    return found


def heard(subjects, first, last):
    """All that is told from one day to another, reckoned day by day."""
    start, days = date.fromisoformat(first), date.fromisoformat(last) - date.fromisoformat(first)
    return set().union(
        *(told(start + timedelta(days=n), subjects) for n in range(days.days + 1))
    )  # fmt: skip


def difference(subjects, first, last, table):
    """What is told and should not be, and what should be and is not."""
    found, expected = heard(subjects, first, last), read(table)
    return {"thừa": sorted(found - expected), "thiếu": sorted(expected - found)}


NOTHING = {"thừa": [], "thiếu": []}

# Work due Monday 30/6; figures of the round close on Saturday 14/6, units report by 18/6, Sở Nội vụ
# by 20/6; the divisions of Sở Tài chính report by 14/6 (late from Tuesday 17/6: 14/6 is a Saturday,
# the next working day is Monday 16/6). A report is given back on 19/6.
JUNE = [
    matter(K.OBLIGATION, "viec", "2025-06-30", "2025-07-01"),
    matter(K.ROUND_DATA, "so-lieu", "2025-06-14"),
    matter(K.ROUND_ON_TIME, "bao-cao", "2025-06-18", "2025-06-19"),
    matter(K.ROUND_FORWARD, "len-bo", "2025-06-20", "2025-06-21", unit=SNV),
    matter(K.ROUND_ON_TIME, "bc-phong", "2025-06-14", "2025-06-17", unit=DIVISION),
    matter(K.STANDING, "thuong-xuyen", "2025-06-14"),
    matter(K.COMPLETION, "bo-sung", "2025-06-19", opened_on="2025-06-19"),
    matter(K.OVERDUE_LIST, "qua-han", "2025-06-02", opened_on="2025-06-02"),
]
JUNE_TABLE = """
02/6/2025 | T2 | stp     | so-lieu officer/day/10, thuong-xuyen officer/day/10
02/6/2025 | T2 | phong   | bc-phong officer/day/10
02/6/2025 | T2 | lanhdao | qua-han leadership/day/0
04/6/2025 | T4 | stp     | bao-cao officer/day/10
06/6/2025 | T6 | th      | len-bo compiler/day/10
09/6/2025 | T2 | stp     | so-lieu officer/day/5, thuong-xuyen officer/day/5, viec officer/day/15
09/6/2025 | T2 | phong   | bc-phong officer/day/5
11/6/2025 | T4 | stp     | bao-cao officer/day/5
13/6/2025 | T6 | stp     | so-lieu officer/day/0, thuong-xuyen officer/day/1
13/6/2025 | T6 | phong   | bc-phong officer/day/0
13/6/2025 | T6 | th      | len-bo compiler/day/5
17/6/2025 | T3 | stp     | bao-cao officer/day/1
17/6/2025 | T3 | phong   | bc-phong officer/late/1
17/6/2025 | T3 | th.stc  | bc-phong compiler/late/1
18/6/2025 | T4 | stp     | bao-cao officer/day/0
19/6/2025 | T5 | stp     | bao-cao officer/late/1, viec officer/day/7, bo-sung officer/opened/0
19/6/2025 | T5 | th      | bao-cao compiler/late/1, len-bo compiler/day/1
19/6/2025 | T5 | ld.stc  | bc-phong head/late/3
20/6/2025 | T6 | th      | len-bo compiler/day/0
23/6/2025 | T2 | ld.stp  | bao-cao head/late/3
23/6/2025 | T2 | th      | len-bo compiler/late/1
24/6/2025 | T3 | phong   | bc-phong officer/late/1+1
25/6/2025 | T4 | stp     | viec officer/day/3
26/6/2025 | T5 | stp     | bao-cao officer/late/1+1, bo-sung officer/opened/0+1
26/6/2025 | T5 | ld.stc  | bc-phong head/late/3+1
27/6/2025 | T6 | stp     | viec officer/day/1
30/6/2025 | T2 | stp     | viec officer/day/0
30/6/2025 | T2 | ld.stp  | bao-cao head/late/3+1
30/6/2025 | T2 | th      | len-bo compiler/late/1+1
"""


def test_june_weighed_is_june_planned():
    """Counts for a look ahead, from matters put together, are those of the lines of each day."""
    days = [date(2025, 6, number) for number in range(1, 31)]
    twice = [Alike(one, 2) for one in JUNE]
    told = weigh([day for day in days if DAYS_OFF.is_working(day)], twice, LADDER, DAYS_OFF, PEOPLE)
    lines = Counter(
        Cell(day, line.level, line.subject.owner.unit_id, line.person_id)
        for day in days for line in planned(day, JUNE).lines
    )  # fmt: skip
    assert told == lines + lines


def test_june_2025():
    assert difference(JUNE, "2025-06-01", "2025-06-30", JUNE_TABLE) == NOTHING


# Work due Wednesday 31/12 and late from 01/01/2026, a day off: the first working day is Monday
# 05/01 (02/01 off, made up for on Saturday 10/01). Figures close on Sunday 14/12, the day of the
# divisions too: late from Tuesday 16/12. Their head's week of Thursday 01/01 is told on 31/12.
YEAR_EDGE = [
    matter(K.OBLIGATION, "viec", "2025-12-31", "2026-01-01"),
    matter(K.ROUND_DATA, "so-lieu", "2025-12-14"),
    matter(K.ROUND_ON_TIME, "bao-cao", "2025-12-18", "2025-12-19"),
    matter(K.ROUND_FORWARD, "len-bo", "2025-12-20", "2025-12-23", unit=SNV),
    matter(K.ROUND_ON_TIME, "bc-phong", "2025-12-14", "2025-12-16", unit=DIVISION),
]
YEAR_EDGE_TABLE = """
01/12/2025 | T2     | stp    | so-lieu officer/day/10
01/12/2025 | T2 | phong  | bc-phong officer/day/10
04/12/2025 | T5     | stp    | bao-cao officer/day/10
08/12/2025 | T2     | stp    | so-lieu officer/day/5
08/12/2025 | T2     | th     | len-bo compiler/day/10
08/12/2025 | T2 | phong  | bc-phong officer/day/5
10/12/2025 | T4     | stp    | viec officer/day/15
11/12/2025 | T5     | stp    | bao-cao officer/day/5
12/12/2025 | T6     | stp    | so-lieu officer/day/0
12/12/2025 | T6 | phong  | bc-phong officer/day/0
15/12/2025 | T2     | th     | len-bo compiler/day/5
16/12/2025 | T3 | phong  | bc-phong officer/late/1
16/12/2025 | T3 | th.stc | bc-phong compiler/late/1
17/12/2025 | T4     | stp    | bao-cao officer/day/1
18/12/2025 | T5     | stp    | bao-cao officer/day/0
18/12/2025 | T5 | ld.stc | bc-phong head/late/3
19/12/2025 | T6     | stp    | bao-cao officer/late/1
19/12/2025 | T6     | th     | bao-cao compiler/late/1, len-bo compiler/day/0
22/12/2025 | T2     | stp    | viec officer/day/7
23/12/2025 | T3     | ld.stp | bao-cao head/late/3
23/12/2025 | T3     | th     | len-bo compiler/late/1
23/12/2025 | T3 | phong  | bc-phong officer/late/1+1
25/12/2025 | T5 | ld.stc | bc-phong head/late/3+1
26/12/2025 | T6     | stp    | viec officer/day/3, bao-cao officer/late/1+1
30/12/2025 | T3     | stp    | viec officer/day/1
30/12/2025 | T3     | ld.stp | bao-cao head/late/3+1
30/12/2025 | T3     | th     | len-bo compiler/late/1+1
30/12/2025 | T3 | phong  | bc-phong officer/late/1+2
31/12/2025 | T4     | stp    | viec officer/day/0, bao-cao officer/late/1+2
31/12/2025 | T4 | ld.stc | bc-phong head/late/3+2
05/1/2026  | T2     | stp    | viec officer/late/1
06/1/2026  | T3     | ld.stp | bao-cao head/late/3+2
06/1/2026  | T3     | th     | len-bo compiler/late/1+2
06/1/2026  | T3 | phong  | bc-phong officer/late/1+3
07/1/2026  | T4     | ld.stp | viec head/late/3
08/1/2026  | T5 | ld.stc | bc-phong head/late/3+3
09/1/2026  | T6     | stp    | bao-cao officer/late/1+3
12/1/2026  | T2     | stp    | viec officer/late/1+1
12/1/2026  | T2     | th     | viec compiler/late/7
13/1/2026  | T3     | ld.stp | bao-cao head/late/3+3
13/1/2026  | T3     | th     | len-bo compiler/late/1+3
13/1/2026  | T3 | phong  | bc-phong officer/late/1+4
14/1/2026  | T4     | ld.stp | viec head/late/3+1
15/1/2026  | T5 | ld.stc | bc-phong head/late/3+4
16/1/2026  | T6     | stp    | bao-cao officer/late/1+4
"""


def test_year_edge_2025():
    assert difference(YEAR_EDGE, "2025-12-01", "2026-01-16", YEAR_EDGE_TABLE) == NOTHING


# Off from Wednesday 30/4 to Sunday 04/5, Saturday 26/4 worked. Five working days from 24/4: 25, 26,
# 28, 29/4 and 05/5. Work due on 30/4 itself is late from 06/5. An answer asked for on 28/4 by 09/5.
HOLIDAY = [
    matter(K.DEADLINE_SET, "han-moi", "2025-05-05", opened_on="2025-04-24"),
    matter(K.OBLIGATION, "5-ngay", "2025-05-05", "2025-05-06", opened_on="2025-04-24"),
    matter(K.OBLIGATION, "viec", "2025-04-30", "2025-05-06"),
    matter(K.COOPERATION, "phoi-hop", "2025-05-09", "2025-05-10", opened_on="2025-04-28"),
]
HOLIDAY_TABLE = """
10/4/2025 | T5 | stp    | viec officer/day/15
22/4/2025 | T3 | stp    | viec officer/day/7
24/4/2025 | T5 | stp    | han-moi officer/opened/0
26/4/2025 | T7 | stp    | 5-ngay officer/day/3, viec officer/day/3
28/4/2025 | T2 | stp    | phoi-hop officer/opened/0
29/4/2025 | T3 | stp    | 5-ngay officer/day/1, viec officer/day/0
05/5/2025 | T2 | stp    | 5-ngay officer/day/0
06/5/2025 | T3 | stp    | 5-ngay officer/late/1, viec officer/late/1, phoi-hop officer/day/3
08/5/2025 | T5 | stp    | phoi-hop officer/day/1
08/5/2025 | T5 | ld.stp | 5-ngay head/late/3, viec head/late/3
09/5/2025 | T6 | stp    | phoi-hop officer/day/0
12/5/2025 | T2 | stp    | phoi-hop officer/late/1
13/5/2025 | T3 | stp    | 5-ngay officer/late/1+1, viec officer/late/1+1
14/5/2025 | T4 | th     | 5-ngay compiler/late/7, viec compiler/late/7
15/5/2025 | T5 | ld.stp | 5-ngay head/late/3+1, viec head/late/3+1
19/5/2025 | T2 | stp    | phoi-hop officer/late/1+1
20/5/2025 | T3 | stp    | 5-ngay officer/late/1+2, viec officer/late/1+2
21/5/2025 | T4 | th     | 5-ngay compiler/late/7+1, viec compiler/late/7+1
22/5/2025 | T5 | ld.stp | 5-ngay head/late/3+2, viec head/late/3+2
26/5/2025 | T2 | stp    | phoi-hop officer/late/1+2
27/5/2025 | T3 | stp    | 5-ngay officer/late/1+3, viec officer/late/1+3
28/5/2025 | T4 | th     | 5-ngay compiler/late/7+2, viec compiler/late/7+2
29/5/2025 | T5 | ld.stp | 5-ngay head/late/3+3, viec head/late/3+3
"""


def test_long_holiday_2025():
    assert difference(HOLIDAY, "2025-04-01", "2025-05-31", HOLIDAY_TABLE) == NOTHING


# Off from Saturday 14/02 to Sunday 22/02/2026. "thang-2" is due on Saturday 28/02, late from 03/3;
# "nam-cu" is overdue since the year's end; "dau-thang" was due on Thursday 05/02: its week of 20/02
# moves to Friday 13/02, where it spoke already. "phoi-hop" was recorded on Wednesday 18/02.
TET = [
    matter(K.OBLIGATION, "thang-2", "2026-02-28", "2026-03-03", opened_on="2026-01-02"),
    matter(K.OBLIGATION, "nam-cu", "2025-12-31", "2026-01-01"),
    matter(K.OBLIGATION, "dau-thang", "2026-02-05", "2026-02-06", opened_on="2026-01-30"),
    matter(K.COOPERATION, "phoi-hop", "2026-02-25", "2026-02-26", opened_on="2026-02-18"),
]
TET_TABLE = """
02/02/2026 | T2 | stp    | thang-2 officer/day/15, nam-cu officer/late/1+4, dau-thang officer/day/3
02/02/2026 | T2 | th     | nam-cu compiler/late/7+3
04/02/2026 | T4 | stp    | dau-thang officer/day/1
04/02/2026 | T4 | ld.stp | nam-cu head/late/3+4
05/02/2026 | T5 | stp    | dau-thang officer/day/0
06/02/2026 | T6 | stp    | dau-thang officer/late/1
09/02/2026 | T2 | stp    | nam-cu officer/late/1+5
09/02/2026 | T2 | th     | nam-cu compiler/late/7+4
10/02/2026 | T3 | ld.stp | dau-thang head/late/3
11/02/2026 | T4 | ld.stp | nam-cu head/late/3+5
12/02/2026 | T5 | stp    | thang-2 officer/day/7
13/02/2026 | T6 | stp    | nam-cu officer/late/1+6, dau-thang officer/late/1+1
13/02/2026 | T6 | ld.stp | nam-cu head/late/3+6, dau-thang head/late/3+1
13/02/2026 | T6 | th     | nam-cu compiler/late/7+5
23/02/2026 | T2 | stp    | nam-cu officer/late/1+7, phoi-hop officer/opened/0
23/02/2026 | T2 | th     | nam-cu compiler/late/7+6, dau-thang compiler/late/7
24/02/2026 | T3 | stp    | phoi-hop officer/day/1
24/02/2026 | T3 | ld.stp | dau-thang head/late/3+2
25/02/2026 | T4 | stp    | thang-2 officer/day/3, phoi-hop officer/day/0
25/02/2026 | T4 | ld.stp | nam-cu head/late/3+7
26/02/2026 | T5 | stp    | phoi-hop officer/late/1
27/02/2026 | T6 | stp    | thang-2 officer/day/0, dau-thang officer/late/1+3
"""


def test_tet_2026():
    assert difference(TET, "2026-02-02", "2026-03-01", TET_TABLE) == NOTHING
