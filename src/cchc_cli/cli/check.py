"""`cchc check`: every quota's status for a window."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from msgspec.structs import replace

from cchc_cli.cli.emit import TerminalStyle, below_repository, emit
from cchc_cli.cli.exits import Exit, of_check, of_problems
from cchc_cli.cli.output import check_outputs, print_problems, print_text
from cchc_cli.cli.selection import CheckOptions, find_units, load_cases, question
from cchc_cli.cli.session import Session, open_session
from cchc_cli.cli.usage import (
    COLOURS,
    UsageError,
    files_of,
    one_of,
    read_day,
    read_fail_on,
    read_outputs,
    wrong_in,
)
from cchc_cli.engine.by_unit import By, selected
from cchc_cli.engine.check import Case
from cchc_cli.formats import overview, verdict_table
from cchc_cli.formats.context import Context
from cchc_cli.formats.registry import BINARY, FORMATS
from cchc_cli.formats.view import MOST_REFUSED, Asked, passed_over_line, refusals
from cchc_cli.model.organisation import Organisation
from cchc_cli.model.verdict import Result

if TYPE_CHECKING:
    from cchc_cli.cli.since import Submitted

VIEWS = {"": verdict_table.view, "unit": overview.by_unit, "quota": overview.by_quota}
GATHERED: dict[str, By] = {"unit": "unit", "quota": "quota"}
ANY_DAY = date(2026, 1, 1)  # a window's options are right or wrong whatever the day


def run(options: CheckOptions) -> Exit:
    """Check, print, and return the exit code."""
    wrong = wrong_in(
        lambda: read_outputs(options.formats, tuple(FORMATS), BINARY),
        lambda: read_fail_on(options.fail_on),
        lambda: one_of("--color", options.color, COLOURS, "color"),
        lambda: one_of("--by", options.by, VIEWS, "by"),
        lambda: options.window.window(ANY_DAY),
        lambda: options.as_of and read_day("--as-of", options.as_of),
    )
    session = open_session(options.roots)
    if wrong:
        raise UsageError(*wrong, *wrong_in(lambda: load_cases(session, options)))
    outputs = read_outputs(options.formats, tuple(FORMATS), BINARY)
    fail_on = read_fail_on(options.fail_on)
    session.read += [options.since] if options.since else []
    check_outputs(files_of(outputs), session.guard)
    submitted = _submitted(options, session)
    options = submitted.asked_as(options) if submitted else options
    cases = load_cases(session, options)
    if cases is None:
        print_problems(session.problems, session.say)
        return of_problems(session.problems, strict=options.strict)
    units = find_units(options.units, [case.organisation for case in cases])
    result = session.judged([(case, question(case, options, session)) for case in cases])
    on_table = not options.quiet and any(one.format == "table" and one.file is None for one in outputs)
    refused = refusals(result.problems)
    shown_below = refused if on_table and len(refused) <= MOST_REFUSED else []
    print_problems((one for one in result.problems if one not in shown_below), session.say)
    asked = context(result, cases, units, options, session)
    changes = submitted.compared(result, session) if submitted else None
    asked = replace(asked, since=changes.entry()) if changes else asked
    style = TerminalStyle(options.color, options.width, options.quiet)
    if options.quiet and result.passed_over:
        print_text(passed_over_line(result.passed_over, session.say) + "\n", sys.stderr)
    for output in outputs:
        emit(output, result, asked, session, style)
    if changes:
        print_text(changes.text(session.say), sys.stdout if on_table else sys.stderr)
    return of_check(result, fail_on, strict=options.strict)


def _submitted(options: CheckOptions, session: Session) -> Submitted | None:
    if options.since is None:
        return None
    from cchc_cli.cli.since import read_submitted

    return read_submitted(options.since, session.workspace.organisations())


def context(
    result: Result, cases: Sequence[Case], units: Sequence[str], options: CheckOptions, session: Session
) -> Context:
    """Return what formats need to know of how the result was asked for."""
    return Context(
        asked=asked_of([case.organisation for case in cases], units, detail=options.verbose),
        view=VIEWS[options.by],
        selection=" ".join([*options.units, *options.plans, result.window.label]),
        fail_on=read_fail_on(options.fail_on),
        root=below_repository(session.workspace.root),
        organisations={case.organisation.code: case.organisation for case in cases},
        by=GATHERED.get(options.by),
    )


def asked_of(
    organisations: Sequence[Organisation], units: Sequence[str], *, detail: bool, narrow: bool = False
) -> Asked:
    """Return what a table is of."""
    names = {f"{one.code}/{code}": name for one in organisations for code, name in one.owner_names().items()}
    shown = selected(units, organisations)
    several = len(organisations) > 1
    titles = [f"{one.name} ({one.code})" if several else one.name for one in organisations]
    return Asked(titles, names, units, detail, narrow, shown)
