"""What papers need of python-docx and lxml, loaded when the first one is written or read.

They are the better part of ten megabytes that a worker which only serves pages never needs.
"""

from pkgutil import resolve_name
from typing import Any

_HOME = {
    "CONTENT_TYPES_URI": "docx.opc.packuri", "Document": "docx", "Mm": "docx.shared",
    "OxmlElement": "docx.oxml", "PACKAGE_URI": "docx.opc.packuri",
    "PackURI": "docx.opc.packuri", "Part": "docx.opc.part", "Twips": "docx.shared",
    "WD_ALIGN_PARAGRAPH": "docx.enum.text", "WD_ORIENT": "docx.enum.section",
    "WD_SECTION": "docx.enum.section", "_ContentTypesItem": "docx.opc.pkgwriter",
    "etree": "lxml", "nsdecls": "docx.oxml.ns", "parse_xml": "docx.oxml",
}  # fmt: skip


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the libraries call so
    """Find a name in its library and keep it; AttributeError for any other."""
    if name not in _HOME:
        raise AttributeError(f"{__name__} knows no {name}")
    found = globals()[name] = resolve_name(f"{_HOME[name]}.{name}")
    return found
