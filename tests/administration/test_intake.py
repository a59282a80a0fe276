"""A plan's file comes in on pages: read, answered, confirmed; nothing enters before that.

The day stands at Tuesday, 10/6/2025.
"""

import io
from datetime import date

import pytest

from tests.documents import builders
from tests.intake.arriving import HEADS, PAPER, arrived, received
from tests.intake.building import Grid, docx
from tests.support.forms import filled, forms_of, send, send_on, send_twice
from tests.support.people import sign_in
from tests.tasks.factories import make_plan, make_task
from tests.work.conftest import province, settings
from tracker.administration.views import intake_upload
from tracker.extensions import db
from tracker.intake.models import IntakeRow, PlanIntake
from tracker.tasks.models.obligation import Obligation
from tracker.tasks.models.printed import FormerPrint, Task, TaskLineage

__all__ = ["province", "settings"]

ROWS = [
    ["1", "Lập danh mục dữ liệu dùng chung", "Danh mục", "Sở Tư pháp", "Cơ quan lạ",
     "Quý III/2025"],
    ["2", "Tập huấn kỹ năng số", "Báo cáo", "Sở Nội vụ", "Cơ quan lạ", "Quý IV/2025"],
    ["3", "Rà soát quy trình nội bộ", "Văn bản của UBND tỉnh, Sở Nội vụ", "Sở Nội vụ", "",
     "Quý IV/2025"],
]  # fmt: skip


@pytest.fixture
def plan(province):
    """A plan of 2025 without rows."""
    return make_plan(province.root, "KH-MOI", number="12/KH-UBND")


@pytest.fixture
def keeper(client, plan):
    """A browser signed in as the compiler."""
    return sign_in(client, "tonghop")


def review_of(plan, rows=ROWS):
    """The address of a file read for the plan."""
    return f"/quan-tri/nhap/{received(plan, arrived(Grid([HEADS, *rows])))}"


def every(model, *conditions):
    db.session.rollback()
    return list(db.session.scalars(db.select(model).where(*conditions).order_by(model.id)))


def press(client, page, action, **changes):
    """Send the form of a page that goes to `action`, changed; the answer."""
    client.get(page)
    form = next(one for one in forms_of(client.page.html) if one.action.endswith(action))
    return client.post(form.action, form.filled(changes))


def answer_all(client, page):
    """Leave every name to be told later, give every row the first field, say the rest is right."""
    if f"{page}/nhom" in client.get(page).text:
        press(client, page, "/nhom", rest="1")
    field = str(db.session.scalar(db.text("SELECT min(id) FROM field")))
    if f"{page}/linh-vuc" in client.get(page).text:
        press(client, page, "/linh-vuc", field_id=field)
    if f"{page}/giu" in client.page.html:
        press(client, f"{page}?chon=tat-ca", "/giu")


def test_a_word_file_is_read_answered_and_laid_out(keeper, plan):
    content = docx("PHỤ LỤC", Grid([HEADS, *ROWS]))
    answer = send(
        keeper, f"/quan-tri/ke-hoach/{plan}/nhap", file=(io.BytesIO(content), "phu-luc.docx")
    )
    page = answer.headers["Location"]
    assert "dòng đọc được chắc chắn" in keeper.get(page).text
    assert every(Task, Task.plan_id == plan) == []
    answer_all(keeper, page)
    assert "Đã xem hết; 03 dòng sẽ vào kế hoạch." in keeper.get(page).text
    assert send_twice(keeper, f"{page}/xac-nhan").status_code == 302
    assert [row.title for row in every(Task, Task.plan_id == plan)] == [row[1] for row in ROWS]
    assert len(every(Obligation, Obligation.plan_id == plan)) == 3
    file = keeper.get(f"{page}/tep")
    assert file.data == content
    assert file.headers["Content-Disposition"].startswith("attachment")


