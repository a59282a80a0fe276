"""What the administration keeps of the number form: its rows, figures known from papers."""

import pytest

from tests.reports.catalogue import make_catalogue
from tests.support.forms import filled
from tests.support.people import person, sign_in
from tests.work.conftest import province, settings
from tracker.db import write_transaction
from tracker.extensions import db
from tracker.reports.models.indicators import Indicator, OpeningBalance

__all__ = ["province", "settings"]
PAGE = "/quan-tri/bieu-so-lieu"


@pytest.fixture
def compiler(client, province):
    make_catalogue(province.field)
    return sign_in(client, "tonghop")


def only(model, **by):
    db.session.rollback()
    return db.session.scalars(db.select(model).filter_by(**by)).one()


def test_a_row_is_put_right_and_keeps_its_kind(compiler):
    path = f"{PAGE}/CT2.2"
    typed = filled(compiler.get(path).text, name="Tỷ lệ mới", kind="flow", origin="lead")
    assert compiler.post(path, typed).status_code == 302
    row = only(Indicator, code="CT2.2")
    assert (row.name, row.kind, row.origin, row.version) == ("Tỷ lệ mới", "ratio", "lead", 2)
    refused = compiler.post(path, typed | {"version": "2", "numerator_label": ""})
    assert refused.status_code == 422
    assert "Tỷ lệ cần tên của tử số." in refused.text


def test_a_row_is_added_once_at_the_end_of_its_field(compiler, province):
    typed = {
        "field": str(province.field), "kind": "stock", "number": "2.4", "name": "Biên chế",
        "measure": "người", "origin": "sum", "counted": "y", "source": "Công văn 1",
    }  # fmt: skip
    assert compiler.post(f"{PAGE}/moi", typed | {"number": "2"}).status_code == 422
    assert compiler.post(f"{PAGE}/moi", typed).status_code == 302
    assert only(Indicator, code="CT2.4").position == 4
    again = compiler.post(f"{PAGE}/moi", typed)
    assert again.status_code == 422
    assert "đã có trong biểu" in again.text


def test_a_figure_of_a_paper_is_entered_and_corrected(compiler):
    path = f"{PAGE}/CT2.2/so-dau-ky"
    typed = {"year": "2024", "kind": "Y", "source": "Báo cáo 43", "version": "0"}
    for parts, words in (
        ({"numerator": "350"}, "Nhập cả"), ({"numerator": "1.5"}, "Dùng dấu phẩy"),
        ({}, "Hãy nhập số liệu"), ({"numerator": "513", "denominator": "512"}, "lớn hơn tổng số"),
    ):  # fmt: skip
        refused = compiler.post(path, typed | parts)
        assert refused.status_code == 422
        assert words in refused.text
    known = typed | {"numerator": "350", "denominator": "512"}
    assert compiler.post(path, known).status_code == 302
    assert "350/512 (68,36%)" in compiler.get(f"{PAGE}/CT2.2").text
    stale = compiler.post(path, known | {"numerator": "351"})
    assert stale.status_code == 409
    assert "350/512" in stale.text
    opened = compiler.get(f"{path}?nam=2024&ky=Y").text
    assert compiler.post(path, filled(opened, numerator="351")).status_code == 302
    assert only(OpeningBalance, year=2024).numerator == 351


def test_a_compiler_of_one_body_keeps_no_catalogue(client, province):
    make_catalogue(province.field)
    person("th.stp", ("compiler", province.own))
    assert sign_in(client, "th.stp").get(PAGE).status_code == 403


def test_seeding_again_leaves_what_a_person_put_right(seeded_app):
    with write_transaction():
        row = db.session.scalars(db.select(Indicator).filter_by(code="CT7.3")).one()
        row.name, row.version = "Tên đã sửa", 2
    balance = db.session.scalars(db.select(OpeningBalance).filter_by(indicator_id=row.id)).one()
    assert (balance.numerator, balance.denominator) == (94511, 168561)
    result = seeded_app.test_cli_runner().invoke(args=["seed"])
    assert "thêm 0 dòng, cập nhật 0 dòng" in result.output
    assert only(Indicator, code="CT7.3").name == "Tên đã sửa"
