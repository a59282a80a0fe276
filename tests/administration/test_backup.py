import contextvars
import hashlib
import json
import shutil
import stat
import subprocess
import sys
import time
from contextlib import contextmanager

import pytest
from sqlalchemy import text

from tests.support.people import person, unit
from tracker import clock, history
from tracker.db import write_transaction
from tracker.extensions import db
from tracker.permissions import Actor

WORDS = b"noi dung minh chung"
DIGEST = hashlib.sha256(WORDS).hexdigest()


@pytest.fixture
def filled(app, settings):
    """An installation with people, an audit trail and one evidence file."""
    person("stp.daumoi", ("focal", unit("STP", name="Sở Tư pháp")))
    for login in ("a.b", "c.d"):
        person(login)
    file = settings.data_dir / "blobs" / DIGEST[:2] / DIGEST
    file.parent.mkdir(parents=True)
    file.write_bytes(WORDS)
    return app


@pytest.fixture
def target(database_kind, database_makers, make_app, tmp_path):
    """A second installation, without any data."""
    maker = database_makers(database_kind)
    folder = tmp_path / "target"
    folder.mkdir()
    url = maker.empty(folder)
    app = make_app(data_dir=folder, database_url=url)
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    maker.drop(url)


def run(app, *arguments):
    """Run a command as a process of its own would: in no application's context."""
    db.session.rollback()
    invoke = app.test_cli_runner().invoke
    return contextvars.Context().run(invoke, args=[str(argument) for argument in arguments])


def counts(app):
    with app.app_context():
        tables = sorted(db.metadata.tables)
        found = {t: db.session.scalar(text(f'SELECT count(*) FROM "{t}"')) for t in tables}
        db.session.remove()
        db.engine.dispose()
        return found


def test_restored_installation_equals_the_first(filled, target, tmp_path):
    assert run(filled, "backup", tmp_path / "backup").exit_code == 0
    result = run(target, "restore", tmp_path / "backup")
    assert result.exit_code == 0, result.output
    assert counts(target) == counts(filled)
    with target.app_context():
        assert history.verify().fault is None
        assert db.session.scalar(text("SELECT name FROM unit_name")) == "Sở Tư pháp"
        db.session.remove()
    kept = target.config["TRACKER"].data_dir / "blobs" / DIGEST[:2] / DIGEST
    assert kept.read_bytes() == WORDS


def test_freshly_migrated_installation_takes_a_backup(filled, target, tmp_path):
    with write_transaction() as session:
        session.execute(text("UPDATE feed_settings SET past_days = 77"))
    space = db.session.scalar(text("SELECT value FROM uid_space"))
    run(filled, "backup", tmp_path / "backup")
    assert run(target, "db", "upgrade").exit_code == 0
    result = run(target, "restore", tmp_path / "backup")
    assert result.exit_code == 0, result.output
    assert counts(target) == counts(filled)
    with target.app_context():
        assert db.session.scalar(text("SELECT value FROM uid_space")) == space
        assert db.session.scalar(text("SELECT past_days FROM feed_settings")) == 77
        assert history.verify().fault is None
        db.session.remove()


def test_restored_installation_goes_on_writing(filled, target, tmp_path):
    run(filled, "backup", tmp_path / "backup")
    run(target, "restore", tmp_path / "backup")
    assert run(target, "db", "upgrade").exit_code == 0
    with target.app_context():
        person("e.f", ("head", unit("SCT")))
        assert history.verify().fault is None


def test_manifest_names_every_file_with_its_hash(filled, tmp_path):
    run(filled, "backup", tmp_path / "backup")
    manifest = json.loads((tmp_path / "backup" / "manifest.json").read_text())
    assert manifest["files"][f"blobs/{DIGEST[:2]}/{DIGEST}"] == DIGEST
    assert manifest["revision"]


@pytest.mark.parametrize("made_before", [False, True])
def test_backup_is_its_owners_alone(filled, tmp_path, made_before):
    folder = tmp_path / "backup"
    if made_before:
        folder.mkdir()
        folder.chmod(0o755)
    assert run(filled, "backup", folder).exit_code == 0
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_backup_refuses_a_folder_in_use(filled, tmp_path):
    (tmp_path / "backup").mkdir()
    (tmp_path / "backup" / "x").touch()
    assert run(filled, "backup", tmp_path / "backup").exit_code == 1


def test_backup_refuses_a_file(filled, tmp_path):
    file = tmp_path / "README.md"
    file.write_text("giữ nguyên")
    result = run(filled, "backup", file)
    assert (result.exit_code, result.output) == (1, f"Error: {file} không phải là thư mục.\n")
    assert file.read_text() == "giữ nguyên"


