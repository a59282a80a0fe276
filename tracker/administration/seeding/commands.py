"""`tracker seed` and `tracker plan open`: official data in, plan years laid out."""

import click
from flask import current_app
from flask.cli import AppGroup, with_appcontext

from tracker import clock, history
from tracker.administration.seeding.official import TABLES
from tracker.administration.seeding.reading import OFFICIAL
from tracker.administration.seeding.tasks import seed_tasks
from tracker.administration.seeding.upsert import SeedCounts
from tracker.db import write_transaction
from tracker.handover.operations import apply_succession
from tracker.handover.reading import read_succession
from tracker.permissions import Actor
from tracker.tasks.jobs import layout_settings, open_years

ACTOR = Actor(user_id=None, label="Hệ thống (nạp dữ liệu)")
SUCCESSIONS = ("2025-03-01.yaml",)
"""Hand-overs already in force for everybody; later ones are applied by `succession apply`."""


@click.command("seed")
@with_appcontext
def seed() -> None:
    """Nạp dữ liệu chính thức và mở các năm kế hoạch; chạy lại không thay đổi gì."""
    now = clock.now()
    counts = SeedCounts()
    with write_transaction():
        for load in (*TABLES, seed_tasks):
            load(counts)
        for name in SUCCESSIONS:
            file = read_succession((OFFICIAL / "successions" / name).read_text(encoding="utf-8"))
            apply_succession(file, layout_settings(), ACTOR, now)
        first = current_app.config["TRACKER"].tracking_from.year
        laid_out = open_years(first, clock.today().year, ACTOR, now)
        if counts.added or counts.updated:
            history.record(
                ACTOR, "seed", at=now, subject="seeds/official",
                detail={"added": counts.added, "updated": counts.updated},
            )  # fmt: skip
    click.echo(f"Dữ liệu chính thức: thêm {counts.added} dòng, cập nhật {counts.updated} dòng.")
    for name in counts.corrected:
        click.echo(f"Giữ nguyên vì đã được sửa tại chỗ: {name}")
    click.echo(f"Phần việc: mở mới {laid_out.opened}, kết thúc {laid_out.ended}.")


plan = AppGroup("plan", help="Kế hoạch.")


@plan.command("open")
@click.argument("year", type=click.IntRange(2000, 2100))
def open_plan_year(year: int) -> None:
    """Mở một năm kế hoạch: lập trước các phần việc của năm."""
    with write_transaction():
        counts = open_years(year, year, ACTOR, clock.now())
    click.echo(f"Năm {year}: mở mới {counts.opened} phần việc, kết thúc {counts.ended}.")
