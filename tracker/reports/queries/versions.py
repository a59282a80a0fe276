"""Frozen versions of compiled rounds, with what was signed of them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, select

from tracker.extensions import db
from tracker.reports.models.compilation import Compilation, CompiledIssue, CompiledVersion
from tracker.reports.rules.frozen import amounts_from
from tracker.reports.rules.indicators import Amount


@dataclass(frozen=True, slots=True)
class Issued:
    """What was signed of a version, as last recorded."""

    ordinal: int
    number: str
    signed_on: date
    file_name: str
    blob_sha256: str | None
    changed: dict[str, float | None]
    indicators: dict[str, Amount]
    note: str
    actor_label: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A frozen version as lists show it."""

    id: int
    number: int
    form: str
    subject: str
    sha256: str
    docx_sha256: str
    figures: dict[str, float | None]
    indicators: dict[str, Amount]
    frozen_at: datetime
    actor_label: str
    issued: Issued | None

    @property
    def signed_figures(self) -> dict[str, float | None]:
        """The figures as signed, where it was signed; else as frozen."""
        return self.figures | (self.issued.changed if self.issued else {})

    @property
    def signed_indicators(self) -> dict[str, Amount]:
        """The number form by code as signed, else as frozen."""
        return self.indicators | (self.issued.indicators if self.issued else {})


def versions_of(round_id: int, scope_unit_id: int, *, internal: bool) -> list[VersionLine]:
    """The frozen versions of a round of a body, the last first."""
    query = (
        _VERSIONS.join(Compilation, Compilation.id == CompiledVersion.compilation_id)
        .where(
            Compilation.round_id == round_id,
            Compilation.scope_unit_id == scope_unit_id,
            Compilation.internal.is_(internal),
        )
        .order_by(CompiledVersion.number.desc())
    )
    return _lines(query)


def whole_of(version_id: int) -> str:
    """The frozen JSON of a version."""
    return db.session.scalars(
        select(CompiledVersion.whole).where(CompiledVersion.id == version_id)
    ).one()


def headlines(round_ids: list[int], scope_unit_id: int) -> dict[int, VersionLine]:
    """By round, the upward version to compare with: the last signed one, else the last frozen."""
    query = (
        _VERSIONS.add_columns(Compilation.round_id)
        .join(Compilation, Compilation.id == CompiledVersion.compilation_id)
        .where(
            Compilation.round_id.in_(round_ids), Compilation.scope_unit_id == scope_unit_id,
            Compilation.internal.is_(False),
        )
        .order_by(CompiledVersion.number)
    )  # fmt: skip
    rows = db.session.execute(query).all()
    issues = _issues([row[0] for row in rows])
    found: dict[int, VersionLine] = {}
    for *values, round_id in rows:
        line = _line(values, issues)
        kept = found.get(round_id)
        if kept is None or line.issued or not kept.issued:
            found[round_id] = line
    return found


def signed_figures(round_ids: list[int], scope_unit_id: int) -> dict[int, dict[str, float | None]]:
    """By round, the headline as it was signed, where that was recorded."""
    found = headlines(round_ids, scope_unit_id)
    return {one: line.signed_figures for one, line in found.items() if line.issued}


@dataclass(frozen=True, slots=True)
class SignedForm:
    """The number form of a signed round by code; a version of before kept only its instant."""

    frozen_at: datetime
    amounts: Mapping[str, Amount]


def signed_forms(round_ids: list[int], scope_unit_id: int) -> dict[int, SignedForm]:
    """By round, the number form as it was signed, where that was recorded."""
    found = headlines(round_ids, scope_unit_id)
    return {
        one: SignedForm(line.frozen_at, line.signed_indicators)
        for one, line in found.items()
        if line.issued
    }


def version_counts(round_ids: list[int]) -> dict[tuple[int, bool], tuple[int, int]]:
    """By round and kind (internal or not): frozen versions, and how many of them were signed."""
    signed = select(CompiledIssue.version_id).distinct().subquery()
    query = (
        select(
            Compilation.round_id, Compilation.internal, func.count(CompiledVersion.id),
            func.count(signed.c.version_id),
        )
        .outerjoin(CompiledVersion, CompiledVersion.compilation_id == Compilation.id)
        .outerjoin(signed, signed.c.version_id == CompiledVersion.id)
        .where(Compilation.round_id.in_(round_ids))
        .group_by(Compilation.round_id, Compilation.internal)
    )  # fmt: skip
    return {(one, kind): (count, done) for one, kind, count, done in db.session.execute(query)}


_VERSIONS = select(
    CompiledVersion.id, CompiledVersion.number, CompiledVersion.form, CompiledVersion.subject,
    CompiledVersion.sha256, CompiledVersion.docx_sha256, CompiledVersion.figures,
    CompiledVersion.indicators, CompiledVersion.frozen_at, CompiledVersion.actor_label,
)  # fmt: skip


def _lines(query: Select[Any]) -> list[VersionLine]:
    rows = db.session.execute(query).all()
    issues = _issues([row[0] for row in rows])
    return [_line(row, issues) for row in rows]


def _line(row: Any, issues: dict[int, Issued]) -> VersionLine:  # noqa: ANN401 - a row
    number, ordinal, form, subject, sha256, docx, figures, indicators, at, label = row
    return VersionLine(
        number, ordinal, form, subject, sha256, docx, json.loads(figures), amounts_from(indicators),
        at, label, issues.get(number),
    )  # fmt: skip


def _issues(version_ids: list[int]) -> dict[int, Issued]:
    query = (
        select(CompiledIssue)
        .where(CompiledIssue.version_id.in_(version_ids))
        .order_by(CompiledIssue.ordinal)
    )
    return {
        row.version_id: Issued(
            row.ordinal, row.number, row.signed_on, row.file_name, row.blob_sha256,
            json.loads(row.changed), amounts_from(row.indicators), row.note, row.actor_label,
            row.recorded_at,
        )
        for row in db.session.scalars(query)
    }  # fmt: skip
