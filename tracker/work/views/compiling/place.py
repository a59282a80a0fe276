"""The round in an address, for those who compile it and those who read its versions."""

from dataclasses import dataclass

from flask import abort, url_for

from tracker import clock
from tracker.permissions import Permission, can
from tracker.reports.models.compilation import Compilation
from tracker.reports.queries.compilations import compiled_target, draft_of, read_target
from tracker.reports.queries.gathering import Target, gather
from tracker.reports.queries.versions import VersionLine, versions_of
from tracker.reports.rules.compiled import Compiled
from tracker.reports.rules.compiling.report import compile_report
from tracker.reports.rules.drafts import Which
from tracker.web.gate import current_viewer

ROUND = "/tong-hop/<regime_code>/<code>"
REPORT = f"{ROUND}/<which>"


@dataclass(frozen=True, slots=True)
class Place:
    """One of the two reports of a round, as its address names it."""

    target: Target
    which: Which

    @property
    def address(self) -> dict[str, str]:
        """The values of the address."""
        line = self.target.round
        return {"regime_code": line.regime_code, "code": line.code, "which": self.which.value}

    @property
    def title(self) -> str:
        """The report and the round, in words."""
        return f"{self.which.label}, {self.target.round.title}"

    @property
    def may_compile(self) -> bool:
        """Whether the viewer edits the draft; owners are whose regime it is."""
        return can(current_viewer(), Permission.COMPILE, self.target.regime.owner_unit_id)

    def url(self, page: str, **values: object) -> str:
        """A page of this report."""
        return url_for(f"compiling.{page}", **self.address, **values)

    def draft(self, *, lock: bool = False) -> Compilation:
        """The draft; 404 where none was opened."""
        row = draft_of(self.target, internal=self.which.internal, lock=lock)
        if row is None:
            abort(404)
        return row

    def versions(self) -> list[VersionLine]:
        """Its frozen versions, the last first."""
        target = self.target
        return versions_of(target.round.id, target.unit_id, internal=self.which.internal)

    def version(self, number: int) -> VersionLine:
        """One frozen version; 404 otherwise."""
        found = next((one for one in self.versions() if one.number == number), None)
        if found is None:
            abort(404)
        return found

    def compiled_now(self) -> Compiled:
        """What the sources say now; reads everything, so never inside a write transaction."""
        collected = gather(self.target, clock.now(), clock.today())
        return compile_report(collected, internal=self.which.internal)


def compiled_place(regime_code: str, code: str, which: str) -> Place:
    """A report that the viewer compiles; 404 otherwise."""
    return _place(compiled_target(current_viewer(), regime_code, code), which)


def read_place(regime_code: str, code: str, which: str) -> Place:
    """A report whose versions the viewer reads; 404 otherwise."""
    internal = which == Which.INTERNAL.value
    return _place(read_target(current_viewer(), regime_code, code, internal=internal), which)


def _place(target: Target | None, which: str) -> Place:
    if target is None or which not in set(Which):
        abort(404)
    return Place(target, Which(which))
