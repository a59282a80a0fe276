"""Hand-overs on screen: drafts, preview, application, log, minutes, the queue of heirs.

Sở Tư pháp (STP) owes a task of 2025 whose words are on record, and another; Sở Nội vụ takes over.
"""

from dataclasses import replace
from datetime import date
from io import BytesIO

import openpyxl
import pytest

from tests.support.people import TESTER, person, sign_in
from tests.tasks.factories import NOON, make_line, make_plan, make_rule, make_task, make_unit
from tracker.db import write_transaction
from tracker.documents.models import Document
from tracker.extensions import db
from tracker.handover.models import HandoverDraft
from tracker.history import AuditEntry
from tracker.tasks.jobs import open_years
from tracker.tasks.models.obligation import Obligation
from tracker.tasks.models.printed import Assignment, Task
from tracker.units.models import Succession, Unit

BASE = "/quan-tri/ban-giao"
QUEUE = f"{BASE}/cho-xac-dinh"
WORDS = "Đã trình dự thảo lần hai"
HEAD = {
    "basis": "", "code": "BG-1", "title": "Sắp xếp Sở Tư pháp", "effective_on": "10/6/2025",
    "paper_kind": "Nghị quyết", "paper_number": "12/NQ-HĐND", "paper_day": "05/6/2025",
    "paper_issuer": "Hội đồng nhân dân tỉnh", "paper_subject": "Sắp xếp cơ quan chuyên môn",
}  # fmt: skip
MOVE = {"from_": "STP", "kind": "merge", "scope": "whole", "field": "", "to": "SNV"}


@pytest.fixture
def settings(settings):
    return replace(settings, today=date(2025, 6, 10))


@pytest.fixture
def world(app):
    """Units, a plan of two tasks of Sở Tư pháp, laid out; one of them has words."""
    root = make_unit("UBND", kind="province", name="Ủy ban nhân dân tỉnh")
    units = {"UBND": root} | {
        code: make_unit(code, parent=root, name=name)
        for code, name in (("STP", "Sở Tư pháp"), ("SNV", "Sở Nội vụ"), ("STC", "Sở Tài chính"))
    }
    plan = make_plan(root, "KH196-2025")
    tasks = [make_task(plan, f"KH196-2025/{n}", lead_text="Sở Tư pháp") for n in (1, 2)]
    for task in tasks:
        make_rule(task, slot=1, dues=[["", "2025-01-01", "2025-12-31"]])
    with write_transaction():
        for task in tasks:
            db.session.get_one(Task, task).lead_from_id = task
            db.session.add(
                Assignment(task_id=task, role="lead", ordinal=1, printed="Sở Tư pháp",
                           kind="unit", unit_id=units["STP"])
            )  # fmt: skip
    with write_transaction():
        open_years(2025, 2025, TESTER, NOON)
    make_line(share("STP", 1).id, words=WORDS, happened_on=date(2025, 5, 12))
    person("quantri", ("administrator", root))
    person("dm.stp", ("focal", units["STP"]))
    return units


@pytest.fixture
def admin(client, world):
    return sign_in(client, "quantri")


def share(unit, number):
    db.session.rollback()
    query = db.select(Obligation).join(Task, Task.id == Obligation.task_id)
    query = query.join(Unit, Unit.id == Obligation.unit_id).where(
        Unit.code == unit, Task.code == f"KH196-2025/{number}"
    )
    return db.session.scalars(query).first()


def draft():
    db.session.rollback()
    return db.session.scalars(db.select(HandoverDraft)).first()


def compose(client, *moves, **head):
    """A draft with these moves; its address."""
    assert client.post(f"{BASE}/moi", HEAD | head).status_code == 302
    place = f"{BASE}/ban-soan/{draft().id}"
    for move in moves:
        add(client, place, "ban-giao", move)
    return place


def add(client, place, slug, line):
    answer = client.post(f"{place}/{slug}/0", line | {"version": draft().version})
    assert answer.status_code == 302, client.page.text


def apply(client, place):
    return client.post(f"{place}/ap-dung", {"version": draft().version})


