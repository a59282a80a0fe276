"""A round of Sở Tư pháp's divisions, whose reports the tests write."""

from datetime import UTC, date, datetime, time

from tests.rounds.factories import make_regime
from tests.support.people import TESTER
from tests.tasks import factories
from tracker.calendar.workdays import DaysOff
from tracker.db import write_transaction
from tracker.permissions import GrantValue, Role, Viewer
from tracker.reports.operations.unit_reports import (
    TypedText,
    Writing,
    digest,
    move,
    save_texts,
    send,
)
from tracker.reports.queries.unit_reports import Round, seen_report
from tracker.reports.queries.working import told_of
from tracker.rounds.queries.regimes import regime_lines, seen_by
from tracker.rounds.queries.rounds import round_by_code

TODAY = date(2025, 6, 16)


def at(day, hour=9):
    """An instant of a day of June 2025."""
    return datetime.combine(date(2025, 6, day), time(hour), UTC)


def viewer(role, *units, number=1):
    """A person with one role over these units; without any, over the province."""
    return Viewer(number, role, (GrantValue(Role(role), 1, frozenset(units) or None),))


def writing(day=16, hour=9):
    """The tester, at an hour of a day."""
    return Writing(TESTER, at(day, hour), date(2025, 6, day), DaysOff())


def round_of(regime_code):
    """The half-year round of 2025, with its regime."""
    everybody = viewer("leadership")
    line = round_by_code(everybody, regime_code, "2025-H1")
    regimes = regime_lines(seen_by(everybody))
    return Round(line, next(one for one in regimes if one.id == line.regime_id))


class Scene:
    """Sở Tư pháp with one division that reports to it in the half-year round."""

    def __init__(self):
        self.root = factories.make_unit("UBND", kind="province")
        self.stp = factories.make_unit("STP", parent=self.root, name="Sở Tư pháp")
        self.p1 = factories.make_unit("STP/P1", kind="phong", parent=self.stp, name="Phòng Một")
        make_regime(self.stp)
        self.officer, self.head = viewer("focal", self.p1), viewer("head", self.p1, number=2)
        self.compiler = viewer("compiler", self.stp, number=3)

    @property
    def round(self):
        """The half-year round of 2025, with its regime."""
        return round_of("STP-1")

    def seen(self, who, day=16, code="STP/P1"):
        """The report as this person meets it."""
        return seen_report(who, self.round, code, date(2025, 6, day), lock=False)

    def save(self, text, day=16, *, section="ket-qua", version=0, was=""):
        """Keep the text of a section."""
        with write_transaction():
            typed = {section: TypedText(text, digest(was), version)}
            return save_texts(self.seen(self.officer, day), typed, writing(day))

    def move(self, who, step, why, day=16):
        """A step without sending."""
        with write_transaction():
            seen = self.seen(who, day)
            return move(seen, step, seen.version, why, writing(day)).state

    def send(self, day=16, hour=9, signed=None):
        """The head sends, or the officer with a signed paper; the number of the sending."""
        with write_transaction():
            seen = self.seen(self.officer if signed else self.head, day)
            told = told_of(seen.place(), at(day, hour), DaysOff())
            made = send(seen, told, seen.version, writing(day, hour), signed=signed)
            return made.number
