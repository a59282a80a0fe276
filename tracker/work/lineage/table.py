"""What is not linked between a plan and its programmes, as a table for Excel and paper."""

from collections.abc import Iterator
from datetime import date

from tracker.documents.tables import Column, Kind, Table, as_of
from tracker.tasks.queries.lineage import NamedRow
from tracker.work.lineage.page import Compared, plan_of

Listed = tuple[str, str, NamedRow]


def lineage_table(page: Compared, label: str, today: date) -> Table:
    """Both lists, by lead; `label` names the plan."""
    columns = (
        Column("Danh sách", lambda row: row[0], Kind.NAME, paper=False),
        Column("Cơ quan chủ trì", lambda row: row[1], Kind.NAME, paper=False),
        Column("Văn bản", lambda row: plan_of(row[2])),
        Column("Mục", lambda row: row[2].number, Kind.CODE),
        Column("Nhiệm vụ", lambda row: row[2].title, Kind.TITLE),
        Column("Thuộc mục", lambda row: row[2].heading, Kind.NAME),
        Column("Thời hạn", lambda row: row[2].deadline_text),
    )
    title = f"Đối chiếu {label} với {page.called}" if page.called else f"Đối chiếu {label}"
    return Table(
        f"Đối chiếu {page.plan.code}", title, as_of(today), columns, list(_rows(page)),
        told=[f"Không nêu {page.elsewhen} nhiệm vụ không có hạn trong {page.when}."]
        if page.elsewhen
        else [],
        group=lambda row: f"{row[0]} – {row[1]}",
    )  # fmt: skip


def _rows(page: Compared) -> Iterator[Listed]:
    for name, owned in zip(page.headings, (page.missing, page.free), strict=True):
        for one in owned:
            yield from ((name, one.lead, row) for row in one.rows)
