"""Files that an office has beside the usual two: Strict Open XML is read, others say what to do."""

import io
import re
import zipfile

import pytest

from tests.intake import hostile
from tests.intake.building import docx, package, xlsx
from tests.intake.test_reading import NUMBERING, TABLE
from tracker.documents.rules import FileRefused
from tracker.intake import docx as word_files
from tracker.intake import sandbox
from tracker.intake import xlsx as excel_files
from tracker.intake.rules.kinds import refusal

_STRICT = (
    (r"schemas.openxmlformats.org/(wordprocessingml|spreadsheetml)/2006/main", r"\1/main"),
    (r"schemas.openxmlformats.org/officeDocument/2006/", "officeDocument/"),
)


def strict(content):
    """The same file as Office saves it in the strict dialect."""
    with zipfile.ZipFile(io.BytesIO(content)) as whole:
        parts = {name: whole.read(name).decode() for name in whole.namelist()}
    for usual, other in _STRICT:
        new = f"purl.oclc.org/ooxml/{other}"
        parts = {name: re.sub(usual, new, text) for name, text in parts.items()}
    return package(parts)


def test_a_strict_word_file_reads_as_the_usual_one():
    content = docx("Kèm theo Kế hoạch", TABLE, numbering=NUMBERING)
    other = strict(content)
    assert b"purl.oclc.org/ooxml/wordprocessingml/main" in _main(other, "word/document.xml")
    assert sandbox.read_file("a.docx", other) == word_files.read("a.docx", content)


def test_a_strict_workbook_reads_as_the_usual_one():
    content = xlsx(TABLE, names=["Phụ lục"])
    other = strict(content)
    assert b"purl.oclc.org/ooxml/officeDocument" in _main(other, "xl/workbook.xml")
    assert sandbox.read_file("a.xlsx", other) == excel_files.read("a.xlsx", content)


def _main(content, part):
    with zipfile.ZipFile(io.BytesIO(content)) as whole:
        return whole.read(part)


def test_days_and_truths_of_a_strict_workbook_are_printed():
    cells = (
        '<row r="1"><c t="d"><v>2025-07-01T00:00:00</v></c><c t="b"><v>true</v></c>'
        '<c t="d"><v>mai</v></c></row>'
    )
    raw = excel_files.read("a.xlsx", strict(hostile.workbook(hostile.sheet(cells))))
    told = [(cell.text, cell.is_day) for cell in raw.tables[0].rows[0].cells]
    assert told == [("01/07/2025", True), ("ĐÚNG", False), ("mai", True)]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("a.doc", "Word đời cũ.*Lưu thành.*Word .\\.docx"), ("a.xls", "Excel đời cũ.*\\.xlsx"),
        ("a.docm", "macro.*\\.docx"), ("a.XLSM", "macro.*\\.xlsx"), ("a.odt", "LibreOffice.*docx"),
        ("a.ods", "LibreOffice.*xlsx"), ("a.pdf", "PDF.*gốc.*Lưu thành"), ("a.png", "ảnh chụp"),
        ("a.csv", "Lưu thành.*xlsx"), ("a.rtf", "docx"), ("a.zip", "dán bảng"), ("a", "dán bảng"),
    ],
)  # fmt: skip
def test_other_kinds_are_refused_with_what_to_do(name, said):
    with pytest.raises(FileRefused, match=said):
        sandbox.read_file(name, b"PK\x03\x04")


@pytest.mark.parametrize(
    ("head", "said"),
    [
        (b"%PDF-1.7", "PDF"), (b"{\\rtf1", ".rtf"), (b"\x89PNG", "ảnh"), (b"\r\n<html>", "web"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "mật khẩu"), (b"PK\x03\x04", ""),
    ],
)  # fmt: skip
def test_what_is_only_called_a_word_file_is_told_by_its_first_bytes(head, said):
    words = refusal("a.docx", head)
    assert said in words
    assert bool(words) == bool(said)
