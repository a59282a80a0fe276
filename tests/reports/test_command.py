"""`tracker reports check` prints every rule and says by its exit code whether one failed."""

import json

import pytest

from tests.reports.papers import REPORT, broken_style
from tracker.reports.docx.writing import write


@pytest.fixture
def checked(make_app, tmp_path):
    def run(content, name="bao-cao.docx"):
        path = tmp_path / name
        if content is not None:
            path.write_bytes(content)
        app = make_app(database_url="sqlite://")
        return app.test_cli_runner().invoke(args=["reports", "check", str(path)])

    return run


def test_good_paper(checked):
    result = checked(write(REPORT))
    assert result.exit_code == 0
    assert "H10  đạt" in result.output
    assert result.output.splitlines()[-1] == (
        "Tổng số 50 quy định: đạt 50; không đạt 0; không kiểm được 0."
    )


def test_broken_paper(checked):
    result = checked(broken_style("Superior", '<w:sz w:val="26"/>', '<w:sz w:val="28"/>')())
    assert result.exit_code == 1
    assert "H05  không đạt" in result.output
    assert "cỡ chữ 14" in result.output


@pytest.mark.parametrize(
    ("content", "words"),
    [(None, "Không tìm thấy tệp"), (b"abc", "không phải tệp DOCX hoặc đã hỏng")],
)
def test_bad_file(checked, content, words):
    result = checked(content)
    assert result.exit_code == 1
    assert words in result.output


H1 = ("reports", "compile", "--regime", "CCHC-TINH", "--round", "2025-H1")


def test_a_round_of_the_seeded_province_is_compiled_as_json(seeded_app):
    found = seeded_app.test_cli_runner().invoke(args=[*H1])
    assert found.exit_code == 0, found.output
    whole = json.loads(found.stdout)
    assert whole["heading"]["scope_unit"] == "SNV"
    assert (whole["heading"]["first"], whole["heading"]["last"]) == ("2024-12-15", "2025-06-14")
    assert whole["figures"]["tasks.done"] == 0
    assert whole["figures"]["tasks.given"] > 0
    assert "don-vi-cham" not in [grid["key"] for grid in whole["appendices"]]
    assert "đơn vị chưa gửi báo cáo kỳ này" in found.stderr


def test_the_document_of_a_compiled_round_keeps_every_rule(seeded_app, tmp_path):
    runner = seeded_app.test_cli_runner()
    paper = tmp_path / "bao-cao.docx"
    assert runner.invoke(args=[*H1, "--internal", "--docx", str(paper)]).exit_code == 0
    checked = runner.invoke(args=["reports", "check", str(paper)])
    assert checked.exit_code == 0, checked.output
    assert "không đạt 0" in checked.output


@pytest.mark.parametrize("asked", ["2025-H9", "2019-H1", "x"])
def test_an_unknown_round_is_told_with_the_command_that_lists_them(seeded_app, asked):
    found = seeded_app.test_cli_runner().invoke(args=[*H1[:-1], asked])
    assert found.exit_code == 1
    assert f"Không có kỳ {asked}" in found.output
    assert "tracker reports rounds" in found.output


def test_a_file_that_cannot_be_written_is_told(seeded_app, tmp_path):
    found = seeded_app.test_cli_runner().invoke(args=[*H1, "--json", str(tmp_path / "a" / "b")])
    assert found.exit_code == 1
    assert "Không ghi được tệp" in found.output


def test_status_tells_every_expected_unit(seeded_app):
    args = ["reports", "status", *H1[2:], "--format", "json"]
    rows = json.loads(seeded_app.test_cli_runner().invoke(args=args).stdout)
    assert {row["state"] for row in rows} == {"missing"}
    assert sum(row["counted"] for row in rows) == 35  # bodies of the province after 01/3/2025
