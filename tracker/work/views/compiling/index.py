"""Tổng hợp: the rounds that the viewer compiles, and the two reports of one round."""

from dataclasses import dataclass

from flask import abort, render_template, request

from tracker import clock
from tracker.permissions import Permission, can
from tracker.reports.queries.compilations import compiled_by, draft_of, read_target
from tracker.reports.queries.versions import version_counts
from tracker.reports.rules.drafts import Which
from tracker.rounds.queries.regimes import regime_lines
from tracker.rounds.queries.rounds import rounds_of_year, years_laid_out
from tracker.web.gate import allow, current_viewer
from tracker.work.compiling.blueprint import blueprint
from tracker.work.views.compiling.place import ROUND, Place
from tracker.workdays.queries import days_off

FIRST, LAST = 2000, 2100


@dataclass(frozen=True, slots=True)
class Report:
    """One of the two reports on the page of a round."""

    place: Place
    opened: bool

    @property
    def versions(self) -> list[object]:
        """Its frozen versions, the last first."""
        return list(self.place.versions())


@blueprint.get("/tong-hop")
@allow(Permission.COMPILE)
def index() -> str:
    """The rounds of a year of the regimes that the viewer compiles."""
    viewer, today, calendar = current_viewer(), clock.today(), days_off()
    year = request.args.get("nam", type=int) or today.year
    if not FIRST <= year <= LAST:
        abort(404)
    regimes = regime_lines(compiled_by(viewer))
    known = {one.id for one in regimes}
    lines = [
        one
        for one in rounds_of_year(viewer, year)
        if one.regime_id in known and one.ended_on is None
    ]
    groups = [(one, [line for line in lines if line.regime_id == one.id]) for one in regimes]
    years = {*years_laid_out(viewer), year}
    return render_template(
        "compilations/index.html", year=year, today=today,
        years=[(str(one), f"Năm {one}") for one in sorted(years)],
        groups=[(one, own) for one, own in groups if own],
        states={one.id: one.state(today, calendar) for one in lines},
        counts=version_counts([one.id for one in lines]), kinds=list(Which),
    )  # fmt: skip


@blueprint.get(ROUND)
@allow(Permission.READ_WORK)
def show(regime_code: str, code: str) -> str:
    """One round: the drafts for its compilers, the frozen versions for its readers."""
    viewer = current_viewer()
    reports = []
    for which in Which:
        target = read_target(viewer, regime_code, code, internal=which.internal)
        if target is not None:
            opened = draft_of(target, internal=which.internal) is not None
            reports.append(Report(Place(target, which), opened))
    if not reports:
        abort(404)
    target = reports[0].place.target
    compiles = can(viewer, Permission.COMPILE, target.regime.owner_unit_id)
    return render_template(
        "compilations/show.html", reports=reports, line=target.round, regime=target.regime,
        compiles=compiles,
    )  # fmt: skip
