"""The pages of a unit's report, from the division's officer to the department's compiler."""

import io

import pytest

from tests.documents import builders
from tests.reports.factories import make_letterhead
from tests.rounds.factories import make_regime
from tests.support.client import HouseClient
from tests.support.forms import forms_of
from tests.support.people import person, sign_in
from tests.tasks.factories import make_unit
from tests.work.conftest import settings
from tracker.db import write_transaction
from tracker.extensions import db
from tracker.reports.checking.checker import check
from tracker.reports.checking.findings import Outcome
from tracker.reports.models.unit_report import ReportPaper, ReportText, UnitReport
from tracker.rounds.models import ReportingRegime, ReportRound

__all__ = ["settings"]
ROUND = "/ky-bao-cao/STP-1/2025-H1"
REPORT = f"{ROUND}/STP/P1"


@pytest.fixture
def house(app):
    """Sở Tư pháp, one division with its officer and head, another division, a compiler."""
    root = make_unit("UBND", kind="province", name="Ủy ban nhân dân tỉnh")
    own = make_unit("STP", parent=root, name="Sở Tư pháp")
    one = make_unit("STP/P1", kind="phong", parent=own, name="Phòng Một")
    two = make_unit("STP/P2", kind="phong", parent=own, name="Phòng Hai")
    make_regime(own)
    make_letterhead(one, issuer="Phòng Một", superior="Sở Tư pháp")
    for login, role, unit in (
        ("canbo", "division", one), ("dongnghiep", "division", one), ("truongphong", "head", one),
        ("phonghai", "division", two), ("tonghop", "compiler", own),
        ("lanhdao", "leadership", root),
    ):  # fmt: skip
        person(login, (role, unit), phone="0299 3 821 000")
    return own


@pytest.fixture
def at(app, house):
    """`at("canbo")`: a browser of this person."""
    return lambda login: sign_in(HouseClient(app), login)


def send(client, page, changes=None, *, to=None):
    """Open a page, fill in its form that goes `to` an address, send it."""
    assert client.get(page).status_code == 200
    form = next(one for one in forms_of(client.page.html) if (one.action or page) == (to or page))
    return client.post(to or page, form.filled(changes or {}))


def write(client, text):
    """Fill in the one section of the report."""
    return send(client, f"{REPORT}/soan", {"t_ket-qua": text})


def press(client, step):
    """Press the button of a step on the report."""
    answer = send(client, REPORT, to=f"{REPORT}/{step}")
    assert answer.status_code == 302
    return client.get(REPORT).text


def test_from_officer_to_head_to_compiler(at):
    officer, head, compiler = at("canbo"), at("truongphong"), at("tonghop")
    assert write(officer, "Đã ban hành kế hoạch của phòng").status_code == 302
    assert "Bản đang soạn, chưa gửi" in officer.get(REPORT).text
    assert "Đã trình" in press(officer, "trinh")
    assert "Đã duyệt và gửi báo cáo." in press(head, "duyet")
    assert "Đã ban hành kế hoạch của phòng" in compiler.get(REPORT).text
    assert "Đã tiếp nhận báo cáo." in press(compiler, "tiep-nhan")
    page = compiler.get(f"{ROUND}/theo-doi").text
    assert "Đã tiếp nhận" in page
    assert "Đúng hạn" in page


def test_completion_is_asked_by_section_and_sent_again(at):
    officer, head, compiler = at("canbo"), at("truongphong"), at("tonghop")
    write(officer, "Bản đầu")
    press(head, "duyet")
    refused = send(compiler, f"{REPORT}/de-nghi-bo-sung", {})
    assert refused.status_code == 422
    assert "Hãy nêu lý do" in refused.text
    send(compiler, f"{REPORT}/de-nghi-bo-sung", {"r_ket-qua": "Ghi rõ số văn bản"})
    assert "Ghi rõ số văn bản" in officer.get(f"{REPORT}/soan").text
    write(officer, "Bản sau, số 12/KH-P1")
    assert "lần gửi thứ 2" in press(head, "duyet")
    assert "số 12/KH-P1" in compiler.get(REPORT).text


def test_head_gives_back_with_reasons(at):
    officer, head = at("canbo"), at("truongphong")
    write(officer, "Bản đầu")
    press(officer, "trinh")
    assert officer.get(f"{REPORT}/soan").status_code == 302
    send(head, f"{REPORT}/tra-lai", {"reason": "Nêu thêm khó khăn"})
    assert "Nêu thêm khó khăn" in officer.get(f"{REPORT}/soan").text


