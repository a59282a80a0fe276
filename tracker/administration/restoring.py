"""Bringing a backup back. Verified first, all or nothing, and only where there is no data yet."""

import csv
import shutil
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, inspect, text

from tracker.administration.backups import (
    EVIDENCE,
    SQLITE_COPY,
    TABLES,
    BackupError,
    Manifest,
    copy_statement,
    read_manifest,
    table_names,
)
from tracker.config import Settings
from tracker.db import write_transaction
from tracker.extensions import db
from tracker.migrating import upgrade

_CHUNK = 1 << 20
_FOREIGN_KEYS = """
SELECT conrelid::regclass::text AS "table", conname AS name, pg_get_constraintdef(oid) AS rule
FROM pg_constraint WHERE contype = 'f' AND connamespace = current_schema()::regnamespace
"""
_SEQUENCES = """
SELECT table_name, column_name,
       pg_get_serial_sequence(quote_ident(table_name), column_name) AS sequence
FROM information_schema.columns WHERE table_schema = current_schema()
"""


def restore(settings: Settings, folder: Path, now: datetime) -> Manifest:  # noqa: ARG001 - shares the shape of backup()
    """Restore the backup in `folder` into this installation.

    Raises BackupError when a file differs from the manifest, when the backup is of the other
    kind of database, or when this installation already holds data or evidence.
    """
    manifest = read_manifest(folder)
    dialect = db.engine.dialect.name
    if manifest["database"] != dialect:
        raise BackupError(f"Bản sao lưu là của {manifest['database']}, không phải {dialect}.")
    evidence = settings.data_dir / EVIDENCE
    if _holds_rows() or (evidence.is_dir() and any(evidence.iterdir())):
        raise BackupError("Nơi phục hồi đã có dữ liệu. Chọn cơ sở dữ liệu và thư mục trống.")
    db.session.remove()
    db.engine.dispose()
    if dialect == "sqlite":
        _restore_sqlite(folder)
    else:
        _restore_postgresql(folder, manifest["revision"])
    if (folder / EVIDENCE).is_dir():
        shutil.copytree(folder / EVIDENCE, evidence, dirs_exist_ok=True)
    return manifest


def _holds_rows() -> bool:
    """Whether any table has a row that a fresh installation would not have."""
    present = set(inspect(db.engine).get_table_names())
    fresh = {"audit_head": "last_id > 0", "uid_space": "false", "feed_settings": "false"}
    return any(
        db.session.execute(
            text(f'SELECT 1 FROM "{table}" WHERE {fresh.get(table, "true")} LIMIT 1')  # noqa: S608 - our own table names
        ).first()
        for table in table_names()
        if table in present
    )


def _restore_sqlite(folder: Path) -> None:
    database = Path(db.engine.url.database or "")
    draft = Path(f"{database}.restoring")
    shutil.copyfile(folder / SQLITE_COPY, draft)
    for leftover in ("-wal", "-shm", "-journal"):
        Path(f"{database}{leftover}").unlink(missing_ok=True)
    draft.replace(database)


def _restore_postgresql(folder: Path, revision: str) -> None:
    upgrade(revision=revision)
    with write_transaction() as session:
        connection = session.connection()
        at = connection.scalar(text("SELECT version_num FROM alembic_version"))
        if at != revision:
            raise BackupError(f"Cơ sở dữ liệu ở phiên bản {at}, bản sao lưu ở {revision}.")
        rules = connection.execute(text(_FOREIGN_KEYS)).mappings().all()
        for rule in rules:
            connection.execute(text(f"ALTER TABLE {rule['table']} DROP CONSTRAINT {rule['name']}"))
        for file in sorted((folder / TABLES).glob("*.csv")):
            _clear(connection, file.stem)
            _load(connection.connection.driver_connection, file)
        for rule in rules:
            connection.execute(
                text(f"ALTER TABLE {rule['table']} ADD CONSTRAINT {rule['name']} {rule['rule']}")
            )
        _advance_sequences(connection)


def _clear(connection: Connection, table: str) -> None:
    """Take out the rows that migrations bring; the histories are empty and let none go."""
    if connection.scalar(text(f'SELECT EXISTS (SELECT FROM "{table}")')):  # noqa: S608 - as below
        connection.execute(text(f'DELETE FROM "{table}"'))  # noqa: S608 - a table of the program


def _load(driver: Any, file: Path) -> None:  # noqa: ANN401 - psycopg's connection
    """Copy one table's CSV in; its header names the columns."""
    with file.open(newline="") as head:
        columns = next(csv.reader(head))
    statement = copy_statement(file.stem, columns, "FROM STDIN")
    with file.open("rb") as stream, driver.cursor().copy(statement) as rows:
        while block := stream.read(_CHUNK):
            rows.write(block)


def _advance_sequences(connection: Connection) -> None:
    """Let new ids begin after the restored ones."""
    for row in connection.execute(text(_SEQUENCES)).mappings().all():
        if row["sequence"]:
            connection.execute(
                text(
                    f"SELECT setval('{row['sequence']}', "  # noqa: S608 - names from the catalogue
                    f"coalesce(max({row['column_name']}), 0) + 1, false) FROM {row['table_name']}"
                )
            )
