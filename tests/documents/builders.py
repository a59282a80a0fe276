"""Small files made by hand for the tests of uploads."""

import io
import struct
import zipfile

CONTENT_TYPES = b'<?xml version="1.0"?><Types><Override ContentType="word.main+xml"/></Types>'
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00"
    b":~\x9bU\x00\x00\x00\nIDATx\x9cc`\x00\x00\x00\x02\x00\x01H\xaf\xa4q\x00\x00\x00\x00IEND\xaeB`\x82"
)
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + b"\x00" * 40 + b"\xff\xd9"


def archive(parts):
    """A zip of the parts (name -> bytes), deflated."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return buffer.getvalue()


def docx(**extra):
    """A smallest .docx; `extra` parts by name with "__" for "/" and "_" for "."."""
    parts = {"[Content_Types].xml": CONTENT_TYPES, "word/document.xml": b"<w:document/>"}
    named = {name.replace("__", "/").replace("_", "."): part for name, part in extra.items()}
    return archive(parts | named)


def odt(manifest=b"<manifest/>"):
    """A smallest .odt."""
    return archive(
        {
            "mimetype": b"application/vnd.oasis.opendocument.text",
            "content.xml": b"<office:document-content/>",
            "META-INF/manifest.xml": manifest,
        }
    )


def ole(*streams, flags=0, main=b""):
    """An old Office file: header sector, directory sector, main stream from the third sector."""
    directory = b"".join(_entry(name) for name in streams).ljust(512, b"\0")
    body = main or b"\xec\xa5" + bytes(9) + bytes([flags])
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + directory + body.ljust(4096, b"\0")
    )


def _entry(name):
    encoded = name.encode("utf-16-le") + b"\0\0"
    head = encoded.ljust(64, b"\0") + struct.pack("<H", len(encoded))
    return head.ljust(116, b"\0") + struct.pack("<II", 1, 4096) + bytes(4)
