import os
import runpy
import subprocess
import sys
from datetime import date

import pytest

from tracker.config import NEEDED_IN_PRODUCTION, ROOT, Settings, SettingsError, kept_secret

PRODUCTION = {
    "TRACKER_ENV": "production",
    "TRACKER_DATA_DIR": "/srv/tracker",
    "TRACKER_SECRET_KEY": "s" * 32,
    "TRACKER_BASE_URL": "https://cchc.example.vn",
    "TRACKER_PROXY_COUNT": "1",
    "TRACKER_TRUSTED_HOSTS": "cchc.example.vn, cchc.local",
}


def test_defaults():
    settings = Settings.from_env({"TRACKER_DATA_DIR": "/tmp/x"})
    assert settings.database_url == "sqlite:////tmp/x/tracker.db"
    assert settings.base_url == "http://127.0.0.1:8000"
    assert settings.tracking_from == date(2025, 1, 1)
    assert settings.today is None
    assert not settings.production
    assert not settings.https


def test_full_production_starts():
    settings = Settings.from_env(PRODUCTION)
    assert settings.production
    assert settings.https
    assert settings.proxy_count == 1
    assert settings.trusted_hosts == ("cchc.example.vn", "cchc.local")


@pytest.mark.parametrize("name", NEEDED_IN_PRODUCTION)
def test_production_names_what_is_missing(name):
    env = {key: value for key, value in PRODUCTION.items() if key != name}
    with pytest.raises(SettingsError, match=name):
        Settings.from_env(env)


def test_everything_wrong_is_told_at_once():
    with pytest.raises(SettingsError) as caught:
        Settings.from_env({"TRACKER_ENV": "production", "TRACKER_PORT": "x"})
    for name in (*NEEDED_IN_PRODUCTION, "TRACKER_PORT"):
        assert name in str(caught.value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TRACKER_BASE_URL", "http://cchc.example.vn"),
        ("TRACKER_SECRET_KEY", "short"),
        ("TRACKER_TODAY", "2025-06-10"),
        ("TRACKER_TRUSTED_HOSTS", ","),
        ("TRACKER_TRUSTED_HOSTS", "cchc.local"),
        ("TRACKER_TRUSTED_HOSTS", "https://cchc.example.vn"),
    ],
)
def test_production_refuses(name, value):
    with pytest.raises(SettingsError, match=name):
        Settings.from_env(PRODUCTION | {name: value})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TRACKER_ENV", "prod"),
        ("TRACKER_TODAY", "10/6/2025"),
        ("TRACKER_UPLOAD_LIMIT", "-1"),
        ("TRACKER_PROXY_COUNT", "one"),
        ("TRACKER_TRACKING_FROM", "2025"),
        ("TRACKER_PORT", "0"),
        ("TRACKER_PORT", "65536"),
        ("TRACKER_PORT", "9" * 5000),
        ("TRACKER_UPLOAD_LIMIT", "0"),
        ("WEB_CONCURRENCY", "0"),
        ("WEB_CONCURRENCY", "hai"),
        ("TRACKER_BASE_URL", "cchc.example.vn"),
        ("TRACKER_BASE_URL", "ftp://cchc.example.vn"),
        ("TRACKER_BASE_URL", "https://"),
        ("TRACKER_BASE_URL", "https://cchc.example.vn:cổng"),
        ("TRACKER_BASE_URL", "http://[::1"),
        ("TRACKER_DATABASE_URL", "tracker.db"),
        ("TRACKER_DATABASE_URL", "mysql://u:p@h/d"),
        ("TRACKER_DATABASE_URL", "postgresql://u:p@h:cổng/d"),
        ("TRACKER_DATA_DIR", __file__),
        ("TRACKER_DATA_DIR", f"{__file__}/var"),
    ],
)
def test_unreadable_values_are_named(name, value):
    with pytest.raises(SettingsError, match=name):
        Settings.from_env({name: value})


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_postgresql_goes_through_psycopg_3(scheme):
    settings = Settings.from_env({"TRACKER_DATABASE_URL": f"{scheme}://u:p@h/d"})
    assert settings.database_url == "postgresql+psycopg://u:p@h/d"


def test_password_of_a_refused_database_is_not_repeated():
    with pytest.raises(SettingsError) as caught:
        Settings.from_env({"TRACKER_DATABASE_URL": "mysql://u:bi-mat@h/d"})
    assert "bi-mat" not in str(caught.value)


def test_subdomains_may_be_trusted_together():
    settings = Settings.from_env(PRODUCTION | {"TRACKER_TRUSTED_HOSTS": ".example.vn"})
    assert settings.trusted_hosts == (".example.vn",)


@pytest.mark.parametrize(
    ("host", "address"),
    [("::1", "[::1]:80"), ("[::1]", "[::1]:80"), ("127.0.0.1", "127.0.0.1:80")],
)
def test_server_listens_where_the_settings_say(monkeypatch, host, address):
    for name, value in (("HOST", host), ("PORT", "80")):
        monkeypatch.setenv(f"TRACKER_{name}", value)
    monkeypatch.setenv("WEB_CONCURRENCY", "3")
    served = runpy.run_path(str(ROOT / "gunicorn.conf.py"))
    assert (served["bind"], served["workers"]) == (address, 3)
    assert Settings.from_env().base_url == f"http://{address}"


def test_server_names_the_settings_it_cannot_use(monkeypatch):
    monkeypatch.setenv("WEB_CONCURRENCY", "0")
    with pytest.raises(SystemExit, match="WEB_CONCURRENCY: phải là số nguyên từ 1 trở lên"):
        runpy.run_path(str(ROOT / "gunicorn.conf.py"))


def test_secret_is_made_once_and_private(tmp_path):
    first = kept_secret(tmp_path)
    assert len(first) == 64
    assert kept_secret(tmp_path) == first
    assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["secret-key"]


@pytest.mark.parametrize("arguments", [["-m", "tracker", "db", "upgrade"], ["wsgi.py"]])
def test_half_configured_production_refuses_to_start(arguments):
    plain = {key: value for key, value in os.environ.items() if not key.startswith("TRACKER_")}
    result = subprocess.run(
        [sys.executable, *arguments],
        env=plain | {"TRACKER_ENV": "production"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode != 0
    assert "TRACKER_TRUSTED_HOSTS: thiếu" in result.stderr
    assert "Traceback" not in result.stderr
