"""The tables that a file holds: a .csv is one, an .xlsx has one on each sheet; and of what kind each is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from cchc_cli.load.evidence.columns import explains, log_kind, near_log
from cchc_cli.load.evidence.dialect import MOST_BYTES, Complain, decode, plain_blocks, records, text_blocks
from cchc_cli.load.evidence.table import Table
from cchc_cli.load.opening import MEGABYTE, UnusableError, read_pieces, read_regular
from cchc_cli.model.item import Kind
from cchc_cli.model.problem import Place, Problem
from cchc_cli.model.progress import ProgressCallback

if TYPE_CHECKING:
    from cchc_cli.load.evidence.workbook import Sheet

WORKBOOK = ".xlsx"
MOST_TEXT = 256 * MEGABYTE
MOST_WORKBOOK = 64 * MEGABYTE


def tables_of(path: Path, name: str, kind: Kind | None = None) -> tuple[list[Table], list[Problem]]:
    """Return the tables of a log, and what is wrong with it as a whole; a kind given is for names that say none."""
    try:
        if path.suffix.lower() == WORKBOOK:
            from cchc_cli.load.evidence.workbook import read_workbook

            return _sheets(read_workbook(read_regular(path, MOST_WORKBOOK)), path, name, kind)
        return _text(path, name, log_kind(path.stem) or kind)
    except UnusableError as error:
        return [], [Problem(error.code, Place(name), error.details, fatal=True)]


def _text(path: Path, name: str, kind: Kind | None) -> tuple[list[Table], list[Problem]]:
    if kind is None:
        next(read_pieces(path, MOST_TEXT), b"")  # of a file that is not there no name is wrong
        return [], [_unknown(path, name)]
    decoded = decode(read_regular(path, MOST_TEXT))
    if decoded is None:
        return [], [Problem("not-text", Place(name), fatal=True)]
    problems = []
    if decoded.encoding == "cp1258":
        problems.append(Problem("windows-1258", Place(name), severity="warning"))
    if decoded.broken:
        problems.append(Problem("broken-utf8", Place(name, decoded.broken), severity="warning"))
    return [Table(name, kind, lambda complain: records(text_blocks(decoded.text), complain))], problems


def plain_table(path: Path, name: str, tell: ProgressCallback) -> Table | None:
    """Return the table of a .csv that is read as its bytes come, None of any other file; of each piece it tells.

    To read its records raises NotPlainError or UnusableError, maybe in the middle: then `tables_of` is to be asked.
    """
    kind = log_kind(path.stem)
    if kind is None or path.suffix.lower() == WORKBOOK:
        return None

    def rows(complain: Complain) -> Iterator[tuple[int, list[str]]]:
        return records(plain_blocks(_told(read_pieces(path, MOST_TEXT, MOST_BYTES), tell)), complain)

    return Table(name, kind, rows)


def _told(pieces: Iterable[bytes], tell: ProgressCallback) -> Iterator[bytes]:
    for piece in pieces:
        tell(len(piece))
        yield piece


def _sheets(sheets: list[Sheet], path: Path, name: str, kind: Kind | None) -> tuple[list[Table], list[Problem]]:
    """Take the sheets whose names say a kind; where none does, the file's name speaks for all of them.

    A kind given is that of the sheets of which neither says one.
    """
    held = [sheet for sheet in sheets if sheet.filled and sheet.shown and not explains(sheet.name)]
    kinds = [log_kind(sheet.name) for sheet in held]
    if not any(kinds):
        kinds = [log_kind(path.stem)] * len(held)
    kinds = [found or kind for found in kinds]
    if not any(kinds):
        return [], [_unknown(path, name) if held else Problem("no-header", Place(name, 1), fatal=True)]
    tables, problems = [], []
    for sheet, found in zip(held, kinds, strict=True):
        place = f"{name}[{sheet.name}]"
        if found is None:
            details = {"value": sheet.name, "meant": near_log(sheet.name)}
            problems.append(Problem("unknown-sheet", Place(place), details, severity="warning"))
        else:
            tables.append(_table(sheet, place, found))
    return tables, problems


def _table(sheet: Sheet, name: str, kind: Kind) -> Table:
    def rows(_: Complain) -> Iterator[tuple[int, list[str]]]:
        return sheet.records()

    return Table(name, kind, rows, sheet.first_column, sheet.merged, typed=True, marks=sheet.marks)


def _unknown(path: Path, name: str) -> Problem:
    return Problem("unknown-log", Place(name), {"meant": near_log(path.stem)}, fatal=True)
