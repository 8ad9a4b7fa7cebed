"""Finding the header of a table, and the column of each of its cells."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import islice

from msgspec import Struct
from msgspec.structs import replace

from cchc_cli.load.evidence.cells import MAX_SHOWN
from cchc_cli.load.evidence.columns import (
    column_of,
    header_of,
    is_row_number,
    names_columns,
    near_headers,
    plain_header,
)
from cchc_cli.load.evidence.dialect import trimmed
from cchc_cli.load.evidence.garbled import lost_letters
from cchc_cli.model.item import Kind
from cchc_cli.model.problem import Place, Problem
from cchc_cli.words.kinds import KIND

MAX_COLUMNS = 500
MAX_ABOVE = 20  # rows above the header, such as a letterhead
MAX_HEADER = 2_000  # characters of a header written in one cell
_NUMBERS = frozenset({"value", "of", "participants", "quantity"})
_POINT = re.compile(r"^(\d+)\.(\d{1,2}|\d{4,})$")  # a decimal point: a Vietnamese spreadsheet reads 4.5 as a day
A_HEADER = 2  # known names that make a row a header


class LogHeader(Struct, frozen=True):
    """The header's row, the column of each cell, and its text; `named` counts the cells up to the last filled one."""

    row: int
    columns: tuple[str | None, ...]
    named: int
    texts: tuple[str, ...]

    def name_columns(self, problems: list[Problem], first: int) -> None:
        """Add the log's own names of columns to the places of problems, from an index on."""
        for index, problem in enumerate(problems[first:], first):
            column = problem.place.column
            text = self.texts[self.columns.index(column)] if column in self.columns else ""
            if text and plain_header(text) != column:
                problems[index] = replace(problem, place=replace(problem.place, header=_shown(text)))

    def record(self, cells: Sequence[str], *, typed: bool = False) -> dict[str, str]:
        """Return the cells of a row by column; `typed` cells come from a workbook, with values instead of texts."""
        record = {column: cell for column, cell in zip(self.columns, trimmed(cells), strict=False) if column}
        if typed and "period" in record:
            record["period"] = month_of(record["period"])
        for name in _NUMBERS & record.keys() if typed else ():
            record[name] = _POINT.sub(r"\1,\2", record[name])
        return record


def month_of(period: str) -> str:
    """Return `2026-05` for `2026-05-01`, the form in which a spreadsheet keeps a month; any other text is unchanged."""
    return period[: -len("-01")] if len(period) == len("2026-05-01") and period.endswith("-01") else period


def known_columns(kind: Kind, cells: Sequence[str]) -> list[str]:
    """Return the columns of a kind that a row names; [] for a row that is too wide."""
    if len(cells) > MAX_COLUMNS:
        return []
    return [column for column in header_of(kind, trimmed(cells)) if column]


def is_complete(kind: Kind, cells: Sequence[str], defaults: Collection[str] = ()) -> bool:
    """Whether a row names all required columns of a kind, except those with defaults."""
    return not lacking_columns(kind, [*known_columns(kind, cells), *defaults])


def is_nearly_complete(kind: Kind, cells: Sequence[str], defaults: Collection[str] = ()) -> bool:
    """Whether a row is a header of a kind that lacks at most one required column, besides those with defaults."""
    known = known_columns(kind, cells)
    return len(known) > A_HEADER - bool(defaults) and len(lacking_columns(kind, [*known, *defaults])) <= 1


def lacking_columns(kind: Kind, columns: Collection[str | None]) -> list[str]:
    """Return the required columns of a kind that a header lacks."""
    either = KIND[kind].either
    lacking = [column for column in KIND[kind].required if column not in columns]
    return lacking + ([either[0]] if either and not set(either) & set(columns) else [])


def _shown(cell: str) -> str:
    return " ".join(cell.split())[:MAX_SHOWN]


def _separator(cell: str) -> str:
    """Return the sign that separates names of columns inside one cell, "" if there is none."""
    signs = dict.fromkeys(sign for sign in cell[:MAX_HEADER] if not sign.isalnum() and sign not in "_- ()*")
    return next((sign for sign in signs if names_columns(cell.split(sign))), "")


class HeaderFinder:
    """Finds the header of one table, and adds its problems to `problems`. `lost` means that it cannot be read at all."""

    def __init__(self, name: str, kind: Kind, problems: list[Problem], defaults: Collection[str] = ()) -> None:
        self._name = name
        self._defaults = defaults  # columns that the header may lack
        self._kind = kind
        self._problems = problems
        self.lost = False
        self.above: list[int] = []  # rows above the header

    def find(self, rows: Iterator[tuple[int, list[str]]]) -> LogHeader | None:
        """Return the first row with all required columns, else the row with the most columns, else the first row.

        Return None if the header cannot be used.
        """
        rows_seen: list[tuple[int, list[str]]] = []
        for row, cells in islice(rows, MAX_ABOVE + 1):
            rows_seen.append((row, cells))
            if self.lost:
                return None
            if is_complete(self._kind, cells, self._defaults):
                break
        if not rows_seen:
            if not self.lost:
                self._fail("no-header", 1)
            return None
        index = len(rows_seen) - 1
        if not is_complete(self._kind, rows_seen[index][1], self._defaults):
            known = [len(known_columns(self._kind, cells)) for _, cells in rows_seen]
            index = known.index(max(known)) if max(known) >= A_HEADER else 0
        self.above = [row for row, _ in rows_seen[:index]]
        return self._usable(*rows_seen[index])

    def _usable(self, row: int, cells: Sequence[str]) -> LogHeader | None:
        header = trimmed(cells)
        named = max((number for number, cell in enumerate(header, 1) if cell), default=0)
        if named > MAX_COLUMNS:
            self._fail("too-many-columns", row, value=str(named), most=str(MAX_COLUMNS))
            return None
        columns = header_of(self._kind, header)
        garbled = [cell for cell in header[:named] if lost_letters(cell) == "garbled"]
        if garbled:  # not the columns are missing, but their letters
            self._fail("garbled", row, value=", ".join(garbled)[:MAX_SHOWN])
            return None
        separator = _separator(header[0]) if named == 1 else ""
        if separator:
            self._fail("bad-delimiter", row, value=separator)
            return None
        for number, (cell, column) in enumerate(zip(header[:named], columns, strict=False), 1):
            if column is None:
                self._warn_of_column(row, number, cell)
        twice = dict.fromkeys(column for column in columns if column and columns.count(column) > 1)
        lacking = lacking_columns(self._kind, [*columns, *self._defaults])
        if twice:
            self._fail("column-twice", row, columns=", ".join(twice))
        for column in lacking:
            self._fail("missing-column", row, columns=column)
        return None if twice or lacking else LogHeader(row, tuple(columns), named, tuple(header))

    def _warn_of_column(self, row: int, number: int, cell: str) -> None:
        shown = _shown(cell)
        if not cell:
            self._warn("unnamed-column", Place(self._name, row, str(number)))
        elif not is_row_number(cell):
            near = near_headers(self._kind, cell)
            quote = "'" if '"' in shown else '"'
            line = f'{quote}{shown}{quote} = "{column_of(self._kind, near[0]) if near else "…"}"'
            self._warn("unknown-column", Place(self._name, row, shown), value=shown, meant=", ".join(near), line=line)

    def _fail(self, code: str, row: int | None = None, **details: str) -> None:
        self._problems.append(Problem(code, Place(self._name, row), details, fatal=True))

    def _warn(self, code: str, place: Place, **details: str) -> None:
        self._problems.append(Problem(code, place, details, severity="warning"))
