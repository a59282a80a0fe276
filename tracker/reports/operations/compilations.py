"""Write compilations: open a draft, edit and regenerate sections, freeze, record what was signed.

What is compiled and written as a document is made before; nothing here collects or draws.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import func, select

from tracker import history
from tracker.documents.operations import register_files
from tracker.documents.storage import StoredFile
from tracker.extensions import db
from tracker.permissions import Actor
from tracker.refusals import Refused, check_version, refuse
from tracker.reports.models.compilation import (
    Compilation,
    CompiledEdit,
    CompiledIssue,
    CompiledSection,
    CompiledVersion,
)
from tracker.reports.queries.compilations import sections_of
from tracker.reports.rules.compiled import Compiled
from tracker.reports.rules.drafts import NOTHING_NEW, empty_words, hash_of, too_late
from tracker.reports.rules.frozen import (
    amounts_from,
    amounts_json,
    amounts_of,
    as_json,
    figures_json,
    from_json,
    sha256_of,
)
from tracker.reports.rules.indicators import Amount
from tracker.reports.rules.papers import unwritten
from tracker.reports.rules.texts import text_of, tidy
from tracker.statements import insert_or_skip


@dataclass(frozen=True, slots=True)
class FrozenPaper:
    """The document made of a draft, already in the data folder, and what it prints."""

    form: str
    issuer: str
    subject: str
    file: StoredFile


@dataclass(frozen=True, slots=True)
class Signed:
    """The signed paper: `file` is None where no copy was handed in."""

    number: str
    signed_on: date | None
    file: StoredFile | None
    changed: Mapping[str, float | None]
    note: str = ""
    indicators: Mapping[str, Amount] = field(default_factory=dict)


def open_draft(
    round_id: int, scope_unit_id: int, compiled: Compiled, *, actor: Actor, now: datetime
) -> bool:
    """Open the draft with its generated text; whether it was opened just now."""
    values = {
        "round_id": round_id, "scope_unit_id": scope_unit_id,
        "internal": compiled.heading.internal, "source": as_json(compiled),
        "known": compiled.heading.known, "opened_at": now, "actor_label": actor.label, "version": 1,
    }  # fmt: skip
    if not insert_or_skip(Compilation, values):
        return False
    row = db.session.scalars(
        select(Compilation).filter_by(
            round_id=round_id, scope_unit_id=scope_unit_id, internal=compiled.heading.internal
        )
    ).one()
    _take(row, compiled, actor, now)
    _record(row, "compilation.open", actor, now)
    return True


def refresh(
    row: Compilation, compiled: Compiled, version: int, *, actor: Actor, now: datetime
) -> int:
    """Take what the source says now; every edited text stays. How many sections were told anew.

    Raises Stale.
    """
    check_version(row.version, version)
    row.source, row.known = as_json(compiled), compiled.heading.known
    moved = _take(row, compiled, actor, now)
    row.version += 1
    db.session.flush()
    _record(row, "compilation.refresh", actor, now)
    return moved


def _take(row: Compilation, compiled: Compiled, actor: Actor, now: datetime) -> int:
    """Write the generated texts; those of sections that are gone stay where they are."""
    known, moved = sections_of(row.id), 0
    for section in compiled.sections:
        text, kept = text_of(section), known.get(section.key)
        if kept is None:
            db.session.add(
                CompiledSection(
                    compilation_id=row.id, key=section.key, title=section.title, generated=text,
                    actor_label=actor.label, changed_at=now,
                )
            )  # fmt: skip
        elif kept.generated != text:
            kept.generated, kept.title, moved = text, section.title, moved + 1
            if kept.edited is None:
                kept.version += 1
    db.session.flush()
    return moved


def edit_section(
    row: Compilation, key: str, text: str, version: int, *, actor: Actor, now: datetime
) -> bool:
    """Keep a section's text; whether anything changed. Raises Stale, and KeyError for no section.

    A text equal to the generated one is no edit.
    """
    section = sections_of(row.id)[key]
    check_version(section.version, version)
    typed = tidy(text)
    wanted = None if typed == section.generated else typed
    if wanted == section.edited:
        return False
    _put(row, section, wanted, actor=actor, now=now)
    _record(row, "compilation.edit", actor, now, section=key)
    return True


def regenerate_section(
    row: Compilation, key: str, version: int, *, actor: Actor, now: datetime
) -> bool:
    """Let the generated text stand again; the edited one stays in the section's history.

    Raises Stale, and KeyError for no section.
    """
    section = sections_of(row.id)[key]
    check_version(section.version, version)
    if section.edited is None:
        return False
    _put(row, section, None, actor=actor, now=now)
    _record(row, "compilation.regenerate", actor, now, section=key)
    return True


def _put(
    row: Compilation, section: CompiledSection, text: str | None, *, actor: Actor, now: datetime
) -> None:
    section.edited, section.source_hash = text, hash_of(section.generated)
    section.version += 1
    section.actor_label, section.changed_at = actor.label, now
    row.version += 1
    db.session.add(
        CompiledEdit(
            section_id=section.id,
            version=section.version,
            text=text,
            actor_label=actor.label,
            recorded_at=now,
        )
    )
    db.session.flush()


def texts_of(row: Compilation) -> dict[str, str]:
    """What every section prints now."""
    return {
        key: one.generated if one.edited is None else one.edited
        for key, one in sections_of(row.id).items()
    }


def freeze(
    row: Compilation, paper: FrozenPaper, version: int, *, actor: Actor, now: datetime
) -> CompiledVersion:
    """Keep the draft for good, with the document made of it. Raises Stale and Refused.

    `version` is that of the draft of which the document was made.
    """
    check_version(row.version, version)
    texts, compiled = texts_of(row), from_json(row.source).compiled
    refuse({"": empty_words(unwritten(compiled, texts))})
    last = db.session.scalars(
        select(CompiledVersion)
        .where(CompiledVersion.compilation_id == row.id)
        .order_by(CompiledVersion.number.desc())
    ).first()
    whole = as_json(compiled, texts)
    if last is not None and last.sha256 == sha256_of(whole) and last.form == paper.form:
        return last
    register_files([paper.file], now)
    frozen = CompiledVersion(
        compilation_id=row.id, number=last.number + 1 if last else 1, form=paper.form,
        issuer=paper.issuer, subject=paper.subject, figures=figures_json(compiled), whole=whole,
        indicators=amounts_json(amounts_of(compiled.indicators)),
        sha256=sha256_of(whole), docx_sha256=paper.file.sha256, draft_version=row.version,
        frozen_at=now, actor_label=actor.label,
    )  # fmt: skip
    db.session.add(frozen)
    db.session.flush()
    _record(row, "compilation.freeze", actor, now, sha256=frozen.sha256)
    return frozen


def issue(
    version_id: int, signed: Signed, ordinal: int, *, actor: Actor, now: datetime, today: date
) -> CompiledIssue:
    """Record what was signed; `ordinal` is that of the last record seen. Raises Stale, Refused."""
    found = db.session.get(CompiledVersion, version_id, with_for_update=True)
    if found is None:
        raise KeyError(version_id)
    count = select(func.count(CompiledIssue.id)).where(CompiledIssue.version_id == version_id)
    check_version(db.session.scalar(count) or 0, ordinal)
    refuse(too_late(signed.signed_on, signed.number, today))
    if signed.file is not None:
        register_files([signed.file], now)
    figures = json.loads(found.figures)
    changed = {name: value for name, value in signed.changed.items() if figures.get(name) != value}
    row = CompiledIssue(
        version_id=version_id, ordinal=ordinal + 1, number=signed.number.strip(),
        signed_on=signed.signed_on, changed=json.dumps(changed), note=signed.note,
        indicators=amounts_json(_changed(signed.indicators, amounts_from(found.indicators))),
        blob_sha256=signed.file.sha256 if signed.file else None,
        file_name=signed.file.name if signed.file else "", actor_label=actor.label,
        recorded_at=now,
    )  # fmt: skip
    _check_new(version_id, row)
    db.session.add(row)
    db.session.flush()
    draft = db.session.get_one(Compilation, found.compilation_id)
    _record(draft, "compilation.issue", actor, now, number=row.number)
    return row


def _changed(given: Mapping[str, Amount], frozen: Mapping[str, Amount]) -> dict[str, Amount]:
    """The figures of the number form that are signed otherwise than frozen; no other is taken."""
    return {code: one for code, one in given.items() if code in frozen and frozen[code] != one}


def _check_new(version_id: int, row: CompiledIssue) -> None:
    """The same thing again is not recorded again."""
    last = db.session.scalars(
        select(CompiledIssue)
        .where(CompiledIssue.version_id == version_id)
        .order_by(CompiledIssue.ordinal.desc())
    ).first()
    names = ("number", "signed_on", "changed", "indicators", "note", "blob_sha256")
    if last is not None and all(getattr(last, one) == getattr(row, one) for one in names):
        raise Refused({"": NOTHING_NEW})


def _record(row: Compilation, action: str, actor: Actor, now: datetime, **detail: str) -> None:
    history.record(
        actor, action, at=now, subject=f"compilation:{row.id}", ids=(row.id,), detail=detail
    )
