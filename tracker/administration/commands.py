"""`tracker audit verify`, `tracker backup DIR`, `tracker restore DIR`."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup, with_appcontext

from tracker import clock, history
from tracker.administration import backups
from tracker.administration.restoring import restore as restore_backup

audit = AppGroup("audit", help="Nhật ký hệ thống.")


@audit.command("verify")
def verify() -> None:
    """Kiểm tra từng mắt xích của nhật ký; mã 1 và lỗi đầu tiên khi chuỗi bị sửa."""
    verdict = history.verify()
    if verdict.fault:
        click.echo(f"Nhật ký không toàn vẹn: {verdict.fault}")
        raise SystemExit(1)
    click.echo(f"Nhật ký toàn vẹn: {verdict.count} mục, mã cuối {verdict.head}")


@click.command("backup")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@with_appcontext
def backup(folder: Path) -> None:
    """Sao lưu cơ sở dữ liệu và tệp minh chứng vào thư mục DIR mới hoặc trống."""
    manifest = _run(backups.backup, folder)
    click.echo(f"Đã sao lưu vào {folder}: {len(manifest['files'])} tệp.")


@click.command("restore")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, exists=True))
@with_appcontext
def restore(folder: Path) -> None:
    """Khôi phục bản sao lưu vào nơi cài đặt chưa có dữ liệu."""
    _run(restore_backup, folder)
    click.echo("Đã phục hồi. Chạy `tracker db upgrade` nếu phiên bản chương trình mới hơn.")


def _run(work: backups.Work, folder: Path) -> dict[str, object]:
    """Call the work with the running installation's settings.

    Its refusal, or a folder that cannot be read or written, becomes a message.
    """
    try:
        return work(current_app.config["TRACKER"], folder, clock.real_now())
    except backups.BackupError as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        place, reason = error.filename or folder, error.strerror or error
        raise click.ClickException(f"Không đọc hoặc không ghi được {place}: {reason}.") from error
