"""The command line: the application with every room's commands and with migrations.

A web server serves `create_app` alone: what only commands need would cost it 10 MB.
"""

from flask import Flask
from flask_migrate import Migrate

from tracker.accounts import commands as account_commands
from tracker.administration import commands as administration_commands
from tracker.administration.demo import commands as demo_commands
from tracker.administration.seeding import commands as seeding_commands
from tracker.app import create_app
from tracker.calendar import commands as calendar_commands
from tracker.config import ROOT, Settings
from tracker.criteria import commands as criteria_commands
from tracker.documents import commands as document_commands
from tracker.extensions import db
from tracker.handover import commands as handover_commands
from tracker.reminders import commands as reminder_commands
from tracker.reminders.jobs import commands as clock_commands
from tracker.reports import commands as report_commands
from tracker.tasks import commands as task_commands

COMMANDS = (
    account_commands.drafts,
    account_commands.user,
    administration_commands.audit,
    administration_commands.backup,
    administration_commands.restore,
    calendar_commands.schedule,
    demo_commands.demo,
    document_commands.files,
    handover_commands.succession,
    reminder_commands.reminders,
    clock_commands.scheduler,
    report_commands.reports,
    seeding_commands.plan,
    seeding_commands.seed,
    task_commands.cache,
    criteria_commands.export,
)


def create_command_app(settings: Settings | None = None) -> Flask:
    """The application with its commands; raises SettingsError as `create_app` does."""
    app = create_app(settings)
    Migrate(app, db, directory=str(ROOT / "migrations"), render_as_batch=True)
    for command in COMMANDS:
        app.cli.add_command(command)
    return app
