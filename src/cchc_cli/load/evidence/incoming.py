"""A file whose rows are to be imported: their headers may be mapped to our columns, in a small file of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from cchc_cli.load.evidence.cells import MAX_SHOWN, iso_day
from cchc_cli.load.evidence.columns import DATE_ORDERS, DAYS, header_of, plain_header
from cchc_cli.load.evidence.dialect import Complain, trimmed
from cchc_cli.load.evidence.header import A_HEADER
from cchc_cli.load.evidence.table import MAX_ABOVE, LogTable
from cchc_cli.load.toml_file import read_toml
from cchc_cli.load.yaml_file import YamlFile
from cchc_cli.model.problem import Place, Problem
from cchc_cli.model.text import meant, nearest, nfc
from cchc_cli.words.kinds import KINDS

Mapped = Mapping[str, str]  # their header -> our column
Records = Callable[[Complain], Iterator[tuple[int, list[str]]]]
COLUMNS = frozenset(column for kind in KINDS for column in kind.columns)
PASSED_OVER = "-"  # said instead of a column, to leave one of theirs out
DATE_ORDER = "date_order"  # a key of a mapping, beside the headers
_NUMBERING = "STT"  # a column that readers of logs pass over without a word


class MappingFile(Struct, frozen=True):
    """What a mapping says of a file to import."""

    columns: Mapped = field(default_factory=dict)
    date_order: str = ""


def mapped(table: LogTable, mapping: Mapped) -> LogTable:
    """Return a table under our names of columns."""
    plain = {plain_header(header): column for header, column in mapping.items()}
    return replace(table, records=_renamed(table.records, plain)) if mapping else table


def _renamed(records: Records, mapping: Mapped) -> Records:
    def renamed(complain: Complain) -> Iterator[tuple[int, list[str]]]:
        """Only the header is renamed: the first row that names a column of theirs."""
        rows = records(complain)
        for place, (row, cells) in enumerate(rows):
            ours = [mapping.get(plain_header(cell)) for cell in trimmed(cells)]
            if any(ours) or place > MAX_ABOVE:
                yield row, [_ours(column, cell) for column, cell in zip(ours, cells, strict=True)]
                break
            yield row, cells
        yield from rows

    return renamed


def month_first(table: LogTable) -> LogTable:
    """Return a table whose days are written with the month first, with its days as ISO days."""

    def records(complain: Complain) -> Iterator[tuple[int, list[str]]]:
        days: set[int] = set()  # indexes of the columns of days, once the header is found
        for row, cells in table.records(complain):
            if days:
                yield row, [iso_day(meant(cell)) if index in days else cell for index, cell in enumerate(cells)]
            else:
                columns = header_of(table.kind, trimmed(cells))
                if len(columns) - columns.count(None) >= A_HEADER:
                    days = {index for index, column in enumerate(columns) if column in DAYS}
                yield row, cells

    return replace(table, records=records)


def _ours(column: str | None, cell: str) -> str:
    return _NUMBERING if column == PASSED_OVER else column or cell


def read_mapping(path: Path, name: str) -> tuple[MappingFile, list[Problem]]:
    """Read `their header = our column` from TOML, or `their header: our column` from YAML."""
    if path.suffix.lower() in {".yaml", ".yml"}:
        file = YamlFile(path, name)
        problems, words = list(file.problems), file.value if isinstance(file.value, dict) else {}
        places = {header: file.place((header,)) for header in words}
    else:
        words, problems = read_toml(path, name)
        places = {}
    for header, column in words.items():
        expected = tuple(DATE_ORDERS) if header == DATE_ORDER else (*sorted(COLUMNS), PASSED_OVER)
        if column not in expected:
            place = places.get(header, Place(name, None, str(header)))
            details = {"value": _shown(column), "expected": ", ".join(expected)}
            problems.append(Problem("bad-choice", place, details, fatal=True))
    columns = {nfc(str(header)): str(column) for header, column in words.items() if header != DATE_ORDER}
    return MappingFile(columns, str(words.get(DATE_ORDER, ""))), problems


def _shown(value: object) -> str:
    """Return what is said of a value: a list or a table may be long."""
    shown = str(value)
    return shown if len(shown) <= MAX_SHOWN else shown[:MAX_SHOWN] + "…"


def unused(mapping: Mapped, tables: Sequence[LogTable], name: str) -> list[Problem]:
    """Warn of each mapped header that no table has."""
    cells = {
        plain_header(cell)
        for table in tables
        for _, row in islice(table.records(lambda *_: None), MAX_ABOVE)
        for cell in trimmed(row)
    }
    return [
        Problem(
            "unknown-column", Place(name, None, header), {"value": header, "meant": nearest(header, cells)}, "warning"
        )
        for header in mapping
        if plain_header(header) not in cells
    ]
