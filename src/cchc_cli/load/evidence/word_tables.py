"""The tables of a Word document as tables of a log; what surrounds them is no evidence."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cchc_cli.load.documents.blocks import DocumentParagraph, DocumentTable, TooLargeError
from cchc_cli.load.documents.docx import read_docx
from cchc_cli.load.evidence.columns import log_kind
from cchc_cli.load.evidence.dialect import Complain
from cchc_cli.load.evidence.sheet_marks import Mark
from cchc_cli.load.evidence.table import LogTable, Range
from cchc_cli.load.evidence.tables import Expected, Found, holds_log, is_log, unknown_log
from cchc_cli.load.opening import MEGABYTE, UnusableError, read_regular
from cchc_cli.model.item import Kind
from cchc_cli.model.passed_over import PassedOver
from cchc_cli.model.problem import Problem

MAX_BYTES = 32 * MEGABYTE


def word_tables(path: Path, name: str, expected: Expected) -> Found:
    """Return the tables of a document whose headers are those of a log; their kind is that of the file, or of the title above.

    Raises UnusableError for what is no Word document or is too large.
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
    return Found(tuple(tables), tuple(problems), tuple(passed))


def _table(table: DocumentTable, file: str, number: int, kind: Kind) -> LogTable:
    """Return a table of a document; its rows are numbered from 1."""

    def rows(_: Complain) -> Iterator[tuple[int, list[str]]]:
        return _rows(table)

    return LogTable(f"{file}[{number}]", kind, rows, merged=_merged(table), marks=_marks(table), sheet=str(number))


def _rows(table: DocumentTable) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows; a merged cell says what it says at its first place only."""
    seen: set[int] = set()
    for row, cells in enumerate(table.rows, 1):
        texts = []
        for cell in cells:
            texts.append("" if cell.key in seen else cell.text)
            seen.add(cell.key)
        yield row, texts


def _places(table: DocumentTable) -> dict[int, list[tuple[int, int]]]:
    found: dict[int, list[tuple[int, int]]] = {}
    for row, cells in enumerate(table.rows, 1):
        for column, cell in enumerate(cells, 1):
            found.setdefault(cell.key, []).append((row, column))
    return found


def _merged(table: DocumentTable) -> tuple[Range, ...]:
    """Return what each merged cell covers: first row, first column, last row, last column."""
    return tuple(
        (places[0][0], min(column for _, column in places), places[-1][0], max(column for _, column in places))
        for places in _places(table).values()
        if len(places) > 1
    )


def _marks(table: DocumentTable) -> dict[int, dict[int, Mark]]:
    """Return the addresses behind the texts of cells."""
    found: dict[int, dict[int, Mark]] = {}
    for row, cells in enumerate(table.rows, 1):
        marks = {place: Mark(cell.address) for place, cell in enumerate(cells) if cell.address}
        if marks:
            found[row] = marks
    return found
