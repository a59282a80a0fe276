"""`tracker seed` and `tracker plan open`: official data in, plan years laid out."""

import click
from flask.cli import AppGroup, with_appcontext

from tracker import clock
from tracker.administration.seeding.loading import ACTOR, load_official
from tracker.db import write_transaction
from tracker.rounds.operations.laying_out import lay_out_years
from tracker.rounds.operations.writing import Writing
from tracker.tasks.jobs import open_years


@click.command("seed")
@with_appcontext
def seed() -> None:
    """Nạp dữ liệu chính thức và mở các năm kế hoạch; chạy lại không thay đổi gì."""
    with write_transaction():
        loaded = load_official(clock.today().year, clock.now())
    rows, laid_out = loaded.rows, loaded.obligations
    click.echo(f"Dữ liệu chính thức: thêm {rows.added} dòng, cập nhật {rows.updated} dòng.")
    for name in rows.corrected:
        click.echo(f"Giữ nguyên vì đã được sửa tại chỗ: {name}")
    click.echo(f"Phần việc: mở mới {laid_out.opened}, kết thúc {laid_out.ended}.")
    click.echo(f"Kỳ báo cáo: lập mới {loaded.rounds}.")


plan = AppGroup("plan", help="Kế hoạch.")


@plan.command("open")
@click.argument("year", type=click.IntRange(2000, 2100))
def open_plan_year(year: int) -> None:
    """Mở một năm kế hoạch: lập trước các phần việc và kỳ báo cáo của năm."""
    with write_transaction():
        counts = open_years(year, year, ACTOR, clock.now())
        rounds = lay_out_years(year, year, Writing(ACTOR, clock.now(), clock.today()))
    click.echo(f"Năm {year}: mở mới {counts.opened} phần việc, kết thúc {counts.ended}.")
    click.echo(f"Kỳ báo cáo: lập mới {rounds}.")
