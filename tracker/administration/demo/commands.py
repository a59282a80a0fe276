"""`tracker demo`: the data of a demonstration."""

import click
from flask import current_app
from flask.cli import AppGroup

from tracker import clock
from tracker.administration.demo.loading import DemoRefused, check_place, load_demo
from tracker.administration.demo.reading import FILES, read_script
from tracker.administration.demo.writing import store_files
from tracker.db import write_transaction

demo = AppGroup("demo", help="Dữ liệu minh họa.")


@demo.command("load")
def load() -> None:
    """Nạp dữ liệu chính thức, tài khoản và lịch sử minh họa; chạy lại không thay đổi gì."""
    settings = current_app.config["TRACKER"]
    try:
        check_place(production=settings.production, today=clock.today())
    except DemoRefused as refused:
        raise click.ClickException(str(refused)) from refused
    script = read_script()
    files = store_files(settings.data_dir, FILES)
    with write_transaction():
        told = load_demo(script, files, clock.real_now())
    if not told.accounts:
        click.echo("Dữ liệu minh họa đã có; không có gì thay đổi.")
        return
    click.echo(f"Dữ liệu minh họa: {told.accounts} tài khoản, {told.updates} lượt cập nhật.")
    click.echo(f"Mật khẩu dùng chung của các tài khoản minh họa: {script.password}")
