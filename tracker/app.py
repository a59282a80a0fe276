"""`create_app`: settings, extensions, the access gate, blueprints, error pages.

A room joins by its lines below: its blueprints in BLUEPRINTS; its commands by name in
`tracker.commands`. A module of pages joins its room's `routes.py`.
"""

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from tracker import clock
from tracker.accounts.views import own_account, person
from tracker.administration import routes as administration_routes
from tracker.config import ROOT, Settings, kept_secret
from tracker.criteria import views as criteria_views
from tracker.db import engine_options
from tracker.extensions import csrf, db
from tracker.feeds import models as _feeds  # noqa: F401 - its tables
from tracker.feeds import routes as feed_routes
from tracker.plans.queries import followed_fields
from tracker.reminders import routes as reminder_routes
from tracker.reminders.queries.clockwork import health, standing_still
from tracker.reminders.queries.notices import unread_of
from tracker.web import errors, filters, frame, gate, headers, masking
from tracker.web import views as web_views
from tracker.work import routes as work_routes
from tracker.work.compiling import routes as compiling_routes

BLUEPRINTS = (
    web_views.blueprint,
    own_account.blueprint,
    *work_routes.BLUEPRINTS,
    *compiling_routes.BLUEPRINTS,
    criteria_views.blueprint,
    *reminder_routes.BLUEPRINTS,
    *feed_routes.BLUEPRINTS,
    *administration_routes.BLUEPRINTS,
)


def create_app(settings: Settings | None = None) -> Flask:
    """Build the application; without `settings` they are read from the environment.

    Raises SettingsError when they cannot be used.
    """
    settings = settings or Settings.from_env()
    masking.init_logs()
    settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    app = Flask("tracker", root_path=str(ROOT), static_folder="static", template_folder="templates")
    _configure(app, settings)
    _extend(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    return app


def _configure(app: Flask, settings: Settings) -> None:
    """Translate our settings into Flask's."""
    app.config.from_mapping(
        TRACKER=settings,
        SECRET_KEY=settings.secret_key or kept_secret(settings.data_dir),
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=engine_options(settings.database_url),
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
    csrf.init_app(app)
    for part in (gate, headers, errors, frame, person):
        part.init_app(app)
    filters.register(app)
    app.extensions["followed_fields"] = followed_fields
    app.extensions["unread_notices"] = unread_of
    app.extensions["clock_still"] = standing_still
    app.extensions["clock_health"] = health
