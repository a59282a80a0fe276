"""The pages of the number form: a unit's own, the merged one, and the way offline and back."""

import io
import json
from datetime import UTC, datetime, timedelta

import openpyxl
import pytest

from tests.reports.catalogue import (
    give,
    lead_field,
    make_catalogue,
    make_rounds,
    round_line,
    units_of,
)
from tests.reports.lines import amount
from tests.support.forms import filled, send
from tests.support.people import person, sign_in
from tests.work.conftest import province, settings
from tracker.extensions import db
from tracker.reports.models.indicators import IndicatorValue
from tracker.reports.models.unit_report import ReportText
from tracker.reports.queries.figures import form_of
from tracker.rounds.models import ReportingRegime

__all__ = ["province", "settings"]
H1, Q1 = "2025-H1", "2025-Q1"


@pytest.fixture
def rows(province):
    outline = "I. Kết quả\nII. Đánh giá\nIII. Kiến nghị"
    make_rounds(province.root, [province.own, province.other], outline=outline)
    lead_field(province.field, province.own)
    person("snv", ("focal", province.other))
    return make_catalogue(province.field)


def base(code=H1):
    return f"/ky-bao-cao/{db.session.scalar(db.select(ReportingRegime.code))}/{code}"


def page_of(unit="STP", code=H1):
    return f"{base(code)}/{unit}/so-lieu"


def amounts(unit="STP", code=H1):
    db.session.rollback()
    found = form_of(round_line(code), units_of(code)[unit]).rows
    return {row.line.code: row.amount for row in found}


def sent(client, rows, path, **changes):
    """What a browser sends of the form; `flow="70"` and so on by the row."""
    names = {
        "flow": f"f{rows.flow}-numerator", "note": f"f{rows.flow}-note",
        "part": f"f{rows.ratio}-numerator", "whole": f"f{rows.ratio}-denominator",
        "led": f"f{rows.led}-numerator",
    }  # fmt: skip
    html = client.get(path).text
    typed = {names.get(name, name): text for name, text in changes.items()}
    return filled(html, **typed)


def test_a_unit_fills_in_its_form_and_reads_it_again(client, rows):
    officer = sign_in(client, "stp")
    typed = sent(officer, rows, page_of(), flow="1.234", part="350", whole="512", led="0")
    assert officer.post(page_of(), typed).status_code == 302
    found = amounts()
    assert found == {
        "CT2.1": amount(1234), "CT2.2": amount(350, 512), "CT2.3": amount(0),
    }  # fmt: skip
    page = officer.get(page_of()).text
    assert "Đã lưu 03 chỉ tiêu" in page
    assert "350/512 (68,36%)" in page


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"flow": "12.5"}, "Dùng dấu phẩy cho phần lẻ (12,5)"),
        ({"part": "5", "whole": "4"}, "phần không lớn hơn tổng số"),
        ({"part": "5"}, "Nhập cả “Hồ sơ tiếp nhận”"),
        ({"flow": "30"}, "nhỏ hơn số đã báo cáo của Quý I năm 2025 (40)"),
    ],
)
def test_a_problem_is_told_at_its_field_and_nothing_is_kept(client, rows, typed, words):
    give(Q1, "STP", {rows.flow: amount(40)})
    officer = sign_in(client, "stp")
    answer = officer.post(page_of(), sent(officer, rows, page_of(), led="5", **typed))
    assert answer.status_code == 422
    assert words in officer.page.text
    assert amounts()["CT2.3"].is_blank


def test_a_stale_form_gets_both_figures(client, rows):
    officer = sign_in(client, "stp")
    mine = sent(officer, rows, page_of(), flow="70")
    give(H1, "STP", {rows.flow: amount(80), rows.ratio: amount(1, 2)})
    stale = officer.post(page_of(), mine)
    assert stale.status_code == 409
    assert 'value="70"' in stale.text
    assert "80" in officer.page.text
    assert officer.post(page_of(), filled(stale.text)).status_code == 302
    found = amounts()
    assert found["CT2.1"] == amount(70)
    assert found["CT2.2"] == amount(1, 2)  # not touched here: saving takes nothing back


def test_a_compiler_enters_for_a_unit_with_the_source_named(client, rows):
    compiler = sign_in(client, "tonghop")
    path = page_of(code=Q1)
    refused = compiler.post(path, sent(compiler, rows, path, flow="5"))
    assert refused.status_code == 422
    assert "Hãy ghi nguồn số liệu" in refused.text
    typed = sent(compiler, rows, path, flow="5", entered_from="Công văn 12/STP-VP")
    assert compiler.post(path, typed).status_code == 302
    kept = db.session.scalars(db.select(IndicatorValue)).one()
    assert kept.entered_from == "Công văn 12/STP-VP"


