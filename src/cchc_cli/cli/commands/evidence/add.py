"""`cchc evidence add`: one readable row, the quotas it serves, and their remaining shortfall."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

import typer
from msgspec import Struct
from msgspec.structs import replace

from cchc_cli.cli.command import command, only
from cchc_cli.cli.commands.evidence.columns import ColumnOptions
from cchc_cli.cli.commands.evidence.target import find_target, open_case, read_kind
from cchc_cli.cli.exits import Exit
from cchc_cli.cli.options import Panel, argument, option
from cchc_cli.cli.output import print_problems, print_text
from cchc_cli.cli.selection import Selection, WorkspaceOptions, as_of_day
from cchc_cli.cli.session import Invocation, Session, open_session
from cchc_cli.cli.usage import bad_option, check_encoding
from cchc_cli.engine.check import Case
from cchc_cli.engine.impact import impacts
from cchc_cli.formats.impact_text import render
from cchc_cli.model.item import Kind
from cchc_cli.model.problem import Problem
from cchc_cli.model.text import nfc
from cchc_cli.storing.append import RowOutcome, append, foreseen
from cchc_cli.storing.open_log import NotWrittenError, Record
from cchc_cli.words.kinds import KIND

app = typer.Typer(add_completion=False)


class EvidenceAddOptions(Struct, frozen=True):
    """The options of `cchc evidence add`."""

    kind: Annotated[str, argument("KIND", "kind")]
    dry_run: Annotated[bool, option("--dry-run", Panel.OUTPUT)] = False
    columns: ColumnOptions = ColumnOptions()
    selection: Annotated[Selection, only("--org", "--as-of")] = Selection()
    file: Annotated[str | None, option("--file", Panel.OUTPUT, metavar="file")] = None
    workspace: WorkspaceOptions = WorkspaceOptions()


@command(app)
def evidence_add(options: EvidenceAddOptions, invocation: Invocation) -> Exit:
    """Add a row to a log if it can be read, and print the quotas it serves and their remaining shortfall."""
    kind = read_kind("KIND", options.kind)
    record = _record(kind, options.columns.filled())
    session = open_session(invocation)
    case = open_case(session, options.selection.org)
    target = find_target(session, case, kind, options.file)
    _, problems = target.reader.read(0, record)
    if problems:
        print_problems(map(_of_option, problems), session.messages)
        return Exit.UNUSABLE
    try:
        fate = (foreseen(target, [record]) if options.dry_run else append(target, [record]))[0]
    except NotWrittenError as error:
        print_problems([error.problem], session.messages)
        return Exit.UNUSABLE
    return _told(fate, case, options, session)


def _record(kind: Kind, columns: Mapping[str, str]) -> Record:
    """Return the filled cells. Raises UsageError for a column that the kind does not have."""
    known = KIND[kind].columns
    cells = {column: nfc(given.strip()) for column, given in columns.items()}
    record = {column: text for column, text in cells.items() if text}
    for column, text in record.items():
        check_encoding(f"--{column}", text)
        if column not in known:
            raise bad_option(f"--{column}", text, "column-of-kind", kind=kind, known=", ".join(known))
    return record


def _of_option(problem: Problem) -> Problem:
    """Return the problem with its option as its place, since the cell is in no file yet."""
    return replace(problem, place=replace(problem.place, file=f"--{problem.place.column}", row=None, column=None))


def _told(fate: RowOutcome, case: Case, options: EvidenceAddOptions, session: Session) -> Exit:
    messages = session.messages
    if fate.what == "refused":
        print_problems(fate.problems, messages)
        return Exit.UNUSABLE
    if not fate.items:
        print_text(messages("add.there", row=fate.ref) + "\n")
        return Exit.OK
    print_text(messages("add.not-written" if options.dry_run else "add.added") + "\n")
    found = impacts(case, fate.items, as_of_day(options.selection.as_of, case.organisation))
    print_text(render(found, case.organisation, messages))
    return Exit.OK
