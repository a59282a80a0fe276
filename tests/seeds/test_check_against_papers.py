"""The script that looks for titles in a paper finds what stands there and nothing else."""

import importlib.util
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "seeds" / "check_against_papers.py"
spec = importlib.util.spec_from_file_location("check_against_papers", SCRIPT)
assert spec is not None
assert spec.loader is not None
checker = importlib.util.module_from_spec(spec)
spec.loader.exec_module(checker)

# A row cut by a page: the other cells and a page number stand inside the title.
CUT = (
    "2. Rà soát các quy định theo Nghị định số 34/2016/NĐ-CP ngày\tNghị quyết\tSỞ TƢ PHÁP\t"
    "Thường xuyên\n\n17\n\n14/5/2016 của Chính phủ\t\t\t\n3. Kiểm tra công vụ ²\tBáo cáo\n"
)
OCR = "- Rd sodt, don doc thuc hién cac nhiém vu dugc giao; (3) Sé Tw phap: chu trong theo d6i"


@pytest.mark.parametrize(
    "title",
    [
        "Rà soát các quy định theo Nghị định số 34/2016/NĐ-CP ngày 14/5/2016 của Chính phủ",
        "Kiểm tra công vụ",
        "SỞ TƯ PHÁP",
    ],
)
def test_a_title_is_found_over_a_page_break_and_artefacts(title: str) -> None:
    assert checker.missing({"X/1": title}, CUT, None) == []


@pytest.mark.parametrize(
    "title",
    [
        "Rà soát các quy định theo Nghị định số 34/2016/NĐ-CP ngày 14/6/2016 của Chính phủ",
        "Kiểm tra công vụ năm 2025",
        "công vụ Kiểm tra",
        "Kiem tra cong vu",
    ],
)
def test_a_changed_word_or_order_is_not_found(title: str) -> None:
    assert checker.missing({"X/1": title}, CUT, None) == [f"X/1: {title}"]


@pytest.mark.parametrize("title", ["Rà soát, đôn đốc thực hiện các nhiệm vụ", "Sở Tư pháp"])
def test_text_without_accents_is_matched_by_likeness(title: str) -> None:
    assert checker.has_lost_accents(OCR)
    assert checker.missing({"X/1": title}, OCR, 0.8) == []


def test_another_duty_is_not_alike() -> None:
    [line] = checker.missing({"X/1": "Tổ chức đối thoại với doanh nghiệp"}, OCR, 0.8)
    assert line.startswith("X/1 (0.")


def test_a_missing_row_ends_in_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    paper = tmp_path / "paper.txt"
    paper.write_text(CUT, encoding="utf-8")
    (tmp_path / "P.csv").write_text(
        "code,title\nP/1,Kiểm tra công vụ\nP/2,Họp báo thường kỳ\n", encoding="utf-8"
    )
    monkeypatch.setattr(checker, "TASKS", tmp_path)
    assert checker.main(["P", str(paper)]) == 1
    assert capsys.readouterr().out == "not found: P/2: Họp báo thường kỳ\n1 of 2 titles found\n"