def test_a_merger_is_composed_previewed_applied_and_told(admin):
    place = compose(admin, MOVE)
    admin.get(f"{place}/xem-truoc")
    assert "Sở Nội vụ: 2" in admin.page.text
    assert "01 cơ quan kết thúc" in admin.page.text
    assert share("STP", 1).ended_on is None
    assert apply(admin, place).location == f"{BASE}/nhat-ky/BG-1"
    heir = share("SNV", 1)
    assert (share("STP", 1).successor_id, heir.state) == (heir.id, "in_progress")
    assert heir.last_words.endswith(f"Nội dung gần nhất: {WORDS}")
    admin.get(f"{BASE}/nhat-ky/BG-1")
    assert "Sở Tư pháp → Sở Nội vụ 2 nhiệm vụ, 2 phần việc" in admin.page.text
    paper = db.session.scalars(db.select(Document)).one()
    assert (paper.number, paper.issued_on) == ("12/NQ-HĐND", date(2025, 6, 5))
    assert [one.basis_id for one in db.session.scalars(db.select(Succession))] == [paper.id]


def test_a_second_application_changes_nothing(admin):
    place = compose(admin, MOVE)
    version = draft().version
    apply(admin, place)
    before = [(one.id, one.version) for one in db.session.scalars(db.select(Obligation))]
    admin.post(f"{place}/ap-dung", {"version": version})
    admin.get(f"{BASE}/nhat-ky/BG-1")
    assert "đã được áp dụng trước đó; không có gì thay đổi" in admin.page.text
    db.session.rollback()
    assert [(one.id, one.version) for one in db.session.scalars(db.select(Obligation))] == before
    actions = [one.action for one in db.session.scalars(db.select(AuditEntry))]
    assert actions.count("succession.apply") == 1


def test_before_its_day_a_hand_over_can_be_previewed_and_not_applied(admin):
    place = compose(admin, MOVE, effective_on="01/7/2025")
    admin.get(f"{place}/xem-truoc")
    assert "áp dụng được từ ngày 01/7/2025" in admin.page.text
    assert "Áp dụng bàn giao" not in admin.page.text
    assert apply(admin, place).status_code == 422
    assert "Ngày hiệu lực 01/7/2025 ở sau hôm nay (10/6/2025)." in admin.page.text
    assert (share("STP", 1).ended_on, share("SNV", 1)) == (None, None)


def test_an_exception_goes_elsewhere_than_the_whole_body(admin):
    place = compose(admin, MOVE)
    admin.get(f"{place}/xem-truoc")
    exception = f"{place}/ban-giao/0?giao=STP&nhiemvu=KH196-2025/2"
    assert exception in admin.page.links
    admin.get(exception)
    line = MOVE | {"kind": "duty", "scope": "task", "task": "KH196-2025/2", "to": "STC"}
    add(admin, place, "ban-giao", line)
    apply(admin, place)
    assert (share("SNV", 1) is not None, share("SNV", 2)) == (True, None)
    assert share("STC", 2).id == share("STP", 2).successor_id


def test_words_are_for_those_who_may_read_them(admin, world):
    place = compose(admin, MOVE)
    page = admin.get(f"{place}/xem-truoc").text
    assert WORDS not in page
    assert "đã có nội dung cập nhật ngày 12/5/2025" in page
    person("ca-hai", ("administrator", world["UBND"]), ("leadership", world["UBND"]))
    assert WORDS in sign_in(admin, "ca-hai").get(f"{place}/xem-truoc").text


def test_the_preview_names_the_people_of_a_unit_that_ends(admin):
    admin.get(f"{compose(admin, MOVE)}/xem-truoc")
    assert "Cán bộ dm.stp (cán bộ đầu mối)" in admin.page.text
    assert "/quan-tri/tai-khoan/chuyen-don-vi?donvi=STP" in admin.page.links


