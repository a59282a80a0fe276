"""Looks inside an uploaded file without opening it as a document: bytes in, a refusal or nothing.

Archives are read through their central directory, then inflated as a stream that counts, so that
a lying header ends in a refusal and never in memory. Old Office files are read through the OLE
directory (MS-CFB 2.6) and the first bytes of their main stream (MS-DOC 2.5.1, MS-XLS 2.4.117).
"""

import os
import struct
import zipfile
import zlib
from typing import BinaryIO

from tracker.documents import rules
from tracker.documents.rules import ArchiveEntry, Family, FileKind

CHUNK = 64 * 1024
_SECTOR = 512
_OLE_MACROS = ("_VBA_PROJECT", "_VBA_PROJECT_CUR", "Macros")
_OLE_ENCRYPTED = ("EncryptedPackage", "EncryptionInfo")
_BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError)


def check_content(name: str, kind: FileKind, file: BinaryIO) -> None:
    """Raise FileRefused unless the content of `file` is what `kind` says."""
    size = file.seek(0, os.SEEK_END)
    rules.check_size(name, size)
    file.seek(0)
    head = file.read(rules.HEAD_BYTES)
    file.seek(max(size - rules.TAIL_BYTES, 0))
    rules.check_ends(name, kind, head, file.read(rules.TAIL_BYTES))
    if kind.family in {Family.OOXML, Family.ODF}:
        _check_archive(name, kind, file)
    elif kind.family is Family.OLE:
        file.seek(0)
        _check_ole(name, kind, file.read())


def _check_archive(name: str, kind: FileKind, file: BinaryIO) -> None:
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            entries = [_entry(info) for info in archive.infolist()]
            rules.check_archive(name, kind, entries)
            _inflate(archive)
            declared = _declaration(archive, kind)
    except _BROKEN as error:
        raise rules.not_what_it_says(name, kind) from error
    if b"macroenabled" in declared.lower():
        raise rules.with_macros(name)
    if b"encryption-data" in declared:
        raise rules.encrypted(name)
    if kind.family is Family.ODF and not declared.startswith(kind.media_type.encode()):
        raise rules.not_what_it_says(name, kind)


def _entry(info: zipfile.ZipInfo) -> ArchiveEntry:
    return ArchiveEntry(
        info.filename, info.file_size, info.compress_size, bool(info.flag_bits & 0x1)
    )


def _inflate(archive: zipfile.ZipFile) -> None:
    """Read every entry to its end; the reader itself compares length and CRC with the header."""
    for info in archive.infolist():
        with archive.open(info) as part:
            while part.read(CHUNK):
                pass


def _declaration(archive: zipfile.ZipFile, kind: FileKind) -> bytes:
    """What the archive says of itself: content types, or the media type and the manifest."""
    if kind.family is Family.OOXML:
        return archive.read("[Content_Types].xml")
    manifest = "META-INF/manifest.xml"
    listed = archive.read(manifest) if manifest in archive.namelist() else b""
    return archive.read("mimetype") + b"\n" + listed


def _check_ole(name: str, kind: FileKind, content: bytes) -> None:
    if any(_named(content, stream) is not None for stream in _OLE_ENCRYPTED):
        raise rules.encrypted(name)
    if any(_named(content, storage) is not None for storage in _OLE_MACROS):
        raise rules.with_macros(name)
    entry = _named(content, kind.main_part)
    if entry is None:
        raise rules.not_what_it_says(name, kind)
    if _asks_password(kind, content, entry):
        raise rules.encrypted(name)


def _named(content: bytes, stream: str) -> int | None:
    """Where the directory entry of this name begins (entries are 128 bytes), or None."""
    wanted = stream.encode("utf-16-le") + b"\0\0"
    length = struct.pack("<H", len(wanted))
    at = content.find(wanted)
    while at >= 0:
        if at % 128 == 0 and content[at + 64 : at + 66] == length:
            return at
        at = content.find(wanted, at + 1)
    return None


def _asks_password(kind: FileKind, content: bytes, entry: int) -> bool:
    """Whether the main stream says that it is encrypted (FIB flag, or a FilePass record)."""
    first, size = struct.unpack_from("<II", content, entry + 116)
    if size < 4096:  # kept in the mini stream, which neither program uses for a real document
        return False
    start = (first + 1) * _SECTOR
    if kind.extension == "doc":
        return bool(content[start + 11 : start + 12] and content[start + 11] & 0x01)
    return _has_file_pass(content[start : start + _SECTOR])


def _has_file_pass(records: bytes) -> bool:
    at = 0
    for _ in range(4):
        if at + 4 > len(records):
            return False
        number, length = struct.unpack_from("<HH", records, at)
        if number == 0x2F:
            return True
        at += 4 + length
    return False
