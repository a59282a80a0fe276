"""Units' reports to a round: who may see and write which, texts, sendings, papers, steps."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from tracker.calendar.workdays import DaysOff
from tracker.extensions import db
from tracker.permissions import Permission, Viewer, can
from tracker.plans.queries import plan_fields
from tracker.reports.models.unit_report import (
    ReportEvent,
    ReportPaper,
    ReportRevision,
    ReportText,
    UnitReport,
)
from tracker.reports.queries.collecting import field_names
from tracker.reports.queries.working import Place
from tracker.reports.rules.contributions import ReportState
from tracker.reports.rules.outline import OutlineLine, sections_of
from tracker.reports.rules.unit_report import Sending, Side, Standing, Step
from tracker.rounds.queries.expected import ExpectedUnit, expected_units
from tracker.rounds.queries.regimes import RegimeLine
from tracker.rounds.queries.rounds import RoundLine
from tracker.units.queries import names_on


@dataclass(frozen=True, slots=True)
class Round:
    """A round with its regime, whose outline and receiver hold for it."""

    line: RoundLine
    regime: RegimeLine

    @property
    def outline(self) -> str:
        """The round's own outline, else its regime's; "" for the default of the house."""
        return self.line.outline or self.regime.outline

    def headings(self) -> tuple[OutlineLine, ...]:
        """The outline's headings in order."""
        return sections_of(self.outline, field_names(plan_fields()))

    def compiled_by(self, viewer: Viewer) -> bool:
        """Whether the viewer receives the reports of this round."""
        return can(viewer, Permission.COMPILE, self.regime.receiver_unit_id)


@dataclass(frozen=True, slots=True)
class SeenReport:
    """One unit's report as a viewer meets it; `row` is None of one that nobody opened."""

    round: Round
    unit: ExpectedUnit
    sides: frozenset[Side]
    row: UnitReport | None
    sent: bool

    @property
    def own(self) -> bool:
        """Whether the viewer is of the people of the unit, who see what is not sent yet."""
        return not self.sides.isdisjoint({Side.WRITER, Side.HEAD})

    @property
    def version(self) -> int:
        """The version of the report's steps; 0 before anybody opened it."""
        return self.row.version if self.row else 0

    def standing(self, today: date, days_off: DaysOff) -> Standing:
        """Where it stands today."""
        state = ReportState(self.row.state) if self.row else ReportState.MISSING
        reopened = bool(self.row and self.row.reopened)
        return Standing(state, self.round.line.state(today, days_off), self.sent, reopened)

    def place(self) -> Place:
        """Whose work the report tells: the unit's, and its successors' where they write it."""
        receiver = names_on(self.round.line.window.last, [self.round.regime.receiver_unit_id])
        named = next(iter(receiver.values()))
        return Place(
            self.round.line, self.unit.code, self.unit.name, named.name, self.round.outline,
            frozenset({self.unit.unit_id, *self.unit.writers}),
        )  # fmt: skip


def sides_of(viewer: Viewer, one: Round, unit: ExpectedUnit) -> frozenset[Side]:
    """On which sides the viewer stands with a unit's report."""
    heads = viewer.scope(Permission.APPROVE)
    found = {Side.WRITER} if unit.may_be_written_by(viewer) else set()
    if heads is None or not heads.isdisjoint(unit.writers):
        found.add(Side.HEAD)
    if one.compiled_by(viewer):
        found.add(Side.COMPILER)
    return frozenset(found)


def may_read(viewer: Viewer, one: Round, unit: ExpectedUnit) -> bool:
    """Whether the viewer may read what the unit sent, and know how far its report is."""
    units = viewer.scope(Permission.READ_WORK)
    if units is None or not units.isdisjoint({unit.unit_id, *unit.writers}):
        return True
    return bool(sides_of(viewer, one, unit))


def seen_report(
    viewer: Viewer, one: Round, unit_code: str, today: date, *, lock: bool = False
) -> SeenReport | None:
    """The report of an expected unit, where the viewer may know of it."""
    units = expected_units(one.line, today)
    unit = next((found for found in units if found.code == unit_code), None)
    if unit is None or not may_read(viewer, one, unit):
        return None
    query = select(UnitReport).where(
        UnitReport.round_id == one.line.id, UnitReport.unit_id == unit.unit_id
    )
    query = query.execution_options(populate_existing=True)
    row = db.session.scalars(query.with_for_update() if lock else query).first()
    sent = row is not None and bool(revisions_of([row.id]))
    return SeenReport(one, unit, sides_of(viewer, one, unit), row, sent)


