"""`tracker scheduler`, the clock as a process; `tracker reminders run-once`, the same by hand."""

import logging
import sys
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from tracker import clock
from tracker.config import Settings
from tracker.db import write_transaction
from tracker.mail.crashing import arm
from tracker.mail.queries import waiting
from tracker.reminders.commands import reminders
from tracker.reminders.jobs.office import Office
from tracker.reminders.jobs.planning import is_on, plan_once, reap_once, reconcile_once
from tracker.reminders.jobs.running import Clockwork
from tracker.reminders.jobs.sending import send_once
from tracker.reminders.operations.gathering import gather
from tracker.reminders.operations.planning import keep_planned
from tracker.reminders.operations.rechecking import recheck
from tracker.reminders.scheduler import Stop, serve, stop_on_signals
from tracker.tasks.commands import Instant

WORDS = {
    "planned": "dòng nhắc việc được lập", "rechecked": "dòng không còn phải báo",
    "gathered": "thông báo được gom", "reaped": "lượt gửi dở dang được thu hồi",
    "expired": "thông báo quá ngày gửi", "sent": "thông báo đã gửi",
    "dead": "thông báo không gửi được", "postponed": "thông báo sẽ gửi lại",
    "cancelled": "thông báo không còn phải gửi", "fenced": "thông báo do tiến trình khác giữ",
    "unprepared": "thông báo không soạn được", "unreachable": "kênh gửi không liên lạc được",
    "added": "dòng còn thiếu được bổ sung", "waiting": "thông báo sẽ chờ gửi",
}  # fmt: skip


@click.command("scheduler")
@click.option("--parent", type=int, help="Tự dừng khi tiến trình này không còn.")
@with_appcontext
def scheduler(parent: int | None) -> None:
    """Chạy đồng hồ nhắc việc cho đến khi được dừng; chạy nhiều đồng hồ cùng lúc không sao."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    settings = _settings()
    arm(settings.crash_at)
    stop = Stop()
    stop_on_signals(stop)
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined] # noqa: SLF001
    work = Clockwork(app, Office(settings, until=stop.is_set))
    serve(work.run, stop, clock.real_now, parent)


@reminders.command("run-once")
@click.option("--now", "asked", type=Instant(), help="Thời điểm; bỏ trống là bây giờ.")
@click.option("--dry-run", is_flag=True, help="Chỉ đếm, không ghi và không gửi gì.")
def run_once(asked: datetime | None, dry_run: bool) -> None:
    """Lập, gom và gửi nhắc việc một lượt, như đồng hồ vẫn làm."""
    now = asked or clock.now()
    if not is_on():
        click.echo("Nhắc việc đang tắt: không lập và không gửi gì.")
        return
    counts = _rehearse(now) if dry_run else _work(now)
    click.echo("Chạy thử, không ghi gì:" if dry_run else "Đã xong một lượt:")
    _print(counts)
    if counts["unreachable"]:
        sys.exit(1)


def _work(now: datetime) -> Counter[str]:
    arm(_settings().crash_at)
    counts = reap_once(now) + plan_once(now)
    for sender in Office(_settings()).senders():
        counts += send_once(sender, now)
    return counts + reconcile_once(now)


class _Undo(Exception):
    """Takes back what a rehearsal wrote."""


def _rehearse(now: datetime) -> Counter[str]:
    """What one run would come to, in a transaction that is taken back."""
    counts: Counter[str] = Counter()
    with suppress(_Undo), write_transaction():
        counts["planned"] = keep_planned(now)
        counts["rechecked"] = recheck(now, now.astimezone(clock.ZONE).date())
        while made := gather(now):
            counts["gathered"] += made
        counts["waiting"] = waiting().count
        raise _Undo
    return counts


def _print(counts: Mapping[str, int]) -> None:
    shown = [name for name in WORDS if counts.get(name)]
    for name in shown:
        click.echo(f"  {counts[name]} {WORDS[name]}")
    if not shown:
        click.echo("  không có gì phải làm")


def _settings() -> Settings:
    settings: Settings = current_app.config["TRACKER"]
    return settings
