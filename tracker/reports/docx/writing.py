"""A paper's values become the bytes of a .docx. It decides nothing and reads no clock.

The same values give the same bytes. python-docx makes the package, sections, headers and
paragraphs; the rows of tables are put into the finished XML as text.
"""

import io
import zipfile
from datetime import UTC, datetime
from typing import Any

from tracker.reports import word
from tracker.reports.docx.body import write_bases, write_blocks
from tracker.reports.docx.ending import write_appendix_head, write_signature
from tracker.reports.docx.head import write_addressees, write_head, write_title
from tracker.reports.docx.pieces import POINT, add, add_page_number
from tracker.reports.docx.styles import MM
from tracker.reports.docx.tables import table_xml
from tracker.reports.docx.template import template
from tracker.reports.docx.values import Appendix, Paper, Table

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHORT_SIDE, LONG_SIDE = 210, 297
TOP, BOTTOM, LEFT, RIGHT = 20, 20, 30, 15
"""Margins in mm, of the page as it is read (P03-P06)."""

_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml"
_PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_PROPERTIES = (
    '<ds:datastoreItem ds:itemID="{6F6B6568-6F61-6368-6B65-6D0000000001}" '
    'xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"/>'
)
_EPOCH = (1980, 1, 1, 0, 0, 0)


def write(paper: Paper) -> bytes:
    """The .docx. Raises ValueError for a table row that does not fit its columns."""
    return _Writer(paper).finished()


