"""A report as a Word document laid out by Decree 30/2020: page, font, header table, body, signature, annexes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.shared import Cm, Mm

from cchc_cli.formats.safe import safe
from cchc_cli.report.docx_parts import (
    add_text,
    draw_line,
    in_cell,
    number_pages,
    plain_grid,
    ruled_table,
    set_defaults,
    space,
)
from cchc_cli.report.outline import Appendix, Block, Head, Heading, Outline, OutlineParagraph, OutlineTable, Tail

if TYPE_CHECKING:
    from docx.document import Document as Doc
    from docx.section import Section

BODY, TABLE, ANNEX_TABLE, NOTE = 14, 12, 10.5, 12
PAGE = (Mm(210), Mm(297))
TOP, BOTTOM, LEFT, RIGHT = Mm(20), Mm(20), Mm(30), Mm(20)
LEFT_HALF, RIGHT_HALF = Mm(64), Mm(96)
INDENT = Cm(1.27)


def render(outline: Outline) -> bytes:
    """Return the document as the bytes of a .docx file."""
    document = Document()
    set_defaults(document, outline.about.language, BODY)
    _describe(document, outline)
    section = document.sections[0]
    _page(section, landscape=False)
    number_pages(section, outline.about.sample)
    for notice in outline.about.notices:
        space(add_text(document.add_paragraph(), (notice,), 12, ALIGN.CENTER, bold=True), 0, 6)
    _head(document, outline.head)
    _blocks(document, outline.body, TABLE, section)
    _tail(document, outline.tail)
    for appendix in outline.appendices:
        _appendix(document, appendix)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _describe(document: Doc, outline: Outline) -> None:
    """Say what the file is; the template's own author and day are not ours."""
    properties, day = document.core_properties, outline.about.as_of
    properties.title = safe(f"{outline.head.kind}: {outline.head.subject}")
    properties.author, properties.comments = "", ""
    properties.language = outline.about.language
    properties.created = properties.modified = datetime(day.year, day.month, day.day, tzinfo=UTC)


def _page(section: Section, *, landscape: bool) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = reversed(PAGE) if landscape else PAGE
    section.top_margin, section.bottom_margin = TOP, BOTTOM
    section.left_margin, section.right_margin = LEFT, RIGHT
    section.header_distance, section.footer_distance = Mm(10), Mm(8)


# ---- above the body


def _head(document: Doc, head: Head) -> None:
    """Put the bodies and the nation side by side, each with its line, then number and place, kind and subject."""
    table = plain_grid(document, (LEFT_HALF, RIGHT_HALF), 2)
    left, right = table.rows[0].cells
    add_text(in_cell(left), head.parent, 12, ALIGN.CENTER)
    issuer = add_text(left.add_paragraph(), head.issuer, 12, ALIGN.CENTER, bold=True)
    draw_line(left.add_paragraph(), issuer.text, 12, LEFT_HALF, 0.4)
    add_text(in_cell(right), (head.nation,), 12, ALIGN.CENTER, bold=True)
    add_text(right.add_paragraph(), (head.motto,), 13, ALIGN.CENTER, bold=True)
    draw_line(right.add_paragraph(), head.motto, 13, RIGHT_HALF, 1)
    left, right = table.rows[1].cells
    add_text(in_cell(left), head.number, 13, ALIGN.CENTER)
    add_text(in_cell(right), head.place, 13, ALIGN.CENTER, italic=True)
    _title(document, head)
    addressee = add_text(document.add_paragraph(), head.addressee, BODY, ALIGN.CENTER)
    space(addressee, 12, 12)


def _title(document: Doc, head: Head) -> None:
    kind = add_text(document.add_paragraph(), (head.kind,), 14, ALIGN.CENTER, bold=True)
    space(kind, 18, 0)
    lines = head.subject.split("\n")
    for line in lines:
        space(add_text(document.add_paragraph(), (line,), 14, ALIGN.CENTER, bold=True), 0, 0)
    draw_line(document.add_paragraph(), lines[-1], 14, PAGE[0] - LEFT - RIGHT, 0.4)


# ---- body


def _blocks(document: Doc, blocks: Sequence[Block], size: float, section: Section) -> None:
    width = (section.page_width or 0) - LEFT - RIGHT
    for block in blocks:
        match block:
            case Heading():
                _heading(document, block)
            case OutlineParagraph():
                _paragraph(document, block)
            case OutlineTable():
                ruled_table(document, block, size, width)


def _heading(document: Doc, heading: Heading) -> None:
    paragraph = add_text(document.add_paragraph(), (heading.text,), BODY, ALIGN.JUSTIFY, bold=True)
    paragraph.paragraph_format.first_line_indent = INDENT
    paragraph.paragraph_format.keep_with_next = True
    space(paragraph, 12 if heading.level == 1 else 6, 6)


def _paragraph(document: Doc, block: OutlineParagraph) -> None:
    size = NOTE if block.note else BODY
    paragraph = add_text(document.add_paragraph(), block.text, size, ALIGN.JUSTIFY, italic=block.note)
    paragraph.paragraph_format.first_line_indent = INDENT
    space(paragraph, 6, 6)


# ---- below the body


def _tail(document: Doc, tail: Tail) -> None:
    """Put the recipients and the signature side by side, on the page of the last words of the body."""
    document.paragraphs[-1].paragraph_format.keep_with_next = True
    space(document.add_paragraph(), 0, 0)
    document.paragraphs[-1].paragraph_format.keep_with_next = True
    table = plain_grid(document, (LEFT_HALF + Mm(16), RIGHT_HALF - Mm(16)), 1)
    left, right = table.rows[0].cells
    add_text(in_cell(left), (tail.recipients_title,), 12, ALIGN.LEFT, bold=True, italic=True)
    for one in tail.recipients:
        add_text(left.add_paragraph(), one, 11, ALIGN.LEFT)
    add_text(in_cell(right), tail.signer, 14, ALIGN.CENTER, bold=True)
    for _ in range(4):
        add_text(right.add_paragraph(), (), 14, ALIGN.CENTER)
    add_text(right.add_paragraph(), tail.name, 14, ALIGN.CENTER, bold=True)


# ---- annexes


def _appendix(document: Doc, appendix: Appendix) -> None:
    """Begin a landscape section with page numbers of its own."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    _page(section, landscape=True)
    number_pages(section, None)
    number = add_text(document.add_paragraph(), (appendix.number,), 14, ALIGN.CENTER, bold=True)
    title = add_text(document.add_paragraph(), (appendix.title,), 14, ALIGN.CENTER, bold=True)
    reference = add_text(document.add_paragraph(), appendix.reference, 14, ALIGN.CENTER, italic=True)
    for paragraph, after in ((number, 0), (title, 0), (reference, 10)):
        space(paragraph, 0, after)
    _blocks(document, appendix.blocks, ANNEX_TABLE, section)