def test_after_the_round_is_locked_the_unit_only_reads(client, rows):
    officer = sign_in(client, "stp")
    page = officer.get(page_of(code=Q1)).text
    assert "chỉ nơi tổng hợp còn sửa được" in page
    assert "Lưu số liệu" not in page
    assert officer.post(page_of(code=Q1), {"version": "0"}).status_code == 403


def test_other_units_and_rounds_ahead_stay_closed(client, rows):
    other = sign_in(client, "snv")
    assert other.get(page_of()).status_code == 404
    assert other.post(page_of(), {"version": "0"}).status_code == 404
    assert other.get(f"{base()}/so-lieu").status_code == 403
    leader = sign_in(client, "lanhdao")
    assert "Lưu số liệu" not in leader.get(page_of()).text
    assert leader.post(page_of(), {"version": "0"}).status_code == 403


def test_the_merged_form_names_source_and_who_is_silent(client, rows):
    give(Q1, "STP", {rows.flow: amount(30)})
    give(H1, "STP", {rows.flow: amount(70), rows.led: amount(4)})
    compiler = sign_in(client, "tonghop")
    compiler.get(f"{base()}/so-lieu")
    text = " ".join(compiler.page.text.split())
    assert "Cộng từ 01/02 đơn vị" in text
    assert "Chưa có số liệu: Sở Nội vụ" in text
    assert "Riêng quý II" in text
    file = compiler.get(f"{base()}/so-lieu.xlsx").data
    cells = list(openpyxl.load_workbook(io.BytesIO(file)).active.iter_rows(values_only=True))
    flow = next(row for row in cells if row[2] == "Hồ sơ tiếp nhận")
    assert (flow[4], flow[8], flow[10]) == (70, "30", "40")


def book_of(client, unit="STP"):
    return openpyxl.load_workbook(io.BytesIO(client.get(f"{page_of(unit)}.xlsx").data))


def load(client, book, name="bieu.xlsx"):
    out = io.BytesIO()
    book.save(out)
    fields = {"file": (io.BytesIO(out.getvalue()), name)}
    client.get(f"{page_of()}/nap")
    return client.post(f"{page_of()}/nap", fields, content_type="multipart/form-data")


def test_a_form_filled_in_offline_is_seen_and_then_saved(client, rows):
    give(H1, "STP", {rows.flow: amount(70), rows.led: amount(4)})
    officer = sign_in(client, "stp")
    book = book_of(officer)
    sheet = book["Biểu số liệu"]
    assert sheet.protection.sheet
    assert not sheet["F6"].protection.locked
    assert sheet["D6"].protection.locked
    sheet["F6"], sheet["F7"], sheet["G7"], sheet["H7"] = 75, "1.350", 2000, "Sáu tháng"
    give(H1, "STP", {rows.flow: amount(70), rows.led: amount(5)}, version=1)
    shown = load(officer, book)
    assert shown.status_code == 200
    assert "70 → 75" in " ".join(officer.page.text.split())
    assert amounts()["CT2.1"] == amount(70)
    assert officer.post(page_of(), filled(shown.text)).status_code == 302
    found = amounts()
    assert (found["CT2.1"], found["CT2.2"]) == (amount(75), amount(1350, 2000))
    assert found["CT2.3"] == amount(5)  # left as it was in the file: nothing is taken back


def test_a_field_that_both_changed_is_shown_with_both(client, rows):
    give(H1, "STP", {rows.flow: amount(70)})
    officer = sign_in(client, "stp")
    book = book_of(officer)
    book["Biểu số liệu"]["F6"] = 75
    give(H1, "STP", {rows.flow: amount(80)}, version=1)
    shown = load(officer, book)
    assert "Có hai bản" in shown.text
    assert 'id="merge-f' in shown.text
    assert 'value="75"' in shown.text
    assert amounts()["CT2.1"] == amount(80)


def test_cells_that_are_no_figure_are_told_at_their_field(client, rows):
    officer = sign_in(client, "stp")
    book = book_of(officer)
    book["Biểu số liệu"]["F6"] = "khoảng 70"
    shown = load(officer, book)
    assert "“khoảng 70” không phải là số" in officer.page.text
    assert officer.post(page_of(), filled(shown.text)).status_code == 422


def test_files_that_are_no_form_of_this_unit_are_refused(client, rows):
    officer = sign_in(client, "stp")
    book = book_of(officer)
    book["Mã biểu"]["A4"] = "SNV"
    assert "biểu của đơn vị hoặc kỳ khác" in load(officer, book).text
    moved = book_of(officer)
    moved["Biểu số liệu"]["A6"] = 999
    assert "đã bị đổi" in load(officer, moved).text
    assert "không phải biểu tải về" in load(officer, openpyxl.Workbook()).text
    fields = {"file": (io.BytesIO(b"<html></html>"), "bieu.xlsx")}
    answer = officer.post(f"{page_of()}/nap", fields, content_type="multipart/form-data")
    assert answer.status_code == 422
    assert "đã hỏng" in answer.text
    assert all(one.is_blank for one in amounts().values())


TEXTS = "Nội dung báo cáo"


