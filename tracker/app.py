"""`create_app`: settings, extensions, the access gate, blueprints, commands, error pages.

A room joins by its lines below: its blueprint in BLUEPRINTS, its commands in COMMANDS.
"""

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from tracker import clock
from tracker.accounts import commands as account_commands
from tracker.accounts.views import own_account, person, sign_in
from tracker.administration import commands as administration_commands
from tracker.administration.blueprint import blueprint as administration
from tracker.administration.demo import commands as demo_commands
from tracker.administration.seeding import commands as seeding_commands
from tracker.administration.views import (
    account,
    account_load,
    account_roles,
    account_transfers,
    handover,
    handover_apply,
    handover_draft,
    handover_log,
    handover_queue,
    setup,
    setup_facts,
    setup_work,
)
from tracker.administration.views import accounts as administration_accounts
from tracker.administration.views import amendments as administration_amendments
from tracker.administration.views import days_off as administration_days_off
from tracker.administration.views import deadlines as administration_deadlines
from tracker.administration.views import fields as administration_fields
from tracker.administration.views import groups as administration_groups
from tracker.administration.views import index as administration_index
from tracker.administration.views import orders as administration_orders
from tracker.administration.views import plans as administration_plans
from tracker.administration.views import queues as administration_queues
from tracker.administration.views import rows as administration_rows
from tracker.administration.views import units as administration_units
from tracker.calendar import commands as calendar_commands
from tracker.config import ROOT, Settings, kept_secret
from tracker.documents import commands as document_commands
from tracker.extensions import csrf, db, migrate
from tracker.handover import commands as handover_commands
from tracker.handover import models as handover_models
from tracker.plans.queries import followed_fields
from tracker.tasks import commands as task_commands
from tracker.tasks.models import asking, closing, delegation
from tracker.web import errors, filters, frame, gate, headers
from tracker.web import views as web_views
from tracker.work.blueprint import blueprint as work
from tracker.work.views import closing as year_closing
from tracker.work.views import (
    confirm,
    cooperation,
    counted,
    delegate,
    delegate_many,
    drafts,
    estimates,
    event,
    evidence,
    exports,
    extension,
    grid,
    judge,
    mine,
    no_change,
    overdue,
    plans,
    saved_views,
    search,
    share,
    standing,
    task,
    tasks,
    units,
    update,
    year_end,
)

BLUEPRINTS = (
    web_views.blueprint,
    sign_in.blueprint,
    work,
    plans.blueprint,
    units.blueprint,
    administration,
)
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
    seeding_commands.plan,
    seeding_commands.seed,
    task_commands.cache,
    task_commands.export,
)
_TABLES = (asking, closing, delegation, handover_models)  # known to the migrations
_VIEWS_ON_THOSE_BLUEPRINTS = (
    account, account_load, account_roles, account_transfers, administration_accounts, setup,
    setup_facts, setup_work,
    handover, handover_apply, handover_draft, handover_log, handover_queue,
    administration_amendments, administration_deadlines, administration_orders,
    administration_plans, administration_queues, administration_rows,
    administration_days_off, administration_fields, administration_groups, administration_units,
    own_account, administration_index, confirm, counted, delegate, delegate_many, event, evidence,
    exports, judge, cooperation, extension, year_closing,
    drafts, estimates, grid, no_change, standing, year_end,
    mine, overdue, saved_views, search, share,
    task, tasks, update,
)  # fmt: skip


def create_app(settings: Settings | None = None) -> Flask:
    """Build the application; without `settings` they are read from the environment.

    Raises SettingsError when they cannot be used.
    """
    settings = settings or Settings.from_env()
    settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    app = Flask("tracker", root_path=str(ROOT), static_folder="static", template_folder="templates")
    _configure(app, settings)
    _extend(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    for command in COMMANDS:
        app.cli.add_command(command)
    return app


def _configure(app: Flask, settings: Settings) -> None:
    """Translate our settings into Flask's."""
    app.config.from_mapping(
        TRACKER=settings,
        SECRET_KEY=settings.secret_key or kept_secret(settings.data_dir),
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        MAX_CONTENT_LENGTH=settings.upload_limit,
        WTF_CSRF_TIME_LIMIT=None,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.https,
        SESSION_COOKIE_NAME="__Host-tracker" if settings.https else "tracker",
        TRUSTED_HOSTS=list(settings.trusted_hosts) or None,
        FROZEN_DAY=clock.freeze(settings.today, settings.data_dir) if settings.today else None,
    )
    if settings.proxy_count:
        count = settings.proxy_count
        proxied = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)
        app.wsgi_app = proxied  # type: ignore[method-assign]


def _extend(app: Flask) -> None:
    db.init_app(app)
    migrate.init_app(app, db, directory=str(ROOT / "migrations"), render_as_batch=True)
    csrf.init_app(app)
    for part in (gate, headers, errors, frame, person):
        part.init_app(app)
    filters.register(app)
    app.extensions["followed_fields"] = followed_fields
