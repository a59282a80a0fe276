"""The `tracker` command: Flask's command line over the whole application."""

import sys

import click
from flask.cli import FlaskGroup

from tracker.commands import create_command_app
from tracker.config import SettingsError

_group = FlaskGroup(
    name="tracker",
    create_app=create_command_app,
    add_default_commands=False,
    add_version_option=False,
    set_debug_flag=False,
    help="Theo dõi nhiệm vụ cải cách hành chính.",
)


def main() -> None:
    """Run one command; settings that cannot be used end it with every reason, status 2."""
    try:
        _group()
    except SettingsError as error:
        click.echo(f"Chưa chạy được (settings):\n{error}", err=True)
        sys.exit(2)


if __name__ == "__main__":
    main()
