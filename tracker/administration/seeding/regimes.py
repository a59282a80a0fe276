"""The regimes of reporting in the papers: days, audience. The windows are those of the rules."""

from datetime import date

from sqlalchemy import select

from tracker.administration.seeding.official import ids_by_code, only
from tracker.administration.seeding.reading import OFFICIAL, SeedRow, day, read_csv
from tracker.administration.seeding.upsert import SeedCounts, put
from tracker.documents.models import Document
from tracker.extensions import db
from tracker.rounds.models import RegimeAudience, RegimeWindow, ReportingRegime
from tracker.rounds.rules.windows import PATTERN_YEAR, RoundKind, pattern_of
from tracker.units.models import Unit, UnitGroup

LINES_APART = " | "


def seed_regimes(counts: SeedCounts) -> None:
    """Every regime with its kinds of round and who reports.

    Of a regime that a person changed, kinds and addressees stay as that person left them.
    """
    documents, units = ids_by_code(Document), ids_by_code(Unit)
    for row in read_csv(OFFICIAL / "regimes.csv"):
        values = only(row, "name", "forward_to", "legal_place", "note") | {
            "owner_unit_id": units[row["owner_unit"]],
            "receiver_unit_id": units[row["receiver_unit"]],
            "document_id": documents[row["document"]],
            "outline": row["outline"].replace(LINES_APART, "\n"),
            "valid_from": day(row["valid_from"]),
        }
        put(counts, ReportingRegime, {"code": row["code"]}, values)
    regimes = ids_by_code(ReportingRegime)
    changed = select(ReportingRegime.code).where(ReportingRegime.version > 1)
    kept = set(db.session.scalars(changed))
    for row in _rows_beside("regime_windows.csv", kept):
        _seed_window(counts, regimes[row["regime"]], row)
    targets = {"group": ids_by_code(UnitGroup), "children": units, "unit": units}
    for row in _rows_beside("regime_audiences.csv", kept):
        column = "group_id" if row["kind"] == "group" else "unit_id"
        target = targets[row["kind"]][row["target"]]
        key = {"regime_id": regimes[row["regime"]], "kind": row["kind"], column: target}
        put(counts, RegimeAudience, key, {})


def _rows_beside(name: str, changed: set[str]) -> list[SeedRow]:
    return [row for row in read_csv(OFFICIAL / name) if row["regime"] not in changed]


def _seed_window(counts: SeedCounts, regime_id: int, row: SeedRow) -> None:
    window = pattern_of(RoundKind(row["kind"]))
    values = {
        "first": window.first, "last": window.last, "on_time": _every_year(row["on_time"]),
        "closed_after": _every_year(row["closed_after"]), "forward": _every_year(row["forward"]),
    }  # fmt: skip
    put(counts, RegimeWindow, {"regime_id": regime_id, "kind": row["kind"]}, values)


def _every_year(text: str) -> date:
    """A day of every year, `06-18`."""
    return date.fromisoformat(f"{PATTERN_YEAR}-{text}")
