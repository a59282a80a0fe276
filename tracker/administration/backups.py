"""A backup: the database as of one instant, then the evidence files, then a manifest of hashes.

SQLite is copied with VACUUM INTO, which is consistent under writers (a file copy is not).
PostgreSQL is written as one CSV per table by COPY inside one REPEATABLE READ transaction, so that
neither side needs PostgreSQL's own programs. Evidence files never change once written; copying
them after the database means that every file the database names is there.
"""

import hashlib
import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import text

from tracker.config import Settings
from tracker.db import read_snapshot
from tracker.extensions import db

Manifest = dict[str, Any]
Work = Callable[[Settings, Path, datetime], Manifest]

FORMAT = 1
MANIFEST = "manifest.json"
SQLITE_COPY = "tracker.db"
TABLES = "tables"
EVIDENCE = "blobs"
PRIVATE = 0o700
NEEDED = {"format", "database", "revision", "files"}


class BackupError(Exception):
    """The backup or the restore cannot be done; the message says why, in Vietnamese."""


def backup(settings: Settings, folder: Path, now: datetime) -> Manifest:
    """Write a complete backup into `folder` (new or empty) and return its manifest.

    The folder is its owner's alone: hashes of passwords and secrets of two-step sign-in lie in it.
    The manifest is written last: a folder without one is not a backup.
    """
    if folder.exists() and not folder.is_dir():
        raise BackupError(f"{folder} không phải là thư mục.")
    if folder.exists() and any(folder.iterdir()):
        raise BackupError(f"Thư mục {folder} không trống.")
    folder.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
    folder.chmod(PRIVATE)
    dialect = db.engine.dialect.name
    facts = _copy_sqlite(folder) if dialect == "sqlite" else _copy_postgresql(folder)
    evidence = settings.data_dir / EVIDENCE
    if evidence.is_dir():
        shutil.copytree(evidence, folder / EVIDENCE, ignore=shutil.ignore_patterns("drafts"))
    manifest = {
        "format": FORMAT,
        "made_at": now.isoformat(),
        "database": dialect,
        **facts,
        "files": {name: digest(folder / name) for name in sorted(_files(folder))},
    }
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=1, ensure_ascii=False))
    return manifest


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a backup after every file was compared with its hash."""
    manifest = _manifest_written(folder)
    if manifest.get("format", FORMAT) != FORMAT:
        raise BackupError("Bản sao lưu thuộc phiên bản khác.")
    if not (manifest.keys() >= NEEDED and isinstance(manifest["files"], dict)):
        raise BackupError(f"{folder} không phải bản sao lưu hoàn chỉnh.")
    found = set(_files(folder)) - {MANIFEST}
    if found != set(manifest["files"]):
        odd = sorted(found ^ set(manifest["files"]))
        raise BackupError(f"Bản sao lưu thừa hoặc thiếu tệp: {odd[0]}")
    for name, expected in manifest["files"].items():
        if digest(folder / name) != expected:
            raise BackupError(f"Tệp {name} trong bản sao lưu đã bị thay đổi.")
    return manifest


def _manifest_written(folder: Path) -> Manifest:
    """What the manifest says; nothing where it cannot be read or is no object."""
    try:
        found = json.loads((folder / MANIFEST).read_text())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def digest(file: Path) -> str:
    """SHA-256 of a file's bytes."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def table_names() -> list[str]:
    """Every table of the program, by name."""
    return sorted(db.metadata.tables)


def _files(folder: Path) -> Iterator[str]:
    return (file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file())


def _copy_sqlite(folder: Path) -> Manifest:
    target = folder / SQLITE_COPY
    with db.engine.connect() as connection:
        driver = connection.connection.cursor()
        driver.execute("VACUUM INTO ?", (str(target),))
        driver.close()
    copy = sqlite3.connect(target)
    try:
        state = copy.execute("PRAGMA integrity_check").fetchone()[0]
        if state != "ok":
            raise BackupError(f"Bản sao cơ sở dữ liệu bị lỗi: {state}")
        revision = copy.execute("SELECT version_num FROM alembic_version").fetchone()[0]
    finally:
        copy.close()
    return {"revision": revision}


def _copy_postgresql(folder: Path) -> Manifest:
    (folder / TABLES).mkdir()
    with read_snapshot() as session:
        revision = session.scalar(text("SELECT version_num FROM alembic_version"))
        driver = session.connection().connection.driver_connection
        for table in table_names():
            columns = [column.name for column in db.metadata.tables[table].columns]
            with (
                (folder / TABLES / f"{table}.csv").open("wb") as file,
                driver.cursor().copy(copy_statement(table, columns, "TO STDOUT")) as rows,
            ):
                for block in rows:
                    file.write(block)
    return {"revision": revision}


def copy_statement(table: str, columns: list[str], direction: str) -> str:
    """The COPY of one table, columns by name, as CSV with a header."""
    names = ", ".join(f'"{column}"' for column in columns)
    return f'COPY "{table}" ({names}) {direction} WITH (FORMAT csv, HEADER true)'
