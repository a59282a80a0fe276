"""A small number form with a round of the province, as rows of the database."""

from dataclasses import dataclass
from datetime import date

from tests.rounds.factories import make_regime, yearly
from tests.support.people import TESTER
from tests.tasks.factories import NOON
from tracker.db import write_transaction
from tracker.extensions import db
from tracker.permissions import Viewer
from tracker.plans.models import FieldFollower
from tracker.reports.models.indicators import Indicator
from tracker.reports.operations.indicators import Entry, Sent, save_form
from tracker.rounds.queries.expected import expected_units
from tracker.rounds.queries.regimes import AudienceLine
from tracker.rounds.queries.rounds import all_rounds_of_year
from tracker.rounds.rules.audience import AudienceKind
from tracker.rounds.rules.windows import RoundKind

TODAY = date(2025, 6, 10)
NOBODY = Viewer(0, "Không ai")


@dataclass(frozen=True)
class Catalogue:
    """Ids of a flow and a ratio summed over units, and of a figure of the leading body."""

    flow: int
    ratio: int
    led: int


def make_indicator(code, field, **changes):
    """A flow that units give."""
    values = {
        "code": code, "field_id": field, "number": code.removeprefix("CT"),
        "name": f"Chỉ tiêu {code}", "measure": "hồ sơ", "kind": "flow", "origin": "sum",
        "source": "Biểu số liệu",
    }  # fmt: skip
    with write_transaction():
        row = Indicator(**values | changes)
        db.session.add(row)
        db.session.flush()
        return row.id


def make_catalogue(field):
    """Three rows of one field."""
    ratio = {
        "kind": "ratio", "share": True, "measure": "%", "name": "Tỷ lệ hồ sơ trực tuyến",
        "numerator_label": "Hồ sơ trực tuyến", "denominator_label": "Hồ sơ tiếp nhận",
    }  # fmt: skip
    return Catalogue(
        make_indicator("CT2.1", field, name="Hồ sơ tiếp nhận", position=1),
        make_indicator("CT2.2", field, position=2, **ratio),
        make_indicator("CT2.3", field, name="Văn bản đã rà soát", origin="lead", position=3),
    )


def make_rounds(root, units, **changes):
    """Quarter I, half-year and year of the province, reported by these units."""
    kinds = {RoundKind.QUARTER_1: "03-18", RoundKind.HALF_1: "06-18", RoundKind.YEAR: "12-18"}
    return make_regime(
        root, windows={kind: yearly(kind, day) for kind, day in kinds.items()},
        audience=tuple(AudienceLine(AudienceKind.UNIT, unit) for unit in units),
        **changes,
    )  # fmt: skip


def lead_field(field, unit):
    """Let a unit lead a field."""
    with write_transaction():
        db.session.add(FieldFollower(field_id=field, unit_id=unit))


def round_line(code, year=2025):
    """The round of this code."""
    return next(one for one in all_rounds_of_year(year) if one.code == code)


def units_of(code):
    """Who reports in the round, by code."""
    return {one.code: one for one in expected_units(round_line(code), TODAY)}


def give(code, unit, amounts, *, version=0, now=NOON, notes=None):
    """A unit gives figures: `{indicator: Amount}`."""
    entries = {key: Entry(one, (notes or {}).get(key, "")) for key, one in amounts.items()}
    with write_transaction():
        sent = Sent(version, entries)
        return save_form(round_line(code), units_of(code)[unit], sent, actor=TESTER, now=now)