def reports_of(round_id: int) -> dict[int, UnitReport]:
    """The opened reports of a round by unit."""
    rows = db.session.scalars(select(UnitReport).where(UnitReport.round_id == round_id))
    return {row.unit_id: row for row in rows}


def sent_in(round_id: int) -> bool:
    """Whether any unit has sent its report of this round."""
    query = select(ReportRevision.id).join(UnitReport, UnitReport.id == ReportRevision.report_id)
    return db.session.scalar(query.where(UnitReport.round_id == round_id).limit(1)) is not None


def texts_of(report_id: int) -> dict[str, ReportText]:
    """The kept text of each section."""
    rows = db.session.scalars(
        select(ReportText)
        .where(ReportText.report_id == report_id)
        .execution_options(populate_existing=True)
    )
    return {row.section: row for row in rows}


@dataclass(frozen=True, slots=True)
class SentLine:
    """One sending with its signed paper, as known at an instant."""

    revision: ReportRevision
    paper: ReportPaper | None

    @property
    def sending(self) -> Sending:
        """The days, as the rules take them."""
        row = self.revision
        return Sending(row.sent_on, row.empty, self.paper.signed_on if self.paper else None)

    @property
    def sections(self) -> tuple[tuple[str, str], ...]:
        """The texts by key, those that say something."""
        return tuple((one["key"], one["text"]) for one in self.revision.texts if one["text"])


def revisions_of(
    report_ids: Collection[int], known: datetime | None = None
) -> dict[int, list[SentLine]]:
    """What was sent of these reports by an instant (None: so far), oldest first."""
    query = select(ReportRevision).where(ReportRevision.report_id.in_(report_ids))
    papers = (
        select(ReportPaper)
        .join(ReportRevision, ReportRevision.id == ReportPaper.revision_id)
        .where(ReportRevision.report_id.in_(report_ids))
        .order_by(ReportPaper.id)
    )
    if known is not None:
        query = query.where(ReportRevision.sent_at <= known)
        papers = papers.where(ReportPaper.recorded_at <= known)
    last = {row.revision_id: row for row in db.session.scalars(papers)}
    found: dict[int, list[SentLine]] = {}
    for row in db.session.scalars(query.order_by(ReportRevision.number)):
        found.setdefault(row.report_id, []).append(SentLine(row, last.get(row.id)))
    return found


def events_of(report_id: int) -> list[ReportEvent]:
    """The steps of one report, the latest first."""
    query = select(ReportEvent).where(ReportEvent.report_id == report_id)
    return list(db.session.scalars(query.order_by(ReportEvent.id.desc())))


def last_events(
    report_ids: Collection[int], known: datetime | None = None
) -> dict[int, ReportEvent]:
    """The last step of each report by an instant."""
    query = select(ReportEvent).where(ReportEvent.report_id.in_(report_ids))
    if known is not None:
        query = query.where(ReportEvent.at <= known)
    return {row.report_id: row for row in db.session.scalars(query.order_by(ReportEvent.id))}


def what_is_asked(report_id: int) -> ReportEvent | None:
    """The last request to complete, or the head's last reasons for giving it back."""
    asking = (Step.ASK.value, Step.RETURN.value, Step.REOPEN.value)
    query = select(ReportEvent).where(
        ReportEvent.report_id == report_id, ReportEvent.step.in_(asking)
    )
    return db.session.scalars(query.order_by(ReportEvent.id.desc()).limit(1)).first()


def paper_file(report_id: int, paper_id: int) -> ReportPaper | None:
    """A signed paper of this report that has a file."""
    query = (
        select(ReportPaper)
        .join(ReportRevision, ReportRevision.id == ReportPaper.revision_id)
        .where(
            ReportPaper.id == paper_id, ReportRevision.report_id == report_id,
            ReportPaper.blob_sha256.is_not(None),
        )
    )  # fmt: skip
    return db.session.scalars(query).first()
