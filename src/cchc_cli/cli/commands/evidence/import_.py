"""`cchc evidence import`: the rows of a file added to the logs; without --yes only said, row by row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer
from msgspec import Struct

from cchc_cli.cli.command import command, only
from cchc_cli.cli.commands.evidence.target import files_by_kind, find_target, open_case, read_kind
from cchc_cli.cli.exits import Exit
from cchc_cli.cli.options import PLACES, argument, option
from cchc_cli.cli.output import print_problems, print_text
from cchc_cli.cli.selection import Selection, WorkspaceOptions
from cchc_cli.cli.session import Invocation, Session, open_session
from cchc_cli.cli.usage import UsageError
from cchc_cli.engine.check import Case
from cchc_cli.formats.safe import safe
from cchc_cli.i18n.problems import lines
from cchc_cli.load.evidence.cell_values import CellReaders
from cchc_cli.load.evidence.columns import DATE_ORDERS, MONTH_FIRST
from cchc_cli.load.evidence.incoming import MappingFile, mapped, month_first, read_mapping, unused
from cchc_cli.load.evidence.logs import kept_columns, quota_names
from cchc_cli.load.evidence.rows import RowReader
from cchc_cli.load.evidence.table import LogTable
from cchc_cli.load.evidence.tables import tables_of
from cchc_cli.model.item import Kind
from cchc_cli.model.problem import Place, Problem
from cchc_cli.storing.append import RowOutcome, Target, append, foreseen
from cchc_cli.storing.open_log import LogRows, NotWrittenError, read_rows

app = typer.Typer(add_completion=False)


class EvidenceImportOptions(Struct, frozen=True):
    """The options of `cchc evidence import`."""

    source: Annotated[Path, argument("FILE", "A .csv or .xlsx to take rows from.")]
    kind: Annotated[str | None, option("--kind", "Its kind, where its name does not begin with one.", words="kind")] = (
        None
    )
    mapping: Annotated[Path | None, option("--mapping", "A .toml or .yaml: their header = our column.")] = None
    date_order: Annotated[
        str | None,
        option(
            "--date-order", "dmy (the default), or mdy for days with the month first, 4/30/2026.", words="date-order"
        ),
    ] = None
    yes: Annotated[bool, option("--yes", "Write; without it, only what would be done is said.")] = False
    selection: Annotated[Selection, only("--org")] = Selection()
    files: Annotated[
        list[str],
        option("--file", "The log for rows of its kind, below the organisation's folder; repeatable.", PLACES),
    ] = []
    workspace: WorkspaceOptions = WorkspaceOptions()


class Incoming(Struct, frozen=True):
    """A table to import, and what was read of it."""

    table: LogTable
    rows: LogRows

    @property
    def fatal(self) -> list[Problem]:
        return [problem for problem in self.rows.problems if problem.fatal]

    @property
    def empty(self) -> bool:
        """Whether there is nothing to add and nothing to refuse, as on a sheet that was not filled in."""
        return not self.fatal and not any(row.item for row in self.rows.rows) and not _refused(self.rows)


@command(app)
def evidence_import(options: EvidenceImportOptions, invocation: Invocation) -> Exit:
    """Add the rows of a file to the logs: first only what would be added, is already there, is refused."""
    session = open_session(invocation)
    case = open_case(session, options.selection.org)
    tables = _tables(options, session)
    files = files_by_kind(session, case, options.files, [table.kind for table in tables])
    incoming = [_read(table, case, session) for table in tables]
    targets, unclear = _targets(incoming, case, files, session)
    print_problems(unclear, session.messages)
    write = options.yes and not unclear
    refused = [_import(one, targets.get(one.table.kind), session, write=write) for one in incoming]
    if unclear:
        print_text(session.messages("import.no-log") + "\n")
    elif not write and targets:
        print_text(session.messages("import.how") + "\n")
    return Exit.UNUSABLE if unclear or set(refused) - {0} else Exit.OK


def _tables(options: EvidenceImportOptions, session: Session) -> list[LogTable]:
    """Return the tables of the file under our names of columns. Raises UsageError when there is none to import."""
    kind = read_kind("--kind", options.kind) if options.kind else None
    found = tables_of(options.source, options.source.as_posix(), kind)
    problems = [*found.problems]
    if not found.tables and not problems:
        problems = [Problem("unknown-log", Place(options.source.as_posix()), {"meant": ""}, fatal=True)]
    mapping = MappingFile()
    if options.mapping:
        mapping, wrong = read_mapping(options.mapping, options.mapping.as_posix())
        problems = [*problems, *wrong, *unused(mapping.columns, found.tables, options.mapping.as_posix())]
    fatal = [_with_next_step(problem, options) for problem in problems if problem.fatal]
    if fatal:
        raise UsageError(*fatal)
    print_problems(problems, session.messages)
    tables = [mapped(table, mapping.columns) for table in found.tables]
    return [month_first(table) for table in tables] if _month_first(options, mapping) else tables


def _month_first(options: EvidenceImportOptions, mapping: MappingFile) -> bool:
    """Whether days of the file have the month first; the option goes before the mapping."""
    if options.date_order not in {None, *DATE_ORDERS}:
        details = {"value": options.date_order or "", "expected": ", ".join(DATE_ORDERS)}
        raise UsageError(Problem("bad-choice", Place("--date-order"), details, fatal=True))
    return mapping.date_order == MONTH_FIRST if options.date_order is None else options.date_order == MONTH_FIRST


def _with_next_step(problem: Problem, options: EvidenceImportOptions) -> Problem:
    """A file to import need not be named as a log is: its kind can be said."""
    if problem.code != "unknown-log":
        return problem
    return Problem("which-kind", Place(options.source.as_posix()), problem.details, fatal=True)


def _read(table: LogTable, case: Case, session: Session) -> Incoming:
    kept = kept_columns(case.plans)
    cells = CellReaders(table.kind, case.organisation, quota_names(case.plans), require_url=False, kept=kept)
    found = Incoming(table, read_rows(table, RowReader(cells, table.name)))
    warnings = [problem for problem in found.rows.problems if problem.severity == "warning"]
    print_problems(found.fatal or warnings, session.messages)
    return found


def _targets(
    incoming: Sequence[Incoming], case: Case, files: Mapping[Kind, str], session: Session
) -> tuple[dict[Kind, Target], list[Problem]]:
    """Return the log of each kind that has rows, and why it is not clear: all before anything is written."""
    targets: dict[Kind, Target] = {}
    problems: list[Problem] = []
    for kind in dict.fromkeys(one.table.kind for one in incoming if not one.fatal and not one.empty):
        try:
            targets[kind] = find_target(session, case, kind, files.get(kind))
        except UsageError as error:
            problems += error.problems
    return targets, problems


def _import(one: Incoming, target: Target | None, session: Session, *, write: bool) -> int | None:
    """Import one table, and return how many rows were refused; None when it could not be imported at all."""
    if one.empty:
        print_text(safe(session.messages("import.empty", source=one.table.name)) + "\n")
        return 0
    if one.fatal or target is None:
        return None
    records = [row.record for row in one.rows.rows if row.item]
    try:
        fates = append(target, records) if write else foreseen(target, records)
    except NotWrittenError as error:
        print_problems([error.problem], session.messages)
        return None
    return _told(one, fates, target.name, session, write=write)


def _told(one: Incoming, fates: Sequence[RowOutcome], file: str, session: Session, *, write: bool) -> int:
    table, rows = one.table, one.rows
    messages = session.messages
    fate_of = dict(zip((row.row for row in rows.rows if row.item), fates, strict=True))
    problems = {row: RowOutcome("refused", problems=tuple(found)) for row, found in _refused(rows).items()}
    found = {**fate_of, **problems}
    added = "import.added" if write else "import.would-add"
    keys = {"added": added, "there": "import.there", "refused": "import.refused"}
    for row, fate in sorted(found.items()):
        print_text(safe(messages(keys[fate.what], source=f"{table.name}:{row}", row=fate.ref)) + "\n")
        for problem in fate.problems:
            print_text("".join(f"    {safe(line)}\n" for line in lines(problem, messages)))
    counts = Counter(fate.what for fate in found.values())
    figures = {what: counts[what] for what in ("added", "there", "refused")}
    print_text(messages("import.done" if write else "import.summary", file=file, **figures) + "\n")
    return counts["refused"]


def _refused(rows: LogRows) -> dict[int, list[Problem]]:
    """Return the problems that refuse each row, by row; what is wrong with no row at all has been told."""
    found: dict[int, list[Problem]] = {}
    for problem in rows.problems:
        if problem.severity == "error" and problem.place.row is not None:
            found.setdefault(problem.place.row, []).append(problem)
    return found
