"""The application object for a WSGI server."""

from tracker.app import create_app
from tracker.config import SettingsError

try:
    app = create_app()
except SettingsError as error:
    raise SystemExit(f"Chưa chạy được (settings):\n{error}") from error
