"""The rounds of a year for scripts: one row a round, with stable names."""

from datetime import date

from tracker.rounds.queries.expected import expected_rows
from tracker.rounds.queries.rounds import all_rounds_of_year
from tracker.rounds.rules.clocks import late_from, locked_from
from tracker.workdays.queries import days_off

COLUMNS = (
    "regime", "code", "title", "kind", "year", "window_start", "window_end", "on_time", "late_from",
    "closed_after", "locked_from", "forward", "state", "expected",
)  # fmt: skip


def rounds_as_rows(year: int, today: date) -> list[dict[str, str | int | date | None]]:
    """Every round of a year: days, state on `today`, number of reports expected."""
    lines, calendar = all_rounds_of_year(year), days_off()
    expected = expected_rows(lines, today)
    return [
        {
            "regime": one.regime_code, "code": one.code, "title": one.title,
            "kind": one.kind.value, "year": one.year,
            "window_start": one.clocks.first, "window_end": one.clocks.last,
            "on_time": one.clocks.on_time, "late_from": late_from(one.clocks, calendar),
            "closed_after": one.clocks.closed_after,
            "locked_from": locked_from(one.clocks, calendar), "forward": one.clocks.forward,
            "state": one.state(today, calendar).value,
            "expected": sum(row.counted for row in expected[one.id]),
        }
        for one in lines
    ]  # fmt: skip
