"""Joining tables over several pages: repeated headings are dropped, rows broken by a page are joined."""

from __future__ import annotations

from cchc_cli.drafting.headings import Columns, find_columns, is_heading_row
from cchc_cli.load.documents.blocks import DocumentCell, DocumentTable

MIN_OWN = 3  # columns filled in both parts; from this number on they are two rows, not one broken row
Part = DocumentTable | tuple[str, int]


def stitched(pages: list[list[Part]]) -> list[Part]:
    """Return the parts of all pages; a table at the top of a page continues a table at the end of the page before."""
    joined_parts: list[Part] = []
    for page in pages:
        parts = _without_numbers(page)
        last = joined_parts[-1] if joined_parts else None
        if (
            parts
            and isinstance(parts[0], DocumentTable)
            and isinstance(last, DocumentTable)
            and _goes_on(last, parts[0])
        ):
            joined_parts[-1] = _joined(last, parts[0])
            parts = parts[1:]
        joined_parts += parts
    return joined_parts


def _without_numbers(page: list[Part]) -> list[Part]:
    """Return the parts without the page number, which is alone in the first or last line."""
    return [
        part
        for index, part in enumerate(page)
        if not (
            index in {0, len(page) - 1}
            and isinstance(part, tuple)
            and not isinstance(part, DocumentTable)
            and part[0].isdigit()
        )
    ]


def _goes_on(last: DocumentTable, table: DocumentTable) -> bool:
    return bool(last.rows and table.rows) and len(last.rows[0]) == len(table.rows[0])


def _joined(last: DocumentTable, table: DocumentTable) -> DocumentTable:
    columns = find_columns(last)
    rows = [row for row in table.rows if columns is None or not is_heading_row(row, columns)]
    rows = _inherited(last.rows, rows)
    last = last._replace(rows=_bequeathed(last.rows, rows))
    if rows and _is_rest(last.rows[-1], rows[0], columns):
        return DocumentTable((*last.rows[:-1], _merged_row(last.rows[-1], rows[0]), *rows[1:]))
    if rows and not rows[0][0].text:
        rows[0] = tuple(above if not own.text else own for above, own in zip(last.rows[-1], rows[0], strict=True))
    return DocumentTable((*last.rows, *rows))


def _inherited(
    above: tuple[tuple[DocumentCell, ...], ...], rows: list[tuple[DocumentCell, ...]]
) -> list[tuple[DocumentCell, ...]]:
    """Return the rows of the next page; a merged cell broken by the page keeps its text from above in both parts."""
    if not rows or len(above) < 2:
        return rows
    goes_on = {
        rows[0][column].key: above[-1][column]
        for column in range(len(rows[0]))
        if not rows[0][column].text
        and above[-1][column].text
        and (
            above[-1][column].key == above[-2][column].key
            or (len(rows) > 1 and rows[1][column].key == rows[0][column].key)
        )
    }
    return [tuple(goes_on.get(cell.key, cell) for cell in row) for row in rows]


def _bequeathed(
    above: tuple[tuple[DocumentCell, ...], ...], rows: list[tuple[DocumentCell, ...]]
) -> tuple[tuple[DocumentCell, ...], ...]:
    """Return the rows above; a merged cell gets its text from the next page if the text is only there."""
    if not rows or len(above) < 2:
        return above
    texts = {
        above[-1][column].key: DocumentCell(rows[0][column].text, above[-1][column].key)
        for column in range(len(rows[0]))
        if rows[0][column].text and not above[-1][column].text and above[-1][column].key == above[-2][column].key
    }
    return tuple(tuple(texts.get(cell.key, cell) for cell in row) for row in above)


def _is_rest(above: tuple[DocumentCell, ...], row: tuple[DocumentCell, ...], columns: Columns | None) -> bool:
    """Whether a page broke a row: the rest has no number, and few columns are filled in both parts."""
    index = columns.having("index")[0] if columns and columns.having("index") else 0
    both = sum(
        bool(upper.text and lower.text)
        for column, (upper, lower) in enumerate(zip(above, row, strict=True))
        if column != index
    )
    if row[index].text:
        return not above[index].text and sum(bool(cell.text) for cell in above) < MIN_OWN
    return both < MIN_OWN or not all(lower.text for lower in row[index + 2 :])


def _merged_row(above: tuple[DocumentCell, ...], row: tuple[DocumentCell, ...]) -> tuple[DocumentCell, ...]:
    return tuple(
        upper if upper.key == lower.key else DocumentCell(f"{upper.text} {lower.text}".strip(), upper.key)
        for upper, lower in zip(above, row, strict=True)
    )
