"""A table to import under our names of columns: as a mapping says, with days and durations as a log takes them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from msgspec import Struct
from msgspec.structs import replace

from cchc_cli.load.evidence.columns import DAYS, header_of, plain_header
from cchc_cli.load.evidence.dialect import Complain, trimmed
from cchc_cli.load.evidence.header import A_HEADER
from cchc_cli.load.evidence.mapping import PASSED_OVER, MappingFile
from cchc_cli.load.evidence.old_fonts import Font, in_unicode
from cchc_cli.load.evidence.platform_days import plain_day
from cchc_cli.load.evidence.table import MAX_ABOVE, LogTable
from cchc_cli.model.problem import Place, Problem
from cchc_cli.model.text import fold, nearest
from cchc_cli.words.kinds import KIND

Records = Callable[[Complain], Iterator[tuple[int, list[str]]]]
_NUMBERING = "STT"  # a column that readers of logs pass over without a word
_SECONDS = re.compile(r"(\d{1,6})(?:[.,]0+)?")


@dataclass(slots=True)
class Noticed:
    """What was met while a table was mapped: the rows left out, the plain headers, cells of old fonts."""

    left_out: list[int] = field(default_factory=list)
    headers: set[str] = field(default_factory=set)
    converted: list[tuple[int, str, str]] = field(default_factory=list)  # row, cell of an old font, in Unicode


class _Layout(Struct, frozen=True):
    """How the rows below one header become ours; indexes are places in a row, which stay as they are."""

    header: list[str]
    columns: dict[int, str]  # index -> our column
    others: dict[int, tuple[int, ...]]  # index -> the cells that say it where it is empty
    leaving: dict[int, frozenset[str]]  # index -> the texts that leave a row out


def mapped(table: LogTable, mapping: MappingFile, noticed: Noticed) -> LogTable:
    """Return a table as a log would hold it; what is noticed is gathered as it is read."""
    kind = KIND[table.kind]
    given = {column: text for column, text in mapping.given.items() if column in kind.columns}
    return replace(table, records=_ours(table, mapping, noticed), given=given)


def _ours(table: LogTable, mapping: MappingFile, noticed: Noticed) -> Records:
    def records(complain: Complain) -> Iterator[tuple[int, list[str]]]:
        noticed.left_out.clear()  # a table may be read twice
        noticed.converted.clear()
        layout: _Layout | None = None
        for place, (row, read) in enumerate(table.records(complain)):
            cells = _in_unicode(row, read, mapping.font, noticed) if mapping.font else read
            if layout is not None:
                if any(fold(cells[at]) in texts for at, texts in layout.leaving.items() if at < len(cells)):
                    noticed.left_out.append(row)
                else:
                    yield row, _row(layout, mapping, cells)
                continue
            if place <= MAX_ABOVE:
                noticed.headers.update(map(plain_header, trimmed(cells)))
                layout = _layout(table, mapping, trimmed(cells))
            yield row, layout.header if layout else cells

    return records


def _in_unicode(row: int, cells: Sequence[str], font: Font, noticed: Noticed) -> list[str]:
    """Return cells of an old font in Unicode; those that change are noticed."""
    found = [in_unicode(cell, font) for cell in cells]
    noticed.converted += [(row, cell, ours) for cell, ours in zip(cells, found, strict=True) if cell != ours]
    return found


def _layout(table: LogTable, mapping: MappingFile, header: Sequence[str]) -> _Layout | None:
    """Return the layout below a row that is the header: it names a mapped column, or two of a log; None for any other."""
    plain = [plain_header(cell) for cell in header]
    order = {plain_header(theirs): place for place, theirs in enumerate(mapping.columns)}
    said = {plain_header(theirs): column for theirs, column in mapping.columns.items()}
    names = [said.get(cell, "") for cell in plain]
    known = header_of(table.kind, header)
    if not any(names) and len(known) - known.count(None) < A_HEADER:
        return None
    places: dict[str, list[int]] = {}
    for index, column in enumerate(names):
        if column in KIND[table.kind].columns:
            places.setdefault(column, []).append(index)
    ranked = {column: sorted(found, key=lambda index: order[plain[index]]) for column, found in places.items()}
    columns = {found[0]: column for column, found in ranked.items()}
    cells = [
        columns.get(index) or (_NUMBERING if names[index] or mapping.ignores_others else cell)
        for index, cell in enumerate(header)
    ]
    if not mapping.ignores_others:
        columns = {**{index: name for index, name in enumerate(known) if name and not names[index]}, **columns}
    leaving = {index: mapping.leave_out[cell] for index, cell in enumerate(plain) if cell in mapping.leave_out}
    return _Layout(cells, columns, {found[0]: tuple(found[1:]) for found in ranked.values() if found[1:]}, leaving)


def _row(layout: _Layout, mapping: MappingFile, cells: Sequence[str]) -> list[str]:
    found = list(cells)
    for index, others in layout.others.items():
        if index < len(found) and not found[index].strip():
            found[index] = next((found[at] for at in others if at < len(found) and found[at].strip()), "")
    for index, column in layout.columns.items():
        if index < len(found) and found[index]:
            found[index] = _cell(column, found[index], mapping)
    return found


def _cell(column: str, text: str, mapping: MappingFile) -> str:
    if column in DAYS:
        return plain_day(text, month_first=mapping.month_first)
    if column == "duration" and mapping.seconds and (match := _SECONDS.fullmatch(text.strip())):
        return f"{int(match[1]) // 60}:{int(match[1]) % 60:02d}"
    prefix = mapping.prefix.get(column, "")
    return f"{prefix}{text.strip()}" if prefix and "://" not in text else text


def unused(mapping: MappingFile, noticed: Iterable[Noticed], name: str) -> list[Problem]:
    """Warn of each mapped header that no table has, and that no other header of its column stands for."""
    cells = set().union(*(one.headers for one in noticed))
    found = {column for theirs, column in mapping.columns.items() if plain_header(theirs) in cells} - {PASSED_OVER}
    return [
        Problem(
            "no-such-header", Place(name, None, header), {"value": header, "meant": nearest(header, cells)}, "warning"
        )
        for header, column in mapping.columns.items()
        if plain_header(header) not in cells and column not in found
    ]
