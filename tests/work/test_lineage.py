"""A plan beside the Đề án above it: what has no row, what is offered, linked and taken away."""

from datetime import date

import pytest

from tests.support.people import sign_in
from tests.tasks.factories import make_plan, make_rule, make_task
from tracker.db import write_transaction
from tracker.extensions import db
from tracker.history import AuditEntry
from tracker.tasks.models.printed import Assignment, TaskLineage
from tracker.tasks.operations.lineage import Origin, write_lineage

PAGE = "/ke-hoach/KH196-2025/doi-chieu-chuong-trinh"
FIELD = "Thực hiện công tác phổ biến, giáo dục pháp luật"


@pytest.fixture
def above(province):
    """A programme with a duty that a row carries out, one for 2030, and the plan of 2024."""
    programme = make_plan(
        province.root, "DA-1", kind="programme", number="2437/QĐ-UBND", title="Đề án", year=None,
        period_start=date(2022, 9, 16), period_end=date(2030, 12, 31),
    )  # fmt: skip
    duties = {
        "pbgdpl": make_task(programme, "DA-1/1", title=FIELD, deadline_text="Hàng năm"),
        "tong-ket": make_task(programme, "DA-1/2", title="Tổng kết thực hiện Đề án"),
    }
    make_rule(duties["tong-ket"], dues=[["2030", None, "2030-12-31"]])
    duties["row"] = make_task(
        province.plan, "KH196-2025/CCTC/4", number="4", title=f"{FIELD} năm 2025"
    )
    before = make_plan(
        province.root, "KH-2024", number="150/KH-UBND", title="Kế hoạch 2024", year=2024,
        period_start=date(2024, 1, 1), period_end=date(2024, 12, 31),
    )  # fmt: skip
    duties["before"] = make_task(before, "KH-2024/5", number="5", title=f"{FIELD} năm 2024")
    with write_transaction():
        db.session.add(
            Assignment(
                task_id=duties["row"], role="lead", ordinal=1, printed="STP", kind="unit",
                unit_id=province.own,
            )
        )  # fmt: skip
    return duties


def linked(*origins):
    """Links that are there already."""
    with write_transaction():
        write_lineage([Origin(*one) for one in origins])


@pytest.fixture
def keeper(client, above):
    return sign_in(client, "tonghop")


def links():
    db.session.rollback()
    query = db.select(TaskLineage).order_by(TaskLineage.kind)
    return [
        (one.task_id, one.origin_id, one.kind, one.removed) for one in db.session.scalars(query)
    ]


def part(page, heading):
    """The text of a section of the page, from its heading on."""
    return page.text.split(heading)[-1]


def test_what_has_no_row_is_listed_by_lead_and_left_out_where_nothing_is_due(keeper):
    keeper.get(PAGE)
    assert "Nhiệm vụ của Đề án chưa có dòng trong năm 2025: 1" in keeper.page.text
    assert "Tổng kết thực hiện Đề án" not in keeper.page.text
    assert "Không nêu 1 nhiệm vụ không có hạn trong năm 2025." in keeper.page.text
    assert "Dòng không gắn nhiệm vụ nào của Đề án: 2" in keeper.page.text
    assert "Sở Tư pháp" in part(keeper.page, "Dòng không gắn nhiệm vụ nào của Đề án (2)")


def test_offers_are_taken_by_a_click_and_never_by_themselves(keeper, above):
    keeper.get(f"{PAGE}?de-xuat=1")
    assert "Trùng 100 % từ ngữ với dòng 1.1, Đề án 2437/QĐ-UBND" in keeper.page.text
    assert links() == []
    follows = f"{above['row']}-follows-{above['before']}"
    carries = f"{above['row']}-carries_out-{above['pbgdpl']}"
    assert follows in str(keeper.page.html)
    assert keeper.post(f"{PAGE}/de-xuat", {}).status_code == 422
    assert keeper.post(f"{PAGE}/de-xuat", {"chosen": [carries, follows]}).status_code == 302
    expected = [
        (above["row"], above["pbgdpl"], "carries_out", False),
        (above["row"], above["before"], "follows", False),
    ]
    assert links() == expected
    assert keeper.post(f"{PAGE}/de-xuat", {"chosen": [carries]}).status_code == 409
    assert "Danh sách đề xuất vừa thay đổi" in keeper.page.text
    assert links() == expected


def test_a_link_by_hand_needs_a_reason_and_is_made_once(keeper, above):
    page = f"{PAGE}/gan"
    typed = {"task": above["row"], "origin": above["tong-ket"], "basis": "Cùng nội dung"}
    assert keeper.post(page, typed | {"basis": ""}).status_code == 422
    assert keeper.post(page, typed | {"origin": above["row"]}).status_code == 422
    assert keeper.post(page, typed).status_code == 302
    assert keeper.post(page, typed).status_code == 422
    assert "đã được gắn" in keeper.page.text
    assert links() == [(above["row"], above["tong-ket"], "carries_out", False)]
    query = db.select(AuditEntry.action).where(AuditEntry.action.like("lineage.%"))
    assert db.session.scalars(query).all() == ["lineage.link"]


def test_a_link_is_taken_away_once_and_not_offered_again(keeper, above):
    linked((above["row"], above["pbgdpl"], "carries_out", "Cùng nội dung"))
    link = db.session.scalars(db.select(TaskLineage.id)).one()
    keeper.post(f"{PAGE}/{link}/bo", {"version": "7"})
    assert not links()[0][-1]
    keeper.post(f"{PAGE}/{link}/bo", {"version": "1"})
    assert links()[0][-1]
    keeper.get(f"{PAGE}?de-xuat=1")
    assert "-carries_out-" not in str(keeper.page.html)


def test_the_page_of_a_task_tells_both_ways(keeper, above):
    linked(
        (above["row"], above["pbgdpl"], "carries_out", "Cùng nội dung"),
        (above["row"], above["before"], "follows", "Cùng công tác"),
    )
    keeper.get("/nhiem-vu/KH196-2025/CCTC/4")
    assert "Thực hiện nhiệm vụ Đề án 2437/QĐ-UBND, mục 1.1" in keeper.page.text
    assert "Tiếp tục nhiệm vụ Kế hoạch 150/KH-UBND, mục 5" in keeper.page.text
    keeper.get("/nhiem-vu/DA-1/1")
    assert "Dòng thực hiện trong năm 2025 Kế hoạch 196/KH-UBND, mục 4" in keeper.page.text
    keeper.get("/nhiem-vu/KH-2024/5")
    assert "Được tiếp tục tại Kế hoạch 196/KH-UBND" in keeper.page.text


def test_a_programme_and_a_plan_of_others_have_no_such_page(keeper, client, above):
    assert keeper.get("/ke-hoach/DA-1/doi-chieu-chuong-trinh").status_code == 404
    assert sign_in(client, "stp").get(PAGE).status_code == 403
