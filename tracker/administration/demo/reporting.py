"""The rounds of the half-year: quarter I reported by most units, the half-year just begun."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import true

from tracker.accounts.queries import user_by_login
from tracker.administration.demo.accounts import MARK, Accounts
from tracker.administration.demo.chance import fraction, pick
from tracker.administration.demo.hours import at_office
from tracker.administration.demo.values import Body
from tracker.permissions import Actor, GrantValue, Role, Viewer
from tracker.reports.operations.unit_reports import (
    TypedText,
    Why,
    Writing,
    digest,
    move,
    save_texts,
    send,
)
from tracker.reports.queries.unit_reports import Round, SeenReport, seen_report
from tracker.reports.queries.working import told_of
from tracker.reports.rules.prefilling import UnitTold, prefilled
from tracker.reports.rules.unit_report import Step
from tracker.rounds.queries.expected import expected_units
from tracker.rounds.queries.regimes import regime_lines
from tracker.rounds.queries.rounds import all_rounds_of_year
from tracker.workdays.queries import days_off

REGIME, RECEIVER = "CCHC-TINH", "th.snv"
EVERYBODY = Viewer(
    0, "", (GrantValue(Role.HEAD, 0, None), GrantValue(Role.COMPILER, 0, None)),
)  # fmt: skip
IN_TIME, LATE, TAKEN_IN = (
    (date(2025, 3, 17), date(2025, 3, 18)),
    date(2025, 3, 20),
    date(2025, 3, 21),
)
SILENT, IS_LATE = 0.08, 0.2
"""Shares of units that never reported on quarter I, and (above those) that were late."""
AFTER = timedelta(minutes=7)
"""From the officer's last key to the head's button, where both are on one day."""
HALF = {date(2025, 6, 6): ("SYT", "SCT", "SXD"), date(2025, 6, 9): ("STC", "SVHTTDL", "BDTTG")}
"""Who has written the half-year's report by then; the earlier ones were sent the same day."""
ASKED = "Bổ sung số, ngày văn bản của các kết quả đã nêu."


@dataclass(frozen=True, slots=True)
class _Desk:
    """Who speaks, and in which round."""

    one: Round
    bodies: Mapping[str, Body]
    accounts: Accounts

    def seen(self, code: str, day: date) -> SeenReport:
        """The report of an expected unit. Raises LookupError for another."""
        found = seen_report(EVERYBODY, self.one, code, day, lock=True)
        if found is None:
            raise LookupError(f"{code} is not expected in {self.one.line.code}")
        return found

    def by(self, code: str, day: date, *, head: bool = False) -> Writing:
        """The unit's officer or head on a day; of "" the receiver's compiler."""
        now = at_office(day, code, "report")
        now += AFTER if head else timedelta()
        actor = self.accounts.speaker(self.bodies[code], head=head) if code else receiver()
        return Writing(actor, now, day, days_off())

    def units(self, day: date) -> list[str]:
        """The codes of those who send a report of their own and have somebody to speak."""
        return [
            unit.code
            for unit in expected_units(self.one.line, day)
            if unit.counted and unit.writers == (unit.unit_id,)
            and (unit.code, Role.HEAD) in self.accounts.speakers
        ]  # fmt: skip


def tell_reports(bodies: Mapping[str, Body], accounts: Accounts) -> None:
    """Write both rounds; the reports tell what was known when they were written."""
    regime = next(one for one in regime_lines(true()) if one.code == REGIME)
    rounds = {one.code: one for one in all_rounds_of_year(2025) if one.regime_id == regime.id}
    _quarter(_Desk(Round(rounds["2025-Q1"], regime), bodies, accounts))
    _half(_Desk(Round(rounds["2025-H1"], regime), bodies, accounts))


def _quarter(desk: _Desk) -> None:
    asked = ""
    for code in desk.units(LATE):
        chance = fraction(code, "quarter")
        if chance < SILENT:
            continue
        late = chance < IS_LATE
        told = _write(desk, code, LATE if late else pick(IN_TIME, code, "quarter"))
        _send(desk, code, told, LATE if late else IN_TIME[-1])
        if late and not asked:
            asked = code
            _step(desk, code, Step.ASK, Why(ASKED))
            _send(desk, code, told, TAKEN_IN)
        _step(desk, code, Step.ACCEPT, Why())


def _half(desk: _Desk) -> None:
    early, late = sorted(HALF)
    known = desk.units(early)
    for day in (early, late):
        for code in (one for one in HALF[day] if one in known):
            told = _write(desk, code, day)
            if day == early:
                _send(desk, code, told, day)
    for code in HALF[late][:1]:
        seen = desk.seen(code, late)
        move(seen, Step.HAND_UP, seen.version, Why(), desk.by(code, late, head=False))


def _write(desk: _Desk, code: str, day: date) -> UnitTold:
    """The officer keeps what the page offers."""
    writing, seen = desk.by(code, day), desk.seen(code, day)
    told = told_of(seen.place(), writing.now, writing.days_off)
    texts = {key: TypedText(text, digest(text), 0) for key, text in prefilled(told).items()}
    save_texts(seen, texts, writing)
    return told


def _send(desk: _Desk, code: str, told: UnitTold, day: date) -> None:
    seen = desk.seen(code, day)
    send(seen, told, seen.version, desk.by(code, day, head=True))


def _step(desk: _Desk, code: str, step: Step, why: Why) -> None:
    seen = desk.seen(code, TAKEN_IN)
    move(seen, step, seen.version, why, desk.by("", TAKEN_IN))


def receiver() -> Actor:
    """The compiler of the province. Raises LookupError without the account."""
    user = user_by_login(RECEIVER)
    if user is None:
        raise LookupError(f"Nobody has the login {RECEIVER}")
    return Actor(user.id, f"{user.name} ({MARK})", role=Role.COMPILER.value)
