"""The tables of a Word document as tables of a log; the text around them is no evidence."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cchc_cli.load.documents.blocks import DocumentParagraph, DocumentTable, TooLargeError
from cchc_cli.load.documents.docx import read_docx
from cchc_cli.load.evidence.cell_extras import CellExtra
from cchc_cli.load.evidence.columns import log_kind
from cchc_cli.load.evidence.dialect import FaultCallback
from cchc_cli.load.evidence.table import LogTable, Range
from cchc_cli.load.evidence.tables import Expected, FileTables, holds_log, is_log, unknown_log
from cchc_cli.load.opening import MEGABYTE, UnusableError, read_regular
from cchc_cli.model.item import Kind
from cchc_cli.model.passed_over import PassedOver
from cchc_cli.model.problem import Problem

MAX_BYTES = 32 * MEGABYTE


def word_tables(path: Path, name: str, expected: Expected) -> FileTables:
    """Return the tables with a header of a log; the paragraph above a table gives its kind, else the file's name.

    Raises UnusableError if the file is no Word document or too large.
    """
    try:
        blocks = read_docx(read_regular(path, MAX_BYTES)).blocks
    except TooLargeError:
        raise UnusableError("document-too-large") from None
    tables: list[LogTable] = []
    problems: list[Problem] = []
    passed: list[PassedOver] = []
    title, number = "", 0
    for block in blocks:
        if isinstance(block, DocumentParagraph):
            title = block.text
            continue
        number += 1
        titled = None if expected.of_all else log_kind(title)
        kind = titled or expected.kind_of(path.stem)
        table = expected.ours(_table(block, name, number, kind)) if kind else None
        if table and holds_log(table):
            tables.append(table)
        elif not table and is_log(_rows(block)):
            problems.append(unknown_log(f"{name}[{number}]", path.stem))
        else:
            passed.append(PassedOver(name, "no-log", str(number)))
    return FileTables(tuple(tables), tuple(problems), tuple(passed))


def _table(table: DocumentTable, file: str, number: int, kind: Kind) -> LogTable:
    """Return a table of a document as a table of a log; its rows are numbered from 1."""

    def rows(_: FaultCallback) -> Iterator[tuple[int, list[str]]]:
        return _rows(table)

    return LogTable(f"{file}[{number}]", kind, rows, merged=_merged(table), extras=_extras(table), sheet=str(number))


def _rows(table: DocumentTable) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows; a merged cell has its text only at its first position."""
    seen: set[int] = set()
    for row, cells in enumerate(table.rows, 1):
        texts = []
        for cell in cells:
            texts.append("" if cell.key in seen else cell.text)
            seen.add(cell.key)
        yield row, texts


def _positions(table: DocumentTable) -> dict[int, list[tuple[int, int]]]:
    positions: dict[int, list[tuple[int, int]]] = {}
    for row, cells in enumerate(table.rows, 1):
        for column, cell in enumerate(cells, 1):
            positions.setdefault(cell.key, []).append((row, column))
    return positions


def _merged(table: DocumentTable) -> tuple[Range, ...]:
    """Return the range of each merged cell: first row, first column, last row, last column."""
    return tuple(
        (places[0][0], min(column for _, column in places), places[-1][0], max(column for _, column in places))
        for places in _positions(table).values()
        if len(places) > 1
    )


def _extras(table: DocumentTable) -> dict[int, dict[int, CellExtra]]:
    """Return the links behind the texts of cells, by row and by index in the row."""
    by_row: dict[int, dict[int, CellExtra]] = {}
    for row, cells in enumerate(table.rows, 1):
        extras = {index: CellExtra(cell.address) for index, cell in enumerate(cells) if cell.address}
        if extras:
            by_row[row] = extras
    return by_row