def test_stale_text_shows_both_and_keeps_both(at):
    officer, colleague = at("canbo"), at("dongnghiep")
    officer.get(f"{REPORT}/soan")
    form = forms_of(officer.page.html)[-1]
    write(colleague, "Bản của đồng nghiệp")
    answer = officer.post(f"{REPORT}/soan", form.filled({"t_ket-qua": "Bản của tôi"}))
    assert answer.status_code == 409
    assert "Bản của đồng nghiệp" in answer.text
    assert "Bản của tôi" in answer.text
    again = forms_of(officer.page.html)[-1]
    both = "Bản của tôi, bản của đồng nghiệp"
    assert officer.post(f"{REPORT}/soan", again.filled({"t_ket-qua": both})).status_code == 302
    assert db.session.scalar(db.select(ReportText.text)) == both


def test_draft_is_the_units_own(at):
    write(at("canbo"), "Nội dung chưa gửi")
    for login in ("tonghop", "lanhdao"):
        page = at(login).get(REPORT)
        assert page.status_code == 200
        assert "Nội dung chưa gửi" not in page.text
        assert at(login).get(f"{REPORT}/bao-cao.docx").status_code == 404
    assert at("phonghai").get(REPORT).status_code == 404
    listed = at("phonghai").get(f"{ROUND}/theo-doi").text
    assert ("Phòng Hai" in listed, "Phòng Một" in listed) == (True, False)


def test_signed_paper_sends_and_only_pdf_is_taken(at):
    officer = at("canbo")
    write(officer, "Nội dung")
    paper = {"number": "15/BC-P1", "signed_on": "09/6/2025"}
    word = (io.BytesIO(builders.docx()), "bc.docx")
    refused = send(officer, f"{REPORT}/van-ban-da-ky", paper | {"file": [word]})
    assert refused.status_code == 422
    assert "Chỉ nhận tệp PDF" in refused.text
    pdf = (io.BytesIO(builders.PDF), "bc.pdf")
    assert send(officer, f"{REPORT}/van-ban-da-ky", paper | {"file": [pdf]}).status_code == 302
    assert "15/BC-P1 ngày 09/6/2025" in officer.get(REPORT).text
    file = db.session.scalar(db.select(ReportPaper.id))
    assert officer.get(f"{REPORT}/van-ban/{file}").data == builders.PDF
    assert at("phonghai").get(f"{REPORT}/van-ban/{file}").status_code == 404


def test_compiler_enters_for_a_silent_unit_with_the_source(at):
    compiler = at("tonghop")
    answer = send(compiler, f"{REPORT}/nhap-thay", {"t_ket-qua": "Theo điện thoại"})
    assert answer.status_code == 422
    given = {"t_ket-qua": "Theo điện thoại", "source": "Điện thoại ngày 09/6/2025"}
    assert send(compiler, f"{REPORT}/nhap-thay", given).status_code == 302
    assert "nhập thay: Điện thoại ngày 09/6/2025" in compiler.get(f"{ROUND}/theo-doi").text
    assert db.session.scalar(db.select(UnitReport.state)) == "sent"


def test_whom_to_press_and_with_which_words(at):
    write(at("canbo"), "Nội dung")
    press(at("truongphong"), "duyet")
    page = at("tonghop").get(f"{ROUND}/theo-doi?loc=can-don-doc").text
    assert "0299 3 821 000" in page
    assert "còn 01 đơn vị chưa gửi: Phòng Hai; đề nghị gửi" in page
    book = at("tonghop").get(f"{ROUND}/theo-doi.xlsx")
    assert book.data.startswith(b"PK")


def test_word_document_passes_the_check(at):
    officer = at("canbo")
    write(officer, "Đã ban hành kế hoạch.\n- Ý thứ nhất\n- Ý thứ hai")
    file = officer.get(f"{REPORT}/bao-cao.docx")
    assert file.status_code == 200
    failed = [one for one in check("bc.docx", file.data) if one.outcome is Outcome.FAIL]
    assert failed == []


def test_the_programs_lines_are_read_without_their_mark_and_no_text_goes_with_its_heading(at):
    officer = at("canbo")
    write(officer, "# - Công bố danh mục (hạn 30/6/2025).\nĐã họp 02 lần.")
    assert "- Công bố danh mục (hạn 30/6/2025)" in officer.get(REPORT).text
    assert "# - Công bố" not in officer.page.text
    with write_transaction():
        db.session.execute(db.update(ReportingRegime).values(outline="I. Mục mới"))
        db.session.execute(db.update(ReportRound).values(outline="I. Mục mới"))
    page = officer.get(f"{REPORT}/soan").text
    assert "Nội dung đã soạn nhưng không còn đề mục" in page
    assert "Đã họp 02 lần." in page
