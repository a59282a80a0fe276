"""Which files are taken as evidence, by name, size and content alike (pure).

A file is taken when its extension is on the list, its size is within the limit and its content
is what the extension says. Office files are looked at as archives, never opened as documents.
"""

from dataclasses import dataclass
from enum import StrEnum

from tracker.text import clean

FILE_LIMIT = 20 * 1024 * 1024
"""Bytes of one file."""

NAME_LIMIT = 150
"""Characters of a stored file name, extension included."""


class Family(StrEnum):
    """How the content of a file is recognised."""

    PDF = "pdf"
    OOXML = "ooxml"
    ODF = "odf"
    OLE = "ole"
    PNG = "png"
    JPEG = "jpeg"


@dataclass(frozen=True, slots=True)
class FileKind:
    """One kind of file that is taken; `main_part` is what an archive of the kind must contain."""

    extension: str
    family: Family
    media_type: str
    main_part: str = ""


class FileRefused(Exception):
    """The file is not taken; the message is Vietnamese and says what to do."""


class UnpacksTooLarge(FileRefused):
    """An archive that unpacks to more than is looked at."""


class WithMacros(FileRefused):
    """A file that carries a program."""


_OOXML = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."
KINDS = {
    kind.extension: kind
    for kind in (
        FileKind("pdf", Family.PDF, "application/pdf"),
        FileKind("docx", Family.OOXML, _OOXML + "wordprocessingml.document", "word/document.xml"),
        FileKind("xlsx", Family.OOXML, _OOXML + "spreadsheetml.sheet", "xl/workbook.xml"),
        FileKind(
            "pptx", Family.OOXML, _OOXML + "presentationml.presentation", "ppt/presentation.xml"
        ),
        FileKind("odt", Family.ODF, _ODF + "text", "content.xml"),
        FileKind("ods", Family.ODF, _ODF + "spreadsheet", "content.xml"),
        FileKind("doc", Family.OLE, "application/msword", "WordDocument"),
        FileKind("xls", Family.OLE, "application/vnd.ms-excel", "Workbook"),
        FileKind("png", Family.PNG, "image/png"),
        FileKind("jpg", Family.JPEG, "image/jpeg"),
        FileKind("jpeg", Family.JPEG, "image/jpeg"),
    )
}
ACCEPT = ",".join(f".{extension}" for extension in KINDS)
"""For the `accept` attribute of a file input."""

WHAT_IS_TAKEN = (
    "Nhận tệp PDF, Word, Excel, PowerPoint, OpenDocument hoặc ảnh PNG, JPG; "
    f"mỗi tệp không quá {FILE_LIMIT // (1024 * 1024)} MB."
)

_MAGIC = {
    Family.PDF: b"%PDF-",
    Family.OOXML: b"PK\x03\x04",
    Family.ODF: b"PK\x03\x04",
    Family.OLE: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    Family.PNG: b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR",
    Family.JPEG: b"\xff\xd8\xff",
}
_ENDING = {
    Family.PDF: b"%%EOF",
    Family.PNG: b"IEND\xaeB`\x82",
}  # cameras write data of their own after the end of a JPEG
HEAD_BYTES = 64
TAIL_BYTES = 2048


def safe_name(raw: str) -> str:
    """The name a file keeps: without folders and control characters, at most NAME_LIMIT long."""
    flat = clean(raw).replace("\\", "/").rsplit("/", 1)[-1]
    spaced = "".join(" " if c.isspace() else c for c in flat)
    name = " ".join("".join(c for c in spaced if c.isprintable()).split()).strip(". ")
    stem, dot, extension = name.rpartition(".")
    if not dot or not stem:
        return name[:NAME_LIMIT]
    room = NAME_LIMIT - len(extension) - 1
    return f"{stem[:room].rstrip()}.{extension}" if room > 0 else name[:NAME_LIMIT]


def kind_of(name: str) -> FileKind:
    """The kind that a file's name claims. Raises FileRefused for a name off the list."""
    stem, dot, extension = name.rpartition(".")
    kind = KINDS.get(extension.lower()) if dot and stem else None
    if kind is None:
        raise FileRefused(f"Tệp “{name}” không thuộc loại được nhận. {WHAT_IS_TAKEN}")
    return kind


def check_size(name: str, size: int, limit: int = FILE_LIMIT) -> None:
    """Refuse an empty file and one above the limit (bytes)."""
    if size == 0:
        raise FileRefused(f"Tệp “{name}” rỗng: hãy kiểm tra rồi chọn lại.")
    if size > limit:
        raise FileRefused(
            f"Tệp “{name}” lớn hơn {limit // (1024 * 1024)} MB: hãy giảm dung lượng hoặc "
            "chia thành nhiều tệp."
        )


def check_ends(name: str, kind: FileKind, head: bytes, tail: bytes) -> None:
    """Refuse content whose first or last bytes are not those of the kind.

    `head` is the first HEAD_BYTES of the file, `tail` the last TAIL_BYTES.
    """
    ending = _ENDING.get(kind.family)
    if not head.startswith(_MAGIC[kind.family]) or (ending and ending not in tail):
        raise not_what_it_says(name, kind)


def not_what_it_says(name: str, kind: FileKind) -> FileRefused:
    """The refusal of content that differs from its extension, or is cut."""
    return FileRefused(
        f"Nội dung tệp “{name}” không phải tệp {kind.extension.upper()} hoặc đã hỏng: "
        "hãy lưu lại từ phần mềm gốc rồi chọn lại."
    )


@dataclass(frozen=True, slots=True)
class ArchiveEntry:
    """One entry of an archive's central directory; sizes in bytes."""

    name: str
    size: int
    packed: int
    encrypted: bool


MOST_ENTRIES = 2_000
MOST_UNPACKED = 100 * 1024 * 1024
MOST_RATIO = 100
_MACRO_PARTS = ("vbaproject", "vbadata", "basic/", "scripts/", "macrosheets/")


def check_archive(name: str, kind: FileKind, entries: list[ArchiveEntry]) -> None:
    """Refuse an Office archive that is encrypted, carries macros, is no such file, or a bomb."""
    names = {entry.name for entry in entries}
    unpacked, packed = (sum(getattr(e, part) for e in entries) for part in ("size", "packed"))
    if len(entries) > MOST_ENTRIES or unpacked > MOST_UNPACKED or unpacked > MOST_RATIO * packed:
        raise UnpacksTooLarge(
            f"Tệp “{name}” giải nén quá lớn nên không được nhận: hãy gửi bản PDF thay thế."
        )
    if any(entry.encrypted for entry in entries):
        raise encrypted(name)
    if any(part in entry.lower() for entry in names for part in _MACRO_PARTS):
        raise with_macros(name)
    directory = "[Content_Types].xml" if kind.family is Family.OOXML else "mimetype"
    if not {directory, kind.main_part} <= names or any(map(_leads_outside, names)):
        raise not_what_it_says(name, kind)


def _leads_outside(entry: str) -> bool:
    return entry.startswith(("/", "\\")) or ".." in entry.replace("\\", "/").split("/")


def encrypted(name: str) -> FileRefused:
    """The refusal of a file that needs a password."""
    return FileRefused(f"Tệp “{name}” đặt mật khẩu: hãy bỏ mật khẩu rồi chọn lại.")


def with_macros(name: str) -> FileRefused:
    """The refusal of a file that carries a program."""
    return WithMacros(f"Tệp “{name}” có macro: hãy lưu lại dạng không macro hoặc PDF rồi chọn lại.")
