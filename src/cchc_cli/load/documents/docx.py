"""Word documents as paragraphs and tables, with the numbers of lists as text.

Only the text, the lists, the styles and the links are unpacked. Nothing outside the file is read, no entity is resolved.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import count
from typing import Any

from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

from cchc_cli.load.documents.archive import parts_of
from cchc_cli.load.documents.blocks import (
    MAX_CELLS,
    MAX_COLUMNS,
    Block,
    Document,
    DocumentCell,
    DocumentParagraph,
    DocumentTable,
    TooLargeError,
    bounded,
)
from cchc_cli.load.documents.clean_text import clean, clean_lines
from cchc_cli.load.documents.numbering import Numbering
from cchc_cli.load.opening import UnusableError

_TEXT, _NUMBERS, _STYLES = "word/document.xml", "word/numbering.xml", "word/styles.xml"
_RELATIONS = "word/_rels/document.xml.rels"
# Elements that contain blocks, besides the body and cells; mc:AlternateContent is left out, or texts would come twice.
_AROUND = {qn(f"w:{name}") for name in ("sdt", "sdtContent", "ins", "smartTag", "customXml")}
_BREAKS = {qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:tab"): "\t", qn("w:noBreakHyphen"): "-"}
_UNREAD = {qn("w:del"), qn("w:moveFrom"), qn("w:pPr"), qn("w:txbxContent")}


def read_docx(data: bytes) -> Document:
    """Return a Word document. Raises UnusableError if it cannot be read, TooLargeError above the limits of `blocks`."""
    parts = parts_of(data, {_TEXT, _NUMBERS, _STYLES, _RELATIONS})
    if _TEXT not in parts:
        raise UnusableError("bad-document")
    try:
        root, numbers, styles, relations = (
            parse_xml(parts[name]) if name in parts else None for name in (_TEXT, _NUMBERS, _STYLES, _RELATIONS)
        )
    except (SyntaxError, ValueError):  # lxml raises a SyntaxError
        raise UnusableError("bad-document") from None
    body = root.find(qn("w:body")) if root is not None else None
    if body is None:
        raise UnusableError("bad-document")
    return Document(bounded(list(_Reader(Numbering(numbers, styles), _addresses(relations)).blocks(body))))


class _Reader:
    def __init__(self, numbering: Numbering, addresses: Mapping[str, str]) -> None:
        self._addresses = addresses  # relation id -> address of a link
        self._numbering = numbering
        self._keys = count()
        self._cells = 0

    def blocks(self, parent: Any) -> Iterator[Block]:
        """Yield the paragraphs and tables below an element, in reading order."""
        for child in parent:
            if child.tag == qn("w:p"):
                for line in self._paragraph(child).split("\n"):
                    if text := clean(line):
                        yield DocumentParagraph(text)
            elif child.tag == qn("w:tbl"):
                table = self._table(child)
                if table.rows:
                    yield table
            elif child.tag in _AROUND:
                yield from self.blocks(child)

    def _paragraph(self, paragraph: Any) -> str:
        label = self._numbering.label(paragraph)
        text = "".join(_pieces(paragraph))
        return f"{label} {text}" if label and text.strip() else text or label

    def _cell(self, cell: Any) -> str:
        lines = []
        for child in cell:
            if child.tag == qn("w:p"):
                lines.append(self._paragraph(child))
            elif child.tag == qn("w:tbl"):
                lines += [line.text for row in self._table(child).rows for line in row]
            elif child.tag in _AROUND:
                lines.append(self._cell(child))
        return clean_lines("\n".join(lines))

    def _table(self, table: Any) -> DocumentTable:
        rows: list[list[DocumentCell]] = []
        for row in _children(table, qn("w:tr")):
            cells = [DocumentCell("", next(self._keys))] * _number(row, "w:trPr", "w:gridBefore")
            for element in _children(row, qn("w:tc")):
                cells += self._places(element, rows[-1] if rows else [], len(cells))
            rows.append(cells[:MAX_COLUMNS])
            self._cells += len(rows[-1])
            if self._cells > MAX_CELLS:
                raise TooLargeError
        width = max(map(len, rows), default=0)
        return DocumentTable(
            tuple((*row, *(DocumentCell("", next(self._keys)) for _ in range(width - len(row)))) for row in rows)
        )

    def _places(self, element: Any, above: list[DocumentCell], column: int) -> list[DocumentCell]:
        """Return a cell at each of its positions in a row; a cell that continues from the row above is that row's cell."""
        span = max(_number(element, "w:tcPr", "w:gridSpan"), 1)
        merge = element.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
        goes_on = merge is not None and merge.get(qn("w:val"), "continue") == "continue"
        if goes_on and column < len(above):
            return [above[column]] * min(span, MAX_COLUMNS)
        cell = DocumentCell(self._cell(element), next(self._keys), self._address(element))
        return [cell] * min(span, MAX_COLUMNS)

    def _address(self, cell: Any) -> str:
        """Return the address of the first link in a cell, "" without one."""
        links = (link.get(qn("r:id"), "") for link in cell.iter(qn("w:hyperlink")))
        return next((self._addresses[link] for link in links if link in self._addresses), "")


def _addresses(relations: Any) -> dict[str, str]:
    """Return the addresses outside the document, by relation id."""
    elements = relations if relations is not None else ()
    return {
        relation.get("Id", ""): relation.get("Target", "")
        for relation in elements
        if relation.get("TargetMode") == "External"
    }


def _children(parent: Any, tag: str) -> Iterator[Any]:
    """Yield the elements with a tag in a table or row, also those inside another element such as w:sdt."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _AROUND:
            yield from _children(child, tag)


def _number(element: Any, properties: str, name: str) -> int:
    value = element.find(f"{qn(properties)}/{qn(name)}")
    text = value.get(qn("w:val"), "") if value is not None else ""
    return min(int(text), MAX_COLUMNS) if text.isascii() and text.isdigit() and len(text) < 6 else 0


def _pieces(element: Any) -> Iterator[str]:
    """Yield the texts of a paragraph, without deleted and hidden ones."""
    for child in element:
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag in _BREAKS:
            yield _BREAKS[child.tag]
        elif child.tag == qn("w:r") and child.find(f"{qn('w:rPr')}/{qn('w:vanish')}") is not None:
            continue
        elif child.tag not in _UNREAD and isinstance(child.tag, str):
            yield from _pieces(child)
