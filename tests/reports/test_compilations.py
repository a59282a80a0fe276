"""Drafts of compiled rounds: two editors, regenerating, freezing, what was signed."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy.exc import DBAPIError

from tests.reports.compilations import COMPILED, KNOWN, SAID
from tests.rounds.factories import make_regime, round_id
from tests.support.people import TESTER, unit
from tracker.db import write_transaction
from tracker.documents.storage import StoredFile
from tracker.extensions import db
from tracker.permissions import GrantValue, Role, Viewer
from tracker.refusals import Refused, Stale
from tracker.reports.models.compilation import Compilation, CompiledVersion
from tracker.reports.operations import compilations as operations
from tracker.reports.queries import compilations as queries
from tracker.reports.queries.versions import headlines, whole_of
from tracker.reports.rules.compiled import Sentence
from tracker.reports.rules.drafts import hash_of
from tracker.reports.rules.frozen import from_json, sha256_of

PAPER = StoredFile("a" * 64, 10, "application/pdf", "da-ky.pdf")
DOCX = operations.FrozenPaper("bao-cao", "Sở Nội vụ", "Kết quả", replace(PAPER, sha256="b" * 64))
WHO = {"actor": TESTER, "now": KNOWN}
TODAY = date(2025, 6, 20)


@pytest.fixture
def draft(app):
    """The draft of the half year of a department."""
    root = unit("UBND", kind="province")
    own = unit("STP", parent=root)
    regime = make_regime(own)
    with write_transaction():
        assert operations.open_draft(round_id(regime, "2025-H1"), own, COMPILED, **WHO)
    return db.session.scalars(db.select(Compilation.id)).one()


def change(draft, operation, *given, **more):
    """One operation on the draft in a transaction of its own."""
    with write_transaction():
        return operation(db.session.get(Compilation, draft), *given, **WHO, **more)


def sections(draft):
    db.session.expire_all()
    return queries.sections_of(draft)


def edit(draft, key, text, version=1):
    return change(draft, operations.edit_section, key, text, version)


def test_opening_twice_is_opening_once(draft):
    row = db.session.get(Compilation, draft)
    known = (row.round_id, row.scope_unit_id)
    with write_transaction():
        assert not operations.open_draft(*known, COMPILED, **WHO)
    assert sections(draft)["tc"].generated == SAID.text


def test_two_editors_each_section_its_own_version(draft):
    assert edit(draft, "tc", "Bản một")
    assert edit(draft, "cddh", "Mục khác")
    with pytest.raises(Stale):
        edit(draft, "tc", "Bản hai")
    assert edit(draft, "tc", "Bản hai", 2)
    found = sections(draft)["tc"]
    assert [one.text for one in queries.edits_of(found.id)] == ["Bản hai", "Bản một"]
    assert not edit(draft, "tc", " Bản hai\r\n", 3)


def test_collecting_anew_keeps_every_edit_and_tells_what_moved(draft):
    edit(draft, "tc", "Sửa tay")
    moved = replace(COMPILED.sections[2], sentences=(Sentence("Số mới."),))
    other = replace(COMPILED.sections[0], sentences=(Sentence("Tổng mới."),))
    fresh = replace(COMPILED, sections=(other, COMPILED.sections[1], moved))
    assert change(draft, operations.refresh, fresh, 2) == 2
    found = sections(draft)
    assert (found["tc"].edited, found["tc"].generated) == ("Sửa tay", "Số mới.")
    assert found["tc"].source_hash != hash_of(found["tc"].generated)
    assert (found["cddh"].edited, found["cddh"].generated) == (None, "Tổng mới.")
    with pytest.raises(Stale):
        edit(draft, "cddh", "viết trên bản cũ")
    with pytest.raises(Stale):
        change(draft, operations.refresh, fresh, 2)


def test_regenerating_one_section_leaves_the_others_and_loses_no_text(draft):
    edit(draft, "tc", "Sửa tay")
    edit(draft, "cddh", "Giữ lại")
    assert change(draft, operations.regenerate_section, "tc", 2)
    found = sections(draft)
    assert (found["tc"].edited, found["cddh"].edited) == (None, "Giữ lại")
    assert [one.text for one in queries.edits_of(found["tc"].id)] == [None, "Sửa tay"]


def test_draft_with_an_empty_section_is_not_frozen(draft):
    with pytest.raises(Refused, match=r"IV\. KIẾN NGHỊ, ĐỀ XUẤT"):
        change(draft, operations.freeze, DOCX, 1)
    edit(draft, "kien-nghi", "Không có.")
    with pytest.raises(Stale):
        change(draft, operations.freeze, DOCX, 1)
    first = change(draft, operations.freeze, DOCX, 2)
    again = change(draft, operations.freeze, DOCX, 2)
    assert (first.id, first.number) == (again.id, 1)


def frozen(draft):
    edit(draft, "kien-nghi", "Không có.")
    version = db.session.get(Compilation, draft).version
    return change(draft, operations.freeze, DOCX, version).id


def test_frozen_version_reads_the_same_whatever_happens_under_it(draft):
    version = frozen(draft)
    whole = whole_of(version)
    edit(draft, "tc", "Viết lại sau khi chốt")
    change(draft, operations.refresh, replace(COMPILED, sections=(), figures=()), 3)
    assert whole_of(version) == whole
    kept = from_json(whole)
    assert kept.compiled == COMPILED
    assert kept.texts["kien-nghi"] == "Không có."
    row = db.session.get(CompiledVersion, version)
    assert (row.sha256, json.loads(row.figures)["tasks.given"]) == (sha256_of(whole), 45)
    with pytest.raises(DBAPIError, match="only added"), write_transaction():
        db.session.execute(db.update(CompiledVersion).values(whole="khác"))


def sign(version, signed, ordinal=0):
    with write_transaction():
        return operations.issue(version, signed, ordinal, today=TODAY, **WHO).ordinal


def test_signed_paper_keeps_number_day_file_and_only_changed_figures(draft):
    version = frozen(draft)
    changed = {"tasks.done": 6, "tasks.given": 45}
    signed = operations.Signed("120/BC-SNV", date(2025, 6, 18), PAPER, changed)
    assert sign(version, signed) == 1
    round_of = db.session.get(Compilation, draft).round_id
    own = db.session.get(Compilation, draft).scope_unit_id
    line = headlines([round_of], own)[round_of]
    assert line.issued.changed == {"tasks.done": 6}
    assert line.signed_figures["tasks.done"] == 6
    with pytest.raises(Stale):
        sign(version, signed)
    with pytest.raises(Refused, match="đã được ghi nhận"):
        sign(version, signed, 1)
    assert sign(version, replace(signed, number="121/BC-SNV"), 1) == 2
    assert headlines([round_of], own)[round_of].issued.number == "121/BC-SNV"


def test_signed_paper_needs_number_and_a_day_that_has_come(draft):
    ahead = operations.Signed(" ", TODAY + timedelta(days=1), None, {})
    with pytest.raises(Refused) as refused:
        sign(frozen(draft), ahead)
    assert set(refused.value.problems) == {"number", "signed_on"}


@pytest.mark.parametrize(
    ("role", "compiles", "upward", "internal"),
    [
        (Role.COMPILER, True, True, True), (Role.HEAD, False, True, True),
        (Role.FOCAL, False, True, False), (Role.ADMINISTRATOR, False, False, False),
    ],
)  # fmt: skip
def test_who_compiles_and_who_reads_what(draft, role, compiles, upward, internal):
    own = db.session.get(Compilation, draft).scope_unit_id
    code = db.session.scalar(db.text("SELECT code FROM reporting_regime"))
    for units, right in ((frozenset({own}), True), (frozenset({own + 1}), False)):
        viewer = Viewer(1, "Thử", (GrantValue(role, own, units),))
        found = (
            queries.compiled_target(viewer, code, "2025-H1"),
            queries.read_target(viewer, code, "2025-H1", internal=False),
            queries.read_target(viewer, code, "2025-H1", internal=True),
        )
        expected = [right and one for one in (compiles, upward, internal)]
        assert [one is not None for one in found] == expected
