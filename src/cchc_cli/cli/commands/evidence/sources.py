"""The sources of an import: a file, or every file below a folder, read like logs after applying a mapping."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from msgspec.structs import replace

from cchc_cli.cli.usage import UsageError
from cchc_cli.engine.check import Case
from cchc_cli.load.evidence.cell_values import CellReaders
from cchc_cli.load.evidence.columns import explains
from cchc_cli.load.evidence.dialect import VIETNAMESE
from cchc_cli.load.evidence.folder import READ, find_logs
from cchc_cli.load.evidence.incoming import Noticed, mapped
from cchc_cli.load.evidence.logs import kept_columns, quota_names
from cchc_cli.load.evidence.mapping import MappingFile
from cchc_cli.load.evidence.old_fonts import WINDOWS
from cchc_cli.load.evidence.other_formats import other_format
from cchc_cli.load.evidence.rows import RowReader
from cchc_cli.load.evidence.table import LogTable
from cchc_cli.load.evidence.tables import WORD, Expected, tables_of
from cchc_cli.model.item import Kind
from cchc_cli.model.passed_over import PassedOver
from cchc_cli.model.problem import Place, Problem
from cchc_cli.storing.open_log import LogRows, Record, read_rows


@dataclass(frozen=True, slots=True)
class IncomingTable:
    """A table to import: its cells, its rows, and what the mapping noticed."""

    table: LogTable
    rows: LogRows
    noticed: Noticed

    @property
    def fatal(self) -> list[Problem]:
        return [_with_next_step(problem) for problem in self.rows.problems if problem.fatal]

    @property
    def warnings(self) -> list[Problem]:
        return [problem for problem in self.rows.problems if problem.severity == "warning"]

    @property
    def readable(self) -> list[int]:
        return [row.row for row in self.rows.rows if row.item]

    @property
    def records(self) -> list[Record]:
        return [row.record for row in self.rows.rows if row.item]

    @property
    def refused(self) -> dict[int, list[Problem]]:
        """The problems that refuse each row, by row; problems without a row are not included."""
        by_row: dict[int, list[Problem]] = {}
        for problem in self.rows.problems:
            if problem.severity == "error" and problem.place.row is not None:
                by_row.setdefault(problem.place.row, []).append(problem)
        return by_row

    @property
    def empty(self) -> bool:
        """Whether there is nothing to add and nothing to refuse, as on a sheet that was not filled in."""
        return not (self.fatal or self.readable or self.refused)


@dataclass
class Sources:
    """The tables of all files, the problems of whole files, and the files, sheets and rows passed over."""

    case: Case
    kind: Kind | None
    mapping: MappingFile
    folder: bool = False
    paths: list[Path] = field(default_factory=list)  # the files read
    tables: list[IncomingTable] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    passed_over: list[PassedOver] = field(default_factory=list)

    @property
    def unusable(self) -> bool:
        """Whether a file, or a table in a file, cannot be imported."""
        return any(problem.fatal for problem in self.problems) or any(table.fatal for table in self.tables)

    @property
    def unusable_files(self) -> set[str]:
        """The files that cannot be imported, in whole or in part."""
        whole = {problem.place.path for problem in self.problems if problem.fatal}
        return whole | {table.table.file for table in self.tables if table.fatal}

    @property
    def worth_naming(self) -> list[PassedOver]:
        """What is passed over, without blank rows and the sheets of instructions."""
        return [entry for entry in self.passed_over if entry.reason != "blank" and not explains(entry.sheet or "")]

    @cached_property
    def _quotas(self) -> dict[str, tuple[str, ...]]:
        return quota_names(self.case.plans)

    @cached_property
    def _readers(self) -> dict[Kind, CellReaders]:
        return {}

    def cells(self, kind: Kind) -> CellReaders:
        if kind not in self._readers:
            full_columns = kept_columns(self.case.plans)
            self._readers[kind] = CellReaders(
                kind, self.case.organisation, self._quotas, require_url=False, kept_columns=full_columns
            )
        return self._readers[kind]

    def add(self, path: Path) -> None:
        """Read the tables of a file."""
        noticed: defaultdict[str, Noticed] = defaultdict(Noticed)

        def ours(table: LogTable) -> LogTable:
            return mapped(table, self.mapping, noticed[table.name])

        kind = self.kind or self.mapping.kind
        windows = WINDOWS if self.mapping.font else VIETNAMESE
        file_tables = tables_of(
            path, path.as_posix(), Expected(kind, of_all=self.mapping.kind is not None, ours=ours, windows=windows)
        )
        self.paths.append(path)
        self.passed_over += file_tables.passed_over
        self.problems += map(_with_next_step, file_tables.problems)
        for table in file_tables.tables:
            reader = RowReader(self.cells(table.kind), table.name)
            reader.distrusted = frozenset(noticed[table.name].day_first)
            rows = read_rows(table, reader)
            rows = replace(rows, problems=tuple(map(noticed[table.name].named, rows.problems)))
            self.problems += noticed[table.name].contradictions(table.name)
            self.passed_over += rows.passed_over
            self.tables.append(IncomingTable(table, rows, noticed[table.name]))

    def check_given(self, options: Mapping[str, str], mapping: str) -> None:
        """Raise UsageError for given cells that every row would be refused for.

        `options` maps columns to the options that give them; for other columns the place is the mapping.
        """
        wrong = {}
        for kind in {table.table.kind for table in self.tables}:
            for column, text in self.mapping.defaults.items():
                cell = self.cells(kind).columns[column].read(text) if column in self.cells(kind).columns else None
                if cell and cell.error:
                    place = Place(options[column]) if column in options else Place(mapping, None, column)
                    wrong[column] = Problem(cell.error.code, place, {"value": text, **cell.error.details}, fatal=True)
        if wrong:
            raise UsageError(*wrong.values())


def read_sources(source: Path, case: Case, kind: Kind | None, mapping: MappingFile) -> Sources:
    """Read a file, or every file below a folder."""
    sources = Sources(case, kind, mapping, folder=source.is_dir())
    paths: Sequence[Path] = (source,)
    if sources.folder:
        logs = find_logs(source, Path.as_posix, (*READ, WORD))
        paths = logs.paths
        sources.problems += logs.problems
        sources.passed_over += logs.passed_over
    elif wrong := other_format(source, source.as_posix()):
        sources.problems.append(wrong)
        return sources
    for path in paths:
        sources.add(path)
    if not sources.tables and not sources.problems:
        code = "no-incoming" if sources.folder else "which-kind"
        sources.problems.append(Problem(code, Place(source.as_posix()), {"meant": ""}, fatal=True))
    return sources


def _with_next_step(problem: Problem) -> Problem:
    """Return the problem with the next step of an import: --kind or --unit instead of a renamed file or column."""
    if problem.code == "unknown-log":
        return Problem("which-kind", problem.place, problem.details, fatal=True)
    if problem.code == "missing-column" and problem.details["columns"] == "unit":
        return Problem("which-unit", problem.place, fatal=True)
    return problem
