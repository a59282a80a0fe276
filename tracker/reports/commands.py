"""`tracker reports`: papers as files."""

from datetime import datetime
from pathlib import Path

import click
from flask.cli import AppGroup

from tracker import clock
from tracker.db import read_snapshot
from tracker.documents.rules import FileRefused
from tracker.reports.checking.checker import check as check_paper
from tracker.reports.checking.findings import Outcome
from tracker.reports.docx.writing import write
from tracker.reports.queries.contributions import contributions
from tracker.reports.queries.gathering import Target, gather, target_of
from tracker.reports.queries.heads import made_paper
from tracker.reports.rules.compiled import Compiled
from tracker.reports.rules.compiling.report import compile_report
from tracker.reports.rules.drafts import Which
from tracker.reports.rules.frozen import as_json
from tracker.reports.rules.papers import PaperForm, paper_of
from tracker.reports.xlsx import write as write_workbook
from tracker.rounds.exporting import COLUMNS, rounds_as_rows
from tracker.tasks.commands import Instant
from tracker.tasks.exporting import as_csv
from tracker.tasks.exporting import as_json as as_json_rows
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
    write_rows = as_json_rows if kind == "json" else as_csv
    for piece in write_rows(COLUMNS, rounds_as_rows(year, clock.today())):
        click.echo(piece, nl=False)


_REGIME = click.option(
    "--regime", "regime_code", required=True, metavar="MÃ", help="Mã chế độ báo cáo."
)
_ROUND = click.option(
    "--round", "round_code", required=True, metavar="MÃ", help="Mã kỳ, ví dụ 2025-H1."
)
_FILE = click.Path(path_type=Path, dir_okay=False)


@reports.command("compile")
@_REGIME
@_ROUND
@click.option("--scope", "unit_code", default="", metavar="MÃ", help="Chỉ việc của đơn vị này.")
@click.option("--internal", is_flag=True, help="Bản nội bộ: có đơn vị chậm, điểm có nguy cơ.")
@click.option("--recorded-by", "known", type=Instant(), help="Như đã biết đến thời điểm này.")
@click.option("--docx", type=_FILE, help="Ghi báo cáo Word vào tệp này.")
@click.option("--xlsx", type=_FILE, help="Ghi các bảng vào tệp Excel này.")
@click.option("--json", "as_text", type=_FILE, help="Ghi JSON vào tệp này.")
def compile_round(
    regime_code: str, round_code: str, unit_code: str, known: datetime | None, *, internal: bool,
    **files: Path | None,
) -> None:  # fmt: skip
    """Tổng hợp một kỳ theo số liệu đến ngày chốt; không nêu tệp nào thì in JSON."""
    with read_snapshot():
        target = _target(regime_code, round_code, unit_code)
        collected = gather(target, known or clock.now(), clock.today())
        compiled = compile_report(collected, internal=internal)
        written = {
            "as_text": lambda: as_json(compiled).encode(),
            "xlsx": lambda: write_workbook(compiled),
            "docx": lambda: _document(target, compiled),
        }
        if not any(files.values()):
            click.echo(as_json(compiled))
        for name, path in files.items():
            if path is not None:
                _save(path, written[name]())
    for words in compiled.warnings:
        click.echo(words, err=True)


def _document(target: Target, compiled: Compiled) -> bytes:
    """The draft as the receiver's own report. Fails where its papers have no head yet."""
    which = Which.INTERNAL if compiled.heading.internal else Which.UPWARD
    made = made_paper(target, which, PaperForm.OWN, clock.today())
    if made.facts is None:
        raise click.ClickException(
            f"Chưa có phần đầu văn bản của {made.missing}: hãy khai báo ở trang Quản trị, mục "
            "Phần đầu văn bản, rồi chạy lại."
        )
    return write(paper_of(compiled, {}, made.facts))


def _save(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise click.ClickException(f"Không ghi được tệp “{path}”: {error.strerror}.") from error
    click.echo(f"Đã ghi {path} ({vn_number(len(content))} byte).", err=True)


def _target(regime_code: str, round_code: str, unit_code: str = "") -> Target:
    target = target_of(regime_code, round_code, unit_code)
    if target is None:
        unit = f", đơn vị {unit_code}" if unit_code else ""
        raise click.ClickException(
            f"Không có kỳ {round_code} của chế độ {regime_code}{unit}. "
            "Xem các kỳ bằng lệnh: tracker reports rounds NĂM --format csv."
        )
    return target


STATUS = (
    "unit", "unit_name", "counted", "state", "sent_on", "on_time", "empty", "entered_from"
)  # fmt: skip


@reports.command("status")
@_REGIME
@_ROUND
@click.option("--format", "kind", type=click.Choice(["json", "csv"]), default="csv")
def status(regime_code: str, round_code: str, kind: str) -> None:
    """In tình hình gửi báo cáo của từng đơn vị trong một kỳ."""
    with read_snapshot():
        target = _target(regime_code, round_code)
        rows = [
            {
                "unit": one.unit_code, "unit_name": one.unit_name, "counted": one.counted,
                "state": one.state.value, "sent_on": one.sent_on, "on_time": one.on_time,
                "empty": one.empty, "entered_from": one.entered_from,
            }
            for one in contributions(target.round, clock.today())
        ]  # fmt: skip
    write_rows = as_json_rows if kind == "json" else as_csv
    for piece in write_rows(STATUS, rows):
        click.echo(piece, nl=False)


def _content(path: Path) -> bytes:
    if not path.is_file():
        raise click.ClickException(f"Không tìm thấy tệp “{path}”: hãy kiểm tra lại đường dẫn.")
    if path.stat().st_size > MOST_BYTES:
        raise click.ClickException(f"Tệp “{path.name}” lớn hơn 20 MB nên không kiểm tra được.")
    return path.read_bytes()
