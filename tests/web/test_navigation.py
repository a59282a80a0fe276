"""The rail shows the rooms that exist and that the viewer may open."""

import pytest
from flask import Flask

from tracker.permissions import GrantValue, Role, Viewer
from tracker.web import navigation

ENDPOINTS = ("work.mine", "work.tasks", "work.overdue", "units.index", "administration.index")


@pytest.fixture
def site() -> Flask:
    app = Flask(__name__)
    for endpoint in ENDPOINTS:
        app.add_url_rule(f"/{endpoint}", endpoint, lambda: "")
    return app


def labels(app: Flask, role: Role, endpoints: tuple[str, ...] = ENDPOINTS) -> list[str]:
    viewer = Viewer(1, "Cán bộ", (GrantValue(role, 1, frozenset({1})),))
    with app.test_request_context():
        return [link.label for link in navigation.links(viewer, endpoints, "")]


def test_focal_officer_sees_work_in_order(site: Flask) -> None:
    assert labels(site, Role.FOCAL) == ["Việc của tôi", "Nhiệm vụ", "Quá hạn", "Đơn vị"]


def test_administrator_sees_no_work_of_units(site: Flask) -> None:
    assert labels(site, Role.ADMINISTRATOR) == ["Nhiệm vụ", "Đơn vị", "Quản trị"]


def test_room_that_does_not_exist_is_left_out(site: Flask) -> None:
    assert labels(site, Role.FOCAL, ("work.tasks",)) == ["Nhiệm vụ"]


@pytest.mark.parametrize(
    ("current", "active"),
    [("work.task", "Nhiệm vụ"), ("work.mine", "Việc của tôi"), ("units.unit", "Đơn vị")],
)
def test_page_belongs_to_one_room(current: str, active: str) -> None:
    inside = [item.label for item in navigation.ITEMS if navigation.is_inside(item, current)]
    assert inside == [active]
