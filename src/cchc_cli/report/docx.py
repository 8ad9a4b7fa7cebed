"""A report as a Word document in the layout of Decree 30/2020: head, body, signature, annexes."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING

from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.shared import Cm, Mm

from cchc_cli.report.docx_blank import BODY, blank_document
from cchc_cli.report.docx_parts import (
    add_text,
    draw_line,
    in_cell,
    number_pages,
    plain_grid,
    ruled_table,
    space,
)
from cchc_cli.report.outline import (
    Appendix,
    Block,
    Head,
    Heading,
    OutlineNote,
    OutlineParagraph,
    OutlineTable,
    Paper,
    Tail,
)

if TYPE_CHECKING:
    from docx.document import Document as Doc
    from docx.section import Section

TABLE, ANNEX_TABLE, NOTE = 12, 10.5, 12
PAGE = (Mm(210), Mm(297))
TOP, BOTTOM, LEFT, RIGHT = Mm(20), Mm(20), Mm(30), Mm(20)
LEFT_HALF, RIGHT_HALF = Mm(64), Mm(96)
INDENT = Cm(1.27)


def render(outline: Paper) -> bytes:
    """Return the document as the bytes of a .docx file."""
    head = outline.head
    document = blank_document(outline.language, title_of(head), outline.as_of, outline.freeze or "")
    section = document.sections[0]
    _page(section, landscape=False)
    number_pages(section, outline.footer)
    for notice in outline.notices:
        space(add_text(document.add_paragraph(), (notice,), 12, ALIGN.CENTER, bold=True), 0, 6)
    _head(document, head)
    add_blocks(document, outline.body, TABLE, section)
    _tail(document, outline.tail)
    return finished(document, outline.appendices)


def title_of(head: Head) -> str:
    """Return the title for the properties of the file."""
    return ": ".join(filter(None, (head.kind, " ".join(head.subject))))


def _page(section: Section, *, landscape: bool) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = reversed(PAGE) if landscape else PAGE
    section.top_margin, section.bottom_margin = TOP, BOTTOM
    section.left_margin, section.right_margin = LEFT, RIGHT
    section.header_distance, section.footer_distance = Mm(10), Mm(8)


# ---- above the body


def _head(document: Doc, head: Head) -> None:
    """Add the issuing bodies beside the national motto, each above its line, then number, place, kind and subject."""
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
    if head.kind:
        _title(document, head)
    else:
        for line in head.subject:
            space(add_text(left.add_paragraph(), (line,), 12, ALIGN.CENTER), 6, 0)
    addressee = add_text(document.add_paragraph(), head.addressee, BODY, ALIGN.CENTER)
    space(addressee, 12, 12)


def _title(document: Doc, head: Head) -> None:
    kind = add_text(document.add_paragraph(), (head.kind,), 14, ALIGN.CENTER, bold=True)
    space(kind, 18, 0)
    for line in head.subject:
        space(add_text(document.add_paragraph(), (line,), 14, ALIGN.CENTER, bold=True), 0, 0)
    draw_line(document.add_paragraph(), head.subject[-1], 14, PAGE[0] - LEFT - RIGHT, 0.4)


# ---- body


def add_blocks(document: Doc, blocks: Sequence[Block], size: float, section: Section) -> None:
    """Append blocks to the document; tables are as wide as the text area of the section."""
    width = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
    for block in blocks:
        match block:
            case Heading():
                _heading(document, block)
            case OutlineParagraph() | OutlineNote():
                _paragraph(document, block)
            case OutlineTable():
                ruled_table(document, block, size, width)


def _heading(document: Doc, heading: Heading) -> None:
    document.add_paragraph(heading.text, f"Heading {heading.level}")


def _paragraph(document: Doc, block: OutlineParagraph | OutlineNote) -> None:
    is_note = isinstance(block, OutlineNote)
    paragraph = add_text(document.add_paragraph(), block.text, NOTE if is_note else BODY, ALIGN.JUSTIFY, italic=is_note)
    paragraph.paragraph_format.first_line_indent = INDENT
    space(paragraph, 6, 6)


# ---- below the body


def _tail(document: Doc, tail: Tail) -> None:
    """Add the recipients beside the signature, on the page of the body's last words."""
    document.paragraphs[-1].paragraph_format.keep_with_next = True
    space(document.add_paragraph(), 0, 0)
    document.paragraphs[-1].paragraph_format.keep_with_next = True
    table = plain_grid(document, (LEFT_HALF + Mm(16), RIGHT_HALF - Mm(16)), 1)
    left, right = table.rows[0].cells
    add_text(in_cell(left), (tail.recipients_title,), 12, ALIGN.LEFT, bold=True, italic=True)
    for recipient in tail.recipients:
        add_text(left.add_paragraph(), recipient, 11, ALIGN.LEFT)
    add_text(in_cell(right), tail.signer, 14, ALIGN.CENTER, bold=True)
    for _ in range(4):
        add_text(right.add_paragraph(), (), 14, ALIGN.CENTER)
    add_text(right.add_paragraph(), tail.name, 14, ALIGN.CENTER, bold=True)


# ---- annexes


def finished(document: Doc, appendices: Sequence[Appendix]) -> bytes:
    """Append the appendices; return the document as the bytes of a .docx file."""
    for appendix in appendices:
        _add_appendix(document, appendix)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _add_appendix(document: Doc, appendix: Appendix) -> None:
    """Append an appendix as a landscape section with its own page numbers."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    _page(section, landscape=True)
    number_pages(section, None)
    heading = document.add_paragraph(f"{appendix.number}\n{appendix.title}", "Heading 1")
    heading.alignment, heading.paragraph_format.first_line_indent = ALIGN.CENTER, 0
    space(heading, 0, 0)
    space(add_text(document.add_paragraph(), appendix.reference, 14, ALIGN.CENTER, italic=True), 0, 10)
    add_blocks(document, appendix.blocks, ANNEX_TABLE, section)
