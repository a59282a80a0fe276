"""The compilation of hand-made rounds; every figure below is counted by hand."""

from dataclasses import replace
from datetime import date

import pytest

from tests.reports.duties import NAMES, collected, duty, row
from tracker.reports.rules.collected import Ahead, AtStake, Earlier, Figure, IssuedPaper, Target
from tracker.reports.rules.compiled import GridBand, OriginKind
from tracker.reports.rules.compiling.report import compile_report
from tracker.reports.rules.contributions import Contribution, ReportState
from tracker.reports.rules.outline import DEFAULT, sections_of
from tracker.tasks.rules.states import Cell

DONE, LATE_DONE = Cell.DONE_ON_TIME, Cell.DONE_LATE
OPEN, LATE = Cell.OPEN_IN_TIME, Cell.OPEN_OVERDUE


def upward(*rows, **changes):
    return compile_report(collected(*rows, **changes), internal=False)


def inside(*rows, **changes):
    return compile_report(collected(*rows, **changes), internal=True)


def text_of(report, key):
    section = next(one for one in report.sections if one.key == key)
    return " ".join(sentence.text for sentence in section.sentences)


def grid_of(report, key):
    return next(grid for grid in (*report.appendices, *(one for _, one in report.tables))
                if grid.key == key)  # fmt: skip


def test_a_row_is_late_when_one_of_its_units_is_and_done_when_all_are():
    report = upward(row(duty(DONE), duty(LATE, "Sở Y tế", 2)), row(duty(DONE), duty(LATE_DONE)))
    assert dict(report.figures) == {
        "tasks.done_on_time": 0, "tasks.done_late": 1, "tasks.open_in_time": 0,
        "tasks.open_overdue": 1, "tasks.given": 2, "tasks.done": 1, "tasks.rate": 50.0,
        "duties.done_on_time": 2, "duties.done_late": 1, "duties.open_in_time": 0,
        "duties.open_overdue": 1, "duties.given": 4, "duties.done": 3, "duties.silent": 0,
    }  # fmt: skip


def test_completion_is_told_in_rows_with_the_shares_beside():
    text = text_of(upward(row(duty(DONE), duty(OPEN)), row(duty(LATE))), "ke-hoach")
    assert (
        "Kế hoạch 196/KH-UBND giao 02 nhiệm vụ có thời hạn trong năm 2025; đến hết ngày "
        "14/6/2025, đã hoàn thành 0 nhiệm vụ, đạt 0,00 % (đúng hạn 0, quá hạn 0); chưa hoàn "
        "thành 02 nhiệm vụ (trong hạn 01, quá hạn 01)."
    ) in text
    assert "đã hoàn thành 01 phần việc, đạt 33,33 % (đúng hạn 01, quá hạn 0)" in text


def test_both_counts_are_told_only_where_an_extension_matters():
    kept = duty(OPEN, first_cell=LATE)
    assert "theo thời hạn ban đầu" in text_of(upward(row(kept)), "ke-hoach")
    assert "theo thời hạn ban đầu" not in text_of(upward(row(duty(OPEN))), "ke-hoach")


def contribution(unit_id, name, text, **changes):
    values = {
        "state": ReportState.SENT, "report_id": 10 + unit_id, "sent_on": date(2025, 6, 17),
        "on_time": True, "empty": False, "sections": (("cctc", text),),
    }  # fmt: skip
    return Contribution(unit_id, f"U{unit_id}", name, counted=True, **values | changes)


def test_the_same_words_of_several_units_stand_once_with_all_their_origins():
    told = (
        contribution(1, "Sở Tư pháp", "Đã rà soát 05 văn bản."),
        contribution(2, "Sở Y tế", "đã rà soát  05 văn bản"),
        contribution(3, "Sở Xây dựng", "Đã tự kiểm tra."),
    )
    report = upward(contributions=told)
    sentences = next(one.sentences for one in report.sections if one.key == "cctc")
    assert [one.text for one in sentences] == [
        "Sở Tư pháp và Sở Y tế: Đã rà soát 05 văn bản.", "Sở Xây dựng: Đã tự kiểm tra.",
    ]  # fmt: skip
    assert [origin.id for origin in sentences[0].origins] == [11, 12]


