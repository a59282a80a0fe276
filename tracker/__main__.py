"""The `tracker` command: every room's commands over the whole application."""

import sys

import click
from sqlalchemy.exc import DBAPIError, OperationalError, ProgrammingError

from tracker.commands import create_command_app
from tracker.config import SettingsError

NO_STRUCTURE = (
    "Cơ sở dữ liệu chưa có cấu trúc của phiên bản đang dùng: chạy `tracker db upgrade` rồi thử lại."
)
NO_CONNECTION = (
    "Không kết nối được cơ sở dữ liệu: xem cơ sở dữ liệu có đang chạy không và TRACKER_DATABASE_URL"
    " hoặc TRACKER_DATA_DIR có đúng không."
)
_UNDEFINED = {"42P01", "42703"}
"""PostgreSQL: no such table, no such column."""
_UNDEFINED_WORDS = ("no such table", "no such column", "has no column named")
"""SQLite has one code for all its errors of SQL."""
_OUT_OF_REACH = {"08", "28", "3D", "57"}
"""Classes of PostgreSQL: connection, sign-in, no such database, the server stops."""


def main() -> None:
    """Run one command; settings that cannot be used end it with every reason, status 2."""
    try:
        app = create_command_app()
    except SettingsError as error:
        click.echo(f"Chưa chạy được (settings):\n{error}", err=True)
        sys.exit(2)
    with app.app_context():
        try:
            app.cli.main(prog_name="tracker")
        except (OperationalError, ProgrammingError) as error:
            cause = cause_of(error)
            if not cause:
                raise
            click.echo(f"{cause}\n({' '.join(str(error.orig).split())})", err=True)
            sys.exit(1)


def cause_of(error: DBAPIError) -> str:
    """What the operator can do about an error of the database; empty where it is the program's."""
    told, state = str(error.orig), getattr(error.orig, "sqlstate", None)
    if state in _UNDEFINED or any(words in told for words in _UNDEFINED_WORDS):
        return NO_STRUCTURE
    if getattr(error.orig, "sqlite_errorname", "").startswith("SQLITE_CANTOPEN"):
        return NO_CONNECTION
    lost = isinstance(error, OperationalError) and not hasattr(error.orig, "sqlite_errorname")
    return NO_CONNECTION if lost and (state is None or state[:2] in _OUT_OF_REACH) else ""


if __name__ == "__main__":
    main()
