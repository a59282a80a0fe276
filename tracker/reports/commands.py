"""`tracker reports`: papers as files."""

from pathlib import Path

import click
from flask.cli import AppGroup

from tracker import clock
from tracker.documents.rules import FileRefused
from tracker.reports.checking.checker import check as check_paper
from tracker.reports.checking.findings import Outcome
from tracker.rounds.exporting import COLUMNS, rounds_as_rows
from tracker.tasks.exporting import as_csv, as_json
from tracker.text import clean, vn_number

reports = AppGroup("reports", help="Báo cáo, văn bản.")
MOST_BYTES = 20 * 1024 * 1024


@reports.command("check")
@click.argument("path", metavar="FILE.docx", type=click.Path(path_type=Path))
def check(path: Path) -> None:
    """Kiểm tra thể thức văn bản Word theo Nghị định 30/2020/NĐ-CP, Phụ lục I."""
    try:
        results = check_paper(path.name, _content(path))
    except FileRefused as refused:
        raise click.ClickException(str(refused)) from refused
    for one in results:
        click.echo(f"{one.code}  {one.outcome.label:<15}  {one.text}: {clean(one.found)}")
    counts = {outcome: sum(one.outcome is outcome for one in results) for outcome in Outcome}
    told = "; ".join(f"{outcome.label} {vn_number(count)}" for outcome, count in counts.items())
    click.echo(f"Tổng số {vn_number(len(results))} quy định: {told}.")
    if counts[Outcome.FAIL]:
        raise click.exceptions.Exit(1)


@reports.command("rounds")
@click.argument("year", type=click.IntRange(2000, 2100))
@click.option("--format", "kind", type=click.Choice(["json", "csv"]), required=True)
def rounds(year: int, kind: str) -> None:
    """In các kỳ báo cáo của một năm: ngày chốt, ngày gửi, ngày khóa, số đơn vị phải gửi."""
    write = as_json if kind == "json" else as_csv
    for piece in write(COLUMNS, rounds_as_rows(year, clock.today())):
        click.echo(piece, nl=False)


def _content(path: Path) -> bytes:
    if not path.is_file():
        raise click.ClickException(f"Không tìm thấy tệp “{path}”: hãy kiểm tra lại đường dẫn.")
    if path.stat().st_size > MOST_BYTES:
        raise click.ClickException(f"Tệp “{path.name}” lớn hơn 20 MB nên không kiểm tra được.")
    return path.read_bytes()