class _Writer:
    """One paper under way: the document and the tables that wait to be put in."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.document: Any = word.Document(io.BytesIO(template()))
        self.tables: list[bytes] = []

    def finished(self) -> bytes:
        """Write every part of the paper, then the package."""
        paper = self.paper
        self._describe()
        if paper.letterhead is not None:
            self._write_main()
        for place, appendix in enumerate(paper.appendices):
            first = place == 0 and paper.letterhead is None
            self._write_appendix(appendix, first=first)
        if paper.carried:
            self._carry(paper.carried)
        return self._packed()

    def _write_main(self) -> None:
        paper, document = self.paper, self.document
        section = document.sections[0]
        _lay_out(section, landscape=False)
        _number_pages(section)
        room = _room(landscape=False)
        if paper.letterhead is not None:
            write_head(document, paper.letterhead)
        write_title(document, paper, room)
        write_addressees(document, paper.addressees)
        write_bases(document, paper.bases)
        write_blocks(document, paper.blocks, self._adder(landscape=False), closing=True)
        if paper.signature is not None:
            write_signature(document, paper.signature)
        add(document, "SectionEnd")

    def _write_appendix(self, appendix: Appendix, *, first: bool) -> None:
        document = self.document
        if first:
            section = document.sections[0]
            _number_pages(section)
            if self.paper.signed_mark:
                add(document, "SignedMark", self.paper.signed_mark)
        else:
            last = document.element.body[-2]
            section = document.add_section(word.WD_SECTION.NEW_PAGE)
            _close_section(document, last)
        section.different_first_page_header_footer = True
        _lay_out(section, landscape=appendix.landscape)
        _restart_numbers(section)
        write_appendix_head(document, appendix, _room(landscape=appendix.landscape))
        adder = self._adder(landscape=appendix.landscape)
        write_blocks(document, appendix.blocks, adder, closing=False)
        add(document, "SectionEnd")

    def _adder(self, *, landscape: bool) -> Any:  # noqa: ANN401 - a function of a table
        width = round(_room(landscape=landscape) * POINT)

        def write_table(table: Table, more: bool) -> None:
            if table.caption:
                add(self.document, "TableCaption", table.caption)
            mark = word.etree.Comment(f"table {len(self.tables)}")
            self.document.element.body[-1].addprevious(mark)
            self.tables.append(table_xml(table, width).encode())
            if more:
                add(self.document, "AfterTable")

        return write_table

    def _carry(self, xml: str) -> None:
        """Let XML that nobody sees travel with the file, as Word itself keeps it."""
        main = self.document.part
        item, told = (word.PackURI(f"/customXml/item{part}1.xml") for part in ("", "Props"))
        part = word.Part(item, "application/xml", xml.encode(), main.package)
        main.relate_to(part, _CUSTOM)
        properties = word.Part(told, _PROPERTIES_TYPE, _PROPERTIES.encode(), main.package)
        part.relate_to(properties, f"{_CUSTOM}Props")

    def _describe(self) -> None:
        """Title, author and day of the file, from the paper; no clock is read."""
        paper, facts = self.paper, self.document.core_properties
        head = paper.letterhead
        appendix = paper.appendices[0].title if paper.appendices else ""
        facts.title = (paper.subject or (head.about if head else "") or appendix)[:255]
        facts.author = facts.last_modified_by = (head.issuer if head else "")[:255]
        day = head.day if head and head.day else datetime(2020, 3, 5, tzinfo=UTC)
        facts.created = facts.modified = datetime(day.year, day.month, day.day, tzinfo=UTC)
        facts.language = "vi-VN"

    def _packed(self) -> bytes:
        package, main = self.document.part.package, self.document.part
        parts = list(package.iter_parts())
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            kinds = word._ContentTypesItem.from_parts(parts)  # noqa: SLF001 - no other writes it
            _put(archive, word.CONTENT_TYPES_URI, kinds.blob)
            _put(archive, word.PACKAGE_URI.rels_uri, package.rels.xml)
            for part in parts:
                _put(archive, part.partname, self._filled() if part is main else part.blob)
                if len(part.rels):
                    _put(archive, part.partname.rels_uri, part.rels.xml)
        return out.getvalue()

    def _filled(self) -> bytes:
        """The main part with every table at its mark."""
        xml = self.document.part.blob
        for place, table in enumerate(self.tables):
            xml = xml.replace(b"<!--table %d-->" % place, table, 1)
        return xml


def _put(archive: zipfile.ZipFile, name: Any, content: Any) -> None:  # noqa: ANN401 - python-docx
    entry = zipfile.ZipInfo(name.membername, _EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(entry, content)


def _room(*, landscape: bool) -> float:
    """Width of the text in points."""
    return ((LONG_SIDE if landscape else SHORT_SIDE) - LEFT - RIGHT) * MM / POINT


def _lay_out(section: Any, *, landscape: bool) -> None:  # noqa: ANN401
    section.orientation = word.WD_ORIENT.LANDSCAPE if landscape else word.WD_ORIENT.PORTRAIT
    sides = (LONG_SIDE, SHORT_SIDE) if landscape else (SHORT_SIDE, LONG_SIDE)
    section.page_width, section.page_height = word.Mm(sides[0]), word.Mm(sides[1])
    section.top_margin, section.bottom_margin = word.Mm(TOP), word.Mm(BOTTOM)
    section.left_margin, section.right_margin = word.Mm(LEFT), word.Mm(RIGHT)
    section.header_distance = section.footer_distance = word.Mm(10)


def _number_pages(section: Any) -> None:  # noqa: ANN401
    """The number centred on top, from the second page on (P09, P10)."""
    section.different_first_page_header_footer = True
    section.first_page_header.is_linked_to_previous = False
    section.header.is_linked_to_previous = False
    add_page_number(section.header)


def _restart_numbers(section: Any) -> None:  # noqa: ANN401
    """An appendix counts its pages from 1 (P11)."""
    properties = section._sectPr  # noqa: SLF001 - no API for the first number
    for one in properties.xpath("w:pgNumType"):
        properties.remove(one)
    number = word.etree.SubElement(properties, _w("pgNumType"), {_w("start"): "1"})
    later = properties.xpath("w:cols|w:vAlign|w:noEndnote|w:titlePg|w:docGrid")
    if later:
        later[0].addprevious(number)


def _close_section(document: Any, last: Any) -> None:  # noqa: ANN401
    """Let the low paragraph that ends a section carry its properties, not one more paragraph."""
    added = document.element.body[-2]
    properties = added.pPr.sectPr
    last.get_or_add_pPr().append(properties)
    document.element.body.remove(added)


def _w(name: str) -> str:
    return f"{{http://schemas.openxmlformats.org/wordprocessingml/2006/main}}{name}"
