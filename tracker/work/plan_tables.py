"""Plans and their rows as tables, for everyone who reads them."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from tracker.documents.tables import Column, Kind, Table, as_of
from tracker.plans.queries import PlanLine
from tracker.plans.rules import PlanKind, Standing
from tracker.tasks.queries.mine import Review
from tracker.tasks.queries.plan_rows import PlanRow, Reading
from tracker.text import vn_date
from tracker.units.queries import NamedUnit
from tracker.web.marks import MARKS


def plans_table(
    plans: Sequence[PlanLine], owners: Mapping[int, NamedUnit], sizes: Mapping[int, int],
    reviews: Mapping[int, Review], today: date,
) -> Table:  # fmt: skip
    """Every plan with its period, its size and what waits in it."""
    columns = (
        Column("Số, ký hiệu", lambda plan: plan.number),
        Column("Tên", lambda plan: plan.title, Kind.TITLE),
        Column("Loại", lambda plan: PlanKind(plan.kind).label),
        Column("Hiệu lực", lambda plan: Standing(plan.standing).label, paper=False),
        Column("Cơ quan ban hành", lambda plan: owners[plan.owner_unit_id].name, Kind.NAME),
        Column("Từ ngày", lambda plan: plan.period_start, Kind.DAY),
        Column("Đến ngày", lambda plan: plan.period_end, Kind.DAY),
        Column("Nhiệm vụ", lambda plan: sizes.get(plan.id, 0), Kind.NUMBER),
        Column("Chờ xác định thời hạn", lambda plan: _review(plan).deadlines, Kind.NUMBER),
        Column("Chờ xác định chủ trì", lambda plan: _review(plan).owners, Kind.NUMBER),
    )

    def _review(plan: PlanLine) -> Review:
        return reviews.get(plan.id, Review())

    return Table("Kế hoạch", "Kế hoạch, đề án", as_of(today), columns, plans)


Days = Callable[[Sequence[Reading]], list[date]]


def plan_table(
    plan: PlanLine, rows: Sequence[tuple[str, PlanRow]], days: Days, today: date
) -> Table:
    """One plan's rows as printed, each with the name of its section; states as far as seen."""
    columns = (
        Column("Lĩnh vực", lambda row: row[0], paper=False),
        Column("Mục", lambda row: row[1].printed.number, Kind.CODE),
        Column("Nhiệm vụ", lambda row: row[1].printed.title, Kind.TITLE),
        Column("Sản phẩm", lambda row: _cell(row[1], "product"), Kind.NAME),
        Column("Chủ trì", lambda row: _cell(row[1], "lead"), Kind.NAME),
        Column("Phối hợp", lambda row: _cell(row[1], "partners"), Kind.NAME),
        Column("Thời hạn", lambda row: _cell(row[1], "deadline")),
        Column("Ngày đến hạn", lambda row: _due(row[1], days), Kind.DAY),
        Column("Tình hình", lambda row: _state(row[1])),
    )
    title = f"{plan.title} ({plan.number})" if plan.number else plan.title
    name = f"Kế hoạch {plan.code}"
    return Table(name, title, as_of(today), columns, rows, group=lambda row: row[0])


def _cell(row: PlanRow, name: str) -> str:
    """The printed text, or the row that prints it for this one."""
    text = str(getattr(row.printed, f"{name}_text"))
    if text or name not in row.borrowed:
        return text
    return f"như mục {row.borrowed[name]}"


def _due(row: PlanRow, days: Days) -> str:
    return "\n".join(map(vn_date, days(row.readings))) if row.printed.owes else ""


def _state(row: PlanRow) -> str:
    if row.state is None:
        return ""
    label = MARKS[row.state.cell.value].label
    if row.state.total == 1:
        return label
    return f"{label} ({row.state.done}/{row.state.total} phần việc xong)"
