"""The parts of an .xlsx from anywhere: sizes counted, no entities, sheets read as streams."""

import io
import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tracker.documents.reading import check_content
from tracker.documents.rules import FileRefused, kind_of, not_what_it_says
from tracker.intake.dialect import usual
from tracker.intake.printing import BUILT_IN
from tracker.intake.rules.raw import LONGEST_TEXT, MOST_CELLS, MOST_ROWS, too_large
from tracker.reports import word
from tracker.reports.checking.package import MOST_ELEMENTS, MOST_XML, parsed

_RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
MOST_SHEETS = 100


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet: its name, the part that holds it, whether it is hidden."""

    name: str
    part: str
    hidden: bool


class Workbook:
    """The sheets of one .xlsx with the texts and number formats that they share."""

    def __init__(self, name: str, content: bytes) -> None:
        """Raise FileRefused for what is no .xlsx, is broken, encrypted, too large, has macros."""
        kind = kind_of(name)
        if kind.extension != "xlsx":
            raise FileRefused(f"Tệp “{name}” không phải tệp Excel (.xlsx): hãy lưu lại dạng .xlsx.")
        check_content(name, kind, io.BytesIO(content))
        self.name = name
        self.refusal = not_what_it_says(name, kind)
        self._archive = zipfile.ZipFile(io.BytesIO(content))
        self._names = set(self._archive.namelist())
        root = self._root("xl/workbook.xml")
        if root is None:
            raise self.refusal
        found = next(root.iter("{*}workbookPr"), None)
        self.from_1904 = found is not None and found.get("date1904") in {"1", "true"}
        self.sheets = tuple(self._sheets(root))
        self.texts = tuple(self._texts())
        self.formats = tuple(self._formats())

    def rows(self, sheet: SheetPart, wanted: frozenset[str]) -> Iterator[Any]:
        """The wanted elements of a sheet (by bare names), each dropped once it was looked at."""
        content = self._content(sheet.part)
        if content is None:
            return
        events = word.etree.iterparse(
            io.BytesIO(content), events=("end",), tag=[f"{{*}}{name}" for name in wanted],
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
            remove_comments=True, remove_pis=True,
        )  # fmt: skip
        try:
            for _, element in events:
                yield element
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
        except word.etree.XMLSyntaxError as error:
            raise self.refusal from error

    def _content(self, part: str) -> bytes | None:
        if part not in self._names:
            return None
        if self._archive.getinfo(part).file_size > MOST_XML:
            raise FileRefused(too_large(self.name))
        content = usual(self._archive.read(part))
        if content.count(b"<row") > MOST_ROWS or content.count(b"<") > MOST_ELEMENTS:
            raise FileRefused(too_large(self.name))
        if b"<!DOCTYPE" in content:
            raise self.refusal
        return content

    def _root(self, part: str) -> Any | None:  # noqa: ANN401 - lxml
        content = self._content(part)
        return None if content is None else parsed(content, self.refusal)

    def _sheets(self, root: Any) -> Iterator[SheetPart]:  # noqa: ANN401
        relations = self._root("xl/_rels/workbook.xml.rels")
        targets = {} if relations is None else {
            one.get("Id"): posixpath.normpath(posixpath.join("/xl", one.get("Target", "")))
            for one in relations.iter("{*}Relationship")
            if one.get("TargetMode") != "External"
        }  # fmt: skip
        for number, sheet in enumerate(root.iter("{*}sheet"), start=1):
            if number > MOST_SHEETS:
                raise FileRefused(too_large(self.name))
            part = targets.get(sheet.get(_RELATED), "").lstrip("/")
            hidden = sheet.get("state", "visible") != "visible"
            if part.startswith("xl/worksheets/"):
                yield SheetPart(sheet.get("name", ""), part, hidden)

    def _texts(self) -> Iterator[str]:
        root = self._root("xl/sharedStrings.xml")
        for number, one in enumerate(() if root is None else root.iterfind("{*}si"), start=1):
            if number > MOST_CELLS:
                raise FileRefused(too_large(self.name))
            yield text_of(one, self.name)

    def _formats(self) -> Iterator[str]:
        """The number format of every style, in the order of the cells' `s`."""
        root = self._root("xl/styles.xml")
        if root is None:
            return
        codes = BUILT_IN | {
            int(one.get("numFmtId", "0")): one.get("formatCode", "")
            for one in root.iter("{*}numFmt")
            if one.get("numFmtId", "").isdecimal()
        }
        for group in root.iterfind("{*}cellXfs"):
            for style in group.iterfind("{*}xf"):
                number = style.get("numFmtId", "0")
                yield codes.get(int(number), "") if number.isdecimal() else ""


def text_of(item: Any, name: str) -> str:  # noqa: ANN401
    """The runs of a text together, without what is only said above it (phonetic signs)."""
    parts = [one.text or "" for one in item.iterfind("{*}t")]
    parts += [one.text or "" for run in item.iterfind("{*}r") for one in run.iterfind("{*}t")]
    text = "".join(parts)
    if len(text) > LONGEST_TEXT:
        raise FileRefused(too_large(name))
    return text