def test_what_units_wrote_is_joined_line_by_line_under_its_lead_in():
    text = "Đã ban hành kế hoạch.\nKết quả phối hợp:\n- Góp ý 02 dự thảo;\n- Dự họp.\nHết."
    told = (
        contribution(1, "Sở Tư pháp", text),
        contribution(2, "Sở Y tế", "Đã ban hành kế hoạch\n- Dự họp."),
    )
    section = next(one for one in upward(contributions=told).sections if one.key == "cctc")
    assert [one.text for one in section.sentences] == [
        "Sở Tư pháp và Sở Y tế: Đã ban hành kế hoạch.",
        "Sở Tư pháp: Kết quả phối hợp: Góp ý 02 dự thảo.",
        "Sở Tư pháp: Kết quả phối hợp: Dự họp.", "Sở Tư pháp: Hết.", "Sở Y tế: Dự họp.",
    ]  # fmt: skip


def test_lines_that_the_program_wrote_for_a_unit_are_not_told_again():
    lines = "# Kế hoạch 196/KH-UBND giao 02 nhiệm vụ.\n# - Báo cáo (hạn 30/6/2025).\nĐã họp 02 lần."
    told = contribution(1, "Sở Tư pháp", "", sections=(("ke-hoach", lines),))
    found = text_of(upward(contributions=(told,)), "ke-hoach")
    assert found == "Sở Tư pháp: Đã họp 02 lần."


def test_inspections_tasks_given_and_initiatives_have_parts_of_their_own():
    inspected = row(
        duty(OPEN, words="Đã kiểm tra 07 cơ quan", words_on=date(2025, 5, 5), in_window=True),
        title="Kiểm tra công vụ", field="CDDH",
    )  # fmt: skip
    asked = row(duty(DONE), duty(LATE), title="Công khai tiến độ", assigned=True)
    told = contribution(2, "Sở Y tế", "", sections=(("sang-kien", "Nhận 02 sáng kiến."),))
    same = replace(told, unit_id=3, unit_name="Sở Xây dựng")
    shown = Figure(
        "CT1.7", "CDDH", "1.7", "Tỷ lệ vấn đề phát hiện qua kiểm tra đã xử lý", "%", True, 15, 17,
        "Sở Nội vụ",
    )  # fmt: skip
    paper = IssuedPaper(
        1, 1, "Sở Nội vụ", "CDDH", "9/KH-SNV", date(2025, 2, 3), "Sở Nội vụ", "Kế hoạch kiểm tra"
    )
    report = upward(inspected, asked, contributions=(told, same), figures=(shown,), papers=(paper,))
    assert text_of(report, "kiem-tra") == (
        "Số liệu trong kỳ: tỷ lệ vấn đề phát hiện qua kiểm tra đã xử lý: 88,24 % (15/17). "
        "Sở Tư pháp: Kiểm tra công vụ: Đã kiểm tra 07 cơ quan. Văn bản đã ban hành trong kỳ: "
        "9/KH-SNV ngày 03/02/2025 (trích yếu tại danh mục văn bản kèm theo)."
    )
    assert text_of(report, "duoc-giao") == (
        "Có 01 nhiệm vụ được giao có thời hạn trong năm 2025; đến hết ngày 14/6/2025, đã hoàn "
        "thành 0 nhiệm vụ, đạt 0,00 % (đúng hạn 0, quá hạn 0); chưa hoàn thành 01 nhiệm vụ "
        "(trong hạn 0, quá hạn 01)."
    )
    assert text_of(report, "sang-kien") == "Sở Y tế và Sở Xây dựng: Nhận 02 sáng kiến."


def test_inspections_and_initiatives_of_the_programme_are_told_once_under_their_headings():
    spoke = {"words": "Nhận 21 sáng kiến", "words_on": date(2025, 5, 5), "in_window": True}
    rows = row(duty(OPEN, **spoke), title="Tìm kiếm sáng kiến", programme=True)
    report = upward(rows)
    assert text_of(report, "sang-kien") == "Sở Tư pháp: Tìm kiếm sáng kiến: Nhận 21 sáng kiến."
    assert "sáng kiến" not in text_of(report, "de-an")
    plain = sections_of("I. Công tác chỉ đạo, điều hành\nII. Kết quả thực hiện Đề án", NAMES)
    assert "Nhận 21 sáng kiến" in text_of(upward(rows, outline=plain), "de-an")


def test_the_years_round_counts_what_is_expected_by_the_last_day():
    rows = (
        row(duty(DONE), duty(OPEN, "Sở Y tế", 2, expected="done")),
        row(duty(OPEN, expected="partly")), row(duty(LATE, "Sở Y tế", 2, expected="not")),
        row(duty(OPEN)), row(duty(Cell.NO_DEADLINE)),
    )  # fmt: skip
    report = inside(*rows, until=date(2025, 12, 31))
    assert (
        "Ước thực hiện đến 31/12/2025: hoàn thành 01 nhiệm vụ, đạt 25,00 %; hoàn thành một phần "
        "01; chưa thể hoàn thành 01; chưa có ước thực hiện 01."
    ) in text_of(report, "ke-hoach")
    assert grid_of(report, "uoc-thuc-hien").rows == (
        (1, "Sở Tư pháp", 3, 1, 0, 1, 0, 1, 33.33), (2, "Sở Y tế", 2, 0, 1, 0, 1, 0, 50.0),
        (None, "Tổng cộng", 5, 1, 1, 1, 1, 1, 40.0),
    )  # fmt: skip
    assert "Ước thực hiện" not in text_of(upward(*rows), "ke-hoach")


