"""Drafts and frozen versions of compiled rounds, for those who compile and those who may read."""

from sqlalchemy import ColumnElement, select, true

from tracker.extensions import db
from tracker.permissions import MATRIX, Permission, Role, Viewer
from tracker.reports.models.compilation import Compilation, CompiledEdit, CompiledSection
from tracker.reports.queries.gathering import Target, target_of
from tracker.rounds.models import ReportingRegime

_LED_BY = (Role.COMPILER, Role.LEADERSHIP, Role.HEAD)
"""Whose roles read the internal report, which criticises units."""


def compiled_by(viewer: Viewer) -> ColumnElement[bool]:
    """On `ReportingRegime`: the viewer compiles its rounds.

    By the matrix that is the compiler alone: of the whole province, or of the unit whose regime it
    is for its divisions.
    """
    return _owned(viewer.scope(Permission.COMPILE))


def read_by(viewer: Viewer, *, internal: bool) -> ColumnElement[bool]:
    """On `ReportingRegime`: the viewer reads frozen versions of its rounds.

    Whoever reads all the work that they tell; the internal report only its compilers, leadership
    and the head of the unit.
    """
    return _owned(_led(viewer) if internal else viewer.scope(Permission.READ_WORK))


def _owned(units: frozenset[int] | None) -> ColumnElement[bool]:
    return true() if units is None else ReportingRegime.owner_unit_id.in_(units)


def _led(viewer: Viewer) -> frozenset[int] | None:
    covered: frozenset[int] = frozenset()
    for grant in viewer.grants:
        if grant.role not in _LED_BY or Permission.READ_WORK not in MATRIX[grant.role]:
            continue
        if grant.unit_ids is None:
            return None
        covered |= grant.unit_ids
    return covered


def compiled_target(viewer: Viewer, regime_code: str, code: str) -> Target | None:
    """The round that the viewer compiles."""
    return _target(compiled_by(viewer), regime_code, code)


def read_target(viewer: Viewer, regime_code: str, code: str, *, internal: bool) -> Target | None:
    """The round whose frozen versions the viewer reads."""
    return _target(read_by(viewer, internal=internal), regime_code, code)


def _target(condition: ColumnElement[bool], regime_code: str, code: str) -> Target | None:
    known = select(ReportingRegime.id).where(ReportingRegime.code == regime_code, condition)
    return target_of(regime_code, code) if db.session.scalar(known) else None


def draft_of(target: Target, *, internal: bool, lock: bool = False) -> Compilation | None:
    """The draft of a round that the viewer was found to compile."""
    query = select(Compilation).where(
        Compilation.round_id == target.round.id,
        Compilation.scope_unit_id == target.unit_id,
        Compilation.internal.is_(internal),
    )
    return db.session.scalars(query.with_for_update() if lock else query).first()


def sections_of(compilation_id: int) -> dict[str, CompiledSection]:
    """Its sections by key, as they came in."""
    query = select(CompiledSection).where(CompiledSection.compilation_id == compilation_id)
    return {one.key: one for one in db.session.scalars(query.order_by(CompiledSection.id))}


def edits_of(section_id: int, most: int = 20) -> list[CompiledEdit]:
    """The texts that a section had, the last first."""
    query = select(CompiledEdit).where(CompiledEdit.section_id == section_id)
    return list(db.session.scalars(query.order_by(CompiledEdit.version.desc()).limit(most)))
