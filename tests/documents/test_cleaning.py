"""`tracker files clean`: files of abandoned forms go after seven days, those in use never."""

import os
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from sqlalchemy import select

from tests.documents import builders
from tracker import clock
from tracker.db import write_transaction
from tracker.documents import cleaning, storage
from tracker.documents.operations import register_files
from tracker.extensions import db
from tracker.history import AuditEntry

NOW = datetime(2025, 6, 10, 2, 0, tzinfo=UTC)


@pytest.fixture
def put(app, settings):
    """Keep a PDF of one's own in the data folder, handed in some days ago."""

    def keep(days, mark):
        file = storage.receive(settings.data_dir, BytesIO(builders.PDF + mark), "a.pdf")
        path = storage.path_of(settings.data_dir, file.sha256)
        age(path, days)
        return file, path

    return keep


def age(path, days):
    then = (clock.real_now() - timedelta(days=days)).timestamp()
    os.utime(path, (then, then))


def clean(app, *options):
    db.session.rollback()
    result = app.test_cli_runner().invoke(args=["files", "clean", *options])
    assert result.exit_code == 0, result.output
    return result.output


def test_only_old_files_that_nothing_uses_are_removed(app, put, settings):
    used, used_path = put(8, b"1")
    _, waiting = put(6, b"2")
    _, unused = put(8, b"3")
    draft = settings.data_dir / "blobs" / "drafts" / "tmp1"
    draft.write_bytes(b"4")
    age(draft, 8)
    with write_transaction():
        register_files([used], NOW)
    size = len(builders.PDF) + 2
    assert f"có 2 tệp không được dùng, {size} byte" in clean(app, "--dry-run")
    assert unused.exists()
    assert "đã xóa 2 tệp" in clean(app)
    assert [path.exists() for path in (used_path, waiting, unused, draft)] == [
        True, True, False, False,
    ]  # fmt: skip
    assert "đã xóa 0 tệp" in clean(app)
    entries = db.session.scalars(select(AuditEntry.action)).all()
    assert entries == ["files.clean"]


def test_a_file_handed_in_again_meanwhile_stays(app, put, settings):
    file, path = put(8, b"1")
    found = cleaning.abandoned(settings.data_dir, clock.real_now())
    assert found.paths == (path,)
    assert storage.hold(settings.data_dir, file.sha256)
    gone = cleaning.remove(found, settings.data_dir, None, real_now=clock.real_now(), now=NOW)
    assert (gone, path.exists()) == (0, True)
    age(path, 8)
    storage.receive(settings.data_dir, BytesIO(builders.PDF + b"1"), "b.pdf")
    assert cleaning.abandoned(settings.data_dir, clock.real_now()).paths == ()


def test_what_is_not_there_is_not_held(settings):
    assert not storage.hold(settings.data_dir, "0" * 64)
    assert not storage.hold(settings.data_dir, "../tracker.db")
