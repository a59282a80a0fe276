"""`tracker export` for scripts, `tracker cache verify` for the operator."""

import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, time

import click
from flask.cli import AppGroup, with_appcontext

from tracker import clock
from tracker.db import read_snapshot, write_transaction
from tracker.tasks import exporting
from tracker.tasks.operations import verifying
from tracker.tasks.queries import exports
from tracker.tasks.queries.asof import Moment

FORMATS: dict[str, Callable[..., Iterator[str]]] = {
    "csv": exporting.as_csv,
    "json": exporting.as_json,
}


class Instant(click.ParamType[datetime]):
    """An ISO instant; without an offset Vietnamese time is meant, a bare day means its end."""

    name = "instant"

    def convert(
        self,
        value: str,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> datetime:
        """Read the text. Fails with a Vietnamese message."""
        try:
            if len(value) == len("2025-06-10"):
                return datetime.combine(date.fromisoformat(value), time.max, clock.ZONE)
            typed = datetime.fromisoformat(value)
            instant = typed if typed.tzinfo else typed.replace(tzinfo=clock.ZONE)
            for zone in (UTC, clock.ZONE):  # at the ends of the calendar one of them has no day
                instant.astimezone(zone)
        except (ValueError, OverflowError):
            message = f"Không đọc được thời điểm {value!r}, ví dụ 2025-06-14T17:00+07:00."
            self.fail(message, param, ctx)
        return instant


def export_of(tables: Mapping[str, exports.Table]) -> click.Command:
    """`tracker export` over these tables; rooms above add theirs."""

    @click.command("export", help=f"Xuất {', '.join(tables)} ra đầu ra chuẩn (UTF-8).")
    @click.argument("what", type=click.Choice(list(tables)))
    @click.option("--plan", "plan_name", help="Mã hoặc số hiệu kế hoạch; bỏ trống là tất cả.")
    @click.option("--year", type=click.IntRange(2000, 2100), help="Chỉ năm này.")
    @click.option(
        "--as-of", "day", type=click.DateTime(["%Y-%m-%d"]), help="Tình hình đến hết ngày này."
    )
    @click.option("--recorded-by", "known", type=Instant(), help="Như đã biết đến thời điểm này.")
    @click.option("--format", "kind", type=click.Choice(list(FORMATS)), required=True)
    @with_appcontext
    def export(
        what: str, plan_name: str | None, year: int | None, kind: str, **when: datetime | None
    ) -> None:
        day = when["day"]
        moment = Moment(day.date() if day else clock.today(), when["known"])
        with read_snapshot():
            asked = exports.Asked(moment, day is not None, _plan_ids(plan_name), year)
            _print(tables[what], asked, FORMATS[kind])

    return export


def _print(
    table: exports.Table, asked: exports.Asked, written: Callable[..., Iterator[str]]
) -> None:
    out = sys.stdout.buffer
    for piece in written(table.columns, table.rows(asked)):
        out.write(piece.encode())
    out.flush()


def _plan_ids(name: str | None) -> frozenset[int] | None:
    name = (name or "").strip()
    if not name:
        return None
    found = exports.plans_named(name)
    if not found:
        raise click.ClickException(f"Không có kế hoạch nào mang mã hoặc số {name!r}.")
    return frozenset(plan.id for plan in found)


cache = AppGroup("cache", help="Trạng thái lưu sẵn của phần việc và bảng đếm.")


@cache.command("verify")
@click.option("--repair", is_flag=True, help="Đưa những chỗ lệch về đúng theo lịch sử.")
def verify(*, repair: bool) -> None:
    """Đối chiếu trạng thái và bảng đếm với lịch sử; mã 1 khi có chỗ lệch."""
    with read_snapshot():
        found = list(verifying.differences())
    for line in found:
        click.echo(line)
    if not found:
        click.echo("Dữ liệu tính sẵn khớp với lịch sử cập nhật.")
    elif repair:
        with write_transaction():
            verifying.repair(found)
        click.echo(f"Đã tính lại {len(found)} chỗ khác biệt.")
    else:
        click.echo(f"Có {len(found)} chỗ khác biệt. Chạy lại với --repair để tính lại.")
        raise SystemExit(1)