def test_targets_stand_beside_what_was_reached():
    one = row(duty(OPEN), title="Tổ chức đối thoại")
    made = (
        Target(one.id, "Sở Tư pháp", "2 lần/năm", "1 lần", date(2025, 5, 5), "2 lần"),
        Target(one.id, "Sở Y tế", "2 lần/năm", "một phần"), Target(one.id, "Sở Xây dựng", "90%"),
    )  # fmt: skip
    grid = grid_of(upward(one, targets=made), "chi-tieu")
    assert [line[2:] for line in grid.rows] == [
        ("Sở Tư pháp", "2 lần/năm", "1 lần", "2 lần", 50.0),
        ("Sở Y tế", "2 lần/năm", "một phần", None, None),
        ("Sở Xây dựng", "90%", None, None, None),
    ]
    assert [column.blank for column in grid.columns[4:]] == ["chưa có", "chưa có", "–"]


def test_text_under_a_heading_that_is_no_more_is_told_to_the_compiler():
    told = contribution(2, "Sở Y tế", "", sections=(("de-muc-cu", "Đã làm."),))
    warned = upward(contributions=(told,)).warnings
    assert "Có nội dung dưới đề mục không còn trong đề cương: Sở Y tế." in warned


def test_words_of_updates_stand_for_units_that_sent_nothing():
    spoke = {"words": "Đã trình", "words_id": 7, "words_on": date(2025, 5, 5), "in_window": True}
    silent_unit, sender = duty(OPEN, **spoke), duty(OPEN, "Sở Y tế", 2, **spoke)
    report = upward(
        row(silent_unit), row(sender), contributions=(contribution(2, "Sở Y tế", "Báo cáo"),)
    )
    section = next(one for one in report.sections if one.key == "cctc")
    assert [one.text for one in section.sentences] == [
        "Sở Y tế: Báo cáo.", "Sở Tư pháp: Ban hành kế hoạch: Đã trình."
    ]  # fmt: skip
    origin = section.sentences[1].origins[0]
    assert (origin.kind, origin.id, origin.unit) == (OriginKind.UPDATE, 7, "Sở Tư pháp")


def test_many_units_on_one_row_are_counted_not_listed():
    spoke = {"words": "Đã làm", "words_on": date(2025, 5, 5), "in_window": True}
    many = [duty(DONE, f"Đơn vị {n}", n, **spoke) for n in (1, 2, 3, 4, 4)]
    text = text_of(upward(row(*many, duty(OPEN, "Sở Y tế", 9))), "cctc")
    assert "Ban hành kế hoạch: 04 đơn vị có cập nhật trong kỳ, 5/6 phần việc" in text


def test_late_units_and_points_at_risk_stay_inside():
    rows = row(duty(LATE, "Sở Y tế", 2, cause="subjective"))
    at_stake = AtStake(
        1, "Thể chế", "1", "Kiểm tra văn bản", 1.0, 0.5, 2024, 0.5, (rows.id,), 0.5, "1 × 1 / 2"
    )
    one, other = upward(rows, criteria=(at_stake,)), inside(rows, criteria=(at_stake,))
    assert {grid.key for grid in one.appendices} == {"nhiem-vu", "tieu-chi"}
    assert {grid.key for grid in other.appendices} == {
        "nhiem-vu", "tieu-chi", "nguy-co", "don-vi-cham", "giai-trinh"
    }  # fmt: skip
    assert "Sở Y tế" not in text_of(one, "danh-gia-chung")
    assert [grid.key for _, grid in one.tables] == ["theo-linh-vuc"]
    assert "theo-don-vi" in [grid.key for _, grid in other.tables]
    assert one.heading.internal is False


def test_causes_of_what_is_late_are_counted():
    late = [duty(LATE, cause=cause) for cause in ("objective", "subjective", "subjective", "")]
    text = text_of(upward(row(*late)), "danh-gia-chung")
    assert "04 phần việc quá hạn: khách quan 01, chủ quan 02, chưa nêu nguyên nhân 01." in text


