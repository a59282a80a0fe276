"""`tracker reports check` prints every rule and says by its exit code whether one failed."""

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
