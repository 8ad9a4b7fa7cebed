"""`cchc evidence add`: one readable row, the quotas it serves, and their remaining shortfall."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated

import typer
from msgspec import Struct
from msgspec.structs import replace

from cchc_cli.cli.command import command, only
from cchc_cli.cli.commands.evidence.columns import ColumnOptions
from cchc_cli.cli.commands.evidence.target import find_target, open_case, read_kind
from cchc_cli.cli.emit import deliver_lines, open_for
from cchc_cli.cli.exits import Exit
from cchc_cli.cli.options import DrawingOptions, OutputOptions, Panel, argument, option
from cchc_cli.cli.output import print_problems
from cchc_cli.cli.selection import Selection, WorkspaceOptions, as_of_day
from cchc_cli.cli.session import Invocation, Session
from cchc_cli.cli.usage import Output, bad_option, check_encoding
from cchc_cli.engine.check import Case
from cchc_cli.engine.impact import impacts
from cchc_cli.formats.impact_text import render
from cchc_cli.formats.text_lines import Line, styled_lines
from cchc_cli.model.item import Kind, RowPlace
from cchc_cli.model.problem import Problem
from cchc_cli.model.text import nfc
from cchc_cli.storing.append import RowOutcome, append, foreseen
from cchc_cli.storing.open_log import Record
from cchc_cli.words.kinds import KIND

app = typer.Typer(add_completion=False)
COMMAND = "evidence add"


class EvidenceAddOptions(Struct, frozen=True):
    """The options of `cchc evidence add`."""

    kind: Annotated[str, argument("KIND", "kind")]
    dry_run: Annotated[bool, option("--dry-run", Panel.OUTPUT)] = False
    columns: ColumnOptions = ColumnOptions()
    selection: Annotated[Selection, only("--org", "--as-of")] = Selection()
    file: Annotated[str | None, option("--file", Panel.OUTPUT, metavar="file")] = None
    outputs: OutputOptions = OutputOptions()
    drawing: DrawingOptions = DrawingOptions()
    workspace: WorkspaceOptions = WorkspaceOptions()


@command(app)
def evidence_add(options: EvidenceAddOptions, invocation: Invocation) -> Exit:
    """Add a row to a log if it can be read, and print the quotas it serves and their remaining shortfall."""
    kind = read_kind("KIND", options.kind)
    record = _record(kind, options.columns.filled())
    session, outputs = open_for(COMMAND, options.outputs, invocation)
    case = open_case(session, options.selection.org)
    target = find_target(session, case, kind, options.file)
    _, problems = target.reader.read(0, record)
    if problems:
        fate = RowOutcome("refused", problems=tuple(map(_of_option, problems)))
        return _print_outcome(fate, case, options, session, outputs)
    fate = (foreseen(target, [record]) if options.dry_run else append(target, [record]))[0]
    return _print_outcome(fate, case, options, session, outputs)


def _record(kind: Kind, columns: Mapping[str, str]) -> Record:
    """Return the filled cells. Raises UsageError for a column that the kind does not have."""
    known = KIND[kind].columns
    cells = {column: nfc(text.strip()) for column, text in columns.items()}
    record = {column: text for column, text in cells.items() if text}
    for column, text in record.items():
        check_encoding(f"--{column}", text)
        if column not in known:
            raise bad_option(f"--{column}", text, "column-of-kind", kind=kind, known=", ".join(known))
    return record


def _of_option(problem: Problem) -> Problem:
    """Return the problem with its option as its place, since the cell is in no file yet."""
    return replace(problem, place=replace(problem.place, file=f"--{problem.place.column}", row=None, column=None))


def _print_outcome(
    fate: RowOutcome, case: Case, options: EvidenceAddOptions, session: Session, outputs: Sequence[Output]
) -> Exit:
    """Print the problems, and the outcome in the requested formats."""
    messages = session.messages
    day = as_of_day(options.selection.as_of, case.organisation)
    impact = impacts(case, fate.items, day) if fate.items else None
    print_problems(fate.problems, messages)

    def lines() -> list[Line]:
        if impact is None:
            return styled_lines(messages("add.there", row=fate.ref)) if fate.what == "duplicate" else []
        head = messages("add.not-written" if options.dry_run else "add.added") + "\n"
        return styled_lines(head + render(impact, case.organisation, messages))

    def document() -> object:
        from cchc_cli.formats.documents.evidence_add import evidence_add_document

        file, _, row = fate.ref.rpartition(":")
        place = RowPlace(file, int(row)) if fate.ref else None
        written = impact is not None and not options.dry_run
        code = case.organisation.code
        return evidence_add_document(code, fate.what, place, impact, fate.problems, messages, written=written)

    deliver_lines(COMMAND, outputs, session.guard, options.drawing, lines, document)
    return Exit.UNUSABLE if fate.what == "refused" else Exit.OK
