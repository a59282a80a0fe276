"""Settings from the environment; a half-configured production refuses to start."""

import contextlib
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError
from werkzeug.sansio.utils import host_is_trusted

ROOT = Path(__file__).resolve().parent.parent
PRODUCTION = "production"
DEVELOPMENT = "development"
NEEDED_IN_PRODUCTION = (
    "TRACKER_DATA_DIR",
    "TRACKER_SECRET_KEY",
    "TRACKER_BASE_URL",
    "TRACKER_PROXY_COUNT",
    "TRACKER_TRUSTED_HOSTS",
)
DRIVERS = ("sqlite", "postgresql+psycopg")
HIGHEST_PORT = 65535
MEBIBYTE = 1024 * 1024
MAIL_PASSWORD = "mail-password"  # noqa: S105 - a file's name


class SettingsError(Exception):
    """The settings cannot be used; the message lists every reason, one per line."""


@dataclass(frozen=True)
class Settings:
    """Everything that differs between installations."""

    data_dir: Path
    database_url: str
    secret_key: str
    env: str = DEVELOPMENT
    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 2
    base_url: str = "http://127.0.0.1:8000"
    proxy_count: int = 0
    trusted_hosts: tuple[str, ...] = ()
    upload_limit: int = 25 * MEBIBYTE
    today: date | None = None
    tracking_from: date = date(2025, 1, 1)
    crash_at: str = ""

    @property
    def production(self) -> bool:
        """Whether this is the province's real installation."""
        return self.env == PRODUCTION

    @property
    def https(self) -> bool:
        """Whether people reach the program over https."""
        return self.base_url.startswith("https://")

    @property
    def address(self) -> str:
        """Where the web server listens."""
        return _address(self.host, self.port)

    @classmethod
    def from_env(cls, env: Mapping[str, str] | None = None) -> "Settings":
        """Read the variables. Raises SettingsError naming all that is wrong at once."""
        reader = _Reader(os.environ if env is None else env)
        settings = reader.settings()
        reader.check_places(settings)
        reader.check_production(settings)
        if reader.problems:
            raise SettingsError("\n".join(reader.problems))
        return settings


class _Reader:
    """Reads the variables and gathers what is wrong with them."""

    def __init__(self, env: Mapping[str, str]) -> None:
        self.env = env
        self.problems: list[str] = []

    def settings(self) -> Settings:
        data_dir = Path(self.text("TRACKER_DATA_DIR") or ROOT / "var").resolve()
        host = self.text("TRACKER_HOST") or "127.0.0.1"
        port = self.number("TRACKER_PORT", 8000, least=1, most=HIGHEST_PORT)
        return Settings(
            data_dir=data_dir,
            database_url=_database_url(self.text("TRACKER_DATABASE_URL"), data_dir),
            secret_key=self.text("TRACKER_SECRET_KEY"),
            env=self.choice("TRACKER_ENV", (DEVELOPMENT, PRODUCTION)),
            host=host,
            port=port,
            workers=self.number("WEB_CONCURRENCY", 2, least=1),
            base_url=(self.text("TRACKER_BASE_URL") or f"http://{_address(host, port)}").rstrip(
                "/"
            ),
            proxy_count=self.number("TRACKER_PROXY_COUNT", 0),
            trusted_hosts=tuple(self.text("TRACKER_TRUSTED_HOSTS").replace(",", " ").split()),
            upload_limit=self.number("TRACKER_UPLOAD_LIMIT", 25 * MEBIBYTE, least=1),
            today=self.day("TRACKER_TODAY", None),
            tracking_from=self.day("TRACKER_TRACKING_FROM", None) or date(2025, 1, 1),
            crash_at=self.text("TRACKER_CRASH_AT"),
        )

    def check_places(self, settings: Settings) -> None:
        if not _can_hold(settings.data_dir):
            self.problems.append(
                "TRACKER_DATA_DIR: phải là thư mục ghi được hoặc tạo được (not a folder to write):"
                f" {settings.data_dir}"
            )
        if not _is_database(settings.database_url):  # it may hold a password: not repeated
            self.problems.append(
                "TRACKER_DATABASE_URL: phải là địa chỉ sqlite:///… hoặc postgresql://…"
                " (not a database address)"
            )
        if not _host_of(settings.base_url):
            self.problems.append(
                "TRACKER_BASE_URL: phải là địa chỉ http:// hoặc https:// có tên máy"
                f" (not a web address): {settings.base_url}"
            )

    def check_production(self, settings: Settings) -> None:
        if not settings.production:
            return
        self.problems += [
            f"{name}: thiếu, phải có khi TRACKER_ENV=production (missing)"
            for name in NEEDED_IN_PRODUCTION
            if not self.text(name)
        ]
        if self.text("TRACKER_BASE_URL") and not settings.https:
            self.problems.append("TRACKER_BASE_URL: phải bắt đầu bằng https:// (must be https)")
        self.check_hosts(settings)
        if 0 < len(settings.secret_key) < 32:
            self.problems.append("TRACKER_SECRET_KEY: quá ngắn, cần từ 32 ký tự (too short)")
        if settings.today:
            self.problems.append("TRACKER_TODAY: không dùng khi vận hành thật (not in production)")
        if settings.crash_at:
            self.problems.append("TRACKER_CRASH_AT: chỉ để thử nghiệm (for tests only)")

    def check_hosts(self, settings: Settings) -> None:
        """An empty tuple would answer to any name; one without our own, to nobody."""
        host, trusted = _host_of(settings.base_url), settings.trusted_hosts
        if self.text("TRACKER_TRUSTED_HOSTS") and not trusted:
            self.problems.append("TRACKER_TRUSTED_HOSTS: không có tên máy nào (no host name)")
        if self.text("TRACKER_BASE_URL") and host and not host_is_trusted(host, trusted):
            self.problems.append(
                "TRACKER_TRUSTED_HOSTS: phải có tên máy của TRACKER_BASE_URL"
                f" (the host of the base URL is missing): {host}"
            )

    def text(self, name: str) -> str:
        return self.env.get(name, "").strip()

    def number(self, name: str, default: int, *, least: int = 0, most: int = 2**53) -> int:
        raw = self.text(name)
        number = int(raw) if raw.isdecimal() and len(raw) < len(str(2**53)) else -1
        if not raw or least <= number <= most:
            return number if raw else default
        end = f"đến {most}" if most < 2**53 else "trở lên"
        self.problems.append(
            f"{name}: phải là số nguyên từ {least} {end} (not a whole number in range): {raw}"
        )
        return default

    def day(self, name: str, default: date | None) -> date | None:
        raw = self.text(name)
        try:
            return date.fromisoformat(raw) if raw else default
        except ValueError:
            self.problems.append(f"{name}: phải là ngày dạng 2025-06-10 (not a day): {raw}")
            return default

    def choice(self, name: str, allowed: tuple[str, ...]) -> str:
        raw = self.text(name) or allowed[0]
        if raw not in allowed:
            self.problems.append(f"{name}: chỉ nhận {', '.join(allowed)} (unknown value): {raw}")
        return raw


