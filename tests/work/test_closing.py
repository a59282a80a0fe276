"""The sheet of 2025 on screen; the day is Monday, 05/01/2026."""

import io
from dataclasses import replace
from datetime import date

import pytest
from openpyxl import load_workbook

from tests.support.people import person, sign_in
from tests.tasks.factories import make_line
from tests.tasks.test_closing import NOW, Scene
from tracker.db import write_transaction
from tracker.extensions import db
from tracker.permissions import GrantValue, Role, Viewer
from tracker.tasks.models.closing import YearClosing, YearEstimate
from tracker.tasks.models.obligation import Obligation
from tracker.work.closing.beside import years_to_close

PATH = "/ket-thuc-nam/KH196-2025/2025"


@pytest.fixture
def settings(settings):
    """The year has ended."""
    return replace(settings, today=date(2026, 1, 5))


@pytest.fixture
def scene(app):
    """Two tasks of 2025, three open phần việc, and a plan of 2026."""
    found = Scene()
    person("tonghop", ("compiler", found.root))
    person("stp", ("focal", found.stp))
    return found


@pytest.fixture
def compiler(client, scene):
    return sign_in(client, "tonghop")


def decide(client, *rows, **given):
    """Ask for the preview, then confirm it."""
    first = {"rows": list(map(str, rows)), "every": ""} | given
    shown = client.post(PATH, first)
    if shown.status_code != 200:
        return shown
    stamp = client.page.html.split('name="confirmed" value="')[1].split('"')[0]
    return client.post(PATH, first | {"confirmed": stamp})


CARRY = {"decision": "carried", "deadline": "Quý II/2026"}
STOP = {
    "decision": "stopped", "number": "15/QĐ-UBND", "decided_on": "02/01/2026",
    "issuer": "UBND tỉnh", "words": "Không còn phù hợp",
}  # fmt: skip


def test_the_sheet_tells_how_rows_stood_and_what_is_expected(compiler, scene):
    (row,) = scene.ids(scene.single)
    make_line(row, happened_on=date(2025, 12, 1), words="Đã xong dự thảo")
    with write_transaction():
        db.session.add(
            YearEstimate(
                obligation_id=row, year=2025, outlook="partly", words="70 %", recorded_at=NOW,
                actor_label="Cán bộ",
            )
        )  # fmt: skip
    compiler.get(PATH)
    for words in ("3 phần việc", "Đã xong dự thảo", "Sẽ hoàn thành một phần: 70 %",
                  "Đang thực hiện, trong hạn"):  # fmt: skip
        assert words in compiler.page.text
    book = load_workbook(io.BytesIO(compiler.get(f"{PATH}.xlsx").data)).worksheets[0]
    assert sum(1 for _ in book.iter_rows(min_row=5)) == 3


def test_a_preview_tells_before_anything_is_written(compiler, scene):
    rows = scene.ids(scene.shared)
    shown = compiler.post(PATH, {"rows": rows, "every": "", "target": scene.later} | CARRY)
    assert shown.status_code == 200
    assert "02 phần việc của 01 nhiệm vụ, 02 đơn vị" in compiler.page.text
    assert "Thứ Ba, 30/6/2026" in compiler.page.text
    assert "Còn 01 phần việc chưa quyết định" in compiler.page.text
    assert db.session.query(YearClosing).count() == 0


def test_carried_rows_lead_to_the_later_plan(compiler, scene):
    assert (
        decide(compiler, *scene.ids(scene.shared), target=scene.later, **CARRY).status_code == 302
    )
    compiler.get(f"{PATH}?quyetdinh=chuyen-tiep")
    assert "Đã chuyển tiếp sang 10/KH-UBND" in compiler.page.text
    compiler.get("/nhiem-vu?nam=2026")
    assert "Nhiệm vụ KH196-2025/1.1" in compiler.page.text


def test_all_rows_of_the_filter_are_stopped_and_one_is_taken_back(compiler, scene):
    assert decide(compiler, **STOP | {"every": "1"}).status_code == 302
    compiler.get(f"{PATH}?quyetdinh=da-dung")
    assert compiler.page.text.count("Đã dừng theo 15/QĐ-UBND ngày 02/01/2026") == 3
    (row,) = scene.ids(scene.single)
    one = db.session.scalar(db.select(YearClosing.id).where(YearClosing.obligation_id == row))
    undo = f"{PATH}/hoan-tac"
    compiler.get(f"{undo}?rows={one}")
    assert "01 quyết định sẽ hoàn tác" in compiler.page.text
    assert compiler.post(undo, {"rows": [one], "why": ""}).status_code == 422
    assert "Hãy nêu lý do hoàn tác" in compiler.page.text
    assert compiler.post(undo, {"rows": [one], "why": "Ghi nhầm dòng"}).status_code == 302
    assert compiler.post(undo, {"rows": [one], "why": "Ghi nhầm dòng"}).status_code == 409
    compiler.get(f"/phan-viec/{row}")
    assert "Đã hoàn tác" in compiler.page.text
    assert "Ghi nhầm dòng" in compiler.page.text
    assert db.session.get_one(Obligation, row).open


