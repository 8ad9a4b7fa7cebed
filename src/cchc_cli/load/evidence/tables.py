"""The tables in a file and their kinds: a .csv is one table, a workbook has one on each sheet."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from cchc_cli.load.evidence.columns import explains, log_kind, near_log
from cchc_cli.load.evidence.dialect import (
    MAX_BYTES,
    VIETNAMESE,
    FaultCallback,
    decode,
    plain_blocks,
    records,
    text_blocks,
)
from cchc_cli.load.evidence.folder import WORKBOOKS
from cchc_cli.load.evidence.header import MAX_ABOVE, is_complete, is_nearly_complete
from cchc_cli.load.evidence.table import LogTable
from cchc_cli.load.opening import MEGABYTE, UnusableError, read_pieces, read_regular
from cchc_cli.model.item import Kind
from cchc_cli.model.passed_over import PassedOver, Reason
from cchc_cli.model.problem import Place, Problem
from cchc_cli.model.progress import ProgressCallback
from cchc_cli.words.kinds import KINDS

if TYPE_CHECKING:
    from cchc_cli.load.evidence.sheet import WorkbookSheet

WORD = ".docx"  # for import only; among the logs this format is passed over
MAX_TEXT = 256 * MEGABYTE
MAX_WORKBOOK = 64 * MEGABYTE


class FileTables(Struct, frozen=True):
    """The tables of a file, its problems as a whole, and its parts that are no log."""

    tables: tuple[LogTable, ...] = ()
    problems: tuple[Problem, ...] = ()
    passed_over: tuple[PassedOver, ...] = ()


class Expected(Struct, frozen=True):
    """Facts about a file beside its name. `kind` is for tables whose names have no kind, or `of_all` tables.

    `ours` maps a table to a table of a log.
    """

    kind: Kind | None = None
    of_all: bool = False
    ours: Callable[[LogTable], LogTable] = lambda table: table
    windows: str = VIETNAMESE  # encoding of a text that is not Unicode

    def kind_of(self, name: str) -> Kind | None:
        return self.kind if self.of_all else log_kind(name) or self.kind


A_LOG = Expected()


def tables_of(path: Path, name: str, expected: Expected = A_LOG) -> FileTables:
    """Return the tables of a file, and its problems as a whole."""
    try:
        if path.suffix.lower() in WORKBOOKS:
            from cchc_cli.load.evidence.workbook import read_workbook

            return _sheets(read_workbook(read_regular(path, MAX_WORKBOOK)), path, name, expected)
        if path.suffix.lower() == WORD:
            from cchc_cli.load.evidence.word_tables import word_tables

            return word_tables(path, name, expected)
        return _text(path, name, expected)
    except UnusableError as error:
        return FileTables(problems=(Problem(error.code, Place(name), error.details, fatal=True),))


def _text(path: Path, name: str, expected: Expected) -> FileTables:
    kind = expected.kind_of(path.stem)
    if kind is None:
        return _unnamed_text(path, name)
    decoded = decode(read_regular(path, MAX_TEXT), expected.windows)
    if decoded is None:
        return FileTables(problems=(Problem("not-text", Place(name), fatal=True),))
    problems = []
    if decoded.encoding == VIETNAMESE:
        problems.append(Problem("windows-1258", Place(name), severity="warning"))
    if decoded.broken:
        problems.append(Problem("broken-utf8", Place(name, decoded.broken), severity="warning"))
    table = LogTable(name, kind, lambda on_fault: records(text_blocks(decoded.text), on_fault))
    return FileTables((expected.ours(table),), tuple(problems))


def _unnamed_text(path: Path, name: str) -> FileTables:
    """Check a file whose name has no kind: a problem if its header is that of a log, otherwise passed over."""
    decoded = decode(next(read_pieces(path, MAX_TEXT, MAX_BYTES), b""))
    if decoded and is_log(records(decoded.text, lambda *_: None)):
        return FileTables(problems=(unknown_log(name, path.stem),))
    return FileTables(passed_over=(PassedOver(name, "no-log"),))


def is_log(rows: Iterable[tuple[int, list[str]]], kind: Kind | None = None, defaults: Collection[str] = ()) -> bool:
    """Whether one of the first rows is a header of a log: of `kind` with at most one column missing, else of any kind."""
    first = [cells for _, cells in islice(rows, MAX_ABOVE + 1)]
    if kind:
        return any(is_nearly_complete(kind, cells, defaults) for cells in first)
    return any(is_complete(any_kind.word, cells) for cells in first for any_kind in KINDS)


def plain_table(path: Path, name: str, progress: ProgressCallback) -> LogTable | None:
    """Return the table of a .csv that is read piece by piece, with progress; None for any other file.

    Reading its records may raise NotPlainError or UnusableError, even in the middle: then use `tables_of`.
    """
    kind = log_kind(path.stem)
    if kind is None or path.suffix.lower() in WORKBOOKS:
        return None

    def rows(on_fault: FaultCallback) -> Iterator[tuple[int, list[str]]]:
        return records(plain_blocks(_with_progress(read_pieces(path, MAX_TEXT, MAX_BYTES), progress)), on_fault)

    return LogTable(name, kind, rows)


def _with_progress(pieces: Iterable[bytes], progress: ProgressCallback) -> Iterator[bytes]:
    for piece in pieces:
        progress(len(piece))
        yield piece


def _sheets(sheets: list[WorkbookSheet], path: Path, name: str, expected: Expected) -> FileTables:
    """Take the sheets whose names have a kind, and those with a header of the kind in the file's name."""
    tables: list[LogTable] = []
    problems: list[Problem] = []
    passed: list[PassedOver] = []
    by_file = expected.kind_of(path.stem)
    others = []
    for sheet in sheets:
        own_kind = None if expected.of_all else log_kind(sheet.name)
        kind = own_kind or by_file
        table = expected.ours(_table(sheet, name, kind)) if kind else None
        reason: Reason | None = None if sheet.shown else "hidden-sheet"
        reason = reason if sheet.filled else "empty-sheet"
        if reason:
            passed.append(PassedOver(name, reason, sheet.name))
        elif table and ((own_kind and not explains(sheet.name)) or holds_log(table)):
            tables.append(table)
        elif not table and is_log(sheet.records()):
            problems.append(unknown_log(f"{name}[{sheet.name}]", sheet.name))
        else:
            others.append(sheet)
    if not tables and not problems and by_file:
        # A file named like a log must contain one: the problems of its first sheet's header explain the fault.
        unusable = next((sheet for sheet in others if not explains(sheet.name)), None)
        tables += [expected.ours(_table(unusable, name, by_file))] if unusable else []
        problems += [] if unusable else [Problem("no-header", Place(name, 1), fatal=True)]
        others = [sheet for sheet in others if sheet is not unusable]
    passed += [PassedOver(name, "no-log", sheet.name) for sheet in others]
    return FileTables(tuple(tables), tuple(problems), tuple(passed))


def holds_log(table: LogTable) -> bool:
    """Whether a table has the header of a log of its kind, with at most one column missing."""
    return is_log(table.records(lambda *_: None), table.kind, table.defaults)


def _table(sheet: WorkbookSheet, file: str, kind: Kind) -> LogTable:
    def rows(_: FaultCallback) -> Iterator[tuple[int, list[str]]]:
        return sheet.records()

    return LogTable(
        f"{file}[{sheet.name}]",
        kind,
        rows,
        sheet.first_column,
        sheet.merged,
        typed=True,
        extras=sheet.extras,
        sheet=sheet.name,
    )


def unknown_log(place: str, named: str) -> Problem:
    return Problem("unknown-log", Place(place), {"meant": near_log(named)}, fatal=True)
