"""The internal report of Sở Tư pháp's half year: a draft, one frozen version, its signed paper."""

import io
from datetime import UTC, date, datetime

from tests.support.people import TESTER
from tracker.db import write_transaction
from tracker.documents import storage
from tracker.extensions import db
from tracker.reports.models.compilation import Compilation, CompiledSection
from tracker.reports.operations.compilations import (
    FrozenPaper,
    Signed,
    edit_section,
    freeze,
    issue,
    open_draft,
)
from tracker.reports.queries.compilations import sections_of
from tracker.reports.queries.gathering import gather, target_of
from tracker.reports.queries.heads import made_paper
from tracker.reports.rules.compiling.report import compile_report
from tracker.reports.rules.drafts import Which
from tracker.reports.rules.papers import PaperForm
from tracker.work.compiling.papers import bytes_of

PLACES = {"code": "2025-H1", "which": "noi-bo", "key": "ket-qua", "number": 1}
ROUND = "/tong-hop/STP-1/2025-H1"
PAGES = (
    ROUND, *(f"{ROUND}/{which}{page}" for which in ("noi-bo", "gui-cap-tren") for page in (
        "", "/muc/ket-qua", "/chot", "/du-thao.xlsx", "/du-thao.docx", "/so-sanh", "/ban/1",
        "/ban/1/bao-cao.json", "/ban/1/bieu.xlsx", "/ban/1/da-ky",
    )),
)  # fmt: skip
NOW = datetime(2025, 6, 10, 5, tzinfo=UTC)
_WHO = {"actor": TESTER, "now": NOW}


def build(data_dir, signed):
    """Both reports opened; the internal one frozen and signed, the upward one frozen."""
    target = target_of("STP-1", "2025-H1")
    collected = gather(target, NOW, NOW.date())
    for which in Which:
        compiled = compile_report(collected, internal=which.internal)
        facts = made_paper(target, which, PaperForm.OWN, NOW.date()).facts
        content = bytes_of(compiled, {}, facts)
        file = storage.receive(data_dir, io.BytesIO(content), "bao-cao.docx")
        with write_transaction():
            open_draft(target.round.id, target.unit_id, compiled, **_WHO)
            row = db.session.scalars(
                db.select(Compilation).filter_by(internal=which.internal)
            ).one()
            for key in sections_of(row.id):
                edit_section(row, key, "Nội dung", sections_of(row.id)[key].version, **_WHO)
            paper = FrozenPaper(PaperForm.OWN.value, facts.issuer, facts.subject, file)
            version = freeze(row, paper, row.version, **_WHO)
            if which.internal:
                given = Signed("9/BC-STP", date(2025, 6, 9), signed, {})
                issue(version.id, given, 0, today=NOW.date(), **_WHO)


def moved_on(people):
    """Somebody else edits the section, and so the draft."""
    del people
    with write_transaction():
        for row in db.session.scalars(db.select(Compilation)):
            key = db.session.scalar(db.select(CompiledSection.key).filter_by(compilation_id=row.id))
            section = sections_of(row.id)[key]
            edit_section(row, key, f"Bản {section.version}", section.version, **_WHO)