def texts_kept():
    """The kept text of each section that has one, with its version."""
    db.session.rollback()
    rows = db.session.scalars(db.select(ReportText))
    return {row.section: (row.text, row.version) for row in rows}


def row_of(book, key):
    """The row of a section on the sheet of texts."""
    return next(row for row in book[TEXTS].iter_rows(min_row=6) if row[0].value == key)


def test_the_text_of_the_report_goes_out_and_comes_back_in_the_same_file(client, rows):
    officer = sign_in(client, "stp")
    book = book_of(officer)
    sheet = book[TEXTS]
    first, second = (row_of(book, key) for key in ("ket-qua", "kien-nghi"))
    assert sheet.protection.sheet
    assert sheet.column_dimensions["A"].hidden
    assert (first[4].protection.locked, first[3].protection.locked) == (False, True)
    long = "\n".join(["=Đã kiểm tra 07 đơn vị", *(f"- Mục {n}: {'a' * 90}" for n in range(180))])
    first[4].value, second[4].value = f"{long}\u2028_x000D_\n- Hết ", "Nhận 02 sáng kiến"
    first[4].data_type = "s"  # as Excel keeps what is typed into a cell of text
    book["Biểu số liệu"]["F6"] = 75
    shown = load(officer, book)
    assert "Nội dung báo cáo thay đổi ở 2 mục" in " ".join(officer.page.text.split())
    assert texts_kept() == {}
    assert officer.post(page_of(), filled(shown.text)).status_code == 302
    assert "Đã lưu 01 chỉ tiêu và nội dung" in officer.get(page_of()).text
    kept = texts_kept()
    assert kept["ket-qua"] == (f"{long}\n\n- Hết", 1)
    assert len(kept) == 3  # the section that was left alone is kept as it was offered
    assert amounts()["CT2.1"] == amount(75)


def test_texts_that_two_people_changed_stand_side_by_side_and_nothing_is_saved_alone(client, rows):
    officer = sign_in(client, "stp")
    write = page_of().replace("so-lieu", "soan")
    send(officer, write, **{"t_ket-qua": "Bản đầu", "t_kien-nghi": "Bản đầu"})
    book = book_of(officer)
    row_of(book, "ket-qua")[4].value = "Bản trong tệp"
    send(officer, write, **{"t_ket-qua": "Bản trên mạng", "t_kien-nghi": "Bản mới"})
    shown = load(officer, book)
    assert "Có hai bản" in shown.text
    assert "Bản trên mạng" in shown.text
    mine = filled(shown.text)
    give(H1, "STP", {rows.flow: amount(80)})  # a figure is saved between: the page is stale
    stale = officer.post(page_of(), {**mine, f"f{rows.flow}-numerator": "75"})
    assert stale.status_code == 409
    assert texts_kept()["ket-qua"] == ("Bản trên mạng", 2)
    assert officer.post(page_of(), filled(stale.text)).status_code == 302
    kept = texts_kept()
    assert (kept["ket-qua"][0], kept["kien-nghi"][0]) == ("Bản trong tệp", "Bản mới")


def test_a_sheet_of_texts_that_was_cut_or_renamed_is_refused_and_changes_nothing(client, rows):
    officer = sign_in(client, "stp")
    cut, renamed, aged, long = (book_of(officer) for _ in range(4))
    cut[TEXTS].delete_rows(8)
    row_of(renamed, "ket-qua")[0].value = "ket-qua-2"
    row_of(aged, "ket-qua")[1].value, row_of(aged, "ket-qua")[4].value = "7", "Đổi"
    row_of(long, "ket-qua")[4].value = "a" * 20_001
    for book in (cut, renamed):
        assert "đã bị xóa, thêm hoặc đổi mã" in load(officer, book).text
    assert "Mã của mục “I. Kết quả" in load(officer, aged).text
    assert "dài quá 20.000 ký tự" in load(officer, long).text
    assert texts_kept() == {}
    assert TEXTS not in book_of(sign_in(client, "tonghop")).sheetnames
    assert TEXTS not in book_of(sign_in(client, "lanhdao")).sheetnames


def test_a_draft_older_than_what_was_saved_is_shown_with_both(client, rows):
    officer = sign_in(client, "stp")
    officer.get(page_of())
    typed = {f"f{rows.flow}-numerator": ["70"], f"f{rows.flow}-note": [""]}
    key = f"so-lieu-{round_line(H1).id}-{units_of(H1)['STP'].unit_id}"
    content = json.dumps({"at": 1, "fields": typed})
    assert officer.post("/ban-nhap", {"khoa": key, "noi-dung": content}).status_code == 200
    assert "Có hai bản" not in officer.get(page_of()).text
    later = datetime.now(UTC) + timedelta(days=1)
    give(H1, "STP", {rows.flow: amount(80)}, now=later)
    page = officer.get(page_of()).text
    assert "Có hai bản" in page
    assert 'value="70"' in page
