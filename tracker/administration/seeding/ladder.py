"""The ladder of reminders as the program brings it; an administrator's changes stay."""

from tracker.administration.seeding.official import only
from tracker.administration.seeding.reading import OFFICIAL, read_csv
from tracker.administration.seeding.upsert import SeedCounts, put
from tracker.reminders.models import LadderRung


def seed_ladder(counts: SeedCounts) -> None:
    """Every rung, switched on; whether anything is sent is another switch."""
    for row in read_csv(OFFICIAL / "reminder_ladder.csv"):
        key = only(row, "kind", "level", "anchor") | {"count": int(row["count"])}
        values = only(row, "policy") | {"weekly": row["weekly"] == "yes", "enabled": True}
        put(counts, LadderRung, key, values)
