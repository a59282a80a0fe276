"""The `tracker` command: every room's commands over the whole application."""

import sys

import click

from tracker.commands import create_command_app
from tracker.config import SettingsError


def main() -> None:
    """Run one command; settings that cannot be used end it with every reason, status 2."""
    try:
        app = create_command_app()
    except SettingsError as error:
        click.echo(f"Chưa chạy được (settings):\n{error}", err=True)
        sys.exit(2)
    with app.app_context():
        app.cli.main(prog_name="tracker")


if __name__ == "__main__":
    main()
