"""Word elements that python-docx lacks: fonts, lines, page numbers, ruled tables."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from typing import TYPE_CHECKING

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_COLOR_INDEX, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Pt

from cchc_cli.formats.tables import Align
from cchc_cli.report.outline import Blank, OutlineTable, Text

if TYPE_CHECKING:
    from docx.document import Document as Doc
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.section import Section
    from docx.table import Table as DocxTable
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

ALIGNS: dict[Align, ALIGN] = {"left": ALIGN.LEFT, "centre": ALIGN.CENTER, "right": ALIGN.RIGHT}
# Mean widths of bold Times New Roman, in ems: capitals, small letters, other characters.
CAPITAL, SMALL, OTHER = 0.72, 0.5, 0.29


def space(styled: Paragraph, before: float, after: float) -> None:
    """Set the space before and after a paragraph or style, in points, with single line spacing."""
    form = styled.paragraph_format
    form.space_before, form.space_after = Pt(before), Pt(after)
    form.line_spacing = 1.0


def add_text(
    paragraph: Paragraph, text: Text, size: float, align: ALIGN, *, bold: bool = False, italic: bool = False
) -> Paragraph:
    """Append a text to a paragraph; blanks are highlighted for the person who fills them in."""
    paragraph.alignment = align
    for part in text:
        blank = isinstance(part, Blank)
        run = paragraph.add_run(part.shown if isinstance(part, Blank) else part)
        run.font.size, run.bold, run.italic = Pt(size), bold, italic
        if blank:
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW
    return paragraph


# ---- lines


def draw_line(paragraph: Paragraph, text: str, size: float, room: int, share: float) -> None:
    """Draw a centred line: the border of a paragraph, `share` of the text's width (0 to 1), at most `room` wide."""
    length = min(_width(text, size), room) * share
    side = Length(int((room - length) / 2))
    form = paragraph.paragraph_format
    form.left_indent = form.right_indent = side
    form.space_before, form.space_after = Pt(2), Pt(4)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(4)
    borders = OxmlElement("w:pBdr")
    borders.append(_border("w:top", 6))
    paragraph._p.get_or_add_pPr().insert_element_before(borders, *_AFTER_BORDERS)


# The elements that the schema requires after the borders of a paragraph.
_AFTER_BORDERS = ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")


def _border(side: str, eighths: int) -> BaseOxmlElement:
    border = OxmlElement(side)
    for name, value in (("w:val", "single"), ("w:sz", str(eighths)), ("w:space", "0"), ("w:color", "000000")):
        border.set(qn(name), value)
    return border


def _width(text: str, size: float) -> int:
    ems = sum(CAPITAL if char.isupper() else SMALL if char.isalpha() else OTHER for char in text)
    return Pt(ems * size)


# ---- pages


def number_pages(section: Section, sample: str | None) -> None:
    """Number pages from 1 in the middle of the top margin, except the first page; the footer marks sample data.

    `sample` is the notice, "" for real data. With None, a later section keeps the header and footer of the first and
    restarts its numbers.
    """
    section.different_first_page_header_footer = True
    for copied in section._sectPr.findall(qn("w:pgNumType")):  # a new section starts as a copy of the last
        section._sectPr.remove(copied)
    start = OxmlElement("w:pgNumType")
    start.set(qn("w:start"), "1")
    section._sectPr.insert_element_before(start, "w:cols", "w:titlePg", "w:docGrid")
    if sample is None:
        return
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = ALIGN.CENTER
    _field(paragraph.add_run(), "PAGE")
    if sample:
        for footer in (section.footer, section.first_page_footer):
            add_text(footer.paragraphs[0], (sample,), 11, ALIGN.CENTER, bold=True)


def _field(run: Run, code: str) -> None:
    run.font.size = Pt(14)
    for kind in ("begin", "", "end"):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = code
        run._r.append(element)


# ---- tables


def plain_grid(document: Doc, widths: Sequence[int], rows: int) -> DocxTable:
    """Add a table without lines, to place texts side by side; its rows do not break across pages."""
    table: DocxTable = document.add_table(rows, len(widths))
    _fixed(table, widths)
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    return table


def in_cell(cell: _Cell) -> Paragraph:
    """Return the first paragraph of a cell."""
    paragraph: Paragraph = cell.paragraphs[0]
    return paragraph


def ruled_table(document: Doc, outline: OutlineTable, size: float, room: int) -> None:
    """Add a table with lines; its header repeats on every page, and rows do not break across pages."""
    parts = sum(outline.widths)
    widths = [room * width // parts for width in outline.widths]
    table = document.add_table(2, len(widths), "Table Grid")
    _fixed(table, widths)
    head, row = table.rows
    for header, cell in zip(outline.columns, head.cells, strict=True):
        add_text(in_cell(cell), (header,), size, ALIGN.CENTER, bold=True)
    for align, cell in zip(outline.aligns, row.cells, strict=True):
        add_text(in_cell(cell), ("…",), size, ALIGNS[align])
    for table_row in (head, row):
        table_row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    head._tr.trPr.append(OxmlElement("w:tblHeader"))
    _repeat(row._tr, outline.rows)
    after = document.add_paragraph().paragraph_format
    after.space_before, after.space_after = Pt(0), Pt(0)
    after.line_spacing_rule, after.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(6)


def _repeat(row: BaseOxmlElement, rows: Sequence[Sequence[str]]) -> None:
    """Replace a row by copies with the given texts; copying is much quicker than building every cell."""
    for texts in rows:
        copy = deepcopy(row)
        for cell_text, text in zip(list(copy.iter(qn("w:t"))), texts, strict=True):
            cell_text.text = text
            if not text:
                cell_text.getparent().remove(cell_text)
            elif text != text.strip():
                cell_text.set(qn("xml:space"), "preserve")
        row.addprevious(copy)
    row.getparent().remove(row)


def _fixed(table: DocxTable, widths: Sequence[int]) -> None:
    """Set fixed column widths."""
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for column, width in enumerate(widths):
        table.columns[column].width = Length(width)
        for cell in table.columns[column].cells:
            cell.width = Length(width)
