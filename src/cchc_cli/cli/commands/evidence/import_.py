"""`cchc evidence import`: adds the rows of a file or folder to the logs; without --yes only a preview."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from msgspec import Struct
from msgspec.structs import replace

from cchc_cli.cli.command import command, only
from cchc_cli.cli.commands.evidence.columns import ColumnOptions
from cchc_cli.cli.commands.evidence.import_text import ImportOutcome, TableOutcome, import_lines
from cchc_cli.cli.commands.evidence.replaced import compared, find_replaced, keep_replaced, kind_of_log, take_away
from cchc_cli.cli.commands.evidence.sources import IncomingTable, Sources, read_sources
from cchc_cli.cli.commands.evidence.target import files_by_kind, find_target, open_case, read_kind
from cchc_cli.cli.emit import deliver_lines, outputs_of
from cchc_cli.cli.exits import Exit
from cchc_cli.cli.options import DrawingOptions, OutputOptions, Panel, argument, option
from cchc_cli.cli.output import check_outputs, print_problems, print_text
from cchc_cli.cli.selection import Selection, WorkspaceOptions
from cchc_cli.cli.session import Invocation, Session, open_session
from cchc_cli.cli.usage import UsageError, bad_option, files_of
from cchc_cli.engine.check import Case
from cchc_cli.engine.unlabelled import unlabelled
from cchc_cli.formats.passed_over import passed_over_lines
from cchc_cli.formats.safe import safe
from cchc_cli.load.evidence.columns import DATE_ORDERS
from cchc_cli.load.evidence.incoming import unused
from cchc_cli.load.evidence.mapping import MappingFile, platform_mapping, platforms, read_mapping
from cchc_cli.load.evidence.old_fonts import FONTS
from cchc_cli.model.item import Kind
from cchc_cli.model.problem import Place, Problem
from cchc_cli.storing.append import RowOutcome, Target, append, foreseen, planned
from cchc_cli.storing.open_log import Record
from cchc_cli.storing.refusal import NotWrittenError
from cchc_cli.storing.replacing import put_in_place

app = typer.Typer(add_completion=False)
COMMAND = "evidence import"


class EvidenceImportOptions(Struct, frozen=True):
    """The options of `cchc evidence import`."""

    source: Annotated[Path, argument("FILE")]
    kind: Annotated[str | None, option("--kind", Panel.ROWS, "kind")] = None
    as_: Annotated[str | None, option("--as", Panel.ROWS, "platform")] = None
    mapping: Annotated[Path | None, option("--mapping", Panel.ROWS, metavar="file")] = None
    date_order: Annotated[
        str | None,
        option("--date-order", Panel.ROWS, "date-order", metavar="dmy|mdy"),
    ] = None
    from_font: Annotated[str | None, option("--from-font", Panel.ROWS, "font", metavar="tcvn3|vni")] = None
    yes: Annotated[bool, option("--yes", Panel.OUTPUT)] = False
    cells: Annotated[ColumnOptions, only("--unit", "--channel", "--type", "--tags", "--for")] = ColumnOptions()
    replaces: Annotated[Path | None, option("--replaces", Panel.OUTPUT, metavar="file")] = None
    selection: Annotated[Selection, only("--org")] = Selection()
    files: Annotated[
        list[str],
        option("--file", Panel.OUTPUT, metavar="file"),
    ] = []
    outputs: OutputOptions = OutputOptions()
    drawing: DrawingOptions = DrawingOptions()
    workspace: WorkspaceOptions = WorkspaceOptions()


@command(app)
def evidence_import(options: EvidenceImportOptions, invocation: Invocation) -> Exit:
    """Add the rows of a file or folder to the logs; without --yes only print what would be added or refused."""
    outputs = outputs_of(COMMAND, options.outputs)
    session = open_session(invocation)
    session.read.extend([options.source, *([options.mapping] if options.mapping else [])])
    check_outputs(files_of(outputs), session.guard)
    case = open_case(session, options.selection.org)
    old = find_replaced(session, case, options.replaces) if options.replaces else None
    mapping, place = _mapping(options, session)
    kind = read_kind("--kind", options.kind) if options.kind else mapping.kind or (kind_of_log(old) if old else None)
    sources = read_sources(options.source, case, kind, mapping)
    session.read.extend(sources.paths)
    check_outputs(files_of(outputs), session.guard)
    cell_options = {column: f"--{column}" for column, text in options.cells.filled().items() if text}
    sources.check_given(cell_options, place)
    warnings = unused(mapping, [table.noticed for table in sources.tables], place) if options.mapping else []
    _tell_of(sources, warnings, session)
    done = _imported(options, sources, warnings, old, session)
    messages = session.messages

    def document() -> object:
        from cchc_cli.cli.commands.evidence.import_document import import_document

        return import_document(done, sources, messages)

    lines = partial(import_lines, done, sources, messages)
    deliver_lines(COMMAND, outputs, session.guard, options.drawing, lines, document)
    return Exit.OK if done.complete and not sources.unusable else Exit.UNUSABLE


def _imported(
    options: EvidenceImportOptions, sources: Sources, warnings: Sequence[Problem], old: Path | None, session: Session
) -> ImportOutcome:
    """Write the rows with --yes, if the log of each is clear; otherwise only foresee their outcomes."""
    case = sources.case
    usable = [table for table in sources.tables if not table.fatal]
    files = files_by_kind(session, case, options.files, [table.table.kind for table in sources.tables])
    targets, unclear = _targets(usable, case, files, session, old)
    print_problems(unclear, session.messages)
    write = options.yes and not unclear and not (old and sources.unusable)
    replacement = compared(old, sources, session) if old else None
    if replacement and write:
        replacement = keep_replaced(replacement, session)
        write = bool(replacement.kept)
    outcomes = [
        outcome
        for kind, target in targets.items()
        for outcome in _written(kind, target, usable, session, old, write=write)
    ]
    replaced = old is None or not write or _is_replaced(old, targets.values(), outcomes, session)
    refused = any(outcome.count("refused") for outcome in outcomes) or len(outcomes) < sum(
        not table.empty for table in usable
    )
    return ImportOutcome(
        tables=tuple(outcomes),
        written=write and bool(outcomes),
        problems=(*sources.problems, *warnings, *unclear),
        unclear=bool(unclear),
        to_confirm=bool(targets) and not write,
        complete=not (unclear or refused) and replaced,
        replacement=replacement,
    )


def _is_replaced(old: Path, targets: Iterable[Target], outcomes: Sequence[TableOutcome], session: Session) -> bool:
    """Remove the old log after the new rows are written, unless they are in its place; return whether it is gone."""
    in_place = any(target.path.resolve() == old.resolve() for target in targets)
    return bool(outcomes) and (in_place or take_away(old, session))


def _mapping(options: EvidenceImportOptions, session: Session) -> tuple[MappingFile, str]:
    """Return the mapping with the options applied, and its name for messages. Raises UsageError."""
    if options.date_order not in {None, *DATE_ORDERS}:
        details = {"value": options.date_order or "", "known": ", ".join(DATE_ORDERS)}
        raise UsageError(Problem("bad-choice", Place("--date-order"), details, fatal=True))
    if options.as_ and options.mapping:
        raise bad_option("--as", options.as_, "one-mapping")
    mapping, place = MappingFile(), ""
    if options.as_:
        if options.as_ not in platforms():
            details = {"value": options.as_, "known": ", ".join(platforms())}
            raise UsageError(Problem("bad-choice", Place("--as"), details, fatal=True))
        mapping, place = platform_mapping(options.as_), f"--as {options.as_}"
    elif options.mapping:
        place = options.mapping.as_posix()
        mapping, problems = read_mapping(options.mapping, place)
        if any(problem.fatal for problem in problems):
            raise UsageError(*problems)
        print_problems(problems, session.messages)
    if options.from_font not in {None, *FONTS}:
        details = {"value": options.from_font or "", "known": ", ".join(FONTS)}
        raise UsageError(Problem("bad-choice", Place("--from-font"), details, fatal=True))
    given_cells = {column: text for column, text in options.cells.filled().items() if text}
    font = next((font for font in FONTS if font == options.from_font), mapping.font)
    if options.date_order:
        mapping = replace(mapping, date_order=options.date_order, order_of_platform=False)
    return replace(mapping, defaults={**mapping.defaults, **given_cells}, font=font), place


def _tell_of(sources: Sources, warnings: Sequence[Problem], session: Session) -> None:
    """Print the problems of files and tables, and what is passed over: the result comes last, with its totals.

    Raises UsageError if nothing can be imported.
    """
    fatal = [problem for problem in sources.problems if problem.fatal]
    if fatal and not (sources.folder and sources.tables):
        raise UsageError(*sources.problems, *warnings)
    print_problems([*sources.problems, *warnings], session.messages)
    for table in sources.tables:
        print_problems([*table.warnings, *table.fatal], session.messages)
    case = sources.case
    items = (row.item for table in sources.tables for row in table.rows.rows if row.item)
    print_problems(unlabelled(items, case.plans, case.organisation.tags), session.messages)
    passed = passed_over_lines(sources.worth_naming, session.messages)
    print_text("".join(f"{safe(line)}\n" for line in passed), sys.stderr)


def _targets(
    tables: Sequence[IncomingTable], case: Case, files: Mapping[Kind, str], session: Session, old: Path | None
) -> tuple[dict[Kind, Target], list[Problem]]:
    """Return the log for each kind with rows, and the problems of unclear ones; nothing is written yet."""
    targets: dict[Kind, Target] = {}
    problems: list[Problem] = []
    for kind in dict.fromkeys(table.table.kind for table in tables if not table.empty):
        try:
            targets[kind] = find_target(session, case, kind, files.get(kind), old)
        except UsageError as error:
            problems += error.problems
    return targets, problems


def _written(
    kind: Kind, target: Target, tables: Sequence[IncomingTable], session: Session, old: Path | None, *, write: bool
) -> list[TableOutcome]:
    """Add the rows of all tables of a kind at once, and return their outcomes; empty if they were not written."""
    tables = [table for table in tables if table.table.kind == kind and not table.empty]
    records = [record for table in tables for record in table.records]
    try:
        fates = iter(
            _fates(target, records, anew=old is not None and target.path.resolve() == old.resolve(), write=write)
        )
    except NotWrittenError as error:
        print_problems([error.problem], session.messages)
        return []
    return [
        TableOutcome(
            table.table.name,
            kind,
            target.name,
            _fates_of(table, fates),
            tuple(table.noticed.left_out),
            tuple(table.noticed.converted),
        )
        for table in tables
    ]


def _fates(target: Target, records: Sequence[Record], *, anew: bool, write: bool) -> list[RowOutcome]:
    """Return the outcome of each record; with `anew` the log starts empty. Raises NotWrittenError."""
    if anew:
        return put_in_place(target, records) if write else planned(target, records, None)[0]
    return append(target, records) if write else foreseen(target, records)


def _fates_of(table: IncomingTable, fates: Iterable[RowOutcome]) -> dict[int, RowOutcome]:
    """Return the outcome of each row of a table; readable rows take theirs from `fates`, in order."""
    read = dict(zip(table.readable, fates, strict=False))
    refused = {row: RowOutcome("refused", problems=tuple(problems)) for row, problems in table.refused.items()}
    return dict(sorted({**read, **refused}.items()))
