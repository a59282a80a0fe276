"""`tracker succession`: hand duties over when bodies merge, split, end."""

from pathlib import Path

import click
from flask.cli import AppGroup

from tracker import clock
from tracker.db import write_transaction
from tracker.extensions import db
from tracker.handover.operations import Applied, apply_succession
from tracker.handover.reading import SuccessionFileError, read_succession
from tracker.permissions import Actor
from tracker.tasks.jobs import layout_settings
from tracker.text import vn_date

succession = AppGroup("succession", help="Bàn giao nhiệm vụ khi sắp xếp cơ quan, đơn vị.")
ACTOR = Actor(user_id=None, label="Hệ thống (dòng lệnh)")


class _DryRun(Exception):
    """Undo everything at the end of a dry run."""


@succession.command("apply")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Chỉ cho biết sẽ thay đổi gì, không ghi.")
def apply(file: Path, *, dry_run: bool) -> None:
    """Áp dụng một tệp bàn giao (YAML), từ ngày hiệu lực của tệp; trước đó chỉ chạy thử được."""
    now = clock.now()
    try:
        read = read_succession(file.read_text(encoding="utf-8"))
        with write_transaction():
            applied = apply_succession(read, layout_settings(), ACTOR, now, ahead=dry_run)
            db.session.flush()
            if dry_run:
                raise _DryRun
    except _DryRun:
        click.echo("Chạy thử, không ghi gì.")
    except (SuccessionFileError, UnicodeDecodeError) as error:
        raise click.ClickException(f"Không áp dụng được tệp {file.name}:\n{error}") from error
    if read.effective_on > clock.today() and not applied.already:
        click.echo(f"Tệp này áp dụng được từ ngày {vn_date(read.effective_on)}.")
    _report(applied)


def _report(applied: Applied) -> None:
    if applied.already:
        click.echo("Tệp này đã được áp dụng trước đây; không có gì thay đổi.")
        return
    counts = applied.obligations
    click.echo(f"Cơ quan, đơn vị bắt đầu: {', '.join(applied.units_begun) or 'không có'}")
    click.echo(f"Cơ quan, đơn vị kết thúc: {', '.join(applied.units_ended) or 'không có'}")
    click.echo(f"Dòng bàn giao: {applied.moves}")
    click.echo(f"Phần việc mở cho cơ quan tiếp nhận: {counts.opened}; kết thúc: {counts.ended}")
