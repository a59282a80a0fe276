"""`create_app`: settings, extensions, the access gate, blueprints, error pages."""

from flask import Flask

from tracker import clock
from tracker.config import ROOT, Settings, kept_secret
from tracker.extensions import csrf, db, login_manager, migrate


def create_app(settings: Settings | None = None) -> Flask:
    """Build the application; without `settings` they are read from the environment."""
    settings = settings or Settings.from_env()
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    app = Flask("tracker", root_path=str(ROOT), static_folder="static", template_folder="templates")
    _configure(app, settings)
    db.init_app(app)
    migrate.init_app(app, db, directory=str(ROOT / "migrations"))
    login_manager.init_app(app)
    csrf.init_app(app)
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
