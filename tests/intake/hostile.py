"""Files made to do harm: bombs, lies about size, programs, outside references, deep nesting.

`python -m tests.intake.hostile` reads each and prints what it cost the process that opens it; it
ends badly where one is not refused, takes more than a second of the processor, or 200 MB.
"""

import io
import multiprocessing
import re
import resource
import sys
import zipfile

from tests.intake.building import CONTENT_TYPES, docx, docx_of, package
from tracker.documents.rules import FileRefused
from tracker.intake import sandbox

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ENTITIES = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
_LAUGHS = f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a0 "ha">{_ENTITIES}]>'
_OUTSIDE = '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
_BODY = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    "<w:body><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:body></w:document>"
)


def workbook(sheet, **more):
    """An .xlsx with one sheet, given as XML."""
    parts = {
        "[Content_Types].xml": CONTENT_TYPES,
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_R}"><sheets>'
        '<sheet name="PL" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/'
        'package/2006/relationships"><Relationship Id="rId1" Target="worksheets/sheet1.xml"/>'
        "</Relationships>",
        "xl/worksheets/sheet1.xml": sheet,
    }
    return package(parts | more)


def sheet(data, before=""):
    """A sheet's XML of its rows."""
    return f'<worksheet xmlns="{_MAIN}">{before}<sheetData>{data}</sheetData></worksheet>'


def _cells(rows, columns):
    return "".join(
        f'<row r="{row}">{"".join(f"<c><v>{row}</v></c>" for _ in range(columns))}</row>'
        for row in range(1, rows + 1)
    )


def _part(text):
    return package({"[Content_Types].xml": CONTENT_TYPES, "word/document.xml": text})


def _encrypted():
    content = bytearray(docx("a"))
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(sign)
        while at >= 0:
            content[at + place] |= 1
            at = content.find(sign, at + 1)
    return bytes(content)


def _lying_sizes():
    """A part that says it has a hundred bytes and unpacks to five million."""
    content = bytearray(_part(_BODY.format("a" * 5_000_000)))
    entry = content.rfind(b"PK\x01\x02", 0, content.rfind(b"word/document.xml"))
    content[entry + 24 : entry + 28] = (100).to_bytes(4, "little")
    return bytes(content)


def _many_parts():
    return package({f"word/media/{n}.bin": b"" for n in range(2_100)})


def _cut(content):
    return content[: len(content) * 2 // 3]


def _stored(body):
    """A document that is not packed, so that nothing is said by its ratio."""
    whole = docx_of(body)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as packed, zipfile.ZipFile(out, "w") as made:
        for name in packed.namelist():
            made.writestr(name, packed.read(name))
    return out.getvalue()


def _nested_tables(depth):
    opening, closing = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"
    return opening * depth + "<w:p/>" + closing * depth


def files():
    """Every hostile file: (what it is, name, content, words of the refusal)."""
    wide = (
        '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2000000000"/></w:tcPr></w:tc></w:tr></w:tbl>'
    )
    rows = "<w:tr><w:tc><w:p/></w:tc></w:tr>" * 200_000
    return [
        ("bomb of spaces", "a.docx", _part(" " * 30_000_000), "giải nén quá lớn"),
        ("bomb under the ratio", "a.docx", _ratio_bomb(), "quá nhiều|đã hỏng|giải nén quá lớn"),
        ("lying sizes", "a.docx", _lying_sizes(), "đã hỏng"),
        ("two thousand parts", "a.docx", _many_parts(), "giải nén quá lớn"),
        ("billion laughs", "a.docx", _part(_LAUGHS + _BODY.format("&a9;")), "đã hỏng"),
        ("outside entity", "a.docx", _part(_OUTSIDE + _BODY.format("&a;")), "đã hỏng"),
        ("macros", "a.docx", docx("a", vbaProject=""), "không có macro"),
        ("password", "a.docx", _encrypted(), "mật khẩu"),
        ("cut in two", "a.docx", _cut(docx("a" * 5_000)), "đã hỏng"),
        ("deep elements", "a.docx", _stored("<w:p>" * 50_000), "đã hỏng"),
        ("deep tables", "a.docx", _stored(_nested_tables(3_000)), "đã hỏng"),
        ("a cell over two thousand million columns", "a.docx", docx_of(wide), "quá nhiều"),
        ("two hundred thousand rows", "a.docx", _stored(f"<w:tbl>{rows}</w:tbl>"), "quá nhiều"),
        ("a web page", "a.docx", b"<html><body>1</body></html>", "là trang web.*Word .\\.docx"),
        ("a workbook called a document", "a.docx", workbook(sheet("")), "đã hỏng"),
        ("laughs in a sheet", "a.xlsx", workbook(_LAUGHS + sheet("&a9;")), "đã hỏng"),
        ("far corner", "a.xlsx",
         workbook(sheet('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')), "quá nhiều"),
        ("a million cells", "a.xlsx", workbook(sheet(_cells(20_000, 50))), "quá nhiều"),
        ("lying dimension", "a.xlsx",
         workbook(sheet(_cells(30_000, 3), before='<dimension ref="A1:A1"/>')), "quá nhiều"),
        ("macros in a workbook", "a.xlsx",
         workbook(sheet(""), **{"xl/vbaProject.bin": b"1"}), "không có macro"),
        ("a text", "a.txt", b"TT", "không phải tệp đọc được thành bảng"),
        ("an old document", "a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Lưu thành.*docx"),
        ("a locked document", "a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "bỏ mật khẩu"),
        ("laughs in letters of two bytes", "a.docx",
         _part((_LAUGHS + _BODY.format("&a9;")).encode("utf-16")), "đã hỏng|không đọc được"),
    ]  # fmt: skip


def _ratio_bomb():
    """Two million elements beside noise, so that the ratio looks honest."""
    noise = bytes(range(256)) * 1_000
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", CONTENT_TYPES)
        made.writestr("word/document.xml", "<w>" + "<a/>" * 2_000_000 + "</w>")
        made.writestr("word/media/noise.bin", noise, zipfile.ZIP_STORED)
    return out.getvalue()


QUICKLY, LITTLE = 1.0, 200
"""Seconds of the processor, whatever else the machine is busy with; MB of the process."""


def cost(file):
    """How a file (name, content) ended; seconds and MB of the process that opened it.

    To be asked in a fresh process, which is small: what its children took is counted from its
    beginning, and a child's memory from what its parent holds.
    """
    name, content = file
    try:
        sandbox.read_file(name, content)
        said = ""
    except FileRefused as refusal:
        said = str(refusal)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return said, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def main():
    """Print the table; 1 where a file does more than it may."""
    bad = 0
    every = files()
    with multiprocessing.get_context("spawn").Pool(1, maxtasksperchild=1) as one_by_one:
        costs = one_by_one.imap(cost, [one[1:3] for one in every])
        for (what, name, content, words), (said, took, most) in zip(every, costs, strict=True):
            failed = not re.search(words, said) or took > QUICKLY or most > LITTLE
            bad += failed
            sys.stdout.write(
                f"{what:<42}{name:<8}{len(content) / 1024:>9,.0f} KB{took:>7.2f} s{most:>6.0f} MB"
                f"{'  !' if failed else ''}  {said}\n"
            )
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main())
