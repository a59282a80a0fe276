"""A unit's report as its pages show it to one person."""

from collections.abc import Mapping
from dataclasses import dataclass

from tracker.reports.models.unit_report import ReportText
from tracker.reports.queries.unit_reports import SeenReport, SentLine
from tracker.reports.rules.contributions import ReportState
from tracker.reports.rules.outline import OutlineLine
from tracker.reports.rules.texts import unmarked
from tracker.reports.rules.unit_report import Standing


@dataclass(frozen=True, slots=True)
class Shown:
    """The report as its pages show it: what was sent, and the unit's own text for its people."""

    seen: SeenReport
    standing: Standing
    lines: tuple[OutlineLine, ...]
    headings: tuple[OutlineLine, ...]
    sent: tuple[SentLine, ...]
    kept: Mapping[str, ReportText]

    @property
    def drafting(self) -> bool:
        """Whether the people of the unit see a text that is not sent."""
        unsent = (ReportState.DRAFTING, ReportState.WAITING, ReportState.ASKED)
        return self.seen.own and self.standing.state in unsent

    def texts(self) -> dict[str, str]:
        """The text to be read, by section: of the unit's people their own, else what was sent."""
        if self.drafting and self.kept:
            return {key: unmarked(one.text) for key, one in self.kept.items()}
        return {key: unmarked(text) for key, text in self.sent[-1].sections} if self.sent else {}


def first_texts(shown: Shown, suggested: Mapping[str, str]) -> dict[str, str]:
    """What each section opens with: the kept text, else what was sent last, else what is offered.

    `suggested` is what the work of the window offers by section.
    """
    sent = dict(shown.sent[-1].sections) if shown.sent else {}
    return {
        line.key: shown.kept[line.key].text
        if line.key in shown.kept
        else sent.get(line.key, "" if sent else suggested.get(line.key, ""))
        for line in shown.lines
    }


def draft_key(seen: SeenReport) -> str:
    """The name under which what is typed of a report's text is kept."""
    return f"bao-cao-{seen.round.line.id}-{seen.unit.unit_id}"
