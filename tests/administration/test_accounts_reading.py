"""The spreadsheet of accounts: what is taken, and what a hostile one gets."""

import io
import zipfile

import openpyxl
import pytest

from tests.documents import builders
from tracker.administration.accounts import reading
from tracker.administration.accounts.reading import COLUMNS, read_rows
from tracker.administration.accounts.rules import KnownUnit
from tracker.documents.rules import FileRefused

UNITS = [KnownUnit(1, "STP", "Sở Tư pháp", "Sở TP")]


def sheet(*rows, heads=COLUMNS):
    book = openpyxl.Workbook()
    book.active.append(heads)
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out


def read(file, name="Tài khoản.xlsx"):
    return read_rows(name, file)


def test_filled_template_is_read_back():
    book = openpyxl.load_workbook(io.BytesIO(reading.template(UNITS)))
    assert [row[0].value for row in book["Danh mục"].iter_rows(min_row=2, max_row=2)] == [
        "Sở Tư pháp"
    ]
    book["Tài khoản"].append(
        ["Cán bộ  đầu mối", "STP", "Cán bộ đầu mối", "DM.Stp", None, 912345678]
    )
    out = io.BytesIO()
    book.save(out)
    (row,) = read(out)
    assert (row.number, row.name, row.login) == (2, "Cán bộ đầu mối", "dm.stp")
    assert row.phone == "912345678"


def test_blank_rows_are_passed_over_and_numbers_stay_those_of_the_sheet():
    rows = read(sheet(["A", "STP", "x"], [None, None, None], ["B", "STP", "x"]))
    assert [row.number for row in rows] == [2, 4]


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (sheet(["A"], heads=["Tên", "Đơn vị"]), "không có các cột của tệp mẫu"),
        (sheet(), "chưa có dòng nào"),
        (sheet(*(["A", "STP", "x"] for _ in range(301))), "có quá 300 dòng"),
        (io.BytesIO(b"x" * 1024 * 1025), "lớn hơn 1 MB"),
        (io.BytesIO(b""), "rỗng"),
        (io.BytesIO(b"PK\x03\x04 khong phai"), "không phải tệp XLSX hoặc đã hỏng"),
    ],
)
def test_unfit_file_is_refused_with_what_to_do(file, words):
    with pytest.raises(FileRefused, match=words):
        read(file)


def test_other_kinds_of_file_are_refused():
    with pytest.raises(FileRefused, match="hãy dùng tệp mẫu"):
        read(io.BytesIO(builders.PDF), "danh sách.pdf")


FILLER = "Sở Tư pháp, cán bộ đầu mối" * 8


@pytest.mark.parametrize(
    "part",
    ["".join(f"{number}{FILLER}" for number in range(60_000)), FILLER * 80_000],
    ids=["more than accounts need", "a bomb"],
)
def test_what_would_fill_the_memory_is_refused_before_it_is_read(part):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/sharedStrings.xml", part)
    with pytest.raises(FileRefused, match="quá lớn"):
        read(out)


def test_lying_dimension_hides_no_row():
    honest = sheet(["A", "STP", "x"], ["B", "STP", "x"])
    out = io.BytesIO()
    with zipfile.ZipFile(honest) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            part = old.read(info.filename)
            new.writestr(
                info.filename, part.replace(b'<dimension ref="A1:F3"', b'<dimension ref="A1:A1"')
            )
    assert len(read(out)) == 2