def test_a_carry_over_is_taken_back_while_nobody_spoke_of_it(compiler, scene):
    first, second = scene.ids(scene.shared)
    decide(compiler, first, second, target=scene.later, **CARRY)
    closings = list(db.session.scalars(db.select(YearClosing.id).order_by(YearClosing.id)))
    heir = db.session.get_one(Obligation, second).successor_id
    make_line(heir, happened_on=date(2026, 1, 5), words="Đã dự thảo")
    undo = f"{PATH}/hoan-tac"
    compiler.get(f"{undo}?rows={closings[0]}&rows={closings[1]}")
    assert "01 quyết định không hoàn tác được" in compiler.page.text
    assert "hãy sửa đổi 10/KH-UBND để kết thúc nhiệm vụ" in compiler.page.text
    refused = compiler.post(undo, {"rows": closings, "why": "Ghi nhầm"})
    assert refused.status_code == 422
    assert "Ghi nhầm" in compiler.page.html
    assert compiler.post(undo, {"rows": closings[:1], "why": "Ghi nhầm"}).status_code == 302
    compiler.get(f"{PATH}?quyetdinh=chuyen-tiep")
    assert compiler.page.text.count("Đã chuyển tiếp sang 10/KH-UBND") == 1
    compiler.get("/nhiem-vu?nam=2026")
    assert "1 phần việc" in compiler.page.text


def test_each_row_may_have_a_deadline_of_its_own(compiler, scene):
    first, second = scene.ids(scene.shared)
    given = CARRY | {"target": scene.later, f"han-{second}": "Trước ngày 15/11/2026"}
    shown = compiler.post(PATH, {"rows": [first, second], "every": ""} | given)
    assert shown.status_code == 200
    assert "“Trước ngày 15/11/2026”" in compiler.page.text
    assert "Thứ Bảy, 14/11/2026" in compiler.page.text
    back = compiler.post(PATH, {"rows": [first, second], "every": "", "back": "1"} | given)
    assert 'value="Trước ngày 15/11/2026"' in back.text
    assert decide(compiler, first, second, **given).status_code == 302
    compiler.get("/nhiem-vu?nam=2026")
    assert "Thứ Bảy, 14/11/2026" in compiler.page.text


def test_a_wrong_deadline_is_told_at_its_row_and_everything_typed_stays(compiler, scene):
    first, second = scene.ids(scene.shared)
    given = CARRY | {"target": scene.later, f"han-{second}": "Quý IV/2025", "words": "Giữ lại"}
    wrong = compiler.post(PATH, {"rows": [first, second], "every": ""} | given)
    assert wrong.status_code == 422
    row = wrong.text.split(f'id="han-{second}"')[1].split("</tr>")[0]
    assert "Thời hạn mới phải sau ngày 31/12/2025" in row
    for kept in ('value="Quý IV/2025"', "Giữ lại", 'value="Quý II/2026"'):
        assert kept in wrong.text
    assert wrong.text.count(" checked") == 4  # two rows, "of those ticked", "carry over"


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (STOP | {"rows": []}, "Hãy đánh dấu ít nhất một phần việc"),
        (STOP | {"number": ""}, "Hãy nêu số, ký hiệu của văn bản"),
        (STOP | {"words": ""}, "Hãy nêu lý do"),
        (CARRY, "Hãy chọn kế hoạch của năm sau"),
        ({"decision": ""}, "Hãy chọn quyết định"),
    ],
)
def test_what_is_missing_is_said(compiler, scene, given, message):
    rows = scene.ids(scene.single)
    assert compiler.post(PATH, {"rows": rows, "every": ""} | given).status_code == 422
    assert message in compiler.page.text
    assert db.session.query(YearClosing).count() == 0


def test_rows_decided_by_somebody_else_are_shown_again(compiler, scene):
    rows = scene.ids(scene.shared)
    compiler.post(PATH, {"rows": rows, "every": ""} | STOP)
    stamp = compiler.page.html.split('name="confirmed" value="')[1].split('"')[0]
    make_line(rows[0], "done", date(2026, 1, 3))
    again = compiler.post(PATH, {"rows": rows, "every": "", "confirmed": stamp} | STOP)
    assert again.status_code == 200  # the preview anew, with the one row that is left
    assert "01 phần việc của 01 nhiệm vụ" in compiler.page.text
    assert db.session.query(YearClosing).count() == 0


def test_a_year_that_runs_is_only_looked_at(compiler, scene):
    compiler.get("/ket-thuc-nam/KH10-2026/2026")
    assert "Năm 2026 chưa kết thúc" in compiler.page.text
    assert compiler.get("/ket-thuc-nam/KH10-2026/2027").status_code == 404


def test_officers_close_nothing(client, scene):
    assert sign_in(client, "stp").get(PATH).status_code == 403


def test_the_first_page_says_that_a_year_waits_while_rows_do(compiler, scene):
    waits = "Năm 2025 của Kế hoạch 196/KH-UBND: còn {:02d} phần việc chưa quyết định"
    assert waits.format(3) in compiler.get("/").text
    decide(compiler, *scene.ids(scene.shared), **STOP)
    assert waits.format(1) in compiler.get("/").text
    decide(compiler, *scene.ids(scene.single), **STOP)
    assert "Chờ kết thúc năm" not in compiler.get("/").text


def test_years_that_wait_cost_one_statement_and_none_for_others(scene, statements):
    def told(role, unit, day=date(2026, 1, 1)):
        units = None if role is Role.COMPILER else frozenset({unit})
        viewer = Viewer(1, "Cán bộ", (GrantValue(role, unit, units),))
        statements.clear()
        found = [one.rows for _, one in years_to_close(viewer, day)]
        return found, sum(one.startswith("SELECT") for one in statements)

    assert told(Role.COMPILER, scene.root) == ([3], 1)
    assert told(Role.COMPILER, scene.root, date(2025, 12, 31)) == ([], 1)
    assert told(Role.FOCAL, scene.stp) == ([], 0)
