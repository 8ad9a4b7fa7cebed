"""`cchc evidence list`: the rows of the logs and the quotas they serve."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from operator import attrgetter
from typing import Annotated

import typer
from msgspec import Struct

from cchc_cli.cli.command import command, only
from cchc_cli.cli.emit import deliver_lines, open_for
from cchc_cli.cli.exits import Exit
from cchc_cli.cli.options import DrawingOptions, OutputOptions, Panel, option
from cchc_cli.cli.output import kept_files, print_text
from cchc_cli.cli.selection import Selection, WorkspaceOptions, as_of_day, find_units, units_in
from cchc_cli.cli.session import Invocation, Session
from cchc_cli.cli.usage import UsageError, files_of
from cchc_cli.engine.check import Case, Query, Run
from cchc_cli.engine.usage import RowUsage, row_usages
from cchc_cli.formats.notices import skipped_lines
from cchc_cli.formats.passed_over import passed_over_line
from cchc_cli.formats.problem_lines import problem_lines
from cchc_cli.formats.refusals import refusals
from cchc_cli.formats.rows_text import row_usage_lines
from cchc_cli.formats.text_lines import Line
from cchc_cli.formats.view import NOTICE
from cchc_cli.i18n import Catalogue
from cchc_cli.model.problem import Problem
from cchc_cli.words.cadences.month import Month

app = typer.Typer(add_completion=False)


class EvidenceListOptions(Struct, frozen=True):
    """The options of `cchc evidence list`."""

    unused: Annotated[bool, option("--unused", Panel.SELECTION)] = False
    refused: Annotated[bool, option("--refused", Panel.SELECTION)] = False
    selection: Annotated[
        Selection, only("--unit", "--org", "--as-of", "--no-rulings", "--require-verified", "--skip-unreadable")
    ] = Selection()
    outputs: OutputOptions = OutputOptions()
    drawing: DrawingOptions = DrawingOptions()
    workspace: WorkspaceOptions = WorkspaceOptions()


@command(app)
def evidence_list(options: EvidenceListOptions, invocation: Invocation) -> Exit:
    """Each row with the quotas it serves, or why it serves none; topic posts that do not credit their lead."""
    session, outputs = open_for("evidence list", options.outputs, invocation)
    selection = options.selection
    cases = _cases(session, selection)
    if any(problem.fatal for problem in session.problems):
        raise UsageError(*session.problems, *kept_files(files_of(outputs)))
    find_units(selection.units, [case.organisation for case in cases])
    served = [] if options.refused else [(case, row) for case in cases for row in _rows(case, selection)]
    chosen_rows = [(case, row) for case, row in served if not (options.unused and row.serves)]
    rows = [row for _, row in chosen_rows]
    wrong = refusals(session.problems) if options.refused or not (options.unused or selection.units) else []

    skipped = [problem for case in cases for problem in case.skipped]
    passed = [passed_over for case in cases for passed_over in case.passed_over]

    def lines() -> list[Line]:
        named = [(case.organisation, row) for case, row in chosen_rows]
        readable = [] if options.refused else [*row_usage_lines(named, session.messages)]
        above: list[Line] = [((line, NOTICE),) for line in skipped_lines(skipped, session.messages)]
        return [*above, *readable, *(line for problem in wrong for line in problem_lines(problem, session.messages))]

    def document() -> object:
        from cchc_cli.formats.documents.evidence import evidence_document

        return evidence_document(rows, wrong, passed, skipped, session.messages)

    def xlsx() -> bytes:
        return _workbook(chosen_rows, wrong, cases, as_of_day(selection.as_of, cases[0].organisation), session.messages)

    deliver_lines("evidence list", outputs, session.guard, options.drawing, lines, document, xlsx=xlsx)
    if passed:
        print_text(passed_over_line(passed, session.messages) + "\n", sys.stderr)
    return Exit.OK


def _workbook(
    rows: Sequence[tuple[Case, RowUsage]],
    wrong: Sequence[Problem],
    cases: Sequence[Case],
    day: date,
    messages: Catalogue,
) -> bytes:
    from cchc_cli.formats.rows_sheets import sheets
    from cchc_cli.formats.xlsx import workbook

    names = ", ".join(case.organisation.name for case in cases)
    title = messages("rows.title", names=names, day=messages.day(day))
    skipped = skipped_lines((problem for case in cases for problem in case.skipped), messages)
    sample = [messages("table.sample")] if any(case.organisation.sample for case in cases) else []
    return workbook(sheets(rows, wrong, cases, day, messages), [title, *skipped, *sample], day, messages)


def _cases(session: Session, selection: Selection) -> list[Case]:
    """Return the selected organisations whose files can be used."""
    cases = (
        session.case(
            code,
            rulings=not selection.no_rulings,
            require_verified=selection.require_verified,
            skip_unreadable=selection.skip_unreadable,
        )
        for code in session.organisations(selection.org)
    )
    return [case for case in cases if case is not None]


def _rows(case: Case, selection: Selection) -> list[RowUsage]:
    day = as_of_day(selection.as_of, case.organisation)
    run = Run(case, Query(day, Month.containing(day)))
    organisation = case.organisation
    wanted = {unit for code in units_in(selection.units, organisation) for unit in organisation.members(code)}
    items = [*case.items, *case.set_aside]
    if case.rejected:
        items.sort(key=attrgetter("file", "row"))
    rows = row_usages(run, items, day, case.rejected)
    return [row for row in rows if not wanted or wanted & _units(row)]


def _units(row: RowUsage) -> set[str]:
    """Return the units that a row credits, or would credit if it were not set aside."""
    return {*row.item.units, *(unit for rejection in row.set_aside for unit in rejection.item.units)}
