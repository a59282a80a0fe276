"""Plans for those who keep them, their rows, and what waits for a decision, as tables."""

from collections.abc import Mapping, Sequence
from datetime import date

from tracker.documents.tables import Column, Kind, Table, as_of
from tracker.plans.models import Plan
from tracker.plans.queries import PlanLine
from tracker.plans.rules import PlanKind, Standing
from tracker.tasks.queries.mine import Review
from tracker.tasks.queries.plan_rows import PlanRow
from tracker.tasks.queries.planning import EventlessRow, UnnamedRow, UnreadGroup
from tracker.units.queries import NamedUnit

Plans = Mapping[int, PlanLine]


def kept_plans_table(
    plans: Sequence[Plan], names: Mapping[int, NamedUnit], opened: Mapping[int, Sequence[int]],
    figures: tuple[Mapping[int, int], Mapping[int, Review]], today: date,
) -> Table:  # fmt: skip
    """The plans that the viewer keeps; `figures` are their sizes and what waits in them."""
    sizes, reviews = figures

    def review(plan: Plan) -> Review:
        return reviews.get(plan.id, Review())

    columns = (
        Column("Số, ký hiệu", lambda plan: plan.number),
        Column("Tên", lambda plan: plan.title, Kind.TITLE),
        Column("Loại", lambda plan: PlanKind(plan.kind).label),
        Column("Hiệu lực", lambda plan: Standing(plan.standing).label, paper=False),
        Column("Cơ quan ban hành", lambda plan: names[plan.owner_unit_id].name, Kind.NAME),
        Column("Năm đã mở", lambda plan: ", ".join(map(str, opened[plan.id]))),
        Column("Nhiệm vụ", lambda plan: sizes.get(plan.id, 0), Kind.NUMBER),
        Column("Chờ xác định thời hạn", lambda plan: review(plan).deadlines, Kind.NUMBER),
        Column("Chờ xác định chủ trì", lambda plan: review(plan).owners, Kind.NUMBER),
    )
    return Table("Kế hoạch", "Kế hoạch, đề án được quản lý", as_of(today), columns, plans)


def _readings(row: PlanRow) -> str:
    return "\n".join(one.label for one in row.readings) if row.printed.owes else ""


_ROWS = (
    Column("Mục", lambda row: row.printed.number, Kind.CODE),
    Column("Nhiệm vụ", lambda row: row.printed.title, Kind.TITLE),
    Column("Sản phẩm", lambda row: row.printed.product_text, Kind.NAME, paper=False),
    Column("Chủ trì", lambda row: _cell(row, "lead"), Kind.NAME),
    Column("Phối hợp", lambda row: _cell(row, "partners"), Kind.NAME, paper=False),
    Column("Đơn vị chủ trì", lambda row: row.units or None, Kind.NUMBER),
    Column("Thời hạn", lambda row: _cell(row, "deadline"), Kind.NAME),
    Column("Cách hiểu", _readings, Kind.NAME),
    Column("Kết thúc từ", lambda row: row.printed.ended_on, Kind.DAY, paper=False),
)


def rows_table(plan: Plan, rows: Sequence[PlanRow], today: date) -> Table:
    """One plan's rows with the reading of their deadlines."""
    name = f"{plan.title} ({plan.number})" if plan.number else plan.title
    return Table(f"Các dòng {plan.code}", name, as_of(today), _ROWS, rows)


def _cell(row: PlanRow, name: str) -> str:
    text = str(getattr(row.printed, f"{name}_text"))
    return text if text or name not in row.borrowed else f"như mục {row.borrowed[name]}"


_IN_PLAN = (
    Column("Mục", lambda row: row.number, Kind.CODE),
    Column("Nhiệm vụ", lambda row: row.title, Kind.TITLE),
)
"""Where a row that waits stands in its plan."""


def _of_plan(plans: Plans) -> Column:
    """The plan of a row that waits."""
    return Column("Kế hoạch", lambda row: plans[row.plan_id].label)


def deadlines_table(
    groups: Sequence[UnreadGroup], plans: Plans, today: date, told: Sequence[str]
) -> Table:
    """The rows whose deadline a person must tell."""
    columns = (
        _of_plan(plans),
        Column("Thuộc", lambda row: row.heading, Kind.NAME),
        *_IN_PLAN,
        Column("Thời hạn in", lambda row: row.phrase, Kind.NAME),
        Column("Cần xác định", lambda row: row.question, Kind.NAME),
    )
    rows = [row for group in groups for row in group.rows]
    title = "Nhiệm vụ chờ xác định thời hạn"
    return Table("Chờ xác định thời hạn", title, as_of(today), columns, rows, told)


def owners_table(
    rows: Sequence[UnnamedRow], plans: Plans, today: date, told: Sequence[str]
) -> Table:
    """The printed addressees that no body is known for."""
    columns = (
        _of_plan(plans),
        *_IN_PLAN,
        Column("Vai trò", lambda row: row.role.label),
        Column("Tên in", lambda row: row.printed, Kind.NAME),
        Column("Số nhiệm vụ", lambda row: row.borrowers, Kind.NUMBER),
    )
    title = "Tên in chưa rõ cơ quan"
    return Table("Chờ xác định cơ quan", title, as_of(today), columns, rows, told)


def events_table(
    rows: Sequence[EventlessRow], plans: Plans, today: date, told: Sequence[str]
) -> Table:
    """The rows that wait for an event of the year."""
    columns = (
        _of_plan(plans),
        *_IN_PLAN,
        Column("Thời hạn", lambda row: row.label, Kind.NAME),
        Column("Sự kiện gần nhất", lambda row: row.last_event, Kind.DAY),
    )
    title = f"Nhiệm vụ chưa ghi nhận sự kiện trong năm {today.year}"
    return Table("Chờ ghi nhận sự kiện", title, as_of(today), columns, rows, told)
