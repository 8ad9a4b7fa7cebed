"""Finding tables by their ruled lines: crossing lines make cells, and a missing line merges two cells."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from cchc_cli.load.documents.blocks import DocumentCell, DocumentTable

NEAR = 3.0  # points: lines at most this far apart are one
MIN_LENGTH = 8.0  # points: shorter strokes are no borders
COVERED = 0.6  # the share of an edge that a line must cover to separate two cells
MAX_LINES = 4_000  # of a page
MAX_PLACES = 400  # columns or rows of a grid


class RuledLine(NamedTuple):
    """A line between two positions, in points."""

    x1: float
    y1: float
    x2: float
    y2: float


class _Rule(NamedTuple):
    """A border: its position, and its start and end in its own direction."""

    at: float
    start: float
    stop: float


class Grid:
    """A table of a page: the positions of its borders, and the cell at each position."""

    def __init__(self, across: list[_Rule], down: list[_Rule], keys: Iterator[int]) -> None:
        self._ys = _positions([rule.at for rule in across])  # of the horizontal borders, from the bottom
        self._xs = _positions([rule.at for rule in down])
        self.top = self._ys[-1] if self._ys else 0.0
        self._keys = self._cells(across, down)
        self._names = {root: next(keys) for root in dict.fromkeys(self._keys.values())}

    @property
    def is_table(self) -> bool:
        return len(self._xs) > 2 and len(self._ys) > 1 and len(self._names) > 2

    def cell_at(self, x: float, y: float) -> int | None:
        """Return the cell at a point, None outside the table."""
        if not (self._xs[0] - NEAR <= x <= self._xs[-1] + NEAR and self._ys[0] - NEAR <= y <= self._ys[-1] + NEAR):
            return None
        column = min(max(bisect_right(self._xs, x) - 1, 0), len(self._xs) - 2)
        row = min(max(bisect_right(self._ys, y) - 1, 0), len(self._ys) - 2)
        return self._names[self._keys[row, column]]

    def table(self, texts: dict[int, str]) -> DocumentTable:
        """Return the table with the texts of its cells, top row first."""
        rows = []
        for row in reversed(range(len(self._ys) - 1)):
            names = [self._names[self._keys[row, column]] for column in range(len(self._xs) - 1)]
            rows.append(tuple(DocumentCell(texts.get(name, ""), name) for name in names))
        return DocumentTable(tuple(row for row in rows if any(cell.text for cell in row)))

    def _cells(self, across: list[_Rule], down: list[_Rule]) -> dict[tuple[int, int], tuple[int, int]]:
        """Return the first position of the cell at each position: positions without a border between them are one cell."""
        height, width = len(self._ys) - 1, len(self._xs) - 1
        first = {(row, column): (row, column) for row in range(height) for column in range(width)}

        def root(position: tuple[int, int]) -> tuple[int, int]:
            while first[position] != position:
                position = first[position]
            return position

        for row, column in list(first):
            low, high = self._ys[row], self._ys[row + 1]
            left, right = self._xs[column], self._xs[column + 1]
            if column + 1 < width and not _parted(down, self._xs[column + 1], low, high):
                first[root((row, column + 1))] = root((row, column))
            if row + 1 < height and not _parted(across, self._ys[row + 1], left, right):
                first[root((row + 1, column))] = root((row, column))
        return {square: root(square) for square in first}


def _parted(rules: list[_Rule], at: float, start: float, stop: float) -> bool:
    near = sorted((max(rule.start, start), min(rule.stop, stop)) for rule in rules if abs(rule.at - at) <= NEAR)
    covered, reached = 0.0, start
    for begin, end in near:
        if end > max(begin, reached):
            covered += end - max(begin, reached)
            reached = end
    return covered >= COVERED * (stop - start)


def grids(lines: list[RuledLine], keys: Iterator[int]) -> list[Grid]:
    """Return the tables drawn by the lines of a page, top first."""
    across = [
        _Rule((y1 + y2) / 2, min(x1, x2), max(x1, x2))
        for x1, y1, x2, y2 in lines
        if abs(y1 - y2) <= 1.5 and abs(x1 - x2) >= MIN_LENGTH
    ]
    down = [
        _Rule((x1 + x2) / 2, min(y1, y2), max(y1, y2))
        for x1, y1, x2, y2 in lines
        if abs(x1 - x2) <= 1.5 and abs(y1 - y2) >= MIN_LENGTH / 2
    ]
    across, down = list(dict.fromkeys(across))[:MAX_LINES], list(dict.fromkeys(down))[:MAX_LINES]
    tables = []
    for horizontal, vertical in _together(across, down):
        if not (len(horizontal) > 1 and len(vertical) > 1):
            continue
        if max(len(_positions([rule.at for rule in rules])) for rules in (horizontal, vertical)) > MAX_PLACES:
            continue
        grid = Grid(horizontal, vertical, keys)
        if grid.is_table:
            tables.append(grid)
    return sorted(tables, key=lambda grid: -grid.top)


def _together(across: list[_Rule], down: list[_Rule]) -> Iterator[tuple[list[_Rule], list[_Rule]]]:
    """Yield the borders of each table: a vertical border belongs to the horizontal borders that it touches."""
    groups: list[tuple[list[_Rule], list[_Rule]]] = []
    for rule in down:
        touched = [line for line in across if _touches(line, rule)]
        mine = (touched, [rule])
        others = []
        for group in groups:
            if any(line in group[0] for line in touched):
                mine = (list(dict.fromkeys([*group[0], *mine[0]])), [*group[1], *mine[1]])
            else:
                others.append(group)
        groups = [*others, mine]
    yield from groups


def _touches(across: _Rule, down: _Rule) -> bool:
    return across.start - NEAR <= down.at <= across.stop + NEAR and down.start - NEAR <= across.at <= down.stop + NEAR


def _positions(values: list[float]) -> list[float]:
    """Return the positions of borders in order; nearly equal positions are one."""
    positions: list[float] = []
    for value in sorted(values):
        if not positions or value - positions[-1] > NEAR:
            positions.append(value)
    return positions
