"""`cchc check`: the status of every quota in a window."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from msgspec import Struct
from msgspec.structs import replace

from cchc_cli.cli.command import command
from cchc_cli.cli.emit import below_repository, emit, emit_unusable, outputs_of
from cchc_cli.cli.exits import Exit, of_check
from cchc_cli.cli.options import DrawingOptions, OutputOptions, Panel, Quiet, Strict, Verbose, option
from cchc_cli.cli.output import check_outputs, kept_files, print_problems, print_text
from cchc_cli.cli.query import table_options
from cchc_cli.cli.selection import (
    Selection,
    WorkspaceOptions,
    find_units,
    load_cases,
    outside_plans,
    query_of,
    repeated,
)
from cchc_cli.cli.session import Invocation, Session, open_session
from cchc_cli.cli.usage import Output, UsageError, files_of, one_of, read_day, read_fail_on, wrong_in
from cchc_cli.engine.by_unit import By
from cchc_cli.engine.check import Case
from cchc_cli.formats import overview, verdict_table
from cchc_cli.formats.context import Context
from cchc_cli.formats.refusals import MAX_REFUSED, refusals
from cchc_cli.formats.registry import FORMATS
from cchc_cli.model.problem import Problem
from cchc_cli.model.verdict import Result

if TYPE_CHECKING:
    from cchc_cli.cli.since import Submitted

app = typer.Typer(add_completion=False)
VIEWS = {"": verdict_table.view, "unit": overview.by_unit, "quota": overview.by_quota}
GATHERED: dict[str, By] = {"unit": "unit", "quota": "quota"}
ANY_DAY = date(2026, 1, 1)  # window options are valid or not on any day


class CheckOptions(Struct, frozen=True):
    """The options of `cchc check`."""

    selection: Selection = Selection()
    outputs: OutputOptions = OutputOptions()
    by: Annotated[str, option("--by", Panel.OUTPUT, "by", metavar="unit|quota")] = ""
    fail_on: Annotated[str, option("--fail-on", Panel.JUDGEMENT, "fail-on")] = "missed"
    strict: Strict = False
    since: Annotated[Path | None, option("--since", Panel.JUDGEMENT, metavar="file")] = None
    quiet: Quiet = False
    verbose: Verbose = False
    drawing: DrawingOptions = DrawingOptions()
    workspace: WorkspaceOptions = WorkspaceOptions()


class _Judged(Struct, frozen=True):
    """What `check` judged, and the outputs to write."""

    session: Session
    selection: Selection
    cases: Sequence[Case]
    units: Sequence[str]
    result: Result
    outputs: Sequence[Output]
    submitted: Submitted | None


@command(app)
def check(options: CheckOptions, invocation: Invocation) -> Exit:
    """The status of every quota in a window: due, running, overdue."""
    try:
        judged = _judged(options, invocation)
    except UsageError as error:
        raise UsageError(*error.problems, *_unusable(error.problems, options, invocation)) from None
    session, result, outputs = judged.session, judged.result, judged.outputs
    on_table = not options.quiet and any(other.format == "table" and other.file is None for other in outputs)
    refused = refusals(result.problems)
    shown_below = refused if on_table and len(refused) <= MAX_REFUSED else []
    print_problems((problem for problem in result.problems if problem not in shown_below), session.messages)
    given_options = replace(options, selection=judged.selection)
    given_context = context(result, judged.cases, judged.units, given_options, session)
    changes = judged.submitted.compared(result, session) if judged.submitted else None
    given_context = replace(given_context, since=changes.entry()) if changes else given_context
    for output in outputs:
        emit(output, result, given_context, session, options.drawing, quiet=options.quiet)
    if changes:
        print_text(changes.text(session.messages), sys.stdout if on_table else sys.stderr)
    return of_check(result, given_context.fail_on, strict=options.strict)


def _judged(options: CheckOptions, invocation: Invocation) -> _Judged:
    """Return the verdicts. Raises UsageError if an option or input cannot be used."""
    session, selection = open_session(invocation), options.selection
    if wrong := _wrong(options):
        raise UsageError(*wrong, *wrong_in(lambda: load_cases(session, selection)))
    outputs = outputs_of("check", options.outputs)
    session.read += [options.since] if options.since else []
    check_outputs(files_of(outputs), session.guard)
    submitted = _submitted(options, session)
    selection = submitted.asked_as(selection) if submitted else selection
    cases = load_cases(session, selection)
    units = find_units(selection.units, [case.organisation for case in cases])
    result = session.judged([(case, query_of(case, selection, session)) for case in cases])
    outside = outside_plans(selection.window_place, result.window, result.plans, result.verdicts)
    result = replace(result, problems=(*result.problems, *outside))
    return _Judged(session, selection, cases, units, result, outputs, submitted)


def _unusable(problems: Sequence[Problem], options: CheckOptions, invocation: Invocation) -> list[Problem]:
    """Write the formats of CI services; return the problems of all outputs, such as files that remain."""
    from cchc_cli.storing.guard import Guard  # imported late: a check that succeeds has its own

    workspace = invocation.workspace
    guard = Guard(workspace, (options.since,) if options.since else ())
    try:
        outputs = [
            output
            for output in outputs_of("check", options.outputs)
            if output.file is None or not guard.refusals([output.file])
        ]
    except UsageError:
        return []
    telling = [output for output in outputs if FORMATS[output.format].reports_faults]
    root = below_repository(workspace.root) if workspace else ""
    failed = wrong_in(lambda: emit_unusable(telling, problems, root, invocation.messages, guard))
    return [*failed, *kept_files(files_of([output for output in outputs if output not in telling]))]


def _wrong(options: CheckOptions) -> list[Problem]:
    """Return the problems of the options that need no workspace to be found."""
    as_of = options.selection.as_of
    return wrong_in(
        lambda: outputs_of("check", options.outputs),
        lambda: read_fail_on(options.fail_on),
        lambda: one_of("--by", options.by, VIEWS, "by"),
        lambda: options.selection.window.window(ANY_DAY),
        lambda: as_of and read_day("--as-of", as_of),
    )


def _submitted(options: CheckOptions, session: Session) -> Submitted | None:
    if options.since is None:
        return None
    from cchc_cli.cli.since import read_submitted

    return read_submitted(options.since, session.workspace.organisations())


def context(
    result: Result, cases: Sequence[Case], units: Sequence[str], options: CheckOptions, session: Session
) -> Context:
    """Return the context of the formats: how the result was requested."""
    return Context(
        options=table_options([case.organisation for case in cases], units, detail=options.verbose),
        view=VIEWS[options.by],
        selection=" ".join([*options.selection.units, *options.selection.plans, session.messages.label(result.window)]),
        fail_on=read_fail_on(options.fail_on),
        root=below_repository(session.workspace.root),
        organisations={case.organisation.code: case.organisation for case in cases},
        by=GATHERED.get(options.by),
        channels={place: codes for case in cases for place, codes in case.channels_of_rows().items()},
        repeated=tuple(repeated(options.selection, options.workspace)),
        needs_org=session.needs_org([case.organisation.code for case in cases]),
        strict=options.strict,
    )