@pytest.mark.parametrize(
    ("before", "words"),
    [
        (40.0, "đạt 50,00 %, tăng 10,00 điểm phần trăm so với kỳ trước (40,00 %)"),
        (62.5, "giảm 12,50 điểm phần trăm"),
        (50.0, "đạt 50,00 %, bằng so với kỳ trước"),
    ],
)
def test_the_rate_is_compared_with_earlier_rounds(before, words):
    earlier = (Earlier("kỳ trước", {"tasks.rate": before}, signed=False),)
    report = upward(row(duty(DONE)), row(duty(OPEN)), earlier=earlier)
    assert words in text_of(report, "danh-gia-chung")
    assert grid_of(report, "so-sanh").columns[2].title == "Kỳ trước (tính lại)"


def test_what_falls_due_next_is_a_list_by_row_and_day():
    due = date(2025, 6, 30)
    ahead = tuple(Ahead(n, 5, "Báo cáo:\n- Cấp tỉnh", f"Đơn vị {n}", due) for n in range(5))
    section = next(
        one for one in upward(ahead=ahead).sections if one.key.startswith("phuong-huong")
    )
    assert section.bullets
    assert [one.text for one in section.sentences] == ["Báo cáo (05 đơn vị; hạn 30/6/2025)."]


def test_a_part_for_the_programme_is_put_in_or_left_out_and_the_parts_numbered_anew():
    programme = row(duty(DONE), plan="Đề án 2437/QĐ-UBND", programme=True)
    outline = tuple(one for one in sections_of(DEFAULT, NAMES) if one.key != "de-an")
    for report in (upward(programme), upward(programme, outline=outline)):
        parts = [(one.number, one.key) for one in report.sections if one.level.value == "I"]
        assert [number for number, _ in parts] == ["I", "II", "III", "IV", "V", "VI"]
        assert parts[2][1] == "de-an"
    without = [one.number for one in upward().sections if one.level.value == "I"]
    assert without == ["I", "II", "III", "IV", "V"]
    assert dict(report.figures)["tasks.given"] == 0  # the headline is of the yearly plans


def test_a_ratio_is_recomputed_from_its_parts_and_a_missing_figure_stays_blank():
    given = Figure("A", "TTHC", "1", "Hồ sơ trực tuyến", "%", True, 94511, 168561, "sum")
    blank = Figure("B", "TTHC", "2", "Số TTHC", "TTHC", False, None, None, "lead")
    rows = grid_of(upward(figures=(given, blank)), "so-lieu").rows
    assert rows[0] == GridBand("Cải cách thủ tục hành chính")
    assert rows[1][3] == 56.07
    assert rows[2][3] is None


def test_a_short_title_stands_behind_the_row_above_it():
    spoke = {"words": "Đã trình", "words_on": date(2025, 5, 5), "in_window": True}
    above, long = (
        "Xây dựng Kế hoạch kiểm tra văn bản",
        f"Báo cáo định kỳ hằng quý, hằng năm về kết quả; {'a ' * 99}",
    )
    titles = ("Ban hành Kế hoạch", "Kiểm tra, rà soát văn bản của cấp huyện", long)
    report = upward(*(row(duty(OPEN, **spoke), title=one, within=above) for one in titles))
    told = next(one.sentences for one in report.sections if one.key == "cctc")
    assert [one.text for one in told] == [
        f"Sở Tư pháp: {above} – Ban hành Kế hoạch: Đã trình.",
        "Sở Tư pháp: Kiểm tra, rà soát văn bản của cấp huyện: Đã trình.",
        "Sở Tư pháp: Báo cáo định kỳ hằng quý, hằng năm về kết quả: Đã trình.",
    ]


def test_papers_are_listed_once():
    paper = IssuedPaper(
        1, 1, "Sở Tư pháp", "CCTC", "12/KH-STP", date(2025, 3, 3), "Sở Tư pháp", "Kế hoạch"
    )
    report = upward(row(duty(DONE)), papers=(paper, paper))
    assert "01 đơn vị đã ban hành 01 văn bản" in text_of(report, "ke-hoach")
    assert [line[1:3] for line in grid_of(report, "van-ban").rows] == [
        ("12/KH-STP", date(2025, 3, 3))
    ]


def test_the_compiler_is_warned_before_signing():
    silent = duty(Cell.NO_DEADLINE)
    missing = contribution(3, "Sở Xây dựng", "", state=ReportState.MISSING, sections=())
    report = upward(row(silent), row(duty(LATE)), contributions=(missing,))
    assert report.warnings == (
        "1/1 đơn vị chưa gửi báo cáo kỳ này.",
        "1 phần việc quá hạn đến ngày chốt số liệu.",
        "1 phần việc thường xuyên chưa cập nhật trong kỳ.",
    )
