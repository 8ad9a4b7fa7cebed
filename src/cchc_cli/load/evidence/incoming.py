"""Turning a table to import into a table of a log: columns by a mapping, days and durations in a log's spelling."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from msgspec import Struct
from msgspec.structs import replace

from cchc_cli.load.evidence.cells import both_ways, day_first_only
from cchc_cli.load.evidence.columns import DAYS, MONTH_FIRST, header_of, plain_header
from cchc_cli.load.evidence.dialect import FaultCallback, trimmed
from cchc_cli.load.evidence.header import A_HEADER
from cchc_cli.load.evidence.mapping import PASSED_OVER, MappingFile
from cchc_cli.load.evidence.old_fonts import Font, in_unicode
from cchc_cli.load.evidence.platform_days import plain_day
from cchc_cli.load.evidence.table import MAX_ABOVE, LogTable
from cchc_cli.model.problem import Place, Problem
from cchc_cli.model.text import fold, nearest
from cchc_cli.words.kinds import KIND

Records = Callable[[FaultCallback], Iterator[tuple[int, list[str]]]]
_NUMBERING = "STT"  # readers of logs pass this column over silently
_SECONDS = re.compile(r"(\d{1,6})(?:[.,]0+)?")


@dataclass(slots=True)
class Noticed:
    """Facts collected while a table is mapped: rows left out, plain headers, cells of old fonts, contradicted days.

    `day_first` has the rows whose day can only be read with the day first, for each column that exports of the platform have
    month first: no day of such a column that can be read both ways is trusted.
    """

    left_out: list[int] = field(default_factory=list)
    headers: set[str] = field(default_factory=set)
    own_names: dict[str, str] = field(default_factory=dict)  # column -> its header in the table
    converted: list[tuple[int, str, str]] = field(default_factory=list)  # row, cell in an old font, the same in Unicode
    day_first: dict[str, list[int]] = field(default_factory=dict)

    def named(self, problem: Problem) -> Problem:
        """Return a problem whose place names the column as the table does."""
        column = problem.place.column or ""
        own_name = self.own_names.get(column)
        if own_name is None or plain_header(own_name) == column:
            return problem
        return replace(problem, place=replace(problem.place, header=own_name))

    def contradictions(self, table: str) -> Iterator[Problem]:
        """Yield a warning for each column of a table whose days contradict the order of the platform."""
        for column, rows in self.day_first.items():
            details = {"count": str(len(rows)), "first": str(rows[0])}
            yield self.named(Problem("day-first-column", Place(table, None, column), details, "warning"))


class _Layout(Struct, frozen=True):
    """How the rows below one header are mapped; a cell keeps its index in the row."""

    header: Sequence[str]
    columns: Mapping[int, str]  # index -> our column
    others: Mapping[int, tuple[int, ...]]  # index -> the cells that replace it if it is empty
    leaving: Mapping[int, frozenset[str]]  # index -> folded texts for which the row is left out


def mapped(table: LogTable, mapping: MappingFile, noticed: Noticed) -> LogTable:
    """Return a table as a table of a log; `noticed` is filled while the table is read."""
    kind = KIND[table.kind]
    defaults = {column: text for column, text in mapping.defaults.items() if column in kind.columns}
    doubted = mapping.order_of_platform and mapping.date_order == MONTH_FIRST
    noticed.day_first = _day_first(table, mapping) if doubted else {}
    return replace(table, records=_ours(table, mapping, noticed), defaults=defaults)


def _day_first(table: LogTable, mapping: MappingFile) -> dict[str, list[int]]:
    """Return the rows of each column of days in which the day can only be read with the day first."""
    rows: dict[str, list[int]] = {}
    layout: _Layout | None = None
    for index, (row, cells) in enumerate(table.records(lambda *_: None)):
        for at, column in layout.columns.items() if layout else ():
            if column in DAYS and at < len(cells) and day_first_only(plain_day(cells[at], "")):
                rows.setdefault(column, []).append(row)
        if layout is None and index <= MAX_ABOVE:
            layout = _layout(table, mapping, trimmed(cells))
    return rows


def _ours(table: LogTable, mapping: MappingFile, noticed: Noticed) -> Records:
    def records(on_fault: FaultCallback) -> Iterator[tuple[int, list[str]]]:
        noticed.left_out.clear()  # a table can be read twice
        noticed.converted.clear()
        layout: _Layout | None = None
        for index, (row, read) in enumerate(table.records(on_fault)):
            cells = _in_unicode(row, read, mapping.font, noticed) if mapping.font else read
            if layout is not None:
                if any(fold(cells[at]) in texts for at, texts in layout.leaving.items() if at < len(cells)):
                    noticed.left_out.append(row)
                else:
                    yield row, _row(layout, mapping, cells, noticed)
                continue
            if index <= MAX_ABOVE:
                noticed.headers.update(map(plain_header, trimmed(cells)))
                layout = _layout(table, mapping, header := trimmed(cells))
                noticed.own_names = {column: header[at] for at, column in layout.columns.items()} if layout else {}
            yield row, [*layout.header] if layout else cells

    return records


def _in_unicode(row: int, cells: Sequence[str], font: Font, noticed: Noticed) -> list[str]:
    """Return cells of an old font in Unicode, and add the changed ones to `noticed`."""
    converted = [in_unicode(cell, font) for cell in cells]
    noticed.converted += [(row, cell, ours) for cell, ours in zip(cells, converted, strict=True) if cell != ours]
    return converted


def _layout(table: LogTable, mapping: MappingFile, header: Sequence[str]) -> _Layout | None:
    """Return the layout below a header row, which names a mapped column or two of a log; None for any other row."""
    plain = [plain_header(cell) for cell in header]
    order = {plain_header(theirs): position for position, theirs in enumerate(mapping.columns)}
    targets = {plain_header(theirs): column for theirs, column in mapping.columns.items()}
    names = [targets.get(cell, "") for cell in plain]
    of_log = header_of(table.kind, header)
    if not any(names) and len(of_log) - of_log.count(None) < A_HEADER:
        return None
    places: dict[str, list[int]] = {}
    for index, column in enumerate(names):
        if column in KIND[table.kind].columns:
            places.setdefault(column, []).append(index)
    ranked = {column: sorted(indexes, key=lambda index: order[plain[index]]) for column, indexes in places.items()}
    columns = {indexes[0]: column for column, indexes in ranked.items()}
    cells = [
        columns.get(index) or (_NUMBERING if names[index] or mapping.ignores_others else cell)
        for index, cell in enumerate(header)
    ]
    if not mapping.ignores_others:
        columns = {**{index: name for index, name in enumerate(of_log) if name and not names[index]}, **columns}
    leaving = {index: mapping.leave_out[cell] for index, cell in enumerate(plain) if cell in mapping.leave_out}
    return _Layout(
        cells, columns, {indexes[0]: tuple(indexes[1:]) for indexes in ranked.values() if indexes[1:]}, leaving
    )


def _row(layout: _Layout, mapping: MappingFile, cells: Sequence[str], noticed: Noticed) -> list[str]:
    mapped_cells = list(cells)
    for index, other_indexes in layout.others.items():
        if index < len(mapped_cells) and not mapped_cells[index].strip():
            mapped_cells[index] = next(
                (mapped_cells[at] for at in other_indexes if at < len(mapped_cells) and mapped_cells[at].strip()), ""
            )
    for index, column in layout.columns.items():
        if index < len(mapped_cells) and mapped_cells[index]:
            mapped_cells[index] = _cell(column, mapped_cells[index], mapping, doubted=column in noticed.day_first)
    return mapped_cells


def _cell(column: str, text: str, mapping: MappingFile, *, doubted: bool) -> str:
    if column in DAYS:
        plain = plain_day(text, "")
        return plain if doubted and both_ways(plain) else plain_day(text, mapping.date_order)
    if column == "duration" and mapping.seconds and (match := _SECONDS.fullmatch(text.strip())):
        return f"{int(match[1]) // 60}:{int(match[1]) % 60:02d}"
    prefix = mapping.prefix.get(column, "")
    return f"{prefix}{text.strip()}" if prefix and "://" not in text else text


def unused(mapping: MappingFile, noticed: Iterable[Noticed], name: str) -> list[Problem]:
    """Warn of each mapped header that no table has, unless another header of its column is there."""
    cells = set().union(*(table.headers for table in noticed))
    present = {column for theirs, column in mapping.columns.items() if plain_header(theirs) in cells} - {PASSED_OVER}
    return [
        Problem(
            "no-such-header", Place(name, None, header), {"value": header, "meant": nearest(header, cells)}, "warning"
        )
        for header, column in mapping.columns.items()
        if plain_header(header) not in cells and column not in present
    ]
