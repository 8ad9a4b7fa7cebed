"""`cchc check`: every quota's status for a window."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass

from cchc_cli.cli.exits import Exit, of_check, of_problems
from cchc_cli.cli.output import print_problems, print_text, write_file
from cchc_cli.cli.session import Roots, Session, as_of_day, find_units, open_session
from cchc_cli.cli.usage import COLOURS, Output, UsageError, WindowOptions, bad_option, read_fail_on, read_outputs
from cchc_cli.engine.check import Case, Question, check, merged
from cchc_cli.formats import overview, verdict_table
from cchc_cli.formats.view import MOST_REFUSED, Asked, View, refusals
from cchc_cli.model.problem import Place, Problem
from cchc_cli.model.text import nearest
from cchc_cli.model.verdict import Result

FORMATS = ("table", "json")
VIEWS = {"": verdict_table.view, "unit": overview.by_unit, "quota": overview.by_quota}
WARN_DAYS = 7


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """What was asked on the command line."""

    roots: Roots
    window: WindowOptions
    units: Sequence[str] = ()
    plans: Sequence[str] = ()
    plan_place: str = "--plan"
    org: str | None = None
    as_of: str | None = None
    formats: Sequence[str] = ()
    fail_on: str = "missed"
    warn_days: int | None = None
    reading: str = ""
    by: str = ""
    color: str = "auto"
    width: int | None = None
    waivers: bool = True
    require_url: bool = False
    strict: bool = False
    quiet: bool = False
    verbose: bool = False


def run(options: CheckOptions) -> Exit:
    """Check, print, and return the exit code."""
    outputs = read_outputs(options.formats, FORMATS)
    fail_on = read_fail_on(options.fail_on)
    if options.color not in COLOURS:
        raise bad_option("--color", options.color, "color")
    if options.by not in VIEWS:
        raise bad_option("--by", options.by, "by")
    session = open_session(options.roots)
    cases = load_cases(session, options)
    if cases is None:
        print_problems(session.problems, session.say)
        return of_problems(session.problems, strict=options.strict)
    units = find_units(options.units, [case.organisation for case in cases])
    result = merged([check(case, question(case, options, session, units)) for case in cases])
    on_table = not options.quiet and any(one.format == "table" and one.file is None for one in outputs)
    refused = refusals(result.problems)
    shown_below = refused if on_table and len(refused) <= MOST_REFUSED else []
    print_problems((one for one in result.problems if one not in shown_below), session.say)
    for output in outputs:
        _emit(output, result, cases, units, options, session)
    return of_check(result, fail_on, strict=options.strict)


def load_cases(session: Session, options: CheckOptions) -> list[Case] | None:
    """Load the organisations asked for; None when anything they need cannot be used."""
    plan = options.plans[0] if options.plans else None
    codes = session.organisations(options.org, plan)
    loaded = [session.case(code, waivers=options.waivers, require_url=options.require_url) for code in codes]
    cases = [case for case in loaded if case is not None]
    if any(problem.fatal for problem in session.problems):
        return None
    _check_names(cases, options)
    return cases


def _check_names(cases: Sequence[Case], options: CheckOptions) -> None:
    plans = {plan.id for case in cases for plan in case.plans}
    readings = {name for case in cases for plan in case.plans for name in plan.readings}
    readings |= {
        name for case in cases for plan in case.plans for quota in plan.quotas.values() for name in quota.readings
    }
    problems = [
        Problem(f"unknown-{kind}", Place(place), {"value": name, "meant": nearest(name, known)}, fatal=True)
        for kind, place, names, known in (
            ("plan", options.plan_place, options.plans, plans),
            ("reading", "--reading", [options.reading] if options.reading else [], readings),
        )
        for name in names
        if name not in known
    ]
    if problems:
        raise UsageError(*problems)


def question(case: Case, options: CheckOptions, session: Session, units: Sequence[str]) -> Question:
    as_of = as_of_day(options.as_of, case.organisation)
    warn_days = options.warn_days if options.warn_days is not None else session.workspace.settings.warn_days
    return Question(
        as_of=as_of,
        window=options.window.window(as_of),
        units=units,
        plans=options.plans,
        reading=options.reading,
        warn_days=WARN_DAYS if warn_days is None else warn_days,
    )


# ---- printing


def _emit(
    output: Output, result: Result, cases: Sequence[Case], units: Sequence[str], options: CheckOptions, session: Session
) -> None:
    if output.file is None and options.quiet and output.format == "table":
        return
    if output.format == "json":
        from cchc_cli.formats import json_v1

        text = json_v1.render(result, session.say)
    elif output.file is None and _is_terminal(options):
        _print_drawn(result, cases, units, options, session)
        return
    else:
        text = _table_text(result, cases, units, options, session)
    if output.file is None:
        print_text(text)
    else:
        write_file(output.file, text)


def _is_terminal(options: CheckOptions) -> bool:
    return sys.stdout.isatty() or options.color == "always" or options.width is not None


def table_view(
    result: Result,
    cases: Sequence[Case],
    units: Sequence[str],
    options: CheckOptions,
    session: Session,
    *,
    narrow: bool,
) -> View:
    asked = Asked(
        organisations=[case.organisation.name for case in cases],
        unit_names={
            f"{case.organisation.code}/{code}": unit.name
            for case in cases
            for code, unit in case.organisation.units.items()
        },
        units=units,
        detail=options.verbose,
        narrow=narrow,
    )
    return VIEWS[options.by](result, asked, session.say)


def _nothing(result: Result, options: CheckOptions, session: Session) -> str:
    if result.verdicts:
        return ""
    selection = " ".join([*options.units, *options.plans, result.window.label])
    return session.say("table.nothing", selection=selection) + "\n"


def _table_text(
    result: Result, cases: Sequence[Case], units: Sequence[str], options: CheckOptions, session: Session
) -> str:
    from cchc_cli.formats.layout import plain

    return plain(table_view(result, cases, units, options, session, narrow=False)) + _nothing(result, options, session)


def _print_drawn(
    result: Result, cases: Sequence[Case], units: Sequence[str], options: CheckOptions, session: Session
) -> None:
    from rich.console import Console

    from cchc_cli.formats.layout import is_narrow
    from cchc_cli.formats.terminal import draw

    console = Console(
        width=options.width,
        force_terminal=sys.stdout.isatty() or options.color == "always",
        no_color=True if options.color == "never" else None,
        highlight=False,
    )
    draw(table_view(result, cases, units, options, session, narrow=is_narrow(console.width)), console)
    print_text(_nothing(result, options, session))
