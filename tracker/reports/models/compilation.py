"""A round compiled for one body: the draft people edit, its frozen versions, what was signed."""

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db import UTCDateTime
from tracker.extensions import db


class Compilation(db.Model):
    """The draft of one round, upward or internal, of the body `scope_unit_id`.

    `source` is the last whole compilation as JSON (docs/json-bao-cao.md) and `known` the instant by
    which everything in it was recorded. `version` grows with every change of the draft.
    """

    __tablename__ = "compilation"
    __table_args__ = (UniqueConstraint("round_id", "scope_unit_id", "internal"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("report_round.id"))
    scope_unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    internal: Mapped[bool]
    source: Mapped[str] = mapped_column(Text)
    known: Mapped[datetime] = mapped_column(UTCDateTime)
    opened_at: Mapped[datetime] = mapped_column(UTCDateTime)
    actor_label: Mapped[str] = mapped_column(String(200))
    version: Mapped[int] = mapped_column(default=1)


class CompiledSection(db.Model):
    """One section of a draft. `edited` is None while the generated text stands.

    `source_hash` is that of the generated text beside which it was edited; another one says that
    the source has moved since.
    """

    __tablename__ = "compiled_section"
    __table_args__ = (UniqueConstraint("compilation_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    compilation_id: Mapped[int] = mapped_column(ForeignKey("compilation.id"))
    key: Mapped[str] = mapped_column(String(60))
    title: Mapped[str] = mapped_column(Text)
    generated: Mapped[str] = mapped_column(Text)
    edited: Mapped[str | None] = mapped_column(Text)
    source_hash: Mapped[str] = mapped_column(String(64), default="")
    version: Mapped[int] = mapped_column(default=1)
    actor_label: Mapped[str] = mapped_column(String(200), default="")
    changed_at: Mapped[datetime] = mapped_column(UTCDateTime)


class CompiledEdit(db.Model):
    """Append-only: one text that a section had; no wording that was saved is ever lost."""

    __tablename__ = "compiled_edit"
    __table_args__ = (UniqueConstraint("section_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    section_id: Mapped[int] = mapped_column(ForeignKey("compiled_section.id"))
    version: Mapped[int]
    text: Mapped[str | None] = mapped_column(Text)
    actor_label: Mapped[str] = mapped_column(String(200))
    recorded_at: Mapped[datetime] = mapped_column(UTCDateTime)


class CompiledVersion(db.Model):
    """Append-only: one frozen version. `whole` is the JSON, `sha256` of it, the paper a blob.

    `form` is that of the paper, `issuer` and `subject` what it prints. `indicators` are the figures
    of the number form by code (`rules.frozen.amounts_json`), empty in versions of before they were
    kept apart.
    """

    __tablename__ = "compiled_version"
    __table_args__ = (UniqueConstraint("compilation_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    compilation_id: Mapped[int] = mapped_column(ForeignKey("compilation.id"))
    number: Mapped[int]
    form: Mapped[str] = mapped_column(String(20))
    issuer: Mapped[str] = mapped_column(String(200))
    subject: Mapped[str] = mapped_column(Text)
    figures: Mapped[str] = mapped_column(Text)
    indicators: Mapped[str] = mapped_column(Text, default="")
    whole: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(String(64))
    docx_sha256: Mapped[str] = mapped_column(ForeignKey("blob.sha256"))
    draft_version: Mapped[int]
    frozen_at: Mapped[datetime] = mapped_column(UTCDateTime)
    actor_label: Mapped[str] = mapped_column(String(200))


class CompiledIssue(db.Model):
    """Append-only: what was signed of a frozen version; a later row puts an earlier one right.

    `changed` is JSON: the figures that the signed paper prints otherwise, by name; `indicators`
    those of the number form, by code.
    """

    __tablename__ = "compiled_issue"
    __table_args__ = (UniqueConstraint("version_id", "ordinal"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("compiled_version.id"))
    ordinal: Mapped[int]
    number: Mapped[str] = mapped_column(String(80))
    signed_on: Mapped[date] = mapped_column(Date)
    blob_sha256: Mapped[str | None] = mapped_column(ForeignKey("blob.sha256"))
    file_name: Mapped[str] = mapped_column(String(255), default="")
    changed: Mapped[str] = mapped_column(Text)
    indicators: Mapped[str] = mapped_column(Text, default="{}")
    note: Mapped[str] = mapped_column(Text, default="")
    actor_label: Mapped[str] = mapped_column(String(200))
    recorded_at: Mapped[datetime] = mapped_column(UTCDateTime)
