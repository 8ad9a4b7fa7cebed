"""The tables that a file holds: a .csv is one, a workbook has one on each sheet; and of what kind each is."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from cchc_cli.load.evidence.columns import explains, log_kind, near_log
from cchc_cli.load.evidence.dialect import MAX_BYTES, VIETNAMESE, Complain, decode, plain_blocks, records, text_blocks
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

WORD = ".docx"  # of files to import; among the logs it is no format that is read
MAX_TEXT = 256 * MEGABYTE
MAX_WORKBOOK = 64 * MEGABYTE


class Found(Struct, frozen=True):
    """What a file holds: its tables, what is wrong with it as a whole, and what of it is no log."""

    tables: tuple[LogTable, ...] = ()
    problems: tuple[Problem, ...] = ()
    passed_over: tuple[PassedOver, ...] = ()


class Expected(Struct, frozen=True):
    """What is known of a file beside its name: the kind of tables whose names say none, or of all, and what makes them ours."""

    kind: Kind | None = None
    of_all: bool = False
    ours: Callable[[LogTable], LogTable] = lambda table: table
    windows: str = VIETNAMESE  # the encoding of a text that is not Unicode

    def kind_of(self, name: str) -> Kind | None:
        return self.kind if self.of_all else log_kind(name) or self.kind


A_LOG = Expected()


def tables_of(path: Path, name: str, expected: Expected = A_LOG) -> Found:
    """Return the tables of a log, and what is wrong with it as a whole."""
    try:
        if path.suffix.lower() in WORKBOOKS:
            from cchc_cli.load.evidence.workbook import read_workbook

            return _sheets(read_workbook(read_regular(path, MAX_WORKBOOK)), path, name, expected)
        if path.suffix.lower() == WORD:
            from cchc_cli.load.evidence.word_tables import word_tables

            return word_tables(path, name, expected)
        return _text(path, name, expected)
    except UnusableError as error:
        return Found(problems=(Problem(error.code, Place(name), error.details, fatal=True),))


def _text(path: Path, name: str, expected: Expected) -> Found:
    kind = expected.kind_of(path.stem)
    if kind is None:
        return _unnamed_text(path, name)
    decoded = decode(read_regular(path, MAX_TEXT), expected.windows)
    if decoded is None:
        return Found(problems=(Problem("not-text", Place(name), fatal=True),))
    problems = []
    if decoded.encoding == VIETNAMESE:
        problems.append(Problem("windows-1258", Place(name), severity="warning"))
    if decoded.broken:
        problems.append(Problem("broken-utf8", Place(name, decoded.broken), severity="warning"))
    table = LogTable(name, kind, lambda complain: records(text_blocks(decoded.text), complain))
    return Found((expected.ours(table),), tuple(problems))


def _unnamed_text(path: Path, name: str) -> Found:
    """A file whose name says no kind is a log where its header is that of one: then the name is to be mended."""
    decoded = decode(next(read_pieces(path, MAX_TEXT, MAX_BYTES), b""))
    if decoded and is_log(records(decoded.text, lambda *_: None)):
        return Found(problems=(unknown_log(name, path.stem),))
    return Found(passed_over=(PassedOver(name, "no-log"),))


def is_log(rows: Iterable[tuple[int, list[str]]], kind: Kind | None = None, given: Collection[str] = ()) -> bool:
    """Whether one of the first rows is the header of a log of a kind, at most one column lacking, or of any kind."""
    first = [cells for _, cells in islice(rows, MAX_ABOVE + 1)]
    if kind:
        return any(is_nearly_complete(kind, cells, given) for cells in first)
    return any(is_complete(one.word, cells) for cells in first for one in KINDS)


def plain_table(path: Path, name: str, tell: ProgressCallback) -> LogTable | None:
    """Return the table of a .csv that is read as its bytes come, None of any other file; of each piece it tells.

    To read its records raises NotPlainError or UnusableError, maybe in the middle: then `tables_of` is to be asked.
    """
    kind = log_kind(path.stem)
    if kind is None or path.suffix.lower() in WORKBOOKS:
        return None

    def rows(complain: Complain) -> Iterator[tuple[int, list[str]]]:
        return records(plain_blocks(_told(read_pieces(path, MAX_TEXT, MAX_BYTES), tell)), complain)

    return LogTable(name, kind, rows)


def _told(pieces: Iterable[bytes], tell: ProgressCallback) -> Iterator[bytes]:
    for piece in pieces:
        tell(len(piece))
        yield piece


def _sheets(sheets: list[WorkbookSheet], path: Path, name: str, expected: Expected) -> Found:
    """Take the sheets whose names say a kind, and those with the header of the kind that the file's name says."""
    tables: list[LogTable] = []
    problems: list[Problem] = []
    passed: list[PassedOver] = []
    by_file = expected.kind_of(path.stem)
    others = []
    for sheet in sheets:
        found = None if expected.of_all else log_kind(sheet.name)
        kind = found or by_file
        table = expected.ours(_table(sheet, name, kind)) if kind else None
        reason: Reason | None = None if sheet.shown else "hidden-sheet"
        reason = reason if sheet.filled else "empty-sheet"
        if reason:
            passed.append(PassedOver(name, reason, sheet.name))
        elif table and ((found and not explains(sheet.name)) or holds_log(table)):
            tables.append(table)
        elif not table and is_log(sheet.records()):
            problems.append(unknown_log(f"{name}[{sheet.name}]", sheet.name))
        else:
            others.append(sheet)
    if not tables and not problems and by_file:
        # A file named like a log holds one: the header of its first sheet tells what is wrong.
        unusable = next((sheet for sheet in others if not explains(sheet.name)), None)
        tables += [expected.ours(_table(unusable, name, by_file))] if unusable else []
        problems += [] if unusable else [Problem("no-header", Place(name, 1), fatal=True)]
        others = [sheet for sheet in others if sheet is not unusable]
    passed += [PassedOver(name, "no-log", sheet.name) for sheet in others]
    return Found(tuple(tables), tuple(problems), tuple(passed))


def holds_log(table: LogTable) -> bool:
    """Whether a table has the header of a log of its kind, of which one column may be lacking."""
    return is_log(table.records(lambda *_: None), table.kind, table.given)


def _table(sheet: WorkbookSheet, file: str, kind: Kind) -> LogTable:
    def rows(_: Complain) -> Iterator[tuple[int, list[str]]]:
        return sheet.records()

    return LogTable(
        f"{file}[{sheet.name}]",
        kind,
        rows,
        sheet.first_column,
        sheet.merged,
        typed=True,
        marks=sheet.marks,
        sheet=sheet.name,
    )


def unknown_log(place: str, named: str) -> Problem:
    return Problem("unknown-log", Place(place), {"meant": near_log(named)}, fatal=True)
