"""The parts of a .docx from anywhere: sizes counted, XML without entities, relations resolved."""

import io
import posixpath
import zipfile
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from tracker.documents.reading import check_content
from tracker.documents.rules import FileRefused, kind_of, not_what_it_says
from tracker.reports import word

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "word/document.xml"
MOST_XML = 40 * 1024 * 1024
"""Bytes of one part; a report of 5,000 rows has about five million."""

MOST_ELEMENTS = 3_000_000
_FIRST = 1_000
"""Bytes of a custom part in which its name space is told."""


@lru_cache(maxsize=1024)
def w(name: str) -> str:
    """The full name of an element or attribute of WordprocessingML."""
    return f"{{{W}}}{name}"


def value(element: Any, path: str, attribute: str = "val") -> str | None:  # noqa: ANN401 - lxml
    """The attribute of the first element at a path of `w:` names; None when it is not there."""
    found = element
    for name in _names(path):
        found = found.find(name)
        if found is None:
            return None
    return found.get(w(attribute))  # type: ignore[no-any-return]


@lru_cache(maxsize=256)
def _names(path: str) -> tuple[str, ...]:
    return tuple(map(w, path.split("/")))


def parsed(content: bytes, refusal: FileRefused) -> Any:  # noqa: ANN401 - lxml
    """The root of a part from anywhere, without entities. Raises the refusal for what is broken."""
    parser = word.etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    if b"<!DOCTYPE" in content or content.count(b"<") > MOST_ELEMENTS:
        raise refusal
    try:
        return word.etree.fromstring(content, parser)
    except word.etree.XMLSyntaxError as error:
        raise refusal from error


class Package:
    """The parts of one .docx, each parsed when asked for."""

    def __init__(
        self, name: str, content: bytes, prepared: Callable[[bytes], bytes] = bytes
    ) -> None:
        """Raise FileRefused for what is no .docx, is broken, encrypted, too large, has macros.

        `prepared` makes of each part of XML what is parsed.
        """
        kind = kind_of(name)
        if kind.extension != "docx":
            raise FileRefused(f"Tệp “{name}” không phải tệp Word (.docx): hãy lưu lại dạng .docx.")
        check_content(name, kind, io.BytesIO(content))
        self._refusal = not_what_it_says(name, kind)
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            self._parts = {
                info.filename: prepared(archive.read(info))
                for info in archive.infolist()
                if info.filename.endswith((".xml", ".rels")) and info.file_size <= MOST_XML
            }
        if _MAIN not in self._parts:
            raise FileRefused(f"Tệp “{name}” quá lớn nên không kiểm tra được.")
        self._relations = self._read_relations()

    def count(self, sign: bytes) -> int:
        """How often these bytes stand in the body, before anything is parsed."""
        return self._parts[_MAIN].count(sign)

    def main(self) -> Any:  # noqa: ANN401 - lxml
        """The body of the document."""
        body = self._parsed(_MAIN)
        found = None if body is None else body.find(w("body"))
        if found is None:
            raise self._refusal
        return found

    def part(self, name: str) -> Any | None:  # noqa: ANN401
        """The root of `word/NAME.xml`; None when it is not there."""
        return self._parsed(f"word/{name}.xml")

    def custom(self, space: str) -> Any | None:  # noqa: ANN401
        """The root of the custom XML part of this name space; None when none is there."""
        sign = space.encode()
        names = (
            name
            for name, content in self._parts.items()
            if name.startswith("customXml/item") and sign in content[:_FIRST]
        )
        roots = (self._parsed(name) for name in sorted(names))
        ours = (one for one in roots if one is not None and one.tag.startswith(f"{{{space}}}"))
        return next(ours, None)

    def related(self, reference: Any) -> Any | None:  # noqa: ANN401
        """The root of the part that a header or footer reference names."""
        target = self._relations.get(reference.get(f"{{{_R}}}id") or "")
        return self._parsed(target) if target else None

    def _read_relations(self) -> dict[str, str]:
        root = self._parsed("word/_rels/document.xml.rels")
        if root is None:
            return {}
        return {
            one.get("Id", ""): posixpath.normpath(posixpath.join("word", one.get("Target", "")))
            for one in root.iter("{*}Relationship")
            if one.get("TargetMode") != "External"
        }

    def _parsed(self, name: str) -> Any | None:  # noqa: ANN401
        content = self._parts.get(name)
        if content is None:
            return None
        return parsed(content, self._refusal)