def _database_url(raw: str, data_dir: Path) -> str:
    """The SQLAlchemy URL; PostgreSQL goes through psycopg 3."""
    if not raw:
        return f"sqlite:///{data_dir / 'tracker.db'}"
    for prefix in ("postgres://", "postgresql://"):
        if raw.startswith(prefix):
            return "postgresql+psycopg://" + raw.removeprefix(prefix)
    return raw


def _is_database(url: str) -> bool:
    """Whether the program can talk to what stands at this address."""
    try:
        return make_url(url).drivername in DRIVERS
    except (ArgumentError, ValueError):
        return False


def _host_of(url: str) -> str:
    """The host name of a web address; empty when it is none."""
    try:
        parts = urlsplit(url)
        named = parts.scheme in ("http", "https") and parts.port != 0
    except ValueError:  # brackets or a port that cannot be read
        return ""
    return (parts.hostname or "") if named else ""


def _address(host: str, port: int) -> str:
    """Host and port; an IPv6 address stands in brackets."""
    return f"[{host}]:{port}" if ":" in host and not host.startswith("[") else f"{host}:{port}"


def _can_hold(folder: Path) -> bool:
    """Whether it is a folder that can be written to, or one can be made there."""
    try:
        nearest = next(place for place in (folder, *folder.parents) if place.exists())
        return nearest.is_dir() and os.access(nearest, os.W_OK | os.X_OK)
    except OSError:
        return False


def kept_secret(data_dir: Path) -> str:
    """The secret key of the data folder, made on first use and readable by the owner only."""
    path = data_dir / "secret-key"
    if not path.exists():
        draft = data_dir / f"secret-key.{secrets.token_hex(4)}"
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(48))
        with contextlib.suppress(FileExistsError):  # another process was first: its key stands
            os.link(draft, path)
        draft.unlink()
    return path.read_text()


def keep_mail_password(data_dir: Path, password: str) -> None:
    """Keep the mail server's password in the data folder, readable by the owner only; "" drops it.

    Neither the database nor a page ever holds it.
    """
    path = data_dir / MAIL_PASSWORD
    if not password:
        path.unlink(missing_ok=True)
        return
    draft = data_dir / f"{MAIL_PASSWORD}.{secrets.token_hex(4)}"
    draft.touch(mode=0o600)
    draft.write_text(password, encoding="utf-8")
    draft.replace(path)


def mail_password(data_dir: Path) -> str:
    """The kept password of the mail server; empty when there is none."""
    path = data_dir / MAIL_PASSWORD
    return path.read_text(encoding="utf-8") if path.exists() else ""