def test_backup_tells_of_a_folder_that_cannot_be_made(filled):
    result = run(filled, "backup", "/proc/nope")
    assert (result.exit_code, "không ghi được /proc/nope" in result.output) == (1, True)


def test_restore_refuses_an_installation_with_data(filled, tmp_path):
    run(filled, "backup", tmp_path / "backup")
    before = counts(filled)
    result = run(filled, "restore", tmp_path / "backup")
    assert (result.exit_code, "đã có dữ liệu" in result.output) == (1, True)
    assert counts(filled) == before


@pytest.mark.parametrize("damage", ["change", "remove", "add", "manifest"])
def test_restore_refuses_a_damaged_backup(filled, target, tmp_path, damage):
    folder = tmp_path / "backup"
    run(filled, "backup", folder)
    file = folder / "blobs" / DIGEST[:2] / DIGEST
    if damage == "change":
        file.write_bytes(WORDS + b" ")
    elif damage == "remove":
        file.unlink()
    elif damage == "add":
        (folder / "blobs" / "thua").touch()
    else:
        (folder / "manifest.json").unlink()
    assert run(target, "restore", folder).exit_code == 1
    assert not (target.config["TRACKER"].data_dir / "blobs").exists()


@pytest.mark.parametrize(
    ("manifest", "said"),
    [
        ("[]", "không phải bản sao lưu hoàn chỉnh"),
        ("null", "không phải bản sao lưu hoàn chỉnh"),
        ('{"format": 1}', "không phải bản sao lưu hoàn chỉnh"),
        ('{"format": 1, "database": "sqlite", "revision": "x", "files": []}', "hoàn chỉnh"),
        ('{"format": 2}', "phiên bản khác"),
    ],
)
def test_restore_refuses_a_manifest_that_tells_nothing(filled, target, tmp_path, manifest, said):
    folder = tmp_path / "backup"
    run(filled, "backup", folder)
    (folder / "manifest.json").write_text(manifest)
    assert run(target, "db", "upgrade").exit_code == 0
    before = counts(target)
    result = run(target, "restore", folder)
    assert (result.exit_code, said in result.output) == (1, True)
    assert counts(target) == before
    assert not (target.config["TRACKER"].data_dir / "blobs").exists()


def test_restore_refuses_the_other_kind_of_database(filled, target, tmp_path):
    folder = tmp_path / "backup"
    run(filled, "backup", folder)
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["database"] = "another"
    (folder / "manifest.json").write_text(json.dumps(manifest))
    assert "another" in run(target, "restore", folder).output


@contextmanager
def writers(app, settings):
    """Two processes that write audit entries as long as the block runs, and meet no error."""
    url, folder = app.config["TRACKER"].database_url, settings.data_dir
    command = [sys.executable, "-m", "tests.support.writer", url, str(folder), "100000"]
    db.session.remove()
    running = [subprocess.Popen(command) for _ in range(2)]
    try:
        yield
    finally:
        (folder / "enough").touch()
        ended = [process.wait(300) for process in running]
    assert ended == [0, 0]


def entries():
    """How many entries the audit trail holds."""
    found = db.session.scalar(text("SELECT count(*) FROM audit_entry"))
    db.session.rollback()
    return found


def backed_up_under_writes(app, folder):
    """A backup during which somebody wrote, and the entries that stood when it began and ended."""
    for number in range(600):  # the writers take a while to begin
        before = entries()
        assert run(app, "backup", folder / f"backup{number}").exit_code == 0
        if (after := entries()) > before:
            return folder / f"backup{number}", before, after
        shutil.rmtree(folder / f"backup{number}")
        time.sleep(0.1)
    raise AssertionError("nobody wrote while a backup ran")


def test_backup_is_consistent_while_others_write(filled, target, settings, tmp_path):
    with writers(filled, settings):
        folder, before, after = backed_up_under_writes(filled, tmp_path)
    assert run(target, "restore", folder).exit_code == 0
    with target.app_context():
        verdict, kept = history.verify(), entries()
        db.session.remove()
    assert verdict.fault is None
    assert before <= kept <= after


def test_odd_values_survive(filled, target, tmp_path):
    odd = 'x,"y"\n\\N NULL đ\t'
    with write_transaction():
        history.record(Actor(None, odd), "test", at=clock.real_now(), subject="")
    run(filled, "backup", tmp_path / "backup")
    run(target, "restore", tmp_path / "backup")
    with target.app_context():
        newest = text("SELECT actor_label, subject, actor_id FROM audit_entry ORDER BY id DESC")
        assert db.session.execute(newest).first() == (odd, "", None)
        db.session.remove()
        db.engine.dispose()
