"""The paragraph styles of official papers as data: sizes, weights, indents (pure).

Sizes are points, indents and spacing twips (1/20 point); figures from NĐ 30/2020/NĐ-CP, Phụ lục I.
"""

from dataclasses import dataclass

FONT = "Times New Roman"
INDENT = 567
"""First line of a paragraph: 10 mm."""

MM = 56.7
"""Twips in a millimetre."""


@dataclass(frozen=True, slots=True)
class Style:
    """One paragraph style; `outline` is its level in the navigation pane, from 0."""

    id: str
    name: str
    size: float
    bold: bool = False
    italic: bool = False
    align: str = "left"
    first_line: int = 0
    before: int = 0
    after: int = 0
    line: int = 240
    outline: int | None = None
    keep_next: bool = False


def _body(style_id: str, name: str, **given: object) -> Style:
    shape = {"align": "both", "first_line": INDENT, "after": 120, "line": 259, "size": 14.0}
    return Style(style_id, name, **(shape | given))  # type: ignore[arg-type]


def _centred(style_id: str, name: str, size: float, **given: object) -> Style:
    return Style(style_id, name, size, align="center", **given)  # type: ignore[arg-type]


def _heading(style_id: str, level: int, **given: object) -> Style:
    kept = {"outline": level - 1, "keep_next": True, "bold": True}
    return _body(style_id, f"heading {level}", **(kept | given))


STYLES = (
    Style("Superior", "Cơ quan chủ quản", 13, align="center"),
    Style("Issuer", "Cơ quan ban hành", 13, bold=True, align="center"),
    Style("Nation", "Quốc hiệu", 13, bold=True, align="center"),
    Style("Motto", "Tiêu ngữ", 14, bold=True, align="center"),
    _centred("NumberLine", "Số, ký hiệu", 13, before=60),
    _centred("About", "Trích yếu công văn", 13, before=120),
    _centred("PlaceDay", "Địa danh, ngày", 14, italic=True, before=60),
    _centred("Rule", "Đường kẻ", 1, line=40),
    _centred("Kind", "Tên loại văn bản", 14, bold=True, before=240, keep_next=True),
    _centred("Subject", "Trích yếu", 14, bold=True, keep_next=True),
    Style("Addressee", "Kính gửi", 14, before=60, after=60),
    _body("Basis", "Căn cứ", italic=True),
    _body("BodyText", "Body Text"),
    _body("ListBullet", "List Bullet"),
    _body("ListNumber", "List Number"),
    _heading("Heading1", 1),
    _heading("Heading2", 2),
    _heading("Heading3", 3, bold=True, italic=True),
    _heading("Heading4", 4, bold=False),
    _centred("Part", "Phần, chương", 14, bold=True, before=120, outline=0, keep_next=True),
    _centred("PartTitle", "Tên phần, chương", 14, bold=True, after=120, keep_next=True),
    _centred("TableCaption", "Tên bảng", 13, italic=True, before=60, after=60, keep_next=True),
    _centred("AfterTable", "Sau bảng", 6, after=60),
    _centred("SignerPost", "Quyền hạn, chức vụ", 14, bold=True),
    _centred("SignerSpace", "Khoảng ký", 14, before=1200),
    _centred("SignerName", "Họ tên người ký", 14, bold=True),
    Style("RecipientsHead", "Nơi nhận", 12, bold=True, italic=True),
    Style("Recipient", "Tên nơi nhận", 11),
    _centred("AppendixMark", "Phụ lục", 14, bold=True, outline=0, keep_next=True),
    _centred("AppendixTitle", "Tên phụ lục", 14, bold=True, keep_next=True),
    _centred("AppendixBasis", "Kèm theo văn bản", 14, italic=True, keep_next=True),
    Style("SignedMark", "Chữ ký số", 10, align="right"),
    _centred("Header", "header", 14),
    _centred("SectionEnd", "Hết phần", 1, line=20),
)


def table_styles(size: float) -> tuple[Style, ...]:
    """The styles of text in a table of this size."""
    tag = f"{size:g}".replace(".", "_")
    return (
        _centred(
            f"Head{tag}", f"Đầu bảng {tag}", size, bold=True, before=20, after=20, keep_next=True
        ),
        Style(
            f"Band{tag}", f"Dòng nhóm {tag}", size, bold=True, before=20, after=20, keep_next=True
        ),
        *(
            Style(
                f"Cell{side.title()}{tag}", f"Ô {side} {tag}", size, align=side,
                before=20, after=20,
            )
            for side in ("left", "center", "right")
        ),
    )  # fmt: skip


TABLE_SIZES = (11, 11.5, 12, 12.5, 13)
EVERY = (*STYLES, *(style for size in TABLE_SIZES for style in table_styles(size)))
