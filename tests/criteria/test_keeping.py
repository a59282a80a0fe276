"""What the administration keeps of the index: maxima, results, links."""

import pytest

from tests.criteria.factories import build_index
from tests.support.people import person, sign_in
from tests.tasks.factories import make_task
from tests.work.conftest import province, settings
from tracker.criteria.models import Criterion, CriterionLink, CriterionScore
from tracker.db import write_transaction
from tracker.extensions import db

__all__ = ["province", "settings"]

PAGE = "/quan-tri/tieu-chi/TC-1"
FACTS = {"maximum": "2", "body_text": "Sở Tư pháp", "note": "", "source": "Quyết định 1"}


@pytest.fixture
def compiler(client, province):
    build_index(province.task, province.field)
    return sign_in(client, "tonghop")


def only(model, **by):
    db.session.rollback()
    return db.session.scalars(db.select(model).filter_by(**by)).one()


def test_a_maximum_is_corrected_and_a_stale_form_gets_both_texts(compiler):
    assert compiler.post(PAGE, FACTS | {"version": "1"}).status_code == 302
    assert only(Criterion, code="TC-1").maximum == 2
    stale = compiler.post(PAGE, FACTS | {"maximum": "3", "version": "1"})
    assert stale.status_code == 409
    assert 'value="3"' in stale.text
    assert "2,00" in compiler.page.text


@pytest.mark.parametrize(
    ("maximum", "said"),
    [
        ("một", "Hãy nhập số"),
        ("1,23456", "nhiều nhất bốn số lẻ"),
        ("-1", "Số phải từ 0 đến 100."),
        ("0,4", "Điểm tối đa không được thấp hơn điểm đã đạt của một năm."),
    ],
)
def test_a_wrong_maximum_changes_nothing(compiler, maximum, said):
    assert compiler.post(PAGE, FACTS | {"maximum": maximum, "version": "1"}).status_code == 422
    assert said in compiler.page.text
    assert str(only(Criterion, code="TC-1").maximum) == "1.5000"


def test_a_years_result_is_entered_once_and_corrected(compiler):
    typed = {"year": "2025", "achieved": "1,25", "percent": "83,33", "source": "Quyết định 2"}
    assert compiler.post(f"{PAGE}/ket-qua", typed | {"version": "0"}).status_code == 302
    again = compiler.post(f"{PAGE}/ket-qua", typed | {"achieved": "1", "version": "0"})
    assert again.status_code == 409
    assert "1,25" in compiler.page.text
    fixed = typed | {"achieved": "1", "version": "1"}
    assert compiler.post(f"{PAGE}/ket-qua?nam=2025", fixed).status_code == 302
    assert only(CriterionScore, year=2025).achieved == 1


def test_a_result_above_the_maximum_is_refused(compiler):
    typed = {"year": "2025", "achieved": "1,6", "source": "Quyết định 2", "version": "0"}
    assert compiler.post(f"{PAGE}/ket-qua", typed).status_code == 422
    assert "không được quá điểm tối đa (1,50)" in compiler.page.text


def test_a_link_is_added_with_its_basis_taken_away_and_added_again(compiler, province):
    task = make_task(province.plan, title="Báo cáo kết quả rà soát")
    typed = {"target": str(task), "basis": "Cùng nội dung rà soát"}
    assert compiler.post(f"{PAGE}/lien-ket", typed | {"basis": ""}).status_code == 422
    assert "Hãy ghi căn cứ" in compiler.page.text
    assert compiler.post(f"{PAGE}/lien-ket", typed).status_code == 302
    assert compiler.post(f"{PAGE}/lien-ket", typed).status_code == 422
    link = only(CriterionLink, task_id=task)
    away = f"{PAGE}/lien-ket/{link.id}/bo"
    assert compiler.post(away, {"version": "1"}).status_code == 302
    assert only(CriterionLink, task_id=task).removed
    compiler.post(f"{PAGE}/lien-ket", typed | {"basis": "Lý do khác"})
    assert only(CriterionLink, task_id=task).basis == "Lý do khác"
    compiler.post(away, {"version": "1"})
    assert not only(CriterionLink, task_id=task).removed


def test_an_index_field_is_linked_to_fields_of_plans_only(compiler, province):
    page = "/quan-tri/tieu-chi/LV-1/lien-ket"
    assert compiler.post(page, {"target": str(province.field), "basis": "Lại"}).status_code == 422
    assert "đã được liên kết" in compiler.page.text


def test_a_compiler_of_one_body_keeps_no_criteria(client, province):
    build_index(province.task, province.field)
    person("th.stp", ("compiler", province.own))
    reader = sign_in(client, "th.stp")
    assert reader.get("/quan-tri/tieu-chi").status_code == 403
    reader.get("/tieu-chi/TC-1")
    assert "Quản lý tiêu chí" not in client.page.text
    assert "Nguy cơ mất điểm" not in client.page.text


def test_seeding_again_leaves_corrections_and_removed_links(seeded_app):
    with write_transaction():
        criterion = db.session.scalars(db.select(Criterion).filter_by(code="2023-TC16")).one()
        criterion.maximum, number = 1, criterion.id
        link = db.session.scalars(db.select(CriterionLink).filter_by(criterion_id=number)).first()
        link.removed, link_id = True, link.id
    result = seeded_app.test_cli_runner().invoke(args=["seed"])
    assert "thêm 0 dòng, cập nhật 0 dòng" in result.output
    assert only(Criterion, code="2023-TC16").maximum == 1
    assert only(CriterionLink, id=link_id).removed