def test_a_file_that_is_refused_says_why_and_leaves_nothing(keeper, plan):
    path = f"/quan-tri/ke-hoach/{plan}/nhap"
    for name, content, words in (
        ("ke-hoach.pdf", builders.PDF, "PDF"),
        ("ke-hoach.docx", docx("Không có bảng nào ở đây"), "Không thấy bảng nhiệm vụ"),
    ):
        assert send(keeper, path, file=(io.BytesIO(content), name)).status_code == 422
        assert words in keeper.page.text
    assert send(keeper, path, pasted="không có bảng").status_code == 422
    assert "Phần đã dán không có bảng" in keeper.page.text
    assert send(keeper, path, pasted="một ô dài " * 60_000).status_code == 422
    assert send(keeper, path).status_code == 422
    assert every(PlanIntake) == []


def test_a_file_is_read_while_no_transaction_is_open(keeper, plan, monkeypatch):
    seen = []

    def spy(*arguments):
        seen.append(db.session().in_transaction())
        return arrived(Grid([HEADS, *ROWS]))

    monkeypatch.setattr(intake_upload, "arrived_text", spy)
    assert send(keeper, f"/quan-tri/ke-hoach/{plan}/nhap", pasted="\tTT").status_code == 302
    assert seen == [False]


def test_one_answer_serves_every_row_that_prints_the_name(keeper, plan, province):
    page = review_of(plan)
    keeper.get(page)
    assert "02 dòng: 1, 2" in keeper.page.text
    press(keeper, page, "/nhom", ten_0_is=f"unit:{province.own}")
    told = [one for row in every(IntakeRow) for one in row.addressees if one[1] == "Cơ quan lạ"]
    assert {tuple(one[2:4]) for one in told} == {("unit", province.own)}
    assert "Cơ quan cần xác định" not in keeper.get(page).text


def test_a_row_is_corrected_beside_its_file_and_parted_anew_first(keeper, plan, province):
    page = review_of(plan)
    row = every(IntakeRow)[0]
    path = f"{page}/dong/{row.id}"
    assert send(keeper, path, lead_text="Sở Nội vụ; Sở Tư pháp").status_code == 200
    assert "Đã tách cơ quan và sản phẩm" in keeper.page.text
    assert send_on(keeper, path, note="Theo công văn").status_code == 302
    corrected = every(IntakeRow)[0]
    assert [one[3] for one in corrected.addressees if one[0] == "lead"] == [
        province.other, province.own,
    ]  # fmt: skip
    assert (corrected.settled, corrected.note) == (True, "Theo công văn")
    keeper.get(f"{page}/doi-chieu")
    assert "Sở Tư pháp" in keeper.page.text
    assert "Thứ Ba, 30/9/2025" in keeper.page.text


def test_another_meaning_of_a_column_reads_the_file_anew(keeper, plan):
    page = review_of(plan)
    assert send(keeper, f"{page}/cot", cot_1_5="note").status_code == 302
    assert next((row.partners_text, row.note) for row in every(IntakeRow)) == ("", "Cơ quan lạ")
    assert "Cơ quan cần xác định" not in keeper.get(page).text


def test_what_is_left_out_does_not_enter(keeper, plan):
    page = review_of(plan)
    row = every(IntakeRow)[1]
    press(keeper, page, "/giu")  # nothing is ticked
    assert "Chưa đánh dấu dòng nào" in keeper.get(page).text
    left = {"dong": f"{row.id}:{row.version}", "lay": "0"}
    assert keeper.post(f"{page}/lay", left).status_code == 302
    answer_all(keeper, page)
    send_twice(keeper, f"{page}/xac-nhan")
    assert [one.number for one in every(Task, Task.plan_id == plan)] == ["1", "3"]
    assert "Để ngoài kế hoạch" in keeper.get(page).text or "đã xác nhận" in keeper.page.text


