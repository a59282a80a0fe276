import io
import struct
import zipfile

import pytest

from tests.documents import builders
from tracker.documents import reading, rules
from tracker.documents.rules import FileRefused


def check(name, content):
    reading.check_content(name, rules.kind_of(name), io.BytesIO(content))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", builders.PDF),
        ("a.png", builders.PNG),
        ("a.jpg", builders.JPEG),
        ("a.jpeg", builders.JPEG + b"camera data"),
        ("a.docx", builders.docx()),
        ("a.odt", builders.odt()),
        ("a.doc", builders.ole("Root Entry", "WordDocument")),
        ("a.xls", builders.ole("Root Entry", "Workbook", main=struct.pack("<HH", 0x809, 16))),
    ],
)
def test_good_file_is_taken(name, content):
    check(name, content)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", b"MZ\x90\x00" + builders.PDF),
        ("a.pdf", builders.PDF.replace(b"%%EOF", b"")),
        ("a.png", builders.JPEG),
        ("a.png", builders.PNG[:-12]),
        ("a.jpg", b"<html><script>alert(1)</script>"),
        ("a.docx", builders.PDF),
        ("a.docx", builders.docx()[:-30]),
        ("a.xlsx", builders.docx()),
        ("a.ods", builders.odt()),
        ("a.doc", builders.ole("Root Entry", "Workbook")),
        ("a.xls", builders.ole("Root Entry", "WordDocument")),
        ("a.doc", builders.docx()),
    ],
)
def test_content_that_differs_from_its_name_is_refused(name, content):
    with pytest.raises(FileRefused, match="không phải tệp"):
        check(name, content)


def test_macro_in_a_renamed_document_is_refused():
    types = b'<Types ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>'
    content = builders.archive({"[Content_Types].xml": types, "word/document.xml": b"<a/>"})
    with pytest.raises(FileRefused, match="macro"):
        check("a.docx", content)


@pytest.mark.parametrize("storage", ["Macros", "_VBA_PROJECT_CUR"])
def test_macro_in_an_old_document_is_refused(storage):
    with pytest.raises(FileRefused, match="macro"):
        check("a.doc", builders.ole("Root Entry", "WordDocument", storage))


def test_word_macros_in_the_text_alone_are_no_macro():
    content = builders.ole("Root Entry", "WordDocument") + "Macros\0".encode("utf-16-le")
    check("a.doc", content)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.odt", builders.odt(b"<manifest:encryption-data/>")),
        ("a.doc", builders.ole("Root Entry", "EncryptedPackage", "WordDocument")),
        ("a.doc", builders.ole("Root Entry", "WordDocument", flags=1)),
        (
            "a.xls",
            builders.ole(
                "Root Entry", "Workbook", main=struct.pack("<HHIHH", 0x809, 4, 0, 0x2F, 2)
            ),
        ),
    ],
)
def test_file_with_a_password_is_refused(name, content):
    with pytest.raises(FileRefused, match="mật khẩu"):
        check(name, content)


def test_bomb_is_refused_by_its_directory():
    content = builders.docx(word__media__zero_bin=bytes(5_000_000))
    with pytest.raises(FileRefused, match="giải nén quá lớn"):
        check("a.docx", content)


def test_header_that_lies_about_the_size_is_refused():
    """5 MB declared as 50 bytes, in the entry and in the directory."""
    content = bytearray(builders.docx(word__media__zero_bin=bytes(5_000_000)))
    lie = struct.pack("<I", 50)
    true = struct.pack("<I", 5_000_000)
    lying = bytes(content).replace(true, lie)
    with pytest.raises(FileRefused, match="không phải tệp"):
        check("a.docx", lying)


def verdict(content):
    try:
        check("a.docx", content)
    except FileRefused:
        return "refused"
    return "taken"


def test_every_cut_and_flip_ends_in_a_verdict():
    content = builders.docx()
    verdicts = [
        verdict(mutated)
        for at in range(0, len(content), 7)
        for mutated in (content[:at], content[:at] + b"\xff" + content[at + 1 :])
    ]
    assert set(verdicts) <= {"refused", "taken"}
    assert verdicts.count("refused") > len(verdicts) / 2


def test_encrypted_archive_is_refused():
    content = bytearray(builders.docx())
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as made:
        assert not made.infolist()[0].flag_bits & 1
    at = content.find(b"PK\x01\x02")
    content[at + 8] |= 1
    with pytest.raises(FileRefused, match="mật khẩu"):
        check("a.docx", bytes(content))
