"""A regime with its rounds, with as few words as possible."""

from datetime import date

from tests.support.people import TESTER
from tests.tasks.factories import NOON
from tracker.db import write_transaction
from tracker.documents.operations import Paper
from tracker.extensions import db
from tracker.rounds.models import ReportingRegime, ReportRound
from tracker.rounds.operations.ad_hoc import AdHocFacts, AskedFor, create_ad_hoc
from tracker.rounds.operations.regimes import RegimeFacts, create_regime
from tracker.rounds.operations.writing import Writing
from tracker.rounds.queries.regimes import AudienceLine
from tracker.rounds.rules.audience import AudienceKind
from tracker.rounds.rules.clocks import Clocks
from tracker.rounds.rules.windows import RoundKind, pattern_of

PAPER = Paper("Kế hoạch", "12/KH-STP", date(2025, 1, 6), "Sở Tư pháp", "Kế hoạch năm 2025")
ORDER = Paper("Công văn", "30/SNV-CCHC", date(2025, 6, 2), "Sở Nội vụ", "V/v báo cáo 6 tháng")


def writing(today=date(2025, 1, 2)):
    """The tester, at noon of a day."""
    return Writing(TESTER, NOON, today)


def yearly(kind, on_time, closed_after=None):
    """The clocks of every year: window by the decree, on-time and lock days as `06-18`."""
    window = pattern_of(kind)
    sent = date.fromisoformat(f"2001-{on_time}")
    locked = date.fromisoformat(f"2001-{closed_after}") if closed_after else sent
    return Clocks(window.first, window.last, sent, locked)


def regime_facts(owner, **changes):
    """A half-year and a year report of the divisions, on time to 14/6 and 14/12."""
    values = {
        "name": "Báo cáo của các phòng", "receiver_unit_id": owner, "forward_to": "",
        "paper": PAPER, "legal_place": "mục III", "outline": "I. Kết quả",
        "valid_from": date(2025, 1, 1),
        "windows": {
            RoundKind.HALF_1: yearly(RoundKind.HALF_1, "06-14", "06-18"),
            RoundKind.YEAR: yearly(RoundKind.YEAR, "12-14", "12-18"),
        },
        "audience": (AudienceLine(AudienceKind.CHILDREN, owner),),
    }  # fmt: skip
    return RegimeFacts(**values | changes)


def make_regime(owner, today=date(2025, 1, 2), **changes):
    """A regime of this unit with its rounds of 2025 and 2026; its id."""
    with write_transaction():
        return create_regime(owner, regime_facts(owner, **changes), writing(today)).id


def make_ad_hoc(regime_id, *unit_ids, title="Số hóa"):
    """A round on a theme, of these units, on time to 10/7/2025; its id."""
    days = Clocks(date(2025, 1, 1), date(2025, 6, 30), date(2025, 7, 10), date(2025, 7, 10))
    facts = AdHocFacts(RoundKind.THEME, days, AskedFor(title, "1. Kết quả", ORDER, unit_ids))
    with write_transaction():
        return create_ad_hoc(db.session.get(ReportingRegime, regime_id), facts, writing()).id


def round_id(regime_id, code):
    """The round of this code."""
    named = db.select(ReportRound.id).filter_by(regime_id=regime_id, code=code)
    return db.session.scalar(named)
