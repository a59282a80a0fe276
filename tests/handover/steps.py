"""The steps of a hand-over that tests take in one order or another."""

from datetime import UTC, datetime

from tracker.administration.seeding.reading import OFFICIAL
from tracker.db import write_transaction
from tracker.handover.operations import apply_succession
from tracker.handover.reading import read_succession
from tracker.permissions import Actor
from tracker.tasks.jobs import layout_settings, open_years

ACTOR = Actor(None, "Cán bộ đầu mối")
NOW = datetime(2025, 6, 10, 2, 0, tzinfo=UTC)
IN_JULY = datetime(2025, 7, 1, 2, 0, tzinfo=UTC)
MARCH, JULY = "2025-03-01.yaml", "2025-07-01.yaml"


def _hand_over(name):
    text = (OFFICIAL / "successions" / name).read_text(encoding="utf-8")
    with write_transaction():
        return apply_succession(read_succession(text), layout_settings(), ACTOR, IN_JULY)


def hand_over_in_march():
    """Apply the file of 01/3/2025; what was applied."""
    return _hand_over(MARCH)


def hand_over_in_july():
    """Apply the file of 01/7/2025; what was applied."""
    return _hand_over(JULY)


def open_both():
    """Lay 2025 and 2026 out."""
    with write_transaction():
        open_years(2025, 2026, ACTOR, NOW)
