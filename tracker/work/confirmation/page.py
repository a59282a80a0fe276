"""Evidence beside results that wait for a word, and who may say it."""

from collections.abc import Collection
from dataclasses import dataclass

from flask import url_for

from tracker.tasks.queries.confirmations import lines_that_said_done
from tracker.tasks.queries.history import ShownEvidence, evidence_of
from tracker.tasks.rules.states import EvidenceKind
from tracker.work.update_page import evidence_label


@dataclass(frozen=True, slots=True)
class Shown:
    """One piece of evidence as a link or as words."""

    label: str
    url: str


def evidence_shown(obligation_ids: Collection[int]) -> dict[int, list[Shown]]:
    """What units gave for their results. The caller names rows whose files its viewer may open."""
    lines = lines_that_said_done(obligation_ids)
    found = evidence_of([line for of_one in lines.values() for line in of_one])
    return {
        owner: [_shown(item) for line in of_one for item in found.get(line, ())]
        for owner, of_one in lines.items()
    }


def _shown(item: ShownEvidence) -> Shown:
    if item.kind == EvidenceKind.FILE:
        return Shown(item.file_name, url_for("work.evidence", id=item.id))
    return Shown(evidence_label(item), item.url if item.kind == EvidenceKind.LINK else "")
