"""Load the official data in one transaction: tables, plan years, hand-overs already in force."""

from dataclasses import dataclass
from datetime import datetime

from tracker import history
from tracker.administration.seeding.criteria import seed_criteria
from tracker.administration.seeding.indicators import seed_indicators
from tracker.administration.seeding.ladder import seed_ladder
from tracker.administration.seeding.official import TABLES
from tracker.administration.seeding.reading import OFFICIAL
from tracker.administration.seeding.regimes import seed_regimes
from tracker.administration.seeding.tasks import seed_tasks
from tracker.administration.seeding.upsert import SeedCounts
from tracker.handover.operations import apply_succession
from tracker.handover.reading import SuccessionFile, read_succession
from tracker.permissions import Actor
from tracker.rounds.jobs import open_rounds
from tracker.rounds.operations.writing import Writing
from tracker.tasks.jobs import layout_settings, open_years
from tracker.tasks.operations.desired import LOCAL
from tracker.tasks.operations.laying_out import Counts

ACTOR = Actor(user_id=None, label="Hệ thống (nạp dữ liệu)")
SUCCESSIONS = ("2025-03-01.yaml",)
"""Hand-overs already in force for everybody; later ones are applied by `succession apply`."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading changed: rows of the seeds, obligations and rounds laid out."""

    rows: SeedCounts
    obligations: Counts
    rounds: int


def load_official(last_year: int, now: datetime, *, apply_successions: bool = True) -> Loaded:
    """Load the tables and open the plan years from the tracking day to `last_year`.

    A hand-over whose day has not come is left for a later run. Without `apply_successions` the
    bodies stay as before the first hand-over; whoever asks for that applies
    `official_successions()` afterwards. A second run changes nothing.
    """
    counts = SeedCounts()
    for load in (
        *TABLES, seed_tasks, seed_regimes, seed_criteria, seed_indicators, seed_ladder,
    ):  # fmt: skip
        load(counts)
        counts.forget_rows()
    if apply_successions:
        for file in official_successions():
            if file.effective_on <= now.astimezone(LOCAL).date():
                apply_succession(file, layout_settings(), ACTOR, now)
    first_year = layout_settings().tracking_from.year
    laid_out = open_years(first_year, last_year, ACTOR, now)
    today = now.astimezone(LOCAL).date()
    rounds = open_rounds(first_year, last_year, Writing(ACTOR, now, today))
    if counts.added or counts.updated:
        history.record(
            ACTOR, "seed", at=now, subject="seeds/official",
            detail={"added": counts.added, "updated": counts.updated},
        )  # fmt: skip
    return Loaded(counts, laid_out, rounds)


def official_successions() -> list[SuccessionFile]:
    """The hand-overs that seeding applies, in the order of their day."""
    folder = OFFICIAL / "successions"
    return [read_succession((folder / name).read_text(encoding="utf-8")) for name in SUCCESSIONS]
