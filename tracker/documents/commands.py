"""`tracker files`: the files in the data folder."""

import click
from flask import current_app
from flask.cli import AppGroup

from tracker import clock
from tracker.db import write_transaction
from tracker.documents import cleaning
from tracker.permissions import Actor
from tracker.text import vn_number

files = AppGroup("files", help="Tệp trong thư mục dữ liệu.")
ACTOR = Actor(user_id=None, label="Hệ thống (dòng lệnh)")


@files.command("clean")
@click.option("--dry-run", is_flag=True, help="Chỉ cho biết sẽ xóa bao nhiêu tệp, không xóa.")
def clean(*, dry_run: bool) -> None:
    """Xóa tệp của các biểu mẫu bỏ dở: không nội dung nào dùng và đã quá 7 ngày."""
    folder, real_now = current_app.config["TRACKER"].data_dir, clock.real_now()
    found = cleaning.abandoned(folder, real_now)
    told = f"{vn_number(len(found.paths))} tệp không được dùng, {vn_number(found.size)} byte"
    if dry_run:
        click.echo(f"Chạy thử, không xóa gì: có {told}.")
        return
    with write_transaction():
        gone = cleaning.remove(found, folder, ACTOR, real_now=real_now, now=clock.now())
    click.echo(f"Có {told}; đã xóa {vn_number(gone)} tệp.")
