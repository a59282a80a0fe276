"""Files from anywhere: refused in plain words, or checked without harm."""

import io
import zipfile

import docx
import pytest

from tests.reports.papers import REPORT
from tracker.documents.rules import FileRefused
from tracker.reports.checking.checker import RULES, check
from tracker.reports.checking.findings import Outcome
from tracker.reports.docx.writing import write

DTD = '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaa">]>'


def archive(**parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        for name, text in parts.items():
            made.writestr(f"word/{name}.xml", text)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.docx", b"", "rỗng"),
        ("a.docx", b"%PDF-1.4", "không phải tệp DOCX hoặc đã hỏng"),
        ("a.xlsx", archive(document="<d/>"), "không phải tệp Word"),
        ("a.docx", archive(document="<d>"), "đã hỏng"),
        ("a.docx", archive(document="<d/>"), "đã hỏng"),
        ("a.docx", archive(document=DTD + "<d>&a;</d>"), "đã hỏng"),
        ("a.docx", archive(document="<d/>", vbaProject=""), "macro"),
        ("a.docx", archive(document=" " * 15_000_000), "giải nén quá lớn"),
    ],
)
def test_bad_file_is_refused(name, content, words):
    with pytest.raises(FileRefused, match=words):
        check(name, content)


def test_empty_document_is_checked():
    out = io.BytesIO()
    docx.Document().save(out)
    found = {one.code: one for one in check("a.docx", out.getvalue())}
    assert found["H01"].outcome is Outcome.FAIL
    assert found["P01"].found == "phần 1: 215,9 × 279,4 mm"


def changed(old, new):
    """The report with every `old` of every part replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(write(REPORT))) as whole, zipfile.ZipFile(out, "w") as made:
        for name in whole.namelist():
            made.writestr(name, whole.read(name).replace(old.encode(), new.encode()))
    return out.getvalue()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('w:val="24"', 'w:val="x"'),
        ('w:w="11906"', 'w:w="9e999"'),
        ("w:sectPr", "w:nothing"),
        ("w:tc>", "w:nothing>"),
        ('w:line="259"', 'w:line=""'),
        ('w:sz w:val="28"', 'w:sz w:val="0"'),
        ('w:basedOn w:val="Normal"', 'w:basedOn w:val="BodyText"'),
    ],
)
def test_strange_values_harm_nothing(old, new):
    assert len(check("a.docx", changed(old, new))) == len(RULES)
