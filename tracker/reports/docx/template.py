"""The empty paper that python-docx opens: page, styles, list, settings, and nothing else."""

import io
import zipfile
from functools import cache

from tracker.reports.docx.styles import EVERY, FONT, INDENT, Style

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_FONTS = "".join(f' w:{slot}="{FONT}"' for slot in ("ascii", "hAnsi", "cs", "eastAsia"))
_PARTS = ("styles", "numbering", "settings", "fontTable")
BULLET, INNER_BULLET = 1, 2
"""Numbers of the two lists."""


@cache
def template() -> bytes:
    """The bytes of the empty .docx."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in _texts().items():
            archive.writestr(name, _HEAD + text)
    return out.getvalue()


def _texts() -> dict[str, str]:
    types = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{_OFFICE}{part}+xml"/>'
        for part in _PARTS
    )
    relations = "".join(
        f'<Relationship Id="rId{place}" Type="{R}/{part}" Target="{part}.xml"/>'
        for place, part in enumerate(_PARTS, 1)
    )
    main = f'<Relationship Id="rId1" Type="{R}/officeDocument" Target="word/document.xml"/>'
    return {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
        'content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-'
        'package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/word/document.xml" '
        f'ContentType="{_OFFICE}document.main+xml"/>{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}">{main}</Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_RELATIONS}">{relations}'
        "</Relationships>",
        "word/document.xml": f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body><w:sectPr/>'
        "</w:body></w:document>",
        "word/styles.xml": _styles(),
        "word/numbering.xml": _numbering(),
        "word/settings.xml": f'<w:settings xmlns:w="{W}"><w:defaultTabStop w:val="720"/>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="vi-VN"/></w:settings>',
        "word/fontTable.xml": f'<w:fonts xmlns:w="{W}"><w:font w:name="{FONT}">'
        '<w:family w:val="roman"/><w:pitch w:val="variable"/></w:font></w:fonts>',
    }


def _styles() -> str:
    return (
        f'<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts{_FONTS}/>'
        '<w:sz w:val="28"/><w:szCs w:val="28"/>'
        '<w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" '
        'w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        "<w:qFormat/></w:style>"
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name '
        'w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
        + "".join(map(_style, EVERY))
        + "</w:styles>"
    )


def _style(style: Style) -> str:
    keep = "<w:keepNext/>" if style.keep_next else ""
    outline = "" if style.outline is None else f'<w:outlineLvl w:val="{style.outline}"/>'
    rule = "exact" if style.line < 240 else "auto"
    indent = f'<w:ind w:firstLine="{style.first_line}"/>' if style.first_line else ""
    weight = ("<w:b/><w:bCs/>" if style.bold else "") + ("<w:i/><w:iCs/>" if style.italic else "")
    half_points = round(style.size * 2)
    return (
        f'<w:style w:type="paragraph" w:styleId="{style.id}"><w:name w:val="{style.name}"/>'
        f'<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{keep}'
        f'<w:spacing w:before="{style.before}" w:after="{style.after}" w:line="{style.line}" '
        f'w:lineRule="{rule}"/>{indent}<w:jc w:val="{style.align}"/>{outline}</w:pPr>'
        f'<w:rPr>{weight}<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/></w:rPr>'
        "</w:style>"
    )


def _numbering() -> str:
    lists = "".join(
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="singleLevel"/>'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:suff w:val="space"/>'
        f'<w:lvlText w:val="{mark}"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="0" '
        f'w:firstLine="{INDENT}"/></w:pPr><w:rPr><w:rFonts{_FONTS}/></w:rPr></w:lvl>'
        "</w:abstractNum>"
        for number, mark in ((BULLET, "-"), (INNER_BULLET, "+"))
    )
    numbers = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'
        for number in (BULLET, INNER_BULLET)
    )
    return f'<w:numbering xmlns:w="{W}">{lists}{numbers}</w:numbering>'
