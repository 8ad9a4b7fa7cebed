"""The header of a table: which row it is, and which column each of its cells names."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import islice

from msgspec import Struct

from cchc_cli.load.evidence.cells import MAX_SHOWN
from cchc_cli.load.evidence.columns import column_of, header_of, is_row_number, names_columns, near_headers
from cchc_cli.load.evidence.dialect import trimmed
from cchc_cli.load.evidence.garbled import lost_letters
from cchc_cli.model.item import Kind
from cchc_cli.model.problem import Place, Problem
from cchc_cli.words.kinds import KIND

MAX_COLUMNS = 500
MAX_ABOVE = 20  # rows, such as a letterhead, that may stand above the header
MAX_HEADER = 2_000  # characters of a header in one cell
_NUMBERS = frozenset({"value", "of", "participants", "quantity"})
_POINT = re.compile(r"^(\d+)\.(\d{1,2}|\d{4,})$")  # a decimal point, which a Vietnamese spreadsheet would make a day of
A_HEADER = 2  # known names make a row a header


class LogHeader(Struct, frozen=True):
    """The header's row, and the column of each cell; `named` is how many cells it has without blank ones at the end."""

    row: int
    columns: tuple[str | None, ...]
    named: int

    def record(self, cells: Sequence[str], *, typed: bool = False) -> dict[str, str]:
        """Return what a row says, by column."""
        found = {column: cell for column, cell in zip(self.columns, trimmed(cells), strict=False) if column}
        if typed and "period" in found:
            found["period"] = month_of(found["period"])
        for name in _NUMBERS & found.keys() if typed else ():
            found[name] = _POINT.sub(r"\1,\2", found[name])
        return found


def month_of(period: str) -> str:
    """Return a month that a spreadsheet keeps as its first day; any other text unchanged."""
    return period[: -len("-01")] if len(period) == len("2026-05-01") and period.endswith("-01") else period


def known_columns(kind: Kind, cells: Sequence[str]) -> list[str]:
    """Return the columns of a kind that a row names."""
    if len(cells) > MAX_COLUMNS:
        return []
    return [column for column in header_of(kind, trimmed(cells)) if column]


def is_complete(kind: Kind, cells: Sequence[str], given: Collection[str] = ()) -> bool:
    """Whether a row names all columns that a log of a kind must have, but those that are given."""
    return not lacking_columns(kind, [*known_columns(kind, cells), *given])


def is_nearly_complete(kind: Kind, cells: Sequence[str], given: Collection[str] = ()) -> bool:
    """Whether a row is the header of a log of a kind that may have forgotten one column, beside those that are given."""
    known = known_columns(kind, cells)
    return len(known) > A_HEADER - bool(given) and len(lacking_columns(kind, [*known, *given])) <= 1


def lacking_columns(kind: Kind, columns: Collection[str | None]) -> list[str]:
    """Return the columns that a log of a kind must have and a header has not."""
    either = KIND[kind].either
    lacking = [column for column in KIND[kind].required if column not in columns]
    return lacking + ([either[0]] if either and not set(either) & set(columns) else [])


def _separator(cell: str) -> str:
    """Return the sign that separates names of columns within one cell, "" where none does."""
    signs = dict.fromkeys(sign for sign in cell[:MAX_HEADER] if not sign.isalnum() and sign not in "_- ()*")
    return next((sign for sign in signs if names_columns(cell.split(sign))), "")


class HeaderFinder:
    """Finds the header of one table; what is wrong with it goes to `problems`. `lost`: it cannot be read at all."""

    def __init__(self, name: str, kind: Kind, problems: list[Problem], given: Collection[str] = ()) -> None:
        self._name = name
        self._given = given  # columns that the header need not have
        self._kind = kind
        self._problems = problems
        self.lost = False
        self.above: list[int] = []  # rows above the header

    def find(self, rows: Iterator[tuple[int, list[str]]]) -> LogHeader | None:
        """Return the first row with all required columns, else the first with the most, else the first of all.

        None when it cannot be used.
        """
        seen: list[tuple[int, list[str]]] = []
        for row, cells in islice(rows, MAX_ABOVE + 1):
            seen.append((row, cells))
            if self.lost:
                return None
            if is_complete(self._kind, cells, self._given):
                break
        if not seen:
            if not self.lost:
                self._fail("no-header", 1)
            return None
        index = len(seen) - 1
        if not is_complete(self._kind, seen[index][1], self._given):
            known = [len(known_columns(self._kind, cells)) for _, cells in seen]
            index = known.index(max(known)) if max(known) >= A_HEADER else 0
        self.above = [row for row, _ in seen[:index]]
        return self._usable(*seen[index])

    def _usable(self, row: int, cells: Sequence[str]) -> LogHeader | None:
        header = trimmed(cells)
        named = max((place for place, cell in enumerate(header, 1) if cell), default=0)
        if named > MAX_COLUMNS:
            self._fail("too-many-columns", row, value=str(named), most=str(MAX_COLUMNS))
            return None
        columns = header_of(self._kind, header)
        garbled = [cell for cell in header[:named] if lost_letters(cell) == "garbled"]
        if garbled:  # its columns are not missing, its letters are
            self._fail("garbled", row, value=", ".join(garbled)[:MAX_SHOWN])
            return None
        separator = _separator(header[0]) if named == 1 else ""
        if separator:
            self._fail("bad-delimiter", row, value=separator)
            return None
        for place, (cell, column) in enumerate(zip(header[:named], columns, strict=False), 1):
            if column is None:
                self._warn_of_column(row, place, cell)
        twice = {column for column in columns if column and columns.count(column) > 1}
        lacking = lacking_columns(self._kind, [*columns, *self._given])
        for column in sorted(twice):
            self._fail("column-twice", row, value=column)
        for column in lacking:
            self._fail("missing-column", row, value=column)
        return None if twice or lacking else LogHeader(row, tuple(columns), named)

    def _warn_of_column(self, row: int, place: int, cell: str) -> None:
        shown = " ".join(cell.split())[:MAX_SHOWN]
        if not cell:
            self._warn("unnamed-column", Place(self._name, row, str(place)))
        elif not is_row_number(cell):
            near = near_headers(self._kind, cell)
            quote = "'" if '"' in shown else '"'
            line = f'{quote}{shown}{quote} = "{column_of(self._kind, near[0]) if near else "…"}"'
            self._warn("unknown-column", Place(self._name, row, shown), value=shown, meant=", ".join(near), line=line)

    def _fail(self, code: str, row: int | None = None, **details: str) -> None:
        self._problems.append(Problem(code, Place(self._name, row), details, fatal=True))

    def _warn(self, code: str, place: Place, **details: str) -> None:
        self._problems.append(Problem(code, place, details, severity="warning"))
