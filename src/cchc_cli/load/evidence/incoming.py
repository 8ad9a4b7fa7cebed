"""A file whose rows are to be imported: their headers may be mapped to our columns, in a small file of its own."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

from msgspec.structs import replace

from cchc_cli.load.evidence.columns import LAYOUTS, plain_header
from cchc_cli.load.evidence.dialect import Complain, trimmed
from cchc_cli.load.evidence.table import MOST_ABOVE, Table
from cchc_cli.load.opening import MEGABYTE, UnusableError, read_regular
from cchc_cli.load.yaml_file import YamlFile
from cchc_cli.model.problem import Place, Problem
from cchc_cli.model.text import nearest, nfc

Mapped = Mapping[str, str]  # their header -> our column
Records = Callable[[Complain], Iterator[tuple[int, list[str]]]]
COLUMNS = frozenset(column for layout in LAYOUTS.values() for column in layout.columns)
PASSED_OVER = "-"  # said instead of a column, to leave one of theirs out
_NUMBERING = "STT"  # a column that readers of logs pass over without a word


def mapped(table: Table, mapping: Mapped) -> Table:
    """Return a table under our names of columns."""
    plain = {plain_header(header): column for header, column in mapping.items()}
    return replace(table, records=_renamed(table.records, plain)) if mapping else table


def _renamed(records: Records, mapping: Mapped) -> Records:
    def renamed(complain: Complain) -> Iterator[tuple[int, list[str]]]:
        """Only the header is renamed: the first row that names a column of theirs."""
        rows = records(complain)
        for place, (row, cells) in enumerate(rows):
            ours = [mapping.get(plain_header(cell)) for cell in trimmed(cells)]
            if any(ours) or place > MOST_ABOVE:
                yield row, [_ours(column, cell) for column, cell in zip(ours, cells, strict=True)]
                break
            yield row, cells
        yield from rows

    return renamed


def _ours(column: str | None, cell: str) -> str:
    return _NUMBERING if column == PASSED_OVER else column or cell


def read_mapping(path: Path, name: str) -> tuple[Mapped, list[Problem]]:
    """Read `their header = our column` from TOML, or `their header: our column` from YAML."""
    if path.suffix.lower() in {".yaml", ".yml"}:
        file = YamlFile(path, name)
        problems, words = list(file.problems), file.value if isinstance(file.value, dict) else {}
        places = {header: file.place((header,)) for header in words}
    else:
        words, problems = _toml(path, name)
        places = {}
    for header, column in words.items():
        if column not in COLUMNS and column != PASSED_OVER:
            place = places.get(header, Place(name, None, str(header)))
            details = {"value": str(column), "expected": ", ".join([*sorted(COLUMNS), PASSED_OVER])}
            problems.append(Problem("bad-choice", place, details, fatal=True))
    return {nfc(str(header)): str(column) for header, column in words.items()}, problems


def _toml(path: Path, name: str) -> tuple[dict[str, object], list[Problem]]:
    try:
        return tomllib.loads(read_regular(path, MEGABYTE).decode("utf-8-sig")), []
    except UnusableError as error:
        return {}, [Problem(error.code, Place(name), error.details, fatal=True)]
    except ValueError as error:
        return {}, [Problem("bad-config", Place(name), {"reason": str(error)}, fatal=True)]


def unused(mapping: Mapped, tables: Sequence[Table], name: str) -> list[Problem]:
    """Warn of each mapped header that no table has."""
    cells = {
        plain_header(cell)
        for table in tables
        for _, row in islice(table.records(lambda *_: None), MOST_ABOVE)
        for cell in trimmed(row)
    }
    return [
        Problem(
            "unknown-column", Place(name, None, header), {"value": header, "meant": nearest(header, cells)}, "warning"
        )
        for header in mapping
        if plain_header(header) not in cells
    ]
