import pytest

from tracker.documents import rules
from tracker.documents.rules import ArchiveEntry, FileRefused


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("Kế hoạch 12.pdf", "Kế hoạch 12.pdf"),
        (r"C:\Users\van thu\bao cao.docx", "bao cao.docx"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("dòng\r\nSet-Cookie: a.pdf", "dòng Set-Cookie: a.pdf"),
        ("đảo\u202efdp.exe.pdf", "đảofdp.exe.pdf"),
        ("  .bao cao.pdf. ", "bao cao.pdf"),
    ],
)
def test_name_is_made_safe(raw, kept):
    assert rules.safe_name(raw) == kept


def test_long_name_keeps_its_extension():
    name = rules.safe_name("Báo cáo " * 60 + ".docx")
    assert name.endswith(".docx")
    assert len(name) == 150


@pytest.mark.parametrize("name", ["a.zip", "a.exe", "a.docm", "a.html", "a.svg", "pdf", ".pdf", ""])
def test_name_off_the_list_is_refused(name):
    with pytest.raises(FileRefused, match="không thuộc loại được nhận"):
        rules.kind_of(name)


def test_extension_counts_in_either_case():
    assert rules.kind_of("KẾ HOẠCH.PDF").media_type == "application/pdf"


@pytest.mark.parametrize(("size", "words"), [(0, "rỗng"), (20 * 1024 * 1024 + 1, "lớn hơn 20 MB")])
def test_size_outside_the_limit_is_refused(size, words):
    with pytest.raises(FileRefused, match=words):
        rules.check_size("a.pdf", size)


def test_size_at_the_limit_is_taken():
    rules.check_size("a.pdf", 20 * 1024 * 1024)


def entries(*sizes, encrypted=False, names=("[Content_Types].xml", "word/document.xml")):
    listed = [*names, *(f"word/part{n}.xml" for n in range(len(sizes) - len(names)))]
    return [
        ArchiveEntry(name, size, packed, encrypted)
        for name, (size, packed) in zip(listed, sizes, strict=True)
    ]


DOCX = rules.KINDS["docx"]


@pytest.mark.parametrize(
    ("listed", "words"),
    [
        (entries((1, 1), (101 * 1024 * 1024, 2 * 1024 * 1024)), "giải nén quá lớn"),
        (entries((1, 1), (50_000, 400)), "giải nén quá lớn"),
        (entries(*[(10, 10)] * 2001), "giải nén quá lớn"),
        (entries((10, 10), (10, 10), encrypted=True), "đặt mật khẩu"),
        (entries((1, 1), (1, 1), names=("[Content_Types].xml", "word/vbaProject.bin")), "macro"),
        (entries((1, 1), (1, 1), names=("[Content_Types].xml", "xl/workbook.xml")), "không phải"),
        (entries((1, 1), (1, 1), names=("a.txt", "word/document.xml")), "không phải"),
        (
            entries(*[(1, 1)] * 3, names=("[Content_Types].xml", "word/document.xml", "../a")),
            "hỏng",
        ),
    ],
)
def test_archive_is_refused(listed, words):
    with pytest.raises(FileRefused, match=words):
        rules.check_archive("a.docx", DOCX, listed)


def test_plain_archive_is_taken():
    rules.check_archive("a.docx", DOCX, entries((500, 100), (9_000, 1_000)))
