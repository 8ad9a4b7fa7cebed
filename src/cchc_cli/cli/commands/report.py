"""`cchc report`: the results part of an official report, optionally frozen for a later comparison."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Annotated, cast, get_args

import typer
from msgspec import Struct
from msgspec.structs import replace

from cchc_cli.cli.command import command, without
from cchc_cli.cli.emit import deliver, folder_outputs, outputs_of
from cchc_cli.cli.exits import Exit
from cchc_cli.cli.options import DrawingOptions, Force, OutputOptions, Panel, option
from cchc_cli.cli.output import check_outputs, print_problems, print_text, write_file
from cchc_cli.cli.selection import (
    Selection,
    WindowOptions,
    WorkspaceOptions,
    find_units,
    load_cases,
    outside_plans,
    query_of,
)
from cchc_cli.cli.session import Invocation, Session, open_session
from cchc_cli.cli.terminal.drawing import drawn_width, show_lines
from cchc_cli.cli.unit_files import unit_files, write_unit_files
from cchc_cli.cli.usage import Output, UsageError, bad_option, files_of
from cchc_cli.engine.check import Case, Query, Run
from cchc_cli.formats.registry import COMMANDS
from cchc_cli.i18n.report import report_words
from cchc_cli.load.digests import digests
from cchc_cli.load.opening import MEGABYTE, UnusableError, read_regular
from cchc_cli.model.item import Item
from cchc_cli.model.period import FIRST_YEAR, LAST_YEAR
from cchc_cli.model.problem import Place, Problem
from cchc_cli.report.build import build
from cchc_cli.report.outline import Outline
from cchc_cli.report.windows import BASES, Basis, Kind, ReportPeriod, due_before_end, nine_months
from cchc_cli.report.writer import APPENDIX_CHOICES, AppendixChoice, Findings
from cchc_cli.storing.freeze import FrozenQuery, freeze

app = typer.Typer(add_completion=False)
FORMATS = COMMANDS["report"]


class ReportOptions(Struct, frozen=True):
    """The options of `cchc report`."""

    selection: Annotated[Selection, without("--warn-days")] = Selection()
    nine_months: Annotated[str | None, option("--nine-months", Panel.WINDOW, metavar="2026")] = None
    basis: Annotated[str, option("--basis", Panel.WINDOW, "basis", metavar="calendar|reporting")] = "calendar"
    appendix: Annotated[str, option("--appendix", Panel.OUTPUT, "appendix", metavar="none|units|all")] = "units"
    outputs: OutputOptions = OutputOptions()
    drawing: DrawingOptions = DrawingOptions()
    each: Annotated[str, option("--each", Panel.SELECTION, "unit")] = ""
    letterhead: Annotated[Path | None, option("--letterhead", Panel.OUTPUT, metavar="file")] = None
    freeze: Annotated[Path | None, option("--freeze", Panel.OUTPUT, metavar="file")] = None
    force: Force = False
    workspace: WorkspaceOptions = WorkspaceOptions()


@command(app)
def report(options: ReportOptions, invocation: Invocation) -> Exit:
    """Write the results part of an official report; in Vietnamese unless --lang says otherwise."""
    outputs, selection = _outputs(options), options.selection
    _appendix(options.appendix)
    session = open_session(invocation)
    session.read.extend([options.letterhead] if options.letterhead else [])
    freeze_files = [options.freeze] if options.freeze else []
    check_outputs([*([] if options.each else files_of(outputs)), *freeze_files], session.guard)
    check_outputs(freeze_files, session.guard, replace=options.force)
    cases = load_cases(session, selection, files_of(outputs))
    if len(cases) != 1:
        raise bad_option("--org", selection.org or "", "one-organisation")
    case = cases[0]
    find_units(selection.units, [case.organisation])
    query = query_of(case, replace(selection, window=WindowOptions()), session)
    period = _period(options, query.as_of)
    if options.each:
        return _each(options, case, replace(query, window=period.window), period, session)
    findings = findings_of(case, replace(query, window=period.window), period)
    result = findings.result
    place = selection.window.place or "--nine-months"
    outside = outside_plans(place, period.window, result.plans, result.verdicts)
    print_problems([*result.problems, *outside, *_early(findings)], session.messages)
    if not result.verdicts:
        selected = " ".join([*selection.units, *selection.plans, session.messages.label(period.window)])
        print_text(session.messages("table.nothing", selection=selected) + "\n", sys.stderr)
        return Exit.NOTHING
    if options.freeze:
        data, digest = _frozen(findings, case, query, options, session)
        write_file(options.freeze, data, session.guard, replace=options.force)
        findings = replace(findings, frozen=(options.freeze.name, digest))
    made = {name: partial(_rendered, findings, name, options, session) for name in FORMATS}
    deliver("report", outputs, made, session.guard, lambda: _show(findings, options, session))
    return Exit.OK


def _each(options: ReportOptions, case: Case, query: Query, period: ReportPeriod, session: Session) -> Exit:
    """Write a report for each unit of a group that owes something; all are rendered before the first is written."""
    (code, *_) = find_units([options.each], [case.organisation])
    if code not in case.organisation.groups:
        raise bad_option("--each", options.each, "each")
    by_unit = {}
    for unit in case.organisation.groups[code]:
        findings = findings_of(case, replace(query, units=[unit]), period)
        if findings.result.verdicts:
            by_unit[unit] = {
                FORMATS[output.format].ending: _rendered(findings, output.format, options, session)
                for output in _outputs(options)
            }
    if not by_unit or options.outputs.file is None:
        return Exit.NOTHING
    files = unit_files(f"bao-cao-{period.calendar.label}", by_unit)
    write_unit_files(options.outputs.file, files, session, replace=options.force)
    return Exit.OK


def _outputs(options: ReportOptions) -> list[Output]:
    """Return the formats asked for and their files; a report of each unit goes to a folder."""
    if options.each and (options.freeze or options.selection.units):
        raise bad_option("--each", options.each, "each")
    outputs = (
        folder_outputs(FORMATS, options.outputs, "docx") if options.each else outputs_of("report", options.outputs)
    )
    if options.letterhead and all(output.format != "docx" for output in outputs):
        raise bad_option("--letterhead", options.letterhead.as_posix(), "letterhead-format")
    return outputs


def _appendix(text: str) -> AppendixChoice:
    for choice in APPENDIX_CHOICES:
        if choice == text:
            return choice
    raise bad_option("--appendix", text, "appendix")


def _period(options: ReportOptions, as_of: date) -> ReportPeriod:
    """Return the report's period. Raises UsageError without a window: a report has no default window."""
    window = options.selection.window
    if options.basis not in BASES:
        raise bad_option("--basis", options.basis, "basis")
    basis: Basis = "calendar" if options.basis == "calendar" else "reporting"
    if options.nine_months:
        if window.is_given:
            raise bad_option("--nine-months", options.nine_months, "one-report-window")
        return ReportPeriod("nine-months", nine_months(_year(options.nine_months)), basis)
    if not window.is_given:
        raise UsageError(Problem("no-report-window", Place("report"), fatal=True))
    chosen = window.window(as_of)
    kind = next((name for name in get_args(Kind) if getattr(window, name, None)), "span")
    if kind in {"span", "week"} and basis == "reporting":
        raise bad_option("--basis", basis, "basis-span")
    return ReportPeriod(cast("Kind", kind), chosen, basis)