@pytest.mark.parametrize(
    ("slug", "line", "message"),
    [
        ("ban-giao", MOVE | {"to": ""}, "Chọn cơ quan nhận; chưa có thì chọn hình thức giải thể."),
        ("ban-giao", MOVE | {"to": "STP"}, "Cơ quan giao và cơ quan nhận là một."),
        ("ban-giao", MOVE | {"scope": "task", "task": "X"}, "Nhập mã của một nhiệm vụ"),
        ("co-quan-moi", {"code": "xã 1", "name": "A", "kind": "xa", "order": "1"},
         "Mã chỉ gồm chữ không dấu"),
    ],
)  # fmt: skip
def test_a_line_that_does_not_fit_is_refused_with_what_to_do(admin, slug, line, message):
    place = compose(admin)
    answer = admin.post(f"{place}/{slug}/0", line | {"version": draft().version})
    assert answer.status_code == 422
    assert message in admin.page.text
    assert draft().content["moves"] == []


def test_a_stale_line_shows_both_texts_and_can_be_saved_again(admin):
    place = compose(admin, MOVE)
    old = draft().version
    edit = f"{place}/ban-giao/1"
    admin.post(edit, MOVE | {"to": "STC", "version": old})
    stale = admin.post(edit, MOVE | {"note": "Theo đề án", "version": old})
    assert stale.status_code == 409
    assert "Có hai bản" in admin.page.text
    assert "Sở Tài chính" in admin.page.text
    assert "Theo đề án" in stale.text
    add(admin, place, "ten-moi", {"unit": "SNV", "name": "Sở Nội vụ và Tư pháp"})
    assert [row["to"] for row in draft().content["moves"]] == ["STC"]


def test_a_stale_head_and_a_stale_application_are_refused(admin):
    place = compose(admin, MOVE)
    old = draft().version
    admin.post(f"{place}/thong-tin", HEAD | {"title": "Tên khác", "version": old})
    assert admin.post(f"{place}/thong-tin", HEAD | {"version": old}).status_code == 409
    assert "Tên khác" in admin.page.text
    assert admin.post(f"{place}/ap-dung", {"version": old}).status_code == 409
    assert share("STP", 1).ended_on is None


def test_an_uploaded_file_is_refused_with_its_rows(admin):
    text = (
        "{code: X, effective_on: 2025-06-10, basis: B, names: [{unit: SNV}], moves: "
        "[{from: STP, to: KHONG, kind: merge, scope: whole}, {from: A, kind: gop}]}"
    )
    for part, said in (
        (text, ("Tên mới 1: thiếu “name”.",)),
        (text.replace("names: [{unit: SNV}], ", ""),
         ("Dòng bàn giao 2: loại “gop” không rõ", "Dòng bàn giao 2: thiếu cơ quan nhận (to).")),
        (text.replace("names: [{unit: SNV}], ", "").replace(", {from: A, kind: gop}", ""),
         ("Căn cứ: không có văn bản mang mã “B”.",
          "Dòng bàn giao 1: không có cơ quan nhận mang mã “KHONG”.")),
    ):  # fmt: skip
        file = (BytesIO(part.encode()), "x.yaml")
        assert admin.post(f"{BASE}/tai-len", {"file": file}).status_code == 422
        assert all(one in admin.page.text for one in said), admin.page.text
    assert draft() is None


def test_an_uploaded_file_becomes_a_draft_that_says_the_same(admin):
    with write_transaction():
        db.session.add(Document(code="B", number="1", kind="Nghị quyết", issuer="", subject=""))
    text = (
        "{code: X-1, title: Sắp xếp, effective_on: 2025-06-10, basis: B, new_units: "
        "[{code: XA-1, kind: xa, name: Xã Một, order: 7}], "
        "moves: [{from: STP, to: XA-1, kind: merge, scope: whole}]}"
    )
    file = (BytesIO(text.encode()), "x.yaml")
    assert admin.post(f"{BASE}/tai-len", {"file": file}).status_code == 302
    apply(admin, f"{BASE}/ban-soan/{draft().id}")
    assert share("XA-1", 1).last_words.endswith(WORDS)


