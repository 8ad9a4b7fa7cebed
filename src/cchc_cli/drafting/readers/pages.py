"""Tables that run over pages: their repeated heads left out, rows that a page breaks joined again."""

from __future__ import annotations

from cchc_cli.drafting.headings import Columns, find_columns, is_heading_row
from cchc_cli.load.documents.blocks import DocumentCell, DocumentTable

MIN_OWN = 3  # columns in which both parts say something, where they are two rows and not one that is broken
Part = DocumentTable | tuple[str, int]


def stitched(pages: list[list[Part]]) -> list[Part]:
    """Return the parts of all pages; a table that begins a page goes on with the one that ends the page before."""
    found: list[Part] = []
    for page in pages:
        parts = _without_numbers(page)
        last = found[-1] if found else None
        if (
            parts
            and isinstance(parts[0], DocumentTable)
            and isinstance(last, DocumentTable)
            and _goes_on(last, parts[0])
        ):
            found[-1] = _joined(last, parts[0])
            parts = parts[1:]
        found += parts
    return found


def _without_numbers(page: list[Part]) -> list[Part]:
    """Leave out the number of the page, which stands alone in its first or last line."""
    return [
        part
        for place, part in enumerate(page)
        if not (
            place in {0, len(page) - 1}
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
        return DocumentTable((*last.rows[:-1], _one(last.rows[-1], rows[0]), *rows[1:]))
    if rows and not rows[0][0].text:
        rows[0] = tuple(above if not own.text else own for above, own in zip(last.rows[-1], rows[0], strict=True))
    return DocumentTable((*last.rows, *rows))


def _inherited(
    above: tuple[tuple[DocumentCell, ...], ...], rows: list[tuple[DocumentCell, ...]]
) -> list[tuple[DocumentCell, ...]]:
    """Return the rows of the next page; a cell over several rows that the page breaks says in both what it says above."""
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
    """Return the rows above; the text of a cell over several of them may stand wholly on the next page."""
    if not rows or len(above) < 2:
        return above
    given = {
        above[-1][column].key: DocumentCell(rows[0][column].text, above[-1][column].key)
        for column in range(len(rows[0]))
        if rows[0][column].text and not above[-1][column].text and above[-1][column].key == above[-2][column].key
    }
    return tuple(tuple(given.get(cell.key, cell) for cell in row) for row in above)


def _is_rest(above: tuple[DocumentCell, ...], row: tuple[DocumentCell, ...], columns: Columns | None) -> bool:
    """Whether a page broke a row: the rest has no number, and says little where the first part said it all."""
    index = columns.having("index")[0] if columns and columns.having("index") else 0
    both = sum(
        bool(one.text and two.text) for place, (one, two) in enumerate(zip(above, row, strict=True)) if place != index
    )
    if row[index].text:
        return not above[index].text and sum(bool(cell.text) for cell in above) < MIN_OWN
    return both < MIN_OWN or not all(two.text for two in row[index + 2 :])


def _one(above: tuple[DocumentCell, ...], row: tuple[DocumentCell, ...]) -> tuple[DocumentCell, ...]:
    return tuple(
        one if one.key == two.key else DocumentCell(f"{one.text} {two.text}".strip(), one.key)
        for one, two in zip(above, row, strict=True)
    )