def _year(text: str) -> int:
    if not (text.isascii() and text.isdigit() and FIRST_YEAR <= text <= LAST_YEAR and len(text) == len(FIRST_YEAR)):
        raise bad_option("--nine-months", text, "year")
    return int(text)


# ---- findings


def findings_of(case: Case, query: Query, period: ReportPeriod) -> Findings:
    """Return the findings of three queries: the window, the year so far, and the next period as it stood then."""
    stood = min(query.as_of, period.window.last)
    run = Run(case, query)
    return Findings(
        organisation=case.organisation,
        period=period,
        result=run.result(),
        to_date=tuple(run.under(replace(query, window=period.to_date)).verdicts()),
        coming=tuple(run.under(replace(query, window=period.next.window, as_of=stood)).verdicts()),
        units=query.units if isinstance(query.units, Sequence) else tuple(query.units),
        items=tuple(_items(case, query)),
    )


def _items(case: Case, query: Query) -> list[Item]:
    """Return the window's rows of the reporting units; for a group, of its units."""
    units = {code for unit in query.units for code in case.organisation.members(unit)}
    return [
        item
        for item in case.items
        if query.window.holds(item.day) and item.day <= query.as_of and (not units or units & set(item.units))
    ]


def _early(findings: Findings) -> list[Problem]:
    last = findings.period.window.last
    return [
        Problem(
            "report-due-early",
            Place(obligation.quota.name),
            {"unit": obligation.owner, "due": str(obligation.due), "last": str(last)},
            severity="warning",
        )
        for obligation in due_before_end(findings.period, (*findings.result.verdicts, *findings.to_date))
    ]


# ---- writing


def _outline(findings: Findings, options: ReportOptions, session: Session) -> Outline:
    return build(findings, report_words(session.invocation.document_language), _appendix(options.appendix))


def _show(findings: Findings, options: ReportOptions, session: Session) -> None:
    """Print the report as text, at the terminal's width."""
    from cchc_cli.report import text

    width = drawn_width(options.drawing) or text.WIDTH
    show_lines([*text.lines(_outline(findings, options, session), width)], options.drawing)


def _rendered(findings: Findings, format_: str, options: ReportOptions, session: Session) -> str | bytes:
    """Return the report in its format, in the office's letterhead if given."""
    outline = _outline(findings, options, session)
    if options.letterhead and format_ == "docx":
        return _in_letterhead(outline, options.letterhead)
    module = import_module(f"cchc_cli.{FORMATS[format_].module}")
    return cast("Callable[[Outline], str | bytes]", module.render)(outline)


def _in_letterhead(outline: Outline, path: Path) -> bytes:
    from cchc_cli.report.letterhead import MAX_MB, LetterheadError, render

    if path.suffix.lower() != ".docx":
        raise bad_option("--letterhead", path.as_posix(), "letterhead-format")
    try:
        return render(outline, read_regular(path, MAX_MB * MEGABYTE))
    except LetterheadError as error:
        raise bad_option("--letterhead", path.as_posix(), error.hint, **error.details) from None
    except UnusableError as error:
        raise UsageError(Problem(error.code, Place(path.as_posix()), error.details, fatal=True)) from None


def _frozen(
    findings: Findings, case: Case, case_query: Query, options: ReportOptions, session: Session
) -> tuple[str, str]:
    """Return the submitted figures as they are stored, and their digest."""
    window = findings.period.window
    query = FrozenQuery(
        org=case.organisation.code,
        units=tuple(case_query.units),
        plans=tuple(case_query.plans),
        first=window.start,
        last=window.last,
        as_of=case_query.as_of,
        reading=case_query.reading,
        warn_days=case_query.warn_days,
        waivers=not options.selection.no_waivers,
        rulings=not options.selection.no_rulings,
        require_verified=options.selection.require_verified,
        require_url=options.selection.require_url,
    )
    files = digests(session.workspace, case.organisation.code)
    return freeze(findings.result, query, options.basis, files)
