"""By what a list is cut, in words: what stands above its file and its print."""

from tracker.tasks.queries.counting import CountFilter
from tracker.tasks.queries.listing import ListFilter
from tracker.tasks.rules.states import AssignmentRole
from tracker.work.filters import Choices

UNKNOWN = "không có trong danh mục"


def bounds(
    offered: Choices, plan_id: int | None = None, field_id: int | None = None,
    unit_id: int | None = None,
) -> list[str]:  # fmt: skip
    """Plan, field and unit by name; an unknown one, that finds nothing, is named as such."""
    plan, field = offered.plans.get(plan_id or 0), offered.fields.get(field_id or 0)
    unit = offered.units.get(unit_id or 0)
    return [
        *([f"Kế hoạch: {plan.label if plan else UNKNOWN}"] if plan_id is not None else []),
        *([f"Lĩnh vực: {field.name if field else UNKNOWN}"] if field_id is not None else []),
        *([f"Cơ quan, đơn vị: {unit.name if unit else UNKNOWN}"] if unit_id is not None else []),
    ]


def year_told(year: int | None) -> str:
    """The year, or that all are there."""
    return f"Năm {year}" if year else "Tất cả các năm"


def told_list(cut: ListFilter, offered: Choices, *, by_field: bool = False) -> list[str]:
    """The filter of the list of phần việc as one line."""
    parts = [
        f"Trạng thái: {cut.state.label.lower()}",
        f"Vai trò: {AssignmentRole(cut.role).label.lower()}",
        *(["Lĩnh vực phụ trách"] if by_field else []),
        *bounds(offered, cut.plan_id, cut.field_id, cut.unit_id),
        *([year_told(cut.year)] if cut.year else []),
        *([f"Quý {cut.quarter}"] if cut.quarter else []),
        *([f"Từ khóa: “{cut.text}”"] if cut.text else []),
    ]
    return ["; ".join(parts)]


def told_count(cut: CountFilter, offered: Choices, *, by_field: bool = False) -> list[str]:
    """The filter of the lists that are cut like the overdue list."""
    parts = [
        year_told(cut.year),
        *(["Lĩnh vực phụ trách"] if by_field else []),
        *bounds(offered, cut.plan_id, cut.field_id, cut.unit_id),
    ]
    return ["; ".join(parts)]
