"""`tracker audit verify`, `tracker backup DIR`, `tracker restore DIR`."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup, with_appcontext

from tracker import clock, history
from tracker.administration import backups
from tracker.administration.restoring import restore as restore_backup

audit = AppGroup("audit", help="The audit trail.")


@audit.command("verify")
def verify() -> None:
    """Check every link of the audit chain; status 1 and the first fault when it is broken."""
    verdict = history.verify()
    if verdict.fault:
        click.echo(f"Nhật ký không toàn vẹn: {verdict.fault}")
        raise SystemExit(1)
    click.echo(f"Nhật ký toàn vẹn: {verdict.count} mục, mã cuối {verdict.head}")


@click.command("backup")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@with_appcontext
def backup(folder: Path) -> None:
    """Write the database and the evidence files to DIR, which must be new or empty."""
    manifest = _run(backups.backup, folder)
    click.echo(f"Đã sao lưu vào {folder}: {len(manifest['files'])} tệp.")


@click.command("restore")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, exists=True))
@with_appcontext
def restore(folder: Path) -> None:
    """Bring a backup back into an installation that holds no data yet."""
    _run(restore_backup, folder)
    click.echo("Đã phục hồi. Chạy `tracker db upgrade` nếu phiên bản chương trình mới hơn.")


def _run(work: backups.Work, folder: Path) -> dict[str, object]:
    """Call the work with the running installation's settings; its refusal becomes a message."""
    try:
        return work(current_app.config["TRACKER"], folder, clock.real_now())
    except backups.BackupError as error:
        raise click.ClickException(str(error)) from error
