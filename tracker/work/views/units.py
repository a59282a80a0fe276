"""Đơn vị: the units by kind, with their names over time and what they owe."""

from flask import Blueprint, render_template

from tracker import clock
from tracker.permissions import Permission
from tracker.tasks.queries.counting import CountFilter
from tracker.tasks.queries.extensions import extended_by
from tracker.tasks.queries.rows import scope_of
from tracker.tasks.queries.unit_counts import counts_by_unit
from tracker.units.queries import RegisterUnit, heirs_on, register
from tracker.web.gate import allow, current_viewer

blueprint = Blueprint("units", __name__)

KINDS = {
    "province": "Ủy ban nhân dân tỉnh",
    "so": "Sở",
    "ban_nganh": "Ban, ngành và cơ quan ngang sở",
    "su_nghiep": "Đơn vị sự nghiệp công lập",
    "trung_uong": "Cơ quan trung ương đóng tại địa phương",
    "doan_the": "Mặt trận Tổ quốc và đoàn thể",
    "huyen": "Huyện, thị xã, thành phố",
    "xa": "Xã, phường, thị trấn",
    "phong": "Phòng, đơn vị thuộc sở",
}
OTHER = "Cơ quan, đơn vị khác"


@blueprint.get("/don-vi")
@allow(Permission.READ_PLANS)
def index() -> str:
    """All units; figures only where the viewer may see them."""
    today = clock.today()
    scope = scope_of(current_viewer(), Permission.READ_WORK)
    units = register()
    names = {unit.id: unit.names[-1].name for unit in units if unit.names}
    return render_template(
        "units/index.html",
        groups=_by_kind(units),
        parents=names,
        heirs={gone: [names[heir] for heir in heirs] for gone, heirs in heirs_on(today).items()},
        counts=counts_by_unit(scope, today),
        extended=extended_by("unit_id", scope, CountFilter(), today),
        scope=scope,
        today=today,
    )


def _by_kind(units: list[RegisterUnit]) -> list[tuple[str, list[RegisterUnit]]]:
    found: dict[str, list[RegisterUnit]] = {}
    for unit in units:
        found.setdefault(KINDS.get(unit.kind, OTHER), []).append(unit)
    order = [*KINDS.values(), OTHER]
    return sorted(found.items(), key=lambda group: order.index(group[0]))