def test_a_file_with_open_questions_is_not_confirmed(keeper, plan):
    page = review_of(plan)
    keeper.get(page)
    assert "Tiếp tục: xác nhận" not in keeper.page.text
    keeper.get(f"{page}/xac-nhan")
    assert "cần xem trước khi xác nhận" in keeper.page.text
    values = {"version": "1", "last_year": "2025"}
    assert keeper.post(f"{page}/xac-nhan", values).status_code == 422
    assert every(Task, Task.plan_id == plan) == []


def test_an_amended_file_shows_both_texts_and_ends_what_it_omits(keeper, plan):
    first = review_of(plan)
    answer_all(keeper, first)
    send_twice(keeper, f"{first}/xac-nhan")
    changed = [[*ROWS[0][:5], "Quý IV/2025"], ROWS[1]]
    page = review_of(plan, [*changed, ["4", "Mở lớp học", "Báo cáo", "Sở Nội vụ", "", "Quý IV"]])
    keeper.get(f"{page}/thay-doi")
    assert "Thêm 01 dòng, sửa 01 dòng, không còn trong tệp 01 dòng" in keeper.page.text
    assert "Quý III/2025 Quý IV/2025" in " ".join(keeper.page.text.split())
    answer_all(keeper, page)
    paper = {
        "paper_kind": PAPER.kind, "paper_number": PAPER.number, "paper_day": "02/6/2025",
        "paper_issuer": PAPER.issuer, "paper_subject": PAPER.subject, "effective_on": "02/6/2025",
    }  # fmt: skip
    assert send(keeper, f"{page}/xac-nhan", **paper).status_code == 200
    assert "đổi ngày đến hạn: 1 phần việc" in keeper.page.text
    assert send_on(keeper, f"{page}/xac-nhan").status_code == 302
    ended = [row.number for row in every(Task, Task.plan_id == plan) if row.ended_on]
    assert ended == ["3"]
    assert [one.deadline_text for one in every(FormerPrint)] == ["Quý III/2025"]


def test_a_row_that_stays_though_the_file_omits_it(keeper, plan):
    first = review_of(plan)
    answer_all(keeper, first)
    send_twice(keeper, f"{first}/xac-nhan")
    gone = every(Task, Task.plan_id == plan)[2]
    page = review_of(plan, ROWS[:2])
    assert send(keeper, f"{page}/thay-doi", staying=[str(gone.id)]).status_code == 302
    keeper.get(f"{page}/thay-doi")
    assert filled(keeper.page.html)["staying"] == [str(gone.id)]
    assert "giữ lại" in keeper.page.text


def test_a_row_of_last_year_is_offered_taken_and_kept_with_the_plan(keeper, plan, province):
    before = make_plan(
        province.root, "KH-CU", year=2024, period_start=date(2024, 1, 1),
        period_end=date(2024, 12, 31),
    )  # fmt: skip
    same = make_task(before, title=ROWS[0][1], product_text=ROWS[0][2])
    page = review_of(plan)
    answer_all(keeper, page)
    assert keeper.get(f"{page}/lien-ket?chon=giong").text.count(" checked") == 1
    ticked = filled(keeper.page.html)["lien_ket"]
    assert send(keeper, f"{page}/lien-ket", lien_ket=ticked).status_code == 302
    assert every(TaskLineage) == []
    send_twice(keeper, f"{page}/xac-nhan")
    (kept,) = every(TaskLineage)
    assert (kept.origin_id, kept.kind) == (same, "follows")
    for closed in ("lien-ket", "cot", f"dong/{every(IntakeRow)[0].id}"):
        assert keeper.get(f"{page}/{closed}").headers["Location"] == page


def test_a_file_that_is_given_up_changes_nothing(keeper, plan):
    page = review_of(plan)
    assert send(keeper, f"{page}/bo").status_code == 302
    assert "đã bỏ tệp này" in keeper.get(page).text
    assert every(Task, Task.plan_id == plan) == []
    assert keeper.get(f"/quan-tri/ke-hoach/{plan}").text.count("Tệp đã nhập") == 0