def dissolve(client):
    """Sở Tư pháp ends without an heir; the page that names one."""
    apply(client, compose(client, MOVE | {"kind": "dissolve", "to": ""}))
    client.get(QUEUE)
    page = next(link for link in client.page.links if link.startswith(f"{QUEUE}/"))
    client.get(page)
    return page


def heir(client, page, **changes):
    """Send the form as the page offers it."""
    seen = next(one["value"] for one, _ in client.page.controls if one.get("name") == "seen")
    basis = db.session.scalars(db.select(Document.code)).first()
    given = {"extent": "tasks", "to_unit": "SNV", "basis": basis, "seen": seen,
             "new_kind": "xa", "new_parent": ""}  # fmt: skip
    return client.post(page, given | changes)


def test_work_without_an_heir_waits_and_goes_to_a_new_unit(admin):
    page = dissolve(admin)
    assert (share("STP", 1).end_kind, share("SNV", 1)) == ("dissolved", None)
    new = {"to_unit": "+", "new_code": "XA-1", "new_name": "Ủy ban nhân dân xã Một"}
    answer = heir(admin, page, tasks=["KH196-2025/1"], **new)
    assert answer.location == f"{BASE}/nhat-ky/BG-STP-2025-06-10-1"
    taken = share("XA-1", 1)
    assert (taken.opened_on, taken.state) == (date(2025, 6, 10), "in_progress")
    assert (share("STP", 1).end_kind, share("STP", 1).successor_id) == ("handed_over", taken.id)
    assert share("STP", 2).successor_id is None
    admin.get("/quan-tri/")
    assert "Phần việc chưa có đơn vị tiếp nhận 1" in admin.page.text
    admin.get(f"{BASE}/nhat-ky/BG-1")
    assert "Sở Tư pháp → chưa có đơn vị tiếp nhận 1 nhiệm vụ, 1 phần việc" in admin.page.text


def test_everything_that_is_left_goes_to_one_unit(admin):
    page = dissolve(admin)
    assert heir(admin, page, extent="whole").status_code == 302
    assert share("SNV", 1).id == share("STP", 1).successor_id
    assert share("SNV", 2).id == share("STP", 2).successor_id
    admin.get(QUEUE)
    assert "Không có phần việc nào chờ" in admin.page.text


def test_a_decision_on_a_list_that_changed_is_refused(admin):
    page = dissolve(admin)
    seen = "KH196-2025/1|KH196-2025/2"
    heir(admin, page, tasks=["KH196-2025/1"])
    admin.get(page)
    answer = heir(admin, page, tasks=["KH196-2025/1", "KH196-2025/2"], to_unit="STC", seen=seen)
    assert answer.status_code == 409
    assert "Danh sách đã thay đổi" in admin.page.text
    assert (share("STC", 1), share("STC", 2)) == (None, None)


def test_minutes_and_sheet_list_what_was_handed_over(admin):
    apply(admin, compose(admin, MOVE))
    log = f"{BASE}/nhat-ky/BG-1"
    admin.get(f"{log}/bien-ban?giao=STP&nhan=SNV")
    text = admin.page.text
    assert "Bàn giao nhiệm vụ từ Sở Tư pháp sang Sở Nội vụ" in text
    assert "Căn cứ Nghị quyết số 12/NQ-HĐND ngày 05 tháng 6 năm 2025 của Hội đồng" in text
    assert "bàn giao, tiếp nhận 02 nhiệm vụ với 02 phần việc" in text
    assert admin.get(f"{log}/bien-ban?giao=SNV&nhan=STP").status_code == 404
    book = openpyxl.load_workbook(BytesIO(admin.get(f"{log}/danh-muc.xlsx").data))
    rows = [[cell.value for cell in row][:3] for row in book.active.iter_rows(min_row=5)]
    assert rows == [[1, "Sở Tư pháp", "Sở Nội vụ"], [2, "Sở Tư pháp", "Sở Nội vụ"]]


def test_an_administrator_of_one_unit_hands_nothing_over(client, world):
    person("qt.stp", ("administrator", world["STP"]))
    assert sign_in(client, "qt.stp").get(BASE).status_code == 403
