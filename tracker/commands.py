"""The command line: the application with every room's commands.

A command is loaded when it is called, so that it starts with what it needs itself. A web server
serves `create_app` alone: what only commands need would cost it 10 MB.
"""

import click
from flask import Flask
from flask.cli import AppGroup
from werkzeug.utils import import_string

from tracker.app import create_app
from tracker.config import Settings

COMMANDS = {
    "audit": "tracker.administration.commands:audit",
    "backup": "tracker.administration.commands:backup",
    "cache": "tracker.tasks.commands:cache",
    "db": "tracker.migrating:db_commands",
    "demo": "tracker.administration.demo.commands:demo",
    "drafts": "tracker.accounts.commands:drafts",
    "export": "tracker.criteria.commands:export",
    "files": "tracker.documents.commands:files",
    "plan": "tracker.administration.seeding.commands:plan",
    "reminders": "tracker.reminders.jobs.commands:reminders",
    "reports": "tracker.reports.commands:reports",
    "restore": "tracker.administration.commands:restore",
    "schedule": "tracker.workdays.commands:schedule",
    "scheduler": "tracker.reminders.jobs.commands:scheduler",
    "seed": "tracker.administration.seeding.commands:seed",
    "succession": "tracker.handover.commands:succession",
    "user": "tracker.accounts.commands:user",
}
"""Where each command stands, by its name."""


class Commands(AppGroup):
    """The commands of all rooms."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The names, in order."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """The command of this name, loaded now; None where there is none."""
        place = COMMANDS.get(cmd_name)
        command: click.Command | None = import_string(place) if place else None
        return command


def create_command_app(settings: Settings | None = None) -> Flask:
    """The application with its commands; raises SettingsError as `create_app` does."""
    app = create_app(settings)
    app.cli = Commands("tracker", help="Theo dõi nhiệm vụ cải cách hành chính.")
    return app
