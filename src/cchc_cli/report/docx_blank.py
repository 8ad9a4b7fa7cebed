"""An empty Word document without python-docx's template: the styles of a report and Word 2013's layout.

Fonts and sizes are those of Decree 30/2020, Annex I. Headings have Word's built-in names, for the navigation pane.
"""

from __future__ import annotations

import zipfile
from datetime import UTC, date, datetime
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

from docx import Document

if TYPE_CHECKING:
    from docx.document import Document as Doc

FONT = "Times New Roman"
BODY = 14  # points
LANGUAGES = {"vi": "vi-VN", "en": "en-GB"}
COMPATIBILITY = "15"  # Word 2013 and later
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

CONTENT_TYPES = f"""{XML}<Types xmlns="{PACKAGE}/content-types">\
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
<Default Extension="xml" ContentType="application/xml"/>\
<Override PartName="/word/document.xml" ContentType="{OFFICE}.document.main+xml"/>\
<Override PartName="/word/styles.xml" ContentType="{OFFICE}.styles+xml"/>\
<Override PartName="/word/settings.xml" ContentType="{OFFICE}.settings+xml"/></Types>"""
PACKAGE_RELATIONS = f"""{XML}<Relationships xmlns="{PACKAGE}/relationships">\
<Relationship Id="rId1" Type="{RELATIONS}/officeDocument" Target="word/document.xml"/></Relationships>"""
DOCUMENT_RELATIONS = f"""{XML}<Relationships xmlns="{PACKAGE}/relationships">\
<Relationship Id="rId1" Type="{RELATIONS}/styles" Target="styles.xml"/>\
<Relationship Id="rId2" Type="{RELATIONS}/settings" Target="settings.xml"/></Relationships>"""
DOCUMENT = f'{XML}<w:document xmlns:w="{WORD}" xmlns:r="{RELATIONS}"><w:body><w:sectPr/></w:body></w:document>'
SETTINGS = f"""{XML}<w:settings xmlns:w="{WORD}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>\
<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting w:name="compatibilityMode" \
w:uri="http://schemas.microsoft.com/office/word" w:val="{COMPATIBILITY}"/></w:compat></w:settings>"""
FONTS = f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
SIZE = f'<w:sz w:val="{2 * BODY}"/><w:szCs w:val="{2 * BODY}"/>'
MARGINS = (
    '<w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/>'  # narrow, so that a date fits into its column
)
LINES = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def blank_document(language: str, title: str, day: date, digest: str = "") -> Doc:
    """Return an empty document with title, language and date, and no author.

    `digest` is the sha256 of the frozen figures, "" for none.
    """
    document = Document(BytesIO(_package(language)))
    describe(document, language, title, day, digest)
    return document


def describe(document: Doc, language: str, title: str, day: date, digest: str = "") -> None:
    """Set the properties of a document; those of a template are replaced."""
    properties = document.core_properties
    properties.title, properties.language, properties.identifier = title, language, digest
    properties.author = properties.last_modified_by = properties.comments = properties.keywords = ""
    properties.subject = properties.category = properties.content_status = properties.version = ""
    properties.created = properties.modified = datetime(day.year, day.month, day.day, tzinfo=UTC)
    properties.revision = 1


@cache
def _package(language: str) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in (
            ("[Content_Types].xml", CONTENT_TYPES),
            ("_rels/.rels", PACKAGE_RELATIONS),
            ("word/document.xml", DOCUMENT),
            ("word/_rels/document.xml.rels", DOCUMENT_RELATIONS),
            ("word/styles.xml", _styles(LANGUAGES[language])),
            ("word/settings.xml", SETTINGS),
        ):
            archive.writestr(zipfile.ZipInfo(name), text)
    return stream.getvalue()


def _styles(language: str) -> str:
    plain = '<w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
    return (
        f'{XML}<w:styles xmlns:w="{WORD}"><w:docDefaults><w:rPrDefault><w:rPr>{FONTS}{SIZE}'
        f'<w:lang w:val="{language}" w:eastAsia="{language}" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
        f'<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>{plain}'
        f'<w:rPr>{FONTS}{SIZE}<w:lang w:val="{language}" w:eastAsia="{language}"/></w:rPr></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/>'
        '<w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/>'
        f'<w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>{MARGINS}</w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/><w:semiHidden/></w:style>'
        f"{_heading(1, 12)}{_heading(2, 6)}"
        '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/>'
        f"<w:tblPr><w:tblBorders>{LINES}</w:tblBorders></w:tblPr></w:style>"
        f"{_margin_text('header')}{_margin_text('footer')}</w:styles>"
    )


def _heading(level: int, before: int) -> str:
    """Return the style of a heading: bold, kept with the next paragraph, in the navigation pane.

    `before` is the space above, in points.
    """
    return (
        f'<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/><w:basedOn w:val="Normal"/>'
        '<w:next w:val="Normal"/><w:uiPriority w:val="9"/><w:qFormat/><w:pPr><w:keepNext/><w:keepLines/>'
        f'<w:spacing w:before="{20 * before}" w:after="120"/><w:ind w:firstLine="720"/><w:jc w:val="both"/>'
        f'<w:outlineLvl w:val="{level - 1}"/></w:pPr><w:rPr><w:b/><w:bCs/></w:rPr></w:style>'
    )


def _margin_text(name: str) -> str:
    return f'<w:style w:type="paragraph" w:styleId="{name.title()}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/></w:style>'
